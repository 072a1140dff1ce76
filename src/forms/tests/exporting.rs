//! Packs written as Questionnaires: nothing to complain of, and the same answers enable the same questions as in the pack.

use domain::{Answer, QuestionAnswer};
use knowledge::{Answers, KnowledgeBase, Pack, Profile, QuestionKind};
use serde_json::{Value as Json, json};

use crate::{ImportChoices, Questionnaire, Response, check, export, import_form, taken};

/// A response with these answers, those to hidden questions too, in the places where the form has its items.
fn response(pack: &Pack, form: &Json, answers: &Answers) -> Json {
    let given = pack.as_given(answers);
    json!({ "resourceType": "QuestionnaireResponse", "status": "completed", "item": places(pack, form, &given) })
}

fn places(pack: &Pack, parent: &Json, given: &[QuestionAnswer]) -> Vec<Json> {
    let one = |item: &Json| {
        let link_id = item["linkId"].as_str().unwrap();
        if item["type"] == "group" {
            return Some(json!({ "linkId": link_id, "item": places(pack, item, given) }));
        }
        let answer = &given.iter().find(|one| one.question == link_id)?.answer;
        Some(json!({ "linkId": link_id, "answer": values(pack, link_id, answer) }))
    };
    parent["item"].as_array().unwrap().iter().filter_map(one).collect()
}

fn values(pack: &Pack, question: &str, answer: &Answer) -> Vec<Json> {
    let coding = |id: &String| json!({ "valueCoding": { "code": id } });
    match (&pack.question(question).unwrap().kind, answer) {
        (QuestionKind::Boolean, Answer::One(id)) => vec![json!({ "valueBoolean": id == "yes" })],
        (_, Answer::One(id)) => vec![coding(id)],
        (_, Answer::Many(ids)) => ids.iter().map(coding).collect(),
        #[expect(clippy::cast_possible_truncation, reason = "the numbers of packs are small")]
        (QuestionKind::Number(range), Answer::Number(n)) if range.whole() => vec![json!({ "valueInteger": *n as i64 })],
        (_, Answer::Number(n)) => vec![json!({ "valueDecimal": n })],
        (_, Answer::Day(day)) => vec![json!({ "valueDate": day.to_string() })],
        (_, Answer::Text(words)) => vec![json!({ "valueString": words.as_str() })],
    }
}

/// The questions that the form enables for these answers.
fn enabled(pack: &Pack, form: &Json, read: &Questionnaire, answers: &Answers) -> Vec<String> {
    let response = Response::from_json(&response(pack, form, answers)).unwrap();
    check(read, &response).enabled.into_iter().filter(|id| pack.question(id).is_some()).collect()
}

fn shown(pack: &Pack, answers: &Answers) -> Vec<String> {
    pack.visible(answers).into_iter().map(|question| question.id.clone()).collect()
}

fn numbers(seed: u64) -> impl FnMut() -> u64 {
    let mut state = seed;
    move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state ^ (state >> 29)
    }
}

#[test]
fn every_pack_is_written_so_that_the_same_answers_enable_the_same_questions() {
    let base = KnowledgeBase::builtin();
    for pack in base.packs() {
        let form = export(pack);
        let read = Questionnaire::from_json(&form).unwrap();
        let mut cases = pack.case_answers();
        assert!(!cases.is_empty(), "{}", pack.id());
        let mut rng = numbers(7);
        for nth in 0..60 {
            cases.push((format!("drawn {nth}"), pack.random_answers(&mut rng, &Profile::default())));
        }
        for (id, answers) in cases {
            let text = format!("{} {id}", pack.id());
            assert_eq!(enabled(pack, &form, &read, &answers), shown(pack, &answers), "{text}");
        }
        let nothing = Response::from_json(&json!({ "resourceType": "QuestionnaireResponse", "status": "in-progress" })).unwrap();
        assert_eq!(check(&read, &nothing).errors, [], "{}", pack.id());
    }
}

