//! From a file to an event: everything that is wrong is told by its path, and nothing is taken for granted.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::format::{
    Bundle, ComponentPart, EventPart, IncidentPart, ItemPart, MessagePart, Texts, Whole,
};
use super::story;
use crate::domain::brand::{Brand, BrandError, Logo};
use crate::domain::component::{Component, check_list};
use crate::domain::event::{Event, EventError, Listing, Schedule, check_capacity};
use crate::domain::id::{ComponentId, EventId, IncidentId, MessageId};
use crate::domain::incident::{self, Incident, IncidentError, IncidentStatus, IncidentUpdate};
use crate::domain::inventory::{InventoryItem, StockLevel, parse_name};
use crate::domain::locale::LocalizedText;
use crate::domain::message::{self, Message};
use crate::domain::time::{Timestamp, Zone};
use crate::error::Result;
use crate::service::inventory::MAX_ITEMS;
use crate::service::logo;
use crate::service::secret::{new_id, sha256_hex};
use crate::service::wrong::Wrong;

/// How far the clock of whoever wrote a file may be ahead of ours.
const MAX_AHEAD_S: i64 = 60;
/// The highest version of a message or a plan: nobody changes one so often, and the next change adds one.
pub(super) const MAX_VERSION: u32 = 1_000_000;

/// The event of a file under identities of its own, or every path at which the file is wrong.
pub fn check(mut bundle: Bundle, now: Timestamp) -> Result<Whole> {
    let mut wrong = Wrong::default();
    let id = EventId::new(new_id(now));
    let story = story::check(&mut wrong, &mut bundle, now);
    past(
        &mut wrong,
        "event.phase_since",
        Some(bundle.event.phase_since),
        now,
    );
    let event = event(&mut wrong, bundle.event, &id);
    let components = components(&mut wrong, bundle.components);
    let pinned = bundle.messages.iter().filter(|message| message.pinned);
    if pinned.count() > 1 {
        wrong.say("messages", "at most one is pinned");
    }
    let inventory = inventory(&mut wrong, bundle.inventory);
    let messages = bundle.messages.into_iter().enumerate();
    let messages: Vec<_> = messages
        .filter_map(|(index, part)| message(&mut wrong, index, part, &id, now))
        .collect();
    let incidents = bundle.incidents.into_iter().enumerate();
    let incidents: Vec<_> = incidents
        .filter_map(|(index, part)| incident(&mut wrong, index, part, &components, &id, now))
        .collect();
    match event {
        Some((event, logo)) if wrong.is_empty() => Ok(Whole {
            event,
            logo,
            components,
            inventory,
            messages,
            incidents,
            story,
        }),
        _ => Err(wrong.into()),
    }
}

fn event(wrong: &mut Wrong, part: EventPart, id: &EventId) -> Option<(Event, Option<Logo>)> {
    let schedule = Schedule {
        opens_at: part.opens_at,
        closes_at: part.closes_at,
        draws_at: part.draws_at,
    };
    let schedule = wrong.note("event.closes_at", schedule.check());
    let capacity = wrong.note("event.capacity", check_capacity(part.capacity));
    let zone = wrong.note("event.time_zone", Zone::parse(&part.time_zone));
    let spoken = part.languages.check(part.default_language);
    wrong.note("event.languages", spoken);
    if !part.phase.is_of(part.kind) {
        wrong.say("event.phase", EventError::PhaseOfAnotherKind(part.phase));
    }
    if part.listing == Listing::Rehearsal {
        wrong.say("event.listing", EventError::BadListing);
    }
    let reason = part.phase_reason;
    let reason = reason.map(|texts| text(wrong, "event.phase_reason", texts, message::MAX_TEXT));
    let logo = part.logo.map(|text| wrong.note("event.logo", image(&text)));
    let logo = logo.map_or(Some(None), |logo| logo.map(Some))?;
    let event = Event {
        id: id.clone(),
        slug: part.slug,
        title: part.title,
        kind: part.kind,
        phase: part.phase,
        phase_reason: reason.map_or(Some(None), |reason| reason.map(Some))?,
        phase_next_update_by: part.phase_next_update_by,
        phase_since: part.phase_since,
        schedule: schedule?,
        zone: zone?,
        default_locale: part.default_language,
        languages: part.languages,
        listing: part.listing,
        capacity: capacity?,
        product_link: part.product_link,
        waitlist_link: part.waitlist_link,
        embed_origins: part.embed_origins,
        brand: Brand {
            accent: part.accent,
            logo_hash: logo.as_ref().map(|logo| sha256_hex(&logo.bytes)),
        },
        tempo: None,
        archived_at: None,
    };
    Some((event, logo))
}

/// When something happened, which cannot have been later than now.
pub(super) fn past(
    wrong: &mut Wrong,
    path: impl Into<String>,
    at: Option<Timestamp>,
    now: Timestamp,
) {
    if at.is_some_and(|at| at > now.plus_seconds(MAX_AHEAD_S)) {
        wrong.say(path, "lies in the future: this cannot have happened yet");
    }
}

pub(super) fn text(
    wrong: &mut Wrong,
    path: &str,
    texts: Texts,
    limit: usize,
) -> Option<LocalizedText> {
    wrong.note(path, LocalizedText::parse(texts, limit))
}

