//! The course of an event: what is kept of it, drawn of it, and told of it.

use lineside::domain::event::{EventKind, Phase};
use serde_json::{Value, json};

use crate::support::database::open;
use crate::support::roles::{api, at};
use crate::support::{Answer, SLUG, TestApp, noon};

async fn history(app: &TestApp, query: &str) -> Answer {
    app.shopper()
        .get(&format!("{}?{query}", api("history")))
        .await
}

async fn points(app: &TestApp, query: &str) -> Vec<(i64, i64)> {
    let reply = history(app, query).await.expect(200).json();
    let pair = |point: &Value| (point[0].as_i64().unwrap(), point[1].as_i64().unwrap());
    reply["points"]
        .as_array()
        .unwrap()
        .iter()
        .map(pair)
        .collect()
}

/// Seconds since 1970, so many minutes from noon.
fn minute(minutes: i64) -> i64 {
    noon().plus_seconds(minutes * 60).as_millis() / 1_000
}

/// A reading of the depth, so many seconds from noon.
fn depth(seconds: i64, depth: i64) -> Value {
    json!({ "at": at(seconds), "queue_depth": depth })
}

#[tokio::test]
async fn the_depth_is_told_in_means_of_whole_minutes() {
    let app = TestApp::start().await;
    let samples = [
        depth(-180, 100),
        depth(-150, 200),
        depth(-60, 40),
        depth(0, 7),
    ];
    app.feed().await.send_samples(&samples).await.expect(202);
    app.pass_seconds(30).await;
    // The minute that has just begun is not told yet: the course is brought up to date when one is over.
    let expected = [(minute(-3), 150), (minute(-1), 40)];
    app.pass_seconds(30).await;
    let mut told = points(&app, "metric=queue_depth").await;
    assert_eq!(told.split_off(2), [(minute(0), 7)]);
    assert_eq!(told, expected);

    let reply = history(&app, "metric=queue_depth").await.expect(200);
    assert_eq!(reply.header("access-control-allow-origin"), "*");
    let json = reply.json();
    assert_eq!(
        (&json["metric"], &json["step_s"]),
        (&json!("queue_depth"), &json!(60))
    );
    let tag = reply.header("etag").to_owned();
    let path = format!("{}?metric=queue_depth", api("history"));
    let again = app.shopper().get_with(&path, "if-none-match", &tag).await;
    again.expect(304);
    app.stop().await;
}

#[tokio::test]
async fn a_part_of_the_course_is_told_in_steps_as_long_as_asked_for() {
    let app = TestApp::start().await;
    let samples: Vec<_> = (0..20).map(|m| depth((m - 20) * 60, 100 + m)).collect();
    app.feed().await.send_samples(&samples).await.expect(202);
    app.pass_seconds(60).await;
    assert_eq!(points(&app, "metric=queue_depth").await.len(), 20);

    let (from, to) = (at(-600), minute(-5));
    let part = points(&app, &format!("metric=queue_depth&from={from}&to={to}")).await;
    let expected: Vec<_> = (-10..-5).map(|m| (minute(m), 120 + m)).collect();
    assert_eq!(part, expected);

    let coarse = history(&app, "metric=queue_depth&step=250")
        .await
        .expect(200);
    assert_eq!(coarse.json()["step_s"], 300);
    let coarse = points(&app, "metric=queue_depth&step=250").await;
    assert_eq!(coarse[0], (minute(-20), 102));
    assert_eq!(coarse.len(), 4);
    app.stop().await;
}

#[tokio::test]
async fn what_is_asked_for_wrongly_is_named_and_the_shops_own_metrics_are_not_told() {
    let app = TestApp::start().await;
    for (query, field) in [
        ("", "metric"),
        ("metric=depth", "metric"),
        ("metric=wait&from=yesterday", "from"),
        ("metric=wait&to=2026-11-23", "to"),
        ("metric=wait&from=200&to=100", "to"),
        ("metric=wait&step=0", "step"),
        ("metric=wait&step=-60", "step"),
        ("metric=wait&step=1e3", "step"),
        ("metric=wait&step=99999999999999999999", "step"),
    ] {
        history(&app, query).await.names(field);
    }
    for metric in ["error_rate", "p95_latency_ms", "active_shoppers"] {
        history(&app, &format!("metric={metric}"))
            .await
            .problem(403);
    }
    for from in ["-9223372036854775808", "9223372036854775807"] {
        history(&app, &format!("metric=wait&from={from}"))
            .await
            .expect(200);
    }
    app.create("secret", EventKind::Queue, false).await;
    let path = "/api/v1/events/secret/history?metric=wait";
    app.shopper().get(path).await.problem(404);
    app.stop().await;
}

/// Ten minutes of a line of 6,000 with 600 let in a minute, looked at once a minute.
async fn ten_minutes(app: &TestApp) {
    let feed = app.feed().await;
    feed.send_line(6_000, 600).await;
    for m in 0..10 {
        let samples: Vec<_> = (0..6)
            .map(|n| {
                let seconds = m * 60 + n * 10;
                let admitted = 4_000 + seconds * 10;
                json!({ "at": at(seconds), "queue_depth": 6_000 - m * 100, "admitted_total": admitted })
            })
            .collect();
        feed.send_samples(&samples).await.expect(202);
        app.pass_seconds(60).await;
    }
}

