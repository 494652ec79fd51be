//! What an event was like once it is over, or so far: figures, timeline, what was said, what was gone.
//!
//! `docs/report.md` defines every figure, and when it cannot be known. Nothing here rounds what it computes: wording does.

/// What was planned, and what came of it.
pub mod comparison;
/// Counters and gauges over time.
pub mod curve;
/// What a feed told.
pub mod feed;
/// What an event was like, in figures.
pub mod figures;
/// The phases, and the time a report tells of.
pub mod phases;
/// Times without live data.
pub mod silence;
/// Who told it.
pub mod speakers;
/// When variants were gone.
pub mod stock;
/// What was said.
pub mod talk;
/// Figures that may not be known.
pub mod unknowable;
/// A report as its readers see it.
pub mod view;
/// How long people waited.
pub mod waits;

use serde::Serialize;

pub use comparison::{Compared, Comparison, PastError};
pub use feed::Feed;
pub use figures::{Figures, Shop};
pub use phases::{PhaseStep, Phases, Reach};
pub use stock::{StockChange, StockOut};
pub use unknowable::{Figure, Unknowable};
pub use view::{Cell, FigureView, ReportView, TableView};

use super::event::{Event, EventKind, Listing, Phase};
use super::history::ShownWait;
use super::history::series::{Points, Series};
use super::incident::Incident;
use super::inventory::InventoryItem;
use super::message::Message;
use super::plan::SavedPlan;
use super::time::Timestamp;
use figures::{Basis, minutes};
use talk::{Promise, Reaction, promises, reactions};
use waits::Followed;

/// Why a report cannot be published.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReportError {
    /// More is to come.
    #[error("a report is published when the event has ended; this one is {0}")]
    NotEnded(Phase),
    /// Nobody but the desk ever sees it.
    #[error("a rehearsal is never public, and neither is its report")]
    Rehearsal,
}

/// Checks that the report of an event says all there is to say.
pub fn check_publication(event: &Event) -> Result<(), ReportError> {
    match event.phase {
        _ if event.listing == Listing::Rehearsal => Err(ReportError::Rehearsal),
        Phase::Ended => Ok(()),
        phase => Err(ReportError::NotEnded(phase)),
    }
}

/// Everything that a report is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// The event.
    pub event: Event,
    /// The time to tell of.
    pub reach: Reach,
    /// Its phases, oldest first.
    pub phases: Vec<PhaseStep>,
    /// What was published, oldest first.
    pub messages: Vec<Message>,
    /// Known issues, oldest first.
    pub incidents: Vec<Incident>,
    /// The variants as they are now.
    pub inventory: Vec<InventoryItem>,
    /// Changes of their levels, oldest first.
    pub stock: Vec<StockChange>,
    /// What the feed told.
    pub feed: Feed,
    /// What the page showed of the wait, minute by minute.
    pub shown: Vec<ShownWait>,
    /// What was planned.
    pub plan: Option<SavedPlan>,
}

/// Curves of an event, in at most 120 spans each.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Curves {
    /// People in line.
    pub depth: Points<1>,
    /// People who joined, a minute.
    pub arrivals: Points<1>,
    /// People let in, a minute.
    pub admissions: Points<1>,
    /// Entries in a draw.
    pub entries: Points<1>,
}

/// A phase and how long it lasted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PhaseSpan {
    /// What it was.
    #[serde(flatten)]
    pub step: PhaseStep,
    /// When the next one ended it.
    pub until: Option<Timestamp>,
}

/// What an event was like.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The event.
    pub event: Event,
    /// The time it tells of.
    pub reach: Reach,
    /// The phases, drafts left out.
    pub phases: Vec<PhaseSpan>,
    /// The figures.
    pub figures: Figures,
    /// How the shop did.
    pub shop: Shop,
    /// When variants were gone.
    pub stock_outs: Vec<StockOut>,
    /// What was published, oldest first.
    pub messages: Vec<Message>,
    /// Known issues, oldest first.
    pub incidents: Vec<Incident>,
    /// How soon people were told.
    pub reactions: Vec<Reaction>,
    /// What became of promises.
    pub promises: Vec<Promise>,
    /// The course.
    pub curves: Curves,
    /// What was planned beside what was seen; nothing when nobody planned.
    pub comparisons: Vec<Comparison>,
}

impl Report {
    /// Makes the report. Takes some milliseconds for a day: not for the reactor.
    pub fn of(record: Record) -> Self {
        let phases = Phases::new(record.phases, record.reach.to);
        let basis = Basis {
            kind: record.event.kind,
            reach: record.reach,
            phases: &phases,
            feed: &record.feed,
            shown: &record.shown,
        };
        let (figures, line) = basis.figures();
        let shop = basis.shop();
        let pace = basis.pace_until_gone();
        let comparisons = record
            .plan
            .map(|saved| comparison::compare(&saved.plan(), &figures, pace));
        let public = |span: &PhaseSpan| span.step.phase.is_public();
        let spans = phases.steps().map(|(step, until)| PhaseSpan {
            step: step.clone(),
            until,
        });
        Self {
            figures,
            shop,
            phases: spans.filter(public).collect(),
            stock_outs: stock::stock_outs(&record.inventory, &record.stock, record.reach),
            reactions: reactions(&record.messages, &phases, &record.incidents),
            promises: promises(&record.messages, &phases, record.reach.to),
            curves: Curves::of(record.event.kind, &record.feed, line.as_ref()),
            comparisons: comparisons.unwrap_or_default(),
            event: record.event,
            reach: record.reach,
            messages: record.messages,
            incidents: record.incidents,
        }
    }
}

impl Report {
    /// When people were first let in.
    pub fn opened_at(&self) -> Option<Timestamp> {
        let open = self
            .phases
            .iter()
            .find(|span| span.step.phase == Phase::Open);
        open.map(|span| span.step.at)
    }
}

impl Curves {
    fn of(kind: EventKind, feed: &Feed, line: Option<&Followed>) -> Self {
        if kind == EventKind::Draw {
            return Self {
                entries: points(feed.entries.curve().points().iter().copied()),
                ..Self::default()
            };
        }
        Self {
            depth: points(feed.depth.curve().points().iter().copied()),
            arrivals: line.map_or_else(Points::default, |line| points(minutes(&line.joined))),
            admissions: points(minutes(feed.admitted.curve())),
            entries: Points::default(),
        }
    }
}

/// Means over the spans that a chart has room for.
fn points(values: impl Iterator<Item = (Timestamp, f64)>) -> Points<1> {
    let mut series = Series::default();
    for (at, value) in values {
        series.add(at, [value]);
    }
    series.points(Timestamp::from_millis(i64::MAX))
}

#[cfg(test)]
mod tests;
