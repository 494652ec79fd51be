//! Events: create, list, move to another phase.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::json;

use super::once::{IdempotencyKey, Once};
use super::secret::new_id;
use super::{Done, Services, authorise, visible_event};
use crate::domain::component::{Component, USUAL};
use crate::domain::event::{Event, EventKind, Link, Phase, Schedule, Slug, Title};
use crate::domain::id::{ComponentId, EventId};
use crate::domain::locale::{Locale, LocalizedText};
use crate::domain::message::{self, promised_in};
use crate::domain::operator::{Actor, Scope};
use crate::domain::time::{Timestamp, Zone};
use crate::error::{Error, Result};
use crate::store::AuditEntry;

/// An event to be made, parsed.
#[derive(Debug, Clone)]
pub struct NewEvent {
    /// Its name in URLs.
    pub slug: Slug,
    /// Its name for people.
    pub title: Title,
    /// Queue, draw or timed release.
    pub kind: EventKind,
    /// Whether shoppers see it at once.
    pub public: bool,
    /// Opening, closing, drawing.
    pub schedule: Schedule,
    /// The zone its times are written in.
    pub zone: Zone,
    /// The language its texts are written in first.
    pub default_locale: Locale,
    /// How many the waiting room holds.
    pub capacity: Option<u32>,
    /// Where the thing is sold.
    pub product_link: Option<Link>,
    /// Where to wait for restocks.
    pub waitlist_link: Option<Link>,
}

/// Makes an event with the usual components.
pub async fn create(services: &Services, actor: &Actor, new: NewEvent) -> Result<Done<EventId>> {
    authorise(actor, Scope::Manage)?;

    let now = services.now();
    let event = Event {
        id: EventId::new(new_id(now)),
        slug: new.slug,
        title: new.title,
        kind: new.kind,
        phase: if new.public {
            Phase::Scheduled
        } else {
            Phase::Draft
        },
        phase_reason: None,
        phase_next_update_by: None,
        phase_since: now,
        schedule: new
            .schedule
            .check()
            .map_err(|error| Error::invalid("closes_at", error))?,
        zone: new.zone,
        default_locale: new.default_locale,
        capacity: new.capacity,
        product_link: new.product_link,
        waitlist_link: new.waitlist_link,
    };

    let mut tx = services.store.write().await?;
    if !tx.insert_event(&event, now).await? {
        return Err(Error::Conflict(format!(
            "there is already an event {}",
            event.slug
        )));
    }
    for (position, (id, name)) in (1..).zip(USUAL) {
        let component = Component {
            id: ComponentId::new(id),
            name: name.to_owned(),
        };
        tx.insert_component(&event.id, &component, position).await?;
    }
    tx.insert_audit_entry(AuditEntry {
        at: now,
        actor: actor.name(),
        action: "event.create",
        event: Some(&event.id),
        subject: event.slug.as_str(),
        detail: json!({ "title": event.title, "kind": event.kind, "phase": event.phase }),
    })
    .await?;
    tx.commit().await?;

    Ok(services.announce(&event, event.id.clone(), false).await)
}

/// Every event that the actor may know of, newest first.
pub async fn list(services: &Services, actor: &Actor) -> Result<Vec<Event>> {
    let mut tx = services.store.read().await?;
    let mut events = tx.list_events().await?;
    events.retain(|event| actor.sees(&event.id));
    Ok(events)
}

/// One event.
pub async fn find(services: &Services, actor: &Actor, slug: &Slug) -> Result<Event> {
    let mut tx = services.store.read().await?;
    visible_event(&mut tx, actor, slug).await
}

/// A move to another phase, as asked for.
#[derive(Debug, Clone, Serialize)]
pub struct PhaseChange {
    /// Where to.
    pub phase: Phase,
    /// Why, in the operator's words.
    pub reason: BTreeMap<Locale, String>,
    /// By when the operator promises to speak again.
    pub next_update_by: Option<Timestamp>,
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
    change.next_update_by = in_minutes(next_in_min, now).or(change.next_update_by);
    let mut tx = services.store.write().await?;
    let event = visible_event(&mut tx, actor, slug).await?;
    if once.earlier(&mut tx).await?.is_some() {
        // The only writer must not wait for the publisher.
        drop(tx);
        return Ok(services.announce(&event, change.phase, true).await);
    }
    event
        .check_transition(change.phase)
        .map_err(|error| Error::Conflict(error.to_string()))?;
    let moved = Event {
        phase: change.phase,
        phase_reason: reason(&change)?,
        phase_next_update_by: promise(change.next_update_by, now)?,
        phase_since: now,
        ..event.clone()
    };

    tx.update_phase(&moved).await?;
    tx.insert_audit_entry(AuditEntry {
        at: now,
        actor: actor.name(),
        action: "phase.change",
        event: Some(&event.id),
        subject: change.phase.as_str(),
        detail: json!({ "from": event.phase, "to": moved.phase, "reason": moved.phase_reason }),
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

/// The end of the minute that lies so many minutes ahead: a promise is written without seconds.
pub(super) fn in_minutes(minutes: Option<u32>, now: Timestamp) -> Option<Timestamp> {
    minutes.map(|minutes| promised_in(minutes, now))
}

/// Checks a promised time where there is one.
pub(super) fn promise(by: Option<Timestamp>, now: Timestamp) -> Result<Option<Timestamp>> {
    by.map(|by| message::check_promise(by, now))
        .transpose()
        .map_err(|error| Error::invalid("next_update_by", error))
}
