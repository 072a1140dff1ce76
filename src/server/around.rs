//! What holds around every route: a time limit, no details when something breaks, headers, and a line in the log that holds
//! neither addresses of cases nor queries nor bodies.

use std::any::Any;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use api::paths;
use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use tower_http::catch_panic::CatchPanicLayer;

use crate::app::App;
use crate::fhir;
use crate::problem::Failure;

/// Puts it around the routes.
pub(crate) fn dress(routes: Router<App>, app: &App) -> Router<App> {
    routes.layer(CatchPanicLayer::custom(broken)).layer(from_fn_with_state(app.clone(), watched))
}

/// For addresses that do not exist.
pub(crate) async fn not_found() -> Failure {
    Failure::NotFound
}

/// For methods that an address does not take.
pub(crate) async fn wrong_method() -> Failure {
    Failure::WrongMethod
}

/// The panic's message may have been made from anything, so it does not go to the log of a server with residents' data.
fn broken(_: Box<dyn Any + Send>) -> Response {
    Failure::Internal { cause: "a handler panicked".to_owned() }.into_response()
}

static REQUESTS: AtomicU64 = AtomicU64::new(1);

async fn watched(State(app): State<App>, request: Request, next: Next) -> Response {
    let number = REQUESTS.fetch_add(1, Ordering::Relaxed);
    let began = Instant::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let pattern = route.as_ref().map_or("none", MatchedPath::as_str);
    let mut response = if pattern == paths::NOTICES {
        next.run(request).await
    } else {
        match tokio::time::timeout(app.settings().patience, next.run(request)).await {
            Ok(response) => response,
            Err(_) if pattern == paths::FHIR_RESPONSE => fhir::failed(&Failure::Unavailable),
            Err(_) => Failure::Unavailable.into_response(),
        }
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    let status = response.status().as_u16();
    let ms = began.elapsed().as_secs_f64() * 1000.0;
    tracing::debug!(number, %method, route = pattern, status, ms, "answered");
    response
}
