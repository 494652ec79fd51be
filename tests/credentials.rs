//! Every write against every credential: refused unless it is exactly the right one.

use lineside::domain::event::EventKind;
use lineside::domain::operator::{Actor, Scope};
use lineside::service::tokens;
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use crate::support::client::send;
use crate::support::roles::{api, at, event, line};
use crate::support::{Client, SLUG, TestApp};

/// Every route that writes, with the one scope that it takes and a request that would succeed.
fn writes(issue: &str, message: &str, scheduled: &str) -> Vec<(Method, String, Scope, Value)> {
    let text = json!({ "en": "Words." });
    let post = |what: &str, scope, body| (Method::POST, api(what), scope, body);
    let put = |what: &str, body| (Method::PUT, api(what), Scope::Inventory, body);
    let message = api(&format!("messages/{message}"));
    let correct = (
        Method::PATCH,
        message.clone(),
        Scope::Publish,
        json!({ "severity": "critical" }),
    );
    let retract = (Method::DELETE, message, Scope::Publish, Value::Null);
    let issue_body = json!({ "title": text, "text": text, "impact": "minor" });
    let update = json!({ "status": "monitoring", "text": text });
    let samples = json!({ "source": "queue", "samples": [line(0, 1, 1)] });
    vec![
        post("samples", Scope::Ingest, samples),
        post("messages", Scope::Publish, json!({ "text": text })),
        correct,
        retract,
        post(
            &format!("messages/{scheduled}/publish"),
            Scope::Publish,
            json!({}),
        ),
        (
            Method::PATCH,
            event(),
            Scope::Manage,
            json!({ "title": "Fall drop" }),
        ),
        post("incidents", Scope::Publish, issue_body),
        post(
            &format!("incidents/{issue}/updates"),
            Scope::Publish,
            update,
        ),
        put("inventory/SNK-42", json!({ "remaining": 7 })),
        put(
            "inventory",
            json!({ "items": [{ "sku": "SNK-42", "remaining": 8 }] }),
        ),
        post("phase", Scope::Publish, json!({ "phase": "paused" })),
    ]
}

fn request(client: &Client, write: &(Method, String, Scope, Value)) -> RequestBuilder {
    client.request(write.0.clone(), &write.1).json(&write.3)
}

/// A server with one open issue, one message and one that waits, so that every write has something to write about.
async fn start() -> (TestApp, Vec<(Method, String, Scope, Value)>) {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let (issue, _) = operator.open_incident("Slow", "We look into it.").await;
    let (message, _) = operator.post_message("News.").await;
    let later = json!({ "text": { "en": "More news." }, "publish_at": at(3_600) });
    let later = operator
        .post(&api("messages"), &later)
        .await
        .expect(202)
        .json();
    let later = later["id"].as_str().unwrap();
    (app, writes(&issue, &message, later))
}

fn with(app: &TestApp, token: &str) -> Client {
    let token = Some(token.to_owned());
    Client {
        token,
        ..app.shopper()
    }
}

#[tokio::test]
async fn every_write_takes_its_one_scope_and_refuses_all_others() {
    let (app, writes) = start().await;
    for scope in Scope::ALL {
        let machine = app.machine(&[scope]).await;
        for write in &writes {
            let before = app.rows().await;
            let answer = send(request(&machine, write)).await;
            if write.2 == scope {
                assert!(
                    (200..300).contains(&answer.status),
                    "{scope:?} {}: {}",
                    write.1,
                    answer.text()
                );
            } else {
                let problem = answer.problem(403);
                let needed = write.2.as_str();
                assert!(
                    problem["detail"].as_str().unwrap().contains(needed),
                    "{problem}"
                );
                assert_eq!(app.rows().await, before, "{scope:?} {}", write.1);
            }
        }
    }
    app.stop().await;
}

