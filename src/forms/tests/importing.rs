use knowledge::KnowledgeBase;

use super::*;
use crate::{ImportChoices, ImportError, ImportedForm, import, import_form, taken};

fn choices() -> ImportChoices {
    ImportChoices { id: Some("sleep-diary".into()), queue: "nurse".into(), class: domain::UrgencyClass::P4 }
}

fn imported(form: &Questionnaire) -> (ImportedForm, KnowledgeBase) {
    let made = import_form(form, &choices()).unwrap();
    let files = made.files.iter().map(|(path, text)| (format!("{}/{path}", made.id), text.clone())).collect();
    let mut base = KnowledgeBase::default();
    base.add_files(files);
    assert_eq!(base.refused(), []);
    (made, base)
}

/// The lines of a question in `pack.toml`.
fn question<'a>(made: &'a ImportedForm, id: &str) -> &'a str {
    let start = format!("id = \"{id}\"");
    let mut blocks = made.files[0].1.split("\n\n").filter_map(|block| block.strip_prefix("[[question]]\n"));
    blocks.find(|block| block.lines().next() == Some(start.as_str())).unwrap_or_else(|| panic!("{id} in {}", made.files[0].1))
}

fn when(made: &ImportedForm, id: &str) -> String {
    let line = question(made, id).lines().find_map(|line| line.strip_prefix("show-when = ")).unwrap_or("\"always\"");
    serde_json::from_str(line).unwrap()
}

fn lost(made: &ImportedForm) -> Vec<(&str, &str)> {
    made.notes.iter().filter(|note| note.lost).map(|note| (note.link_id.as_str(), note.message.as_str())).collect()
}

/// What an item with this condition on other items is shown when.
fn shown_when(mut items: Vec<Json>, mut item: Json) -> (String, ImportedForm) {
    item["linkId"] = json!("b");
    item["type"] = json!("string");
    items.push(item);
    let (made, _) = imported(&form(json!(items)));
    (when(&made, "b"), made)
}

fn extension(name: &str, value: Json) -> Json {
    let mut extension = json!({"url": format!("http://hl7.org/fhir/StructureDefinition/{name}")});
    extension.as_object_mut().unwrap().extend(value.as_object().unwrap().clone());
    extension
}

fn choice(link_id: &str, repeats: bool) -> Json {
    json!({"linkId": link_id, "type": "choice", "repeats": repeats, "answerOption": [
        {"valueCoding": {"system": "http://s", "code": "x", "display": "X"}},
        {"valueCoding": {"system": "http://s", "code": "y", "display": "Y"}},
        {"valueCoding": {"system": "http://s", "code": "z", "display": "Z"}},
    ]})
}

#[test]
fn every_operator_becomes_a_condition() {
    let number = json!({"linkId": "a", "type": "integer", "extension": [
        extension("minValue", json!({"valueInteger": 0})), extension("maxValue", json!({"valueInteger": 10})),
    ]});
    for (operator, value, expected) in [
        ("exists", json!({"answerBoolean": true}), "answered(a)"),
        ("exists", json!({"answerBoolean": false}), "not answered(a)"),
        ("=", json!({"answerInteger": 3}), "a = 3"),
        ("!=", json!({"answerInteger": 3}), "not a = 3"),
        (">", json!({"answerInteger": 3}), "a > 3"),
        (">=", json!({"answerDecimal": 2.5}), "a >= 3"),
        ("<", json!({"answerInteger": 3}), "a < 3"),
        ("<=", json!({"answerInteger": 3}), "a <= 3"),
        // Outside of the range, and of another type.
        (">", json!({"answerInteger": 10}), "not always"),
        (">=", json!({"answerInteger": -5}), "answered(a)"),
        ("!=", json!({"answerInteger": 11}), "always"),
        ("=", json!({"answerString": "3"}), "not always"),
        ("!=", json!({"answerString": "3"}), "not answered(a)"),
    ] {
        let mut condition = value.clone();
        condition["question"] = json!("a");
        condition["operator"] = json!(operator);
        let (when, made) = shown_when(vec![number.clone()], json!({"enableWhen": [condition]}));
        assert_eq!(when, expected, "{operator} {value}");
        assert_eq!(lost(&made), [], "{operator} {value}");
    }
    for (operator, expected) in [("=", "a = y"), ("!=", "not a = y"), (">", "not always")] {
        let condition = json!({"question": "a", "operator": operator, "answerCoding": {"system": "http://s", "code": "y"}});
        assert_eq!(shown_when(vec![choice("a", true)], json!({"enableWhen": [condition]})).0, expected);
    }
}

