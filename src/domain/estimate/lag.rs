//! How late a feed's readings arrive.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use super::sound::is_number;
use crate::domain::time::Timestamp;

/// How many arrivals are remembered.
const REMEMBERED: usize = 9;
/// How many seconds lie between the arrivals remembered at least.
const SPACING_S: f64 = 10.0;
/// Over how many seconds readings must have arrived for how late they are to be a habit.
const HABIT_S: f64 = 60.0;
/// By how many seconds all in all readings must have come less and less late for a backlog to be on its way.
const DRAINED_S: f64 = 5.0;
/// The latest that a feed may always be, in seconds: what it says of longer ago is no word about now.
const MOST_S: f64 = 120.0;

/// What arrived about one time.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Arrival {
    now: Timestamp,
    /// How long ago it was true then, in seconds: the least, and no less than nothing.
    delay_s: f64,
}

/// Follows how long after its instant each reading of the line arrived.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Lag {
    newest: Option<Timestamp>,
    arrivals: VecDeque<Arrival>,
}

impl Lag {
    /// A reading that is true for `at` arrived at `now`; `travel_s` of that are no delay. What is older than another says
    /// nothing: it may have been sent again.
    pub fn receive(&mut self, at: Timestamp, now: Timestamp, travel_s: f64) {
        if self.newest.is_some_and(|newest| at <= newest) {
            return;
        }
        self.newest = Some(at);
        // A clock that is ahead is not held against a feed: some send a batch of what is true for the next minute.
        let delay_s = (now.seconds_since(at) - travel_s).max(0.0);
        match self.arrivals.back_mut() {
            Some(last) if now < last.now => self.arrivals.clear(),
            Some(last) if now.seconds_since(last.now) < SPACING_S => {
                last.delay_s = last.delay_s.min(delay_s);
                return;
            }
            _ => {}
        }
        self.arrivals.push_back(Arrival { now, delay_s });
        if self.arrivals.len() > REMEMBERED {
            self.arrivals.pop_front();
        }
    }

    /// By how many seconds everything arrives late at least: the least of the last delays, so that one hold-up does not pass
    /// for a habit.
    pub fn seconds(&self) -> f64 {
        let (Some(first), Some(last)) = (self.arrivals.front(), self.arrivals.back()) else {
            return 0.0;
        };
        if last.now.seconds_since(first.now) < HABIT_S || self.is_catching_up() {
            return 0.0;
        }
        let delays = self.arrivals.iter().map(|arrival| arrival.delay_s);
        delays.fold(MOST_S, f64::min)
    }

    /// Whether readings have come less and less late: a sender that was cut off sends what it could not.
    fn is_catching_up(&self) -> bool {
        let delays = || self.arrivals.iter().map(|arrival| arrival.delay_s);
        let falls = delays()
            .zip(delays().skip(1))
            .all(|(before, after)| after <= before);
        let drained_s = delays().next().zip(delays().next_back());
        falls && drained_s.is_some_and(|(first, last)| first - last > DRAINED_S)
    }

    /// Whether it can have come about by itself.
    pub fn is_sound(&self) -> bool {
        let mut arrivals = self.arrivals.iter();
        self.arrivals.len() <= REMEMBERED && arrivals.all(|arrival| is_number(arrival.delay_s))
    }
}
