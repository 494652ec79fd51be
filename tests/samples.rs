//! What a feed delivers, and that a delivery counts once.

use lineside::domain::locale::Locale;
use serde_json::{Value, json};

use crate::support::roles::{api, at, line};
use crate::support::{Answer, TestApp, eventually};

fn counts(answer: Answer) -> (u64, u64) {
    let reply = answer.expect(202).json();
    (
        reply["accepted"].as_u64().unwrap(),
        reply["duplicate"].as_u64().unwrap(),
    )
}

async fn depth(app: &TestApp) -> Value {
    app.publish().await;
    app.shopper().facts().await["queue"]["depth"].clone()
}

#[tokio::test]
async fn a_delivery_sent_twice_counts_once() {
    let app = TestApp::start().await;
    let feed = app.feed().await;
    let delivery = [line(20, 900, 100), line(10, 890, 110)];
    assert_eq!(counts(feed.send_samples(&delivery).await), (2, 0));
    let rows = app.rows().await;
    assert_eq!(rows["sample"], 4);
    assert_eq!(counts(feed.send_samples(&delivery).await), (0, 2));
    assert_eq!(app.rows().await, rows);

    let overlapping = [line(10, 890, 110), line(0, 880, 120)];
    assert_eq!(counts(feed.send_samples(&overlapping).await), (1, 1));
    app.stop().await;
}

#[tokio::test]
async fn a_reading_belongs_to_its_source_its_metric_and_its_time() {
    let app = TestApp::start().await;
    let feed = app.feed().await;
    let send = async |source: &str, sample: Value| {
        let body = json!({ "source": source, "samples": [sample] });
        counts(feed.post(&api("samples"), &body).await)
    };
    assert_eq!(
        send("queue", json!({ "at": at(0), "queue_depth": 900 })).await,
        (1, 0)
    );
    assert_eq!(
        send("queue", json!({ "at": at(0), "queue_depth": 901 })).await,
        (0, 1)
    );
    assert_eq!(
        send("shop", json!({ "at": at(0), "queue_depth": 900 })).await,
        (1, 0)
    );
    assert_eq!(
        send("queue", json!({ "at": at(1), "queue_depth": 900 })).await,
        (1, 0)
    );
    // A metric that was missing the first time is new.
    let more = json!({ "at": at(0), "queue_depth": 900, "error_rate": 0.25 });
    assert_eq!(send("queue", more).await, (1, 0));
    assert_eq!(app.rows().await["sample"], 4);
    app.stop().await;
}

#[tokio::test]
async fn every_metric_of_the_vocabulary_is_taken_and_null_is_not_measured() {
    let app = TestApp::start().await;
    let sample = json!({
        "at": at(0), "queue_depth": 900, "admitted_total": 48_211, "arrivals_total": 50_000, "left_total": 12,
        "capacity": 30_000, "admission_rate_per_min": 290.5, "active_shoppers": 310, "error_rate": 0.004,
        "p95_latency_ms": 412.5, "handoff_completed_total": 48_000, "handoff_failed_total": 211,
        "draw_entries": null,
    });
    let feed = app.feed().await;
    assert_eq!(counts(feed.send_samples(&[sample]).await), (1, 0));
    assert_eq!(app.rows().await["sample"], 11);
    app.stop().await;
}

#[tokio::test]
async fn the_publisher_finds_samples_by_itself() {
    let app = TestApp::start().await;
    let channel = app.channel();
    app.feed()
        .await
        .send_samples(&[line(0, 900, 100)])
        .await
        .expect(202);
    let shown = || channel.snapshot().status_page(Locale::En).queue.depth == Some(900.0);
    eventually("the publisher's next look", shown).await;
    app.stop().await;
}

#[tokio::test]
async fn deliveries_within_a_second_are_rendered_together() {
    let app = TestApp::start().await;
    let (feed, channel) = (app.feed().await, app.channel());
    // Right after a look, so that the next one is a second away.
    feed.send_samples(&[line(100, 5_000, 0)]).await.expect(202);
    eventually("a look", || {
        channel.snapshot().status_page(Locale::En).queue.depth == Some(5_000.0)
    })
    .await;

    let renders = app.services.live.renders();
    for i in 0..10 {
        let sample = line(90 - i, 4_000 - u32::try_from(i).unwrap() * 100, 0);
        feed.send_samples(&[sample]).await.expect(202);
    }
    eventually("a look", || {
        channel.snapshot().status_page(Locale::En).queue.depth == Some(3_100.0)
    })
    .await;
    let cost = app.services.live.renders() - renders;
    assert!(cost < 5, "{cost} renderings for ten deliveries");
    app.stop().await;
}

#[tokio::test]
async fn a_late_reading_never_replaces_a_newer_one() {
    let app = TestApp::start().await;
    let feed = app.feed().await;
    let reading = |ago_s: i64, depth: u32, capacity: u32| json!({ "at": at(-ago_s), "queue_depth": depth, "capacity": capacity });
    feed.send_samples(&[reading(10, 900, 20_000)])
        .await
        .expect(202);
    assert_eq!(depth(&app).await, 900);
    feed.send_samples(&[reading(40, 5_000, 10)])
        .await
        .expect(202);
    assert_eq!(depth(&app).await, 900);

    let facts = app.shopper().facts().await;
    assert_eq!(facts["as_of"], json!(at(-10)));
    assert_eq!(facts["queue"]["capacity"], 20_000);
    app.stop().await;
}

#[tokio::test]
async fn a_backlog_out_of_order_ends_at_its_newest_reading() {
    let app = TestApp::start().await;
    let shuffled = [30, 5, 60, 20, 50].map(|ago| line(ago, 1_000 + u32::try_from(ago).unwrap(), 0));
    app.feed().await.send_samples(&shuffled).await.expect(202);
    assert_eq!(depth(&app).await, 1_005);
    app.stop().await;
}
