//! The share of the admitted who reach the shop, over the last minute or, where few come, over more of them.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use crate::domain::metric::Metric;
use crate::domain::time::Timestamp;

/// Hand-overs are counted by spans of so many seconds.
const SPAN_S: i64 = 10;
/// The shortest time that is judged.
const WINDOW_SPANS: usize = 6;
/// The longest time that the minimum count is gathered over: a quarter of an hour.
const MAX_SPANS: i64 = 90;

/// How many were handed over in one span.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Span {
    number: i64,
    completed: f64,
    failed: f64,
}

/// Hand-overs of the last quarter of an hour.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Handoffs(VecDeque<Span>);

impl Handoffs {
    /// Takes in by how much one of the two counters rose.
    pub fn note(&mut self, metric: Metric, at: Timestamp, increase: f64) {
        let number = at.as_millis().div_euclid(SPAN_S * 1_000);
        if increase <= 0.0 {
            return;
        }
        // Late readings count where they belong.
        let place = self.0.partition_point(|span| span.number < number);
        if self.0.get(place).is_none_or(|span| span.number != number) {
            let empty = Span {
                number,
                completed: 0.0,
                failed: 0.0,
            };
            self.0.insert(place, empty);
        }
        if let Some(span) = self.0.get_mut(place) {
            match metric {
                Metric::HandoffCompletedTotal => span.completed += increase,
                _ => span.failed += increase,
            }
        }
        let newest = self.0.back().map_or(number, |span| span.number);
        self.0.retain(|span| span.number > newest - MAX_SPANS);
    }

    /// The share that arrived of the newest hand-overs; none before `min_count` of them were seen.
    pub fn share(&self, min_count: u32) -> Option<f64> {
        let (mut completed, mut failed) = (0.0, 0.0);
        for (taken, span) in self.0.iter().rev().enumerate() {
            if taken >= WINDOW_SPANS && completed + failed >= f64::from(min_count) {
                break;
            }
            completed += span.completed;
            failed += span.failed;
        }
        let all = completed + failed;
        (all > 0.0 && all >= f64::from(min_count)).then(|| completed / all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn handed(spans: &[(i64, f64, f64)]) -> Handoffs {
        let mut handoffs = Handoffs::default();
        for (t, completed, failed) in spans {
            let at = Timestamp::from_millis(0).plus_seconds(*t);
            handoffs.note(Metric::HandoffCompletedTotal, at, *completed);
            handoffs.note(Metric::HandoffFailedTotal, at, *failed);
        }
        handoffs
    }

    #[test]
    fn a_few_failures_of_a_few_people_are_no_share() {
        assert_eq!(handed(&[(0, 4.0, 4.0)]).share(50), None);
        assert_eq!(handed(&[]).share(50), None);
    }

    #[test]
    fn where_many_come_the_last_minute_counts_and_where_few_come_more_of_them() {
        let busy: Vec<_> = (0..12)
            .map(|n| (n * 10, 100.0, if n < 6 { 100.0 } else { 0.0 }))
            .collect();
        assert_eq!(handed(&busy).share(50), Some(1.0));
        let quiet: Vec<_> = (0..60).map(|n| (n * 10, 0.0, 1.0)).collect();
        assert_eq!(handed(&quiet).share(50), Some(0.0));
    }

    #[test]
    fn what_comes_late_counts_where_it_belongs_and_what_is_old_is_forgotten() {
        let mixed = handed(&[(1_000, 50.0, 0.0), (990, 0.0, 50.0), (0, 0.0, 900.0)]);
        assert_eq!(mixed.share(100), Some(0.5));
        assert_eq!(mixed.0.len(), 2);
    }
}
