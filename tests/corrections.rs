//! What was said and is put right or taken back, in sight of everyone.

use lineside::domain::event::EventKind;
use lineside::domain::operator::Scope;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::client::send;
use crate::support::roles::{api, at};
use crate::support::{Answer, Client, SLUG, TestApp};

/// Sends a correction, for any version or for the one named.
async fn correct(client: &Client, id: &str, version: Option<&str>, body: &Value) -> Answer {
    let request = client.request(Method::PATCH, &api(&format!("messages/{id}")));
    let request = match version {
        Some(version) => request.header("if-match", version),
        None => request,
    };
    send(request.json(body)).await
}

/// Takes a message back.
async fn retract(client: &Client, id: &str, version: Option<&str>) -> Answer {
    let request = client.request(Method::DELETE, &api(&format!("messages/{id}")));
    send(match version {
        Some(version) => request.header("if-match", version),
        None => request,
    })
    .await
}

fn text(english: &str) -> Value {
    json!({ "text": { "en": english } })
}

#[tokio::test]
async fn a_correction_is_on_the_page_with_its_time_and_once_in_the_audit_log() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let (id, _) = operator.post_message("Doors open at ten.").await;
    app.clock.advance_seconds(60);
    let answer = correct(&operator, &id, None, &text("Doors open at eleven.")).await;
    let answer = answer.expect(200);
    assert_eq!(answer.header("etag"), "\"2\"");

    let facts = app.shopper().facts().await;
    assert_eq!(facts["revision"], answer.json()["revision"]);
    let message = &facts["messages"][0];
    assert_eq!(message["text"], "Doors open at eleven.");
    assert_eq!(message["edited_at"], json!(at(60)));
    assert_eq!(message["published_at"], json!(at(0)));
    assert_eq!(message["severity"], "notice");
    let page = app.shopper().get(&format!("/e/{SLUG}")).await.text();
    assert!(!page.contains("ten."), "{page}");
    assert_eq!(app.audited("message.correct").await, 1);
    app.stop().await;
}

#[tokio::test]
async fn a_correction_that_changes_nothing_leaves_no_trace() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let (id, _) = operator.post_message("Doors open at ten.").await;
    correct(&operator, &id, None, &text("Doors open at eleven."))
        .await
        .expect(200);
    let rows = app.rows().await;
    // The answer was lost, so it is sent again: even meant for the version that it has replaced.
    for version in [None, Some("\"1\"")] {
        let again = correct(&operator, &id, version, &text("Doors open at eleven.")).await;
        assert_eq!(again.expect(200).header("etag"), "\"2\"");
    }
    correct(&operator, &id, None, &json!({})).await.expect(200);
    assert_eq!(app.rows().await, rows);
    app.stop().await;
}

#[tokio::test]
async fn a_promise_is_given_later_and_withdrawn() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let (id, _) = operator.post_message("Hold on.").await;
    let promise = async |by: Value| {
        let body = json!({ "next_update_by": by });
        correct(&operator, &id, None, &body).await.expect(200);
        app.shopper().facts().await["messages"][0]["next_update_by"].clone()
    };
    assert_eq!(promise(json!(at(600))).await, json!(at(600)));
    assert_eq!(promise(Value::Null).await, Value::Null);
    app.stop().await;
}

#[tokio::test]
async fn a_retracted_message_leaves_a_tombstone_and_its_words_are_nowhere() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let (id, _) = operator.post_message("All tickets are free today.").await;
    app.clock.advance_seconds(60);
    retract(&operator, &id, None).await.expect(200);

    let message = &app.shopper().facts().await["messages"][0];
    assert_eq!(message["id"], json!(id));
    assert_eq!(message["text"], "");
    assert_eq!(message["retracted_at"], json!(at(60)));
    for address in ["", "/regions", "/widget.json"] {
        let body = app.shopper().get(&format!("/e/{SLUG}{address}")).await;
        assert!(!body.text().contains("free today"), "{address}");
    }
    assert_eq!(app.audited("message.retract").await, 1);
    app.stop().await;
}

