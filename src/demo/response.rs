//! An answered assessment as a resident's channel sends it: a FHIR R4 QuestionnaireResponse.

use domain::Answer;
use jiff::Timestamp;
use serde_json::{Value, json};
use uuid::Uuid;

use super::story::Answered;

/// What was answered, sent at `authored`.
#[must_use]
pub fn questionnaire_response(id: Uuid, answered: &Answered<'_>, authored: Timestamp) -> Value {
    let Answered { person, pack, answers, on_behalf, .. } = answered;
    let items: Vec<Value> =
        answers.iter().map(|given| json!({ "linkId": given.question, "answer": answer(&given.answer) })).collect();
    let mut response = json!({
        "resourceType": "QuestionnaireResponse",
        "status": "completed",
        "language": person.language.code(),
        "identifier": { "system": "urn:ietf:rfc:3986", "value": format!("urn:uuid:{id}") },
        "questionnaire": pack.canonical(),
        "subject": { "identifier": { "system": "urn:oid:1.2.246.21", "value": person.code.as_str() } },
        "authored": authored.to_string(),
        "contained": [{
            "resourceType": "Patient",
            "id": "resident",
            "name": [{ "family": person.family, "given": [person.given] }],
            "telecom": [{ "system": "phone", "value": person.phone }],
            "communication": [{ "language": { "coding": [{ "code": person.language.code() }] }, "preferred": true }],
        }],
        "extension": [{
            "url": "https://omaolo.example/fhir/StructureDefinition/home-municipality",
            "valueCoding": { "code": person.municipality },
        }],
        "item": items,
    });
    if let Some(name) = on_behalf {
        response["source"] = json!({ "display": name.as_str() });
    }
    response
}

fn answer(answer: &Answer) -> Vec<Value> {
    match answer {
        Answer::One(option) => vec![json!({ "valueCoding": { "code": option } })],
        Answer::Many(options) => options.iter().map(|option| json!({ "valueCoding": { "code": option } })).collect(),
        Answer::Number(number) if number.fract() == 0.0 => vec![json!({ "valueInteger": *number as i64 })],
        Answer::Number(number) => vec![json!({ "valueDecimal": number })],
        Answer::Day(day) => vec![json!({ "valueDate": day.to_string() })],
        Answer::Text(words) => vec![json!({ "valueString": words.as_str() })],
    }
}
