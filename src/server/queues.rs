//! Queues with their counts.

use api::{Problem, QueueCount, paths};
use axum::Json;

use crate::extract::Answer;
use crate::gate::Caller;

/// The queues that the session opens, with their counts. Empty for roles that work no queue.
#[utoipa::path(
    get, path = paths::QUEUES, tag = "work",
    responses((status = 200, body = Vec<QueueCount>), (status = 401, body = Problem), (status = 403, body = Problem)),
    security(("token" = [])),
)]
pub(crate) async fn index(caller: Caller) -> Answer<Vec<QueueCount>> {
    let counts = caller.counts().await?;
    let count = |counts: store::Counts| QueueCount {
        queue: counts.queue,
        free: counts.free,
        urgent: counts.urgent,
        taken: counts.taken,
        unfinished: counts.unfinished,
        mine: counts.mine,
        mine_unread: counts.mine_unread,
        overdue: counts.overdue,
    };
    Ok(Json(counts.into_iter().map(count).collect()))
}
