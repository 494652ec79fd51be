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
mod encoding;
mod extract;
mod feeds;
mod health;
mod page;
mod place;
/// From an error to an answer.
pub mod problem;
mod security;
/// Binds, serves, drains.
pub mod server;
mod session;
mod stream;
mod widget;

use std::time::Duration;

use axum::Router;
use axum::http::{HeaderName, StatusCode};
use axum::middleware;
use axum::routing::get;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::timeout::{RequestBodyDeadlineLayer, TimeoutLayer};
use tower_http::trace::TraceLayer;

use crate::state::AppState;

/// The largest request body: a delivery of samples.
const MAX_BODY: usize = 64 * 1_024;
/// The longest a request body may take to arrive, however steadily it trickles.
const BODY_DEADLINE: Duration = Duration::from_secs(10);
/// The longest until an answer begins. (Streams begin at once and are not cut by this.)
const ANSWER_DEADLINE: Duration = Duration::from_secs(15);

/// Every route, and everything that surrounds them. What is not listed here does not exist.
pub fn router(state: AppState) -> Router {
    let public = Router::new()
        .route("/", get(page::index))
        .route("/e/{slug}", get(page::event))
        .route("/e/{slug}/", get(page::without_slash))
        .route("/e/{slug}/regions", get(page::regions))
        .route("/e/{slug}/{stylesheet}", get(page::stylesheet))
        .route("/e/{slug}/stream", get(stream::open))
        .route("/e/{slug}/feed.atom", get(feeds::atom))
        .route("/e/{slug}/feed.json", get(feeds::json))
        .route("/e/{slug}/calendar.ics", get(feeds::calendar))
        .route("/e/{slug}/card.png", get(feeds::card))
        .route("/e/{slug}/widget.json", get(widget::json))
        .route("/widget.js", get(widget::script))
        .route("/assets/{*path}", get(assets::serve))
        .route("/favicon.ico", get(assets::favicon))
        .route("/robots.txt", get(assets::robots))
        .route("/livez", get(health::live))
        .route("/readyz", get(health::ready))
        .merge(api::router())
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
        .layer(middleware::from_fn(security::everywhere))
        .layer(middleware::from_fn(cache::write_header))
        .layer(middleware::from_fn_with_state(
            state.clone(),
            problem::render,
        ))
        .layer(CatchPanicLayer::custom(problem::panicked))
        .layer(CsrfLayer::new())
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            ANSWER_DEADLINE,
        ))
        .layer(RequestBodyDeadlineLayer::new(BODY_DEADLINE))
        .layer(RequestBodyLimitLayer::new(MAX_BODY));
    Router::new()
        .merge(public)
        .merge(admin::router(state.clone()))
        .layer(around)
        .with_state(state)
}

/// One span per request: its id, method and path. No query (it may hold what somebody typed), no headers.
fn span<B>(request: &axum::http::Request<B>) -> tracing::Span {
    let id = request
        .headers()
        .get("x-request-id")
        .and_then(|id| id.to_str().ok())
        .unwrap_or_default();
    tracing::info_span!("request", id, method = %request.method(), path = request.uri().path())
}

fn trace_response<B>(response: &axum::http::Response<B>, took: Duration, _span: &tracing::Span) {
    tracing::debug!(
        status = response.status().as_u16(),
        took_ms = took.as_millis(),
        "answered"
    );
}
