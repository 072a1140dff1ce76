//! What forms and responses come to, end to end.

mod checking;
mod enabling;
mod exporting;
mod hostile;
mod importing;
mod paths;
mod same;

use serde_json::{Value as Json, json};

use crate::{Check, Questionnaire, Response, Rule, check};

/// A form of these items.
fn form(items: Json) -> Questionnaire {
    Questionnaire::from_json(&json!({"resourceType": "Questionnaire", "status": "draft", "item": items})).unwrap()
}

/// A finished response of these items.
fn response(items: Json) -> Response {
    Response::from_json(&json!({"resourceType": "QuestionnaireResponse", "status": "completed", "item": items})).unwrap()
}

fn run(items: Json, answers: Json) -> Check {
    check(&form(items), &response(answers))
}

fn rules(check: &Check) -> Vec<(&str, Rule)> {
    check.errors.iter().map(|e| (e.link_id.as_str(), e.rule)).collect()
}
