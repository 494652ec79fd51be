//! How late a feed's readings arrive.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use super::sound::is_amount;
use crate::domain::time::Timestamp;

/// How many arrivals are remembered.
const REMEMBERED: usize = 9;
/// From how many on they are a habit.
const ENOUGH: usize = 3;
/// The latest that a feed may always be, in seconds: what it says of longer ago is no word about now.
const MOST_S: f64 = 120.0;

/// Follows how long after its instant each reading of the line arrived.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Lag {
    newest: Option<Timestamp>,
    delays_s: VecDeque<f64>,
}

impl Lag {
    /// A reading that is true for `at` arrived at `now`; `travel_s` of that are no delay. What is older than another says
    /// nothing: it may have been sent again.
    pub fn receive(&mut self, at: Timestamp, now: Timestamp, travel_s: f64) {
        if self.newest.is_some_and(|newest| at <= newest) {
            return;
        }
        self.newest = Some(at);
        let delay_s = (now.seconds_since(at) - travel_s).max(0.0);
        self.delays_s.push_back(delay_s);
        if self.delays_s.len() > REMEMBERED {
            self.delays_s.pop_front();
        }
    }

    /// By how many seconds everything arrives late at least: the least of the last delays, so that one hold-up does not pass
    /// for a habit.
    pub fn seconds(&self) -> f64 {
        if self.delays_s.len() < ENOUGH {
            return 0.0;
        }
        self.delays_s.iter().copied().fold(MOST_S, f64::min)
    }

    /// Whether it can have come about by itself.
    pub fn is_sound(&self) -> bool {
        self.delays_s.len() <= REMEMBERED && self.delays_s.iter().all(|delay_s| is_amount(*delay_s))
    }
}
