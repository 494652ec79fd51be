//! The share of the admitted who reach the shop, over the last minute or, where few come, over more of them.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use crate::domain::metric::Metric;
use crate::domain::time::Timestamp;

/// Hand-overs are counted by spans of so many seconds.
const SPAN_S: i64 = 10;
/// The shortest time that is judged: a minute.
const WINDOW_SPANS: i64 = 6;
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
pub(super) struct Handoffs {
    spans: VecDeque<Span>,
    /// When somebody was handed over last.
    last_at: Option<Timestamp>,
}

impl Handoffs {
    /// Takes in by how much one of the two counters rose.
    pub fn note(&mut self, metric: Metric, at: Timestamp, increase: f64) {
        if increase <= 0.0 {
            return;
        }
        self.last_at = self.last_at.max(Some(at));
        let number = span_of(at);
        // Late readings count where they belong.
        let place = self.spans.partition_point(|span| span.number < number);
        if self
            .spans
            .get(place)
            .is_none_or(|span| span.number != number)
        {
            let empty = Span {
                number,
                completed: 0.0,
                failed: 0.0,
            };
            self.spans.insert(place, empty);
        }
        if let Some(span) = self.spans.get_mut(place) {
            match metric {
                Metric::HandoffCompletedTotal => span.completed += increase,
                _ => span.failed += increase,
            }
        }
        let newest = self.spans.back().map_or(number, |span| span.number);
        self.spans.retain(|span| span.number > newest - MAX_SPANS);
    }

    /// When somebody was handed over last. Without new ones the share says nothing new.
    pub fn last_at(&self) -> Option<Timestamp> {
        self.last_at
    }

    /// The share that arrived of those handed over in the minute before `at`, or in as much of the quarter of an hour before
    /// as has `min_count` of them; none where it has fewer.
    pub fn share(&self, at: Timestamp, min_count: u32) -> Option<f64> {
        let newest = span_of(at);
        let (mut completed, mut failed) = (0.0, 0.0);
        let spans = self.spans.iter().rev();
        let until_then = spans.skip_while(|span| span.number > newest);
        for span in until_then.take_while(|span| span.number > newest - MAX_SPANS) {
            let enough = completed + failed >= f64::from(min_count);
            if enough && span.number <= newest - WINDOW_SPANS {
                break;
            }
            completed += span.completed;
            failed += span.failed;
        }
        let all = completed + failed;
        (all > 0.0 && all >= f64::from(min_count)).then(|| completed / all)
    }
}

fn span_of(at: Timestamp) -> i64 {
    at.as_millis().div_euclid(SPAN_S * 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn second(t: i64) -> Timestamp {
        Timestamp::from_millis(0).plus_seconds(t)
    }

    fn handed(spans: &[(i64, f64, f64)]) -> Handoffs {
        let mut handoffs = Handoffs::default();
        for (t, completed, failed) in spans {
            let at = second(*t);
            handoffs.note(Metric::HandoffCompletedTotal, at, *completed);
            handoffs.note(Metric::HandoffFailedTotal, at, *failed);
        }
        handoffs
    }

    #[test]
    fn a_few_failures_of_a_few_people_are_no_share() {
        assert_eq!(handed(&[(0, 4.0, 4.0)]).share(second(0), 50), None);
        assert_eq!(handed(&[]).share(second(0), 50), None);
    }

    #[test]
    fn where_many_come_the_last_minute_counts_and_where_few_come_more_of_them() {
        let busy: Vec<_> = (0..12)
            .map(|n| (n * 10, 100.0, if n < 6 { 100.0 } else { 0.0 }))
            .collect();
        assert_eq!(handed(&busy).share(second(115), 50), Some(1.0));
        let quiet: Vec<_> = (0..60).map(|n| (n * 10, 0.0, 1.0)).collect();
        assert_eq!(handed(&quiet).share(second(595), 50), Some(0.0));
    }

    #[test]
    fn what_comes_late_counts_where_it_belongs_and_what_is_old_is_forgotten() {
        let mixed = handed(&[(1_000, 50.0, 0.0), (990, 0.0, 50.0), (0, 0.0, 900.0)]);
        assert_eq!(mixed.share(second(1_000), 100), Some(0.5));
        assert_eq!(mixed.spans.len(), 2);
    }

    #[test]
    fn the_share_of_hand_overs_long_ago_is_none_of_now() {
        let burst = handed(&[(0, 55.0, 5.0)]);
        assert!(burst.share(second(600), 50).is_some());
        assert_eq!(burst.share(second(901), 50), None);
        assert_eq!(burst.last_at(), Some(second(0)));
    }
}