/// Conditions of every kind that packs can say.
const CONDITIONS: [&str; 40] = [
    "a = yes",
    "a != yes",
    "not a = yes",
    "not a != yes",
    "a in {yes, no}",
    "not a in {yes, no}",
    "one = x",
    "one != x",
    "one in {x, y}",
    "not one in {x, y}",
    "not one != x",
    "one in {x, y} and a = yes",
    "one in {x, y} or a = yes",
    "not one in {x, y} or a = yes",
    "not one in {x, y} and a = yes",
    "many = p",
    "many != p",
    "many in {p, q}",
    "many in {p, q} and a = yes",
    "not many in {p, q}",
    "not many in {p, q} or a = no",
    "n = 3",
    "n != 3",
    "not n = 3",
    "not n != 3",
    "n >= 3 and n < 5",
    "not n > 3",
    "not n > 3 and not n <= 1",
    "d >= 37.5",
    "not d < 37.5 or one = z",
    "count(many) >= 2",
    "count(many in {p, q}) = 1",
    "not count(many) > 1",
    "(a = yes or one = x) and (many = p or n = 3)",
    "not ((a = yes or one = x) and not (many = p or n = 3))",
    "late = yes",
    "not late = no and n >= 1",
    "answered(many)",
    "not answered(d)",
    "answered(late) or not answered(one) and n = 5",
];

fn pack_of(conditions: &[&str]) -> String {
    let asked: String = conditions
        .iter()
        .enumerate()
        .map(|(at, condition)| {
            format!("[[question]]\nid = \"shown-{at}\"\ntype = \"text\"\nrequired = false\nshow-when = \"{condition}\"\n")
        })
        .collect();
    format!(
        r#"
id = "all-kinds"
version = "1.0.0"
kind = "symptom"
queue = "nurse"
[[section]]
id = "first"
questions = ["a", "one"]
[[section]]
id = "divided"
questions = ["n", "late"]
[[question]]
id = "a"
type = "boolean"
[[question]]
id = "one"
type = "single"
options = ["x", "y", "z"]
[[question]]
id = "many"
type = "multi"
options = ["p", "q", "r", "none"]
[[question]]
id = "n"
type = "integer"
min = 0
max = 9
[[question]]
id = "d"
type = "decimal"
min = 30.0
max = 45.0
[[question]]
id = "late"
type = "boolean"
show-when = "a = no"
{asked}
[[recommendation]]
id = "rec"
class = "P4"
[[rule]]
id = "r-1"
when = "always"
class = "P4"
recommend = "rec"
why = "All"
source = "None"
"#
    )
}

/// The knowledge base with a pack that asks its questions under all these conditions.
fn all_kinds() -> (KnowledgeBase, String) {
    let mut base = KnowledgeBase::builtin();
    let mut kept = base.get("sore-throat").unwrap().to_archive();
    kept.files.retain(|path, _| path.starts_with('_'));
    kept.files.insert("all-kinds/pack.toml".to_owned(), pack_of(&CONDITIONS));
    (kept.id, kept.hash) = ("all-kinds".to_owned(), "of-a-test".to_owned());
    let hash = kept.hash.clone();
    base.add_archived(kept).unwrap();
    (base, hash)
}

