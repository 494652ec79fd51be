//! Readings over time in bounded memory: counters whatever their feed does, and gauges.

use std::collections::BTreeMap;

use crate::domain::metric::counter_increase;
use crate::domain::time::Timestamp;

/// The most sources of one metric that are told apart; those beyond it are not counted.
const MAX_SOURCES: usize = 64;

/// Values in the order of time, at most one a step; straight between two of them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Curve {
    points: Vec<(Timestamp, f64)>,
}

impl Curve {
    /// Takes in the value at `at`, in the place of an earlier one within the same step.
    pub(super) fn put(&mut self, at: Timestamp, value: f64, step_s: i64) {
        // The first value stays: everything is counted from it.
        let same = |other: Timestamp| other.floor_to(step_s) == at.floor_to(step_s);
        match self.points.as_mut_slice() {
            [_, .., last] if same(last.0) => *last = (at, value),
            [only] if only.0 == at => only.1 = value,
            _ => self.points.push((at, value)),
        }
    }

    /// The value at `at`; before the first and after the last point it stands still.
    pub fn by(&self, at: Timestamp) -> f64 {
        let after = self.points.partition_point(|(time, _)| *time <= at);
        let before = after.checked_sub(1).and_then(|i| self.points.get(i));
        match (before, self.points.get(after)) {
            (Some((t0, v0)), Some((t1, v1))) => {
                let share = at.seconds_since(*t0) / t1.seconds_since(*t0);
                v0 + (v1 - v0) * share
            }
            (Some((_, value)), None) | (None, Some((_, value))) => *value,
            (None, None) => 0.0,
        }
    }

    /// How far it rose between two instants; a curve that falls has not risen.
    pub fn rise(&self, from: Timestamp, to: Timestamp) -> f64 {
        (self.by(to) - self.by(from)).max(0.0)
    }

    /// From the first point to the last; none when there are fewer than two.
    pub fn reach(&self) -> Option<(Timestamp, Timestamp)> {
        match self.points.as_slice() {
            [(first, _), .., (last, _)] => Some((*first, *last)),
            _ => None,
        }
    }

    /// The points.
    pub fn points(&self) -> &[(Timestamp, f64)] {
        &self.points
    }
}

/// How far the counters of one metric have risen. Each source counts apart, and their people add up; one that falls was reset.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Counter {
    newest: BTreeMap<String, f64>,
    /// What the sources stood at when they were first read.
    began: f64,
    total: f64,
    curve: Curve,
}

impl Counter {
    /// Takes in a reading; readings come in the order of time.
    pub(super) fn observe(&mut self, source: &str, at: Timestamp, value: f64, step_s: i64) {
        if let Some(before) = self.newest.get_mut(source) {
            self.total += counter_increase(*before, value);
            *before = value;
        } else if self.newest.len() < MAX_SOURCES {
            self.newest.insert(source.to_owned(), value);
            self.began += value;
        }
        self.curve.put(at, self.total, step_s);
    }

    /// How far it rose from its first reading on; nothing when it was read less than twice.
    pub fn total(&self) -> Option<f64> {
        self.curve.reach().map(|_| self.total)
    }

    /// How far it rose between two instants.
    pub fn between(&self, from: Timestamp, to: Timestamp) -> f64 {
        self.curve.rise(from, to)
    }

    /// What it stood at when it was first read.
    pub fn began(&self) -> f64 {
        self.began
    }

    /// Its rise over time.
    pub fn curve(&self) -> &Curve {
        &self.curve
    }
}

/// A value that goes up and down; of several sources the newest reading holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Gauge {
    most: Option<(Timestamp, f64)>,
    curve: Curve,
}

impl Gauge {
    /// Takes in a reading; readings come in the order of time.
    pub(super) fn observe(&mut self, at: Timestamp, value: f64, step_s: i64) {
        if self.most.is_none_or(|(_, most)| value > most) {
            self.most = Some((at, value));
        }
        self.curve.put(at, value, step_s);
    }

    /// The highest reading, and when it was first reached.
    pub fn most(&self) -> Option<(Timestamp, f64)> {
        self.most
    }

    /// The newest reading.
    pub fn last(&self) -> Option<f64> {
        self.curve.points.last().map(|(_, value)| *value)
    }

    /// Its course.
    pub fn curve(&self) -> &Curve {
        &self.curve
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(seconds * 1_000)
    }

    fn counter(readings: &[(&str, i64, f64)]) -> Counter {
        let mut counter = Counter::default();
        for (source, t, value) in readings {
            counter.observe(source, at(*t), *value, 1);
        }
        counter
    }

    #[test]
    fn a_reset_counter_goes_on_from_zero_and_sources_add_up() {
        let counter = counter(&[
            ("a", 0, 100.0),
            ("b", 0, 7.0),
            ("a", 10, 150.0),
            ("b", 10, 9.0),
            ("a", 20, 30.0),
        ]);
        assert_eq!(counter.total(), Some(50.0 + 2.0 + 30.0));
        assert_eq!(Some(counter.began()), Some(107.0));
        let rise = |from, to| Some(counter.between(at(from), at(to)));
        assert_eq!(rise(0, 10), Some(52.0));
        assert_eq!(rise(10, 15), Some(15.0));
    }

    #[test]
    fn a_counter_that_was_read_once_has_not_risen() {
        assert_eq!(counter(&[("a", 0, 5.0)]).total(), None);
        assert_eq!(counter(&[]).total(), None);
    }

    #[test]
    fn a_peak_between_two_steps_is_not_lost() {
        let mut gauge = Gauge::default();
        for (t, value) in [(0, 1.0), (61, 40.0), (62, 9.0), (63, 40.0), (130, 2.0)] {
            gauge.observe(at(t), value, 60);
        }
        assert_eq!(gauge.most(), Some((at(61), 40.0)));
        assert_eq!(gauge.curve().points().len(), 3);
        assert_eq!(gauge.last(), Some(2.0));
    }

    proptest! {
        #[test]
        fn thinning_loses_nobody(steps in prop::collection::vec((1_i64..30, 0_u32..1_000), 2..60), step_s in 1_i64..120) {
            let (mut fine, mut thin) = (Counter::default(), Counter::default());
            let mut t = 0;
            for (gap, value) in steps {
                t += gap;
                fine.observe("a", at(t), f64::from(value), 1);
                thin.observe("a", at(t), f64::from(value), step_s);
            }
            if let Some(total) = thin.total() {
                prop_assert_eq!(Some(total), fine.total());
                prop_assert_eq!(Some(thin.between(at(-1), at(t))), fine.total());
            }
            let most = usize::try_from(t / step_s + 2).unwrap();
            prop_assert!(thin.curve().points().len() <= most);
        }

        #[test]
        fn a_counter_never_runs_backwards(values in prop::collection::vec(0_u32..1_000, 2..40), from in 0_i64..50, more in 0_i64..50) {
            let readings: Vec<_> = values.iter().zip(0..).map(|(value, t)| ("a", t, f64::from(*value))).collect();
            let counter = counter(&readings);
            prop_assert!(counter.between(at(from), at(from + more)) >= 0.0);
            prop_assert!(counter.between(at(from), at(from + more)) <= counter.total().unwrap() + 1e-9);
        }
    }
}
