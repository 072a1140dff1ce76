//! The route: rights, media type, size, form, content; then the service.

use api::paths;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response as HttpResponse;
use domain::CommandId;
use jiff::Timestamp;
use knowledge::{CANONICAL_BASE, KnowledgeBase};
use serde_json::Value;
use uuid::Uuid;

use super::outcome::{Issue, Issues, code_of, failed, refused};
use super::read::{self, Places, Response};
use super::response::stored;
use crate::app::App;
use crate::extract::read_body;
use crate::gate::Caller;
use crate::problem::Failure;
use crate::service::{Incoming, IntakeError, IntakeProblem, check_answers, same_command};

/// Take in an answered assessment: a FHIR R4 `QuestionnaireResponse`.
///
/// `questionnaire` is `https://omaolo.example/fhir/Questionnaire/ID|VERSION`; `subject.identifier` holds the identity code
/// (`urn:oid:1.2.246.21`); `item.linkId` is a question's id. Our extensions `receiving-unit` and `home-municipality` say where
/// it goes. A repeated send with the same `identifier`, or the same `Idempotency-Key`, gives the case of the first.
#[utoipa::path(
    post, path = paths::FHIR_RESPONSE, tag = "fhir",
    request_body(content = serde_json::Value, content_type = "application/fhir+json"),
    params(("Idempotency-Key" = Option<Uuid>, Header)),
    responses(
        (status = 201, description = "stored as a new case; Location names it", content_type = "application/fhir+json"),
        (status = 200, description = "had been stored before", content_type = "application/fhir+json"),
        (status = 400, description = "OperationOutcome: not JSON", content_type = "application/fhir+json"),
        (status = 401, description = "OperationOutcome", content_type = "application/fhir+json"),
        (status = 403, description = "OperationOutcome", content_type = "application/fhir+json"),
        (status = 413, description = "OperationOutcome: too large", content_type = "application/fhir+json"),
        (status = 415, description = "OperationOutcome: neither application/fhir+json nor application/json", content_type = "application/fhir+json"),
        (status = 422, description = "OperationOutcome: everything that is wrong, each with its place", content_type = "application/fhir+json"),
    ),
    security(("token" = [])),
)]
pub(crate) async fn create(State(app): State<App>, caller: Result<Caller, Failure>, request: Request) -> HttpResponse {
    let taken = match caller {
        Ok(caller) => take_in(&app, &caller, request).await,
        Err(failure) => Err(Refused::Failure(failure)),
    };
    match taken {
        Ok(response) => response,
        Err(Refused::Failure(failure)) => failed(&failure),
        Err(Refused::Issues(status, issues)) => refused(status, &issues.0),
    }
}

/// The place of what concerns the resource as such.
const WHOLE: &str = "QuestionnaireResponse";

enum Refused {
    Failure(Failure),
    Issues(StatusCode, Issues),
}

impl From<Failure> for Refused {
    fn from(failure: Failure) -> Self {
        Self::Failure(failure)
    }
}

async fn take_in(app: &App, caller: &Caller, request: Request) -> Result<HttpResponse, Refused> {
    let way_in = caller.bring_in("FHIR").await?;
    must_be_json(request.headers())?;
    let key = idempotency_key(request.headers())?;
    let body = read_body(request, app.settings().fhir_limit).await?;
    let value = parse(&body).map_err(|issues| Refused::Issues(StatusCode::BAD_REQUEST, issues))?;
    let mut issues = Issues::default();
    let base = app.content().wait().await?;
    let response = read::response(&value, base, way_in.now(), &mut issues);
    let Some(response) = response else { return Err(Refused::Issues(StatusCode::UNPROCESSABLE_ENTITY, issues)) };
    let status = response.status.clone();
    let command = command(caller, key.or_else(|| response.identifier.clone()), &value);
    let (incoming, places) = match complete(response, issues.is_empty()) {
        Ok(complete) => complete,
        Err(response) => {
            // The form is wrong already; say in the same answer what is wrong with the answers.
            issues.0.extend(wrong_answers(base, &response));
            return Err(Refused::Issues(StatusCode::UNPROCESSABLE_ENTITY, issues));
        }
    };
    let questionnaire = format!("{CANONICAL_BASE}{}|{}", incoming.pack, incoming.version);
    match way_in.receive(incoming, command).await {
        Ok(received) => Ok(stored(&received, &questionnaire, &status, way_in.now())),
        Err(IntakeError::Invalid(problems)) => {
            let issues = Issues(problems.iter().map(|problem| issue(problem, &places)).collect());
            Err(Refused::Issues(StatusCode::UNPROCESSABLE_ENTITY, issues))
        }
        Err(IntakeError::NotAllowed(_)) => Err(Failure::NotAllowed.into()),
        Err(IntakeError::Unavailable) => Err(Failure::Unavailable.into()),
        Err(IntakeError::Store(error)) => Err(Failure::from(error).into()),
    }
}

fn parse(body: &[u8]) -> Result<Value, Issues> {
    serde_json::from_slice(body).map_err(|error| {
        let text = format!("the body is not JSON: line {}, column {}", error.line(), error.column());
        Issues(vec![Issue { code: "structure", text, place: Some(WHOLE.to_owned()) }])
    })
}