#[test]
fn every_condition_that_a_pack_can_say_holds_for_the_same_answers() {
    let (base, hash) = all_kinds();
    let pack = base.by_hash("all-kinds", &hash).unwrap();
    let form = export(pack);
    let read = Questionnaire::from_json(&form).unwrap();
    let choices = [
        ("a", vec![json!(null), json!("yes"), json!("no")]),
        ("one", vec![json!(null), json!("x"), json!("y"), json!("z")]),
        ("many", vec![json!(null), json!("p"), json!(["p", "q"]), json!(["q", "r"]), json!(["p", "q", "r"]), json!("none")]),
        ("n", vec![json!(null), json!(1), json!(2), json!(3), json!(5)]),
        ("d", vec![json!(null), json!(36.0), json!(37.5), json!(40.5)]),
        ("late", vec![json!(null), json!("yes"), json!("no")]),
    ];
    let mut sets = vec![pack.no_answers()];
    for (question, values) in choices {
        sets = sets
            .iter()
            .flat_map(|set| {
                values.iter().map(|value| {
                    let mut more = set.clone();
                    pack.set_answer(&mut more, question, value).unwrap();
                    more
                })
            })
            .collect();
    }
    let mut ever = std::collections::BTreeSet::new();
    for answers in sets {
        let expected = shown(pack, &answers);
        let text = format!("{:?}", pack.as_given(&answers));
        assert_eq!(enabled(pack, &form, &read, &answers), expected, "{text}");
        ever.extend(expected);
    }
    let groups: Vec<&str> =
        form["item"].as_array().unwrap().iter().filter_map(|one| one["linkId"].as_str()).filter(|id| id.contains('.')).collect();
    assert_eq!(groups, ["section.first", "section.divided", "section.divided.2"]);
    assert_eq!(ever.len(), pack.questions().len(), "each condition holds for some answers");
}

fn item<'a>(parent: &'a Json, link_id: &str) -> Option<&'a Json> {
    let items = parent["item"].as_array()?;
    items.iter().find_map(|one| if one["linkId"] == link_id { Some(one) } else { item(one, link_id) })
}

#[test]
fn enable_when_says_what_it_can_and_the_rest_is_said_in_fhirpath() {
    let (base, hash) = all_kinds();
    let form = export(base.by_hash("all-kinds", &hash).unwrap());
    let shown = |condition: &str| {
        let at = CONDITIONS.iter().position(|one| *one == condition).unwrap();
        item(&form, &format!("shown-{at}")).unwrap()
    };
    let list = |condition: &str| {
        let said = |one: &Json| {
            let answer = one.as_object().unwrap().iter().find(|(name, _)| name.starts_with("answer")).unwrap().1;
            let answer = answer.get("code").unwrap_or(answer);
            format!("{} {} {answer}", one["question"].as_str().unwrap(), one["operator"].as_str().unwrap())
        };
        let item = shown(condition);
        assert!(item.get("extension").is_none(), "{condition}");
        let all: Vec<String> = item["enableWhen"].as_array().unwrap().iter().map(said).collect();
        (item["enableBehavior"].as_str().unwrap_or_default().to_owned(), all.join(", "))
    };
    let pair = |behavior: &str, conditions: &str| (behavior.to_owned(), conditions.to_owned());
    assert_eq!(list("a = yes"), pair("", "a = true"));
    assert_eq!(list("a != yes"), pair("all", "a exists true, a != true"));
    assert_eq!(list("not a = yes"), pair("", "a != true"));
    assert_eq!(list("many in {p, q}"), pair("any", "many = \"p\", many = \"q\""));
    assert_eq!(list("one in {x, y} and a = yes"), pair("all", "one exists true, one != \"z\", a = true"));
    assert_eq!(list("not n > 3"), pair("any", "n exists false, n <= 3"));
    let path = |condition: &str| {
        let item = shown(condition);
        assert!(item.get("enableWhen").is_none(), "{condition}");
        item["extension"][0]["valueExpression"]["expression"].as_str().unwrap().to_owned()
    };
    assert_eq!(
        path("many in {p, q} and a = yes"),
        "%resource.item.where(linkId = 'many').answer.where(value.code in ('p' | 'q')).exists() and \
         %resource.item.where(linkId = 'section.first').item.where(linkId = 'a').answer.where(value = true).exists()"
    );
    assert_eq!(
        path("count(many) >= 2"),
        "%resource.item.where(linkId = 'many').answer.where(value.code in ('p' | 'q' | 'r')).count() >= 2"
    );
}

