//! A report as JSON, as `docs/report.md` describes it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Audience;
use crate::domain::event::{EventKind, Phase};
use crate::domain::history::series::Points;
use crate::domain::id::{IncidentId, MessageId};
use crate::domain::incident::{Impact, Incident, IncidentStatus, IncidentUpdate};
use crate::domain::locale::{Locale, LocalizedText};
use crate::domain::message::{Message, Severity};
use crate::domain::prose::Prose;
use crate::domain::report::talk::{Promise, Reaction};
use crate::domain::report::{Comparison, Figures, PhaseSpan, Report, Shop, StockOut};
use crate::domain::time::Timestamp;

/// Grows when the shape changes in a way that a reader must know of.
const VERSION: u32 = 1;

#[derive(Serialize)]
pub(super) struct ReportReply<'a> {
    version: u32,
    event: EventReply<'a>,
    from: Timestamp,
    to: Timestamp,
    #[serde(rename = "final")]
    is_final: bool,
    figures: &'a Figures,
    #[serde(skip_serializing_if = "Option::is_none")]
    shop: Option<&'a Shop>,
    #[serde(skip_serializing_if = "Option::is_none")]
    plan: Option<&'a [Comparison]>,
    phases: Vec<PhaseReply>,
    messages: Vec<MessageReply<'a>>,
    reactions: &'a [Reaction],
    promises: &'a [Promise],
    incidents: Vec<IncidentReply<'a>>,
    stock_outs: &'a [StockOut],
    series: Vec<SeriesReply>,
}

#[derive(Serialize)]
struct EventReply<'a> {
    slug: &'a str,
    title: &'a str,
    kind: EventKind,
    phase: Phase,
    time_zone: &'a str,
}

#[derive(Serialize)]
struct PhaseReply {
    at: Timestamp,
    phase: Phase,
    reason: Option<BTreeMap<Locale, String>>,
    next_update_by: Option<Timestamp>,
    until: Option<Timestamp>,
}

#[derive(Serialize)]
struct MessageReply<'a> {
    id: &'a MessageId,
    severity: Severity,
    /// Without a text it was taken back.
    text: Option<BTreeMap<Locale, String>>,
    published_at: Timestamp,
    edited_at: Option<Timestamp>,
    retracted_at: Option<Timestamp>,
    automatic: bool,
    next_update_by: Option<Timestamp>,
}

#[derive(Serialize)]
struct IncidentReply<'a> {
    id: &'a IncidentId,
    title: &'a LocalizedText,
    impact: Impact,
    started_at: Option<Timestamp>,
    resolved_at: Option<Timestamp>,
    updates: Vec<UpdateReply>,
}

#[derive(Serialize)]
struct UpdateReply {
    status: IncidentStatus,
    text: BTreeMap<Locale, String>,
    at: Timestamp,
}

#[derive(Serialize)]
struct SeriesReply {
    metric: &'static str,
    step_s: i64,
    points: Vec<(i64, f64)>,
}

impl<'a> ReportReply<'a> {
    pub fn new(report: &'a Report, audience: Audience) -> Self {
        let desk = audience == Audience::Desk;
        let event = &report.event;
        Self {
            version: VERSION,
            event: EventReply {
                slug: event.slug.as_str(),
                title: event.title.as_str(),
                kind: event.kind,
                phase: event.phase,
                time_zone: event.zone.name(),
            },
            from: report.reach.from,
            to: report.reach.to,
            is_final: report.reach.is_final,
            figures: &report.figures,
            shop: desk.then_some(&report.shop),
            plan: desk.then_some(&report.comparisons),
            phases: report.phases.iter().map(phase).collect(),
            messages: report.messages.iter().map(message).collect(),
            reactions: &report.reactions,
            promises: &report.promises,
            incidents: report.incidents.iter().map(incident).collect(),
            stock_outs: &report.stock_outs,
            series: series(report)
                .into_iter()
                .map(|(metric, points)| SeriesReply {
                    metric,
                    step_s: points.step_s,
                    points: rounded(points),
                })
                .collect(),
        }
    }
}

fn message(message: &Message) -> MessageReply<'_> {
    MessageReply {
        id: &message.id,
        severity: message.severity,
        text: message.stands().then(|| words(&message.text)),
        published_at: message.published_at,
        edited_at: message.edited_at,
        retracted_at: message.retracted_at,
        automatic: message.automatic,
        next_update_by: message.next_update_by,
    }
}

/// What an operator wrote in each language, without the marks that it may have.
fn words(text: &LocalizedText) -> BTreeMap<Locale, String> {
    text.iter()
        .map(|(locale, text)| (locale, Prose::parse(text).plain()))
        .collect()
}

fn incident(incident: &Incident) -> IncidentReply<'_> {
    IncidentReply {
        id: &incident.id,
        title: &incident.title,
        impact: incident.impact,
        started_at: incident.started_at(),
        resolved_at: super::resolved_at(incident),
        updates: incident.updates.iter().map(update).collect(),
    }
}

fn update(update: &IncidentUpdate) -> UpdateReply {
    UpdateReply {
        status: update.status,
        text: words(&update.text),
        at: update.at,
    }
}

fn phase(span: &PhaseSpan) -> PhaseReply {
    PhaseReply {
        at: span.step.at,
        phase: span.step.phase,
        reason: span.step.reason.as_ref().map(words),
        next_update_by: span.step.next_update_by,
        until: span.until,
    }
}

/// The curves that a report has, by name.
pub(super) fn series(report: &Report) -> Vec<(&'static str, &Points<1>)> {
    let curves = &report.curves;
    [
        ("queue_depth", &curves.depth),
        ("arrivals_per_min", &curves.arrivals),
        ("admitted_per_min", &curves.admissions),
        ("draw_entries", &curves.entries),
    ]
    .into_iter()
    .filter(|(_, points)| !points.points.is_empty())
    .collect()
}

/// Points in seconds since 1970 and, because they are means, tenths.
pub(super) fn rounded(points: &Points<1>) -> Vec<(i64, f64)> {
    let point = |point: &crate::domain::history::series::Point<1>| {
        let seconds = point.at.as_millis().div_euclid(1_000);
        (seconds, (point.values[0] * 10.0).round() / 10.0)
    };
    points.points.iter().map(point).collect()
}
