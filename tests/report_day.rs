//! The report of a replayed launch day, whose every figure is recomputed here from the recording alone.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::support::database::open;
use crate::support::day::{FEED, Row, STOCK, WAITS, instant, number, replay, rows, seconds};
use crate::support::roles::api;
use crate::support::{TestApp, noon};

/// The value of a figure that is known.
#[track_caller]
fn known<'a>(report: &'a Value, figure: &str) -> &'a Value {
    let told = &report["figures"][figure];
    assert_eq!(told["known"], true, "{figure}: {told}");
    &told["value"]
}

#[track_caller]
fn close(told: &Value, expected: f64, tolerance: f64) {
    let told = told.as_f64().unwrap();
    assert!((told - expected).abs() <= tolerance, "{told} {expected}");
}

/// What somebody who joined at a second waited, and how many joined until the next one.
fn true_waits(feed: &[Row]) -> Vec<(i64, f64, f64)> {
    let arrivals: BTreeMap<i64, f64> = feed
        .iter()
        .map(|row| (seconds(row), number(row, "arrivals_total")))
        .collect();
    let arrived_by = |t_s: i64| {
        let before = t_s.div_euclid(15) * 15;
        let (a, b) = (arrivals[&before], arrivals.get(&(before + 15)));
        let share = f64::from(i32::try_from(t_s - before).unwrap()) / 15.0;
        b.map_or(a, |b| a + (b - a) * share)
    };
    let waits: Vec<_> = rows(WAITS)
        .iter()
        .filter_map(|row| Some((seconds(row), row["true_wait_s"].parse::<f64>().ok()?)))
        .collect();
    waits
        .windows(2)
        .map(|pair| {
            let joined = arrived_by(pair[1].0) - arrived_by(pair[0].0);
            (pair[0].0, f64::midpoint(pair[0].1, pair[1].1), joined)
        })
        .collect()
}

/// The wait that this share of them had at most.
fn true_percentile(waits: &[(i64, f64, f64)], share: f64) -> f64 {
    let mut sorted: Vec<_> = waits
        .iter()
        .map(|(_, wait, people)| (*wait, *people))
        .collect();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let all: f64 = sorted.iter().map(|(_, people)| people).sum();
    let mut so_far = 0.0;
    let reached = |&&(_, people): &&(f64, f64)| {
        so_far += people;
        so_far >= share * all
    };
    sorted.iter().find(reached).unwrap().0
}

/// The share of people whose true wait lay within what the page said when they joined.
async fn true_share_within(app: &TestApp, waits: &[(i64, f64, f64)]) -> f64 {
    let mut database = open(&app.database).await;
    let shown: Vec<(i64, Option<f64>, Option<f64>)> =
        sqlx::query_as("select at, cast(low_s as real), cast(high_s as real) from shown_wait")
            .fetch_all(&mut database)
            .await
            .unwrap();
    let second = |at: i64| (at - noon().as_millis()) / 1_000;
    let shown: BTreeMap<i64, Option<(f64, f64)>> = shown
        .into_iter()
        .map(|(at, low, high)| (second(at), low.zip(high)))
        .collect();
    let (mut within, mut all) = (0.0, 0.0);
    for (t_s, wait, people) in waits {
        if let Some((_, Some((low, high)))) = shown.range(t_s - 59..=*t_s).next_back() {
            let (low, high) = written(low / 60.0, high / 60.0);
            all += people;
            if (low..=high).contains(&(wait / 60.0)) {
                within += people;
            }
        }
    }
    within / all
}

/// A range in minutes as the page writes it.
fn written(low: f64, high: f64) -> (f64, f64) {
    let step = match high {
        ..10.0 => 1.0,
        ..60.0 => 5.0,
        _ => 15.0,
    };
    ((low / step).floor() * step, (high / step).ceil() * step)
}

