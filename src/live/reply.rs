//! Public JSON, as `docs/api.md` describes it: the same facts as the page, for machines.

use serde::Serialize;

use crate::domain::component::ComponentStatus;
use crate::domain::estimate::{Confidence, FreshnessLevel, Trend, WaitEstimate};
use crate::domain::event::{EventKind, Link, Phase};
use crate::domain::incident::{Impact, IncidentStatus};
use crate::domain::inventory::StockLevel;
use crate::domain::locale::Locale;
use crate::domain::message::Severity;
use crate::domain::revision::Revision;
use crate::domain::status_page::{IncidentView, PlaceWait, Standing, StatusPage, StockView};
use crate::domain::time::Timestamp;

#[derive(Serialize)]
pub(super) struct EventReply<'a> {
    slug: &'a str,
    title: &'a str,
    kind: EventKind,
    phase: Phase,
    revision: Revision,
    as_of: Timestamp,
    freshness: FreshnessLevel,
    opens_at: Option<Timestamp>,
    closes_at: Option<Timestamp>,
    time_zone: &'a str,
    queue: QueueReply,
    wait: WaitReply<'a>,
    components: Vec<ComponentReply<'a>>,
    incidents: Vec<IncidentReply<'a>>,
    messages: Vec<MessageReply<'a>>,
    inventory: Vec<InventoryReply<'a>>,
    draw: Option<DrawReply>,
    links: LinksReply<'a>,
}

#[derive(Serialize)]
struct QueueReply {
    depth: Option<u64>,
    capacity: Option<u64>,
    admitted_per_min: Option<u64>,
    trend: Option<Trend>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum WaitReply<'a> {
    Known {
        known: bool,
        low_s: u64,
        mid_s: u64,
        high_s: u64,
        #[serde(skip_serializing_if = "Option::is_none")]
        confidence: Option<Confidence>,
        text: &'a str,
    },
    Unknown {
        known: bool,
        reason: &'static str,
        text: &'a str,
    },
}

#[derive(Serialize)]
struct ComponentReply<'a> {
    id: &'a str,
    name: &'a str,
    status: ComponentStatus,
}

#[derive(Serialize)]
struct IncidentReply<'a> {
    id: &'a str,
    title: &'a str,
    status: IncidentStatus,
    impact: Impact,
    started_at: Option<Timestamp>,
    updates: Vec<UpdateReply>,
    components: Vec<&'a str>,
}

#[derive(Serialize)]
struct UpdateReply {
    status: IncidentStatus,
    text: String,
    at: Timestamp,
}

#[derive(Serialize)]
struct MessageReply<'a> {
    id: &'a str,
    severity: Severity,
    text: String,
    lang: Locale,
    published_at: Timestamp,
    edited_at: Option<Timestamp>,
    retracted_at: Option<Timestamp>,
    pinned: bool,
    expires_at: Option<Timestamp>,
    expired: bool,
    automatic: bool,
    next_update_by: Option<Timestamp>,
}

#[derive(Serialize)]
struct InventoryReply<'a> {
    sku: &'a str,
    title: &'a str,
    variant: Option<&'a str>,
    level: StockLevel,
    remaining: Option<u32>,
    price_tier: Option<&'a str>,
    restock_at: Option<Timestamp>,
}

#[derive(Serialize)]
struct DrawReply {
    entries: Option<u64>,
    draws_at: Option<Timestamp>,
}

#[derive(Serialize)]
struct LinksReply<'a> {
    page: String,
    waitlist: Option<&'a str>,
    product: Option<&'a str>,
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts and seconds, never negative"
)]
pub(super) fn whole(value: f64) -> u64 {
    value.round() as u64
}

/// The public address of an event's page.
pub(super) fn page_url(base_url: &str, page: &StatusPage) -> String {
    format!("{base_url}/e/{}", page.slug)
}

pub(super) fn event<'a>(
    page: &'a StatusPage,
    revision: Revision,
    base_url: &str,
) -> EventReply<'a> {
    EventReply {
        slug: page.slug.as_str(),
        title: &page.title,
        kind: page.kind,
        phase: page.phase,
        revision,
        as_of: page.as_of,
        freshness: page.freshness.level,
        opens_at: page.opens.as_ref().map(|m| m.at),
        closes_at: page.closes.as_ref().map(|m| m.at),
        time_zone: &page.zone,
        queue: QueueReply {
            depth: page.queue.depth.map(whole),
            capacity: page.queue.capacity.map(whole),
            admitted_per_min: page.queue.admitted_per_min.map(whole),
            trend: page.queue.trend,
        },
        wait: wait(page.wait, Some(page.confidence), &page.wait_text),
        components: page
            .components
            .iter()
            .map(|c| ComponentReply {
                id: c.component.id.as_str(),
                name: &c.component.name,
                status: c.status,
            })
            .collect(),
        incidents: page.incidents.iter().map(incident).collect(),
        messages: messages(page),
        inventory: page.inventory.iter().map(stock).collect(),
        draw: (page.kind == EventKind::Draw).then(|| DrawReply {
            entries: page.queue.draw_entries.map(whole),
            draws_at: page.draws.as_ref().map(|m| m.at),
        }),
        links: LinksReply {
            page: page_url(base_url, page),
            waitlist: page.waitlist_link.as_ref().map(Link::as_str),
            product: page.product_link.as_ref().map(Link::as_str),
        },
    }
}

