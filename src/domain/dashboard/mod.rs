//! What operators watch: a few curves, each beside the limit at which it means trouble.

mod counters;
mod drawing;

use serde::{Deserialize, Serialize};

pub use counters::{CounterSpan, rates_per_min};
pub use drawing::{DialView, Drawing};

use super::history::series::{Points, step_for};
use super::signals::{Occasion, Signal, Suggestion, Thresholds};
use super::time::Timestamp;

/// How much of an event is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Window {
    /// The last hour, minute by minute.
    #[default]
    Hour,
    /// All of it.
    Event,
}

impl Window {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Hour, Self::Event];

    /// Its name in an address.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Hour => "hour",
            Self::Event => "event",
        }
    }

    /// Parses its name in an address; a mistyped one is the last hour.
    pub fn parse(name: &str) -> Self {
        let found = Self::ALL.into_iter().find(|window| window.as_str() == name);
        found.unwrap_or_default()
    }

    /// Where it begins and the length of its spans in seconds, for an event whose first reading is of `first`.
    pub fn spans(self, first: Timestamp, now: Timestamp) -> (Timestamp, i64) {
        let begins = match self {
            Self::Hour => first.max(now.plus_seconds(-3_600).floor_to(60)),
            // However long it lasts: its spans grow with it.
            Self::Event => first,
        };
        let step_s = step_for(begins, now);
        // The first reading's own span begins before it.
        (begins.floor_to(step_s), step_s)
    }
}

/// One thing that is watched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dial {
    /// Shoppers waiting.
    Depth,
    /// People let in per minute.
    Throughput,
    /// The middle of the wait that was shown, in seconds.
    Wait,
    /// Share of failed shop requests, 0 to 1.
    ErrorRate,
    /// The shop's 95th-percentile response time, in milliseconds.
    Latency,
    /// Share of admitted shoppers who reached the shop, 0 to 1.
    Handoff,
    /// Screens that watched the page.
    Viewers,
}

impl Dial {
    /// All of them, in the order in which a launch goes wrong.
    pub const ALL: [Self; 7] = [
        Self::Depth,
        Self::Throughput,
        Self::Wait,
        Self::ErrorRate,
        Self::Latency,
        Self::Handoff,
        Self::Viewers,
    ];

    /// What it is called.
    pub fn label(self) -> &'static str {
        match self {
            Self::Depth => "In line",
            Self::Throughput => "Let in per minute",
            Self::Wait => "Wait shown",
            Self::ErrorRate => "Failed shop requests",
            Self::Latency => "Slow answers of the shop (95th percentile)",
            Self::Handoff => "Reached the shop after admission",
            Self::Viewers => "Screens watching",
        }
    }

    /// The signal that its limit is of.
    pub fn signal(self) -> Option<Signal> {
        match self {
            Self::Depth => Some(Signal::Depth),
            Self::ErrorRate => Some(Signal::ErrorRate),
            Self::Latency => Some(Signal::P95Latency),
            Self::Handoff => Some(Signal::Handoff),
            Self::Throughput | Self::Wait | Self::Viewers => None,
        }
    }
}

/// The limit at which a curve means trouble.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Threshold {
    /// Trouble above it.
    Above(f64),
    /// Trouble below it.
    Below(f64),
}

impl Threshold {
    /// The event's limit for a dial, of a waiting room that holds so many; none where nothing is watched for.
    pub fn of(dial: Dial, limits: &Thresholds, capacity: Option<f64>) -> Option<Self> {
        match dial {
            Dial::Depth => limits.nearly_full(capacity).map(Self::Above),
            Dial::ErrorRate => limits.error_rate.map(Self::Above),
            Dial::Latency => limits.p95_latency_ms.map(Self::Above),
            Dial::Handoff => limits.handoff.map(Self::Below),
            Dial::Throughput | Dial::Wait | Dial::Viewers => None,
        }
    }

    /// Where it is.
    pub fn limit(self) -> f64 {
        let (Self::Above(limit) | Self::Below(limit)) = self;
        limit
    }

    /// Whether a value is beyond it. A line that has come to its limit counts, as "at capacity − 10 %" says.
    pub fn is_crossed(self, dial: Dial, value: f64) -> bool {
        match self {
            Self::Above(limit) if dial == Dial::Depth => value >= limit,
            Self::Above(limit) => value > limit,
            Self::Below(limit) => value < limit,
        }
    }
}