#[test]
fn a_form_carries_its_texts_in_three_languages_its_limits_and_says_what_it_is_not() {
    let base = KnowledgeBase::builtin();
    let form = export(base.get("wellbeing-check").unwrap());
    assert_eq!(form["url"], "https://omaolo.example/fhir/Questionnaire/wellbeing-check");
    assert_eq!((&form["status"], &form["experimental"]), (&json!("draft"), &json!(true)));
    assert_eq!(form["name"], "WellbeingCheck");
    let english = |element: &Json| element["extension"][1]["extension"][1]["valueString"].as_str().unwrap().to_owned();
    assert_eq!(english(&form["_title"]), base.get("wellbeing-check").unwrap().title(domain::Language::En));
    let description = english(&form["_description"]);
    assert!(description.contains("Not for use in care") && description.contains("not part of it"), "{description}");
    assert!(form["item"].as_array().unwrap().iter().any(|item| item["type"] == "group"));
    let audit = item(&form, "audit-1").unwrap();
    let points: Vec<&Json> =
        audit["answerOption"].as_array().unwrap().iter().map(|o| &o["extension"][0]["valueDecimal"]).collect();
    assert_eq!(points, [0, 1, 2, 3, 4]);
    let weight = item(&form, "weight").unwrap().to_string();
    for part in ["minValue", "maxValue", "http://unitsofmeasure.org", "\"kg\""] {
        assert!(weight.contains(part), "{part} in {weight}");
    }
    let throat = export(base.get("sore-throat").unwrap());
    let tonsils = item(&throat, "tonsils").unwrap();
    assert_eq!(tonsils["repeats"], true);
    let alone = tonsils["answerOption"].as_array().unwrap().iter().filter(|option| option.get("extension").is_some());
    assert_eq!(alone.map(|option| option["valueCoding"]["code"].as_str().unwrap()).collect::<Vec<_>>(), ["none"]);
    assert_eq!(item(&throat, "free-text").unwrap()["maxLength"], 10_000);
}

#[test]
fn a_pack_that_is_exported_and_brought_in_again_asks_the_same_questions_for_the_same_answers() {
    let base = KnowledgeBase::builtin();
    for pack in base.packs() {
        let id = pack.id();
        let form = export(pack);
        let choices = ImportChoices { id: Some("again".into()), queue: "nurse".into(), class: domain::UrgencyClass::P4 };
        let made = import_form(&Questionnaire::from_json(&form).unwrap(), &choices).unwrap();
        // A form counts nothing: the points of options stay behind.
        let lost = made.notes.iter().filter(|note| note.lost && !note.message.contains("ordinalValue"));
        let lost: Vec<String> = lost.map(ToString::to_string).collect();
        assert_eq!(lost, [""; 0], "{id}");
        let mut other = KnowledgeBase::default();
        other.add_files(made.files.iter().map(|(path, text)| (format!("again/{path}"), text.clone())).collect());
        assert_eq!(other.refused(), []);
        let again = other.get("again").unwrap();
        for (case, answers) in pack.case_answers() {
            let mut given = Vec::new();
            for one in pack.as_given(&answers) {
                let values = values(pack, &one.question, &one.answer);
                given.extend(taken(again, &one.question, &values).unwrap().unwrap());
            }
            let answered = again.answers_from(&given).unwrap();
            assert_eq!(shown(again, &answered), shown(pack, &answers), "{id} {case}");
        }
        for language in domain::Language::ALL {
            assert_eq!(again.title(language), pack.title(language));
            for question in pack.questions() {
                let (first, second) = (pack.question_texts(&question.id, language), again.question_texts(&question.id, language));
                let (first, second) = (first.unwrap(), second.unwrap());
                assert_eq!((first.text, first.section), (second.text, second.section), "{id} {}", question.id);
                if question.kind != QuestionKind::Boolean {
                    assert_eq!(first.options, second.options, "{id} {}", question.id);
                }
            }
        }
    }
}

