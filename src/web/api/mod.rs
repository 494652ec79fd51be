//! The machine API under `/api/v1`: reading is public and comes from memory, writing needs a token.

mod course;
mod events;
mod incidents;
mod inventory;
mod messages;
mod phase;
mod public;
mod samples;

use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, patch, post, put};
use serde::Serialize;

use crate::domain::revision::Revision;
use crate::service::Done;
use crate::state::AppState;

/// Every route of the API.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/api/v1/events", get(public::list))
        .route(
            "/api/v1/events/{slug}",
            get(public::event)
                .patch(events::edit)
                .delete(events::archive),
        )
        .route("/api/v1/events/{slug}/wait", get(course::wait))
        .route("/api/v1/events/{slug}/history", get(course::history))
        .route("/api/v1/events/{slug}/samples", post(samples::ingest))
        .route("/api/v1/events/{slug}/messages", post(messages::post))
        .route(
            "/api/v1/events/{slug}/messages/{id}",
            patch(messages::correct).delete(messages::retract),
        )
        .route("/api/v1/events/{slug}/incidents", post(incidents::open))
        .route(
            "/api/v1/events/{slug}/incidents/{id}/updates",
            post(incidents::update),
        )
        .route("/api/v1/events/{slug}/inventory", put(inventory::set_many))
        .route(
            "/api/v1/events/{slug}/inventory/{sku}",
            put(inventory::set_one),
        )
        .route("/api/v1/events/{slug}/phase", post(phase::change))
}

/// What a write answers: what was made, and the revision of the page that shows it.
#[derive(Serialize)]
struct DoneReply {
    id: String,
    revision: Option<Revision>,
}

/// 201 for something new, 200 when an earlier request with the same key had made it.
fn created_status<T>(done: &Done<T>) -> StatusCode {
    if done.repeated {
        StatusCode::OK
    } else {
        StatusCode::CREATED
    }
}

/// The answer to a request that made something.
fn created<T: ToString>(done: &Done<T>) -> Response {
    let reply = DoneReply {
        id: done.id.to_string(),
        revision: done.revision,
    };
    (created_status(done), json(&reply)).into_response()
}

/// An answer in JSON.
#[expect(clippy::disallowed_types, reason = "an answer, not an extractor")]
pub fn json<T: Serialize>(reply: &T) -> axum::Json<&T> {
    axum::Json(reply)
}
