//! More of what feeds do: sources that fall silent, counters that keep another time than the depth, pauses one after another.
use std::ops::Range;

use super::*;

#[test]
fn depth_that_is_no_longer_read_is_stale_although_admissions_go_on() {
    let mut estimator = Estimator::default();
    for t in (0..=300).step_by(5) {
        estimator.observe_from("a", reading(t, Metric::QueueDepth, 6_000.0));
        estimator.observe_from("b", reading(t, Metric::AdmittedTotal, float(t) * 10.0));
    }
    for t in (305..=400).step_by(5) {
        estimator.observe_from("b", reading(t, Metric::AdmittedTotal, float(t) * 10.0));
    }
    assert_eq!(
        estimator.estimate(Phase::Open, None, at(400)),
        unknown(UnknownReason::Stale)
    );
}

#[test]
fn every_pause_is_noticed_as_soon_as_the_first() {
    let mut feed = Feed::new(5, 6_000.0).go(300, 10.0);
    for n in 0..4 {
        feed = feed.go(15, 0.0);
        assert_eq!(feed.wait(), unknown(UnknownReason::NoRate), "pause {n}");
        feed = feed.go(105, 0.0).go(60, 10.0);
    }
}

#[test]
fn the_pace_of_an_hour_ago_is_not_that_of_a_line_that_moves_again() {
    let feed = Feed::new(5, 6_000.0).go(600, 10.0).go(3_600, 0.0);
    let feed = feed.go(5, 5.0);
    assert!(!is_known(feed.wait()), "{:?}", feed.wait());
    assert_near(feed.go(20, 5.0).mid_s(), 1_200.0, 0.05);
}

#[test]
fn what_was_let_in_during_a_gap_counts() {
    let mut feed = Feed::new(5, 6_000.0).go(300, 10.0);
    feed.now_s += 85;
    feed.admitted += 85.0 * 4.0;
    assert_near(feed.go(5, 4.0).mid_s(), 1_500.0, 0.1);
}

#[test]
fn a_place_is_not_stretched_by_the_calm_of_the_end() {
    let mut feed = Feed::new(5, 280.0).go(300, 10.0);
    feed.depth = 290.0;
    feed = feed.go(5, 10.0);
    feed.depth = 0.0;
    feed = feed.go(5, 10.0);
    let place = Position::parse("100").unwrap();
    let now = at(feed.now_s);
    let wait = feed.estimator.estimate_at(place, Phase::Open, now);
    assert!(mid_s(wait.unwrap()) < 31.0, "{wait:?}");
}

#[test]
fn a_long_line_that_just_began_to_move_is_not_told_by_a_trickle() {
    let mut feed = Feed::new(5, 20_000.0).go(600, 0.0);
    for _ in 0..3 {
        feed = feed.go(5, 1.0);
    }
    let wait = feed.wait();
    assert!(
        !matches!(wait, WaitEstimate::Known { mid_s, .. } if mid_s > 30_000.0),
        "{wait:?}"
    );
}

#[test]
fn a_rate_near_nothing_is_no_rate() {
    let feed = Feed::new(5, 6_000.0)
        .also(Metric::AdmissionRatePerMin, 1e-310)
        .go(300, 10.0);
    assert_near(feed.mid_s(), 600.0, 0.05);
    assert!(
        serde_json::from_str::<Estimator>(&serde_json::to_string(&feed.estimator).unwrap()).is_ok()
    );
}

#[test]
fn leavers_are_balanced_over_the_same_span() {
    let mut estimator = Estimator::default();
    for t in 0..=1_800_i64 {
        estimator.observe(reading(t, Metric::QueueDepth, 6_000.0));
        estimator.observe(reading(t, Metric::ErrorRate, 0.0));
        estimator.observe(reading(t, Metric::AdmittedTotal, float(t) * 10.0));
        if t % 5 == 0 {
            estimator.observe(reading(t, Metric::ArrivalsTotal, float(t) * 10.0));
        }
    }
    assert_near(
        mid_s(estimator.estimate(Phase::Open, None, at(1_800))),
        600.0,
        0.03,
    );
}

