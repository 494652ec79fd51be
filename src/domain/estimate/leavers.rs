//! How many of those who wait give up.

use serde::{Deserialize, Serialize};

use super::sound::{is_amount, is_number};
/// How far back leavers count, in seconds (the time in which their weight falls to a third).
const MEMORY_S: f64 = 900.0;
/// How many of a thousand who wait leave in a second before anybody was watched: about 2 % an hour.
const USUAL_PER_S: f64 = 6e-6;
/// What that counts, in seconds waited by people.
const USUAL_COUNTS: f64 = 100_000.0;
/// Nobody leaves faster than within ten seconds.
const MOST_PER_S: f64 = 0.1;

/// The hazard of leaving: leavers for every second that somebody waited.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Leavers {
    people: f64,
    waited_s: f64,
}

impl Leavers {
    /// So many left while `depth` waited for `span_s` seconds.
    pub fn leave(&mut self, people: f64, depth: f64, span_s: f64) {
        let keep = (-span_s / MEMORY_S).exp();
        self.people = self.people * keep + people;
        self.waited_s = self.waited_s * keep + depth * span_s;
    }

    /// The hazard per second.
    pub fn per_s(self) -> f64 {
        // Those who are missing in a balance may be fewer than none for a while.
        ((self.people + USUAL_PER_S * USUAL_COUNTS) / (self.waited_s + USUAL_COUNTS))
            .clamp(0.0, MOST_PER_S)
    }

    /// Whether it can have come about by itself.
    pub fn is_sound(self) -> bool {
        is_number(self.people) && is_amount(self.waited_s)
    }
}

/// How long until all of `ahead` are gone, when `rate` a second are let in and each leaves with `hazard` a second.
///
/// dN/dt = −rate − hazard·N, so t = ln(1 + hazard·N/rate) / hazard, which for no hazard is N/rate.
pub fn time_to_clear(ahead: f64, rate: f64, hazard: f64) -> f64 {
    let x = hazard * ahead / rate;
    if x < 1e-6 {
        ahead / rate
    } else {
        x.ln_1p() / hazard
    }
}
