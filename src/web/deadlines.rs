//! How long a request may take to arrive, and an answer to begin. (Streams begin at once and are not cut by this.)

use std::time::Duration;

use axum::body::{Body, HttpBody};
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tower_http::timeout::DeadlineBody;

use super::takes_files;

/// The longest a body may take to arrive, however steadily it trickles.
const BODY: Duration = Duration::from_secs(10);
/// The same for a whole file: 8 MiB over a poor line.
const FILE: Duration = Duration::from_mins(2);
/// The longest from the end of a body to the beginning of the answer.
const ANSWER: Duration = Duration::from_secs(5);

/// Holds a request and its answer to their time.
pub async fn hold(request: Request, next: Next) -> Response {
    let arrival = if takes_files(request.uri().path()) {
        FILE
    } else {
        BODY
    };
    let request = request.map(|body| {
        if body.is_end_stream() {
            body
        } else {
            Body::new(DeadlineBody::new(arrival, body))
        }
    });
    let answering = tokio::time::timeout(arrival + ANSWER, next.run(request));
    let late = |_| StatusCode::SERVICE_UNAVAILABLE.into_response();
    answering.await.unwrap_or_else(late)
}
