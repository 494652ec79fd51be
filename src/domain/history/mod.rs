//! The course of an event so far: the line, the pace and the wait that was shown, thinned so that it fits on a page.

/// One value over time in bounded memory.
pub mod series;

use serde::{Deserialize, Serialize};

use series::{Points, Series, Sum};

use super::estimate::WaitEstimate;
use super::estimate::range::{self, ShownRange};
use super::metric::{Metric, Reading};
use super::time::Timestamp;

/// How often the course is brought up to date, and the wait that is shown is noted: seconds.
pub const MINUTE_S: i64 = 60;
/// How long before the opening a course begins, in seconds: people gather, and what was tried out on the days before would
/// leave no room for the event itself.
pub const BEFORE_OPENING_S: i64 = 2 * 3_600;
/// How long a course is drawn minute by minute: seconds.
const YOUNG_S: i64 = 30 * MINUTE_S;
/// How far it moves on at once from then on: seconds.
const STRIDE_S: i64 = 5 * MINUTE_S;

/// The wait as shoppers saw it, at the beginning of a minute or when it changed within one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShownWait {
    /// Since when it stood there.
    pub at: Timestamp,
    /// The range in whole seconds, or the reason why there was none.
    pub wait: WaitEstimate,
    /// The pace shown beside it: people let in per minute, a whole number.
    pub admitted_per_min: Option<f64>,
}

impl ShownWait {
    /// What is shown at `now`, rounded: sums of whole numbers are the same in whatever order they are added, so a course
    /// read from the store equals the one that was followed.
    pub fn new(now: Timestamp, wait: WaitEstimate, admitted_per_min: Option<f64>) -> Self {
        let wait = match wait {
            WaitEstimate::Known {
                low_s,
                mid_s,
                high_s,
            } => WaitEstimate::Known {
                low_s: low_s.round(),
                mid_s: mid_s.round(),
                high_s: high_s.round(),
            },
            unknown @ WaitEstimate::Unknown { .. } => unknown,
        };
        Self {
            at: now.floor_to(1),
            wait,
            admitted_per_min: admitted_per_min.map(f64::round),
        }
    }

    /// The same as what its minute begins with.
    #[must_use]
    pub fn of_minute(self) -> Self {
        Self {
            at: self.at.floor_to(MINUTE_S),
            ..self
        }
    }

    /// The range as it was written on the page.
    pub fn written(&self) -> Option<ShownRange> {
        match self.wait {
            WaitEstimate::Known { low_s, high_s, .. } => Some(range::shown(low_s, high_s)),
            WaitEstimate::Unknown { .. } => None,
        }
    }
}

/// What everyone may see the course of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Track {
    /// Shoppers waiting.
    QueueDepth,
    /// How many the waiting room holds.
    Capacity,
    /// Entries in a draw.
    DrawEntries,
    /// People let in per minute, as shown.
    AdmittedPerMin,
    /// The middle of the wait that was shown, in seconds.
    Wait,
}

/// Why there is no course to see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TrackError {
    /// Neither a metric nor one of the others.
    #[error("unknown; public are {}", Track::ALL.map(Track::as_str).join(", "))]
    Unknown,
    /// A metric that is the shop's own business.
    #[error("the course of {} is not public", .0.as_str())]
    NotPublic(Metric),
}

impl Track {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::QueueDepth,
        Self::Capacity,
        Self::DrawEntries,
        Self::AdmittedPerMin,
        Self::Wait,
    ];

    /// Its name on the wire; that of the metric where it is one.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::QueueDepth => Metric::QueueDepth.as_str(),
            Self::Capacity => Metric::Capacity.as_str(),
            Self::DrawEntries => Metric::DrawEntries.as_str(),
            Self::AdmittedPerMin => "admitted_per_min",
            Self::Wait => "wait",
        }
    }

    /// Parses its name on the wire.
    pub fn parse(name: &str) -> Result<Self, TrackError> {
        let track = Self::ALL.into_iter().find(|track| track.as_str() == name);
        track.ok_or_else(|| Metric::parse(name).map_or(TrackError::Unknown, TrackError::NotPublic))
    }
}

/// The course so far, in points: what the page draws and the API tells.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct History {
    /// Shoppers waiting.
    pub depth: Points<1>,
    /// How many fit.
    pub capacity: Points<1>,
    /// Entries in a draw.
    pub entries: Points<1>,
    /// People let in per minute.
    pub pace: Points<1>,
    /// The wait that was shown: low, middle and high end in seconds.
    pub wait: Points<3>,
}

impl History {
    /// Where its charts end at `minute`: there while it is young; later only every few minutes, because one more would
    /// hardly be seen in a long chart, and yet would be sent to everyone.
    pub fn drawn_until(&self, minute: Timestamp) -> Timestamp {
        let Some(first) = self.first() else {
            return minute;
        };
        let reach_ms = minute.as_millis().saturating_sub(first.as_millis());
        let (young_ms, stride_ms) = (YOUNG_S * 1_000, STRIDE_S * 1_000);
        if reach_ms < young_ms {
            minute
        } else {
            Timestamp::from_millis(first.as_millis() + reach_ms - reach_ms % stride_ms)
        }
    }

    /// When the first of its curves begins.
    fn first(&self) -> Option<Timestamp> {
        let people = [&self.depth, &self.entries].map(|track| track.points.first().map(|p| p.at));
        let wait = self.wait.points.first().map(|point| point.at);
        people.into_iter().chain([wait]).flatten().min()
    }

