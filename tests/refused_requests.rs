//! Requests that are wrong as HTTP: each a problem of its own, and nothing stored.

use http_body_util::StreamBody;
use reqwest::{Body, Method};
use serde_json::json;

use crate::support::client::send;
use crate::support::roles::{api, line};
use crate::support::{SLUG, TestApp};

#[tokio::test]
async fn an_oversized_body_is_413_with_its_length_told_or_not() {
    let app = TestApp::start().await;
    let feed = app.feed().await;
    let rows = app.rows().await;
    let long =
        json!({ "source": "queue", "samples": [line(0, 1, 1)], "padding": "x".repeat(65_536) });
    let problem = feed.post(&api("samples"), &long).await.problem(413);
    assert!(
        problem["detail"].as_str().unwrap().contains("65536"),
        "{problem}"
    );

    // In chunks, so that no `Content-Length` gives it away.
    let chunk = hyper::body::Frame::data(bytes::Bytes::from(long.to_string()));
    let chunks = futures::stream::iter([Ok::<_, std::convert::Infallible>(chunk)]);
    let request = feed.request(Method::POST, &api("samples"));
    let request = request.header("content-type", "application/json");
    send(request.body(Body::wrap(StreamBody::new(chunks))))
        .await
        .problem(413);
    assert_eq!(app.rows().await, rows);
    app.stop().await;
}

#[tokio::test]
async fn a_body_that_is_not_called_json_is_415() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let body = json!({ "text": { "en": "News." } }).to_string();
    let post = || {
        operator
            .request(Method::POST, &api("messages"))
            .body(body.clone())
    };
    let rows = app.rows().await;
    send(post()).await.problem(415);
    for kind in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/jsonp",
        "",
    ] {
        send(post().header("content-type", kind)).await.problem(415);
    }
    assert_eq!(app.rows().await, rows);
    let kind = "Application/JSON; charset=utf-8";
    send(post().header("content-type", kind)).await.expect(201);
    app.stop().await;
}

#[tokio::test]
async fn broken_json_is_400() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let rows = app.rows().await;
    let deep = format!("{{\"text\":{}", "[".repeat(60_000));
    for body in [
        &b""[..],
        b"{",
        b"{\"text\":{\"en\":\"News.\"}} {}",
        b"{'text':1}",
        b"{\"text\":{\"en\":\"\xff\xfe\"}}",
        b"\xef\xbb\xbf{}",
        deep.as_bytes(),
    ] {
        let request = operator.request(Method::POST, &api("messages"));
        let request = request.header("content-type", "application/json");
        let answer = send(request.body(body.to_vec())).await;
        // Not deep enough for the stack, but a list where a text belongs.
        let status = if body.len() > 1_000 { 422 } else { 400 };
        answer.problem(status);
    }
    assert_eq!(app.rows().await, rows);
    app.stop().await;
}

#[tokio::test]
async fn a_wrong_method_is_405_with_the_right_ones() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    for (method, path, allowed) in [
        (Method::DELETE, api("messages"), "GET,HEAD,POST"),
        (Method::POST, api("inventory"), "PUT"),
        (Method::POST, api("inventory/SNK-42"), "PUT"),
        (Method::POST, format!("/e/{SLUG}"), "GET,HEAD,OPTIONS"),
        (
            Method::PUT,
            format!("/api/v1/events/{SLUG}"),
            "GET,HEAD,OPTIONS,PATCH,DELETE",
        ),
        (Method::PUT, api("messages/1"), "PATCH,DELETE"),
    ] {
        let answer = send(operator.request(method, &path)).await;
        assert_eq!(answer.header("allow"), allowed, "{path}");
        answer.problem(405);
    }
    app.stop().await;
}

#[tokio::test]
async fn an_unknown_slug_and_an_impossible_one_are_404_for_every_write() {
    let app = TestApp::start().await;
    let (_, secret) = app
        .token(None, &lineside::domain::operator::Scope::ALL)
        .await;
    let machine = crate::support::Client {
        token: Some(secret),
        ..app.shopper()
    };
    let rows = app.rows().await;
    for slug in ["no-such-drop", "NO", "a%2Fb", "%FF", &"x".repeat(65)] {
        let at = |what: &str| format!("/api/v1/events/{slug}/{what}");
        let text = json!({ "en": "News." });
        let samples = json!({ "source": "queue", "samples": [line(0, 1, 1)] });
        machine.post(&at("samples"), &samples).await.problem(404);
        machine
            .post(&at("messages"), &json!({ "text": text }))
            .await
            .problem(404);
        machine
            .post(&at("phase"), &json!({ "phase": "paused" }))
            .await
            .problem(404);
        let issue = json!({ "title": text, "text": text, "impact": "minor" });
        machine.post(&at("incidents"), &issue).await.problem(404);
        let update = json!({ "status": "resolved", "text": text });
        machine
            .post(&at("incidents/x/updates"), &update)
            .await
            .problem(404);
        machine
            .put(&at("inventory/SNK"), &json!({ "remaining": 1 }))
            .await
            .problem(404);
        machine
            .put(&at("inventory"), &json!({ "items": [] }))
            .await
            .problem(404);
    }
    assert_eq!(app.rows().await, rows);
    app.stop().await;
}

#[tokio::test]
async fn a_bad_idempotency_key_is_named() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let rows = app.rows().await;
    let body = json!({ "text": { "en": "News." } });
    for key in ["", &"k".repeat(256), "schlüssel"] {
        let answer = operator.post_once(&api("messages"), key, &body).await;
        answer.names("Idempotency-Key");
    }
    assert_eq!(app.rows().await, rows);
    operator
        .post_once(&api("messages"), &"k".repeat(255), &body)
        .await
        .expect(201);
    app.stop().await;
}
