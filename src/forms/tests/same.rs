//! For the same answers an imported pack asks what the form enables.

use std::collections::BTreeSet;

use knowledge::{KnowledgeBase, Pack};
use proptest::prelude::*;

use super::*;
use crate::{ImportChoices, import_form, taken};

/// Chance out of one seed, so that a case that fails can be run again.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % most as u64).unwrap()
    }

    fn one<T: Clone>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())].clone()
    }
}

const KINDS: [&str; 9] = ["boolean", "single", "multi", "open-choice", "open-multi", "integer", "decimal", "quantity", "string"];

fn coding(code: &str) -> Json {
    json!({"system": "http://s", "code": code, "display": code.to_uppercase()})
}

fn bound(name: &str, value: i64) -> Json {
    json!({"url": format!("http://hl7.org/fhir/StructureDefinition/{name}"), "valueInteger": value})
}

fn question(link_id: &str, kind: &str, chance: &mut Chance) -> Json {
    let exclusive =
        json!([{"url": "http://hl7.org/fhir/StructureDefinition/questionnaire-optionExclusive", "valueBoolean": true}]);
    let options = json!([
        {"valueCoding": coding("x")}, {"valueCoding": coding("y")}, {"valueCoding": coding("none")},
        {"valueCoding": coding("Z 1"), "extension": exclusive},
    ]);
    match kind {
        "single" | "multi" => json!({"linkId": link_id, "type": "choice", "repeats": kind == "multi", "answerOption": options}),
        "open-choice" | "open-multi" => {
            json!({"linkId": link_id, "type": "open-choice", "repeats": kind == "open-multi", "answerOption": options, "required": chance.below(2) == 0})
        }
        "integer" | "decimal" => {
            json!({"linkId": link_id, "type": kind, "extension": [bound("minValue", 0), bound("maxValue", 5)]})
        }
        "quantity" => json!({"linkId": link_id, "type": kind, "extension": [
            {"url": "http://hl7.org/fhir/StructureDefinition/questionnaire-unit", "valueCoding": {"system": "http://u", "code": "kg"}},
            bound("minValue", 0), bound("maxValue", 5),
        ]}),
        _ => json!({"linkId": link_id, "type": kind}),
    }
}

fn condition(question: &str, kind: &str, chance: &mut Chance) -> Json {
    let mut condition = json!({"question": question});
    let operator = chance.one(&["exists", "exists", "=", "=", "!=", "!=", ">", "<", ">=", "<="]);
    condition["operator"] = json!(operator);
    // Now and then the answer is of another type.
    let kind = if chance.below(8) == 0 { chance.one(&KINDS) } else { kind };
    let number = chance.one(&[-1.0, 0.0, 1.0, 2.5, 3.0, 5.0, 6.0]);
    let (name, value) = match kind {
        _ if operator == "exists" => ("answerBoolean", json!(chance.below(2) == 0)),
        "boolean" => ("answerBoolean", json!(chance.below(2) == 0)),
        "integer" => ("answerInteger", json!(number as i64)),
        "decimal" => ("answerDecimal", json!(number)),
        "quantity" => ("answerQuantity", json!({"value": number, "system": "http://u", "code": chance.one(&["kg", "kg", "lb"])})),
        "string" => ("answerInteger", json!(1)),
        _ => ("answerCoding", coding(chance.one(&["x", "y", "none", "Z 1", "unknown"]))),
    };
    condition[name] = value;
    condition
}