fn image(base64: &str) -> Result<Logo, BrandError> {
    let bytes = STANDARD
        .decode(base64)
        .map_err(|_| BrandError::NotAnImage)?;
    logo::parse(bytes)
}

fn components(wrong: &mut Wrong, parts: Vec<ComponentPart>) -> Vec<Component> {
    let parts = parts.into_iter().enumerate();
    let components: Vec<_> = parts
        .filter_map(|(index, part)| {
            let id = ComponentId::parse(&part.id);
            let id = wrong.note(format!("components[{index}].id"), id);
            let name = Component::parse_name(&part.name);
            let name = wrong.note(format!("components[{index}].name"), name);
            Some(Component {
                id: id?,
                name: name?,
            })
        })
        .collect();
    wrong.note("components", check_list(&components));
    components
}

fn inventory(wrong: &mut Wrong, parts: Vec<ItemPart>) -> Vec<InventoryItem> {
    if parts.len() > MAX_ITEMS {
        wrong.say(
            "inventory",
            format!("an event has at most {MAX_ITEMS} items"),
        );
        return Vec::new();
    }
    let mut items: Vec<InventoryItem> = Vec::new();
    for (index, part) in parts.into_iter().enumerate() {
        let path = |field: &str| format!("inventory[{index}].{field}");
        if items.iter().any(|item| item.sku == part.sku) {
            wrong.say(path("sku"), "is there twice");
        }
        let level = StockLevel::decide(Some(part.level), part.remaining);
        let level = wrong.note(path("level"), level);
        let title = wrong.note(path("title"), parse_name(&part.title));
        let mut optional = |field: &str, text: Option<String>| {
            text.and_then(|text| wrong.note(path(field), parse_name(&text)))
        };
        let variant = optional("variant", part.variant);
        let price_tier = optional("price_tier", part.price_tier);
        let (Some(level), Some(title)) = (level, title) else {
            continue;
        };
        items.push(InventoryItem {
            sku: part.sku,
            title,
            variant,
            level,
            remaining: part.remaining,
            price_tier,
            restock_at: part.restock_at,
        });
    }
    items
}

fn message(
    wrong: &mut Wrong,
    index: usize,
    part: MessagePart,
    event: &EventId,
    now: Timestamp,
) -> Option<Message> {
    let at = |field: &str| format!("messages[{index}].{field}");
    if !(1..=MAX_VERSION).contains(&part.version) {
        let told = format!("is at least 1 and at most {MAX_VERSION}");
        wrong.say(at("version"), told);
    }
    if part.pinned && part.retracted_at.is_some() {
        wrong.say(at("pinned"), "what was taken back does not stand first");
    }
    past(wrong, at("published_at"), Some(part.published_at), now);
    past(wrong, at("edited_at"), part.edited_at, now);
    past(wrong, at("retracted_at"), part.retracted_at, now);
    Some(Message {
        // Identities grow with every call, so that the order of the file settles that of one millisecond.
        id: MessageId::new(new_id(now)),
        event_id: event.clone(),
        severity: part.severity,
        text: text(wrong, &at("text"), part.text, message::MAX_TEXT)?,
        published_at: part.published_at,
        next_update_by: part.next_update_by,
        automatic: part.automatic,
        version: part.version,
        pinned: part.pinned,
        expires_at: part.expires_at,
        edited_at: part.edited_at,
        retracted_at: part.retracted_at,
    })
}

fn incident(
    wrong: &mut Wrong,
    index: usize,
    part: IncidentPart,
    known: &[Component],
    event: &EventId,
    now: Timestamp,
) -> Option<Incident> {
    let path = |rest: &str| format!("incidents[{index}].{rest}");
    let title = text(wrong, &path("title"), part.title, incident::MAX_TITLE);
    let last = part.updates.len().checked_sub(1);
    if last.is_none() {
        wrong.say(path("updates"), "an issue begins with an update");
    }
    let mut updates = Vec::new();
    for (number, update) in part.updates.into_iter().enumerate() {
        let at = |field: &str| path(&format!("updates[{number}].{field}"));
        if update.status == IncidentStatus::Resolved && Some(number) != last {
            wrong.say(at("status"), IncidentError::AlreadyResolved);
        }
        past(wrong, at("at"), Some(update.at), now);
        if let Some(text) = text(wrong, &at("text"), update.text, incident::MAX_TEXT) {
            updates.push(IncidentUpdate {
                status: update.status,
                text,
                at: update.at,
            });
        }
    }
    let resolved = updates
        .last()
        .is_some_and(|update| update.status == IncidentStatus::Resolved);
    let mut components = Vec::new();
    for (number, name) in part.components.into_iter().enumerate() {
        let at = path(&format!("components[{number}]"));
        match ComponentId::parse(&name) {
            // A part may have gone since an issue was resolved.
            Ok(id) if resolved || known.iter().any(|component| component.id == id) => {
                components.push(id);
            }
            Ok(id) => wrong.say(at, format!("there is no component {id}")),
            Err(error) => wrong.say(at, error),
        }
    }
    Some(Incident {
        id: IncidentId::new(new_id(now)),
        event_id: event.clone(),
        title: title?,
        impact: part.impact,
        components,
        updates,
    })
}
