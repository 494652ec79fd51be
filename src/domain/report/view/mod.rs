//! A report as its readers see it: worded in one language.

mod figures;
mod tables;

use serde::{Deserialize, Serialize};

use super::Report;
use crate::domain::event::EventKind;
use crate::domain::locale::words::{SLOT, Words};
use crate::domain::locale::{Languages, Locale};
use crate::domain::status_page::HistoryView;
use crate::domain::status_page::history::{Curve, charts};
use crate::domain::time::Timestamp;

/// A figure: its label, its value, and what else to know. Without a value the note says why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FigureView {
    /// What it is.
    pub label: String,
    /// How much.
    pub value: Option<String>,
    /// When, of how many, or why not.
    pub note: Option<String>,
}

/// A table under its heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableView {
    /// Its name in addresses and in the CSV.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// The heads of its columns; the first of each row heads the row.
    pub columns: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<Cell>>,
    /// Said when there are none.
    pub nothing: String,
}

/// A cell of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// What it says.
    pub text: String,
    /// The language it is really in, when an operator wrote it.
    pub lang: Option<Locale>,
    /// The instant that it names.
    pub at: Option<Timestamp>,
}

/// Words that stand around a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportLabels {
    /// What kind of page this is.
    pub heading: String,
    /// What the report says, for search engines and link previews.
    pub description: String,
    /// Heading of the figures.
    pub figures: String,
    /// Link to the event's own page.
    pub back: String,
    /// Link to the report as CSV.
    pub csv: String,
    /// Link to the report as JSON.
    pub json: String,
    /// Before those links.
    pub take_away: String,
    /// Link past the head of the page, for keyboards.
    pub skip: String,
    /// The choice of languages.
    pub language: String,
    /// The zone of the times.
    pub times_in: String,
}

/// A report worded for the readers of one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportView {
    /// The language.
    pub locale: Locale,
    /// The language the event speaks first.
    pub default_locale: Locale,
    /// The languages to choose between.
    pub languages: Languages,
    /// The event's name in URLs.
    pub slug: String,
    /// The event's name for people.
    pub title: String,
    /// The time it tells of.
    pub period: String,
    /// Words that stand around it.
    pub labels: ReportLabels,
    /// The figures.
    pub figures: Vec<FigureView>,
    /// The course, where there was one.
    pub history: Option<HistoryView>,
    /// Timeline, messages, reactions, issues, stock.
    pub tables: Vec<TableView>,
}

impl Report {
    /// What a reader of `locale` sees.
    pub fn view(&self, locale: Locale) -> ReportView {
        let words = Words::new(locale);
        let teller = Teller {
            report: self,
            words,
        };
        let (from, to) = self.told_span();
        // A report is read years later: its day stands there with its year.
        let long_ago = Timestamp::from_millis(0);
        ReportView {
            locale,
            default_locale: self.event.default_locale,
            languages: self.event.languages.clone(),
            slug: self.event.slug.as_str().to_owned(),
            title: self.event.title.as_str().to_owned(),
            period: words.fill(
                "report-period",
                &[
                    ("date", &words.day(&self.event.zone, from, long_ago)),
                    ("from", &words.moment(&self.event.zone, from, from)),
                    ("to", &words.moment(&self.event.zone, to, from)),
                ],
            ),
            labels: ReportLabels {
                heading: words.say("report-title"),
                description: words.fill(
                    "report-description",
                    &[("event", self.event.title.as_str())],
                ),
                figures: words.say("report-figures"),
                back: words.say("report-back"),
                csv: words.say("report-csv"),
                json: words.say("report-json"),
                take_away: words.say("take-away"),
                skip: words.say("report-skip"),
                language: words.say("language"),
                times_in: words
                    .fill("times-in", &[("zone", SLOT)])
                    .replace(SLOT, self.event.zone.name()),
            },
            figures: teller.figures(),
            history: self.history(words),
            tables: teller.tables(),
        }
    }

    /// From the first phase in which there was something to wait for, until the end.
    fn told_span(&self) -> (Timestamp, Timestamp) {
        let began = self.phases.iter().find(|span| {
            let phase = span.step.phase;
            phase.expects_feed() || phase == crate::domain::event::Phase::EntriesOpen
        });
        let from = began.map_or(self.reach.from, |span| span.step.at);
        (from.min(self.reach.to), self.reach.to)
    }

    fn history(&self, words: Words) -> Option<HistoryView> {
        let curves = match self.event.kind {
            EventKind::Draw => vec![Curve::of_people(
                "fact-entries",
                &self.curves.entries,
                words,
            )],
            EventKind::Queue | EventKind::TimedRelease => vec![
                Curve::of_people("history-depth", &self.curves.depth, words),
                Curve::of_pace("report-pace-course", &self.curves.admissions, words),
            ],
        };
        charts("report-course", &curves, &self.event.zone, words)
    }
}

/// Words a report for one reader.
struct Teller<'a> {
    report: &'a Report,
    words: Words,
}

impl Teller<'_> {
    /// An instant of a table: the zone stands below the page, and the day where it is not the event's first.
    fn clock(&self, at: Timestamp) -> String {
        let zone = &self.report.event.zone;
        let (from, _) = self.report.told_span();
        if zone.wall_clock(from).same_day(&zone.wall_clock(at)) {
            self.words.clock(zone, at)
        } else {
            self.words.moment(zone, at, from)
        }
    }

    /// An instant; the day stands with it when that is not the day on which the event began.
    fn moment(&self, at: Timestamp) -> String {
        let (from, _) = self.report.told_span();
        self.words.moment(&self.report.event.zone, at, from)
    }
}
