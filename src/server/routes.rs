//! All routes, each with who may use it and what the use log learns. The router is made from the same table as the golden
//! file `routes.txt` that is changed by hand only.

use std::fmt;

use api::paths;
use axum::Router;
use axum::routing::{MethodRouter, delete, get, post, put};

use crate::app::App;
use crate::{around, cases, commands, drafts, entry, fhir, health, notices, openapi, queues, residents, sessions, use_log, work};

/// One route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Route {
    /// HTTP method.
    pub method: &'static str,
    /// Path, with `{id}` for a case.
    pub path: &'static str,
    /// Who may use it.
    pub who: &'static str,
    /// What the use log learns of it.
    pub log: &'static str,
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<6} {:<41} {:<38} {}", self.method, self.path, self.who, self.log)
    }
}

const fn route(method: &'static str, path: &'static str, who: &'static str, log: &'static str) -> Route {
    Route { method, path, who, log }
}

const ANYBODY: &str = "anybody";
const SIGNED_IN: &str = "any session";
const ANY_ROLE: &str = "any role";
const OF_UNIT: &str = "professional of a unit";
const OF_QUEUE: &str = "professional of the case's queue";

/// All routes, in the order of [`api::paths`].
pub const ROUTES: &[Route] = &[
    route("POST", paths::SESSIONS, ANYBODY, "sign-in or sign-in-failed"),
    route("GET", paths::SESSION, SIGNED_IN, "nothing: shows no resident"),
    route("DELETE", paths::SESSION, SIGNED_IN, "sign-out"),
    route("PUT", paths::SESSION_GRANT, SIGNED_IN, "sign-in or denied"),
    route("GET", paths::QUEUES, ANY_ROLE, "nothing: shows no resident"),
    route("GET", paths::WORK, "professional, own queues", "list-queue (once per version and session) or search"),
    route("GET", paths::CASE, OF_QUEUE, "read-case (once per version in ten minutes)"),
    route("GET", paths::CASE_PREVIEW, OF_QUEUE, "preview (once per version in ten minutes)"),
    route("POST", paths::CASE_COMMANDS, OF_QUEUE, "change-case, refused or denied"),
    route("PUT", paths::CASE_DRAFT, OF_QUEUE, "change-case (once in ten minutes)"),
    route("DELETE", paths::CASE_DRAFT, OF_QUEUE, "change-case (once in ten minutes)"),
    route("GET", paths::CASE_TARGETS, OF_QUEUE, "nothing: shows no resident"),
    route("POST", paths::RESIDENT_ACTS, "intake", "change-case, refused or denied"),
    route("GET", paths::ASSESSMENTS, OF_UNIT, "nothing: shows no resident"),
    route("POST", paths::ENTRY_STEPS, OF_UNIT, "read-record (once per resident and session) where the record is asked"),
    route("POST", paths::ENTRIES, OF_UNIT, "receive"),
    route("GET", paths::NOTICES, SIGNED_IN, "nothing: shows no resident"),
    route("GET", paths::USE_LOG, "administrator", "read-use-log"),
    route("GET", paths::OPENAPI, ANYBODY, "nothing: shows no resident"),
    route("GET", paths::SERVICE, ANYBODY, "nothing: shows no resident"),
    route("GET", paths::HEALTH, ANYBODY, "nothing: shows no resident"),
    route("GET", paths::READY, ANYBODY, "nothing: shows no resident"),
    route("POST", paths::FHIR_RESPONSE, "intake", "receive"),
];

fn handler(route: &Route) -> MethodRouter<App> {
    match (route.method, route.path) {
        ("POST", paths::SESSIONS) => post(sessions::create),
        ("GET", paths::SESSION) => get(sessions::show),
        ("DELETE", paths::SESSION) => delete(sessions::delete),
        ("PUT", paths::SESSION_GRANT) => put(sessions::choose),
        ("GET", paths::QUEUES) => get(queues::index),
        ("GET", paths::WORK) => get(work::index),
        ("GET", paths::CASE) => get(cases::show),
        ("GET", paths::CASE_PREVIEW) => get(cases::preview),
        ("POST", paths::CASE_COMMANDS) => post(commands::create),
        ("PUT", paths::CASE_DRAFT) => put(drafts::keep),
        ("DELETE", paths::CASE_DRAFT) => delete(drafts::drop),
        ("GET", paths::CASE_TARGETS) => get(cases::targets),
        ("POST", paths::RESIDENT_ACTS) => post(residents::act),
        ("GET", paths::ASSESSMENTS) => get(entry::index),
        ("POST", paths::ENTRY_STEPS) => post(entry::step),
        ("POST", paths::ENTRIES) => post(entry::create),
        ("GET", paths::NOTICES) => get(notices::listen),
        ("GET", paths::USE_LOG) => get(use_log::index),
        ("GET", paths::OPENAPI) => get(openapi::show),
        ("GET", paths::SERVICE) => get(health::service),
        ("GET", paths::HEALTH) => get(health::alive),
        ("GET", paths::READY) => get(health::ready),
        ("POST", paths::FHIR_RESPONSE) => post(fhir::create),
        (method, path) => unreachable!("no handler for {method} {path}"),
    }
}

/// The server's routes with everything that holds around all of them.
pub fn router(app: App) -> Router {
    let routes = ROUTES.iter().fold(Router::new(), |router, route| router.route(route.path, handler(route)));
    let routes = routes.fallback(around::not_found).method_not_allowed_fallback(around::wrong_method);
    around::dress(routes, &app).with_state(app)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_may_use_what_and_what_is_logged_changes_by_hand_only() {
        let table: String = ROUTES.iter().map(|route| format!("{route}\n")).collect();
        assert_eq!(table, include_str!("routes.txt"), "change routes.txt by hand if this is meant");
    }
}