/// One curve with its limit.
#[derive(Debug, Clone, PartialEq)]
pub struct DialCurve {
    /// What is watched.
    pub dial: Dial,
    /// Means over equal spans, with gaps where nothing was heard.
    pub points: Points<1>,
    /// The limit.
    pub threshold: Option<Threshold>,
}

impl DialCurve {
    /// The newest value, if it is of this span or the last: older ones are no news.
    pub fn newest(&self, now: Timestamp) -> Option<f64> {
        let last = self.points.points.last()?;
        let fresh = now.seconds_since(last.at) < seconds(2 * self.points.step_s);
        fresh.then_some(last.values[0])
    }

    /// The key of the template that tells shoppers of trouble with it: the one that its alert suggests.
    pub fn template(&self) -> Option<&'static str> {
        let topic = self.dial.signal()?.into();
        Suggestion::of(&topic, Occasion::Trouble).map(|suggestion| suggestion.template)
    }

    /// Whether the newest value is beyond the limit.
    pub fn is_crossed(&self, now: Timestamp) -> bool {
        let crossed = |value| {
            self.threshold
                .map(|limit| limit.is_crossed(self.dial, value))
        };
        self.newest(now).and_then(crossed).unwrap_or(false)
    }
}

#[expect(clippy::cast_precision_loss, reason = "lengths of spans")]
fn seconds(whole: i64) -> f64 {
    whole as f64
}

#[cfg(test)]
mod tests {
    use super::super::history::series::{MAX_SPANS, Series};
    use super::*;

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_millis(minute * 60_000)
    }

    fn curve(dial: Dial, values: &[(i64, f64)], capacity: Option<f64>) -> DialCurve {
        let mut series = Series::default();
        for (minute, value) in values {
            series.add(at(*minute), [*value]);
        }
        DialCurve {
            dial,
            points: series.points(at(1_000)),
            threshold: Threshold::of(dial, &Thresholds::default(), capacity),
        }
    }

    #[test]
    fn the_limits_are_the_events_own_and_none_where_nothing_is_watched_for() {
        let limits = Thresholds {
            error_rate: Some(0.05),
            handoff: None,
            ..Thresholds::default()
        };
        let of = |dial, capacity| Threshold::of(dial, &limits, capacity);
        assert_eq!(of(Dial::ErrorRate, None), Some(Threshold::Above(0.05)));
        assert_eq!(of(Dial::Latency, None), Some(Threshold::Above(2_000.0)));
        assert_eq!(of(Dial::Handoff, None), None);
        let depth = of(Dial::Depth, Some(30_000.0));
        assert_eq!(depth, Some(Threshold::Above(27_000.0)));
        assert_eq!(of(Dial::Depth, None), None);
    }

    #[test]
    fn what_is_beyond_its_limit_is_told_and_what_is_at_it_only_where_the_guide_says_so() {
        let crossed = |dial, value| curve(dial, &[(9, value)], Some(100.0)).is_crossed(at(10));
        assert!(crossed(Dial::ErrorRate, 0.011) && !crossed(Dial::ErrorRate, 0.01));
        assert!(crossed(Dial::Latency, 2_001.0) && !crossed(Dial::Latency, 2_000.0));
        assert!(crossed(Dial::Handoff, 0.94) && !crossed(Dial::Handoff, 0.95));
        assert!(crossed(Dial::Depth, 90.0) && !crossed(Dial::Depth, 89.0));
        assert!(!crossed(Dial::Viewers, 1e9));
    }

    #[test]
    fn a_value_that_is_no_longer_fresh_is_no_news_and_no_trouble() {
        let curve = curve(Dial::ErrorRate, &[(9, 0.5)], None);
        assert_eq!(curve.newest(at(10)), Some(0.5));
        assert_eq!(curve.newest(at(11)), None);
        assert!(!curve.is_crossed(at(11)));
    }

    #[test]
    fn an_hour_is_cut_into_minutes_and_a_long_event_into_no_more_spans_than_fit() {
        let now = at(100_000);
        assert_eq!(Window::Hour.spans(at(0), now), (at(99_940), 60));
        let within = at(99_990).plus_seconds(20);
        assert_eq!(Window::Hour.spans(within, now), (at(99_990), 60));
        let (begins, step_s) = Window::Event.spans(at(0), now);
        assert_eq!(begins, at(0));
        assert!(now.seconds_since(begins) / seconds(step_s) <= seconds(MAX_SPANS));
    }
}
