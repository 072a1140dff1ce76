//! The work list.

use api::{Problem, WorkPage, WorkQuery, paths};
use axum::Json;

use crate::extract::{Answer, Asked};
use crate::gate::Caller;
use crate::render;

/// A page of the work list, or what a search found.
#[utoipa::path(
    get, path = paths::WORK, tag = "work", params(WorkQuery),
    responses(
        (status = 200, body = WorkPage), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem, description = "the queue is not among the caller's"),
    ),
    security(("token" = [])),
)]
pub(crate) async fn index(caller: Caller, Asked(query): Asked<WorkQuery>) -> Answer<WorkPage> {
    let listed = caller.list(&query).await?;
    Ok(Json(render::work_page(&listed, query.lang)))
}