#[tokio::test]
async fn every_figure_of_a_replayed_launch_day_is_that_of_its_recording() {
    let app = TestApp::empty().await;
    replay(&app, true).await;
    let report = app
        .manager()
        .await
        .get(&api("report"))
        .await
        .expect(200)
        .json();
    let feed = rows(FEED);
    let (first, last) = (&feed[0], feed.last().unwrap());
    let risen = |column: &str| number(last, column) - number(first, column);

    let depth = |row: &&Row| number(row, "queue_depth");
    let peak = feed
        .iter()
        .rev()
        .max_by(|a, b| depth(a).total_cmp(&depth(b)));
    let peak = peak.unwrap();
    let told = known(&report, "peak_depth");
    close(&told["value"], depth(&peak), 0.0);
    assert_eq!(told["at"], instant(seconds(peak)));
    close(known(&report, "admitted"), risen("admitted_total"), 0.0);
    close(known(&report, "arrived"), risen("arrivals_total"), 1.0);
    // The report ends with the event, a minute before the recording.
    let ended = feed.iter().find(|row| row["state"] == "ended").unwrap();
    close(known(&report, "gave_up"), number(ended, "left_total"), 1.0);

    let open: Vec<_> = feed
        .windows(2)
        .filter(|pair| pair[0]["state"] == "open")
        .collect();
    let open_s: i64 = open
        .iter()
        .map(|pair| seconds(&pair[1]) - seconds(&pair[0]))
        .sum();
    let open_min = f64::from(i32::try_from(open_s).unwrap()) / 60.0;
    let admitted =
        |pair: &&[Row]| number(&pair[1], "admitted_total") - number(&pair[0], "admitted_total");
    let let_in: f64 = open.iter().map(admitted).sum();
    let pace = known(&report, "throughput");
    close(&pace["mean_per_min"], let_in / open_min, 0.01);
    let minutes = feed.iter().step_by(4).zip(feed.iter().skip(4).step_by(4));
    let minutes = minutes.map(|(a, b)| number(b, "admitted_total") - number(a, "admitted_total"));
    close(&pace["most_per_min"], minutes.fold(0.0, f64::max), 0.01);

    // Percentiles within two in a hundred of the truth, which no feed tells.
    let waits = true_waits(&feed);
    let wait = known(&report, "wait");
    for (name, share) in [("p50_s", 0.5), ("p90_s", 0.9), ("p95_s", 0.95)] {
        let truth = true_percentile(&waits, share);
        close(&wait[name], truth, truth * 0.02);
    }
    let within = known(&report, "within_range");
    close(
        &within["share"],
        true_share_within(&app, &waits).await,
        0.02,
    );

    let limit = (depth(&peak) * 0.01).floor();
    let still_there = feed.iter().rposition(|row| depth(&row) > limit).unwrap();
    let gone = seconds(&feed[still_there + 1]);
    let cleared = known(&report, "cleared");
    assert_eq!(cleared["at"], instant(gone));
    close(
        &cleared["after_s"],
        f64::from(i32::try_from(gone - 1_800).unwrap()),
        0.0,
    );
    let (completed, failed) = (
        risen("handoff_completed_total"),
        risen("handoff_failed_total"),
    );
    let handoff = known(&report, "handoff");
    close(&handoff["share"], completed / (completed + failed), 1e-9);
    close(known(&report, "stale").get("minutes").unwrap(), 0.0, 0.0);

    let most = |column| {
        feed.iter()
            .map(|row| number(row, column))
            .fold(0.0, f64::max)
    };
    close(
        &report["shop"]["error_rate"]["value"],
        most("error_rate"),
        0.0,
    );
    close(
        &report["shop"]["p95_ms"]["value"],
        most("p95_latency_ms"),
        0.0,
    );
    app.stop().await;
}

#[tokio::test]
async fn what_was_said_and_what_was_gone_stands_in_the_report_with_its_times() {
    let app = TestApp::empty().await;
    replay(&app, false).await;
    let report = app
        .manager()
        .await
        .get(&api("report"))
        .await
        .expect(200)
        .json();

    let phases: Vec<_> = report["phases"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| {
            (
                p["phase"].as_str().unwrap().to_owned(),
                p["at"].as_str().unwrap().to_owned(),
            )
        })
        .collect();
    // The recording begins in the waiting room, into which the event was led first.
    let mut expected = vec![("scheduled".to_owned(), instant(0))];
    let feed = rows(FEED);
    for row in &feed {
        if expected
            .last()
            .is_some_and(|(phase, _)| *phase != row["state"])
        {
            expected.push((row["state"].clone(), instant(seconds(row))));
        }
    }
    assert_eq!(expected.len(), 7);
    assert_eq!(phases, expected);

    let after: Vec<_> = report["reactions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|reaction| {
            let cause = reaction["cause"]["phase"].as_str().unwrap_or("incident");
            (cause, reaction["answer"]["after_s"].as_f64())
        })
        .collect();
    let expected = [
        ("waiting", None),
        ("open", Some(60.0)),
        ("incident", Some(60.0)),
        ("paused", Some(15.0)),
        ("open", Some(60.0)),
        ("sold_out", None),
        ("ended", None),
    ];
    assert_eq!(after, expected);
    let outcomes: Vec<_> = report["promises"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| &p["outcome"])
        .collect();
    assert_eq!(outcomes, ["kept", "broken"]);

    // Sold out with or without a waitlist is gone either way.
    let mut expected: Vec<(String, String, Option<String>)> = Vec::new();
    let mut gone: BTreeMap<String, i64> = BTreeMap::new();
    for row in rows(STOCK) {
        let (sku, t_s) = (row["sku"].clone(), seconds(&row));
        if matches!(row["level"].as_str(), "sold_out" | "waitlist") {
            gone.entry(sku).or_insert(t_s);
        } else if let Some(from) = gone.remove(&sku) {
            expected.push((sku, instant(from), Some(instant(t_s))));
        }
    }
    expected.extend(
        gone.into_iter()
            .map(|(sku, from)| (sku, instant(from), None)),
    );
    expected.sort_by(|a, b| a.1.cmp(&b.1));
    let told: Vec<_> = report["stock_outs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|out| {
            let text = |name: &str| out[name].as_str().map(str::to_owned);
            (text("sku").unwrap(), text("from").unwrap(), text("to"))
        })
        .collect();
    assert_eq!(told, expected);
    assert_eq!(told.len(), 7);
    app.stop().await;
}
