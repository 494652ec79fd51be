//! Reports of feeds that were made up, and of a launch day whose waits are known.

use proptest::prelude::*;

use super::waits::{Followed, Within, follow, percentiles, within_range};
use super::*;
use crate::domain::brand::Brand;
use crate::domain::estimate::{UnknownReason, WaitEstimate};
use crate::domain::event::{EmbedOrigins, Listing};
use crate::domain::event::{Schedule, Slug, Title};
use crate::domain::id::EventId;
use crate::domain::line::Waits;
use crate::domain::locale::Languages;
use crate::domain::locale::Locale;
use crate::domain::metric::{Metric, Reading};
use crate::domain::time::Zone;

mod counted;
mod planned;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_millis(seconds * 1_000)
}

fn event(kind: EventKind) -> Event {
    Event {
        id: EventId::new("e"),
        slug: Slug::parse("spring-drop").unwrap(),
        title: Title::parse("Spring drop").unwrap(),
        kind,
        phase: Phase::Ended,
        phase_reason: None,
        phase_next_update_by: None,
        phase_since: at(0),
        schedule: Schedule::default(),
        zone: Zone::utc(),
        default_locale: Locale::En,
        languages: Languages::all(),
        listing: Listing::Public,
        embed_origins: EmbedOrigins::default(),
        capacity: None,
        product_link: None,
        waitlist_link: None,
        brand: Brand::default(),
        tempo: None,
        archived_at: None,
    }
}

fn feed(readings: &[(i64, Metric, f64)]) -> Feed {
    let mut feed = Feed::over(10_000);
    for (t, metric, value) in readings {
        feed.observe(
            "queue",
            Reading {
                at: at(*t),
                metric: *metric,
                value: *value,
            },
        );
    }
    feed
}

/// An event that opens at 0 and ends at `end`.
fn record(feed: Feed, end: i64) -> Record {
    let step = |seconds, phase| PhaseStep {
        at: at(seconds),
        phase,
        reason: None,
        next_update_by: None,
    };
    let phases = vec![step(0, Phase::Open), step(end, Phase::Ended)];
    Record {
        event: event(EventKind::Queue),
        reach: Reach::of(&phases, None, at(end + 500)),
        phases,
        messages: vec![],
        incidents: vec![],
        inventory: vec![],
        stock: vec![],
        feed,
        shown: vec![],
        plan: None,
    }
}

fn report(feed: Feed, end: i64) -> Report {
    Report::of(record(feed, end))
}

/// A line of `depth` from which `per_s` are let in every second and that as many join, read every ten seconds.
fn steady(depth: f64, per_s: f64, seconds: i64) -> Vec<(i64, Metric, f64)> {
    (0..=seconds / 10)
        .flat_map(|n| {
            let t = n * 10;
            let admitted = Metric::AdmittedTotal;
            #[expect(clippy::cast_precision_loss, reason = "small")]
            let total = per_s * t as f64;
            [(t, Metric::QueueDepth, depth), (t, admitted, total)]
        })
        .collect()
}

fn followed(readings: &[(i64, Metric, f64)]) -> Followed {
    follow(&feed(readings)).unwrap_or_else(|reason| panic!("{reason:?}"))
}

#[test]
fn in_a_steady_line_everybody_waits_as_long_as_the_line_takes() {
    let report = report(feed(&steady(600.0, 2.0, 3_600)), 3_600);
    let Figure::Known(Waits { p50_s, p95_s, .. }) = report.figures.wait else {
        panic!("{:?}", report.figures.wait)
    };
    assert!((p50_s - 300.0).abs() < 1.0 && (p95_s - 300.0).abs() < 1.0);
    let peak = report.figures.peak_depth.known().unwrap();
    assert_eq!((peak.value, peak.at), (600.0, at(0)));
    assert_eq!(report.figures.admitted, Figure::Known(7_200));
    let throughput = report.figures.throughput.known().unwrap();
    assert!((throughput.mean_per_min - 120.0).abs() < 1e-6);
    assert_eq!(
        report.figures.cleared,
        Figure::Unknown(Unknowable::NotCleared)
    );
}

#[test]
fn a_figure_that_was_not_fed_is_unknown_and_says_why() {
    let reasons = |readings: &[(i64, Metric, f64)]| {
        let figures = report(feed(readings), 3_600).figures;
        let reason = |json: serde_json::Value| json["reason"].as_str().unwrap_or("").to_owned();
        let json = serde_json::to_value(&figures).unwrap();
        [
            "peak_depth",
            "admitted",
            "wait",
            "cleared",
            "handoff",
            "stale",
        ]
        .map(|name| reason(json[name].clone()))
    };
    let no_depth = [
        "no_depth",
        "no_admissions",
        "no_admissions",
        "no_depth",
        "no_handoffs",
    ];
    assert_eq!(reasons(&[])[..5], no_depth);
    assert_eq!(reasons(&[])[5], "no_feed");
    let depth_only = [(0, Metric::QueueDepth, 9.0), (60, Metric::QueueDepth, 5.0)];
    let known = reasons(&depth_only);
    assert_eq!(known[..3], ["", "no_admissions", "no_admissions"]);
    assert_eq!(known[3], "not_cleared");
    let admitted_only = [
        (0, Metric::AdmittedTotal, 0.0),
        (60, Metric::AdmittedTotal, 60.0),
    ];
    assert_eq!(reasons(&admitted_only)[2], "no_arrivals");
}

