//! Feeds that are late, catch up, or go by another clock.

use std::ops::Range;

use super::*;

#[test]
fn a_reading_from_the_future_keeps_no_number_alive() {
    let mut estimator = Feed::new(5, 6_000.0).go(300, 10.0).estimator;
    estimator.observe(reading(86_700, Metric::QueueDepth, 6_000.0));
    assert!(!is_known(estimator.estimate(Phase::Open, None, at(900))));
}

#[test]
fn a_feed_that_spoke_of_times_to_come_is_lost_and_not_live() {
    let estimator = Feed::new(5, 6_000.0).go(3_600, 10.0).estimator;
    assert_eq!(estimator.freshness(at(3_545)), FreshnessLevel::Live);
    assert_eq!(estimator.freshness(at(1_800)), FreshnessLevel::Lost);
    assert_eq!(
        estimator.estimate(Phase::Open, None, at(1_800)),
        unknown(UnknownReason::Stale)
    );
}

/// A feed of 5 s whose readings arrive `late_s` after their instant, for so many seconds.
fn late_feed(late_s: i64, seconds: i64) -> Estimator {
    let mut estimator = Estimator::default();
    for t in (0..=seconds).step_by(5) {
        let now = at(t + late_s);
        estimator.receive("", reading(t, Metric::QueueDepth, 6_000.0), now);
        let admitted = reading(t, Metric::AdmittedTotal, float(t) * 10.0);
        estimator.receive("", admitted, now);
    }
    estimator
}

#[test]
fn a_feed_that_is_always_late_has_a_number_and_is_silent_by_when_it_should_have_spoken() {
    let estimator = late_feed(70, 300);
    let wait = |t| estimator.estimate(Phase::Open, None, at(t));
    assert_near(mid_s(wait(370)), 600.0, 0.01);
    assert_near(estimator.measured_per_min(at(370)).unwrap(), 600.0, 0.01);
    assert_eq!(estimator.freshness(at(370)), FreshnessLevel::Live);
    assert!(is_known(wait(384)));
    assert_eq!(wait(385), unknown(UnknownReason::Stale));
    assert_eq!(estimator.freshness(at(386)), FreshnessLevel::Delayed);
    let wait = late_feed(200, 300).estimate(Phase::Open, None, at(500));
    assert_eq!(wait, unknown(UnknownReason::Stale));
    // One old reading is no habit yet.
    assert_eq!(late_feed(70, 0).freshness(at(70)), FreshnessLevel::Lost);
}

#[test]
fn one_hold_up_teaches_no_patience_and_a_backlog_neither() {
    let mut estimator = late_feed(1, 300);
    let depth = reading(305, Metric::QueueDepth, 6_000.0);
    estimator.receive("", depth, at(400));
    assert!(!is_known(estimator.estimate(Phase::Open, None, at(400))));
    for t in (310..=400).step_by(5) {
        estimator.receive("", reading(t, Metric::QueueDepth, 6_000.0), at(401));
    }
    let known = |t| is_known(estimator.estimate(Phase::Open, None, at(t)));
    assert!(!known(417));
}

#[test]
fn how_late_a_feed_is_outlives_a_restart_that_reads_everything_at_once() {
    let before = late_feed(70, 1_800);
    let kept = serde_json::to_string(&before.checkpoint().unwrap()).unwrap();
    let mut after = Estimator::resume(serde_json::from_str(&kept).unwrap());
    let until = after.settled_until().unwrap();
    for t in (0..=1_800).step_by(5).filter(|t| at((*t).into()) >= until) {
        after.observe(reading(t.into(), Metric::QueueDepth, 6_000.0));
        let admitted = f64::from(t) * 10.0;
        after.observe(reading(t.into(), Metric::AdmittedTotal, admitted));
    }
    assert_near(
        mid_s(after.estimate(Phase::Open, None, at(1_870))),
        600.0,
        0.01,
    );
}

/// Feeds a line of 6,000 to it: a reading of each second in `told`, `per_s` of them a second from `now_s` on, oldest first.
/// Tells how often there was a number, or a feed that is live, while the newest reading was `old_s` old or more.
fn drain(estimator: &mut Estimator, told: Range<i64>, now_s: i64, per_s: i64, old_s: i64) -> usize {
    let mut wrong = 0;
    for t in told.clone() {
        let now = now_s + (t - told.start) / per_s;
        estimator.receive("", reading(t, Metric::QueueDepth, 6_000.0), at(now));
        let admitted = reading(t, Metric::AdmittedTotal, float(t) * 10.0);
        estimator.receive("", admitted, at(now));
        let known = is_known(estimator.estimate(Phase::Open, None, at(now)));
        let live = estimator.freshness(at(now)) == FreshnessLevel::Live;
        wrong += usize::from(now - t >= old_s && (known || live));
    }
    wrong
}

#[test]
fn a_backlog_that_is_sent_oldest_first_is_not_how_late_a_feed_is() {
    for (before_s, outage_s) in [(600, 60), (0, 60), (0, 100), (20, 120)] {
        for per_s in [2, 3, 10, 1_000] {
            let mut estimator = Estimator::default();
            assert_eq!(drain(&mut estimator, 0..before_s, 0, 1, 16), 0);
            let back_s = before_s + outage_s;
            let told = before_s..before_s + outage_s * per_s / (per_s - 1);
            let wrong = drain(&mut estimator, told, back_s, per_s, 16);
            assert_eq!(wrong, 0, "{before_s} {outage_s} {per_s}");
        }
    }
}

#[test]
fn how_late_a_feed_is_takes_a_minute_to_learn() {
    let known = |seconds| {
        let estimator = late_feed(70, seconds);
        is_known(estimator.estimate(Phase::Open, None, at(seconds + 70)))
    };
    assert!(!known(55) && known(60));
}
