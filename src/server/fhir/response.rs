//! The answer to a response that was taken in.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::EXTENSIONS;
use super::outcome::fhir_json;
use crate::service::Received;

/// What was stored, without what was sent: marked as a part of the whole, with the outcome in an extension.
///
/// `extension[received]` holds `urgency` (`P0` … `P8`), `outcome` (service assessments), `rule`, `recommendation`, `unit`,
/// `queue` and `approved` (false: demonstration content, which whoever shows the outcome must say). The resource's id is the case's.
pub(super) fn stored(received: &Received, questionnaire: &str, status: &str, now: Timestamp) -> Response {
    let judgement = &received.judgement;
    let mut parts = vec![
        json!({ "url": "urgency", "valueCode": judgement.urgency.code() }),
        json!({ "url": "rule", "valueString": judgement.rule }),
        json!({ "url": "recommendation", "valueString": judgement.recommendation }),
        json!({ "url": "unit", "valueString": received.unit }),
        json!({ "url": "queue", "valueString": received.queue }),
        json!({ "url": "approved", "valueBoolean": received.approved }),
    ];
    if let Some(outcome) = &judgement.outcome {
        parts.push(json!({ "url": "outcome", "valueString": outcome }));
    }
    let body: Value = json!({
        "resourceType": "QuestionnaireResponse",
        "id": received.case,
        "meta": {
            "versionId": "1",
            "lastUpdated": now,
            "tag": [{ "system": "http://terminology.hl7.org/CodeSystem/v3-ObservationValue", "code": "SUBSETTED" }],
        },
        "extension": [{ "url": format!("{EXTENSIONS}received"), "extension": parts }],
        "questionnaire": questionnaire,
        "status": status,
    });
    let http = if received.new { StatusCode::CREATED } else { StatusCode::OK };
    let mut response = fhir_json(http, &body);
    let location = format!("{}/{}/_history/1", api::paths::FHIR_RESPONSE, received.case);
    if let Ok(location) = HeaderValue::from_str(&location) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}
