//! A value over time in bounded memory: means over equal spans, which double in length whenever there are too many.

use std::collections::BTreeMap;

use crate::domain::time::Timestamp;

/// The most spans that a series reaches over.
pub const MAX_SPANS: i64 = 120;
/// The shortest span, in seconds; every other is this one, doubled so many times.
pub const FINEST_STEP_S: i64 = 60;

/// What was read within one span.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Span<const N: usize> {
    sums: [f64; N],
    count: u32,
}

fn add_span<const N: usize>(spans: &mut BTreeMap<i64, Span<N>>, number: i64, more: Span<N>) {
    let span = spans.entry(number).or_insert(Span {
        sums: [0.0; N],
        count: 0,
    });
    for (sum, more) in span.sums.iter_mut().zip(more.sums) {
        *sum += more;
    }
    span.count = span.count.saturating_add(more.count);
}

/// Readings of one span, added up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sum<const N: usize> {
    /// The span's length in seconds: [`FINEST_STEP_S`], doubled so many times.
    pub step_s: i64,
    /// When it began.
    pub at: Timestamp,
    /// The sum of each value.
    pub sums: [f64; N],
    /// Of how many readings.
    pub count: u32,
}

/// Takes readings of `N` values. What it holds depends on the readings alone, neither on their order nor on how many of them
/// were added up before: a node that read a sum per span from the store draws the same curve as one that saw every reading.
#[derive(Debug, Clone, PartialEq)]
pub struct Series<const N: usize> {
    step_s: i64,
    /// By number, counted in steps from 1970: so two short spans always make one long one.
    spans: BTreeMap<i64, Span<N>>,
}

impl<const N: usize> Default for Series<N> {
    fn default() -> Self {
        Self {
            step_s: FINEST_STEP_S,
            spans: BTreeMap::new(),
        }
    }
}

fn number(at: Timestamp, step_s: i64) -> i64 {
    at.as_millis().div_euclid(step_s * 1_000)
}

/// The length in seconds that the spans of a series from `first` to `last` have.
pub fn step_for(first: Timestamp, last: Timestamp) -> i64 {
    let mut step_s = FINEST_STEP_S;
    while number(last, step_s) - number(first, step_s) >= MAX_SPANS {
        step_s *= 2;
    }
    step_s
}

impl<const N: usize> Series<N> {
    /// Takes in what was read at one instant.
    pub fn add(&mut self, at: Timestamp, values: [f64; N]) {
        let one = Sum {
            step_s: FINEST_STEP_S,
            at,
            sums: values,
            count: 1,
        };
        self.add_sum(one);
    }

    /// Takes in readings that were added up before.
    pub fn add_sum(&mut self, sum: Sum<N>) {
        if sum.count == 0 {
            return;
        }
        while self.step_s < sum.step_s || !self.has_room(sum.at) {
            self.double();
        }
        let span = Span {
            sums: sum.sums,
            count: sum.count,
        };
        add_span(&mut self.spans, number(sum.at, self.step_s), span);
    }

    fn has_room(&self, at: Timestamp) -> bool {
        let here = number(at, self.step_s);
        let ends = self
            .spans
            .first_key_value()
            .zip(self.spans.last_key_value());
        ends.is_none_or(|((first, _), (last, _))| *last.max(&here) - first.min(&here) < MAX_SPANS)
    }

    fn double(&mut self) {
        self.step_s *= 2;
        for (number, span) in std::mem::take(&mut self.spans) {
            add_span(&mut self.spans, number.div_euclid(2), span);
        }
    }

    /// The means of the spans that were over by `until`.
    pub fn points(&self, until: Timestamp) -> Points<N> {
        let over = number(until, self.step_s);
        let mean = |(number, span): (&i64, &Span<N>)| Point {
            at: Timestamp::from_millis(number * self.step_s * 1_000),
            values: span.sums.map(|sum| sum / f64::from(span.count)),
            count: span.count,
        };
        Points {
            step_s: self.step_s,
            points: self.spans.range(..over).map(mean).collect(),
        }
    }
}

/// The mean over one span.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point<const N: usize> {
    /// When the span began.
    pub at: Timestamp,
    /// The mean of each value.
    pub values: [f64; N],
    /// Of how many readings.
    pub count: u32,
}