#[test]
fn a_form_that_was_brought_in_is_exported_as_it_came() {
    let base = KnowledgeBase::builtin();
    let again = |form: &Json| {
        let choices = ImportChoices { id: Some("again".into()), queue: "nurse".into(), class: domain::UrgencyClass::P4 };
        let made = import_form(&Questionnaire::from_json(form).unwrap(), &choices).unwrap();
        let mut other = KnowledgeBase::default();
        other.add_files(made.files.iter().map(|(path, text)| (format!("again/{path}"), text.clone())).collect());
        export(other.get("again").unwrap())
    };
    let once = again(&export(base.get("sore-throat").unwrap()));
    let mut twice = again(&once);
    // What is said of the form as a whole says each time what it was made of.
    for member in ["purpose", "_purpose", "description", "_description"] {
        twice[member] = once[member].clone();
    }
    assert_eq!(once, twice);
}

#[test]
fn a_form_that_was_brought_in_goes_out_under_its_own_address_ids_codes_and_unit() {
    let kilos = json!({ "system": "http://unitsofmeasure.org", "code": "kg", "display": "kg" });
    let original = json!({
        "resourceType": "Questionnaire", "status": "active", "url": "https://county.example/q", "version": "2", "title": "Kysely",
        "item": [
            { "linkId": "1.1", "type": "quantity", "text": "Paino", "extension": [
                { "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-unitOption", "valueCoding": kilos },
            ] },
            { "linkId": "1.2", "type": "choice", "text": "Missä?", "answerOption": [
                { "valueCoding": { "system": "http://s", "code": "A", "display": "Selkä" } },
                { "valueCoding": { "code": "b", "display": "Polvi" } },
            ] },
            { "linkId": "1.3", "type": "text", "text": "Kerro", "maxLength": 80, "enableBehavior": "all", "enableWhen": [
                { "question": "1.1", "operator": ">=",
                  "answerQuantity": { "value": 90, "system": "http://unitsofmeasure.org", "code": "kg" } },
                { "question": "1.2", "operator": "=", "answerCoding": { "system": "http://s", "code": "A" } },
            ] },
            { "linkId": "1.4", "type": "open-choice", "text": "Kuka hoitaa?", "required": true, "answerOption": [
                { "valueCoding": { "code": "nobody", "display": "Ei kukaan" } },
                { "valueCoding": { "code": "nurse", "display": "Hoitaja" } },
            ] },
        ],
    });
    let choices = ImportChoices { id: Some("brought-in".into()), queue: "nurse".into(), class: domain::UrgencyClass::P4 };
    let made = import_form(&Questionnaire::from_json(&original).unwrap(), &choices).unwrap();
    let mut base = KnowledgeBase::default();
    base.add_files(made.files.iter().map(|(path, text)| (format!("brought-in/{path}"), text.clone())).collect());
    let form = export(base.get("brought-in").unwrap());
    assert_eq!((&form["url"], &form["version"]), (&json!("https://county.example/q"), &json!("2.0.0")));
    let weight = item(&form, "1.1").unwrap();
    assert_eq!(weight["type"], "quantity");
    assert!(weight.to_string().contains("questionnaire-unitOption") && weight.to_string().contains("\"kg\""), "{weight}");
    let codes: Vec<(&Json, &Json)> = item(&form, "1.2").unwrap()["answerOption"]
        .as_array()
        .unwrap()
        .iter()
        .map(|option| (&option["valueCoding"]["system"], &option["valueCoding"]["code"]))
        .collect();
    assert_eq!(codes, [(&json!("http://s"), &json!("A")), (&Json::Null, &json!("b"))]);
    let told = item(&form, "1.3").unwrap();
    assert_eq!(told["maxLength"], 80);
    assert_eq!(told["enableWhen"], original["item"][2]["enableWhen"]);
    let open = item(&form, "1.4").unwrap();
    assert_eq!((&open["type"], &open["required"]), (&json!("open-choice"), &json!(true)));
    assert_eq!(form["item"].as_array().unwrap().len(), 4, "own words are a part of the choice");
}
