//! How long those who have been through a line waited.

use serde::Serialize;

use super::Line;

/// How long people who were let in had waited.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Waits {
    /// Half of them waited no longer, in seconds.
    pub p50_s: f64,
    /// Nine out of ten waited no longer.
    pub p90_s: f64,
    /// Nineteen out of twenty waited no longer.
    pub p95_s: f64,
    /// How many of the people let in this is known of, a whole number.
    pub people: f64,
}

impl Line {
    /// How many were let in.
    pub fn admitted(&self) -> f64 {
        self.stays.iter().fold(0.0, |all, stay| all + stay.people)
    }

    /// The percentiles of the waits of those whose wait is known; nothing when it is known of nobody.
    pub fn waits(&self) -> Option<Waits> {
        let known: Vec<(f64, f64, f64)> = self
            .stays
            .iter()
            .filter_map(|stay| {
                let (a, b) = stay.waits_s()?;
                Some((a.min(b), a.max(b), stay.people))
            })
            .collect();
        let people = known.iter().fold(0.0, |all, (_, _, people)| all + people);
        (people > 0.0).then(|| Waits {
            p50_s: percentile(&known, people * 0.50),
            p90_s: percentile(&known, people * 0.90),
            p95_s: percentile(&known, people * 0.95),
            people: people.round(),
        })
    }
}

/// The wait that `rank` people had no longer than, by halving: to a tenth of a second.
fn percentile(waits: &[(f64, f64, f64)], rank: f64) -> f64 {
    let no_longer = |wait: f64| -> f64 {
        let part = |&(low, high, people): &(f64, f64, f64)| people * share_up_to(wait, low, high);
        waits.iter().map(part).sum()
    };
    let (mut low, mut high) = (0.0, waits.iter().map(|w| w.1).fold(0.0, f64::max));
    while high - low > 0.1 {
        let mid = f64::midpoint(low, high);
        if no_longer(mid) < rank {
            low = mid;
        } else {
            high = mid;
        }
    }
    high
}

/// The share of values spread evenly from `low` to `high` that is no more than `limit`.
pub fn share_up_to(limit: f64, low: f64, high: f64) -> f64 {
    if limit >= high {
        1.0
    } else if limit <= low {
        0.0
    } else {
        (limit - low) / (high - low)
    }
}
