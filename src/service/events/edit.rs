//! What an event is, changed after it was made.

use serde_json::{Map, Value, json};

use super::{check_capacity, check_schedule};
use crate::domain::brand::{Accent, Brand, Logo};
use crate::domain::event::{EmbedOrigins, Event, Link, Listing, Schedule, Slug, Title};
use crate::domain::id::EventId;
use crate::domain::locale::{Languages, Locale};
use crate::domain::operator::{Actor, Scope};
use crate::domain::patch::Patch;
use crate::domain::time::{Timestamp, Zone};
use crate::error::{Error, Result};
use crate::service::secret::sha256_hex;
use crate::service::{Done, Services, authorise, calendar, visible_event};
use crate::store::{AuditEntry, Tx};

/// What is to be different about an event, parsed. What is not said stays as it was.
#[derive(Debug, Clone, Default)]
pub struct EventEdit {
    /// Its name for people.
    pub title: Option<Title>,
    /// Doors open, or entries open for a draw.
    pub opens_at: Patch<Timestamp>,
    /// Doors close, or entries close for a draw.
    pub closes_at: Patch<Timestamp>,
    /// The draw takes place.
    pub draws_at: Patch<Timestamp>,
    /// The zone its times are written in.
    pub zone: Option<Zone>,
    /// The language its texts are written in first.
    pub default_locale: Option<Locale>,
    /// The languages it is published in.
    pub languages: Option<Languages>,
    /// Who comes across it.
    pub listing: Option<Listing>,
    /// How many the waiting room holds.
    pub capacity: Patch<u32>,
    /// Where the thing is sold.
    pub product_link: Patch<Link>,
    /// Where to wait for restocks.
    pub waitlist_link: Patch<Link>,
    /// The sites that may embed it.
    pub embed_origins: Option<EmbedOrigins>,
    /// Its own colour.
    pub accent: Patch<Accent>,
    /// Its logo.
    pub logo: Patch<Logo>,
    /// The event as whoever edits has seen it. If it is another by now, nothing is changed.
    pub seen: Option<Box<Event>>,
}

impl EventEdit {
    /// The event after the edit, held to the rules that hold for a new one.
    fn apply(&self, before: &Event) -> Result<Event> {
        let edit = self.clone();
        let logo_hash = edit
            .logo
            .parse(|logo| Ok::<_, Error>(sha256_hex(&logo.bytes)))?;
        let default_locale = edit.default_locale.unwrap_or(before.default_locale);
        let languages = edit.languages.unwrap_or_else(|| before.languages.clone());
        languages
            .check(default_locale)
            .map_err(|error| Error::invalid("languages", error))?;
        let listing = before
            .listing
            .change(edit.listing.unwrap_or(before.listing))
            .map_err(|error| Error::invalid("listing", error))?;
        let embed_origins = edit.embed_origins;
        Ok(Event {
            title: edit.title.unwrap_or_else(|| before.title.clone()),
            schedule: check_schedule(Schedule {
                opens_at: edit.opens_at.apply(before.schedule.opens_at),
                closes_at: edit.closes_at.apply(before.schedule.closes_at),
                draws_at: edit.draws_at.apply(before.schedule.draws_at),
            })?,
            zone: edit.zone.unwrap_or_else(|| before.zone.clone()),
            default_locale,
            languages,
            listing,
            capacity: check_capacity(edit.capacity.apply(before.capacity))?,
            product_link: edit.product_link.apply(before.product_link.clone()),
            waitlist_link: edit.waitlist_link.apply(before.waitlist_link.clone()),
            embed_origins: embed_origins.unwrap_or_else(|| before.embed_origins.clone()),
            brand: Brand {
                accent: edit.accent.apply(before.brand.accent),
                logo_hash: logo_hash.apply(before.brand.logo_hash.clone()),
            },
            ..before.clone()
        })
    }
}

/// Edits an event and answers with it as it then is. An edit that changes nothing leaves no trace.
pub async fn edit(
    services: &Services,
    actor: &Actor,
    slug: &Slug,
    edit: EventEdit,
) -> Result<Done<Event>> {
    authorise(actor, Scope::Manage)?;

    let now = services.now();
    let mut tx = services.store.write().await?;
    let before = visible_event(&mut tx, actor, slug).await?;
    if edit.seen.as_deref().is_some_and(|seen| *seen != before) {
        return Err(Error::Outdated("event"));
    }
    let after = edit.apply(&before)?;
    if after == before {
        // The only writer must not wait for the publisher.
        drop(tx);
        return Ok(services.announce(&after, after.clone(), true).await);
    }

    tx.update_event(&after).await?;
    calendar::keep(&mut tx, &after, now).await?;
    write_logo(&mut tx, &after.id, &edit.logo).await?;
    tx.insert_audit_entry(AuditEntry {
        at: now,
        actor: actor.name(),
        action: "event.edit",
        event: Some(&after.id),
        subject: after.slug.as_str(),
        detail: differences(&before, &after)?,
    })
    .await?;
    tx.update_version(&after.id).await?;
    tx.commit().await?;

    Ok(services.announce(&after, after.clone(), false).await)
}

async fn write_logo(tx: &mut Tx, event: &EventId, logo: &Patch<Logo>) -> Result<()> {
    match logo {
        Patch::Keep => Ok(()),
        Patch::Clear => tx.delete_logo(event).await,
        Patch::Set(logo) => tx.upsert_logo(event, logo).await,
    }
}

/// The fields that differ, each with what it was and what it became.
fn differences(before: &Event, after: &Event) -> Result<Value> {
    let fields = |event: &Event| match serde_json::to_value(event) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(_) => Ok(Map::new()),
        Err(error) => Err(Error::internal("writing an event", error)),
    };
    let (before, mut after) = (fields(before)?, fields(after)?);
    let changed = before.into_iter().filter_map(|(name, from)| {
        let to = after.remove(&name).unwrap_or_default();
        (from != to).then(|| (name, json!({ "from": from, "to": to })))
    });
    Ok(changed.collect())
}
