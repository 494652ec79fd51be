//! Axum, one file per audience. Handlers parse, call a service or a snapshot, choose a cache policy, and answer.

mod accept;
/// The operator's desk: log-in, pages, server functions.
pub mod admin;
/// The machine API under `/api/v1`.
mod api;
/// Style sheets, scripts and the desk's WASM, compiled into the binary.
pub mod assets;
/// How long an answer may be kept, and by whom.
pub mod cache;
mod deadlines;
mod encoding;
mod extract;
mod feeds;
mod health;
mod page;
mod peer;
mod place;
mod preview;
/// From an error to an answer.
pub mod problem;
mod report;
mod robots;
/// Rows of which the router is built.
pub mod routes;
mod security;
/// Binds, serves, drains.
pub mod server;
mod session;
mod slashes;
mod statuspage;
mod stream;
/// The table of every route and who may use it.
pub mod table;
mod widget;

use std::time::Duration;

use axum::Router;
use axum::http::HeaderName;
use axum::middleware;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::trace::TraceLayer;

use crate::service::bundle::MAX_BUNDLE;
use crate::state::AppState;
use routes::Route;

/// The largest request body: a delivery of samples.
const MAX_BODY: usize = 64 * 1_024;
/// The largest where whole files are sent, with what surrounds them.
const MAX_UPLOAD: usize = MAX_BUNDLE + MAX_BODY;

/// Every route of the table, and everything that surrounds them.
pub fn router(state: AppState) -> Router {
    let (desk, public): (Vec<_>, Vec<_>) = table::table().into_iter().partition(Route::is_desk);
    let hide_unlisted =
        middleware::from_fn_with_state(state.services.live.clone(), robots::hide_unlisted);
    let public = routes::router(public, &state)
        .layer(hide_unlisted)
        .fallback(problem::no_such_page)
        .method_not_allowed_fallback(problem::wrong_method);
    let request_id = HeaderName::from_static("x-request-id");
    let around = ServiceBuilder::new()
        .layer(middleware::from_fn(security::drop_request_id))
        .layer(SetRequestIdLayer::new(request_id.clone(), MakeRequestUuid))
        .layer(PropagateRequestIdLayer::new(request_id))
        .layer(
            TraceLayer::new_for_http()
                .make_span_with(span)
                .on_request(())
                .on_response(trace_response),
        )
        .layer(middleware::from_fn_with_state(
            security::OverTls::of(&state.links.base_url),
            security::everywhere,
        ))
        .layer(middleware::from_fn(cache::write_header))
        .layer(middleware::from_fn_with_state(
            state.clone(),
            problem::render,
        ))
        .layer(CatchPanicLayer::custom(problem::panicked))
        .layer(CsrfLayer::new())
        .layer(middleware::from_fn(deadlines::hold));
    Router::new()
        .merge(public)
        .merge(admin::router(desk, &state))
        .layer(around)
        .with_state(state)
}

/// The largest body that is read at a path.
fn body_limit(path: &str) -> usize {
    if takes_files(path) {
        MAX_UPLOAD
    } else {
        MAX_BODY
    }
}

/// Whether whole files are sent to a path.
fn takes_files(path: &str) -> bool {
    let of_event = |rest: &str| matches!(rest.split_once('/'), Some((_, "rehearsals" | "stock")));
    let event = path.strip_prefix("/admin/events/");
    matches!(path, "/admin/import" | "/api/v1/events/import") || event.is_some_and(of_event)
}

/// One span per request: its id, method and path. No query (it may hold what somebody typed), no headers, no secret.
fn span<B>(request: &axum::http::Request<B>) -> tracing::Span {
    let id = request
        .headers()
        .get("x-request-id")
        .and_then(|id| id.to_str().ok())
        .unwrap_or_default();
    let path = without_secret(request.uri().path());
    tracing::info_span!("request", id, method = %request.method(), path)
}

/// A path as the log may know it: those of an invitation and of a preview hold a secret.
fn without_secret(path: &str) -> &str {
    let places = ["/admin/join/", preview::PLACE];
    let place = places.into_iter().find(|place| path.starts_with(place));
    place.unwrap_or(path)
}

fn trace_response<B>(response: &axum::http::Response<B>, took: Duration, _span: &tracing::Span) {
    tracing::debug!(
        status = response.status().as_u16(),
        took_ms = took.as_millis(),
        "answered"
    );
}
