//! Everything that is followed of a line, one instant after the other.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::balance::Balance;
use super::counters::{Counters, Rise};
use super::course::Course;
use super::flow::Flow;
use super::leavers::{Leavers, time_to_clear};
use super::outcome::Outcomes;
use super::pace::Pace;
use super::shown::Shown;
use super::span::{Rate, Span};
use super::stillness::Stillness;
use super::trail::Trail;
use super::window::Heard;
use super::{Confidence, Rhythm, UnknownReason};
use crate::domain::metric::{Metric, Reading};
use crate::domain::time::Timestamp;

/// Waits beyond this are not told as a number.
const TOO_LONG_S: f64 = 12.0 * 3_600.0;
/// By what share a real pace usually differs from the announced one.
const ANNOUNCED_ERROR: f64 = 0.05;
/// The same while there are no admissions to check it by.
const UNCHECKED_ERROR: f64 = 0.12;
/// How much of its distance from what was announced the pace may give up while somebody waits, and the most of that, as shares.
const WAY_BACK: (f64, f64) = (0.5, 0.15);
/// A wait is never known better than this, nor called known when it is known worse.
const DEVIATION: (f64, f64) = (0.03, 0.6);
/// An announced rate below one an hour is none.
const LEAST_PER_S: f64 = 1.0 / 3_600.0;
/// By what share a place may be told otherwise than measured, because the end of its line is.
const DAMPED: f64 = 1.15;
/// From what recent change of the pace, as a share, it is said to be changing.
const CHANGING: f64 = 0.15;
/// How long a start may take before it must be said that the pace cannot be known, in seconds.
const START_S: f64 = 300.0;

/// The state of a line after an instant. Takes instants in order of time.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Tracker {
    /// The last instant taken in.
    pub until: Option<Timestamp>,
    /// When anything was heard.
    pub rhythm: Rhythm,
    /// When the depth was read.
    pub depths: Rhythm,
    /// When people let in were counted.
    pub counts: Rhythm,
    /// Shoppers waiting.
    pub depth: Option<Reading>,
    /// How many fit.
    pub capacity: Option<Reading>,
    /// The rate that was announced, per minute.
    pub announced: Option<Reading>,
    /// Entries in a draw.
    pub entries: Option<Reading>,
    /// How the wait went since it was unknown last.
    pub trail: Trail,
    pub(super) admitted: Counters,
    pub(super) arrivals: Counters,
    pub(super) left: Counters,
    pub(super) balance: Balance,
    /// Since when nobody is to be let in, as announced, and whether that was kept.
    pub(super) stopped: Option<(Timestamp, bool)>,
    /// Announced admissions per second; 0 as long as nothing was announced.
    pub(super) unit: f64,
    pub(super) pace: Pace,
    pub(super) flow: Flow,
    pub(super) course: Course,
    pub(super) leavers: Leavers,
    pub(super) stillness: Stillness,
    pub(super) outcomes: Outcomes,
    pub(super) shown: Shown,
}

impl Tracker {
    /// Takes in all readings of one instant.
    pub fn step(&mut self, readings: &[Heard]) {
        let Some(at) = readings.first().map(|heard| heard.at) else {
            return;
        };
        let span_s = self.until.map_or(0.0, |until| at.seconds_since(until));
        let (unit, depth) = (self.unit, self.depth.map(|depth| depth.value));
        self.pace.pass(span_s, if unit > 0.0 { unit } else { 1.0 });
        let [mut admitted, mut arrived, mut left] = [Rise::default(); 3];
        let mut measured = false;
        for heard in readings {
            let reading = Reading {
                at,
                metric: heard.metric,
                value: heard.value,
            };
            match heard.metric {
                Metric::QueueDepth => {
                    self.depth = Some(reading);
                    measured = true;
                }
                Metric::Capacity => self.capacity = Some(reading),
                Metric::AdmissionRatePerMin => self.announced = Some(reading),
                Metric::DrawEntries => self.entries = Some(reading),
                Metric::AdmittedTotal => {
                    self.admitted
                        .read(heard.source, at, heard.value, &mut admitted);
                }
                Metric::ArrivalsTotal => {
                    self.arrivals
                        .read(heard.source, at, heard.value, &mut arrived);
                }
                Metric::LeftTotal => self.left.read(heard.source, at, heard.value, &mut left),
                _ => {}
            }
        }
        self.rhythm.hear(at);
        if self.depths.is_silent(at, 0.0) {
            self.trail.lose();
        }
        let now_depth = self.depth.map_or(0.0, |depth| depth.value);
        let depth = depth.unwrap_or(now_depth);
        if measured {
            self.depths.hear(at);
        }
        self.balance.count(arrived, admitted, left);
        let counted = admitted.read || self.admitted.is_empty();
        if measured && arrived.read && counted && self.arrivals.sources() == 1 {
            self.strike_balance(at, now_depth, &mut admitted);
        }
        if !self.left.is_empty() {
            let gone = if left.broken { 0.0 } else { left.people };
            self.leavers
                .leave(gone, f64::midpoint(depth, now_depth), span_s);
        }
        if admitted.read {
            self.admit(at, admitted, depth.min(now_depth));
        }
        self.outcomes
            .pass(at, span_s, admitted.people, self.leavers.per_s() * span_s);
        self.until = Some(at);
        self.announce();
        #[expect(clippy::float_cmp, reason = "the same reading")]
        let changed = self.unit != unit;
        self.show(at, changed);
    }