#[tokio::test]
async fn nobody_and_impostors_are_asked_for_a_token() {
    let (app, writes) = start().await;
    let rows = app.rows().await;
    let nobody = app.shopper();
    for write in &writes {
        let bare = send(request(&nobody, write)).await;
        assert_eq!(bare.header("www-authenticate"), "Bearer");
        bare.problem(401);
        for value in [
            "Bearer",
            "Bearer ",
            "Bearer ls_",
            "Basic bHM6bHM=",
            "ls_0",
            "Bearer ls_é",
        ] {
            let answer = request(&nobody, write).header("authorization", value);
            send(answer).await.problem(401);
        }
        let guessed = with(&app, &format!("ls_{}", "0".repeat(64)));
        send(request(&guessed, write)).await.problem(401);
    }
    assert_eq!(app.rows().await, rows);
    app.stop().await;
}

#[tokio::test]
async fn a_token_in_the_query_or_in_a_cookie_is_no_token() {
    let app = TestApp::start().await;
    let (_, secret) = app.token(None, &[Scope::Publish]).await;
    let body = json!({ "text": { "en": "News." } });
    let query = format!("{}?access_token={secret}&token={secret}", api("messages"));
    app.shopper().post(&query, &body).await.problem(401);
    let request = app
        .shopper()
        .request(Method::POST, &api("messages"))
        .json(&body);
    send(request.header("cookie", format!("token={secret}")))
        .await
        .problem(401);
    app.stop().await;
}

#[tokio::test]
async fn a_revoked_and_an_expired_token_are_refused_like_an_unknown_one() {
    let (app, writes) = start().await;
    let (id, secret) = app.token(Some(SLUG), &Scope::ALL).await;
    let (_, expiring) = app.token(Some(SLUG), &Scope::ALL).await;
    tokens::revoke(&app.services, &Actor::Console, &id)
        .await
        .unwrap();
    let rows = app.rows().await;
    for write in &writes {
        send(request(&with(&app, &secret), write))
            .await
            .problem(401);
    }
    app.clock.advance_seconds(2 * 86_400);
    for write in &writes {
        send(request(&with(&app, &expiring), write))
            .await
            .problem(401);
    }
    assert_eq!(app.rows().await, rows);
    app.stop().await;
}

#[tokio::test]
async fn a_token_of_another_event_does_not_even_learn_that_this_one_exists() {
    let (app, writes) = start().await;
    app.create("autumn-drop", EventKind::Queue, true).await;
    let (_, secret) = app.token(Some("autumn-drop"), &Scope::ALL).await;
    let stranger = with(&app, &secret);
    let rows = app.rows().await;
    for write in &writes {
        let here = send(request(&stranger, write)).await.problem(404);
        let mut nowhere = write.clone();
        nowhere.1 = nowhere.1.replace(SLUG, "no-such-drop");
        let nowhere = send(request(&stranger, &nowhere)).await.problem(404);
        assert_eq!(here["detail"], nowhere["detail"]);
    }
    assert_eq!(app.rows().await, rows);
    app.stop().await;
}

#[tokio::test]
async fn a_browser_on_another_site_writes_nothing_even_with_the_right_token() {
    let (app, writes) = start().await;
    let (_, secret) = app.token(Some(SLUG), &Scope::ALL).await;
    let machine = with(&app, &secret);
    let rows = app.rows().await;
    for write in &writes {
        for (name, value) in [
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
            ("origin", "https://evil.example"),
            ("origin", "null"),
        ] {
            let refused = send(request(&machine, write).header(name, value)).await;
            assert_eq!(refused.status, 403, "{} {name}: {value}", write.1);
            refused.problem(403);
        }
    }
    assert_eq!(app.rows().await, rows);
    let message = &writes[1];
    let own = request(&machine, message).header("origin", &app.url);
    send(own).await.expect(201);
    let own = request(&machine, message).header("sec-fetch-site", "same-origin");
    send(own).await.expect(201);
    app.stop().await;
}

#[tokio::test]
async fn no_secret_is_kept_in_the_database() {
    let app = TestApp::start().await;
    let (_, secret) = app.token(Some(SLUG), &[Scope::Publish]).await;
    with(&app, &secret).post_message("News.").await;
    for suffix in ["", "-wal"] {
        let file = format!("{}{suffix}", app.database.display());
        let bytes = std::fs::read(&file).unwrap();
        let secret = secret.trim_start_matches("ls_").as_bytes();
        let found = bytes.windows(secret.len()).any(|window| window == secret);
        assert!(!found, "the secret is in {file}");
    }
    app.stop().await;
}
