//! How often a feed speaks, and from when on its silence means something.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use super::FreshnessLevel;
use super::sound::is_amount;
use crate::domain::time::Timestamp;

/// A feed is delayed when it has been silent for this many of its own intervals.
const DELAYED_INTERVALS: f64 = 2.0;
/// A feed is lost when it has been silent for this many of its own intervals.
const STALE_INTERVALS: f64 = 6.0;
/// A number is withdrawn when nothing has been heard for this many intervals.
const SILENT_INTERVALS: f64 = 3.0;
/// By how many seconds a feed's clock may be ahead of ours; what it says of later than that is no word about now.
pub const AHEAD_S: i64 = 60;
/// A fast feed is given at least this long before it counts as delayed.
const MIN_DELAYED_S: f64 = 15.0;
/// A fast feed is given at least this long before it counts as lost.
const MIN_STALE_S: f64 = 60.0;
/// The interval assumed until two samples have come.
const ASSUMED_INTERVAL_S: f64 = 10.0;
/// How many gaps teach the feed's interval.
const REMEMBERED_GAPS: usize = 9;

/// Follows the times a feed has spoken of.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Rhythm {
    first_at: Option<Timestamp>,
    last_at: Option<Timestamp>,
    gaps_s: VecDeque<f64>,
}

impl Rhythm {
    /// Takes in that the feed told something true for `at`; what comes late teaches nothing.
    pub fn hear(&mut self, at: Timestamp) {
        self.first_at.get_or_insert(at);
        if let Some(last) = self.last_at {
            let gap_s = at.seconds_since(last);
            if gap_s <= 0.0 {
                return;
            }
            self.gaps_s.push_back(gap_s);
            if self.gaps_s.len() > REMEMBERED_GAPS {
                self.gaps_s.pop_front();
            }
        }
        self.last_at = Some(at);
    }

    /// The first instant it spoke of.
    pub fn first_at(&self) -> Option<Timestamp> {
        self.first_at
    }

    /// The newest instant it spoke of.
    pub fn last_at(&self) -> Option<Timestamp> {
        self.last_at
    }

    /// Whether it has spoken often enough to know how often it does.
    pub fn is_familiar(&self) -> bool {
        !self.gaps_s.is_empty()
    }

    /// How old the newest word is at `now`, of a feed that is always late by `lag_s`; `Live` while nothing has come yet.
    pub fn freshness(&self, now: Timestamp, lag_s: f64) -> FreshnessLevel {
        let Some(last) = self.last_at else {
            return FreshnessLevel::Live;
        };
        let age_s = now.seconds_since(last) - lag_s;
        let (delayed_s, stale_s) = self.patience_s();
        if age_s > stale_s || is_ahead(last, now) {
            FreshnessLevel::Lost
        } else if age_s > delayed_s {
            FreshnessLevel::Delayed
        } else {
            FreshnessLevel::Live
        }
    }

    /// After how many seconds of silence the readings count as delayed, and as lost.
    pub fn patience_s(&self) -> (f64, f64) {
        let interval_s = self.interval_s();
        (
            (DELAYED_INTERVALS * interval_s).max(MIN_DELAYED_S),
            (STALE_INTERVALS * interval_s).max(MIN_STALE_S),
        )
    }

    /// Whether it has been silent for so long that what it counted need not be so any more. Its words may travel for `leeway_s`.
    pub fn is_silent(&self, now: Timestamp, leeway_s: f64) -> bool {
        let allowed_s = (SILENT_INTERVALS * self.interval_s()).max(MIN_DELAYED_S) + leeway_s;
        self.last_at
            .is_some_and(|last| now.seconds_since(last) >= allowed_s || is_ahead(last, now))
    }

    /// The feed's usual gap: the median of the last ones, so that one outage does not teach it patience.
    pub fn interval_s(&self) -> f64 {
        let mut gaps = [f64::INFINITY; REMEMBERED_GAPS];
        for (gap, seen_s) in gaps.iter_mut().zip(&self.gaps_s) {
            *gap = *seen_s;
        }
        gaps.sort_unstable_by(f64::total_cmp);
        let middle = gaps[self.gaps_s.len() / 2 % REMEMBERED_GAPS];
        if middle.is_finite() {
            middle
        } else {
            ASSUMED_INTERVAL_S
        }
    }

    /// Whether it can have come about by itself.
    pub fn is_sound(&self) -> bool {
        self.gaps_s.len() <= REMEMBERED_GAPS
            && self
                .gaps_s
                .iter()
                .all(|gap_s| is_amount(*gap_s) && *gap_s > 0.0)
    }
}

/// Whether what is true for `at` is so far ahead that a clock must have been stepped.
pub fn is_ahead(at: Timestamp, now: Timestamp) -> bool {
    at > now.plus_seconds(AHEAD_S)
}
