//! Changes of cases.

use api::{CommandAccepted, CommandRequest, Problem, paths};
use axum::Json;

use crate::extract::{Answer, Sent, ThisCase};
use crate::gate::Caller;

/// Change a case. Repeating the same command is answered as the first time.
#[utoipa::path(
    post, path = paths::CASE_COMMANDS, tag = "cases", params(("id" = uuid::Uuid, Path)), request_body = CommandRequest,
    responses(
        (status = 200, body = CommandAccepted, description = "made, and on disk"), (status = 400, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem, description = "refused; the problem says why"),
    ),
    security(("token" = [])),
)]
pub(crate) async fn create(
    caller: Caller,
    ThisCase(id): ThisCase,
    Sent(request): Sent<CommandRequest>,
) -> Answer<CommandAccepted> {
    caller.change_case(id, request).await.map(Json)
}
