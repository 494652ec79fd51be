//! The public JSON, shape for shape as other programs rely on it.

use lineside::domain::event::{EventKind, Phase};
use serde_json::{Value, json};

use crate::support::roles::{api, at};
use crate::support::{SLUG, TestApp};

/// Replaces what differs from run to run by what it is.
fn steady(mut facts: Value) -> Value {
    for list in ["messages", "incidents"] {
        for item in facts[list].as_array_mut().unwrap() {
            assert_eq!(item["id"].as_str().map(str::len), Some(36), "{item}");
            item["id"] = json!("[uuid]");
        }
    }
    facts
}

#[tokio::test]
async fn an_event_has_the_shape_of_the_contract() {
    let app = TestApp::start().await;
    app.feed().await.send_line(9_740, 600).await;
    let operator = app.operator().await;
    let message = json!({
        "text": { "en": "Doors are open.", "fr": "Les portes sont ouvertes." },
        "severity": "notice", "next_update_by": at(1_800),
    });
    operator.post(&api("messages"), &message).await.expect(201);
    let (issue, _) = operator
        .open_incident("Payments are slow", "Some banks answer late.")
        .await;
    app.clock.advance_seconds(5);
    operator
        .update_incident(&issue, "identified", "It is one bank.")
        .await
        .expect(201);
    let shoe =
        json!({ "title": "Sneaker", "variant": "42", "remaining": 3, "restock_at": at(3_600) });
    operator.set_stock("SNK-42", &shoe).await.expect(200);

    let facts = app.shopper().facts().await;
    let revision = app.channel().snapshot().revision.get();
    assert_eq!(facts["revision"], revision);
    let mut facts = steady(facts);
    facts["revision"] = json!("[revision]");
    // How long it is belongs to the estimator's own tests.
    for name in ["low_s", "mid_s", "high_s", "text"] {
        assert!(!facts["wait"][name].is_null(), "{name}");
        facts["wait"][name] = json!(format!("[{name}]"));
    }
    insta::assert_json_snapshot!(facts);
    app.stop().await;
}

#[tokio::test]
async fn a_draw_tells_its_entries_and_no_line() {
    let app = TestApp::empty().await;
    app.create(SLUG, EventKind::Draw, true).await;
    app.move_to(SLUG, &[Phase::EntriesOpen]).await;
    let sample = json!({ "at": at(0), "draw_entries": 5_120 });
    app.feed().await.send_samples(&[sample]).await.expect(202);
    app.publish().await;

    let facts = app.shopper().facts().await;
    assert_eq!(facts["kind"], "draw");
    assert_eq!(facts["phase"], "entries_open");
    assert_eq!(facts["draw"], json!({ "entries": 5_120, "draws_at": null }));
    assert_eq!(facts["queue"]["depth"], Value::Null);
    assert_eq!(facts["wait"]["known"], false);
    app.stop().await;
}

#[tokio::test]
async fn an_unknown_wait_has_a_reason_a_sentence_and_no_number() {
    let app = TestApp::start().await;
    let wait = app.shopper().facts().await["wait"].clone();
    let text = "We are measuring the wait. It will appear here in a moment.";
    assert_eq!(
        wait,
        json!({ "known": false, "reason": "starting", "text": text })
    );
    app.stop().await;
}

#[tokio::test]
async fn the_list_names_each_public_event_with_its_page() {
    let app = TestApp::start().await;
    let list = app.shopper().get("/api/v1/events").await.expect(200).json();
    let expected = json!({ "events": [{
        "slug": SLUG, "title": "Spring drop", "kind": "queue", "phase": "open",
        "url": "https://status.example/e/spring-drop",
    }] });
    assert_eq!(list, expected);
    app.stop().await;
}

#[tokio::test]
async fn a_component_is_as_bad_as_the_worst_open_issue_about_it() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let (issue, _) = operator.open_incident("Slow", "We look into it.").await;
    let checkout = |facts: &Value| {
        let components = facts["components"].as_array().unwrap().clone();
        let found = components.into_iter().find(|c| c["id"] == "checkout");
        found.unwrap()["status"].clone()
    };
    assert_eq!(
        checkout(&app.shopper().facts().await),
        "degraded_performance"
    );

    operator
        .update_incident(&issue, "resolved", "Well again.")
        .await
        .expect(201);
    assert_eq!(checkout(&app.shopper().facts().await), "operational");
    app.stop().await;
}
