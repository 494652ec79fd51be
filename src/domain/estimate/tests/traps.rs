//! What feeds do to those who only divide: one test for each.

use super::*;

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
fn the_wait_is_the_same_at_any_cadence() {
    for every_s in [1, 2, 3, 5, 7, 13, 30, 47, 60] {
        let feed = Feed::new(every_s, 6_000.0).go(600, 10.0);
        assert_near(feed.mid_s(), 600.0, 0.005);
        let slower = feed.go(600, 5.0);
        assert_near(slower.mid_s(), 1_200.0, 0.1);
    }
}

#[test]
fn admissions_in_batches_do_not_alias_against_the_feed() {
    for every_s in [5, 7, 11] {
        let mut feed = Feed::new(every_s, 3_000.0);
        let mut waits = Vec::new();
        while feed.now_s < 1_200 {
            feed.admitted = float((feed.now_s + every_s) / 30) * 300.0;
            feed = feed.go(every_s, 0.0);
            if feed.now_s > 300 {
                waits.push(feed.mid_s());
            }
        }
        for wait in waits {
            assert_near(wait, 300.0, 0.1);
        }
    }
}

#[test]
fn batches_are_no_pauses_and_a_pause_of_batches_is_one() {
    let mut feed = Feed::new(5, 3_000.0);
    while feed.now_s < 600 {
        feed.admitted = float((feed.now_s + 5) / 30) * 300.0;
        feed = feed.go(5, 0.0);
        assert!(feed.now_s < 200 || is_known(feed.wait()));
    }
    assert_eq!(feed.go(75, 0.0).wait(), unknown(UnknownReason::NoRate));
}

#[test]
fn a_counter_that_starts_again_does_not_spoil_the_rate() {
    let mut feed = Feed::new(5, 6_000.0).go(300, 10.0);
    feed.admitted = -30.0;
    for _ in 0..40 {
        feed = feed.go(5, 10.0);
        assert_near(feed.mid_s(), 600.0, 0.01);
    }
}

#[test]
fn readings_that_come_twice_count_once() {
    let once = Feed::new(5, 6_000.0).go(300, 10.0);
    let mut twice = Estimator::default();
    for t in (0..=300).step_by(5) {
        for _ in 0..2 {
            twice.observe(reading(t, Metric::QueueDepth, 6_000.0));
            twice.observe(reading(t, Metric::AdmittedTotal, float(t) * 10.0));
        }
    }
    assert_eq!(twice, once.estimator);
    assert_eq!(twice.estimate(Phase::Open, None, at(300)), once.wait());
}

#[test]
fn a_gap_in_the_feed_withdraws_the_number_and_is_bridged_by_the_counters() {
    let feed = Feed::new(5, 6_000.0).go(300, 10.0);
    let in_gap = |t: i64| feed.estimator.estimate(Phase::Open, None, at(300 + t));
    assert!(is_known(in_gap(14)));
    assert_eq!(in_gap(15), unknown(UnknownReason::Stale));
    let mut feed = feed;
    feed.now_s += 85;
    feed.admitted += 850.0;
    assert_near(feed.go(5, 10.0).mid_s(), 600.0, 0.01);
}

#[test]
fn depth_alone_tells_no_wait_unless_a_rate_is_announced() {
    let mut estimator = Estimator::default();
    for t in (0..=600).step_by(5) {
        // Falling, it tells how fast at least; but not who joins meanwhile.
        estimator.observe(reading(t, Metric::QueueDepth, 6_000.0 - float(t)));
        assert!(!is_known(estimator.estimate(Phase::Open, None, at(t))));
    }
    let reason = UnknownReason::NoRate;
    assert_eq!(
        estimator.estimate(Phase::Open, None, at(600)),
        unknown(reason)
    );
    estimator.observe(reading(600, Metric::AdmissionRatePerMin, 540.0));
    let wait = estimator.estimate(Phase::Open, None, at(600));
    assert_near(mid_s(wait), 600.0, 0.01);
}

#[test]
fn who_was_let_in_is_seen_from_arrivals_and_depth_where_it_is_not_counted() {
    let mut estimator = Estimator::default();
    for t in (0..=300).step_by(5) {
        estimator.observe(reading(t, Metric::QueueDepth, 6_000.0 + float(t) * 2.0));
        estimator.observe(reading(t, Metric::ArrivalsTotal, float(t) * 12.0));
    }
    let wait = estimator.estimate(Phase::Open, None, at(300));
    assert_near(mid_s(wait), 660.0, 0.01);
}

#[test]
fn a_change_that_is_announced_shows_at_once() {
    let feed = Feed::new(5, 6_000.0).also(Metric::AdmissionRatePerMin, 600.0);
    let feed = feed.go(600, 9.8).also(Metric::AdmissionRatePerMin, 300.0);
    assert_near(feed.mid_s(), 6_000.0 / 4.9, 0.01);
    assert_near(feed.go(120, 4.9).mid_s(), 6_000.0 / 4.9, 0.01);
}

#[test]
fn a_change_that_is_not_announced_shows_within_a_minute() {
    let mut feed = Feed::new(5, 6_000.0).also(Metric::AdmissionRatePerMin, 600.0);
    feed = feed.go(1_200, 10.0).go(60, 5.0);
    assert_near(feed.mid_s(), 1_200.0, 0.1);
}

#[test]
fn an_announcement_that_is_not_kept_is_outvoted_by_the_counters() {
    let feed = Feed::new(5, 6_000.0).also(Metric::AdmissionRatePerMin, 1_200.0);
    assert_near(feed.go(300, 10.0).mid_s(), 600.0, 0.05);
}

