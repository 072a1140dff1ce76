//! The OpenAPI document, made from the handlers and the API's types.

use std::sync::LazyLock;

use api::paths;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

use crate::{cases, commands, drafts, entry, fhir, health, notices, queues, residents, sessions, use_log, work};

#[derive(OpenApi)]
#[openapi(
    info(title = "Omaolo", description = "Digital first contact in health and social care: the workstation's API and the FHIR intake"),
    paths(
        sessions::create, sessions::show, sessions::choose, sessions::delete, queues::index, work::index, cases::show, cases::preview,
        cases::targets, commands::create, drafts::keep, drafts::drop, residents::act, entry::index, entry::step, entry::create, notices::listen, use_log::index, show,
        health::service, health::alive, health::ready, fhir::create
    ),
    components(schemas(api::View)),
    modifiers(&Token)
)]
struct Document;

/// The session's token, as a security scheme.
struct Token;

impl Modify for Token {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let scheme = SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build());
        document.components.get_or_insert_default().security_schemes.insert("token".to_owned(), scheme.into());
    }
}

/// The document, as it is served.
#[must_use]
pub fn document() -> String {
    Document::openapi().to_pretty_json().unwrap_or_default()
}

static TEXT: LazyLock<String> = LazyLock::new(document);

/// This document.
#[utoipa::path(get, path = paths::OPENAPI, tag = "operation", responses((status = 200, content_type = "application/json")))]
pub(crate) async fn show() -> impl IntoResponse {
    ([(CONTENT_TYPE, "application/json")], TEXT.as_str())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::*;
    use crate::ROUTES;

    #[test]
    fn the_document_has_the_routes_of_the_router_and_no_others() {
        let document: Value = serde_json::from_str(&document()).unwrap();
        let mut documented = BTreeSet::new();
        for (path, methods) in document["paths"].as_object().unwrap() {
            for method in methods.as_object().unwrap().keys() {
                documented.insert((method.to_uppercase(), path.clone()));
            }
        }
        let routes: BTreeSet<_> = ROUTES.iter().map(|route| (route.method.to_owned(), route.path.to_owned())).collect();
        assert_eq!(documented, routes);
    }

    #[test]
    fn every_reference_in_the_document_leads_somewhere() {
        fn check(value: &Value, document: &Value) {
            if let Some(reference) = value.get("$ref").and_then(Value::as_str) {
                assert!(document.pointer(reference.trim_start_matches('#')).is_some(), "{reference}");
            }
            match value {
                Value::Object(object) => object.values().for_each(|value| check(value, document)),
                Value::Array(array) => array.iter().for_each(|value| check(value, document)),
                _ => {}
            }
        }
        let document: Value = serde_json::from_str(&document()).unwrap();
        check(&document, &document);
    }
}
