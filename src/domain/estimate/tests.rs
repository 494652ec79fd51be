//! The estimator against histories told in sentences, and against arbitrary ones.

mod late;
mod properties;
mod sources;
mod state;
mod traps;

use super::*;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_millis(seconds * 1_000)
}

fn reading(seconds: i64, metric: Metric, value: f64) -> Reading {
    Reading {
        at: at(seconds),
        metric,
        value,
    }
}

fn float(number: i64) -> f64 {
    f64::from(i32::try_from(number).unwrap())
}

/// A feed that is told what happens and tells it to an estimator.
struct Feed {
    estimator: Estimator,
    now_s: i64,
    every_s: i64,
    depth: f64,
    admitted: f64,
}

impl Feed {
    fn new(every_s: i64, depth: f64) -> Self {
        let mut feed = Self {
            estimator: Estimator::default(),
            now_s: 0,
            every_s,
            depth,
            admitted: 0.0,
        };
        feed.tell();
        feed
    }

    fn tell(&mut self) {
        let Self {
            now_s,
            depth,
            admitted,
            ..
        } = *self;
        self.estimator
            .observe(reading(now_s, Metric::QueueDepth, depth));
        self.estimator
            .observe(reading(now_s, Metric::AdmittedTotal, admitted));
    }

    /// For so many seconds `per_s` people a second are let in, and as many join.
    fn go(mut self, seconds: i64, per_s: f64) -> Self {
        let until_s = self.now_s + seconds;
        while self.now_s + self.every_s <= until_s {
            self.now_s += self.every_s;
            self.admitted += per_s * float(self.every_s);
            self.tell();
        }
        self
    }

    fn also(mut self, metric: Metric, value: f64) -> Self {
        self.estimator.observe(reading(self.now_s, metric, value));
        self
    }

    fn wait(&self) -> WaitEstimate {
        self.estimator.estimate(Phase::Open, None, at(self.now_s))
    }

    fn trend(&self) -> Option<Trend> {
        self.estimator.trend(Phase::Open, None, at(self.now_s))
    }

    fn mid_s(&self) -> f64 {
        mid_s(self.wait())
    }
}

fn is_known(wait: WaitEstimate) -> bool {
    matches!(wait, WaitEstimate::Known { .. })
}

fn mid_s(wait: WaitEstimate) -> f64 {
    match wait {
        WaitEstimate::Known { mid_s, .. } => mid_s,
        WaitEstimate::Unknown { reason } => panic!("unknown: {reason:?}"),
    }
}

#[track_caller]
fn assert_near(seen: f64, expected: f64, share: f64) {
    assert!(
        (seen / expected - 1.0).abs() <= share,
        "{seen} is not near {expected}"
    );
}

fn unknown(reason: UnknownReason) -> WaitEstimate {
    WaitEstimate::Unknown { reason }
}

#[test]
fn the_wait_is_depth_over_the_measured_rate() {
    assert_near(Feed::new(5, 6_000.0).go(300, 10.0).mid_s(), 600.0, 0.005);
}

#[test]
fn no_number_while_paused_stale_full_or_just_started() {
    let estimator = Feed::new(5, 6_000.0).go(300, 10.0).estimator;
    let estimate = |phase, capacity, t| estimator.estimate(phase, capacity, at(t));
    assert_eq!(
        estimate(Phase::Paused, None, 300),
        unknown(UnknownReason::Paused)
    );
    assert_eq!(
        estimate(Phase::Open, None, 315),
        unknown(UnknownReason::Stale)
    );
    assert_eq!(
        estimate(Phase::Open, Some(6_000), 300),
        unknown(UnknownReason::Full)
    );
    assert_eq!(
        estimate(Phase::Waiting, None, 300),
        unknown(UnknownReason::Starting)
    );
    assert_eq!(
        Feed::new(5, 6_000.0).go(10, 10.0).wait(),
        unknown(UnknownReason::Starting)
    );
}

#[test]
fn a_wait_of_more_than_half_a_day_is_not_told() {
    let feed = Feed::new(5, 1_000_000.0).go(300, 10.0);
    assert_eq!(feed.wait(), unknown(UnknownReason::TooLong));
}

#[test]
fn an_empty_line_has_no_wait_to_speak_of_and_is_no_pause() {
    let mut feed = Feed::new(5, 600.0).go(300, 10.0);
    feed.depth = 0.0;
    let feed = feed.go(300, 0.0);
    assert!(feed.mid_s() < 1.0);
}

#[test]
fn a_line_that_is_always_short_is_told_by_what_flows_through_it() {
    let mut feed = Feed::new(5, 20.0);
    for t in (0..=600).step_by(5) {
        feed.depth = float(t / 5 % 2) * 20.0;
        feed = feed.go(5, 10.0);
    }
    feed.depth = 20.0;
    assert_near(feed.go(200, 10.0).mid_s(), 2.1, 0.2);
}