#[test]
fn an_announced_end_of_admissions_withdraws_the_number() {
    let feed = Feed::new(5, 6_000.0).also(Metric::AdmissionRatePerMin, 600.0);
    let feed = feed.go(300, 10.0).also(Metric::AdmissionRatePerMin, 0.0);
    assert_eq!(feed.wait(), unknown(UnknownReason::NoRate));
}

#[test]
fn bursts_do_not_pass_for_changes() {
    let mut feed = Feed::new(5, 6_000.0);
    let pattern = [3.0, 22.0, 8.0, 1.0, 14.0, 12.0, 5.0, 19.0, 2.0, 14.0];
    for round in 0..20 {
        for step in 0..pattern.len() {
            feed = feed.go(10, pattern[(step * 7 + round * 3) % pattern.len()]);
            if round > 2 {
                assert_near(feed.mid_s(), 600.0, 0.25);
            }
        }
    }
}

#[test]
fn a_silent_pause_withdraws_the_number_and_is_not_averaged_into_the_pace_after_it() {
    for every_s in [1, 2, 5] {
        let feed = Feed::new(every_s, 6_000.0).go(300, 10.0).go(15, 0.0);
        assert_eq!(feed.wait(), unknown(UnknownReason::NoRate), "{every_s}");
        let feed = feed.go(285, 0.0).go(10, 10.0);
        assert_near(feed.mid_s(), 600.0, 0.02);
    }
}

#[test]
fn a_trickle_after_a_pause_is_not_taken_for_the_old_pace() {
    let mut feed = Feed::new(5, 6_000.0).go(300, 10.0);
    for _ in 0..12 {
        feed = feed.go(20, 0.0).go(5, 0.2);
    }
    if let WaitEstimate::Known { mid_s, .. } = feed.wait() {
        assert!(mid_s > 6_000.0, "{mid_s}");
    }
}

#[test]
fn those_who_give_up_shorten_the_wait_of_those_behind_them() {
    let (hazard, rate, depth) = (5e-4_f64, 10.0, 6_000.0);
    let expected = (1.0 + hazard * depth / rate).ln() / hazard;
    let feed = |metrics: &[Metric]| {
        let mut estimator = Estimator::default();
        for t in (0..=1_800).step_by(5) {
            let t_s = float(t);
            let left = (t_s * depth * hazard).floor();
            for &metric in metrics {
                let value = match metric {
                    Metric::QueueDepth => depth,
                    Metric::AdmittedTotal => t_s * rate,
                    Metric::LeftTotal => left,
                    _ => t_s * rate + left,
                };
                estimator.observe(reading(t, metric, value));
            }
        }
        mid_s(estimator.estimate(Phase::Open, None, at(1_800)))
    };
    let counted = [Metric::QueueDepth, Metric::AdmittedTotal, Metric::LeftTotal];
    assert_near(feed(&counted), expected, 0.02);
    let balanced = [
        Metric::QueueDepth,
        Metric::AdmittedTotal,
        Metric::ArrivalsTotal,
    ];
    assert_near(feed(&balanced), expected, 0.02);
}

#[test]
fn the_waits_of_those_just_let_in_say_nothing_about_a_surge() {
    // Everybody let in now joined when the line was short; the line has since grown tenfold.
    let mut feed = Feed::new(5, 100.0).go(300, 10.0);
    for _ in 0..24 {
        feed.depth += 500.0;
        feed = feed.go(5, 10.0);
    }
    assert_near(feed.mid_s(), 1_210.0, 0.02);
}

#[test]
fn two_sources_count_apart_and_their_people_add_up() {
    let mut estimator = Estimator::default();
    for t in (0..=300).step_by(5) {
        let steps = float(t / 5);
        estimator.observe_from("a", reading(t, Metric::QueueDepth, 6_000.0));
        estimator.observe_from(
            "a",
            reading(t, Metric::AdmittedTotal, 50_000.0 + steps * 30.0),
        );
        estimator.observe_from(
            "b",
            reading(t + 2, Metric::AdmittedTotal, 100.0 + steps * 20.0),
        );
    }
    let wait = estimator.estimate(Phase::Open, None, at(302));
    assert_near(mid_s(wait), 600.0, 0.02);
}

#[test]
fn a_shop_that_goes_on_speaking_does_not_hide_that_the_line_fell_silent() {
    let mut estimator = Feed::new(5, 6_000.0).go(300, 10.0).estimator;
    for t in (305..=320).step_by(5) {
        estimator.observe_from("shop", reading(t, Metric::ErrorRate, 0.01));
    }
    let wait = estimator.estimate(Phase::Open, None, at(320));
    assert_eq!(wait, unknown(UnknownReason::Stale));
}

#[test]
fn a_restart_goes_on_from_where_it_was() {
    let before = Feed::new(5, 6_000.0).go(1_800, 10.0);
    let kept = serde_json::to_string(&before.estimator).unwrap();
    let mut after = Feed {
        estimator: serde_json::from_str(&kept).unwrap(),
        ..Feed::new(5, 6_000.0)
    };
    (after.now_s, after.admitted) = (before.now_s, before.admitted);
    assert_near(after.mid_s(), before.mid_s(), 1e-9);
    assert_near(
        after.go(600, 8.0).mid_s(),
        before.go(600, 8.0).mid_s(),
        1e-9,
    );
}
