//! What holds around every route: a time limit, no details when something breaks, headers, and a line in the log that holds
//! neither addresses of cases nor queries nor bodies.

use std::any::Any;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use api::paths;
use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderValue, Uri, header};
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
pub(crate) async fn not_found(address: Uri) -> Response {
    said(&address, Failure::NotFound)
}

/// For methods that an address does not take.
pub(crate) async fn wrong_method(address: Uri) -> Response {
    said(&address, Failure::WrongMethod)
}

/// A failure as those say it who ask there: FHIR systems read nothing but an `OperationOutcome`.
fn said(address: &Uri, failure: Failure) -> Response {
    if address.path().split('/').nth(1) == Some("fhir") { fhir::failed(&failure) } else { failure.into_response() }
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
    // What is refused or fails is worth a line in any case, what goes well only to who asks for it.
    match status {
        ..400 => tracing::debug!(number, %method, route = pattern, status, ms, "answered"),
        400..500 => tracing::info!(number, %method, route = pattern, status, ms, "refused"),
        500.. => tracing::warn!(number, %method, route = pattern, status, ms, "failed"),
    }
    response
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use axum::body::Body;
    use axum::routing::get;
    use tower::ServiceExt;

    use super::*;
    use crate::settings::Settings;
    use crate::tests::Bench;

    async fn ask(routes: Router<App>, app: App) -> (u16, String) {
        let routes = dress(routes, &app).with_state(app);
        let response = routes.oneshot(Request::get("/").body(Body::empty()).unwrap()).await.unwrap();
        let status = response.status().as_u16();
        let body = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
        (status, String::from_utf8(body.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn a_handler_that_breaks_tells_nobody_how() {
        async fn breaks() -> Response {
            panic!("with the resident's words in its hands")
        }
        let (status, body) = ask(Router::new().route("/", get(breaks)), Bench::new().await.app.clone()).await;
        assert_eq!(status, 500);
        assert!(body.contains("internal") && !body.contains("resident"), "{body}");
    }

    #[tokio::test]
    async fn a_request_that_never_ends_is_given_up() {
        let settings = Settings { patience: Duration::from_millis(1), ..Settings::test_environment() };
        let bench = Bench::with(settings).await;
        let (status, body) = ask(Router::new().route("/", get(std::future::pending::<Response>)), bench.app.clone()).await;
        assert_eq!(status, 503);
        assert!(body.contains("unavailable"), "{body}");
    }
}
