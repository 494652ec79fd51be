//! What holds whatever a feed says.

use proptest::prelude::*;

use super::*;

/// Readings of any metric, a few seconds apart, some of them late, some of them twice.
fn history() -> impl Strategy<Value = Vec<Reading>> {
    let step = (0_i64..40, 0_usize..12, 0.0..1e6_f64);
    prop::collection::vec(step, 0..160).prop_map(|steps| {
        let mut t = 0;
        let told = steps.into_iter().map(|(gap, metric, value)| {
            t += gap - 4;
            reading(t, Metric::ALL[metric], value.floor())
        });
        told.collect()
    })
}

/// A line as a feed of `every_s` tells of it: each step so many join, leave and are let in.
pub fn line(every_s: i64) -> impl Strategy<Value = Vec<Reading>> {
    let step = (0_u32..400, 0_u32..20, 0_u32..300);
    prop::collection::vec(step, 1..100).prop_map(move |steps| {
        let (mut depth, mut totals) = (2_000.0, [0.0; 3]);
        let mut told = Vec::new();
        for (i, (joined, left, admitted)) in steps.into_iter().enumerate() {
            let t = i64::try_from(i).unwrap() * every_s;
            for (total, more) in totals.iter_mut().zip([joined, left, admitted]) {
                *total += f64::from(more);
            }
            depth = f64::max(depth + f64::from(joined) - f64::from(left + admitted), 0.0);
            told.push(reading(t, Metric::QueueDepth, depth));
            told.push(reading(t, Metric::ArrivalsTotal, totals[0]));
            told.push(reading(t, Metric::LeftTotal, totals[1]));
            told.push(reading(t, Metric::AdmittedTotal, totals[2]));
        }
        told
    })
}

fn taken_in(readings: &[Reading]) -> Estimator {
    let mut estimator = Estimator::default();
    for reading in readings {
        estimator.observe(*reading);
    }
    estimator
}

fn newest(readings: &[Reading]) -> Timestamp {
    readings.iter().map(|r| r.at).max().unwrap_or(at(0))
}

pub fn check_range(wait: WaitEstimate) -> Result<(), TestCaseError> {
    if let WaitEstimate::Known {
        low_s,
        mid_s,
        high_s,
    } = wait
    {
        prop_assert!(low_s >= 0.0 && low_s <= mid_s && mid_s <= high_s && high_s.is_finite());
    }
    Ok(())
}