#[tokio::test]
async fn the_wait_and_the_pace_that_were_shown_are_told_minute_by_minute() {
    let app = TestApp::start().await;
    ten_minutes(&app).await;
    let waits = points(&app, "metric=wait").await;
    assert!(waits.len() >= 9, "{waits:?}");
    assert!(waits.windows(2).all(|pair| pair[0].0 < pair[1].0));
    assert!(
        waits.iter().all(|(_, mid)| (480..=640).contains(mid)),
        "{waits:?}"
    );
    let paces = points(&app, "metric=admitted_per_min").await;
    assert!(
        paces.iter().all(|(_, pace)| (590..=610).contains(pace)),
        "{paces:?}"
    );
    app.stop().await;
}

#[tokio::test]
async fn a_pause_leaves_a_gap_in_the_wait_that_is_told() {
    let app = TestApp::start().await;
    ten_minutes(&app).await;
    let before = points(&app, "metric=wait").await;
    app.move_to(SLUG, &[Phase::Paused]).await;
    for _ in 0..5 {
        app.pass_seconds(60).await;
    }
    let after = points(&app, "metric=wait").await;
    assert!(after.len() <= before.len() + 1, "{after:?}");
    app.stop().await;
}

#[tokio::test]
async fn a_restart_forgets_nothing_of_the_course() {
    let app = TestApp::start().await;
    ten_minutes(&app).await;
    let region = |page: crate::support::Document| page.region("history");
    let tracks = ["queue_depth", "wait", "admitted_per_min"];
    let mut before = Vec::new();
    for track in tracks {
        before.push(points(&app, &format!("metric={track}")).await);
    }
    let drawn = region(app.shopper().status_page().await);
    assert!(drawn.contains("<svg"));

    let app = app.restart().await;
    for (track, before) in tracks.into_iter().zip(before) {
        let after = points(&app, &format!("metric={track}")).await;
        assert_eq!(after, before, "{track}");
    }
    assert_eq!(region(app.shopper().status_page().await), drawn);
    app.stop().await;
}

#[tokio::test]
async fn a_minute_is_noted_once_however_often_the_server_starts() {
    let app = TestApp::start().await;
    // A feed that speaks once a minute is not missed for two.
    let reading = |m: i64| json!({ "at": at(m * 60), "queue_depth": 6_000, "admitted_total": 9_000 + m * 600 });
    let samples: Vec<_> = (-10..=0).map(reading).collect();
    app.feed().await.send_samples(&samples).await.expect(202);
    app.pass_seconds(60).await;
    let app = app.restart().await.restart().await;
    let waits = points(&app, "metric=wait").await;
    app.pass_seconds(60).await;
    // What is noted is written by the time the server has stopped.
    let app = app.restart().await;
    let mut database = open(&app.database).await;
    let noted: Vec<i64> = sqlx::query_scalar("select at from shown_wait order by at")
        .fetch_all(&mut database)
        .await
        .unwrap();
    assert_eq!(noted, [0, 1, 2].map(|m| minute(m) * 1_000));
    let told = points(&app, "metric=wait").await;
    assert_eq!(told.len(), waits.len() + 1, "{told:?}");
    app.stop().await;
}

#[tokio::test]
async fn a_range_that_changes_within_a_minute_is_noted_and_no_point_of_the_chart() {
    let app = TestApp::start().await;
    app.feed().await.send_line(6_000, 600).await;
    app.pass_seconds(20).await;
    app.pass_seconds(5).await;
    // The feed has been silent for too long by then.
    app.pass_seconds(20).await;
    let waits = points(&app, "metric=wait").await;
    let app = app.restart().await;
    let mut database = open(&app.database).await;
    let noted: Vec<(i64, bool)> =
        sqlx::query_as("select at, reason is null from shown_wait order by at")
            .fetch_all(&mut database)
            .await
            .unwrap();
    let second = |s: i64| minute(0) * 1_000 + s * 1_000;
    let expected = [(0, false), (20, true), (45, false)].map(|(s, known)| (second(s), known));
    assert_eq!(noted, expected);
    assert_eq!(points(&app, "metric=wait").await, waits);
    app.stop().await;
}

#[tokio::test]
async fn the_course_of_a_long_event_is_read_back_without_its_samples() {
    let app = TestApp::start().await;
    let feed = app.feed().await;
    // Twenty hours, a reading every ten seconds: 7,200 of them.
    let reading = |n: i64| depth(n * 10, 1_000 + n);
    for hour in 0..20 {
        app.clock.advance_seconds(3_600);
        let samples: Vec<_> = (hour * 360..(hour + 1) * 360).map(reading).collect();
        feed.send_samples(&samples).await.expect(202);
    }
    // The minute in which the last hour came may have been drawn without it.
    app.pass_seconds(60).await;
    let before = points(&app, "metric=queue_depth").await;
    assert!((60..=120).contains(&before.len()), "{}", before.len());

    let app = app.restart().await;
    assert_eq!(points(&app, "metric=queue_depth").await, before);
    app.stop().await;
}

