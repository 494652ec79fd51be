//! The wait of a shopper who joins the end of the line now: a range, or the reason why there is none.
//!
//! First version: depth ÷ admission rate (Little's law), with the rate measured *between admissions* so that
//! people let in by batches do not alias against the feed's own rhythm.

mod place;
/// Rounding for people: how a range is shown.
pub mod range;
mod rhythm;
mod wait;

use std::collections::{BTreeMap, VecDeque};

use serde::{Deserialize, Serialize};

pub use place::{PlaceError, Position};
pub use rhythm::Rhythm;
pub use wait::{FreshnessLevel, Trend, UnknownReason, WaitEstimate};

use super::event::Phase;
use super::metric::{Metric, Reading, counter_increase};
use super::time::Timestamp;

/// How far back admissions count towards the rate.
const WINDOW_S: f64 = 300.0;
/// The shortest span of admissions that a rate is measured over.
const MIN_SPAN_S: f64 = 20.0;
/// How long nobody must have been let in before the measured rate is no longer believed, at the least.
const MIN_SILENCE_S: f64 = 60.0;
/// Waits beyond this are not told as a number.
const TOO_LONG_S: f64 = 12.0 * 3_600.0;
/// The share by which a wait may be off even when the rate is known exactly: the future is not.
const BASE_SPREAD: f64 = 0.15;
/// How much the wait must differ from [`TREND_SPAN_S`] ago to be called longer or shorter.
const TREND_SHARE: f64 = 0.10;
/// What "ago" means for the trend.
const TREND_SPAN_S: f64 = 300.0;
/// The most sources whose admission counters are told apart.
const MAX_SOURCES: usize = 16;
/// A feed faster than the window needs keeps no more admissions than this.
const MAX_ADMISSIONS: usize = 1_024;

/// A moment at which people were let in, and how many had been by then.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Admission {
    at: Timestamp,
    total: f64,
}

/// Steps forward with each reading and answers what the wait is. Bounded memory; the state can be stored.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Estimator {
    depth: Option<Reading>,
    capacity: Option<Reading>,
    announced_per_min: Option<Reading>,
    entries: Option<Reading>,
    /// The newest admission counter of each source: two sources count apart, and their people add up.
    counters: BTreeMap<String, Reading>,
    admissions: VecDeque<Admission>,
    rhythm: Rhythm,
    waits: VecDeque<(Timestamp, f64)>,
}

impl Estimator {
    /// Takes one reading of a feed with a single source in.
    pub fn observe(&mut self, reading: Reading) {
        self.observe_from("", reading);
    }

    /// Takes one reading of `source` in. One that is older than the newest of its metric changes nothing.
    pub fn observe_from(&mut self, source: &str, reading: Reading) {
        self.rhythm.hear(reading.at);
        match reading.metric {
            Metric::QueueDepth if is_newest(reading, self.depth) => {
                self.depth = Some(reading);
                self.remember_wait(reading.at);
            }
            Metric::AdmittedTotal
                if self.counters.get(source).is_none_or(|c| reading.at > c.at) =>
            {
                self.note_admissions(source, reading);
            }
            Metric::Capacity if is_newest(reading, self.capacity) => self.capacity = Some(reading),
            Metric::AdmissionRatePerMin if is_newest(reading, self.announced_per_min) => {
                self.announced_per_min = Some(reading);
            }
            Metric::DrawEntries if is_newest(reading, self.entries) => self.entries = Some(reading),
            _ => {}
        }
    }

    /// The estimate at `now` for whoever joins the end of the line of an event in `phase`.
    pub fn estimate(&self, phase: Phase, capacity: Option<u32>, now: Timestamp) -> WaitEstimate {
        match self.pace(phase, capacity, now) {
            Ok(pace) => pace.wait_behind(pace.depth),
            Err(reason) => WaitEstimate::Unknown { reason },
        }
    }

