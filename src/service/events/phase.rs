//! The phase of an event: change.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::json;

use super::{in_minutes, promise};
use crate::domain::event::{Event, Phase, Slug};
use crate::domain::locale::{Locale, LocalizedText};
use crate::domain::message;
use crate::domain::operator::{Actor, Scope};
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::service::once::{IdempotencyKey, Once};
use crate::service::{Done, Services, authorise, calendar, visible_event};
use crate::store::AuditEntry;

/// A move to another phase, as asked for.
#[derive(Debug, Clone, Serialize)]
pub struct PhaseChange {
    /// Where to.
    pub phase: Phase,
    /// Why, in the operator's words.
    pub reason: BTreeMap<Locale, String>,
    /// By when the operator promises to speak again.
    pub next_update_by: Option<Timestamp>,
    /// The phase that whoever asks has seen, and since when, if that matters: in another one it is refused.
    pub seen: Option<(Phase, Timestamp)>,
}

/// Moves an event to another phase; an illegal move is a conflict that names the legal ones.
pub async fn change_phase(
    services: &Services,
    actor: &Actor,
    slug: &Slug,
    change: PhaseChange,
    key: Option<IdempotencyKey>,
) -> Result<Done<Phase>> {
    change_phase_promising(services, actor, slug, change, None, key).await
}

/// Moves an event to another phase and may promise to speak again in so many minutes from now; sent again a
/// little later it is still the same request.
pub async fn change_phase_promising(
    services: &Services,
    actor: &Actor,
    slug: &Slug,
    mut change: PhaseChange,
    next_in_min: Option<u32>,
    key: Option<IdempotencyKey>,
) -> Result<Done<Phase>> {
    authorise(actor, Scope::Publish)?;

    let now = services.now();
    let once = Once::new(
        actor,
        key,
        &format!("phase {slug}"),
        &(&change, next_in_min),
        now,
    )?;
    let mut tx = services.store.write().await?;
    let event = visible_event(&mut tx, actor, slug).await?;
    let time = event.time_at(now);
    change.next_update_by = in_minutes(next_in_min, time).or(change.next_update_by);
    if once.earlier(&mut tx).await?.is_some() {
        // The only writer must not wait for the publisher.
        drop(tx);
        return Ok(services.announce(&event, change.phase, true).await);
    }
    let there = (event.phase, event.phase_since);
    if change.seen.is_some_and(|seen| seen != there) {
        return Err(Error::Outdated("phase"));
    }
    event
        .check_transition(change.phase)
        .map_err(|error| Error::Conflict(error.to_string()))?;
    let moved = Event {
        phase: change.phase,
        phase_reason: reason(&change)?,
        phase_next_update_by: promise(change.next_update_by, time)?,
        phase_since: time,
        ..event.clone()
    };

    tx.update_phase(&moved).await?;
    calendar::keep(&mut tx, &moved, now).await?;
    tx.insert_audit_entry(AuditEntry {
        at: now,
        actor: actor.name(),
        action: "phase.change",
        event: Some(&event.id),
        subject: change.phase.as_str(),
        detail: json!({
            "from": event.phase, "to": moved.phase, "reason": moved.phase_reason,
            "next_update_by": moved.phase_next_update_by,
        }),
    })
    .await?;
    once.remember(&mut tx, change.phase.as_str()).await?;
    tx.update_version(&event.id).await?;
    tx.commit().await?;

    Ok(services.announce(&moved, change.phase, false).await)
}

fn reason(change: &PhaseChange) -> Result<Option<LocalizedText>> {
    if change.reason.is_empty() {
        return Ok(None);
    }
    LocalizedText::parse(change.reason.clone(), message::MAX_TEXT)
        .map(Some)
        .map_err(|error| Error::invalid("reason", error))
}