#[test]
fn a_draw_has_entries_and_no_line() {
    let readings = [
        (10, Metric::DrawEntries, 100.0),
        (90, Metric::DrawEntries, 5_210.0),
    ];
    let record = Record {
        event: event(EventKind::Draw),
        ..record(feed(&readings), 3_600)
    };
    let report = Report::of(record);
    assert_eq!(report.figures.entries, Figure::Known(5_210));
    assert_eq!(report.figures.wait, Figure::Unknown(Unknowable::NotAQueue));
    assert_eq!(report.curves.entries.points.len(), 2);
}

#[test]
fn those_who_were_in_line_before_the_first_reading_do_not_speak_for_the_others() {
    let mut readings = steady(600.0, 2.0, 500);
    let percentiles = |readings: &[_]| percentiles(&followed(readings).line);
    assert_eq!(percentiles(&readings), Figure::Unknown(Unknowable::TooFew));
    readings = steady(600.0, 2.0, 1_000);
    assert!(percentiles(&readings).known().is_some());
}

#[test]
fn arrivals_and_those_who_left_stand_in_for_the_depth() {
    let readings: Vec<_> = (0..=60_i64)
        .flat_map(|n| {
            let t = f64::from(i32::try_from(n).unwrap()) * 10.0;
            [
                (n * 10, Metric::ArrivalsTotal, 300.0 + t),
                (n * 10, Metric::LeftTotal, 0.0),
                (n * 10, Metric::AdmittedTotal, t),
            ]
        })
        .collect();
    let line = followed(&readings).line;
    assert!((line.waiting() - 300.0).abs() < 1e-3);
    let Figure::Known(waits) = percentiles(&line) else {
        panic!()
    };
    assert!((waits.p50_s - 300.0).abs() < 1.0, "{waits:?}");
}

#[test]
fn the_line_is_gone_when_it_falls_to_a_hundredth_of_its_peak_for_good() {
    let depths = [
        (0, 0.0),
        (60, 1_000.0),
        (120, 9.0),
        (180, 400.0),
        (240, 10.0),
        (300, 3.0),
    ];
    let readings = depths.map(|(t, depth)| (t, Metric::QueueDepth, depth));
    let cleared = report(feed(&readings), 600).figures.cleared;
    assert_eq!(cleared.known().unwrap().at, at(240));
    let nobody = [(0, Metric::QueueDepth, 0.0), (60, Metric::QueueDepth, 0.0)];
    let cleared = report(feed(&nobody), 600).figures.cleared;
    assert_eq!(cleared, Figure::Unknown(Unknowable::NoLine));
}

#[test]
fn silences_count_while_the_page_depends_on_the_feed() {
    let mut readings = steady(10.0, 1.0, 600);
    readings.extend(
        steady(10.0, 1.0, 300)
            .into_iter()
            .map(|(t, m, v)| (t + 1_200, m, v)),
    );
    // Silent from 600 to 1200, and from 1500 to the end at 1800; a minute of each is forgiven.
    let stale = report(feed(&readings), 1_800).figures.stale;
    let stale = stale.known().unwrap();
    assert_eq!(
        (stale.times, stale.minutes, stale.longest_min),
        (2, 13.0, 9.0)
    );
}

fn range(minute: i64, low_s: f64, high_s: f64) -> ShownWait {
    let wait = WaitEstimate::Known {
        low_s,
        mid_s: f64::midpoint(low_s, high_s),
        high_s,
    };
    ShownWait::new(at(minute * 60), wait, None)
}

