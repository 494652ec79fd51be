//! What was planned beside what was seen, and what an event lends to the plan of another.

use super::*;
use crate::domain::plan::Inputs;

#[test]
fn a_past_event_tells_who_came_when_and_is_compared_with_its_plan() {
    let phases = vec![PhaseStep {
        at: at(1_800),
        phase: Phase::Open,
        reason: None,
        next_update_by: None,
    }];
    let inputs = Inputs {
        demand: 200_000.0,
        ..Inputs::default()
    };
    let record = Record {
        phases,
        plan: Some(SavedPlan {
            inputs,
            past: None,
            version: 1,
            saved_at: at(0),
        }),
        ..record(launch_day(), 9_060)
    };
    let report = Report::of(record);
    let past = report.past_event().unwrap();
    assert_eq!((past.visitors, past.peak_depth), (58_275.0, 30_560.0));
    assert_eq!((past.shape.first_min, past.shape.step_min), (-30, 2));
    let came: f64 = past.shape.people.iter().sum();
    assert!((came - 58_275.0).abs() < 60.0, "{came}");
    let peak = report.comparisons[1];
    assert_eq!(peak.what, Compared::PeakDepth);
    assert_eq!(peak.seen, Figure::Known(30_560.0));
    assert!(peak.planned.unwrap() > 30_000.0);
    let pace = report.comparisons[2];
    assert_eq!(pace.what, Compared::AdmittedPerMin);
    // A hundred a minute is the limit.
    assert!(pace.planned.is_some_and(|planned| planned <= 100.0));
}

#[test]
fn plan_and_event_are_compared_by_the_same_definitions() {
    // Of 240 who come within ten minutes 100 find room at once; 10 a minute are let in.
    let inputs = Inputs {
        demand: 1_000.0,
        early_pct: 0.0,
        burst_pct: 100.0,
        burst_min: 10.0,
        duration_min: 10.0,
        leave_pct_per_hour: 0.0,
        admitted_per_min: Some(10.0),
        capacity: Some(100.0),
        ..Inputs::default()
    };
    let saved = SavedPlan {
        inputs,
        past: None,
        version: 1,
        saved_at: at(0),
    };
    let queue = saved.plan().queue;
    // The same line as a feed would tell it: what it had at the end of each minute.
    let opened = 60 * -i64::from(queue.depth.first);
    let minutes = (0_i64..).zip(queue.depth.people.iter().zip(&queue.admitted_by));
    let mut readings = vec![
        (0, Metric::QueueDepth, 0.0),
        (0, Metric::AdmittedTotal, 0.0),
    ];
    for (minute, (depth, admitted)) in minutes {
        let t = 60 * (minute + 1);
        readings.push((t, Metric::QueueDepth, *depth));
        readings.push((t, Metric::AdmittedTotal, *admitted));
    }
    let mut record = record(feed(&readings), 36_000);
    record.plan = Some(saved);
    record.phases[0].at = at(opened);
    for row in Report::of(record).comparisons {
        let (planned, seen) = (row.planned.unwrap(), *row.seen.known().unwrap());
        assert!((planned - seen).abs() < 1.01, "{row:?}");
    }
}

#[test]
fn an_event_that_lends_nothing_says_why() {
    let told = |readings: &[(i64, Metric, f64)]| {
        let error = report(feed(readings), 3_600).past_event().unwrap_err();
        error.to_string()
    };
    let readings = steady(600.0, 1.0, 600);
    let opened_never = Record {
        phases: vec![],
        ..record(feed(&readings), 3_600)
    };
    let error = Report::of(opened_never).past_event();
    assert_eq!(error, Err(PastError::NeverOpened));
    let only = |metric| {
        let readings = readings.iter().copied();
        let readings: Vec<_> = readings.filter(|reading| reading.1 == metric).collect();
        told(&readings)
    };
    let depth_only = only(Metric::QueueDepth);
    assert!(depth_only.contains("how many were let in"), "{depth_only}");
    let admitted_only = only(Metric::AdmittedTotal);
    assert!(
        admitted_only.contains("how many were waiting"),
        "{admitted_only}"
    );
    let nobody = told(&steady(0.0, 0.0, 600));
    assert_eq!(nobody, "nobody came to this event");
    let long = [(0, 5.0), (900_000, 9.0)].map(|(t, depth)| {
        [
            (t, Metric::QueueDepth, depth),
            (t, Metric::AdmittedTotal, depth),
        ]
    });
    let long = told(&long.concat());
    assert!(long.contains("later than a week"), "{long}");
}