#[test]
fn both_behaviours_and_the_groups_around_an_item_count() {
    let conditions = json!([
        {"question": "a", "operator": "=", "answerCoding": {"code": "x"}},
        {"question": "c", "operator": "=", "answerBoolean": true},
    ]);
    let items = || vec![choice("a", false), json!({"linkId": "c", "type": "boolean"})];
    for (behaviour, word) in [("all", "and"), ("any", "or")] {
        let item = json!({"enableWhen": conditions, "enableBehavior": behaviour});
        assert_eq!(shown_when(items(), item).0, format!("a = x {word} c = yes"));
    }
    let mut all = items();
    all.push(json!({"linkId": "g", "type": "group", "text": "More", "enableBehavior": "any", "enableWhen": conditions, "item": [
        {"linkId": "h", "type": "group", "item": [
            {"linkId": "d", "type": "boolean", "text": "D?", "enableWhen": [{"question": "a", "operator": "exists", "answerBoolean": true}]},
        ]},
        {"linkId": "e", "type": "boolean", "text": "E?"},
    ]}));
    let (made, base) = imported(&form(json!(all)));
    assert_eq!(when(&made, "d"), "(a = x or c = yes) and answered(a)");
    assert_eq!(when(&made, "e"), "a = x or c = yes");
    assert!(base.get("sleep-diary").unwrap().reading(domain::Language::En).to_terminal(80).contains("── More ──"));
}

#[test]
fn a_behaviour_that_is_missing_is_named_and_all_must_hold() {
    let conditions = json!([
        {"question": "a", "operator": "=", "answerCoding": {"code": "x"}},
        {"question": "a", "operator": "exists", "answerBoolean": true},
    ]);
    let (when, made) = shown_when(vec![choice("a", true)], json!({"enableWhen": conditions}));
    assert_eq!(when, "a = x and answered(a)");
    assert!(made.notes.iter().any(|note| note.link_id == "b" && note.message.contains("enableBehavior")));
}

#[test]
fn conditions_in_fhirpath_become_conditions_of_the_pack() {
    let sdc = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression";
    let kanta = "http://phr.kanta.fi/StructureDefinition/fiphr-ext-questionnaire-enablewhen";
    let one = "%resource.item.where(linkId='a').answer.value";
    let many = "%resource.descendants().where(linkId='m').answer.value.code";
    for (path, expected) in [
        (format!("{one}.exists()"), "answered(a)"),
        (format!("{one}.empty()"), "not answered(a)"),
        (format!("{one}.code = 'x'"), "a = x"),
        (format!("{one}.code != 'x'"), "a in {y, z}"),
        (format!("({one}.code = 'x').not()"), "a in {y, z}"),
        (format!("{one}.code ~ 'x'"), "a = x"),
        (format!("{one}.code in ('x'|'y')"), "a in {x, y}"),
        (format!("{one}.where(code = 'z').exists() or {many} contains 'y'"), "a = z or m = y"),
        (format!("{many} contains 'x' and {many}.count() >= 2"), "m = x and count(m in {x, y, z}) >= 2"),
        (format!("{many} = 'x'"), "count(m in {x, y, z}) = 1 and m = x"),
        ("%resource.item.where(linkId='n').answer.value > 3 implies false".to_owned(), "answered(n) and not n > 3"),
        ("iif(%resource.item.where(linkId='n').answer.valueInteger = 2, true, false)".to_owned(), "n = 2"),
        ("%resource.item.where(linkId='n').answer.value >= -1".to_owned(), "n >= -1"),
    ] {
        for (url, member) in [
            (sdc, json!({"valueExpression": {"language": "text/fhirpath", "expression": path}})),
            (kanta, json!({"valueString": path})),
        ] {
            let mut extension = member;
            extension["url"] = json!(url);
            let items = vec![choice("a", false), choice("m", true), json!({"linkId": "n", "type": "integer"})];
            let (when, made) = shown_when(items, json!({"extension": [extension]}));
            assert_eq!(when, expected, "{path}");
            assert_eq!(lost(&made), [], "{path}");
        }
    }
}

