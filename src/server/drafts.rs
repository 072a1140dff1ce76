//! What a professional has typed and not sent. It is read with the case.

use api::{DraftText, Problem, paths};
use axum::http::StatusCode;

use crate::extract::{Sent, ThisDraft};
use crate::gate::Caller;
use crate::problem::Failure;

/// Keep the unsent reply or note.
#[utoipa::path(
    put, path = paths::CASE_DRAFT, tag = "cases", params(("id" = uuid::Uuid, Path), ("kind" = String, Path, description = "reply or note")), request_body = DraftText,
    responses((status = 204, description = "on disk"), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)),
    security(("token" = [])),
)]
pub(crate) async fn keep(
    caller: Caller,
    ThisDraft(id, kind): ThisDraft,
    Sent(draft): Sent<DraftText>,
) -> Result<StatusCode, Failure> {
    caller.keep_draft(id, kind, draft.text).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Forget the unsent reply or note.
#[utoipa::path(
    delete, path = paths::CASE_DRAFT, tag = "cases", params(("id" = uuid::Uuid, Path), ("kind" = String, Path, description = "reply or note")),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)),
    security(("token" = [])),
)]
pub(crate) async fn drop(caller: Caller, ThisDraft(id, kind): ThisDraft) -> Result<StatusCode, Failure> {
    caller.drop_draft(id, kind).await?;
    Ok(StatusCode::NO_CONTENT)
}