    /// One curve with a single value for each point.
    pub fn track(&self, track: Track) -> Points<1> {
        match track {
            Track::QueueDepth => self.depth.clone(),
            Track::Capacity => self.capacity.clone(),
            Track::DrawEntries => self.entries.clone(),
            Track::AdmittedPerMin => self.pace.clone(),
            Track::Wait => self.wait.middle(),
        }
    }
}

/// Follows an event and keeps its course in bounded memory.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Chronicle {
    depth: Series<1>,
    capacity: Series<1>,
    entries: Series<1>,
    pace: Series<1>,
    wait: Series<3>,
}

impl Chronicle {
    /// The metrics whose readings it keeps.
    pub const METRICS: [Metric; 3] = [Metric::QueueDepth, Metric::Capacity, Metric::DrawEntries];

    /// Takes in a reading, however late it comes.
    pub fn observe(&mut self, reading: Reading) {
        if let Some(series) = self.series(reading.metric) {
            series.add(reading.at, [reading.value]);
        }
    }

    /// Takes in readings that were added up before.
    pub fn observe_sum(&mut self, metric: Metric, sum: Sum<1>) {
        if let Some(series) = self.series(metric) {
            series.add_sum(sum);
        }
    }

    fn series(&mut self, metric: Metric) -> Option<&mut Series<1>> {
        match metric {
            Metric::QueueDepth => Some(&mut self.depth),
            Metric::Capacity => Some(&mut self.capacity),
            Metric::DrawEntries => Some(&mut self.entries),
            _ => None,
        }
    }

    /// Takes in what was shown at the beginning of a minute.
    pub fn note(&mut self, shown: ShownWait) {
        if let Some(per_min) = shown.admitted_per_min {
            self.pace.add(shown.at, [per_min]);
        }
        if let WaitEstimate::Known {
            low_s,
            mid_s,
            high_s,
        } = shown.wait
        {
            self.wait.add(shown.at, [low_s, mid_s, high_s]);
        }
    }

    /// Takes in ranges and paces that were added up before.
    pub fn note_sums(&mut self, waits: Sum<3>, paces: Sum<1>) {
        self.wait.add_sum(waits);
        self.pace.add_sum(paces);
    }

    /// The course in spans that were over by `until`.
    pub fn history(&self, until: Timestamp) -> History {
        History {
            depth: self.depth.points(until),
            capacity: self.capacity.points(until),
            entries: self.entries.points(until),
            pace: self.pace.points(until),
            wait: self.wait.points(until),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::estimate::UnknownReason;
    use super::*;

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_millis(minute * 60_000)
    }

    #[test]
    fn names_of_tracks_parse_back_and_the_shops_own_metrics_are_told_from_unknown_ones() {
        for track in Track::ALL {
            assert_eq!(Track::parse(track.as_str()), Ok(track));
        }
        let private = Err(TrackError::NotPublic(Metric::ErrorRate));
        assert_eq!(Track::parse("error_rate"), private);
        assert_eq!(Track::parse("depth"), Err(TrackError::Unknown));
    }

    #[test]
    fn a_wait_that_was_not_shown_leaves_a_gap() {
        let mut chronicle = Chronicle::default();
        let known = WaitEstimate::Known {
            low_s: 300.0,
            mid_s: 400.0,
            high_s: 500.0,
        };
        let reason = UnknownReason::Paused;
        for (minute, wait) in [
            (0, known),
            (1, WaitEstimate::Unknown { reason }),
            (2, known),
        ] {
            chronicle.note(ShownWait::new(at(minute), wait, None));
        }
        let history = chronicle.history(at(3));
        let times: Vec<_> = history.wait.points.iter().map(|point| point.at).collect();
        assert_eq!(times, [at(0), at(2)]);
        let shown = history.wait.points[0].values.to_vec();
        assert_eq!(shown, [300.0, 400.0, 500.0]);
        let middle = history.track(Track::Wait).points[1].values.to_vec();
        assert_eq!(middle, [400.0]);
        assert!(history.pace.points.is_empty());
    }

    fn course(begins: Timestamp, until: Timestamp) -> History {
        let mut chronicle = Chronicle::default();
        chronicle.observe(Reading {
            at: begins,
            metric: Metric::QueueDepth,
            value: 1.0,
        });
        chronicle.history(until)
    }

    #[test]
    fn a_young_course_is_drawn_every_minute_and_a_longer_one_every_five() {
        let ends = |minute| course(at(7), at(minute)).drawn_until(at(minute));
        for (minute, end) in [
            (7, 7),
            (8, 8),
            (36, 36),
            (37, 37),
            (38, 37),
            (41, 37),
            (42, 42),
        ] {
            assert_eq!(ends(minute), at(end), "{minute}");
        }
    }

    proptest! {
        #[test]
        fn what_is_drawn_never_goes_back_and_is_less_than_five_minutes_behind(
            begins in 0_i64..2_000,
            minutes in 0_i64..600,
        ) {
            let end = |minute| course(at(begins), at(minute)).drawn_until(at(minute));
            let (now, then) = (end(begins + minutes), end(begins + minutes + 1));
            prop_assert!(now <= then);
            let behind = at(begins + minutes).seconds_since(now);
            prop_assert!((0.0..300.0).contains(&behind), "{behind}");
        }
    }

    #[test]
    fn only_public_readings_are_kept() {
        let mut chronicle = Chronicle::default();
        for metric in Metric::ALL {
            chronicle.observe(Reading {
                at: at(0),
                metric,
                value: 1.0,
            });
        }
        let history = chronicle.history(at(1));
        let kept = Track::ALL.map(|track| history.track(track).points.len());
        assert_eq!(kept, [1, 1, 1, 0, 0]);
    }
}