#[test]
fn a_shrinking_line_is_called_shorter() {
    let mut feed = Feed::new(5, 12_000.0);
    while feed.now_s < 900 {
        feed = feed.go(5, 10.0);
        feed.depth -= 50.0;
    }
    assert_eq!(feed.trend(), Some(Trend::Shorter));
}

#[test]
fn a_trend_is_told_neither_without_a_wait_nor_across_a_time_without_one() {
    let feed = Feed::new(5, 6_000.0).go(900, 10.0);
    assert_eq!(feed.trend(), Some(Trend::Steady));
    let estimator = &feed.estimator;
    let trend = |phase, capacity, t| estimator.trend(phase, capacity, at(t));
    assert_eq!(trend(Phase::Paused, None, 900), None);
    assert_eq!(trend(Phase::Open, Some(6_000), 900), None);
    assert_eq!(trend(Phase::Open, None, 915), None);

    let mut gap = Feed::new(5, 6_000.0).go(900, 10.0);
    (gap.now_s, gap.admitted) = (gap.now_s + 85, gap.admitted + 850.0);
    let gap = gap.go(5, 10.0);
    assert!(is_known(gap.wait()));
    assert_eq!(gap.go(250, 10.0).trend(), None);

    let pause = feed.go(60, 0.0);
    assert_eq!(pause.trend(), None);
    let pause = pause.go(250, 10.0);
    assert!(is_known(pause.wait()));
    assert_eq!(pause.trend(), None);
    assert_eq!(pause.go(120, 10.0).trend(), Some(Trend::Steady));
}

#[test]
fn a_silent_feed_is_first_delayed_then_lost_by_its_own_rhythm() {
    let estimator = Feed::new(5, 6_000.0).go(300, 10.0).estimator;
    assert_eq!(estimator.freshness(at(310)), FreshnessLevel::Live);
    assert_eq!(estimator.freshness(at(320)), FreshnessLevel::Delayed);
    assert_eq!(estimator.freshness(at(361)), FreshnessLevel::Lost);
}

#[test]
fn what_is_shown_does_not_flicker_while_the_pace_only_jitters() {
    let mut feed = Feed::new(5, 6_000.0).go(600, 10.0);
    let (mut turns, mut moved, mut last) = (0, 0.0, feed.mid_s());
    for step in 0..240_i64 {
        feed.depth = 6_000.0 + float(step * 7 % 5 - 2) * 60.0;
        feed = feed.go(5, 10.0);
        let now = feed.mid_s();
        let step = now - last;
        if step * moved < 0.0 {
            turns += 1;
        }
        if step.abs() > 0.0 {
            moved = step;
        }
        last = now;
    }
    assert!(turns <= 10, "{turns} turns in twenty minutes");
}

#[test]
fn ranges_that_held_grow_narrower_and_those_that_did_not_grow_wider() {
    let width = |feed: &Feed| match feed.wait() {
        WaitEstimate::Known {
            low_s,
            mid_s,
            high_s,
        } => (high_s - low_s) / mid_s,
        WaitEstimate::Unknown { .. } => panic!("known expected"),
    };
    let calm = Feed::new(5, 3_000.0).go(300, 10.0);
    let before = width(&calm);
    assert!(width(&calm.go(5_400, 10.0)) < 0.6 * before);
    let mut rough = Feed::new(5, 3_000.0).go(300, 10.0);
    for _ in 0..6 {
        rough = rough.go(300, 6.0).go(300, 14.0);
    }
    assert!(width(&rough) > 2.0 * before);
}

#[test]
fn on_a_clock_that_runs_fast_readings_have_time_to_travel() {
    let mut estimator = Feed::new(5, 6_000.0).go(300, 10.0).estimator;
    estimator.set_clock_speed(60.0);
    let known = |t| is_known(estimator.estimate(Phase::Open, None, at(t)));
    assert!(known(360) && !known(420));
}

#[test]
fn a_wait_says_what_it_rests_on() {
    let announced = Feed::new(5, 6_000.0).also(Metric::AdmissionRatePerMin, 600.0);
    assert_eq!(announced.estimator.confidence(), Confidence::Announced);
    let settled = announced.go(900, 9.8);
    assert_eq!(settled.estimator.confidence(), Confidence::Settled);
    let changing = settled.go(180, 6.0);
    assert_eq!(changing.estimator.confidence(), Confidence::Changing);
    let settled = changing.go(600, 6.0);
    assert_eq!(settled.estimator.confidence(), Confidence::Settled);
}
