//! The machine API under `/api/v1`: reading is public and comes from memory, writing needs a token.

/// Events as files: export, import.
pub mod bundle;
/// Parts of the shop: set.
pub mod components;
/// The course of an event and one shopper's wait.
pub mod course;
/// Events: create, copy, edit, archive.
pub mod events;
/// Known issues: open, update.
pub mod incidents;
/// Stock: set.
pub mod inventory;
/// Messages: list, post, schedule, correct, retract.
pub mod messages;
/// The phase: change.
pub mod phase;
/// Plans and reports.
pub mod plan;
/// What everybody may read.
pub mod public;
/// Samples: take in.
pub mod samples;
/// Alerts and what they suggest; limits and rules; how parts are doing.
pub mod signals;
/// Templates: list, make, edit.
pub mod templates;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::domain::event::Slug;
use crate::domain::revision::Revision;
use crate::service::Done;

/// What the making of an event answers: its address, and the revision of its page.
#[derive(Serialize)]
struct MadeReply<'a> {
    slug: &'a Slug,
    revision: Option<Revision>,
}

/// The answer to a request that made an event.
fn made(done: &Done<Slug>) -> Response {
    let reply = MadeReply {
        slug: &done.id,
        revision: done.revision,
    };
    (StatusCode::CREATED, json(&reply)).into_response()
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