#[test]
fn what_a_condition_of_a_pack_cannot_say_is_named_and_the_item_is_shown() {
    let sdc = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression";
    let items = || vec![choice("m", true), json!({"linkId": "t", "type": "string"}), json!({"linkId": "d", "type": "date"})];
    for path in [
        "%resource.item.where(linkId='m').answer.value.first().code = 'x'",
        "%resource.item.where(linkId='t').answer.value = 'yes'",
        "%resource.item.where(linkId='d').answer.value > @2020-01-01",
        "%resource.item.where(linkId='m').answer.value.code",
        "%resource.item.where(linkId='m').exists()",
    ] {
        let extension = json!({"url": sdc, "valueExpression": {"language": "text/fhirpath", "expression": path}});
        let (when, made) = shown_when(items(), json!({"extension": [extension]}));
        assert_eq!(when, "always", "{path}");
        assert!(lost(&made).iter().any(|(id, message)| *id == "b" && message.contains("FHIRPath")), "{path}: {:?}", made.notes);
    }
    let condition = json!({"question": "t", "operator": "=", "answerString": "yes"});
    let other = json!({"question": "m", "operator": "=", "answerCoding": {"code": "x"}});
    let any = json!({"enableBehavior": "any", "enableWhen": [condition, other]});
    let all = json!({"enableBehavior": "all", "enableWhen": [condition, other]});
    assert_eq!(shown_when(items(), any).0, "always");
    assert_eq!(shown_when(items(), all).0, "m = x");
}

#[test]
fn limits_units_and_options_that_stand_alone_are_carried() {
    let exclusive = extension("questionnaire-optionExclusive", json!({"valueBoolean": true}));
    let (made, base) = imported(&form(json!([
        {"linkId": "1.1", "type": "string", "text": "Postcode", "maxLength": 5, "extension": [extension("regex", json!({"valueString": "[0-9]{5}"}))]},
        {"linkId": "1.2", "type": "quantity", "text": "Weight", "required": true, "extension": [
            extension("questionnaire-unit", json!({"valueCoding": {"system": "http://unitsofmeasure.org", "code": "kg", "display": "kilo"}})),
            extension("minValue", json!({"valueQuantity": {"value": 20, "code": "kg"}})),
            extension("maxValue", json!({"valueDecimal": 300.5})),
        ]},
        {"linkId": "1.3", "type": "choice", "repeats": true, "text": "Signs", "answerOption": [
            {"valueCoding": {"system": "http://s", "code": "A 1", "display": "One"}},
            {"valueCoding": {"system": "http://s", "code": "none", "display": "Not alone"}},
            {"valueCoding": {"code": "nothing", "display": "Nothing"}, "extension": [exclusive]},
        ]},
        {"linkId": "1.4", "type": "string", "text": "For the system", "required": true, "extension": [extension("questionnaire-hidden", json!({"valueBoolean": true}))]},
    ])));
    assert_eq!(lost(&made), []);
    let text = question(&made, "q-1-1");
    assert!(
        text.contains("link-id = \"1.1\"") && text.contains("pattern = \"[0-9]{5}\"") && text.contains("max-length = 5"),
        "{text}"
    );
    let weight = question(&made, "q-1-2");
    assert!(
        weight.contains("min = 20\nmax = 300.5\n") && weight.contains("unit-code = \"http://unitsofmeasure.org|kg\""),
        "{weight}"
    );
    let signs = question(&made, "q-1-3");
    assert!(signs.contains("alone = [\"nothing\"]") && signs.contains("a-1 = \"http://s|A 1\""), "{signs}");
    let pack = base.get("sleep-diary").unwrap();
    let problems = |answers: Json| pack.answers_from_json(&answers).map(|_| ()).map_err(|problems| problems.len());
    assert_eq!(problems(json!({"q-1-1": "00100", "q-1-2": 70, "q-1-3": ["a-1", "none"]})), Ok(()));
    assert_eq!(problems(json!({"q-1-1": "12", "q-1-2": 500, "q-1-3": ["a-1", "nothing"]})), Err(3));
    // Nobody is asked what is hidden, but who has an answer may send it.
    let answers = pack.answers_from_json(&json!({"q-1-2": 70})).unwrap();
    assert_eq!(pack.visible(&answers).iter().map(|q| q.id.as_str()).collect::<Vec<_>>(), ["q-1-1", "q-1-2", "q-1-3"]);
    let evaluation = pack.evaluate(&answers);
    assert_eq!(evaluation.judgement.map(|j| (j.urgency, j.queue)), Some((domain::UrgencyClass::P4, "nurse".to_owned())));
    assert!(pack.evaluate(&pack.no_answers()).judgement.is_none(), "the weight must be answered");
}

