//! Deliveries that are wrong: each a clear error that names the place, and nothing stored.

use serde_json::{Value, json};

use crate::support::roles::{api, at, line};
use crate::support::{Client, TestApp};

/// Insists that nothing is stored by what `attempt` sends.
async fn unchanged(app: &TestApp, attempt: impl AsyncFnOnce(Client)) {
    let feed = app.feed().await;
    let rows = app.rows().await;
    attempt(feed).await;
    assert_eq!(app.rows().await, rows);
}

/// Sends one sample that must be refused in this field with this sentence.
async fn refuses(sample: Value, field: &str, sentence: &str) {
    let app = TestApp::start().await;
    unchanged(&app, async |feed| {
        let said = feed.send_samples(&[sample]).await.names(field);
        assert!(said.contains(sentence), "{said}");
    })
    .await;
    app.stop().await;
}

#[tokio::test]
async fn an_unknown_metric_is_refused_with_the_known_ones() {
    let sample = json!({ "at": at(0), "queue_depht": 900 });
    refuses(sample, "samples[0].queue_depht", "known are queue_depth").await;
}

#[tokio::test]
async fn a_negative_depth_is_refused() {
    let sample = json!({ "at": at(0), "queue_depth": -1 });
    refuses(sample, "samples[0].queue_depth", "not be negative").await;
}

#[tokio::test]
async fn half_a_shopper_is_refused() {
    let sample = json!({ "at": at(0), "queue_depth": 0.5 });
    refuses(sample, "samples[0].queue_depth", "whole number").await;
}

#[tokio::test]
async fn a_text_where_a_number_belongs_is_refused() {
    let sample = json!({ "at": at(0), "queue_depth": "900" });
    refuses(sample, "samples[0].queue_depth", "must be a number").await;
}

#[tokio::test]
async fn an_error_rate_above_one_is_refused() {
    let sample = json!({ "at": at(0), "error_rate": 1.5 });
    refuses(sample, "samples[0].error_rate", "at most 1").await;
}

#[tokio::test]
async fn a_sample_without_a_time_is_refused() {
    refuses(
        json!({ "queue_depth": 1 }),
        "samples[0].at",
        "2026-11-23T10:20:05Z",
    )
    .await;
}

#[tokio::test]
async fn a_time_without_its_offset_is_refused() {
    let sample = json!({ "at": "2026-11-23T12:00:00", "queue_depth": 1 });
    refuses(sample, "samples[0].at", "2026-11-23T10:20:05Z").await;
}

#[tokio::test]
async fn a_time_in_the_future_is_refused_beyond_a_minute() {
    let sample = json!({ "at": at(61), "queue_depth": 1 });
    refuses(sample, "samples[0].at", "in the future").await;
}

#[tokio::test]
async fn a_time_longer_ago_than_a_day_is_refused() {
    let sample = json!({ "at": at(-86_401), "queue_depth": 1 });
    refuses(sample, "samples[0].at", "more than a day").await;
}

#[tokio::test]
async fn a_sample_without_any_metric_is_refused() {
    let sample = json!({ "at": at(0), "queue_depth": null });
    refuses(sample, "samples[0]", "at least one metric").await;
}

#[tokio::test]
async fn one_wrong_sample_keeps_its_whole_delivery_out() {
    let app = TestApp::start().await;
    unchanged(&app, async |feed| {
        let wrong = json!({ "at": at(0), "queue_depth": -1 });
        let delivery = [line(20, 900, 100), wrong, line(10, 890, 110)];
        feed.send_samples(&delivery)
            .await
            .names("samples[1].queue_depth");
    })
    .await;
    app.publish().await;
    assert_eq!(app.shopper().facts().await["queue"]["depth"], Value::Null);
    app.stop().await;
}

#[tokio::test]
async fn every_wrong_sample_is_named_at_once() {
    let app = TestApp::start().await;
    let wrong = [
        json!({ "at": "now", "queue_depth": 1 }),
        json!({ "at": at(0), "depth": 1 }),
    ];
    let problem = app.feed().await.send_samples(&wrong).await.problem(422);
    let fields: Vec<_> = problem["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| &e["field"])
        .collect();
    assert_eq!(fields, ["samples[0].at", "samples[1].depth"]);
    app.stop().await;
}

#[tokio::test]
async fn a_delivery_has_a_named_source_and_one_to_five_hundred_samples() {
    let app = TestApp::start().await;
    unchanged(&app, async |feed| {
        for source in ["", "the queue", "a/b", "x\n", &"x".repeat(65)] {
            let body = json!({ "source": source, "samples": [line(0, 1, 1)] });
            feed.post(&api("samples"), &body).await.names("source");
        }
        feed.send_samples(&[]).await.names("samples");
        let many: Vec<_> = (0..501)
            .map(|i| json!({ "at": at(-i), "queue_depth": 1 }))
            .collect();
        feed.send_samples(&many).await.names("samples");
    })
    .await;
    app.stop().await;
}

#[tokio::test]
async fn what_is_not_shaped_like_a_delivery_is_refused() {
    let app = TestApp::start().await;
    unchanged(&app, async |feed| {
        let post = async |body: Value| feed.post(&api("samples"), &body).await;
        post(json!({ "source": 1, "samples": [] }))
            .await
            .names("source");
        post(json!({ "source": "queue", "samples": {} }))
            .await
            .names("samples");
        post(json!({ "source": "queue", "samples": [7] }))
            .await
            .names("samples[0]");
        post(json!({ "source": "queue", "samples": [], "sampels": [] }))
            .await
            .names("sampels");
        post(json!({ "source": "queue" })).await.names("samples");
        post(json!([])).await.problem(422);
        post(json!(null)).await.problem(422);
    })
    .await;
    app.stop().await;
}