/// A curve: at most [`MAX_SPANS`] points in the order of time. A span that nothing was read in has none.
#[derive(Debug, Clone, PartialEq)]
pub struct Points<const N: usize> {
    /// How long each span is, in seconds.
    pub step_s: i64,
    /// The points.
    pub points: Vec<Point<N>>,
}

impl<const N: usize> Default for Points<N> {
    fn default() -> Self {
        Series::default().points(Timestamp::from_millis(0))
    }
}

impl<const N: usize> Points<N> {
    /// The same curve in spans of at least `step_s` seconds, which become a whole multiple of the present ones.
    #[must_use]
    pub fn coarser(&self, step_s: i64) -> Self {
        let times = step_s.div_euclid(self.step_s) + i64::from(step_s % self.step_s != 0);
        let step_s = self.step_s * times.max(1);
        let mut spans: BTreeMap<i64, Span<N>> = BTreeMap::new();
        for point in &self.points {
            let span = Span {
                sums: point.values.map(|mean| mean * f64::from(point.count)),
                count: point.count,
            };
            add_span(&mut spans, number(point.at, step_s), span);
        }
        let end = Timestamp::from_millis(i64::MAX);
        Series { step_s, spans }.points(end)
    }

    /// The curve in pieces that belong together: where nothing was read for much longer than usual, the line breaks.
    pub fn pieces(&self) -> impl Iterator<Item = &[Point<N>]> {
        let apart_s = |a: &Point<N>, b: &Point<N>| b.at.seconds_since(a.at);
        let mut gaps_s: Vec<f64> = self
            .points
            .windows(2)
            .map(|pair| apart_s(&pair[0], &pair[1]))
            .collect();
        gaps_s.sort_by(f64::total_cmp);
        // By the feed's own rhythm: one that reports every five minutes has no gap every minute.
        let usual_s = gaps_s.get(gaps_s.len() / 2).copied().unwrap_or_default();
        self.points
            .chunk_by(move |a, b| apart_s(a, b) <= 2.5 * usual_s)
    }
}

impl<const N: usize> Points<N> {
    /// The point of the span that `at` lies in.
    pub fn around(&self, at: Timestamp) -> Option<&Point<N>> {
        let after = self.points.partition_point(|point| point.at <= at);
        let point = self.points.get(after.checked_sub(1)?)?;
        (number(at, self.step_s) == number(point.at, self.step_s)).then_some(point)
    }

    fn each<const M: usize>(&self, change: impl Fn([f64; N]) -> [f64; M]) -> Points<M> {
        let point = |point: &Point<N>| Point {
            at: point.at,
            values: change(point.values),
            count: point.count,
        };
        Points {
            step_s: self.step_s,
            points: self.points.iter().map(point).collect(),
        }
    }
}

impl Points<1> {
    /// The same value three times, as a range without width.
    pub fn widened(&self) -> Points<3> {
        self.each(|[value]| [value; 3])
    }
}

