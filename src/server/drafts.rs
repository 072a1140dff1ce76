//! What a professional has typed and not sent. It is read with the case.

use api::{DraftText, Problem, paths};
use axum::http::StatusCode;

use crate::extract::{Sent, ThisCase};
use crate::gate::Caller;
use crate::problem::Failure;

/// Keep the unsent reply.
#[utoipa::path(
    put, path = paths::CASE_DRAFT, tag = "cases", params(("id" = uuid::Uuid, Path)), request_body = DraftText,
    responses((status = 204, description = "on disk"), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)),
    security(("token" = [])),
)]
pub(crate) async fn keep(caller: Caller, ThisCase(id): ThisCase, Sent(draft): Sent<DraftText>) -> Result<StatusCode, Failure> {
    caller.keep_draft(id, draft.text).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Forget the unsent reply.
#[utoipa::path(
    delete, path = paths::CASE_DRAFT, tag = "cases", params(("id" = uuid::Uuid, Path)),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)),
    security(("token" = [])),
)]
pub(crate) async fn drop(caller: Caller, ThisCase(id): ThisCase) -> Result<StatusCode, Failure> {
    caller.drop_draft(id).await?;
    Ok(StatusCode::NO_CONTENT)
}
