//! Two clocks: when something of the recording is sent, and what time it is said to be of.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::{Instant, sleep_until};

use crate::domain::metric::Metric;
use crate::domain::time::{Clock, Timestamp};

/// A clock that can be set is looked at this often at least.
pub(super) const LOOK: Duration = Duration::from_millis(200);

/// How a recording's time becomes ours.
#[derive(Clone)]
pub struct Pace {
    ticks: Ticks,
    speed: f64,
    start: Timestamp,
    /// How long a second of the recording lasts on the clock of its readers.
    stretch: f64,
}

/// By what the time is told that has passed since the beginning.
#[derive(Clone)]
enum Ticks {
    /// By a clock that nobody can set.
    Monotonic(Instant),
    /// By the clock of whoever takes the recording in: where a second of it is minutes, both must tell the same.
    Shared(Arc<dyn Clock>),
}

impl Pace {
    /// The readers live in real time: everything happens `speed` times as fast to them.
    pub fn of_real_time(start: Timestamp, speed: f64) -> Self {
        Self {
            ticks: Ticks::Monotonic(Instant::now()),
            speed,
            start,
            stretch: speed.recip(),
        }
    }

    /// The readers' clock runs `speed` times as fast too: to them, nothing is unusual.
    pub fn of_fast_clock(start: Timestamp, speed: f64) -> Self {
        Self {
            stretch: 1.0,
            ..Self::of_real_time(start, speed)
        }
    }

    /// The same for readers whose clock runs fast from `start` on because somebody counts `clock` so.
    pub fn of_shared_clock(clock: Arc<dyn Clock>, start: Timestamp, speed: f64) -> Self {
        Self {
            ticks: Ticks::Shared(clock),
            ..Self::of_fast_clock(start, speed)
        }
    }

    /// When a moment of the recording is reached, as far as that can be told now.
    pub fn due(&self, t_ms: i64) -> Instant {
        let after = Duration::from_secs_f64(seconds(t_ms) / self.speed);
        match &self.ticks {
            Ticks::Monotonic(began) => *began + after,
            Ticks::Shared(_) => Instant::now() + after.saturating_sub(self.elapsed()),
        }
    }

    /// Returns when a moment of the recording is reached.
    pub async fn reach(&self, t_ms: i64) {
        while self.reached_ms() < t_ms {
            sleep_until(self.due(t_ms).min(Instant::now() + LOOK)).await;
        }
    }

    fn elapsed(&self) -> Duration {
        match &self.ticks {
            Ticks::Monotonic(began) => began.elapsed(),
            Ticks::Shared(clock) => {
                let seconds = clock.now().seconds_since(self.start);
                Duration::from_secs_f64(seconds.max(0.0))
            }
        }
    }

    /// The moment of the recording that is reached now.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a recording is days, not centuries"
    )]
    pub fn reached_ms(&self) -> i64 {
        (self.elapsed().as_secs_f64() * self.speed * 1_000.0).round() as i64
    }

    /// What time a moment of the recording is said to be of.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a recording is days, not centuries"
    )]
    pub fn at(&self, t_ms: i64) -> Timestamp {
        let stretched_ms = seconds(t_ms) * self.stretch * 1_000.0;
        Timestamp::from_millis(self.start.as_millis() + stretched_ms.round() as i64)
    }

    /// A reading as its readers see it: rates are per minute of their clock.
    pub fn reading(&self, metric: Metric, value: f64) -> f64 {
        match metric {
            Metric::AdmissionRatePerMin => value / self.stretch,
            _ => value,
        }
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a recording is days, not centuries"
)]
fn seconds(t_ms: i64) -> f64 {
    t_ms as f64 / 1_000.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::ManualClock;

    fn start() -> Timestamp {
        Timestamp::from_millis(0)
    }

    fn per_min(pace: &Pace) -> u32 {
        format!("{:.0}", pace.reading(Metric::AdmissionRatePerMin, 10.0))
            .parse()
            .unwrap()
    }

    #[test]
    fn in_real_time_everything_happens_faster() {
        let pace = Pace::of_real_time(start(), 60.0);
        assert_eq!(pace.at(60_000), start().plus_seconds(1));
        assert_eq!(per_min(&pace), 600);
    }

    #[test]
    fn on_a_fast_clock_nothing_is_unusual() {
        let pace = Pace::of_fast_clock(start(), 60.0);
        assert_eq!(pace.at(60_000), start().plus_seconds(60));
        assert_eq!(per_min(&pace), 10);
        assert_eq!(pace.due(60_000) - pace.due(0), Duration::from_secs(1));
    }

    #[test]
    fn a_shared_clock_is_followed_wherever_it_goes() {
        let clock = Arc::new(ManualClock::at(start()));
        let pace = Pace::of_shared_clock(clock.clone(), start(), 60.0);
        assert_eq!(pace.reached_ms(), 0);
        clock.advance_seconds(2);
        assert_eq!(pace.reached_ms(), 120_000);
        assert_eq!(pace.at(120_000), start().plus_seconds(120));
        clock.advance_seconds(-5);
        assert_eq!(pace.reached_ms(), 0);
    }
}
