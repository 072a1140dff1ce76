//! Packs written as Questionnaires: nothing to complain of, and the same answers enable the same questions as in the pack.

use domain::{Answer, QuestionAnswer};
use knowledge::{Answers, KnowledgeBase, Pack, Profile, QuestionKind};
use serde_json::{Value as Json, json};

use crate::{Questionnaire, Response, check, export};

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
        for nth in 0..200 {
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
    "score >= 2",
    "not score != 1",
    "either",
    "not either and one != z",
    "(a = yes or one = x) and (many = p or n = 3)",
    "not ((a = yes or one = x) and not (many = p or n = 3))",
    "late = yes",
];

fn pack_of(conditions: &[&str]) -> String {
    let asked: String = conditions
        .iter()
        .enumerate()
        .map(|(at, condition)| format!("[[question]]\nid = \"shown-{at}\"\ntype = \"text\"\nrequired = false\nshow-when = \"{condition}\"\n"))
        .collect();
    format!(
        r#"
id = "all-kinds"
version = "1.0.0"
kind = "symptom"
queue = "nurse"
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
[[derived]]
id = "either"
value = "a = yes or one = x"
[[derived]]
id = "score"
value = "sum(1 if a = yes; 2 if one = y; -1 if many = r; 1 if either)"
[[derived]]
id = "ratio"
value = "d / (n / 2)^2"
{asked}"#
    )
}
