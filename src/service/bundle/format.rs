//! The file: one event and everything that operators made of it. Version 2: the first had no story.
//!
//! Every field is written out and no other is read, so that a misspelled one is an error and not a loss.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

use super::story::{PhasePart, PlanPart, StockPart, Story};
use crate::domain::brand::{Accent, Logo};
use crate::domain::component::Component;
use crate::domain::event::{EmbedOrigins, Event, EventKind, Link, Listing, Phase, Slug, Title};
use crate::domain::incident::{Impact, Incident, IncidentStatus, IncidentUpdate};
use crate::domain::inventory::{InventoryItem, Sku, StockLevel};
use crate::domain::locale::{Languages, Locale, LocalizedText};
use crate::domain::message::{Message, Severity};
use crate::domain::time::Timestamp;

/// The version that is written.
pub const VERSION: u32 = 2;
/// The versions that are read.
pub const VERSIONS: std::ops::RangeInclusive<u32> = 1..=VERSION;

/// A text by language.
pub type Texts = BTreeMap<Locale, String>;

/// One event as a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bundle {
    #[serde(rename = "lineside_bundle")]
    pub version: u32,
    pub event: EventPart,
    pub components: Vec<ComponentPart>,
    pub inventory: Vec<ItemPart>,
    pub messages: Vec<MessagePart>,
    pub incidents: Vec<IncidentPart>,
    #[serde(default)]
    pub phases: Vec<PhasePart>,
    #[serde(default)]
    pub stock_changes: Vec<StockPart>,
    #[serde(default)]
    pub plan: Option<PlanPart>,
}

/// What the event is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventPart {
    pub slug: Slug,
    pub title: Title,
    pub kind: EventKind,
    pub phase: Phase,
    pub phase_since: Timestamp,
    pub phase_reason: Option<Texts>,
    pub phase_next_update_by: Option<Timestamp>,
    pub opens_at: Option<Timestamp>,
    pub closes_at: Option<Timestamp>,
    pub draws_at: Option<Timestamp>,
    pub time_zone: String,
    pub default_language: Locale,
    pub languages: Languages,
    pub listing: Listing,
    pub capacity: Option<u32>,
    pub product_link: Option<Link>,
    pub waitlist_link: Option<Link>,
    pub embed_origins: EmbedOrigins,
    pub accent: Option<Accent>,
    /// An image in Base64.
    pub logo: Option<String>,
}

/// A part of the shop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ComponentPart {
    pub id: String,
    pub name: String,
}

/// A variant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemPart {
    pub sku: Sku,
    pub title: String,
    pub variant: Option<String>,
    pub level: StockLevel,
    pub remaining: Option<u32>,
    pub price_tier: Option<String>,
    pub restock_at: Option<Timestamp>,
}

/// A message with what became of it, in the order of publication. The text of one that was taken back is here too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MessagePart {
    pub severity: Severity,
    pub text: Texts,
    pub published_at: Timestamp,
    pub next_update_by: Option<Timestamp>,
    pub automatic: bool,
    pub version: u32,
    pub pinned: bool,
    pub expires_at: Option<Timestamp>,
    pub edited_at: Option<Timestamp>,
    pub retracted_at: Option<Timestamp>,
}

/// A known issue with its story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IncidentPart {
    pub title: Texts,
    pub impact: Impact,
    pub components: Vec<String>,
    pub updates: Vec<UpdatePart>,
}

/// One step of the story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UpdatePart {
    pub status: IncidentStatus,
    pub text: Texts,
    pub at: Timestamp,
}

/// Everything of an event that goes into its file.
pub struct Whole {
    pub event: Event,
    pub logo: Option<Logo>,
    pub components: Vec<Component>,
    pub inventory: Vec<InventoryItem>,
    pub messages: Vec<Message>,
    pub incidents: Vec<Incident>,
    pub story: Story,
}

impl Whole {
    /// Takes away what happened: a draft has said nothing, and sold nothing. What was planned stays.
    pub fn before_its_day(&mut self) {
        self.messages.clear();
        self.incidents.clear();
        self.story.phases.clear();
        self.story.stock.clear();
        let items = std::mem::take(&mut self.inventory).into_iter();
        self.inventory = items.map(InventoryItem::unsold).collect();
    }
}

impl From<Whole> for Bundle {
    fn from(whole: Whole) -> Self {
        Self {
            version: VERSION,
            event: event(whole.event, whole.logo),
            components: whole.components.into_iter().map(component).collect(),
            inventory: whole.inventory.into_iter().map(item).collect(),
            messages: whole.messages.iter().map(message).collect(),
            incidents: whole.incidents.iter().map(incident).collect(),
            phases: whole.story.phase_parts(),
            stock_changes: whole.story.stock_parts(),
            plan: whole.story.plan_part(),
        }
    }
}

pub(super) fn texts(text: &LocalizedText) -> Texts {
    text.iter()
        .map(|(locale, text)| (locale, text.to_owned()))
        .collect()
}

fn event(event: Event, logo: Option<Logo>) -> EventPart {
    EventPart {
        slug: event.slug,
        title: event.title,
        kind: event.kind,
        phase: event.phase,
        phase_since: event.phase_since,
        phase_reason: event.phase_reason.as_ref().map(texts),
        phase_next_update_by: event.phase_next_update_by,
        opens_at: event.schedule.opens_at,
        closes_at: event.schedule.closes_at,
        draws_at: event.schedule.draws_at,
        time_zone: event.zone.name().to_owned(),
        default_language: event.default_locale,
        languages: event.languages,
        listing: event.listing,
        capacity: event.capacity,
        product_link: event.product_link,
        waitlist_link: event.waitlist_link,
        embed_origins: event.embed_origins,
        accent: event.brand.accent,
        logo: logo.map(|logo| STANDARD.encode(logo.bytes)),
    }
}

fn component(component: Component) -> ComponentPart {
    ComponentPart {
        id: component.id.to_string(),
        name: component.name,
    }
}

fn item(item: InventoryItem) -> ItemPart {
    ItemPart {
        sku: item.sku,
        title: item.title,
        variant: item.variant,
        level: item.level,
        remaining: item.remaining,
        price_tier: item.price_tier,
        restock_at: item.restock_at,
    }
}

fn message(message: &Message) -> MessagePart {
    MessagePart {
        severity: message.severity,
        text: texts(&message.text),
        published_at: message.published_at,
        next_update_by: message.next_update_by,
        automatic: message.automatic,
        version: message.version,
        pinned: message.pinned,
        expires_at: message.expires_at,
        edited_at: message.edited_at,
        retracted_at: message.retracted_at,
    }
}

fn incident(incident: &Incident) -> IncidentPart {
    let update = |update: &IncidentUpdate| UpdatePart {
        status: update.status,
        text: texts(&update.text),
        at: update.at,
    };
    IncidentPart {
        title: texts(&incident.title),
        impact: incident.impact,
        components: incident
            .components
            .iter()
            .map(ToString::to_string)
            .collect(),
        updates: incident.updates.iter().map(update).collect(),
    }
}