    /// How the line moves, or why nothing about waits can be said.
    fn pace(
        &self,
        phase: Phase,
        capacity: Option<u32>,
        now: Timestamp,
    ) -> Result<Pace, UnknownReason> {
        match phase {
            Phase::Open => {}
            Phase::Paused | Phase::SoldOut | Phase::Ended => return Err(UnknownReason::Paused),
            _ => return Err(UnknownReason::Starting),
        }
        let depth = self.depth.ok_or(UnknownReason::Starting)?.value;
        if self.freshness(now) == FreshnessLevel::Lost {
            return Err(UnknownReason::Stale);
        }
        if self.is_full(capacity) {
            return Err(UnknownReason::Full);
        }
        let (rate_per_s, spread) = self.rate_per_s(now)?;
        Ok(Pace {
            depth,
            rate_per_s,
            spread,
        })
    }

    /// How old the newest reading is at `now`; `Live` while nothing has come yet.
    pub fn freshness(&self, now: Timestamp) -> FreshnessLevel {
        self.rhythm.freshness(now)
    }

    /// After how many seconds of silence the readings count as delayed, and as lost.
    pub fn patience_s(&self) -> (f64, f64) {
        self.rhythm.patience_s()
    }

    /// The instant the newest reading was true for.
    pub fn as_of(&self) -> Option<Timestamp> {
        self.rhythm.last_at()
    }

    /// Shoppers waiting, as last read.
    pub fn depth(&self) -> Option<f64> {
        self.depth.map(|reading| reading.value)
    }

    /// How many the waiting room holds, as last read.
    pub fn capacity(&self) -> Option<f64> {
        self.capacity.map(|reading| reading.value)
    }

    /// Entries in the draw, as last read.
    pub fn entries(&self) -> Option<f64> {
        self.entries.map(|reading| reading.value)
    }

    /// The measured pace in people per minute, when one can be measured.
    pub fn measured_per_min(&self, now: Timestamp) -> Option<f64> {
        self.measured_rate(now).ok().map(|(rate, _)| rate * 60.0)
    }

    /// Whether nobody more fits, by the feed's capacity or else the event's own.
    pub fn is_full(&self, capacity: Option<u32>) -> bool {
        let limit = self.capacity().or(capacity.map(f64::from));
        matches!((self.depth(), limit), (Some(depth), Some(limit)) if limit > 0.0 && depth >= limit)
    }

    /// Where the wait is going, against what it was five minutes ago; `None` before that is known.
    pub fn trend(&self, now: Timestamp) -> Option<Trend> {
        let (_, latest) = *self.waits.back()?;
        let (_, earlier) = *self
            .waits
            .iter()
            .rev()
            .find(|(at, _)| now.seconds_since(*at) >= TREND_SPAN_S)?;
        // Changes below two minutes of wait are noise to somebody in line.
        let margin = (earlier * TREND_SHARE).max(120.0);
        Some(if latest > earlier + margin {
            Trend::Longer
        } else if latest < earlier - margin {
            Trend::Shorter
        } else {
            Trend::Steady
        })
    }

    fn note_admissions(&mut self, source: &str, reading: Reading) {
        if let Some(before) = self.counters.get(source).copied() {
            let increase = counter_increase(before.value, reading.value);
            if increase > 0.0 {
                // Watched standing still (not merely unheard): the pace of before the pause would be averaged with it.
                if self
                    .admissions
                    .back()
                    .is_some_and(|last| self.is_long_silence(before.at, last.at))
                {
                    self.admissions.clear();
                }
                let total = self.admissions.back().map_or(0.0, |a| a.total) + increase;
                let newest = self.admissions.back().map_or(reading.at, |last| last.at);
                self.admissions.push_back(Admission {
                    at: reading.at.max(newest),
                    total,
                });
            }
        }
        self.counters.insert(source.to_owned(), reading);
        if self.counters.len() > MAX_SOURCES {
            let oldest = self.counters.iter().min_by_key(|(_, counter)| counter.at);
            if let Some(oldest) = oldest.map(|(source, _)| source.clone()) {
                self.counters.remove(&oldest);
            }
        }
        let old = |a: &Admission| reading.at.seconds_since(a.at) > WINDOW_S;
        // The one just outside stays: a slow line has few admissions, and two are needed.
        while self.admissions.len() > 2 && self.admissions.get(1).is_some_and(old)
            || self.admissions.len() > MAX_ADMISSIONS
        {
            self.admissions.pop_front();
        }
    }

