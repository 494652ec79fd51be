//! Where an event's limits lie, and which signals may speak by themselves.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::latch::Patience;
use super::{Signal, Suggestion};

/// Verdicts that are so many seconds apart say nothing about the time between.
const MAX_GAP_S: f64 = 180.0;

/// An event's limits. Those of the guide are the defaults; `null` stands for what is not watched.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Thresholds {
    /// The share of failed shop requests that is too much, 0 to 1.
    pub error_rate: Option<f64>,
    /// The shop's 95th-percentile response time that is too long, milliseconds.
    pub p95_latency_ms: Option<f64>,
    /// The share of the capacity that is left when the waiting room counts as nearly full, 0 to 1.
    pub capacity_left: Option<f64>,
    /// The share of the admitted that must reach the shop, 0 to 1.
    pub handoff: Option<f64>,
    /// How many hand-overs it takes to judge that share.
    pub handoff_min_count: u32,
    /// How many times as long as in the last quarter of an hour a wait is that has jumped.
    pub wait_jump: Option<f64>,
    /// After how many seconds without admissions an open event counts as paused.
    pub silent_pause_s: Option<u32>,
    /// Whether a product of which nothing is left is a signal.
    pub sold_out: bool,
    /// After how many seconds without a reading a metric counts as silent, at the least.
    pub silence_s: Option<u32>,
    /// For how many seconds a limit must be crossed before that is confirmed.
    pub confirm_s: u32,
}

/// Why a limit is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ThresholdsError {
    /// A share that nothing or everything crosses.
    #[error("give a share between 0 and 1, for example 0.01 for 1 %")]
    NotAShare,
    /// A time that no shop answers in, or that nobody waits for.
    #[error("give 1 to 600000 milliseconds")]
    BadLatency,
    /// A wait that would not have jumped, or never jumps.
    #[error("give a number from 1.1 to 20, for example 1.5 for half as long again")]
    BadJump,
    /// Shorter than a feed's interval or longer than any use.
    #[error("give 10 to 3600 seconds")]
    BadSeconds,
    /// Too few to mean anything.
    #[error("give 5 to 100000 people")]
    BadCount,
    /// Not a signal, or one that has no words for shoppers.
    #[error("signals that can publish are {}", Rules::POSSIBLE.map(Signal::as_str).join(", "))]
    NoRule,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            error_rate: Some(0.01),
            p95_latency_ms: Some(2_000.0),
            capacity_left: Some(0.1),
            handoff: Some(0.95),
            handoff_min_count: 50,
            wait_jump: Some(1.5),
            silent_pause_s: Some(60),
            sold_out: true,
            silence_s: Some(90),
            confirm_s: 60,
        }
    }
}

impl Thresholds {
    /// Every limit that cannot be one, by the name of its field.
    pub fn wrong(&self) -> Vec<(&'static str, ThresholdsError)> {
        use ThresholdsError::{BadCount, BadJump, BadLatency, BadSeconds, NotAShare};
        let share = |value: f64| value > 0.0 && value < 1.0;
        let seconds = |value: u32| (10..=3_600).contains(&value);
        let shares = [
            ("error_rate", self.error_rate),
            ("capacity_left", self.capacity_left),
            ("handoff", self.handoff),
        ];
        let times = [
            ("silent_pause_s", self.silent_pause_s),
            ("silence_s", self.silence_s),
            ("confirm_s", Some(self.confirm_s)),
        ];
        let mut wrong = Vec::new();
        let mut check = |fits: bool, field, error| {
            if !fits {
                wrong.push((field, error));
            }
        };
        for (field, value) in shares {
            check(value.is_none_or(share), field, NotAShare);
        }
        let latency = |ms: f64| (1.0..=600_000.0).contains(&ms);
        let jump = |factor: f64| (1.1..=20.0).contains(&factor);
        check(
            self.p95_latency_ms.is_none_or(latency),
            "p95_latency_ms",
            BadLatency,
        );
        check(self.wait_jump.is_none_or(jump), "wait_jump", BadJump);
        let counts = (5..=100_000).contains(&self.handoff_min_count);
        check(counts, "handoff_min_count", BadCount);
        for (field, value) in times {
            check(value.is_none_or(seconds), field, BadSeconds);
        }
        wrong
    }

    /// The depth that counts as nearly full, of a waiting room that holds `capacity`. A whole number of shoppers, so that the
    /// rule reads as it is drawn.
    pub fn nearly_full(&self, capacity: Option<f64>) -> Option<f64> {
        let capacity = capacity.filter(|capacity| *capacity > 0.0)?;
        Some((capacity * (1.0 - self.capacity_left?)).ceil())
    }