/// What is wrong with the answers of a response that is not whole. What is hidden or missing may be so because of that.
fn wrong_answers(base: &KnowledgeBase, response: &Response) -> Vec<Issue> {
    let Some((pack, version)) = &response.questionnaire else { return Vec::new() };
    let problems = check_answers(base, pack, version, &response.answers);
    let certain = problems.into_iter().filter(|p| !matches!(p, IntakeProblem::Hidden { .. } | IntakeProblem::Missing { .. }));
    certain.map(|problem| issue(&problem, &response.places)).collect()
}

/// What can be said of a response without a store: everything that is wrong with its form and its answers, a sentence each.
/// Never panics, whatever the body is.
#[must_use]
pub fn examine(base: &KnowledgeBase, body: &[u8], now: Timestamp) -> Vec<String> {
    let mut issues = Issues::default();
    match parse(body).map(|value| read::response(&value, base, now, &mut issues)) {
        Ok(Some(response)) => issues.0.extend(wrong_answers(base, &response)),
        Ok(None) => {}
        Err(more) => issues = more,
    }
    issues.0.into_iter().map(|issue| issue.text).collect()
}

fn one(status: StatusCode, code: &'static str, text: impl Into<String>) -> Refused {
    Refused::Issues(status, Issues(vec![Issue { code, text: text.into(), place: None }]))
}

fn must_be_json(headers: &HeaderMap) -> Result<(), Refused> {
    let media_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    match media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase().as_str() {
        "application/fhir+json" | "application/json" => Ok(()),
        _ => Err(one(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not-supported", "send application/fhir+json or application/json")),
    }
}

/// The sender's key for this request. `X-Request-Id` is set by proxies too, so there anything but a UUID is nobody's key.
fn idempotency_key(headers: &HeaderMap) -> Result<Option<String>, Refused> {
    let uuid = |name: &str| headers.get(name).map(|value| value.to_str().ok().and_then(|text| Uuid::parse_str(text.trim()).ok()));
    match uuid("idempotency-key") {
        Some(Some(key)) => Ok(Some(key.to_string())),
        Some(None) => Err(one(StatusCode::BAD_REQUEST, "value", "the Idempotency-Key must be a UUID")),
        None => Ok(uuid("x-request-id").flatten().map(|key| key.to_string())),
    }
}

/// The command's identity: by the sender's key when there is one.
fn command(caller: &Caller, key: Option<String>, content: &Value) -> CommandId {
    let Some(key) = key else { return CommandId(Uuid::now_v7()) };
    // Object keys are in order here, so that the sender's order does not count.
    same_command(caller.actor().user, &key, &content.to_string())
}

/// What the service needs, when nothing is missing.
fn complete(response: Response, is_well_formed: bool) -> Result<(Incoming, Places), Box<Response>> {
    match response {
        Response {
            questionnaire: Some((pack, version)),
            identity_code: Some(identity_code),
            person,
            on_behalf,
            language,
            unit,
            municipality,
            answers,
            places,
            ..
        } if is_well_formed => {
            let (name, phone, protected) = (person.name, person.phone, person.protected);
            let incoming = Incoming {
                identity_code,
                name,
                language,
                municipality,
                phone,
                protected,
                pack,
                version,
                answers,
                on_behalf,
                unit,
            };
            Ok((incoming, places))
        }
        incomplete => Err(Box::new(incomplete)),
    }
}

/// A problem of the service, with its place in the response.
fn issue(problem: &IntakeProblem, places: &Places) -> Issue {
    let place = match problem {
        IntakeProblem::UnknownAssessment | IntakeProblem::UnknownVersion { .. } | IntakeProblem::SwitchedOff => {
            format!("{WHOLE}.questionnaire")
        }
        IntakeProblem::Answer(problem) => {
            problem.question().map_or_else(|| format!("{WHOLE}.item"), |question| places.of_answer(question))
        }
        IntakeProblem::Hidden { question } | IntakeProblem::NotTheirs { question } | IntakeProblem::NoConsent { question } => {
            places.of_answer(question)
        }
        IntakeProblem::Missing { question } => format!("{WHOLE}.item.where(linkId='{}')", places.link_id(question)),
        IntakeProblem::NotACode | IntakeProblem::NotArtificial | IntakeProblem::Artificial => {
            format!("{WHOLE}.subject.identifier.value")
        }
        IntakeProblem::UnknownUnit => places.unit.clone().unwrap_or_else(|| format!("{WHOLE}.extension")),
        IntakeProblem::UnknownMunicipality | IntakeProblem::NotServed => {
            places.municipality.clone().unwrap_or_else(|| format!("{WHOLE}.extension"))
        }
        IntakeProblem::NoName | IntakeProblem::TooLong { .. } => format!("{WHOLE}.subject.display"),
        IntakeProblem::NoUnit => format!("{WHOLE}.extension"),
        IntakeProblem::NoQueue { .. } => {
            places.unit.clone().or_else(|| places.municipality.clone()).unwrap_or_else(|| WHOLE.to_owned())
        }
    };
    Issue { code: code_of(problem), text: problem.to_string(), place: Some(place) }
}
