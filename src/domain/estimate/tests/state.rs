//! What is kept over a restart: read as it was written, or not at all.

use proptest::prelude::*;
use serde_json::Value;

use super::properties::{check_range, line};
use super::*;

/// A state of [`Checkpoint::FORMAT`] as a server wrote it.
const KEPT: &str = include_str!("kept-3.json");

/// Half an hour of a line of 6,000 with 600 let in a minute.
fn half_an_hour() -> Feed {
    let feed = Feed::new(5, 6_000.0).also(Metric::AdmissionRatePerMin, 600.0);
    feed.also(Metric::Capacity, 9_000.0)
        .also(Metric::LeftTotal, 3.0)
        .go(600, 9.8)
        .also(Metric::ArrivalsTotal, 12_000.0)
        .go(1_200, 10.1)
}

#[test]
fn a_state_of_this_format_is_read_as_it_was_written() {
    assert_eq!(
        Checkpoint::FORMAT,
        3,
        "put one of the new format in its place"
    );
    let kept: Checkpoint = serde_json::from_str(KEPT).unwrap();
    let written = serde_json::to_value(&kept).unwrap();
    let was: Value = serde_json::from_str(KEPT).unwrap();
    assert_eq!(written, was, "what is kept has changed, and FORMAT has not");
    let mut feed = half_an_hour();
    feed.estimator = Estimator::resume(kept);
    feed.now_s = 1_200;
    feed.admitted = 600.0 * 9.8 + 600.0 * 10.1;
    assert_near(feed.go(600, 10.1).mid_s(), half_an_hour().mid_s(), 1e-6);
}

#[test]
fn what_no_estimator_comes_to_is_not_gone_on_from() {
    let is_read = |state: &Value| serde_json::from_value::<Checkpoint>(state.clone()).is_ok();
    let state: Value = serde_json::from_str(KEPT).unwrap();
    assert!(is_read(&state));
    let with = |at: &str, value: Value| {
        let mut state = state.clone();
        *state.pointer_mut(at).expect(at) = value;
        state
    };
    let gap: Value = 5.0.into();
    for (at, value) in [
        ("/settled/depth/value", (-1.0).into()),
        ("/settled/depth/value", Value::Null),
        ("/settled/until", Value::Null),
        ("/settled/unit", (-10.0).into()),
        ("/settled/leavers/waited_s", (-1.0).into()),
        ("/settled/pace/blocks/0/people", (-4.0).into()),
        ("/settled/pace/blocks/0/exposure", 0.0.into()),
        ("/settled/outcomes/above", 1e6.into()),
        ("/settled/shown/mid_s", 1e300.into()),
        ("/settled/rhythm/gaps_s", vec![gap; 10].into()),
        (
            "/settled/admitted/counters",
            vec![state["settled"]["admitted"]["counters"][0].clone(); 17].into(),
        ),
        (
            "/lag/arrivals",
            vec![state["lag"]["arrivals"][0].clone(); 10].into(),
        ),
    ] {
        assert!(!is_read(&with(at, value.clone())), "{at} {value}");
    }
}

/// Puts `value` in the place of the `nth` number.
fn damage(state: &mut Value, nth: &mut usize, value: f64) {
    match state {
        Value::Number(number) => {
            if *nth == 0 {
                *number = serde_json::Number::from_f64(value).unwrap();
            }
            *nth = nth.wrapping_sub(1);
        }
        Value::Array(items) => items.iter_mut().for_each(|item| damage(item, nth, value)),
        Value::Object(fields) => fields
            .values_mut()
            .for_each(|field| damage(field, nth, value)),
        _ => {}
    }
}

proptest! {
    #[test]
    fn whatever_is_kept_no_wrong_number_comes_of_it(
        nth in 0_usize..400,
        value in prop_oneof![Just(0.0), Just(1e12), -1e3..1e3_f64, any::<f64>().prop_filter("JSON", |value| value.is_finite())],
    ) {
        let mut state: Value = serde_json::from_str(KEPT).unwrap();
        let mut nth = nth;
        damage(&mut state, &mut nth, value);
        if let Ok(kept) = serde_json::from_value::<Checkpoint>(state) {
            let mut feed = half_an_hour();
            feed.estimator = Estimator::resume(kept);
            feed.now_s = 1_200;
            for _ in 0..20 {
                feed = feed.go(30, 10.0);
                check_range(feed.wait())?;
                let _ = feed.trend();
                let place = Position::parse("300").unwrap();
                let now = at(feed.now_s);
                check_range(feed.estimator.estimate_at(place, Phase::Open, now).unwrap_or(unknown(UnknownReason::Full)))?;
            }
        }
    }

    #[test]
    fn what_is_written_and_what_is_newer_tell_the_same(told in line(60)) {
        let mut whole = Estimator::default();
        for reading in &told {
            whole.observe(*reading);
        }
        if let Some(kept) = whole.checkpoint() {
            let written = serde_json::to_string(&kept).unwrap();
            let mut resumed = Estimator::resume(serde_json::from_str(&written).unwrap());
            for reading in told.iter().rev().filter(|reading| Some(reading.at) >= kept.until()) {
                resumed.observe(*reading);
            }
            let now = told.iter().map(|r| r.at).max().unwrap();
            let told = |estimator: &Estimator| {
                let wait = estimator.estimate(Phase::Open, None, now);
                (format!("{wait:.6?}"), estimator.trend(Phase::Open, None, now), estimator.confidence())
            };
            // Numbers in JSON are read to the last digit but one.
            prop_assert_eq!(told(&resumed), told(&whole));
        }
    }
}