    /// Whether a signal would be judged like this by other limits too.
    fn judge_alike(&self, other: &Self, signal: Signal) -> bool {
        let same = match signal {
            Signal::ErrorRate => self.error_rate == other.error_rate,
            Signal::P95Latency => self.p95_latency_ms == other.p95_latency_ms,
            Signal::Handoff => {
                let share = |limits: &Self| (limits.handoff, limits.handoff_min_count);
                share(self) == share(other)
            }
            Signal::Depth => self.capacity_left == other.capacity_left,
            Signal::WaitJump => self.wait_jump == other.wait_jump,
            Signal::SilentPause => self.silent_pause_s == other.silent_pause_s,
            Signal::SoldOut => self.sold_out == other.sold_out,
            Signal::Silence => self.silence_s == other.silence_s,
        };
        same && self.confirm_s == other.confirm_s
    }

    /// For how long something must last to be confirmed, and to be over.
    pub(super) fn patience(&self) -> Patience {
        let confirm_s = f64::from(self.confirm_s);
        Patience {
            confirm_s,
            sightings: 2,
            clear_s: 2.0 * confirm_s,
            gap_s: MAX_GAP_S,
        }
    }

    /// The same for what has had its time to be confirmed already: the silence was it.
    pub(super) fn at_once(&self) -> Patience {
        Patience {
            confirm_s: 0.0,
            ..self.patience()
        }
    }
}

/// The signals of an event that publish their message without asking anybody.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Rules(pub BTreeSet<Signal>);

impl Rules {
    /// The signals that have words for shoppers.
    pub const POSSIBLE: [Signal; 7] = [
        Signal::SilentPause,
        Signal::ErrorRate,
        Signal::Handoff,
        Signal::P95Latency,
        Signal::Depth,
        Signal::WaitJump,
        Signal::SoldOut,
    ];

    /// Whether that signal speaks by itself.
    pub fn publishes(&self, signal: Signal) -> bool {
        self.0.contains(&signal)
    }

    /// Whether what they say by themselves is of this template.
    pub fn speak(&self, template: &str) -> bool {
        let mut templates = self.0.iter().copied().flat_map(Suggestion::templates_of);
        templates.any(|spoken| spoken == template)
    }

    /// Whether every one of them has something to say.
    pub fn check(&self) -> Result<(), ThresholdsError> {
        let possible = |signal: &Signal| Self::POSSIBLE.contains(signal);
        if self.0.iter().all(possible) {
            Ok(())
        } else {
            Err(ThresholdsError::NoRule)
        }
    }
}

/// What is watched for in an event, and what may speak by itself.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SignalSettings {
    /// Its limits.
    pub thresholds: Thresholds,
    /// The signals that publish without asking.
    pub rules: Rules,
}

impl SignalSettings {
    /// Whether a signal may publish by itself that might not `before`, or at other limits than before.
    pub fn speaks_otherwise(&self, before: &Self) -> bool {
        self.rules.0.iter().any(|signal| {
            let alike = self.thresholds.judge_alike(&before.thresholds, *signal);
            !before.rules.publishes(*signal) || !alike
        })
    }
}

impl From<Thresholds> for SignalSettings {
    fn from(thresholds: Thresholds) -> Self {
        Self {
            thresholds,
            rules: Rules::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limits_are_those_of_the_guide_until_somebody_says_otherwise() {
        let limits = Thresholds::default();
        assert_eq!(
            (limits.error_rate, limits.p95_latency_ms),
            (Some(0.01), Some(2_000.0))
        );
        assert_eq!(limits.nearly_full(Some(30_000.0)), Some(27_000.0));
        assert_eq!(limits.nearly_full(None), None);
        assert_eq!(limits.handoff, Some(0.95));
        assert_eq!(limits.wrong(), []);
        assert_eq!(SignalSettings::default().rules, Rules::default());
    }

    #[test]
    fn every_limit_that_cannot_be_one_is_named() {
        let limits = Thresholds {
            error_rate: Some(1.5),
            p95_latency_ms: Some(0.0),
            handoff: Some(f64::NAN),
            handoff_min_count: 0,
            wait_jump: Some(1.0),
            silence_s: Some(1),
            ..Thresholds::default()
        };
        let wrong = limits.wrong().into_iter().map(|(field, _)| field);
        let expected = [
            "error_rate",
            "handoff",
            "p95_latency_ms",
            "wait_jump",
            "handoff_min_count",
            "silence_s",
        ];
        assert_eq!(wrong.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_silent_feed_has_nothing_to_publish() {
        let rules = Rules([Signal::Silence].into());
        assert_eq!(rules.check(), Err(ThresholdsError::NoRule));
    }
}
