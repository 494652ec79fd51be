//! A browser tells that somebody is writing, so that the boards of the others can say so.

use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Form};
use serde::Deserialize;

use crate::domain::operator::Operator;
use crate::domain::presence::{Work, Writing};
use crate::state::AppState;
use crate::web::extract::EventSlug;

/// What the browser says.
#[derive(Deserialize)]
pub struct Note {
    /// The name of the form that is written in; empty once it was sent.
    form: String,
}

/// `POST /admin/events/{slug}/presence`. Whoever has no board of the event open is not noted.
pub async fn note(
    State(state): State<AppState>,
    slug: EventSlug,
    Extension(operator): Extension<Operator>,
    Form(note): Form<Note>,
) -> StatusCode {
    let at = state.services.clock.now();
    let writing = match note.form.as_str() {
        "" => None,
        form => match work_of(form) {
            Some(work) => Some(Writing { work, at }),
            None => return StatusCode::UNPROCESSABLE_ENTITY,
        },
    };
    let presence = state.services.live.presence();
    presence.note(&slug.0, &operator.id, writing);
    StatusCode::NO_CONTENT
}

/// What is written with a form of the desk.
fn work_of(form: &str) -> Option<Work> {
    Some(match form {
        "post_message" | "correct_message" | "retract_message" => Work::Message,
        "open_issue" | "update_issue" => Work::Issue,
        "change_phase" => Work::Phase,
        "set_stock" | "set_level" | "check_stock" => Work::Stock,
        _ => return None,
    })
}
