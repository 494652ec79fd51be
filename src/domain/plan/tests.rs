//! The model conserves people, grows with demand, and refuses what makes no sense.

use proptest::prelude::*;

use super::*;
use crate::domain::plan::arrivals::arrivals as come;

fn launch() -> Inputs {
    Inputs {
        email_list: 200_000.0,
        followers: 1_000_000.0,
        demand: 30_000.0,
        ad_spend: 5_000.0,
        units: Some(9_000.0),
        ..Inputs::default()
    }
}

#[test]
fn visitors_are_what_the_channels_bring_without_those_counted_twice() {
    // 200 000 × 5 % + 1 000 000 × 1 % + 30 000 × 30 % + 5 000 ÷ 0.50 = 39 000, and a fifth of them twice.
    let plan = Plan::of(&launch(), None);
    assert!((plan.visitors - 31_200.0).abs() < 1e-6);
}

#[test]
fn the_rate_follows_littles_law() {
    // 500 at once, each for 5 minutes.
    let plan = Plan::of(&launch(), None);
    assert!((plan.suggested_per_min - 100.0).abs() < 1e-9);
    assert!((plan.admitted_per_min - 100.0).abs() < 1e-9);
    // 9 000 units at one in two are gone when 18 000 were let in: after 180 minutes of 100.
    let sold_out = plan.sold_out.unwrap();
    assert_eq!((sold_out.minute, sold_out.people.round()), (179, 18_000.0));
}

#[test]
fn people_come_before_at_and_after_the_opening_in_the_shares_that_were_given() {
    let arrivals = come(&launch(), None, 1_000.0);
    let between = |from: i32, to: i32| -> f64 {
        let within = arrivals.iter().filter(|(m, _)| (from..to).contains(m));
        within.map(|(_, people)| people).sum()
    };
    assert_eq!(arrivals.first, -30);
    assert!((between(-30, 0) - 200.0).abs() < 1e-6);
    assert!(between(0, 5) > 400.0 && between(0, 120) < 800.1);
    assert!(arrivals.people[29] > arrivals.people[0]);
    assert!((between(20, 40) / between(40, 60) - 2.0).abs() < 0.01);
}

#[test]
fn a_past_event_lends_its_shape() {
    let shape = Shape {
        first_min: -10,
        step_min: 10,
        people: vec![1.0, 3.0],
    };
    let past = PastEvent {
        slug: "old".to_owned(),
        title: "Old".to_owned(),
        visitors: 4.0,
        peak_depth: 3.0,
        shape,
    };
    let plan = Plan::of(&launch(), Some(&past));
    assert_eq!((plan.arrivals.first, plan.arrivals.people.len()), (-10, 20));
    assert!((plan.arrivals.people[15] / plan.arrivals.people[5] - 3.0).abs() < 1e-9);
    let broken = Shape {
        step_min: u32::MAX,
        ..past.shape
    };
    assert_eq!(broken.check(), None);
}

#[test]
fn a_line_of_three_hundred_is_gone_in_three_minutes_of_a_hundred() {
    let arrivals = Minutes {
        first: -1,
        people: vec![300.0],
    };
    let service = Service {
        admitted_per_min: 100.0,
        capacity: None,
        leave_per_hour: 0.0,
    };
    let queue = Queue::serve(&arrivals, service);
    assert_eq!(queue.depth.people, [300.0, 200.0, 100.0, 0.0]);
    assert_eq!(queue.clear_min(), Some(2));
    assert_eq!(queue.mean_per_min(), Some(100.0));
    let waits = queue.line.waits().unwrap();
    // They joined evenly within the minute before, and were let in evenly within the three after.
    assert!((waits.p50_s - 120.0).abs() < 0.2, "{waits:?}");
    let full = Queue::serve(
        &arrivals,
        Service {
            capacity: Some(120.0),
            ..service
        },
    );
    assert_eq!((full.turned_away, full.depth.people[0]), (180.0, 120.0));
    let closed = Queue::serve(
        &arrivals,
        Service {
            admitted_per_min: 0.0,
            ..service
        },
    );
    assert_eq!(closed.clear_min(), None);
}

#[test]
fn what_makes_no_sense_is_refused_by_name() {
    let names = |inputs: Inputs| -> Vec<&str> {
        let errors = inputs.check().unwrap_err();
        errors.into_iter().map(|(name, _)| name).collect()
    };
    let base = launch;
    assert_eq!(launch().check(), Ok(()));
    assert_eq!(
        names(Inputs {
            email_pct: 101.0,
            ..base()
        }),
        ["email_pct"]
    );
    assert_eq!(
        names(Inputs {
            demand: -1.0,
            ..base()
        }),
        ["demand"]
    );
    assert_eq!(
        names(Inputs {
            demand: 0.5,
            ..base()
        }),
        ["demand"]
    );
    assert_eq!(
        names(Inputs {
            inside_min: f64::NAN,
            ..base()
        }),
        ["inside_min"]
    );
    assert_eq!(
        names(Inputs {
            units: Some(f64::INFINITY),
            ..base()
        }),
        ["units"]
    );
    assert_eq!(
        names(Inputs {
            early_pct: 61.0,
            ..base()
        }),
        ["burst_pct"]
    );
    let short = Inputs {
        burst_min: 60.0,
        duration_min: 30.0,
        ..base()
    };
    assert_eq!(names(short), ["duration_min"]);
}