#[tokio::test]
async fn what_was_taken_back_can_be_neither_taken_back_again_nor_corrected() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let (id, _) = operator.post_message("A slip.").await;
    retract(&operator, &id, None).await.expect(200);
    let rows = app.rows().await;
    retract(&operator, &id, None).await.problem(409);
    correct(&operator, &id, None, &text("A quip."))
        .await
        .problem(409);
    assert_eq!(app.rows().await, rows);
    app.stop().await;
}

#[tokio::test]
async fn a_change_meant_for_another_version_is_refused() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let posted = operator.post(&api("messages"), &text("One.")).await;
    assert_eq!(posted.header("etag"), "\"1\"");
    let id = posted.json()["id"].as_str().unwrap().to_owned();
    correct(&operator, &id, Some("\"1\""), &text("Two."))
        .await
        .expect(200);

    let rows = app.rows().await;
    for stale in ["\"1\"", "\"7\", \"1\"", "W/\"2\"", "2", "\"x\"", ""] {
        correct(&operator, &id, Some(stale), &text("Three."))
            .await
            .problem(412);
        retract(&operator, &id, Some(stale)).await.problem(412);
    }
    assert_eq!(app.rows().await, rows);
    correct(&operator, &id, Some("\"1\", \"2\""), &text("Three."))
        .await
        .expect(200);
    retract(&operator, &id, Some("*")).await.expect(200);
    app.stop().await;
}

#[tokio::test]
async fn a_correction_is_checked_like_a_new_message() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let (id, _) = operator.post_message("News.").await;
    let rows = app.rows().await;
    let refused = async |body: Value| correct(&operator, &id, None, &body).await;
    refused(text(" ")).await.names("text.en");
    refused(text(&"x".repeat(501))).await.names("text.en");
    refused(json!({ "severity": "LOUD" }))
        .await
        .names("severity");
    for seconds in [0, 7 * 86_400 + 1] {
        let late = json!({ "next_update_by": at(seconds) });
        refused(late).await.names("next_update_by");
    }
    refused(json!({ "automatic": true }))
        .await
        .names("automatic");
    assert_eq!(app.rows().await, rows);
    app.stop().await;
}

#[tokio::test]
async fn a_message_belongs_to_its_event() {
    let app = TestApp::start().await;
    app.create("autumn-drop", EventKind::Queue, true).await;
    let (id, _) = app.operator().await.post_message("News.").await;
    let (_, secret) = app.token(None, &[Scope::Publish]).await;
    let everywhere = Client {
        token: Some(secret),
        ..app.shopper()
    };
    let path = format!("/api/v1/events/autumn-drop/messages/{id}");
    let elsewhere = everywhere.request(Method::DELETE, &path);
    let problem = send(elsewhere).await.problem(404);
    assert_eq!(problem["detail"], "there is no such message");
    retract(&everywhere, "nope", None).await.problem(404);
    app.stop().await;
}

#[tokio::test]
async fn a_machine_may_say_that_nobody_looked_at_its_message() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let body = json!({ "template": "high_traffic", "automatic": true });
    operator.post(&api("messages"), &body).await.expect(201);
    let facts = app.shopper().facts().await;
    assert_eq!(facts["messages"][0]["automatic"], true);
    app.stop().await;
}

#[tokio::test]
async fn a_message_too_old_for_the_page_can_still_be_taken_back() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let (id, _) = operator.post_message("The first.").await;
    for _ in 0..12 {
        operator.post_message("More.").await;
    }
    retract(&operator, &id, None).await.expect(200);
    app.stop().await;
}

#[tokio::test]
async fn a_post_that_is_repeated_after_a_correction_names_the_newest_version() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let (messages, body) = (api("messages"), text("One."));
    let post = async || operator.post_once(&messages, "k", &body).await;
    let id = post().await.expect(201).json()["id"].clone();
    let id = id.as_str().unwrap();
    correct(&operator, id, None, &text("Two."))
        .await
        .expect(200);
    let again = post().await.expect(200);
    assert_eq!(again.header("etag"), "\"2\"");
    assert_eq!(again.json()["id"], id);
    app.stop().await;
}
