//! The course of the wait over the last quarter of an hour.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use super::latch::Verdict;
use crate::domain::time::Timestamp;

/// How far back the wait is compared with.
const SPAN_S: f64 = 900.0;
/// How far apart the waits are that are kept.
const STEP_S: f64 = 30.0;
/// A wait that has grown by less has not jumped, whatever its share: nobody changes their plans for it.
const MIN_RISE_S: f64 = 600.0;

/// Waits that were shown, in seconds.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Waits(VecDeque<(Timestamp, f64)>);

/// How the wait compares with what it was.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Compared {
    pub verdict: Verdict,
    /// From where on it has jumped, in seconds.
    pub limit_s: f64,
}

impl Waits {
    /// Compares `wait_s` with the shortest wait of the last quarter of an hour, and keeps it.
    pub fn compare(&mut self, at: Timestamp, wait_s: f64, factor: f64) -> Compared {
        // None is later than now but where the clock was put back.
        let lately =
            |(then, _): &(Timestamp, f64)| (0.0..=SPAN_S).contains(&at.seconds_since(*then));
        self.0.retain(lately);
        let spaced = self
            .0
            .back()
            .is_none_or(|(last, _)| at.seconds_since(*last) >= STEP_S);
        if spaced {
            self.0.push_back((at, wait_s));
        }
        let least_s = self
            .0
            .iter()
            .map(|(_, wait_s)| *wait_s)
            .fold(wait_s, f64::min);
        let limit_s = (least_s * factor).max(least_s + MIN_RISE_S);
        let verdict = if wait_s >= limit_s {
            Verdict::Beyond
        } else if wait_s > f64::midpoint(least_s, limit_s) {
            Verdict::Near
        } else {
            Verdict::Fine
        };
        Compared { verdict, limit_s }
    }
}