#[test]
fn an_option_without_a_name_is_left_out_and_a_question_of_such_options_is_answered_in_words() {
    let nameless = json!([{"valueCoding": {"system": "http://s"}}, {"valueCoding": {"code": "x", "display": "X"}}]);
    let (made, base) = imported(&form(json!([
        {"linkId": "1", "type": "choice", "text": "One of", "answerOption": nameless},
        {"linkId": "2", "type": "choice", "text": "None of", "answerOption": [{"valueCoding": {"system": "http://s"}}]},
    ])));
    let named: Vec<&str> = lost(&made).iter().map(|(id, _)| *id).collect();
    assert_eq!(named, ["1", "2", "2"]);
    let pack = base.packs().find(|pack| pack.id() == made.id).unwrap();
    let kinds: Vec<usize> = pack.questions().iter().map(|question| question.kind.options().len()).collect();
    assert_eq!(kinds, [1, 0]);
}

#[test]
fn a_response_with_the_forms_own_names_is_taken_in() {
    let (_, base) = imported(&form(json!([
        {"linkId": "1.1", "type": "open-choice", "text": "How?", "required": true, "answerOption": [
            {"valueCoding": {"system": "http://s", "code": "A 1"}}, {"valueCoding": {"system": "http://t", "code": "A 1"}},
        ]},
        {"linkId": "1.2", "type": "quantity", "extension": [extension("questionnaire-unit", json!({"valueCoding": {"system": "http://u", "code": "kg"}}))]},
        {"linkId": "1.3", "type": "dateTime"},
        {"linkId": "1.4", "type": "choice", "answerOption": [{"valueString": "often"}, {"valueString": "seldom"}]},
        {"linkId": "1.5", "type": "choice", "answerValueSet": "http://elsewhere"},
    ])));
    let pack = base.get("sleep-diary").unwrap();
    let take = |id: &str, given: Json| {
        let answers = taken(pack, id, given.as_array().unwrap()).unwrap();
        answers
            .map(|answers| serde_json::to_value(answers.into_iter().map(|a| (a.question, a.answer)).collect::<Vec<_>>()).unwrap())
    };
    let own = |id: &str, answer: Json| Ok(json!([[id, answer]]));
    assert_eq!(
        take("1.1", json!([{"valueCoding": {"system": "http://t", "code": "A 1"}}])),
        own("q-1-1", json!({"one": "a-1-2"}))
    );
    assert_eq!(take("1.1", json!([{"valueString": "in between"}])), own("q-1-1-own-words", json!({"text": "in between"})));
    let weight = |unit: &str| take("1.2", json!([{"valueQuantity": {"value": 70.5, "system": "http://u", "code": unit}}]));
    assert_eq!(weight("kg"), own("q-1-2", json!({"number": 70.5})));
    assert_eq!(weight("lb"), Err(vec![(0, "the quantity has another unit than the form")]));
    assert!(take("1.2", json!([{"valueDecimal": 70.5}])).is_err(), "a number without a unit says nothing");
    assert_eq!(
        take("1.3", json!([{"valueDateTime": "2026-11-25T10:00:00Z"}])),
        own("q-1-3", json!({"text": "2026-11-25T10:00:00Z"}))
    );
    assert_eq!(take("1.4", json!([{"valueString": "often"}])), own("q-1-4", json!({"one": "often"})));
    assert!(take("1.4", json!([{"valueString": "never"}])).is_err());
    assert_eq!(
        take("1.5", json!([{"valueCoding": {"code": "k", "display": "Kuopio"}}])),
        own("q-1-5", json!({"text": "Kuopio"}))
    );
    assert!(taken(pack, "9", &[]).is_none());
}