proptest! {
    #[test]
    fn low_mid_high_stand_in_order_and_only_while_people_are_let_in(
        history in prop_oneof![history(), line(5), line(1), line(60)],
        phase in 0_usize..10,
        later_s in 0_i64..200,
        place in 1_u32..9_000,
    ) {
        let estimator = taken_in(&history);
        let (phase, now) = (Phase::ALL[phase], newest(&history).plus_seconds(later_s));
        let wait = estimator.estimate(phase, None, now);
        check_range(wait)?;
        prop_assert!(phase == Phase::Open || !is_known(wait));
        let place = Position::parse(&place.to_string()).unwrap();
        if let Ok(wait) = estimator.estimate_at(place, phase, now) {
            check_range(wait)?;
        }
    }

    #[test]
    fn no_number_stands_when_stale_full_or_unidentifiable(
        (history, every_s) in prop_oneof![
            history().prop_map(|told| (told, 2_000)),
            line(1).prop_map(|told| (told, 1)),
            line(5).prop_map(|told| (told, 5)),
            line(60).prop_map(|told| (told, 60)),
        ],
        later_s in 0_i64..100_000,
        share in 0.1..2.0_f64,
    ) {
        let estimator = taken_in(&history);
        let now = newest(&history);
        // Three intervals of the feed, and of one that was hardly heard the assumed ones.
        let silent_s = if history.len() < 8 { 30 } else { (3 * every_s).max(15) };
        let silent = now.plus_seconds(silent_s + later_s);
        prop_assert!(!is_known(estimator.estimate(Phase::Open, None, silent)));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "people")]
        let capacity = (estimator.depth().unwrap_or(0.0) * share).min(4e9) as u32;
        let full = estimator.capacity().unwrap_or(f64::from(capacity));
        let wait = estimator.estimate(Phase::Open, Some(capacity), now);
        if full > 0.0 && estimator.depth().is_some_and(|depth| depth >= full) {
            prop_assert!(!is_known(wait));
        } else {
            prop_assert_eq!(wait, estimator.estimate(Phase::Open, None, now));
        }
        let depth_only: Vec<_> = history.into_iter().filter(|r| r.metric == Metric::QueueDepth).collect();
        let wait = taken_in(&depth_only).estimate(Phase::Open, None, now);
        prop_assert!(!is_known(wait));
    }

    #[test]
    fn the_order_of_delivery_makes_no_difference(
        (told, delivered) in prop_oneof![line(5), line(1), history()]
            .prop_filter("within the horizon", |told| told.iter().all(|r| (0..=600_000).contains(&r.at.as_millis())))
            .prop_flat_map(|told| (Just(told.clone()), Just(told).prop_shuffle())),
        asked in prop::collection::vec(any::<bool>(), 0..40),
    ) {
        let mut late = Estimator::default();
        for (i, reading) in delivered.iter().enumerate() {
            late.observe(*reading);
            // Asking changes nothing.
            if asked.get(i) == Some(&true) {
                let _ = late.estimate(Phase::Open, None, reading.at);
            }
        }
        let (punctual, now) = (taken_in(&told), newest(&told));
        prop_assert_eq!(&late, &punctual);
        prop_assert_eq!(late.estimate(Phase::Open, None, now), punctual.estimate(Phase::Open, None, now));
        prop_assert_eq!(late.trend(Phase::Open, None, now), punctual.trend(Phase::Open, None, now));
        prop_assert_eq!(late.measured_per_min(now), punctual.measured_per_min(now));
    }

    #[test]
    fn however_long_it_runs_readings_may_come_ten_minutes_late(
        told in line(60),
        delays_s in prop::collection::vec(0_i64..600, 400),
    ) {
        let mut delivered: Vec<_> = told.iter().copied().zip(delays_s).collect();
        delivered.sort_by_key(|(reading, delay_s)| reading.at.plus_seconds(*delay_s));
        let delivered: Vec<_> = delivered.into_iter().map(|(reading, _)| reading).collect();
        let now = newest(&told);
        let (late, punctual) = (taken_in(&delivered), taken_in(&told));
        prop_assert_eq!(late.estimate(Phase::Open, None, now), punctual.estimate(Phase::Open, None, now));
        prop_assert_eq!(late, punctual);
    }

    #[test]
    fn a_silent_pause_is_unknown_within_fifteen_seconds(
        every_s in 1_i64..=5,
        per_s in 3.0..200.0_f64,
        steps in prop::collection::vec((0.5..1.5_f64, 0_u8..20), 20),
        before_s in 60_i64..900,
    ) {
        let mut feed = Feed::new(every_s, 50_000.0);
        let mut turns = steps.iter().cycle();
        while feed.now_s < before_s {
            let (pace, trap) = turns.next().unwrap();
            match trap {
                0 => feed.tell(),
                1 => feed.admitted = 0.0,
                2 => feed.estimator.observe(reading(feed.now_s - every_s, Metric::QueueDepth, 50_000.0)),
                _ => {}
            }
            let pace = per_s * pace;
            feed = feed.go(every_s, (pace * float(every_s)).round() / float(every_s));
        }
        feed = feed.go(15, per_s.round());
        prop_assert!(is_known(feed.wait()));
        prop_assert!(!is_known(feed.go(15, 0.0).wait()));
    }

    #[test]
    fn a_start_is_known_within_thirty_seconds(
        every_s in 1_i64..=5,
        per_s in 1_i64..200,
        waiting_s in 0_i64..900,
        twice in any::<bool>(),
    ) {
        let mut feed = Feed::new(every_s, 50_000.0 * 0.2).go(waiting_s, 0.0);
        for _ in 0..30 / every_s {
            feed = feed.go(every_s, float(per_s));
            if twice {
                feed.tell();
            }
        }
        prop_assert!(is_known(feed.wait()));
    }

    #[test]
    fn memory_stays_bounded(count in 1_i64..3_000) {
        let mut estimator = Estimator::default();
        for t in 0..count {
            estimator.observe_from(&format!("{}", t % 40), reading(t, Metric::AdmittedTotal, float(t)));
            estimator.observe(reading(t, Metric::QueueDepth, 100.0));
        }
        prop_assert!(estimator.window.after(None).len() <= window::MAX_READINGS);
        let settled = serde_json::to_string(&estimator.settled).unwrap();
        prop_assert!(settled.len() < 24_000, "{} bytes", settled.len());
    }

    #[test]
    fn what_is_stored_and_read_back_goes_on_the_same(history in prop_oneof![history(), line(5)], cut in 0_usize..400) {
        let cut = cut.min(history.len());
        let whole = taken_in(&history);
        let stored = serde_json::to_string(&taken_in(&history[..cut])).unwrap();
        let mut resumed: Estimator = serde_json::from_str(&stored).unwrap();
        for reading in &history[cut..] {
            resumed.observe(*reading);
        }
        let now = newest(&history);
        match (resumed.estimate(Phase::Open, None, now), whole.estimate(Phase::Open, None, now)) {
            (WaitEstimate::Known { mid_s: resumed, .. }, WaitEstimate::Known { mid_s: whole, .. }) => {
                prop_assert!((resumed - whole).abs() <= 1e-6 * whole.max(1.0));
            }
            (resumed, whole) => prop_assert_eq!(resumed, whole),
        }
    }

    #[test]
    fn a_checkpoint_and_what_is_newer_make_the_same_estimator(told in prop_oneof![line(60), line(7), history()]) {
        let whole = taken_in(&told);
        if let Some(kept) = whole.checkpoint() {
            let until = kept.until();
            let mut resumed = Estimator::resume(kept);
            for reading in told.iter().rev().filter(|reading| Some(reading.at) >= until) {
                resumed.observe(*reading);
            }
            prop_assert_eq!(&resumed, &whole);
            let now = newest(&told);
            prop_assert_eq!(resumed.estimate(Phase::Open, None, now), whole.estimate(Phase::Open, None, now));
        }
    }
}
