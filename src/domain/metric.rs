//! Names of readings, and the timed readings that a feed sends.

use serde::{Deserialize, Serialize};

use super::time::Timestamp;

/// The largest reading accepted: more shoppers than there are people, and still exact in an `f64`.
const MAX_READING: f64 = 1e12;

/// What a reading is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Metric {
    /// Shoppers waiting.
    QueueDepth,
    /// Let in since the counter began.
    AdmittedTotal,
    /// Joined the line since the counter began.
    ArrivalsTotal,
    /// Gave up while waiting since the counter began.
    LeftTotal,
    /// How many the waiting room holds.
    Capacity,
    /// The rate the operator of the queue has set.
    AdmissionRatePerMin,
    /// Shoppers inside the shop.
    ActiveShoppers,
    /// Share of failed shop requests, 0 to 1.
    ErrorRate,
    /// The shop's 95th-percentile response time, milliseconds.
    P95LatencyMs,
    /// Admitted shoppers who reached the shop since the counter began.
    HandoffCompletedTotal,
    /// Admitted shoppers who did not reach the shop since the counter began.
    HandoffFailedTotal,
    /// Entries in a draw.
    DrawEntries,
}

/// Why a reading or a sample is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MetricError {
    /// Not a metric of the vocabulary.
    #[error("unknown metric; known are {}", Metric::ALL.map(Metric::as_str).join(", "))]
    UnknownMetric,
    /// Not a number at all, or infinite.
    #[error("must be a finite number")]
    NotFinite,
    /// Below zero.
    #[error("must not be negative")]
    Negative,
    /// Above what the metric can be.
    #[error("must be at most {0}")]
    TooLarge(u64),
    /// A count of people with a fraction.
    #[error("must be a whole number")]
    NotWhole,
    /// A sample without any reading.
    #[error("a sample needs at least one metric")]
    Empty,
}

impl Metric {
    /// Every metric.
    pub const ALL: [Self; 12] = [
        Self::QueueDepth,
        Self::AdmittedTotal,
        Self::ArrivalsTotal,
        Self::LeftTotal,
        Self::Capacity,
        Self::AdmissionRatePerMin,
        Self::ActiveShoppers,
        Self::ErrorRate,
        Self::P95LatencyMs,
        Self::HandoffCompletedTotal,
        Self::HandoffFailedTotal,
        Self::DrawEntries,
    ];

    /// The metric's name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::QueueDepth => "queue_depth",
            Self::AdmittedTotal => "admitted_total",
            Self::ArrivalsTotal => "arrivals_total",
            Self::LeftTotal => "left_total",
            Self::Capacity => "capacity",
            Self::AdmissionRatePerMin => "admission_rate_per_min",
            Self::ActiveShoppers => "active_shoppers",
            Self::ErrorRate => "error_rate",
            Self::P95LatencyMs => "p95_latency_ms",
            Self::HandoffCompletedTotal => "handoff_completed_total",
            Self::HandoffFailedTotal => "handoff_failed_total",
            Self::DrawEntries => "draw_entries",
        }
    }

    /// Parses the metric's name on the wire.
    pub fn parse(name: &str) -> Result<Self, MetricError> {
        Self::ALL
            .into_iter()
            .find(|metric| metric.as_str() == name)
            .ok_or(MetricError::UnknownMetric)
    }

    /// Checks that a value is one this metric can have.
    pub fn check(self, value: f64) -> Result<f64, MetricError> {
        let limit = if self == Self::ErrorRate {
            1.0
        } else {
            MAX_READING
        };
        let whole = !matches!(
            self,
            Self::ErrorRate | Self::P95LatencyMs | Self::AdmissionRatePerMin
        );
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "1 or 1e12"
        )]
        let limit_shown = limit as u64;
        if !value.is_finite() {
            Err(MetricError::NotFinite)
        } else if value < 0.0 {
            Err(MetricError::Negative)
        } else if value > limit {
            Err(MetricError::TooLarge(limit_shown))
        } else if whole && value.fract() != 0.0 {
            Err(MetricError::NotWhole)
        } else {
            Ok(value)
        }
    }
}

/// How far a counter rose between two readings. A counter that fell was reset and began again from zero.
pub fn counter_increase(earlier: f64, later: f64) -> f64 {
    if later >= earlier {
        later - earlier
    } else {
        later
    }
}

/// One metric at one instant.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// When it was true.
    pub at: Timestamp,
    /// What it is of.
    pub metric: Metric,
    /// How much, in the metric's unit.
    pub value: f64,
}

/// Everything a feed read at one instant.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    at: Timestamp,
    readings: Vec<Reading>,
}

impl Sample {
    /// Parses named values; the error comes with the name it belongs to, empty for the sample as a whole.
    pub fn parse<'a>(
        at: Timestamp,
        values: impl IntoIterator<Item = (&'a str, f64)>,
    ) -> Result<Self, (String, MetricError)> {
        let mut readings = Vec::new();
        for (name, value) in values {
            let metric = Metric::parse(name).map_err(|error| (name.to_owned(), error))?;
            let value = metric
                .check(value)
                .map_err(|error| (name.to_owned(), error))?;
            readings.push(Reading { at, metric, value });
        }
        if readings.is_empty() {
            return Err((String::new(), MetricError::Empty));
        }
        Ok(Self { at, readings })
    }

    /// When it was true.
    pub fn at(&self) -> Timestamp {
        self.at
    }

    /// Its readings.
    pub fn readings(&self) -> &[Reading] {
        &self.readings
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_parse_back() {
        for metric in Metric::ALL {
            assert_eq!(Metric::parse(metric.as_str()), Ok(metric));
        }
    }

    #[test]
    fn a_negative_depth_an_unknown_name_and_half_a_person_are_refused() {
        let at = Timestamp::from_millis(0);
        let parse = |name, value| Sample::parse(at, [(name, value)]).unwrap_err().1;
        assert_eq!(parse("queue_depth", -1.0), MetricError::Negative);
        assert_eq!(parse("depth", 1.0), MetricError::UnknownMetric);
        assert_eq!(parse("queue_depth", 0.5), MetricError::NotWhole);
        assert_eq!(parse("error_rate", 1.5), MetricError::TooLarge(1));
        assert_eq!(parse("queue_depth", f64::NAN), MetricError::NotFinite);
    }

    proptest! {
        #[test]
        fn counters_never_run_backwards(totals in prop::collection::vec(0u32..1_000_000, 2..20)) {
            for pair in totals.windows(2) {
                prop_assert!(counter_increase(f64::from(pair[0]), f64::from(pair[1])) >= 0.0);
            }
        }

        #[test]
        fn what_is_accepted_is_finite_and_not_negative(value in prop::num::f64::ANY, index in 0usize..12) {
            if let Ok(value) = Metric::ALL[index].check(value) {
                prop_assert!(value.is_finite() && (0.0..=MAX_READING).contains(&value));
            }
        }
    }
}
