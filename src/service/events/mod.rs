//! Events: create, clone, list, edit, move to another phase, archive.

mod archive;
mod clone;
mod edit;
mod phase;

use serde_json::json;

pub use archive::archive;
pub use clone::clone;
pub(super) use clone::{copy_parts, unsold};
pub use edit::{EventEdit, edit};
pub use phase::{PhaseChange, change_phase, change_phase_promising};

use super::secret::new_id;
use super::{Done, Services, authorise, calendar, visible_event};
use crate::domain::brand::Brand;
use crate::domain::component::{Component, USUAL};
use crate::domain::event::{
    self, EmbedOrigins, Event, EventKind, Link, Listing, Phase, Schedule, Slug, Title,
};
use crate::domain::id::{ComponentId, EventId};
use crate::domain::locale::{Languages, Locale};
use crate::domain::message::{self, promised_in};
use crate::domain::operator::{Actor, Scope};
use crate::domain::time::{Timestamp, Zone};
use crate::error::{Error, Result};
use crate::store::AuditEntry;

/// Words that stand in the API where slugs do: `POST /api/v1/events/import`.
const RESERVED: [&str; 1] = ["import"];

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
    authorise_making(actor)?;

    check_free("slug", &new.slug)?;
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
        schedule: check_schedule(new.schedule)?,
        zone: new.zone,
        default_locale: new.default_locale,
        languages: Languages::all(),
        listing: Listing::Public,
        capacity: check_capacity(new.capacity)?,
        product_link: new.product_link,
        waitlist_link: new.waitlist_link,
        embed_origins: EmbedOrigins::default(),
        brand: Brand::default(),
        tempo: None,
        archived_at: None,
    };

    let mut tx = services.store.write().await?;
    if !tx.insert_event(&event, now).await? {
        return Err(taken(&event.slug));
    }
    let usual = USUAL.map(|(id, name)| Component {
        id: ComponentId::new(id),
        name: name.to_owned(),
    });
    tx.update_components(&event.id, &usual).await?;
    calendar::keep(&mut tx, &event, now).await?;
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

/// The first beat where an event is made: whoever may see only one makes no other.
pub(super) fn authorise_making(actor: &Actor) -> Result<()> {
    authorise(actor, Scope::Manage)?;
    match actor {
        Actor::Token { event: Some(_), .. } => Err(Error::Forbidden(
            "this token is for one event; it makes no others".to_owned(),
        )),
        _ => Ok(()),
    }
}

/// Checks that a new event does not take an address that the API has another use for.
pub(super) fn check_free(field: &str, slug: &Slug) -> Result<()> {
    if RESERVED.contains(&slug.as_str()) {
        return Err(Error::invalid(
            field,
            format!("{slug} is a word of the API; choose another"),
        ));
    }
    Ok(())
}

/// What a caller is told whose slug belongs to another event.
pub(super) fn taken(slug: &Slug) -> Error {
    Error::Conflict(format!("there is already an event {slug}"))
}

fn check_schedule(schedule: Schedule) -> Result<Schedule> {
    schedule
        .check()
        .map_err(|error| Error::invalid("closes_at", error))
}

fn check_capacity(capacity: Option<u32>) -> Result<Option<u32>> {
    event::check_capacity(capacity).map_err(|error| Error::invalid("capacity", error))
}

/// Every event that the actor may know of, newest first; archived ones are left out.
pub async fn list(services: &Services, actor: &Actor) -> Result<Vec<Event>> {
    let mut tx = services.store.read().await?;
    let mut events = tx.list_events().await?;
    events.retain(|event| actor.sees(&event.id));
    Ok(events)
}

/// Every event that was put away and that the actor may know of, the last one first.
pub async fn list_archived(services: &Services, actor: &Actor) -> Result<Vec<Event>> {
    let mut tx = services.store.read().await?;
    let mut events = tx.list_archived_events().await?;
    events.retain(|event| actor.sees(&event.id));
    Ok(events)
}

/// One event.
pub async fn find(services: &Services, actor: &Actor, slug: &Slug) -> Result<Event> {
    let mut tx = services.store.read().await?;
    visible_event(&mut tx, actor, slug).await
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
