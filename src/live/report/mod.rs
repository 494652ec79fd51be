//! Reports in finished bytes: written when they are published and when what they tell of changes.

mod csv;
mod json;
mod reporter;

pub(super) use reporter::{Reporter, Wanted};

use super::body::Body;
use super::snapshot::json_bytes;
use crate::domain::incident::Incident;
use crate::domain::locale::{Languages, Locale};
use crate::domain::report::Report;
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::page::{DocumentLinks, render_report};

/// Who reads a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Everyone: without the shop's own business.
    Everyone,
    /// Operators, and machines that are trusted with the event.
    Desk,
}

/// A report as JSON.
pub fn report_json(report: &Report, audience: Audience) -> Vec<u8> {
    json_bytes(&json::ReportReply::new(report, audience))
}

/// A report as comma-separated values.
pub fn report_csv(report: &Report, audience: Audience) -> Result<Vec<u8>> {
    csv::write(report, audience).map_err(|error| Error::internal("writing a report", error))
}

/// When the work on an issue was done.
fn resolved_at(incident: &Incident) -> Option<Timestamp> {
    let last = incident.updates.last().filter(|_| incident.is_resolved());
    last.map(|update| update.at)
}

/// A published report, finished.
#[derive(Debug)]
pub struct PublishedReport {
    /// As JSON.
    pub json: Body,
    /// As comma-separated values.
    pub csv: Body,
    default_locale: Locale,
    languages: Languages,
    documents: [Body; Locale::ALL.len()],
}

impl PublishedReport {
    /// Writes a report for everyone. What it said before is kept, because compressing is what costs.
    fn write(report: &Report, links: &DocumentLinks, before: Option<&Self>) -> Result<Self> {
        let kept = |old: fn(&Self) -> &Body, bytes| Body::kept(before.map(old), bytes);
        let csv = report_csv(report, Audience::Everyone)?;
        Ok(Self {
            json: kept(|old| &old.json, report_json(report, Audience::Everyone)),
            csv: kept(|old| &old.csv, csv),
            default_locale: report.event.default_locale,
            languages: report.event.languages.clone(),
            documents: Locale::ALL.map(|locale| {
                let html = render_report(report.view(locale), links);
                let old = before.map(|old| &old.documents[locale as usize]);
                Body::kept(old, html.into_bytes())
            }),
        })
    }

    /// The page for a reader of `asked`: in the event's own language when none is asked for, or one in which it is not
    /// published.
    pub fn document(&self, asked: Option<Locale>) -> &Body {
        let spoken = asked.filter(|locale| self.languages.contains(*locale));
        &self.documents[spoken.unwrap_or(self.default_locale) as usize]
    }
}
