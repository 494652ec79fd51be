//! Rehearsals: a recorded day played into a private copy of an event, marked as not public.
//!
//! The copy is an event like any other, to every service and to the publisher; it is only never public, and its time
//! runs as fast as the day is played. So everything reads as it did on the day, and what operators do to it counts.

mod copy;
mod end;
mod players;
/// What the operators of the launch day did.
pub mod story;

use serde::Serialize;
use serde_json::json;

pub(super) use end::end_with;
pub use end::{settle, stop};
pub use players::Players;

pub use crate::recording::launch_day;

use self::copy::Copy;
use super::events::{authorise_making, copy_parts, taken, unsold};
use super::once::{IdempotencyKey, Once};
use super::secret::{new_id, random_hex};
use super::{Done, Services, calendar, visible_event};
use crate::domain::event::{Event, EventError, EventKind, Listing, Slug};
use crate::domain::id::EventId;
use crate::domain::operator::Actor;
use crate::domain::rehearsal::{Rehearsal, RehearsalState, Speed};
use crate::domain::time::Timestamp;
use crate::error::{Error, FieldError, Result};
use crate::recording::{FeedError, Recording, parse_feed, parse_stock};
use crate::store::{AuditEntry, Tx};

/// The most rehearsals that one node plays at once: the real day comes first.
pub const MAX_PLAYING: usize = 3;
const ALL_PLAY: &str = "as many rehearsals play as may play at once; stop one of them first";
/// The longest name of a recording, in characters.
const MAX_NAME: usize = 80;

/// A rehearsal to be begun.
#[derive(Debug, Clone, Serialize)]
pub struct NewRehearsal {
    /// What is played.
    pub recording: Recording,
    /// What that is called.
    pub name: String,
    /// How fast.
    pub speed: Speed,
    /// Whether what the operators of the launch day said is said again.
    pub with_story: bool,
}

/// A rehearsal with its copy.
#[derive(Debug, Clone)]
pub struct Rehearsed {
    /// The rehearsal.
    pub rehearsal: Rehearsal,
    /// The private copy.
    pub copy: Event,
    /// The event that is rehearsed.
    pub source: Slug,
}

/// Makes a private copy of an event and begins to play a recorded day into it, once for one key. Tells the copy's slug.
pub async fn start(
    services: &Services,
    actor: &Actor,
    slug: &Slug,
    new: NewRehearsal,
    key: Option<IdempotencyKey>,
) -> Result<Done<Slug>> {
    authorise_making(actor)?;

    let now = services.now();
    let once = Once::new(actor, key, &format!("rehearse {slug}"), &new, now)?;
    let mut tx = services.store.write().await?;
    let source = visible_event(&mut tx, actor, slug).await?;
    if let Some(id) = once.earlier(&mut tx).await? {
        let copy = tx.find_event_by_id(&EventId::new(id)).await?;
        // The only writer must not wait for the publisher.
        drop(tx);
        let copy = copy.filter(|copy| copy.archived_at.is_none());
        let copy = copy.ok_or(Error::Gone("rehearsal"))?;
        return Ok(services.announce(&copy, copy.slug.clone(), true).await);
    }
    check(&source, &new)?;
    let place = services.players.keep_place(MAX_PLAYING);
    let place = place.ok_or_else(|| Error::Conflict(ALL_PLAY.to_owned()))?;
    let copy = copy_of(&source, &new, now)?;
    let rehearsal = Rehearsal {
        event_id: copy.id.clone(),
        source_id: source.id.clone(),
        recording: new.name.trim().chars().take(MAX_NAME).collect(),
        speed: new.speed,
        length_ms: new.recording.length_ms(),
        started_at: now,
        state: RehearsalState::Playing,
        ended_at: None,
        trouble: None,
    };

    if !tx.insert_event(&copy, now).await? {
        return Err(taken(&copy.slug));
    }
    copy_parts(&mut tx, &source, &copy).await?;
    copy_stock(&mut tx, &source, &copy, &new.recording).await?;
    calendar::keep(&mut tx, &copy, now).await?;
    tx.insert_rehearsal(&rehearsal).await?;
    tx.insert_audit_entry(AuditEntry {
        at: now,
        actor: actor.name(),
        action: "rehearsal.start",
        event: Some(&source.id),
        subject: copy.slug.as_str(),
        detail: json!({ "recording": rehearsal.recording, "speed": rehearsal.speed }),
    })
    .await?;
    once.remember(&mut tx, copy.id.as_str()).await?;
    tx.commit().await?;
    // Nothing is awaited in between: whoever asked may go away at any moment, and the day is played all the same.
    services
        .players
        .play(place, services, &copy, rehearsal, new);

    Ok(services.announce(&copy, copy.slug.clone(), false).await)
}