#[test]
fn what_is_typed_is_read_and_what_is_left_empty_becomes_the_default() {
    let read = |name: &str, text: &str| {
        let mut inputs = launch();
        let spec = SPECS.iter().find(|spec| spec.name == name).unwrap();
        spec.read(text, &mut inputs).map(|()| spec.value(&inputs))
    };
    assert_eq!(read("email_list", " 120000 "), Ok(Some(120_000.0)));
    for grouped in ["120,000", "120 000", "120\u{202f}000", "120,000.0"] {
        assert_eq!(
            read("email_list", grouped),
            Ok(Some(120_000.0)),
            "{grouped}"
        );
    }
    for unclear in [
        "0,5", "0,500", "12,00", "1200,000", "1,,000", ",", "0.5,5", "1,000,",
    ] {
        assert!(read("inside_min", unclear).is_err(), "{unclear}");
    }
    assert_eq!(read("email_pct", ""), Ok(Some(5.0)));
    assert_eq!(read("units", ""), Ok(None));
    assert_eq!(read("email_pct", "many"), Err(InputError::NotANumber(5.0)));
    assert_eq!(read("email_pct", "NaN"), Err(InputError::NotANumber(5.0)));
    assert!(read("email_pct", "-1").is_err() && read("email_list", "1.5").is_err());
}

#[test]
fn every_input_has_a_spec_and_its_default_is_one_it_may_have() {
    let inputs = serde_json::to_value(launch()).unwrap();
    let names: std::collections::BTreeSet<_> =
        inputs.as_object().unwrap().keys().cloned().collect();
    let specs: std::collections::BTreeSet<_> = SPECS.iter().map(|s| s.name.to_owned()).collect();
    assert_eq!(names, specs);
    assert_eq!(Inputs::default().check(), Ok(()));
}

/// Any inputs that are allowed.
fn inputs() -> impl Strategy<Value = Inputs> {
    prop::collection::vec(prop::option::weighted(0.7, 0.0..=1.0_f64), SPECS.len()).prop_map(
        |picks| {
            let mut inputs = Inputs::default();
            for (spec, pick) in SPECS.iter().zip(picks) {
                // Mostly small numbers: most of what is allowed is far from what happens.
                let high = spec.high.min(1_000_000.0);
                if let Some(value) = pick.map(|pick| spec.low + (high - spec.low) * pick.powi(4)) {
                    let value = if spec.whole { value.round() } else { value };
                    spec.read(&value.to_string(), &mut inputs).unwrap();
                }
            }
            inputs.burst_pct = inputs.burst_pct.min(100.0 - inputs.early_pct);
            inputs.duration_min = inputs.duration_min.max(inputs.burst_min).min(2_000.0);
            inputs.burst_min = inputs.burst_min.min(inputs.duration_min);
            inputs
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn everybody_who_comes_is_let_in_gives_up_waits_or_finds_no_room(inputs in inputs()) {
        prop_assert_eq!(inputs.check(), Ok(()));
        let plan = Plan::of(&inputs, None);
        let queue = &plan.queue;
        let gone = queue.admitted + queue.left + queue.waiting + queue.turned_away;
        let close = |a: f64, b: f64| (a - b).abs() <= 1e-6 * (1.0 + a.abs());
        prop_assert!(close(plan.visitors, queue.arrived), "{} {}", plan.visitors, queue.arrived);
        prop_assert!(close(queue.arrived, gone), "{} {}", queue.arrived, gone);
    }

    #[test]
    fn nothing_is_below_zero_endless_or_beyond_the_capacity(inputs in inputs()) {
        let plan = Plan::of(&inputs, None);
        let good = |value: f64| value.is_finite() && value >= 0.0;
        prop_assert!(plan.arrivals.people.iter().chain(&plan.queue.depth.people).all(|v| good(*v)));
        let traffic = plan.traffic;
        prop_assert!([plan.suggested_capacity, plan.queue.turned_away, plan.queue.left, traffic.bytes, traffic.peak_bits_per_s]
            .iter().all(|v| good(*v)));
        if let Some(room) = inputs.capacity {
            prop_assert!(plan.peak().1 <= room);
        }
        if let Some(waits) = plan.waits {
            prop_assert!(good(waits.p50_s) && waits.p50_s <= waits.p90_s && waits.p90_s <= waits.p95_s);
        }
    }

    #[test]
    fn more_demand_never_makes_a_shorter_line(inputs in inputs(), more in 1_u32..500_000) {
        let larger = Inputs { email_list: (inputs.email_list + f64::from(more)).min(1e9), ..inputs.clone() };
        let (plan, larger) = (Plan::of(&inputs, None), Plan::of(&larger, None));
        let slack = 1e-9 * (1.0 + larger.visitors);
        prop_assert!(plan.visitors <= larger.visitors + slack);
        prop_assert!(plan.peak().1 <= larger.peak().1 + slack);
        prop_assert!(plan.suggested_capacity <= larger.suggested_capacity);
        prop_assert!(plan.traffic.bytes <= larger.traffic.bytes * (1.0 + 1e-9) + slack);
    }

    #[test]
    fn a_line_is_gone_when_no_more_than_a_hundredth_of_its_peak_is_left_for_good(inputs in inputs()) {
        let queue = Plan::of(&inputs, None).queue;
        let limit = (queue.depth.most().unwrap().1 * 0.01).max(1.0).floor();
        match queue.clear_min() {
            Some(gone) => {
                let later = |(minute, depth): (i32, f64)| minute < gone || depth <= limit;
                prop_assert!(queue.depth.iter().all(later));
                let still = |(minute, depth): (i32, f64)| minute == gone - 1 && depth > limit;
                prop_assert!(gone == 0 || queue.depth.iter().any(still));
            }
            None => prop_assert!(queue.waiting > limit),
        }
        if let Some(mean) = queue.mean_per_min() {
            prop_assert!(mean >= 0.0 && mean <= queue.admitted);
        }
    }
}
