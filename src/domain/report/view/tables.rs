//! What happened when, in tables.

use super::{Cell, TableView, Teller};
use crate::domain::event::Phase;
use crate::domain::locale::LocalizedText;
use crate::domain::message::Message;
use crate::domain::prose::Prose;
use crate::domain::report::talk::{Answer, Cause, Outcome, Reaction};
use crate::domain::time::Timestamp;

impl Teller<'_> {
    /// Every table; one of something that an event of this kind never has is left out.
    pub fn tables(&self) -> Vec<TableView> {
        let stock = !self.report.stock_outs.is_empty();
        let issues = !self.report.incidents.is_empty();
        [
            Some(self.timeline()),
            Some(self.messages()),
            Some(self.reactions()),
            issues.then(|| self.issues()),
            stock.then(|| self.stock_outs()),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn table(
        &self,
        id: &str,
        title: &'static str,
        columns: &[&'static str],
        rows: &[Vec<Cell>],
    ) -> TableView {
        // A column in which nothing stands has nothing to say, but for the two that make a row.
        let says = |n: usize| {
            n < 2
                || rows
                    .iter()
                    .any(|row| row.get(n).is_some_and(|c| !c.text.is_empty()))
        };
        let kept: Vec<usize> = (0..columns.len()).filter(|n| says(*n)).collect();
        let row = |row: &Vec<Cell>| kept.iter().filter_map(|n| row.get(*n).cloned()).collect();
        TableView {
            id: id.to_owned(),
            title: self.words.say(title),
            columns: kept
                .iter()
                .filter_map(|n| columns.get(*n).map(|column| self.words.say(column)))
                .collect(),
            rows: rows.iter().map(row).collect(),
            nothing: self.words.say("report-nothing"),
        }
    }

    fn timeline(&self) -> TableView {
        let row = |span: &crate::domain::report::PhaseSpan| {
            let lasted = span.until.map(|until| until.seconds_since(span.step.at));
            let lasted = lasted.map(|seconds| self.words.duration(seconds));
            vec![
                self.time(span.step.at),
                Self::own(self.phase(span.step.phase)),
                Self::own(lasted.unwrap_or_default()),
                span.step
                    .reason
                    .as_ref()
                    .map_or_else(Cell::default, |reason| self.said(reason)),
            ]
        };
        let columns = [
            "history-time",
            "report-phase",
            "report-lasted",
            "report-reason",
        ];
        let rows: Vec<_> = self.report.phases.iter().map(row).collect();
        self.table("phases", "report-timeline", &columns, &rows)
    }

    fn messages(&self) -> TableView {
        let row = |message: &Message| {
            let text = if message.stands() {
                self.said(&message.text)
            } else {
                Cell::default()
            };
            vec![
                self.time(message.published_at),
                text,
                Self::own(self.remarks(message).join(" · ")),
            ]
        };
        let columns = ["history-time", "report-message", "report-remarks"];
        let rows: Vec<_> = self.report.messages.iter().map(row).collect();
        self.table("messages", "report-messages", &columns, &rows)
    }

    /// What became of a message after it was published.
    fn remarks(&self, message: &Message) -> Vec<String> {
        let told = |key, at: Timestamp| self.words.fill(key, &[("time", &self.clock(at))]);
        if let Some(at) = message.retracted_at {
            return vec![told("report-withdrawn", at)];
        }
        let promise = message.next_update_by.map(|by| {
            let made = |p: &&crate::domain::report::talk::Promise| {
                p.made_at == message.published_at && p.by == by
            };
            let outcome = self.report.promises.iter().find(made);
            let key = match outcome.map(|promise| promise.outcome) {
                Some(Outcome::Kept) => "report-promise-kept",
                Some(Outcome::Broken) => "report-promise-broken",
                Some(Outcome::Open) | None => "report-promise-open",
            };
            told(key, by)
        });
        let automatic = message.automatic.then(|| self.words.say("automatic"));
        let edited = message.edited_at.map(|at| told("edited", at));
        automatic.into_iter().chain(edited).chain(promise).collect()
    }

    fn reactions(&self) -> TableView {
        let row = |reaction: &Reaction| {
            let answer = match &reaction.answer {
                Some(Answer { after_s, .. }) => self.words.duration(*after_s),
                None => self.words.say("report-unanswered"),
            };
            vec![
                self.time(reaction.at),
                self.cause(&reaction.cause),
                Self::own(answer),
            ]
        };
        let columns = ["history-time", "report-cause", "report-answer"];
        let rows: Vec<_> = self.report.reactions.iter().map(row).collect();
        self.table("reactions", "report-reactions", &columns, &rows)
    }

    fn cause(&self, cause: &Cause) -> Cell {
        match cause {
            Cause::Phase(phase) => Self::own(self.phase(*phase)),
            Cause::Incident(id) => {
                let incident = self.report.incidents.iter().find(|i| i.id == *id);
                incident.map_or_else(Cell::default, |incident| self.written(&incident.title))
            }
        }
    }

    fn issues(&self) -> TableView {
        let row = |incident: &crate::domain::incident::Incident| {
            let resolved = incident.updates.last();
            let resolved = resolved.filter(|_| incident.is_resolved());
            vec![
                incident
                    .started_at()
                    .map_or_else(Cell::default, |at| self.time(at)),
                self.written(&incident.title),
                resolved.map_or_else(Cell::default, |update| self.time(update.at)),
            ]
        };
        let columns = ["history-time", "report-issue", "incident-resolved"];
        let rows: Vec<_> = self.report.incidents.iter().map(row).collect();
        self.table("issues", "issues", &columns, &rows)
    }

    fn stock_outs(&self) -> TableView {
        let row = |out: &crate::domain::report::StockOut| {
            vec![
                self.time(out.from),
                Cell {
                    text: out.name.clone(),
                    lang: Some(self.report.event.default_locale),
                    at: None,
                },
                out.to.map_or_else(Cell::default, |at| self.time(at)),
            ]
        };
        let columns = ["history-time", "stock-sold-out", "report-back-in-stock"];
        let rows: Vec<_> = self.report.stock_outs.iter().map(row).collect();
        self.table("stock", "report-stock", &columns, &rows)
    }

    fn time(&self, at: Timestamp) -> Cell {
        Cell {
            text: self.clock(at),
            lang: None,
            at: Some(at),
        }
    }

    fn own(text: String) -> Cell {
        Cell {
            text,
            ..Cell::default()
        }
    }

    /// What an operator wrote, in the reader's language or marked with its own.
    fn written(&self, text: &LocalizedText) -> Cell {
        let default = self.report.event.default_locale;
        let (lang, text) = text.resolve(self.words.locale(), default);
        Cell {
            text: text.to_owned(),
            lang: Some(lang),
            at: None,
        }
    }

    /// The same without the marks that it may have: a table shows words.
    fn said(&self, text: &LocalizedText) -> Cell {
        let cell = self.written(text);
        Cell {
            text: Prose::parse(&cell.text).plain(),
            ..cell
        }
    }

    fn phase(&self, phase: Phase) -> String {
        self.words.say(match phase {
            Phase::Draft => "report-phase-draft",
            Phase::Scheduled => "report-phase-scheduled",
            Phase::Waiting => "report-phase-waiting",
            Phase::Open => "report-phase-open",
            Phase::Paused => "report-phase-paused",
            Phase::SoldOut => "stock-sold-out",
            Phase::EntriesOpen => "title-entries-open-until",
            Phase::EntriesClosed => "title-entries-closed-until",
            Phase::Drawn => "title-drawn",
            Phase::Ended => "report-phase-ended",
        })
    }
}
