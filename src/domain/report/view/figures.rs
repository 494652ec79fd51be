//! The figures in words.

use super::{FigureView, Teller};
use crate::domain::locale::words::whole;
use crate::domain::report::figures::{Cleared, Handoff, Peak, Throughput};
use crate::domain::report::silence::Stale;
use crate::domain::report::talk::Outcome;
use crate::domain::report::unknowable::{Figure, Unknowable};
use crate::domain::report::waits::Within;
use crate::domain::time::Timestamp;

impl Teller<'_> {
    /// The figures that this kind of event has.
    pub fn figures(&self) -> Vec<FigureView> {
        let figures = &self.report.figures;
        let count = |people: &u64| (self.words.number(*people), None);
        let mut told = vec![
            self.figure("fact-entries", &figures.entries, count),
            self.figure("report-peak-depth", &figures.peak_depth, |peak| {
                self.peak(*peak)
            }),
            self.figure("report-arrived", &figures.arrived, |people| {
                let least = figures.arrived_at_least;
                let note = least.then(|| self.words.say("report-arrived-note"));
                (self.words.number(*people), note)
            }),
            self.figure("report-admitted", &figures.admitted, count),
            self.figure("report-gave-up", &figures.gave_up, count),
            self.figure("report-pace", &figures.throughput, |pace| self.pace(*pace)),
        ];
        told.extend(self.waits());
        told.extend([
            self.figure("report-within", &figures.within_range, |within| {
                self.within(*within)
            }),
            self.figure("report-cleared", &figures.cleared, |cleared| {
                self.cleared(*cleared)
            }),
            self.figure("report-handoff", &figures.handoff, |handoff| {
                self.handoff(*handoff)
            }),
            self.figure("report-stale", &figures.stale, |stale| self.stale(*stale)),
        ]);
        let mut told: Vec<_> = told.into_iter().flatten().collect();
        told.extend(self.talk());
        told
    }

    /// A figure as `tell` words it; nothing when this kind of event has none.
    fn figure<T>(
        &self,
        label: &'static str,
        figure: &Figure<T>,
        tell: impl FnOnce(&T) -> (String, Option<String>),
    ) -> Option<FigureView> {
        let (value, note) = match figure {
            Figure::Known(value) => {
                let (value, note) = tell(value);
                (Some(value), note)
            }
            Figure::Unknown(Unknowable::NotAQueue) => return None,
            Figure::Unknown(reason) => (None, Some(self.unknown(*reason))),
        };
        Some(FigureView {
            label: self.words.say(label),
            value,
            note,
        })
    }

    /// Why a figure cannot be told.
    fn unknown(&self, reason: Unknowable) -> String {
        self.words.say(reason.words())
    }

    fn at(&self, at: Timestamp) -> String {
        self.words.fill("report-at", &[("time", &self.moment(at))])
    }

    fn peak(&self, peak: Peak) -> (String, Option<String>) {
        (self.words.number(whole(peak.value)), Some(self.at(peak.at)))
    }

    fn pace(&self, pace: Throughput) -> (String, Option<String>) {
        let most = self.words.number(whole(pace.most_per_min.round()));
        let note = self.words.fill(
            "report-pace-note",
            &[("n", &most), ("time", &self.moment(pace.most_at))],
        );
        (
            self.words.number(whole(pace.mean_per_min.round())),
            Some(note),
        )
    }

    fn waits(&self) -> Vec<Option<FigureView>> {
        let wait = &self.report.figures.wait;
        let of = |people: f64| {
            self.words
                .count("report-wait-note", whole(people.round()), &[])
        };
        let told = [
            ("report-wait-half", wait.map(|waits| waits.p50_s)),
            ("report-wait-nine", wait.map(|waits| waits.p90_s)),
            ("report-wait-nineteen", wait.map(|waits| waits.p95_s)),
        ];
        let people = wait.known().map(|waits| of(waits.people));
        let tell = |seconds: &f64| (self.words.duration(*seconds), people.clone());
        told.into_iter()
            .map(|(label, figure)| self.figure(label, &figure, tell))
            .collect()
    }

    fn within(&self, within: Within) -> (String, Option<String>) {
        let (sooner, later) = (
            self.words.number(within.sooner),
            self.words.number(within.later),
        );
        let note = self.words.fill(
            "report-within-note",
            &[("sooner", &sooner), ("later", &later)],
        );
        (self.words.percent(within.share), Some(note))
    }

    fn cleared(&self, cleared: Cleared) -> (String, Option<String>) {
        (
            self.words.duration(cleared.after_s),
            Some(self.at(cleared.at)),
        )
    }

    fn handoff(&self, handoff: Handoff) -> (String, Option<String>) {
        let failed = self.words.number(handoff.failed);
        let note = self.words.fill("report-handoff-note", &[("n", &failed)]);
        (self.words.percent(handoff.share), Some(note))
    }

    fn stale(&self, stale: Stale) -> (String, Option<String>) {
        let longest = self.words.duration(stale.longest_min * 60.0);
        let note = (stale.times > 0).then(|| {
            self.words
                .fill("report-stale-note", &[("longest", &longest)])
        });
        (self.words.duration(stale.minutes * 60.0), note)
    }

    /// How well people were kept informed.
    fn talk(&self) -> Vec<FigureView> {
        let promises = &self.report.promises;
        let due = promises.iter().filter(|p| p.outcome != Outcome::Open);
        let (mut kept, mut all) = (0, 0);
        for promise in due {
            all += 1;
            kept += u64::from(promise.outcome == Outcome::Kept);
        }
        let corrected = self.report.messages.iter();
        let corrected = corrected.filter(|m| m.edited_at.is_some()).count() as u64;
        let (kept_n, all_n) = (self.words.number(kept), self.words.number(all));
        let of = self
            .words
            .fill("report-of", &[("n", &kept_n), ("all", &all_n)]);
        let held = (all > 0).then(|| FigureView {
            label: self.words.say("report-promises"),
            value: Some(of),
            note: None,
        });
        let corrected = (corrected > 0).then(|| FigureView {
            label: self.words.say("report-corrected"),
            value: Some(self.words.number(corrected)),
            note: None,
        });
        held.into_iter().chain(corrected).collect()
    }
}
