//! Rates from counters: what a counter grew by, across gaps and new beginnings.

use std::collections::BTreeMap;

/// Where one source's counter stood at the end of a span.
#[derive(Debug, Clone, PartialEq)]
pub struct CounterSpan {
    /// Which source.
    pub source: String,
    /// The span's number, counted in steps from 1970.
    pub number: i64,
    /// The counter's highest reading within it.
    pub total: f64,
}

/// What the counters of all sources grew by within each span. The first span of a source has nothing to be compared with.
/// A counter that fell began anew, so that all it shows is growth (as Prometheus' `increase` counts). What grew across spans
/// without readings is shared among them and told of the last: when it came is not known.
pub fn increases(spans: &[CounterSpan]) -> BTreeMap<i64, f64> {
    let mut last: BTreeMap<&str, &CounterSpan> = BTreeMap::new();
    let mut sorted: Vec<_> = spans.iter().collect();
    sorted.sort_by_key(|span| span.number);
    let mut grown = BTreeMap::new();
    for span in sorted {
        if let Some(before) = last.insert(&span.source, span) {
            let growth = if span.total < before.total {
                span.total
            } else {
                span.total - before.total
            };
            *grown.entry(span.number).or_insert(0.0) += growth / steps(span.number - before.number);
        }
    }
    grown
}

#[expect(clippy::cast_precision_loss, reason = "spans of one event")]
fn steps(count: i64) -> f64 {
    count.max(1) as f64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn span(source: &str, number: i64, total: f64) -> CounterSpan {
        CounterSpan {
            source: source.to_owned(),
            number,
            total,
        }
    }

    #[test]
    fn a_counter_that_begins_anew_has_grown_by_what_it_shows() {
        let grown = increases(&[span("q", 1, 100.0), span("q", 2, 160.0), span("q", 3, 20.0)]);
        assert_eq!(grown, BTreeMap::from([(2, 60.0), (3, 20.0)]));
    }

    #[test]
    fn what_grew_in_a_gap_is_shared_by_its_spans() {
        let grown = increases(&[span("q", 1, 100.0), span("q", 4, 190.0)]);
        assert_eq!(grown, BTreeMap::from([(4, 30.0)]));
    }

    #[test]
    fn sources_count_apart_and_add_up() {
        let grown = increases(&[
            span("a", 1, 10.0),
            span("b", 1, 500.0),
            span("a", 2, 15.0),
            span("b", 2, 507.0),
        ]);
        assert_eq!(grown, BTreeMap::from([(2, 12.0)]));
    }

    proptest! {
        #[test]
        fn growth_is_never_negative_and_needs_no_order(
            totals in prop::collection::vec((0_i64..40, 0_u32..1_000), 0..60),
            turn in 0_usize..60,
        ) {
            let mut spans: Vec<_> = totals
                .iter()
                .map(|(number, total)| (*number, span("q", *number, f64::from(*total))))
                .collect::<BTreeMap<_, _>>()
                .into_values()
                .collect();
            let grown = increases(&spans);
            prop_assert!(grown.values().all(|growth| growth.is_finite() && *growth >= 0.0));
            let middle = turn.min(spans.len());
            spans.rotate_left(middle);
            prop_assert_eq!(increases(&spans), grown);
        }
    }
}
