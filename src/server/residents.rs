//! What residents do in their cases, brought in by their channel.

use api::{CommandAccepted, Problem, ResidentAct, paths};
use axum::Json;

use crate::extract::{Answer, Sent, ThisCase};
use crate::gate::Caller;

/// Bring in what a resident did: a message, a wish to end, a booking.
#[utoipa::path(
    post, path = paths::RESIDENT_ACTS, tag = "residents", params(("id" = uuid::Uuid, Path)), request_body = ResidentAct,
    responses(
        (status = 200, body = CommandAccepted), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem, description = "refused; the problem says why"),
    ),
    security(("token" = [])),
)]
pub(crate) async fn act(caller: Caller, ThisCase(id): ThisCase, Sent(act): Sent<ResidentAct>) -> Answer<CommandAccepted> {
    caller.bring_in("resident's act").await?.act(id, act).await.map(Json)
}
