//! Everything a shopper may see of one event, worded and ready for the page: pure data, the same for everyone.

mod build;
/// The course so far, in charts and in words.
pub mod history;
/// A shopper's own place: the form and its answer.
pub mod place;
mod said;
/// The one sentence about the state, and what to do now.
pub mod sign;
/// Variants under their product.
pub mod stock;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use build::Facts;
pub use history::{Course, HistoryView};
pub use place::{PlaceView, PlaceWait};
pub use said::MESSAGES;
pub use sign::{Aspect, Sign, SignState};

use super::brand::Brand;
use super::calendar::CalendarEntry;
use super::component::{Component, ComponentStatus};
use super::estimate::{Confidence, FreshnessLevel, Trend, WaitEstimate};
use super::event::{EventKind, Link, Listing, Phase, Slug};
use super::id::{EventId, IncidentId, MessageId};
use super::incident::{Impact, IncidentStatus};
use super::inventory::InventoryItem;
use super::locale::words::Labels;
use super::locale::{Languages, Locale};
use super::message::Severity;
use super::prose::Prose;
use super::time::Timestamp;

/// An instant with its wording in the event's zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// When.
    pub at: Timestamp,
    /// `10:18 CET`.
    pub text: String,
}

/// How fresh what is shown is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Freshness {
    /// Live, delayed or lost.
    pub level: FreshnessLevel,
    /// What the data is true for, in steps of [`FRESHNESS_STEP_S`], so that a frame a second is not needed to say so.
    pub as_of: Moment,
    /// When this page was made, in the same steps: a copy from a cache can tell its own age.
    pub generated_at: Timestamp,
    /// After how many seconds without news the page itself must say "delayed".
    pub delayed_after_s: u32,
    /// After how many seconds without news the page itself must say "connection lost".
    pub stale_after_s: u32,
    /// The sentence for readers without script.
    pub text: String,
}

/// The step in which "measured 12 s ago" moves on: fine enough to reassure, coarse enough to cost
/// a shopper about 0.1 MB an hour.
pub const FRESHNESS_STEP_S: i64 = 10;

/// One figure about the line: label, value, and a note beneath.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// What it is.
    pub label: String,
    /// How much.
    pub value: String,
    /// A shape that repeats the value, never the only carrier of it.
    pub arrow: Option<String>,
    /// Where it comes from, or what it compares to.
    pub note: Option<String>,
}

/// Where a message stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// First, whatever was said after it.
    Pinned,
    /// Among the others, newest first.
    Listed,
    /// It has left by itself: the page shows it no more, machines still know of it.
    Expired,
}

/// A published message, in the reader's language or marked with its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageView {
    /// Its identity.
    pub id: MessageId,
    /// How loud it is.
    pub severity: Severity,
    /// How loud it is, as a word.
    pub label: String,
    /// What it says; empty once it was taken back.
    pub text: Prose,
    /// The language it is really in.
    pub lang: Locale,
    /// When it was published.
    pub published: Moment,
    /// By when the next one was promised.
    pub next_update: Option<Moment>,
    /// Whether that promise is still to be kept: nothing newer was said.
    pub pending: bool,
    /// Whether that promise was broken.
    pub overdue: bool,
    /// When it was corrected last.
    pub edited: Option<Moment>,
    /// When it was taken back; then there is no text and no promise.
    pub retracted: Option<Moment>,
    /// Where it stands.
    pub standing: Standing,
    /// When it leaves the page by itself.
    pub expires_at: Option<Timestamp>,
    /// Whether a machine said it without a person's word.
    pub automatic: bool,
}

/// One step in the story of a known issue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncidentUpdateView {
    /// The state it moved to.
    pub status: IncidentStatus,
    /// The state in words.
    pub label: String,
    /// What was said.
    pub text: Prose,
    /// The language it is really in.
    pub lang: Locale,
    /// When.
    pub at: Moment,
}

/// A known issue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncidentView {
    /// Its identity.
    pub id: IncidentId,
    /// What is wrong.
    pub title: String,
    /// The language the title is really in.
    pub lang: Locale,
    /// Its state.
    pub status: IncidentStatus,
    /// Its state in words.
    pub label: String,
    /// How much it matters.
    pub impact: Impact,
    /// The parts it affects, with how they are doing.
    pub components: Vec<ComponentView>,
    /// Its story, newest first.
    pub updates: Vec<IncidentUpdateView>,
}