#[test]
fn a_counter_told_seldom_is_no_batch() {
    let mut estimator = Estimator::default();
    for t in (0..=1_800_i64).step_by(5) {
        estimator.observe(reading(t, Metric::QueueDepth, 1_000.0));
        if t % 60 == 0 {
            estimator.observe(reading(t, Metric::AdmittedTotal, float(t) * 10.0));
        }
        if t >= 900 {
            assert_near(
                mid_s(estimator.estimate(Phase::Open, None, at(t))),
                100.0,
                0.1,
            );
        }
    }
}

#[test]
fn announced_nothing_holds_while_the_same_is_said_again() {
    let mut feed = Feed::new(5, 6_000.0)
        .also(Metric::AdmissionRatePerMin, 600.0)
        .go(300, 10.0);
    for _ in 0..4 {
        feed = feed.go(5, 0.0).also(Metric::AdmissionRatePerMin, 0.0);
        assert!(!is_known(feed.wait()));
    }
    for _ in 0..12 {
        feed = feed.go(5, 10.0).also(Metric::AdmissionRatePerMin, 0.0);
    }
    assert_near(feed.mid_s(), 600.0, 0.05);
}

#[test]
fn an_outage_of_one_of_two_sources_is_not_let_in_at_once() {
    let mut estimator = Estimator::default();
    for t in (0..=1_200_i64).step_by(5) {
        estimator.observe_from("a", reading(t, Metric::QueueDepth, 6_000.0));
        estimator.observe_from("a", reading(t, Metric::AdmittedTotal, float(t) * 5.0));
        if !(300..900).contains(&t) {
            estimator.observe_from("b", reading(t, Metric::AdmittedTotal, float(t) * 5.0));
        }
    }
    assert_near(
        mid_s(estimator.estimate(Phase::Open, None, at(1_200))),
        600.0,
        0.1,
    );
}

#[test]
fn people_of_a_source_that_comes_back_are_spread_over_its_outage() {
    let mut estimator = Estimator::default();
    let mut tell = |t: i64, b: bool| {
        estimator.observe_from("a", reading(t, Metric::QueueDepth, 6_000.0));
        estimator.observe_from("a", reading(t, Metric::AdmittedTotal, float(t) * 5.0));
        if b {
            estimator.observe_from("b", reading(t, Metric::AdmittedTotal, float(t) * 5.0));
        }
        estimator.estimate(Phase::Open, None, at(t))
    };
    for t in (0..300).step_by(5) {
        tell(t, true);
    }
    for t in (300..900).step_by(5) {
        tell(t, false);
    }
    for t in (900..=1_200).step_by(5) {
        let wait = tell(t, true);
        if is_known(wait) {
            assert_near(mid_s(wait), 600.0, 0.05);
        }
        assert!(is_known(wait) || t < 930, "{t}");
    }
}

#[test]
fn a_source_that_speaks_seldom_makes_no_bursts() {
    let mut estimator = Estimator::default();
    for t in (0..=1_800).step_by(5) {
        estimator.observe_from("a", reading(t, Metric::QueueDepth, 6_000.0));
        estimator.observe_from("a", reading(t, Metric::AdmittedTotal, float(t) * 8.0));
        if t % 60 == 0 {
            estimator.observe_from("b", reading(t, Metric::AdmittedTotal, float(t) * 2.0));
        }
        if t >= 600 {
            let wait = estimator.estimate(Phase::Open, None, at(t));
            assert_near(mid_s(wait), 600.0, 0.3);
        }
    }
}

/// Tells of a line of 6,000 and of counters that rise by one a second each, `from` here to there each.
fn tell_of(estimator: &mut Estimator, seconds: Range<i64>, gates: &[String]) {
    for t in seconds.step_by(5) {
        estimator.observe(reading(t, Metric::QueueDepth, 6_000.0));
        for gate in gates {
            estimator.observe_from(gate, reading(t, Metric::AdmittedTotal, float(t)));
        }
    }
}

fn gates(numbers: Range<i64>) -> Vec<String> {
    numbers.map(|n| format!("gate {n}")).collect()
}

