//! The newest reading of each metric of each source, and how often it comes.

use serde::{Deserialize, Serialize};

use crate::domain::estimate::Rhythm;
use crate::domain::metric::{Metric, Reading, counter_increase};
use crate::domain::time::Timestamp;

/// The most series that are told apart; of more, those heard longest ago are forgotten.
const MAX_SERIES: usize = 64;
/// A reading this much older than the newest of all is no longer of now.
pub(super) const FRESH_S: f64 = 180.0;

/// One metric of one source.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Series {
    /// Which source.
    pub source: String,
    /// Which metric.
    pub metric: Metric,
    /// The newest reading, and what it was true for.
    pub value: f64,
    /// When.
    pub at: Timestamp,
    /// How often it comes.
    pub rhythm: Rhythm,
}

/// Every series that has spoken.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct AllSeries(Vec<Series>);

impl AllSeries {
    /// Takes a reading in, unless a newer one of its series is known. Tells how far it rose since the last, were it a counter.
    pub fn take(&mut self, source: &str, reading: Reading) -> Option<f64> {
        let known = self
            .0
            .iter_mut()
            .find(|series| series.metric == reading.metric && series.source == source);
        if let Some(series) = known {
            if reading.at <= series.at {
                return None;
            }
            let increase = counter_increase(series.value, reading.value);
            series.rhythm.hear(reading.at);
            (series.value, series.at) = (reading.value, reading.at);
            return Some(increase);
        }
        let mut rhythm = Rhythm::default();
        rhythm.hear(reading.at);
        self.0.push(Series {
            source: source.to_owned(),
            metric: reading.metric,
            value: reading.value,
            at: reading.at,
            rhythm,
        });
        if self.0.len() > MAX_SERIES {
            let oldest = self
                .0
                .iter()
                .enumerate()
                .min_by_key(|(_, series)| series.at);
            if let Some((oldest, _)) = oldest {
                self.0.remove(oldest);
            }
        }
        Some(0.0)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Series> {
        self.0.iter()
    }

    /// Those of a metric that are still of now at `at`, and of `since` or later.
    pub fn fresh(
        &self,
        metric: Metric,
        since: Timestamp,
        at: Timestamp,
    ) -> impl Iterator<Item = &Series> {
        let fresh = move |series: &&Series| {
            series.metric == metric && series.at >= since && at.seconds_since(series.at) <= FRESH_S
        };
        self.0.iter().filter(fresh)
    }

    /// The newest value of a metric, however long ago.
    pub fn newest(&self, metric: Metric) -> Option<f64> {
        let series = self.0.iter().filter(|series| series.metric == metric);
        series
            .max_by_key(|series| series.at)
            .map(|series| series.value)
    }

    /// The newest instant that a metric was told of.
    pub fn told_at(&self, metric: Metric) -> Option<Timestamp> {
        let series = self.0.iter().filter(|series| series.metric == metric);
        series.map(|series| series.at).max()
    }

    /// How long the quickest source of a metric may be quiet before it counts as delayed, in seconds.
    pub fn patience_s(&self, metric: Metric) -> Option<f64> {
        let series = self.0.iter().filter(|series| series.metric == metric);
        let patience = series.map(|series| series.rhythm.patience_s().0);
        patience.reduce(f64::min)
    }
}