#[tokio::test]
async fn readings_that_come_late_find_their_place_in_the_course() {
    let app = TestApp::start().await;
    let feed = app.feed().await;
    feed.send_samples(&[depth(-7_200, 10), depth(-60, 30)])
        .await
        .expect(202);
    app.publish().await;
    // What a feed missed for an hour, long after newer readings came.
    feed.send_samples(&[depth(-3_600, 20)]).await.expect(202);
    app.pass_seconds(60).await;
    let told: Vec<_> = points(&app, "metric=queue_depth").await;
    assert_eq!(
        told.iter().map(|(_, depth)| *depth).collect::<Vec<_>>(),
        [10, 20, 30]
    );
    app.stop().await;
}

#[tokio::test]
async fn what_was_tried_out_the_day_before_leaves_its_room_to_the_event() {
    let app = TestApp::start().await;
    let feed = app.feed().await;
    // Doors opened two hours ago.
    let samples = [
        depth(-80_000, 9),
        depth(-14_460, 9),
        depth(-14_400, 20),
        depth(-60, 30),
    ];
    feed.send_samples(&samples).await.expect(202);
    app.pass_seconds(60).await;
    let before = points(&app, "metric=queue_depth").await;
    assert_eq!(
        before.iter().map(|(_, depth)| *depth).collect::<Vec<_>>(),
        [20, 30]
    );
    let app = app.restart().await;
    assert_eq!(points(&app, "metric=queue_depth").await, before);
    app.stop().await;
}

#[tokio::test]
async fn the_page_draws_the_line_and_the_wait_with_a_table_behind_them() {
    let app = TestApp::start().await;
    assert_eq!(app.shopper().status_page().await.region("history"), "");
    ten_minutes(&app).await;
    let page = app.shopper().status_page().await;
    let history = "[data-region=history]";
    assert_eq!(
        page.count(&format!("{history} figure > svg[role=img] > title")),
        2
    );
    assert_eq!(page.count(&format!("{history} figure > svg > desc")), 2);
    assert!(
        page.text(&format!("{history} title"))
            .starts_with("People in line, from")
    );
    let rows = page.count(&format!("{history} tbody tr"));
    assert!((3..=12).contains(&rows), "{rows}");
    assert_eq!(page.count(&format!("{history} tbody th[scope=row]")), rows);
    assert_eq!(page.count(&format!("{history} tbody td")), rows * 2);
    assert_eq!(page.count(&format!("{history} [style]")), 0);
    app.stop().await;
}

#[tokio::test]
async fn a_chart_is_sent_once_a_minute_and_not_with_every_reading() {
    let app = TestApp::start().await;
    ten_minutes(&app).await;
    let region = || async { app.shopper().status_page().await.region("history") };
    let drawn = region().await;
    for n in 0..5 {
        let sample = depth(600 + n * 10, 90);
        app.feed().await.send_samples(&[sample]).await.expect(202);
        app.pass_seconds(10).await;
        assert_eq!(region().await, drawn);
    }
    app.pass_seconds(10).await;
    assert_ne!(region().await, drawn);
    app.stop().await;
}

#[tokio::test]
async fn a_long_chart_is_sent_every_five_minutes_while_its_figures_are_told_every_minute() {
    let app = TestApp::start().await;
    let samples: Vec<_> = (0..40).map(|m| depth((m - 40) * 60, 100 + m)).collect();
    app.feed().await.send_samples(&samples).await.expect(202);
    app.pass_seconds(60).await;
    let shopper = app.shopper();
    let mut charts = vec![shopper.status_page().await.region("history")];
    for m in 1..=10 {
        let told = points(&app, "metric=queue_depth").await.len();
        app.feed()
            .await
            .send_samples(&[depth(m * 60, 90)])
            .await
            .expect(202);
        app.pass_seconds(60).await;
        charts.push(shopper.status_page().await.region("history"));
        assert_eq!(points(&app, "metric=queue_depth").await.len(), told + 1);
    }
    charts.dedup();
    assert_eq!(charts.len(), 3);
    app.stop().await;
}

#[tokio::test]
async fn a_draw_shows_how_its_entries_grew() {
    let app = TestApp::empty().await;
    app.create(SLUG, EventKind::Draw, true).await;
    app.move_to(SLUG, &[Phase::EntriesOpen]).await;
    let entries = |m: i64| json!({ "at": at(m * 60 - 600), "draw_entries": m * 100 });
    let samples: Vec<_> = (0..10).map(entries).collect();
    app.feed().await.send_samples(&samples).await.expect(202);
    app.pass_seconds(60).await;
    assert_eq!(points(&app, "metric=draw_entries").await.len(), 10);
    let page = app.shopper().status_page().await;
    assert_eq!(page.text("[data-region=history] figcaption b"), "Entries");
    app.stop().await;
}
