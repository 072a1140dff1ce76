//! Cases, whole and at a glance.

use api::{CaseView, Preview, Problem, TransferTargets, UserRef, paths};
use axum::Json;
use axum::extract::State;
use domain::User;

use crate::app::App;
use crate::extract::{Answer, Lang, ThisCase};
use crate::gate::Caller;
use crate::render;
use crate::sessions::{queue_view, unit_name};

/// A case, whole, in one language.
#[utoipa::path(
    get, path = paths::CASE, tag = "cases",
    params(("id" = uuid::Uuid, Path), ("lang" = Option<String>, Query, description = "fi, sv or en")),
    responses((status = 200, body = CaseView), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)),
    security(("token" = [])),
)]
pub(crate) async fn show(State(app): State<App>, caller: Caller, ThisCase(id): ThisCase, Lang(lang): Lang) -> Answer<CaseView> {
    let base = app.content().wait().await?;
    let read = caller.read_case(id).await?;
    Ok(Json(render::case_view(&read, &caller, base, lang)))
}

/// The short view beside the list.
#[utoipa::path(
    get, path = paths::CASE_PREVIEW, tag = "cases",
    params(("id" = uuid::Uuid, Path), ("lang" = Option<String>, Query, description = "fi, sv or en")),
    responses((status = 200, body = Preview), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)),
    security(("token" = [])),
)]
pub(crate) async fn preview(State(app): State<App>, caller: Caller, ThisCase(id): ThisCase, Lang(lang): Lang) -> Answer<Preview> {
    let base = app.content().wait().await?;
    let glanced = caller.glance(id).await?;
    Ok(Json(render::preview(&glanced, &caller, base, lang)))
}

/// To whom the case can go: colleagues who work its queue, and all other queues.
#[utoipa::path(
    get, path = paths::CASE_TARGETS, tag = "cases",
    params(("id" = uuid::Uuid, Path), ("lang" = Option<String>, Query, description = "fi, sv or en")),
    responses((status = 200, body = TransferTargets), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)),
    security(("token" = [])),
)]
pub(crate) async fn targets(caller: Caller, ThisCase(id): ThisCase, Lang(lang): Lang) -> Answer<TransferTargets> {
    let reached = caller.reach(id, "transfer targets").await?;
    let organisation = caller.organisation();
    let person = |user: &User| {
        let works = |grant: &&domain::Grant| grant.role.is_professional() && grant.queues.contains(reached.queue());
        let unit = user.grants.iter().find(works).and_then(|grant| grant.unit.as_ref());
        let unit_name = unit.map(|unit| unit_name(organisation, unit, lang)).unwrap_or_default();
        UserRef { id: user.id, name: user.name.clone(), unit_name }
    };
    let people = organisation.workers_of(reached.queue()).into_iter().filter(|user| reached.owner() != Some(user.id)).map(person);
    let others = organisation.queues.keys().filter(|queue| *queue != reached.queue());
    Ok(Json(TransferTargets {
        people: people.collect(),
        queues: others.filter_map(|queue| queue_view(organisation, queue, lang)).collect(),
    }))
}