    fn remember_wait(&mut self, at: Timestamp) {
        let newest = self.waits.back().map(|(newest, _)| *newest);
        if newest.is_some_and(|newest| at.seconds_since(newest) < 15.0) {
            return;
        }
        if let (Some(depth), Ok((rate, _))) = (self.depth(), self.rate_per_s(at)) {
            self.waits.push_back((at, depth / rate));
        }
        while self.waits.len() > 64 {
            self.waits.pop_front();
        }
    }

    /// People per second, and the share by which a wait computed from it may be off.
    fn rate_per_s(&self, now: Timestamp) -> Result<(f64, f64), UnknownReason> {
        self.measured_rate(now).or_else(|reason| {
            let announced = self.announced_per_min.map(|reading| reading.value);
            let announced = announced.filter(|rate| *rate > 0.0);
            // Counters beat announcements: once admissions are reported, their absence is news.
            match announced {
                Some(rate) if self.counters.is_empty() => Ok((rate / 60.0, 2.0 * BASE_SPREAD)),
                _ => Err(reason),
            }
        })
    }

    fn measured_rate(&self, now: Timestamp) -> Result<(f64, f64), UnknownReason> {
        if self.counters.is_empty() {
            return Err(UnknownReason::NoRate);
        }
        let (Some(first), Some(last)) = (self.admissions.front(), self.admissions.back()) else {
            return Err(self.starting_or_no_rate(now));
        };
        let (people, span_s) = (last.total - first.total, last.at.seconds_since(first.at));
        if span_s < MIN_SPAN_S || people <= 0.0 {
            return Err(self.starting_or_no_rate(now));
        }
        if self.is_long_silence(now, last.at) {
            return Err(UnknownReason::NoRate);
        }
        Ok((
            people / span_s,
            (BASE_SPREAD + people.sqrt().recip()).min(0.6),
        ))
    }

    /// Whether nobody was let in for much longer than usual between `last` and `until`.
    #[expect(clippy::cast_precision_loss, reason = "a few hundred admissions")]
    fn is_long_silence(&self, until: Timestamp, last: Timestamp) -> bool {
        let span_s = self
            .admissions
            .front()
            .map_or(0.0, |first| last.seconds_since(first.at));
        let usual_gap_s = span_s / self.admissions.len().saturating_sub(1).max(1) as f64;
        until.seconds_since(last) > (3.0 * usual_gap_s).max(MIN_SILENCE_S)
    }

    /// Without a rate: still warming up, or watched long enough to say that it cannot be told.
    fn starting_or_no_rate(&self, now: Timestamp) -> UnknownReason {
        let watched_s = self.rhythm.first_at();
        let watched_s = watched_s.map_or(0.0, |first| now.seconds_since(first));
        let let_in = self.admissions.back().map(|a| now.seconds_since(a.at));
        if watched_s < WINDOW_S || let_in.is_some_and(|ago_s| ago_s < MIN_SILENCE_S) {
            UnknownReason::Starting
        } else {
            UnknownReason::NoRate
        }
    }
}

fn is_newest(reading: Reading, known: Option<Reading>) -> bool {
    known.is_none_or(|known| reading.at >= known.at)
}

/// How a line moves that waits can be told about.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Pace {
    /// Shoppers waiting.
    depth: f64,
    /// People let in per second.
    rate_per_s: f64,
    /// The share by which a wait may be off.
    spread: f64,
}

impl Pace {
    /// The wait until that many people have been let in.
    fn wait_behind(self, people: f64) -> WaitEstimate {
        let mid_s = people / self.rate_per_s;
        if !mid_s.is_finite() || mid_s > TOO_LONG_S {
            return WaitEstimate::Unknown {
                reason: UnknownReason::TooLong,
            };
        }
        WaitEstimate::Known {
            low_s: mid_s * (1.0 - self.spread),
            mid_s,
            high_s: mid_s * (1.0 + self.spread),
        }
    }
}

#[cfg(test)]
mod tests;