#[test]
fn while_a_seventeenth_source_is_not_counted_the_wait_is_not_known() {
    let mut estimator = Estimator::default();
    let mut all = gates(0..17);
    tell_of(&mut estimator, 0..605, &all);
    let wait = |estimator: &Estimator, t| estimator.estimate(Phase::Open, None, at(t));
    assert_eq!(wait(&estimator, 600), unknown(UnknownReason::NoRate));
    assert!(estimator.refuses_sources());
    all.remove(15);
    tell_of(&mut estimator, 605..905, &all);
    assert_near(mid_s(wait(&estimator, 900)), 6_000.0 / 16.0, 0.02);
    assert!(!estimator.refuses_sources());
}

#[test]
fn sources_that_others_take_the_place_of_give_way_within_minutes() {
    let mut estimator = Estimator::default();
    tell_of(&mut estimator, 0..900, &gates(0..10));
    for t in (900..1_500).step_by(5) {
        tell_of(&mut estimator, t..t + 5, &gates(10..20));
        let wait = estimator.estimate(Phase::Open, None, at(t));
        assert!(is_known(wait) || t < 1_140, "{t}: {wait:?}");
        if is_known(wait) {
            assert_near(mid_s(wait), 600.0, 0.1);
        }
    }
}

#[test]
fn no_source_gives_way_because_all_were_silent() {
    let mut estimator = Estimator::default();
    tell_of(&mut estimator, 0..300, &gates(0..16));
    tell_of(&mut estimator, 600..605, &gates(16..17));
    tell_of(&mut estimator, 600..900, &gates(0..16));
    let wait = estimator.estimate(Phase::Open, None, at(895));
    assert_near(mid_s(wait), 6_000.0 / 16.0, 0.02);
}

/// When several sources speak: every so many seconds, offset by so many.
type Gates<'a> = &'a [(i64, i64)];

/// Halves the pace of 10 a second, which `gates` share evenly, at 1800 s. Tells the longest and the shortest wait from 600 s
/// on, and after how many seconds of the slower pace the wait is known within a tenth for good.
fn halved(gates: Gates<'_>) -> (f64, f64, i64) {
    let mut estimator = Estimator::default();
    let (mut shortest, mut longest, mut found) = (f64::INFINITY, 0.0_f64, 1_800);
    for t in 0..=3_600 {
        let all = float(t.min(1_800)) * 10.0 + float((t - 1_800).max(0)) * 5.0;
        if t % gates[0].0 == 0 {
            estimator.observe(reading(t, Metric::QueueDepth, 6_000.0));
        }
        for (n, (every, offset)) in gates.iter().enumerate() {
            if t % every == *offset {
                let share = (all / float(i64::try_from(gates.len()).unwrap())).floor();
                estimator.observe_from(&n.to_string(), reading(t, Metric::AdmittedTotal, share));
            }
        }
        let wait = estimator.estimate(Phase::Open, None, at(t));
        if (600..1_800).contains(&t) {
            let mid_s = mid_s(wait);
            (shortest, longest) = (shortest.min(mid_s), longest.max(mid_s));
        } else if t >= 1_800 {
            let off = match wait {
                WaitEstimate::Known { mid_s, .. } => (mid_s / 1_200.0).ln().abs(),
                WaitEstimate::Unknown { .. } => 1.0,
            };
            if off > 0.1 {
                found = t + 1;
            }
        }
    }
    (shortest, longest, found - 1_800)
}

#[test]
fn sources_out_of_step_are_no_late_ones() {
    let gates: [Gates<'_>; 12] = [
        &[(20, 0), (20, 1)],
        &[(20, 0), (20, 10)],
        &[(30, 0), (30, 5)],
        &[(30, 0), (30, 14)],
        &[(60, 0), (60, 1)],
        &[(60, 0), (60, 5)],
        &[(60, 0), (60, 30)],
        &[(20, 0), (20, 7), (20, 13)],
        &[(30, 0), (30, 10), (30, 20)],
        &[(60, 0), (60, 20), (60, 40)],
        &[(60, 0), (60, 1), (60, 59)],
        &[(5, 0), (60, 0)],
    ];
    for gates in gates {
        let (shortest, longest, found_s) = halved(gates);
        assert_near(shortest, 600.0, 0.1);
        assert_near(longest, 600.0, 0.1);
        assert!(found_s <= 240, "{gates:?}: {found_s} s");
    }
}