    /// Who is missing in the balance of the line has left it, or was let in where that is not counted.
    fn strike_balance(&mut self, at: Timestamp, depth: f64, admitted: &mut Rise) {
        let missing = self.balance.strike(at, depth);
        if self.admitted.is_empty() {
            *admitted = Rise {
                people: missing.map_or(0.0, |missing| self.balance.let_in(missing)),
                broken: missing.is_none(),
                read: true,
                ..Rise::default()
            };
        } else if let Some(missing) = missing
            && self.left.is_empty()
        {
            self.leavers
                .leave(missing.people, missing.depth, missing.span_s);
        }
    }

    /// An announced rate becomes the unit that the pace is measured in.
    fn announce(&mut self) {
        let Some(announced) = self.announced else {
            return;
        };
        let per_s = announced.value / 60.0;
        if per_s < LEAST_PER_S {
            self.stopped.get_or_insert((announced.at, true));
        } else {
            self.stopped = None;
            if self.unit <= 0.0 {
                self.pace.rescale(per_s);
                self.course.rescale(per_s);
            }
            self.unit = per_s;
        }
    }

    fn show(&mut self, at: Timestamp, announced: bool) {
        let depth = self.depth.map_or(0.0, |depth| depth.value);
        let wait = self.depth.and(self.wait(depth + 1.0).ok());
        self.shown
            .measure(at, wait.map(|wait| wait.mid_s), announced);
        let Some(wait) = wait else {
            self.trail.lose();
            return;
        };
        if let Ok(rate) = self.rate() {
            let unit = if self.unit > 0.0 { self.unit } else { 1.0 };
            self.course.note(at, rate.per_s / unit);
        }
        if let Some(mid_s) = self.shown.mid_s() {
            self.outcomes.join(at, depth, mid_s, wait.deviation);
        }
        self.trail.note(at, wait.mid_s);
    }

    /// The wait of whoever is the `place`th to be let in, as it is shown.
    pub fn shown_wait(&self, place: f64) -> Result<Span, UnknownReason> {
        let wait = self.wait(place)?;
        let last = self.depth.map_or(0.0, |depth| depth.value) + 1.0;
        let (Some(shown_s), Ok(end)) = (self.shown.mid_s(), self.wait(last)) else {
            return Ok(wait);
        };
        if end.mid_s <= 0.0 {
            return Ok(wait);
        }
        let factor = shown_s / end.mid_s;
        let end = end.scaled(factor);
        // Half a minute more or less at the end may be a multiple of what is waited elsewhere.
        let wait = wait.scaled(factor.clamp(DAMPED.recip(), DAMPED));
        Ok(match place.total_cmp(&last) {
            Ordering::Less => wait.at_most(end),
            Ordering::Equal => end,
            Ordering::Greater => wait.at_least(end),
        })
    }