#[test]
fn texts_and_translations_become_the_texts_of_the_three_languages() {
    let translation = |language: &str, content: &str| {
        json!({"url": "http://hl7.org/fhir/StructureDefinition/translation", "extension": [
            {"url": "lang", "valueCode": language}, {"url": "content", "valueString": content},
        ]})
    };
    let json = json!({"resourceType": "Questionnaire", "status": "active", "language": "fi", "title": "Uni {testi}", "version": "2.1",
    "_title": {"extension": [translation("sv-FI", "Sömn")]},
    "item": [
        {"linkId": "i", "type": "display", "text": "Ajattele viime viikkoa."},
        {"linkId": "1", "type": "boolean", "prefix": "1.", "text": "Nukutko {hyvin}?", "_text": {"extension": [translation("en", "Do you sleep well?")]}},
    ]});
    let (made, base) = imported(&Questionnaire::from_json(&json).unwrap());
    assert_eq!((made.version.as_str(), lost(&made)), ("2.1.0", vec![]));
    let pack = base.get("sleep-diary").unwrap();
    let text = |language| pack.question_texts("q-1", language).unwrap();
    assert_eq!(text(domain::Language::Fi).text, "Ajattele viime viikkoa. 1. Nukutko {hyvin}?");
    assert_eq!(text(domain::Language::En).text, "Ajattele viime viikkoa. 1. Do you sleep well?");
    assert_eq!(text(domain::Language::Fi).label, "Nukutko {hyvin}?");
    assert_eq!(pack.title(domain::Language::Sv), "Sömn");
    assert!(made.notes.iter().any(|note| note.message.contains("2 of its 4 texts have no sv")), "{:?}", made.notes);
}

#[test]
fn questions_are_asked_after_those_that_show_them_and_a_circle_is_named() {
    let (made, _) = imported(&form(json!([
        {"linkId": "b", "type": "string", "enableWhen": [{"question": "a", "operator": "=", "answerBoolean": true}]},
        {"linkId": "a", "type": "boolean"},
    ])));
    let page = &made.files[0].1;
    assert!(page.find("id = \"a\"") < page.find("id = \"b\""));
    assert!(made.notes.iter().any(|note| note.link_id == "b" && note.message.contains("asked after \"a\"")));
    let asks = |question: &str| json!([{"question": question, "operator": "exists", "answerBoolean": true}]);
    let (made, _) = imported(&form(json!([
        {"linkId": "c", "type": "string", "enableWhen": asks("a")},
        {"linkId": "a", "type": "string", "enableWhen": asks("b")},
        {"linkId": "b", "type": "string", "enableWhen": asks("a")},
    ])));
    assert_eq!([when(&made, "a"), when(&made, "b"), when(&made, "c")], ["always", "answered(a)", "answered(a)"]);
    assert!(lost(&made).iter().any(|(id, message)| *id == "a" && message.contains("circle")));
}

#[test]
fn what_is_no_form_that_can_be_asked_is_refused_with_a_cure() {
    let refused = |json: Json| import(json.to_string().as_bytes(), &choices()).unwrap_err().to_string();
    let of = |items: Json| json!({"resourceType": "Questionnaire", "item": items});
    assert!(refused(json!({"resourceType": "Patient"})).contains("Questionnaire"));
    assert!(refused(of(json!([{"linkId": "c", "type": "coding"}]))).contains("R5"));
    assert!(refused(of(json!([{"type": "boolean", "text": "no linkId"}]))).contains("no linkId"));
    let many: Vec<Json> = (0..129).map(|at| json!({"linkId": at.to_string(), "type": "boolean"})).collect();
    assert!(refused(of(json!(many))).contains("129 questions"));
    let text = of(json!([{"linkId": "a", "type": "boolean"}])).to_string();
    let with = |choices: ImportChoices| import(text.as_bytes(), &choices).unwrap_err();
    assert!(matches!(with(ImportChoices { id: Some("sore-throat".into()), ..choices() }), ImportError::Taken(_)));
    assert!(matches!(with(ImportChoices { id: Some("Own Form".into()), ..choices() }), ImportError::NotAnId(_)));
    assert!(with(ImportChoices { queue: "nures".into(), ..choices() }).to_string().contains("did you mean \"nurse\""));
    assert!(with(ImportChoices { class: domain::UrgencyClass::P8, ..choices() }).to_string().contains("P1 to P5"));
    assert!(matches!(import(b"{", &choices()), Err(ImportError::Source(_))));
}
