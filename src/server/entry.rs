//! Assisted entry: what may be filled in with a resident, where a half-filled form stands, and taking it in.

use api::{EntryAccepted, EntryAnswers, EntryOffers, EntryRequest, EntryStep, Problem, paths};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use crate::app::App;
use crate::extract::{Answer, Lang, Sent, ThisAssessment};
use crate::gate::Caller;
use crate::problem::Failure;
use crate::render;
use crate::service::IntakeError;

/// What may be filled in with a resident.
#[utoipa::path(
    get, path = paths::ASSESSMENTS, tag = "entry",
    responses((status = 200, body = EntryOffers), (status = 401, body = Problem), (status = 403, body = Problem)),
    security(("token" = [])),
)]
pub(crate) async fn index(State(app): State<App>, caller: Caller, Lang(lang): Lang) -> Answer<EntryOffers> {
    caller.enters("assessments").await?;
    Ok(Json(render::offers(app.content().wait().await?, lang)))
}

/// Where a half-filled form stands: what is asked, what cannot be accepted, what it would come to. Nothing is stored.
#[utoipa::path(
    post, path = paths::ENTRY_STEPS, tag = "entry", params(("assessment" = String, Path)), request_body = EntryAnswers,
    responses(
        (status = 200, body = EntryStep), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 422, body = Problem, description = "the assessment, or this version of it, is not in use"),
    ),
    security(("token" = [])),
)]
pub(crate) async fn step(
    State(app): State<App>,
    caller: Caller,
    ThisAssessment(id): ThisAssessment,
    Sent(given): Sent<EntryAnswers>,
) -> Answer<EntryStep> {
    let enters = caller.enters("assessment").await?;
    let base = app.content().wait().await?;
    // The record is read only for questions that it may answer.
    let record = match render::whose_record(base, &id, &given) {
        Some(code) => enters.record_of(&code).await?,
        None => Vec::new(),
    };
    let environment = app.settings().environment;
    render::step(base, environment, &id, &given, &record, caller.now()).map(Json).map_err(|fault| Failure::Invalid(vec![fault]))
}

/// Take in a filled form. It becomes a case in the queue that its outcome names, like any other.
#[utoipa::path(
    post, path = paths::ENTRIES, tag = "entry", params(("assessment" = String, Path)), request_body = EntryRequest,
    responses(
        (status = 201, body = EntryAccepted), (status = 200, body = EntryAccepted, description = "had been sent before"),
        (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 422, body = Problem, description = "the faults say what cannot be accepted; nothing is stored"),
    ),
    security(("token" = [])),
)]
pub(crate) async fn create(
    caller: Caller,
    ThisAssessment(id): ThisAssessment,
    Sent(request): Sent<EntryRequest>,
) -> Result<(StatusCode, Json<EntryAccepted>), Failure> {
    let received = caller.enters("assessment").await?.enter(id, request).await.map_err(|error| match error {
        IntakeError::Invalid(problems) => Failure::Invalid(problems.iter().map(render::fault).collect()),
        IntakeError::NotAllowed(_) => Failure::NotAllowed,
        IntakeError::Unavailable => Failure::Unavailable,
        IntakeError::Store(error) => error.into(),
    })?;
    let status = if received.new { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, Json(render::entered(received))))
}
