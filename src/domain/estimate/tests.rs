//! The estimator against histories told in sentences, and against arbitrary ones.

use proptest::prelude::*;

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

/// A line of 6,000 that lets `per_5s` people in every five seconds for `seconds`.
fn steady_line(seconds: i64, per_5s: f64) -> Estimator {
    let mut estimator = Estimator::default();
    let mut admitted = 0.0;
    for t in (0..=seconds).step_by(5) {
        estimator.observe(reading(t, Metric::QueueDepth, 6_000.0));
        estimator.observe(reading(t, Metric::AdmittedTotal, admitted));
        admitted += per_5s;
    }
    estimator
}

fn unknown(reason: UnknownReason) -> WaitEstimate {
    WaitEstimate::Unknown { reason }
}

#[test]
fn a_late_reading_changes_no_metric_that_has_a_newer_one() {
    let mut estimator = Estimator::default();
    for (seconds, value) in [(20, 100.0), (10, 5.0)] {
        estimator.observe(reading(seconds, Metric::QueueDepth, value));
        estimator.observe(reading(seconds, Metric::Capacity, value));
        estimator.observe(reading(seconds, Metric::DrawEntries, value));
    }
    let shown = [estimator.depth(), estimator.capacity(), estimator.entries()];
    assert_eq!(shown, [Some(100.0); 3]);
}

#[test]
fn the_wait_is_depth_over_the_measured_rate() {
    let estimate = steady_line(300, 50.0).estimate(Phase::Open, None, at(300));
    let WaitEstimate::Known { mid_s, .. } = estimate else {
        panic!("{estimate:?}")
    };
    assert!((mid_s - 600.0).abs() < 1.0, "{mid_s}");
}

#[test]
fn admissions_in_batches_do_not_alias_against_the_feed() {
    let mut estimator = Estimator::default();
    for t in (0..=600).step_by(7) {
        estimator.observe(reading(t, Metric::QueueDepth, 3_000.0));
        let batches = t / 30;
        #[expect(clippy::cast_precision_loss, reason = "small")]
        estimator.observe(reading(t, Metric::AdmittedTotal, batches as f64 * 300.0));
    }
    let WaitEstimate::Known { mid_s, .. } = estimator.estimate(Phase::Open, None, at(600)) else {
        panic!("known expected")
    };
    assert!((mid_s - 300.0).abs() < 15.0, "{mid_s}");
}

#[test]
fn a_counter_that_starts_again_does_not_spoil_the_rate() {
    let mut estimator = steady_line(200, 50.0);
    for (i, t) in (205..=400).step_by(5).enumerate() {
        estimator.observe(reading(t, Metric::QueueDepth, 6_000.0));
        #[expect(clippy::cast_precision_loss, reason = "small")]
        estimator.observe(reading(t, Metric::AdmittedTotal, i as f64 * 50.0));
    }
    let WaitEstimate::Known { mid_s, .. } = estimator.estimate(Phase::Open, None, at(400)) else {
        panic!("known expected")
    };
    assert!((mid_s - 600.0).abs() < 20.0, "{mid_s}");
}

