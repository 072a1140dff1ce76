//! What the server is, whether it is alive, and whether it can serve.

use api::{Problem, ServiceView, paths};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use crate::app::App;
use crate::problem::Failure;

/// What this server is.
#[utoipa::path(get, path = paths::SERVICE, tag = "operation", responses((status = 200, body = ServiceView)))]
pub(crate) async fn service(State(app): State<App>) -> Json<ServiceView> {
    Json(ServiceView { environment: app.settings().environment })
}

/// Alive.
#[utoipa::path(get, path = paths::HEALTH, tag = "operation", responses((status = 204)))]
pub(crate) async fn alive() -> StatusCode {
    StatusCode::NO_CONTENT
}

/// Able to serve: storage and content are open.
#[utoipa::path(get, path = paths::READY, tag = "operation", responses((status = 204), (status = 503, body = Problem)))]
pub(crate) async fn ready(State(app): State<App>) -> Result<StatusCode, Failure> {
    if app.content().now().is_none() || *app.stopping().borrow() {
        return Err(Failure::Unavailable);
    }
    // The cheapest question that the disk must answer.
    app.store().use_log(Some(1), 1).await.map_err(|error| {
        tracing::error!(cause = crate::problem::with_sources(&error), "not ready");
        Failure::Unavailable
    })?;
    Ok(StatusCode::NO_CONTENT)
}
