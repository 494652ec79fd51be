//! `POST …/phase`: a machine moves an event to another phase.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

use super::json;
use crate::domain::event::Phase;
use crate::domain::locale::Locale;
use crate::domain::revision::Revision;
use crate::domain::time::Timestamp;
use crate::service::Services;
use crate::service::events::{self, PhaseChange};
use crate::web::extract::{Caller, EventSlug, JsonBody, OnceKey};
use crate::web::problem::Failure;

/// Where to, why, and when to expect the next word.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PhaseBody {
    phase: Phase,
    #[serde(default)]
    reason: BTreeMap<Locale, String>,
    next_update_by: Option<Timestamp>,
}

#[derive(Serialize)]
struct PhaseReply {
    phase: Phase,
    revision: Option<Revision>,
}

/// Changes the phase; an illegal move is a 409 that names the legal ones.
pub async fn change(
    State(services): State<Services>,
    Caller(actor): Caller,
    EventSlug(slug): EventSlug,
    OnceKey(key): OnceKey,
    JsonBody(body): JsonBody<PhaseBody>,
) -> Result<Response, Failure> {
    let change = PhaseChange {
        phase: body.phase,
        reason: body.reason,
        next_update_by: body.next_update_by,
        seen: None,
    };
    let done = events::change_phase(&services, &actor, &slug, change, key).await?;
    Ok(json(&PhaseReply {
        phase: done.id,
        revision: done.revision,
    })
    .into_response())
}