/// Reads a recording that somebody sent: the waiting room's table and, if it is not empty, the shop's. What is wrong is told
/// with its line. It may be long, and so is read beside the reactor.
pub async fn read(feed: String, stock: String) -> Result<Recording> {
    let reading = tokio::task::spawn_blocking(move || {
        let mut wrong = Vec::new();
        let mut note = |field: &str, error: FeedError| {
            wrong.push(FieldError {
                field: field.to_owned(),
                message: error.to_string(),
            });
        };
        let rows = parse_feed(feed.as_bytes()).map_err(|error| note("feed", error));
        let stock = match stock.trim() {
            "" => Ok(Vec::new()),
            _ => parse_stock(stock.as_bytes()).map_err(|error| note("stock", error)),
        };
        match (rows, stock) {
            (Ok(rows), Ok(stock)) => Ok(Recording { rows, stock }),
            _ => Err(Error::Invalid(wrong)),
        }
    });
    reading
        .await
        .map_err(|error| Error::internal("reading a recording", error))?
}

fn check(source: &Event, new: &NewRehearsal) -> Result<()> {
    let conflict = |told: &str| Err(Error::Conflict(told.to_owned()));
    if source.listing == Listing::Rehearsal {
        return conflict("this is a rehearsal itself; rehearse the event that it copies");
    }
    if source.kind == EventKind::Draw {
        return conflict("a draw has no line, and so no recorded day to rehearse");
    }
    new.recording
        .check_phases(source.kind)
        .map_err(|error| Error::invalid("feed", error))
}

fn copy_of(source: &Event, new: &NewRehearsal, now: Timestamp) -> Result<Event> {
    let chance: String = random_hex().chars().take(12).collect();
    let slug = Slug::parse(&format!("rehearsal-{chance}"))
        .map_err(|error: EventError| Error::internal("naming a rehearsal", error))?;
    let recording = &new.recording;
    let copy = source.rehearsal(
        EventId::new(new_id(now)),
        slug,
        recording.first_phase(),
        recording.opens_ms(),
        new.speed,
        now,
    );
    Ok(Event {
        // A line that was never full must not be full on another's premises.
        capacity: copy.capacity.map(|capacity| recording.room(capacity)),
        ..copy
    })
}

/// A recording that tells of stock brings its own variants; else the copy begins with the event's, unsold.
async fn copy_stock(
    tx: &mut Tx,
    source: &Event,
    copy: &Event,
    recording: &Recording,
) -> Result<()> {
    if !recording.stock.is_empty() {
        return Ok(());
    }
    for item in unsold(tx, source).await? {
        tx.upsert_inventory_item(&copy.id, &item).await?;
    }
    Ok(())
}

/// The rehearsals of an event whose copies are still there, newest first.
pub async fn list(services: &Services, actor: &Actor, slug: &Slug) -> Result<Vec<Rehearsed>> {
    let mut tx = services.store.read().await?;
    let source = visible_event(&mut tx, actor, slug).await?;
    let mut found = Vec::new();
    for rehearsal in tx.list_rehearsals(&source.id).await? {
        if let Some(copy) = tx.find_event_by_id(&rehearsal.event_id).await? {
            found.push(Rehearsed {
                rehearsal,
                copy,
                source: source.slug.clone(),
            });
        }
    }
    Ok(found)
}

/// The rehearsal whose copy this event is; none for every other event.
pub async fn find(services: &Services, actor: &Actor, slug: &Slug) -> Result<Option<Rehearsed>> {
    let mut tx = services.store.read().await?;
    let copy = visible_event(&mut tx, actor, slug).await?;
    let Some(rehearsal) = tx.find_rehearsal(&copy.id).await? else {
        return Ok(None);
    };
    let source = tx.find_event_by_id(&rehearsal.source_id).await?;
    Ok(source.map(|source| Rehearsed {
        rehearsal,
        copy,
        source: source.slug,
    }))
}