#[test]
fn who_was_let_in_within_the_range_is_judged_by_what_was_shown_when_they_joined() {
    // Everybody waits 300 s, and from minute 10 on nobody who joins is let in any more.
    let line = followed(&steady(600.0, 2.0, 900)).line;
    let mut shown: Vec<_> = (0..5).map(|minute| range(minute, 250.0, 290.0)).collect();
    shown.extend((5..10).map(|minute| range(minute, 370.0, 400.0)));
    let Figure::Known(Within {
        share,
        within,
        sooner,
        later,
    }) = within_range(&line, &shown)
    else {
        panic!()
    };
    // 250–290 s stand there as 4–5 minutes, which hold 300 s; 370–400 s as 6–7, which do not.
    assert_eq!((within, sooner, later), (600, 600, 0));
    assert!((share - 0.5).abs() < 1e-6);

    // What is said from the middle of a minute on counts from there on.
    shown.insert(
        5,
        ShownWait {
            at: at(270),
            ..range(5, 370.0, 400.0)
        },
    );
    shown.insert(
        7,
        ShownWait {
            at: at(330),
            ..range(5, 250.0, 290.0)
        },
    );
    let Figure::Known(told) = within_range(&line, &shown) else {
        panic!()
    };
    assert_eq!((told.within, told.sooner), (600, 600));
    let unknown = WaitEstimate::Unknown {
        reason: UnknownReason::Starting,
    };
    shown.insert(1, ShownWait::new(at(30), unknown, None));
    let Figure::Known(told) = within_range(&line, &shown) else {
        panic!()
    };
    assert_eq!((told.within, told.sooner), (540, 600));

    let nothing = [ShownWait::new(at(0), unknown, None)];
    let told = within_range(&line, &nothing);
    assert_eq!(told, Figure::Unknown(Unknowable::NothingShown));
}

#[test]
fn only_an_ended_event_has_a_report_to_publish() {
    let mut open = event(EventKind::Queue);
    assert_eq!(check_publication(&open), Ok(()));
    open.phase = Phase::SoldOut;
    let refused = check_publication(&open).unwrap_err().to_string();
    assert!(refused.ends_with("this one is sold_out"), "{refused}");
}

/// The launch day of the demo as its feed told it.
fn launch_day() -> Feed {
    let text = include_str!("../../recording/launch_day/feed.csv");
    let mut lines = text.lines();
    let names: Vec<_> = lines.next().unwrap().split(',').collect();
    let mut feed = Feed::over(9_060);
    for line in lines {
        let cells: Vec<_> = line.split(',').collect();
        let t: i64 = cells[0].parse().unwrap();
        for (name, cell) in names.iter().zip(&cells) {
            if let (Ok(metric), Ok(value)) = (Metric::parse(name), cell.parse()) {
                let at = at(t);
                feed.observe("queue", Reading { at, metric, value });
            }
        }
    }
    feed
}

#[test]
fn the_waits_of_a_launch_day_are_those_that_its_shoppers_had() {
    // What a shopper who joined at each of these seconds waited: known to whoever made the day up.
    let truth = include_str!("../../../tests/traces/launch_day_waits.csv");
    let truth: Vec<(i64, f64)> = truth
        .lines()
        .skip(1)
        .filter_map(|line| {
            let (t, wait) = line.split_once(',')?;
            Some((t.parse().ok()?, wait.parse().ok()?))
        })
        .collect();
    let feed = launch_day();
    let mut waits: Vec<(f64, f64)> = truth
        .windows(2)
        .map(|pair| {
            let joined = feed.arrivals.between(at(pair[0].0), at(pair[1].0));
            (f64::midpoint(pair[0].1, pair[1].1), joined)
        })
        .collect();
    waits.sort_by(|a, b| a.0.total_cmp(&b.0));
    let people: f64 = waits.iter().map(|(_, joined)| joined).sum();
    let true_wait = |share: f64| {
        let mut so_far = 0.0;
        let reached = |&&(_, joined): &&(f64, f64)| {
            so_far += joined;
            so_far >= share * people
        };
        waits.iter().find(reached).unwrap().0
    };
    let followed = follow(&feed).unwrap_or_else(|reason| panic!("{reason:?}"));
    let Figure::Known(told) = percentiles(&followed.line) else {
        panic!()
    };
    for (told, share) in [(told.p50_s, 0.5), (told.p90_s, 0.9), (told.p95_s, 0.95)] {
        let truth = true_wait(share);
        assert!((told - truth).abs() < truth * 0.02, "{told} {truth}");
    }
}

proptest! {
    #[test]
    fn whatever_a_feed_tells_the_figures_are_finite_and_never_below_zero(
        readings in prop::collection::vec((1_i64..400, 0_usize..12, 0_u32..100_000), 0..120),
        end in 0_i64..9_000,
    ) {
        let mut t = 0;
        let readings: Vec<_> = readings.into_iter().map(|(gap, metric, value)| {
            t += gap;
            (t, Metric::ALL[metric], f64::from(value))
        }).collect();
        let report = report(feed(&readings), end);
        let json = serde_json::to_string(&report.figures).unwrap();
        // JSON has no word for what is not a number: serde writes null.
        prop_assert!(!json.contains("null"), "{}", json);
        prop_assert!(!json.contains(":-"), "{}", json);
        if let Figure::Known(within) = &report.figures.within_range {
            prop_assert!((0.0..=1.0).contains(&within.share));
        }
    }
}