#[test]
fn no_number_while_paused_stale_full_or_just_started() {
    let estimator = steady_line(300, 50.0);
    let estimate = |phase, capacity, t| estimator.estimate(phase, capacity, at(t));
    assert_eq!(
        estimate(Phase::Paused, None, 300),
        unknown(UnknownReason::Paused)
    );
    assert_eq!(
        estimate(Phase::Open, None, 400),
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
    let fresh = steady_line(10, 50.0);
    assert_eq!(
        fresh.estimate(Phase::Open, None, at(10)),
        unknown(UnknownReason::Starting)
    );
}

#[test]
fn depth_alone_tells_no_wait_unless_a_rate_is_announced() {
    let mut estimator = Estimator::default();
    for t in (0..=600).step_by(5) {
        estimator.observe(reading(t, Metric::QueueDepth, 600.0));
    }
    assert_eq!(
        estimator.estimate(Phase::Open, None, at(600)),
        unknown(UnknownReason::NoRate)
    );
    estimator.observe(reading(600, Metric::AdmissionRatePerMin, 60.0));
    assert!(matches!(
        estimator.estimate(Phase::Open, None, at(600)),
        WaitEstimate::Known { .. }
    ));
}

#[test]
fn a_line_that_lets_nobody_in_any_more_has_no_wait() {
    let mut estimator = steady_line(300, 50.0);
    for t in (305..=420).step_by(5) {
        estimator.observe(reading(t, Metric::QueueDepth, 6_000.0));
        estimator.observe(reading(t, Metric::AdmittedTotal, 3_000.0));
    }
    assert_eq!(
        estimator.estimate(Phase::Open, None, at(420)),
        unknown(UnknownReason::NoRate)
    );
}

#[test]
fn a_pause_is_not_averaged_into_the_pace_after_it() {
    let mut estimator = steady_line(300, 50.0);
    for t in (305..=600).step_by(5) {
        estimator.observe(reading(t, Metric::QueueDepth, 6_000.0));
        estimator.observe(reading(t, Metric::AdmittedTotal, 3_000.0));
    }
    for (i, t) in (605..=640).step_by(5).enumerate() {
        estimator.observe(reading(t, Metric::QueueDepth, 6_000.0));
        #[expect(clippy::cast_precision_loss, reason = "small")]
        estimator.observe(reading(t, Metric::AdmittedTotal, 3_050.0 + i as f64 * 50.0));
    }
    let WaitEstimate::Known { mid_s, .. } = estimator.estimate(Phase::Open, None, at(640)) else {
        panic!("known expected")
    };
    assert!((mid_s - 600.0).abs() < 10.0, "{mid_s}");
}

#[test]
fn two_sources_count_apart_and_their_people_add_up() {
    let mut estimator = Estimator::default();
    for (i, t) in (0..=300).step_by(5).enumerate() {
        estimator.observe_from("a", reading(t, Metric::QueueDepth, 6_000.0));
        #[expect(clippy::cast_precision_loss, reason = "small")]
        let i = i as f64;
        estimator.observe_from("a", reading(t, Metric::AdmittedTotal, 50_000.0 + i * 30.0));
        estimator.observe_from("b", reading(t, Metric::AdmittedTotal, 100.0 + i * 20.0));
    }
    let WaitEstimate::Known { mid_s, .. } = estimator.estimate(Phase::Open, None, at(300)) else {
        panic!("known expected")
    };
    assert!((mid_s - 600.0).abs() < 10.0, "{mid_s}");
}

#[test]
fn a_shrinking_line_is_called_shorter() {
    let mut estimator = Estimator::default();
    for t in (0..=900).step_by(5) {
        #[expect(clippy::cast_precision_loss, reason = "small")]
        let t_f = t as f64;
        estimator.observe(reading(t, Metric::AdmittedTotal, t_f * 10.0));
        estimator.observe(reading(t, Metric::QueueDepth, 12_000.0 - t_f * 10.0));
    }
    assert_eq!(estimator.trend(at(900)), Some(Trend::Shorter));
}

#[test]
fn a_silent_feed_is_first_delayed_then_lost_by_its_own_rhythm() {
    let estimator = steady_line(300, 50.0);
    assert_eq!(estimator.freshness(at(310)), FreshnessLevel::Live);
    assert_eq!(estimator.freshness(at(320)), FreshnessLevel::Delayed);
    assert_eq!(estimator.freshness(at(361)), FreshnessLevel::Lost);
}

prop_compose! {
    fn history()(steps in prop::collection::vec((0i64..40, 0usize..12, 0.0..1e6_f64), 0..120)) -> Vec<Reading> {
        let mut t = 0;
        steps.into_iter().map(|(gap, metric, value)| {
            t += gap - 4;
            reading(t, Metric::ALL[metric], value.floor())
        }).collect()
    }
}

proptest! {
    #[test]
    fn low_mid_high_stand_in_order_whatever_the_history(history in history(), phase in 0usize..10, later in 0i64..200) {
        let mut estimator = Estimator::default();
        let mut now = 0;
        for reading in history {
            now = now.max(reading.at.as_millis() / 1_000);
            estimator.observe(reading);
        }
        let phase = Phase::ALL[phase];
        if let WaitEstimate::Known { low_s, mid_s, high_s } = estimator.estimate(phase, None, at(now + later)) {
            prop_assert!(phase == Phase::Open);
            prop_assert!(low_s >= 0.0 && low_s <= mid_s && mid_s <= high_s && high_s.is_finite());
        }
    }

    #[test]
    fn memory_stays_bounded(count in 1i64..3_000) {
        let mut estimator = Estimator::default();
        for t in 0..count {
            #[expect(clippy::cast_precision_loss, reason = "small")]
            estimator.observe(reading(t, Metric::AdmittedTotal, t as f64));
            estimator.observe(reading(t, Metric::QueueDepth, 100.0));
        }
        prop_assert!(estimator.admissions.len() <= MAX_ADMISSIONS && estimator.waits.len() <= 64);
    }
}
