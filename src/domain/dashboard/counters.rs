//! Rates from counters: how fast a counter grew, across gaps and new beginnings.

use std::collections::BTreeMap;

use crate::domain::time::Timestamp;

/// Where one source's counter stood at the end of a span.
#[derive(Debug, Clone, PartialEq)]
pub struct CounterSpan {
    /// Which source.
    pub source: String,
    /// The span's number, counted in steps from 1970.
    pub number: i64,
    /// When its last reading within it was taken.
    pub at: Timestamp,
    /// The counter's highest reading within it.
    pub total: f64,
}

/// What the counters of all sources grew by in a minute, told of each span: from the last reading before it to its own last
/// one, so that a span that is not over yet is no slower than the others. The first span of a source has nothing to be compared
/// with. A counter that fell began anew, so that all it shows is growth (as Prometheus' `increase` counts). What grew across
/// spans without readings is told of the last: when it came is not known.
pub fn rates_per_min(spans: &[CounterSpan]) -> BTreeMap<i64, f64> {
    let mut last: BTreeMap<&str, &CounterSpan> = BTreeMap::new();
    let mut sorted: Vec<_> = spans.iter().collect();
    sorted.sort_by_key(|span| span.number);
    let mut rates = BTreeMap::new();
    for span in sorted {
        let Some(before) = last.insert(&span.source, span) else {
            continue;
        };
        let growth = if span.total < before.total {
            span.total
        } else {
            span.total - before.total
        };
        let minutes = span.at.seconds_since(before.at) / 60.0;
        if minutes > 0.0 {
            *rates.entry(span.number).or_insert(0.0) += growth / minutes;
        }
    }
    rates
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The counter as it was read in the last second but `early_s` of a minute.
    fn early(source: &str, number: i64, early_s: i64, total: f64) -> CounterSpan {
        CounterSpan {
            source: source.to_owned(),
            number,
            at: Timestamp::from_millis((number * 60 + 59 - early_s) * 1_000),
            total,
        }
    }

    fn span(source: &str, number: i64, total: f64) -> CounterSpan {
        early(source, number, 0, total)
    }

    #[test]
    fn a_counter_that_begins_anew_has_grown_by_what_it_shows() {
        let rates = rates_per_min(&[span("q", 1, 100.0), span("q", 2, 160.0), span("q", 3, 20.0)]);
        assert_eq!(rates, BTreeMap::from([(2, 60.0), (3, 20.0)]));
    }

    #[test]
    fn what_grew_in_a_gap_is_shared_by_its_minutes() {
        let rates = rates_per_min(&[span("q", 1, 100.0), span("q", 4, 190.0)]);
        assert_eq!(rates, BTreeMap::from([(4, 30.0)]));
    }

    #[test]
    fn a_span_that_is_not_over_yet_is_no_slower_than_the_others() {
        let rates = rates_per_min(&[span("q", 1, 100.0), early("q", 2, 40, 120.0)]);
        assert_eq!(rates, BTreeMap::from([(2, 60.0)]));
    }

    #[test]
    fn sources_count_apart_and_add_up() {
        let rates = rates_per_min(&[
            span("a", 1, 10.0),
            span("b", 1, 500.0),
            span("a", 2, 15.0),
            span("b", 2, 507.0),
        ]);
        assert_eq!(rates, BTreeMap::from([(2, 12.0)]));
    }

    proptest! {
        #[test]
        fn growth_is_never_negative_and_needs_no_order(
            totals in prop::collection::vec((0_i64..40, 0_i64..60, 0_u32..1_000), 0..60),
            turn in 0_usize..60,
        ) {
            let mut spans: Vec<_> = totals
                .iter()
                .map(|(number, s, total)| (*number, early("q", *number, *s, f64::from(*total))))
                .collect::<BTreeMap<_, _>>()
                .into_values()
                .collect();
            let rates = rates_per_min(&spans);
            prop_assert!(rates.values().all(|rate| rate.is_finite() && *rate >= 0.0));
            let middle = turn.min(spans.len());
            spans.rotate_left(middle);
            prop_assert_eq!(rates_per_min(&spans), rates);
        }
    }
}