    /// The wait behind that many people as it is measured.
    fn wait(&self, ahead: f64) -> Result<Span, UnknownReason> {
        let rate = self.rate()?;
        let interval_s = self.counting_s();
        // Half a batch is let in before its time and half of it after.
        let batch_s = self
            .until
            .map_or(0.0, |until| self.stillness.until_batch_s(until, interval_s));
        let mid_s = (time_to_clear(ahead, rate.per_s, self.leavers.per_s()) + batch_s).max(0.0);
        if !mid_s.is_finite() || mid_s > TOO_LONG_S {
            return Err(UnknownReason::TooLong);
        }
        let future = self.course.change(mid_s).powi(2)
            + self.course.momentum(mid_s).powi(2)
            + self.way_back(rate).powi(2);
        let crowd = self.pace.dispersion() / ahead.max(1.0);
        // Nobody is let in between batches, nor seen to be between two readings: uniform, hence the twelfth.
        let grain_s = self
            .stillness
            .batch_s(interval_s)
            .unwrap_or(0.0)
            .max(interval_s);
        let grain = (grain_s / mid_s.max(grain_s)).powi(2) / 12.0;
        let deviation = (rate.error.powi(2) + crowd + future + grain)
            .sqrt()
            .clamp(DEVIATION.0, DEVIATION.1);
        let (below, above) = self.outcomes.reach();
        Ok(Span {
            low_s: mid_s * (-below * deviation).exp(),
            mid_s,
            high_s: mid_s * (above * deviation).exp(),
            deviation,
        })
    }

    /// By what share the pace may yet return to the announced one.
    fn way_back(&self, rate: Rate) -> f64 {
        if self.unit > 0.0 {
            (WAY_BACK.0 * (rate.per_s / self.unit).ln().abs()).min(WAY_BACK.1)
        } else {
            0.0
        }
    }

    /// How fast people are let in, or why that is not known.
    pub fn rate(&self) -> Result<Rate, UnknownReason> {
        let interval_s = self.counting_s();
        let counted = self.counts.last_at().is_some();
        let uncounted = self
            .until
            .is_some_and(|until| self.is_uncounted(until, 0.0));
        let partly = self.until.is_some_and(|until| self.admitted.refuses(until));
        if self.stillness.lasts(interval_s) || uncounted || partly || self.is_stopped() {
            return Err(UnknownReason::NoRate);
        }
        let measured = self.pace.measured();
        match measured {
            Some(measured) if self.unit > 0.0 => {
                let off = measured.rate.ln();
                let seen = measured.error.powi(-2);
                let doubt = off.powi(2) / (measured.error.powi(2) + ANNOUNCED_ERROR.powi(2));
                let told = ANNOUNCED_ERROR.powi(-2) / (1.0 + (doubt / 6.0).powi(2));
                Ok(Rate {
                    per_s: self.unit * (off * seen / (seen + told)).exp(),
                    error: (seen + told).sqrt().recip(),
                })
            }
            Some(measured) => Ok(Rate {
                per_s: measured.rate,
                error: measured.error,
            }),
            None if self.unit > 0.0 && (!counted || self.pace.has_begun()) => Ok(Rate {
                per_s: self.unit,
                error: UNCHECKED_ERROR,
            }),
            None => {
                let depth = self.depth.map_or(0.0, |depth| depth.value);
                let flow = self.flow.rate(depth);
                flow.ok_or(self.starting_or_no_rate())
            }
        }
    }

    /// People let in per second as counted, when that is known.
    pub fn measured_per_s(&self) -> Option<f64> {
        let known = self.counts.last_at().is_some() && self.rate().is_ok();
        let unit = if self.unit > 0.0 { self.unit } else { 1.0 };
        let paced = self.pace.measured().map(|measured| measured.rate * unit);
        paced
            .or(self.flow.rate(0.0).map(|rate| rate.per_s))
            .filter(|_| known)
    }

    /// Whether a counter was left out lately because there are too many.
    pub fn refuses_sources(&self) -> bool {
        let counters = [&self.admitted, &self.arrivals, &self.left];
        self.until
            .is_some_and(|until| counters.iter().any(|c| c.refuses(until)))
    }

    /// What the wait rests on.
    pub fn confidence(&self) -> Confidence {
        if self.unit > 0.0 && self.pace.measured().is_none() {
            Confidence::Announced
        } else if self.course.recent_change() >= CHANGING {
            Confidence::Changing
        } else {
            Confidence::Settled
        }
    }

    /// Whether it was announced that nobody is let in, and nobody has been since.
    fn is_stopped(&self) -> bool {
        self.stopped.is_some_and(|(_, kept)| kept)
    }

    /// Without a rate: still warming up, or watched long enough to say that it cannot be told.
    fn starting_or_no_rate(&self) -> UnknownReason {
        let watched_s = match (self.rhythm.first_at(), self.until) {
            (Some(first), Some(until)) => until.seconds_since(first),
            _ => 0.0,
        };
        let counts = self.counts.last_at().is_some();
        if watched_s < START_S || counts && self.pace.has_begun() {
            UnknownReason::Starting
        } else {
            UnknownReason::NoRate
        }
    }
}