/// A product variant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockView {
    /// The variant itself.
    pub item: InventoryItem,
    /// Product and variant in one.
    pub name: String,
    /// Its level in words.
    pub label: String,
    /// When more comes.
    pub restock: Option<Moment>,
}

/// A part of the shop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComponentView {
    /// The part.
    pub component: Component,
    /// How it is doing.
    pub status: ComponentStatus,
    /// How it is doing, in words.
    pub label: String,
}

/// The phase as news: what it is and since when, whatever the feed measures meanwhile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhaseNews {
    /// The phase in one sentence.
    pub title: String,
    /// Why, in the operator's words.
    pub reason: Option<String>,
    /// The language that the reason, or else the title, is really in.
    pub lang: Locale,
    /// Since when.
    pub since: Timestamp,
}

/// An entry of the calendar, worded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarView {
    /// What calendars are told.
    pub entry: CalendarEntry,
    /// What takes place, in words.
    pub summary: String,
}

/// The line as numbers, for machines.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct QueueNumbers {
    /// Shoppers waiting.
    pub depth: Option<f64>,
    /// How many fit.
    pub capacity: Option<f64>,
    /// People let in per minute, as measured.
    pub admitted_per_min: Option<f64>,
    /// Where the wait is going.
    pub trend: Option<Trend>,
    /// Entries in a draw.
    pub draw_entries: Option<f64>,
}

/// Everything a shopper may see of one event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StatusPage {
    /// The event's identity in the store: what a feed and a calendar know it by.
    pub id: EventId,
    /// The event's name in URLs.
    pub slug: Slug,
    /// The event's name for people.
    pub title: String,
    /// Queue, draw or timed release.
    pub kind: EventKind,
    /// Where it is in its life.
    pub phase: Phase,
    /// The language of the page.
    pub locale: Locale,
    /// The language the event speaks first, and the page speaks when none is asked for.
    pub default_locale: Locale,
    /// The languages that the event is published in.
    pub languages: Languages,
    /// Who comes across the event.
    pub listing: Listing,
    /// Words that stand on the page whatever happens.
    pub labels: Labels,
    /// The state in one sentence.
    pub sign: Sign,
    /// The phase as news.
    pub phase_news: PhaseNews,
    /// The wait.
    pub wait: WaitEstimate,
    /// What it rests on while it is known.
    pub confidence: Confidence,
    /// The wait in a sentence; the reason when there is none.
    pub wait_text: String,
    /// How fresh all this is.
    pub freshness: Freshness,
    /// When the newest reading was taken, or when the page was made if there is no feed.
    pub as_of: Timestamp,
    /// The line as numbers.
    pub queue: QueueNumbers,
    /// The form for a shopper's own place, while people are let in.
    pub place: Option<PlaceView>,
    /// The course so far, once there is some.
    pub history: Option<Arc<HistoryView>>,
    /// How many wait, in words, while that is known of now.
    pub depth_text: Option<String>,
    /// The line in words.
    pub facts: Vec<Fact>,
    /// Messages: the pinned one, then newest first, those that have left the page among them.
    pub messages: Vec<MessageView>,
    /// Known issues: open ones first, then those resolved lately.
    pub incidents: Vec<IncidentView>,
    /// Variants, as the merchant ordered them.
    pub inventory: Vec<StockView>,
    /// Parts of the shop.
    pub components: Vec<ComponentView>,
    /// When doors open.
    pub opens: Option<Moment>,
    /// When doors close.
    pub closes: Option<Moment>,
    /// When the draw takes place.
    pub draws: Option<Moment>,
    /// The schedule as calendars are told of it.
    pub calendar: Vec<CalendarView>,
    /// The zone that times are written in.
    pub zone: String,
    /// Where the thing is sold.
    pub product_link: Option<Link>,
    /// Where to wait for restocks.
    pub waitlist_link: Option<Link>,
    /// The path of the report, once everyone may read it.
    pub report: Option<String>,
    /// The event's own look.
    pub brand: Brand,
}

impl StatusPage {
    /// The messages that shoppers see, in their order.
    pub fn current_messages(&self) -> impl Iterator<Item = &MessageView> {
        let current = |message: &&MessageView| message.standing != Standing::Expired;
        self.messages.iter().filter(current)
    }

    /// The one message that fits where there is room for one: the pinned or newest one that stands, in words alone.
    pub fn leading_message(&self) -> Option<String> {
        let stands = |message: &&MessageView| message.retracted.is_none();
        self.current_messages()
            .find(stands)
            .map(|message| message.text.plain())
    }
}