/// A condition in FHIRPath on one question.
fn path(question: &str, kind: &str, chance: &mut Chance) -> String {
    let root =
        chance.one(&["%resource.descendants()", "%resource.repeat(item)", "QuestionnaireResponse.repeat(item | answer.item)"]);
    let answer = format!("{root}.where(linkId = '{question}').answer");
    let code = chance.one(&["x", "y", "none", "Z 1", "unknown"]);
    let number = chance.one(&["-1", "0", "2", "2.5", "5", "7"]);
    let op = chance.one(&["=", "!=", ">", "<", ">=", "<=", "~", "!~"]);
    let one = match (kind, chance.below(6)) {
        (_, 0) => format!("{answer}.exists()"),
        (_, 1) => format!("{answer}.value.empty()"),
        ("boolean", 2) => format!("{answer}.value {} true", chance.one(&["=", "!=", "~"])),
        ("boolean", 3) => format!("{answer}.value"),
        ("integer" | "decimal", 2) => {
            format!("{answer}.where(value {} {number}).{}()", chance.one(&["=", "<", ">="]), chance.one(&["exists", "empty"]))
        }
        ("quantity", 2) => format!("{answer}.where(value.value >= {number}).exists()"),
        ("boolean", 5) => format!("{answer}.where(value = false).exists()"),
        ("boolean", _) => format!("{answer}.all(value = true)"),
        ("integer" | "decimal", _) => format!("{answer}.value {op} {number}"),
        ("quantity", _) => format!("{answer}.value.value {op} {number}"),
        ("string", _) => format!("{answer}.valueString.exists()"),
        ("single" | "open-choice", 2) => format!("{answer}.value.code in ('x' | '{code}')"),
        (_, 3) => format!("{answer}.value.code contains '{code}'"),
        ("multi", 4) => {
            format!("{answer}.where(value.code != '{code}').count() {} {}", chance.one(&["=", ">", "<="]), chance.below(3))
        }
        ("multi", 5) => format!("{answer}.all(value.code = 'x' or value.code = '{code}')"),
        _ => format!("{answer}.value.code {} '{code}'", chance.one(&["=", "!=", "~", "!~"])),
    };
    match chance.below(3) {
        0 => format!("({one}).not()"),
        _ => one,
    }
}