impl Points<3> {
    /// The middle one of three values alone.
    pub fn middle(&self) -> Points<1> {
        self.each(|[_, middle, _]| [middle])
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(minutes: i64) -> Timestamp {
        Timestamp::from_millis(minutes * 60_000)
    }

    /// Far enough that every span is over.
    fn late() -> Timestamp {
        Timestamp::from_millis(i64::MAX)
    }

    fn series(readings: &[(i64, f64)]) -> Series<1> {
        let mut series = Series::default();
        for (minute, value) in readings {
            series.add(at(*minute), [*value]);
        }
        series
    }

    fn curve(series: &Series<1>) -> Vec<(i64, f64)> {
        let points = series.points(late()).points;
        let pair = |p: &Point<1>| (p.at.as_millis() / 60_000, p.values[0]);
        points.iter().map(pair).collect()
    }

    #[test]
    fn readings_of_one_minute_become_their_mean_and_silence_leaves_a_gap() {
        let mut series = series(&[(10, 4.0), (10, 8.0), (13, 1.0)]);
        series.add(Timestamp::from_millis(659_999), [6.0]);
        assert_eq!(curve(&series), [(10, 6.0), (13, 1.0)]);
    }

    #[test]
    fn spans_double_when_an_event_grows_longer_than_they_reach() {
        let readings: Vec<_> = (0..121).map(|minute| (minute, 10.0)).collect();
        let series = series(&readings);
        let points = series.points(late());
        assert_eq!(points.step_s, 120);
        assert_eq!(points.points.len(), 61);
        assert_eq!(points.points[60].count, 1);
    }

    #[test]
    fn a_span_is_told_when_it_is_over_and_not_before() {
        let series = series(&[(10, 4.0), (11, 8.0)]);
        assert_eq!(series.points(at(11)).points.len(), 1);
        assert_eq!(series.points(at(12)).points.len(), 2);
    }

    #[test]
    fn a_curve_breaks_where_the_feed_was_silent_for_longer_than_usual() {
        let pieces = |minutes: &[i64]| {
            let readings: Vec<_> = minutes.iter().map(|minute| (*minute, 1.0)).collect();
            let points = series(&readings).points(late());
            points.pieces().map(<[_]>::len).collect::<Vec<_>>()
        };
        assert_eq!(pieces(&[0, 1, 2, 3, 7, 8, 9]), [4, 3]);
        // One reading may fall into its neighbour's minute.
        assert_eq!(pieces(&[0, 1, 2, 4, 5, 6]), [6]);
        assert_eq!(pieces(&[0, 5, 10, 15, 20]), [5]);
        assert_eq!(pieces(&[3]), [1]);
        assert_eq!(pieces(&[]), [0; 0]);
    }

    #[test]
    fn a_coarser_curve_weighs_every_reading_alike() {
        let series = series(&[(0, 10.0), (0, 10.0), (0, 10.0), (1, 2.0), (3, 5.0)]);
        let coarse = series.points(late()).coarser(90);
        assert_eq!(coarse.step_s, 120);
        let means: Vec<_> = coarse.points.iter().map(|p| p.values[0].round()).collect();
        assert_eq!(means, [8.0, 5.0]);
    }

    fn readings() -> impl Strategy<Value = Vec<(i64, f64)>> {
        // Whole numbers: their sums are exact in any order.
        let reading = (-20_000_i64..20_000, 0_u32..1_000_000);
        prop::collection::vec(
            reading.prop_map(|(minute, v)| (minute, f64::from(v))),
            0..300,
        )
    }

    proptest! {
        #[test]
        fn the_order_of_arrival_makes_no_difference(readings in readings()) {
            let mut turned = readings.clone();
            turned.reverse();
            let mut sorted = readings.clone();
            sorted.sort_by(|a, b| a.partial_cmp(b).unwrap());
            let series_as_come = series(&readings);
            prop_assert_eq!(&series_as_come, &series(&turned));
            prop_assert_eq!(&series_as_come, &series(&sorted));
        }

        #[test]
        fn memory_is_bounded_and_no_reading_is_lost(readings in readings()) {
            let points = series(&readings).points(late());
            prop_assert!(points.points.len() <= usize::try_from(MAX_SPANS).unwrap());
            let count: usize = points.points.iter().map(|p| p.count as usize).sum();
            prop_assert_eq!(count, readings.len());
            prop_assert!(points.points.windows(2).all(|pair| pair[0].at < pair[1].at));
        }

        #[test]
        fn sums_read_from_the_store_make_the_same_series(readings in readings(), doublings in 0_u32..10) {
            let minutes = readings.iter().map(|(minute, _)| *minute);
            let (Some(first), Some(last)) = (minutes.clone().min(), minutes.max()) else { return Ok(()) };
            let step_s = step_for(at(first), at(last));
            let whole = series(&readings);
            prop_assert_eq!(whole.step_s, step_s);
            let thin_s = FINEST_STEP_S << doublings;
            // Spans as long as the series' own, or shorter.
            prop_assume!(thin_s <= step_s);
            let mut thinned: BTreeMap<i64, (f64, u32)> = BTreeMap::new();
            for (minute, value) in &readings {
                let sum = thinned.entry(number(at(*minute), thin_s)).or_default();
                *sum = (sum.0 + value, sum.1 + 1);
            }
            let mut rebuilt: Series<1> = Series::default();
            for (number, (sum, count)) in thinned {
                let at = Timestamp::from_millis(number * thin_s * 1_000);
                rebuilt.add_sum(Sum { step_s: thin_s, at, sums: [sum], count });
            }
            prop_assert_eq!(rebuilt, whole);
        }

        #[test]
        fn pieces_hold_every_point_once_and_in_order(readings in readings()) {
            let points = series(&readings).points(late());
            let together: Vec<_> = points.pieces().flatten().copied().collect();
            prop_assert_eq!(together, points.points);
        }
    }
}