/// The wait at one place in the line.
#[derive(Serialize)]
pub(super) struct PlaceReply<'a> {
    position: u32,
    #[serde(flatten)]
    wait: WaitReply<'a>,
}

pub(super) fn place(place: PlaceWait, text: &str) -> PlaceReply<'_> {
    PlaceReply {
        position: place.position.get(),
        wait: wait(place.wait, None, text),
    }
}

fn wait(wait: WaitEstimate, confidence: Option<Confidence>, text: &str) -> WaitReply<'_> {
    match wait {
        WaitEstimate::Known {
            low_s,
            mid_s,
            high_s,
        } => WaitReply::Known {
            known: true,
            low_s: whole(low_s),
            mid_s: whole(mid_s),
            high_s: whole(high_s),
            confidence,
            text,
        },
        WaitEstimate::Unknown { reason } => WaitReply::Unknown {
            known: false,
            reason: reason.as_str(),
            text,
        },
    }
}

fn incident(incident: &IncidentView) -> IncidentReply<'_> {
    IncidentReply {
        id: incident.id.as_str(),
        title: &incident.title,
        status: incident.status,
        impact: incident.impact,
        started_at: incident.updates.last().map(|update| update.at.at),
        updates: incident
            .updates
            .iter()
            .map(|update| UpdateReply {
                status: update.status,
                text: update.text.plain_with_links(),
                at: update.at.at,
            })
            .collect(),
        components: incident
            .components
            .iter()
            .map(|c| c.component.id.as_str())
            .collect(),
    }
}

fn messages(page: &StatusPage) -> Vec<MessageReply<'_>> {
    page.messages
        .iter()
        .map(|message| MessageReply {
            id: message.id.as_str(),
            severity: message.severity,
            text: message.text.plain_with_links(),
            lang: message.lang,
            published_at: message.published.at,
            edited_at: message.edited.as_ref().map(|m| m.at),
            retracted_at: message.retracted.as_ref().map(|m| m.at),
            pinned: message.standing == Standing::Pinned,
            expires_at: message.expires_at,
            expired: message.standing == Standing::Expired,
            automatic: message.automatic,
            next_update_by: message.next_update.as_ref().map(|m| m.at),
        })
        .collect()
}

fn stock(view: &StockView) -> InventoryReply<'_> {
    let item = &view.item;
    InventoryReply {
        sku: item.sku.as_str(),
        title: &item.title,
        variant: item.variant.as_deref(),
        level: item.level,
        remaining: item.remaining,
        price_tier: item.price_tier.as_deref(),
        restock_at: item.restock_at,
    }
}

/// The widget's JSON: small, and already worded.
#[derive(Serialize)]
pub(super) struct WidgetReply<'a> {
    v: u8,
    phase: Phase,
    tone: &'static str,
    title: &'a str,
    wait: Option<&'a str>,
    message: Option<String>,
    item: Option<WidgetItemReply<'a>>,
    as_of: Timestamp,
    stale_after_s: u32,
    poll_s: u32,
    url: String,
}

#[derive(Serialize)]
struct WidgetItemReply<'a> {
    sku: &'a str,
    level: StockLevel,
    label: &'a str,
}

/// How often a widget should ask while it is on screen.
const WIDGET_POLL_S: u32 = 15;

pub(super) fn widget<'a>(
    page: &'a StatusPage,
    item: Option<&'a StockView>,
    base_url: &str,
) -> WidgetReply<'a> {
    let known = matches!(page.wait, WaitEstimate::Known { .. });
    WidgetReply {
        v: 1,
        phase: page.phase,
        tone: page.sign.aspect.tone(),
        title: &page.sign.title,
        wait: known.then_some(page.wait_text.as_str()),
        message: page.leading_message(),
        item: item.map(|view| WidgetItemReply {
            sku: view.item.sku.as_str(),
            level: view.item.level,
            label: &view.label,
        }),
        as_of: page.freshness.as_of.at,
        stale_after_s: page.freshness.stale_after_s,
        poll_s: WIDGET_POLL_S,
        url: page_url(base_url, page),
    }
}

/// One line of the list of public events.
#[derive(Serialize)]
pub(super) struct IndexEntryReply<'a> {
    slug: &'a str,
    title: &'a str,
    kind: EventKind,
    phase: Phase,
    url: String,
}

pub(super) fn index_entry<'a>(page: &'a StatusPage, base_url: &str) -> IndexEntryReply<'a> {
    IndexEntryReply {
        slug: page.slug.as_str(),
        title: &page.title,
        kind: page.kind,
        phase: page.phase,
        url: page_url(base_url, page),
    }
}