/// A form of some questions in groups, with conditions among them.
fn a_form(chance: &mut Chance) -> (Json, Vec<(String, &'static str)>) {
    let asked: Vec<(String, &'static str)> = (0..8).map(|at| (format!("q.{at}"), chance.one(&KINDS))).collect();
    let sdc = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression";
    let conditions = |item: &mut Json, at: usize, chance: &mut Chance| {
        if chance.below(3) == 0 {
            return;
        }
        // Mostly earlier questions.
        let other =
            |chance: &mut Chance| if at == 0 || chance.below(40) == 0 { chance.one(&asked) } else { chance.one(&asked[..at]) };
        let count = chance.below(3);
        let written: Vec<Json> = (0..count)
            .map(|_| {
                let (id, kind) = other(chance);
                condition(&id, kind, chance)
            })
            .collect();
        if !written.is_empty() {
            item["enableWhen"] = json!(written);
            item["enableBehavior"] = json!(chance.one(&["all", "any"]));
        }
        if chance.below(2) == 0 {
            let ((a, kind_a), (b, kind_b)) = (other(chance), other(chance));
            let (first, second) = (path(&a, kind_a, chance), path(&b, kind_b, chance));
            let word = chance.one(&["and", "or", "xor", "implies"]);
            let expression = if chance.below(2) == 0 { first } else { format!("({first}) {word} ({second})") };
            let extension = json!({"url": sdc, "valueExpression": {"language": "text/fhirpath", "expression": expression}});
            match item["extension"].as_array_mut() {
                Some(extensions) => extensions.push(extension),
                None => item["extension"] = json!([extension]),
            }
        }
    };
    let mut items: Vec<Json> = Vec::new();
    for (at, (id, kind)) in asked.iter().enumerate() {
        let mut item = question(id, kind, chance);
        conditions(&mut item, at, chance);
        if chance.below(4) == 0 {
            let mut group = json!({"linkId": format!("g.{at}"), "type": "group", "item": []});
            conditions(&mut group, at, chance);
            items.push(group);
        }
        match items.last_mut().filter(|last| last["type"] == "group" && chance.below(3) > 0) {
            Some(group) => group["item"].as_array_mut().unwrap().push(item),
            None => items.push(item),
        }
    }
    (json!(items), asked)
}

fn an_answer(kind: &str, chance: &mut Chance) -> Vec<Json> {
    let code = |chance: &mut Chance| json!({"valueCoding": coding(chance.one(&["x", "y", "none", "Z 1"]))});
    match kind {
        _ if chance.below(3) == 0 => Vec::new(),
        "boolean" => vec![json!({"valueBoolean": chance.below(2) == 0})],
        "integer" => vec![json!({"valueInteger": chance.below(6)})],
        "decimal" => vec![json!({"valueDecimal": chance.one(&[0.0, 0.5, 2.0, 2.5, 5.0])})],
        "quantity" => vec![json!({"valueQuantity": {"value": chance.below(6), "system": "http://u", "code": "kg"}})],
        "string" => vec![json!({"valueString": "words"})],
        "open-choice" if chance.below(3) == 0 => vec![json!({"valueString": "other"})],
        "multi" | "open-multi" => {
            if chance.below(4) == 0 {
                return vec![json!({"valueCoding": coding("Z 1")})];
            }
            let mut given: Vec<Json> =
                ["x", "y", "none"].iter().filter(|_| chance.below(2) == 0).map(|c| json!({"valueCoding": coding(c)})).collect();
            if kind == "open-multi" && chance.below(3) == 0 {
                given.push(json!({"valueString": "other"}));
            }
            given
        }
        _ => vec![code(chance)],
    }
}

/// The items of a response: the answers where the form has its items.
fn answered(items: &Json, given: &[(String, Vec<Json>)]) -> Json {
    let one = |item: &Json| {
        let id = item["linkId"].as_str().unwrap();
        let mut out = json!({"linkId": id});
        if item["item"].is_array() {
            out["item"] = answered(&item["item"], given);
        }
        let answers = given.iter().find(|(of, _)| of == id).map(|(_, answers)| answers.clone()).unwrap_or_default();
        if !answers.is_empty() {
            out["answer"] = json!(answers);
        }
        out
    };
    json!(items.as_array().unwrap().iter().map(one).collect::<Vec<_>>())
}

/// The linkIds of what the pack asks after these answers.
pub(super) fn asked_by(pack: &Pack, given: &[(String, Vec<Json>)]) -> BTreeSet<String> {
    let answers: Vec<_> = given.iter().filter_map(|(id, answers)| taken(pack, id, answers)).flat_map(Result::unwrap).collect();
    let answers = pack.answers_from(&answers).unwrap();
    pack.visible(&answers).iter().map(|question| question.link_id().to_owned()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_imported_form_asks_what_the_form_enables(seed in any::<u64>()) {
        let mut chance = Chance(seed);
        let (items, asked) = a_form(&mut chance);
        let form = form(items.clone());
        let choices = ImportChoices { id: Some("any-form".into()), queue: "nurse".into(), class: domain::UrgencyClass::P4 };
        let made = import_form(&form, &choices).unwrap();
        // A form with a condition that is not carried shows more, and must say so.
        let all_carried = !made.notes.iter().any(|note| note.lost && (note.message.contains("condition") || note.message.contains("depends on itself")));
        let mut base = KnowledgeBase::default();
        base.add_files(made.files.iter().map(|(path, text)| (format!("any-form/{path}"), text.clone())).collect());
        let pack = base.get("any-form").unwrap();
        for _ in 0..20 {
            let given: Vec<(String, Vec<Json>)> = asked.iter().map(|(id, kind)| (id.clone(), an_answer(kind, &mut chance))).collect();
            let check = check(&form, &response(answered(&items, &given)));
            let enabled: BTreeSet<String> = check.enabled.into_iter().filter(|id| id.starts_with('q')).collect();
            let shown: BTreeSet<String> = asked_by(pack, &given);
            if all_carried {
                prop_assert_eq!(&shown, &enabled, "{:#}\n{:?}\n{}", items, given, made.files[0].1);
            }
        }
    }
}
