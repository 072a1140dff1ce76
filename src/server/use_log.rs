//! The use log, for administrators.

use api::{Problem, UseLogLine, UseLogPage, paths};
use axum::Json;
use serde::Deserialize;

use crate::extract::{Answer, Asked};
use crate::gate::Caller;

/// So many lines make a page.
const PAGE: u32 = 200;

/// Which page.
#[derive(Deserialize)]
pub(crate) struct Before {
    before: Option<i64>,
}

/// A page of the use log, newest first.
#[utoipa::path(
    get, path = paths::USE_LOG, tag = "office", params(("before" = Option<i64>, Query, description = "older than this number")),
    responses((status = 200, body = UseLogPage), (status = 401, body = Problem), (status = 403, body = Problem)), security(("token" = [])),
)]
pub(crate) async fn index(caller: Caller, Asked(Before { before }): Asked<Before>) -> Answer<UseLogPage> {
    let read = caller.read_use_log(before, PAGE).await?;
    let line = |line: &store::UseLine| UseLogLine {
        no: line.no,
        at: line.entry.at,
        user: line.entry.user,
        user_name: line.entry.user.and_then(|user| read.organisation().users.get(&user)).map(|user| user.name.clone()),
        role: line.entry.role,
        unit: line.entry.unit.clone(),
        action: line.entry.action,
        case: line.entry.case,
        detail: line.entry.detail.clone(),
    };
    let lines: Vec<UseLogLine> = read.lines().iter().map(line).collect();
    let next = lines.last().map(|line| line.no).filter(|no| *no > 1);
    Ok(Json(UseLogPage { lines, next }))
}
