//! What counts as told, who may answer, and that answers are given once.

use lineside::domain::event::{EventKind, Slug};
use lineside::domain::id::AlertId;
use lineside::domain::operator::{Actor, Scope};
use lineside::domain::signals::{Occasion, Signal};
use lineside::error::Error;
use lineside::service::signals::publish;
use reqwest::Method;
use serde_json::{Value, json};

use crate::signals::{alerts, answer, breach, count, machine, two_minutes};
use crate::signals_ends::{minutes, until_watched};
use crate::support::client::send;
use crate::support::roles::api;
use crate::support::{Answer, Client, SLUG, TestApp};

/// Says something only if it is still as `version` had it.
async fn put_if(machine: &Client, path: &str, version: &str, body: &Value) -> Answer {
    let request = machine.request(Method::PUT, path);
    let request = request.header("if-match", format!("\"{version}\""));
    send(request.json(body)).await
}

/// Posts a template, whose gaps nothing fills.
async fn post(machine: &Client, template: &str) -> Value {
    let body = json!({ "template": template, "values": {} });
    let posted = machine.post(&api("messages"), &body).await;
    posted.expect(201).json()
}

#[tokio::test]
async fn what_somebody_publishes_by_hand_answers_the_alert_that_would_suggest_it() {
    let app = TestApp::start().await;
    let machine = machine(&app).await;
    let alert = breach(&app, &machine).await;
    let posted = post(&machine, "checkout_slow").await;
    let told = machine.get(&api("alerts")).await.json();
    assert_eq!(count(&told, "suggestions"), 0);
    let given = &told["alerts"][0]["answer"];
    assert_eq!(
        (&given["how"], &given["message"]),
        (&json!("published"), &posted["id"])
    );
    let detail = &app.audit_details("message.post").await[0];
    let answered = json!([{ "alert": alert["id"], "occasion": "trouble" }]);
    assert_eq!(detail["answers"], answered);
    answer(&machine, &alert, "publish", "trouble")
        .await
        .problem(409);
    // Another text says nothing of it.
    post(&machine, "high_traffic").await;
    let details = app.audit_details("message.post").await;
    assert_eq!(details[1]["answers"], json!([]));
    app.stop().await;
}

#[tokio::test]
async fn what_was_said_since_the_trouble_began_is_not_suggested_when_it_is_confirmed() {
    let app = TestApp::start().await;
    let machine = machine(&app).await;
    let start = app.services.clock.now();
    app.clock.advance_seconds(120);
    let said = post(&machine, "checkout_slow").await;
    let sample =
        |n: i64| json!({ "at": start.plus_seconds(n * 5).to_string(), "error_rate": 0.05 });
    let samples: Vec<_> = (1..=24).map(sample).collect();
    machine.send_samples(&samples).await.expect(202);
    let told = alerts(&machine, "the alert", |told| count(told, "alerts") == 1).await;
    assert_eq!(count(&told, "suggestions"), 0);
    assert_eq!(told["alerts"][0]["answer"]["message"], said["id"]);
    assert!(
        told["alerts"][0]["answer"]["by"]
            .as_str()
            .unwrap()
            .starts_with("token:")
    );

    // What was taken back since is not told any more.
    let start = app.services.clock.now();
    app.clock.advance_seconds(120);
    post(&machine, "checkout_slow").await;
    post(&machine, "all_clear").await;
    let slow =
        |n: i64| json!({ "at": start.plus_seconds(n * 5).to_string(), "p95_latency_ms": 9_000 });
    let samples: Vec<_> = (1..=24).map(slow).collect();
    machine.send_samples(&samples).await.expect(202);
    let slow = |told: &Value| told["alerts"][0]["signal"] == "p95_latency";
    let told = alerts(&machine, "the slow answers", slow).await;
    assert_eq!(told["alerts"][0]["answer"], Value::Null);
    app.stop().await;
}

#[tokio::test]
async fn a_message_that_is_taken_back_tells_nothing_and_there_is_nothing_to_clear() {
    let app = TestApp::start().await;
    let machine = machine(&app).await;
    let rules = json!({ "rules": ["error_rate"] });
    machine.put(&api("signals"), &rules).await.expect(200);
    two_minutes(&app, &machine, json!({ "error_rate": 0.031 })).await;
    let said = |told: &Value| told["alerts"][0]["answer"]["by"] == "rule:error_rate";
    let told = alerts(&machine, "the rule to speak", said).await;
    let alert = &told["alerts"][0];
    let message = alert["answer"]["message"].as_str().unwrap();
    let retract = machine.request(Method::DELETE, &api(&format!("messages/{message}")));
    send(retract).await.expect(200);
    let detail = &app.audit_details("message.retract").await[0];
    assert_eq!(detail["answered"], json!([alert["id"]]));
    let told = machine.get(&api("alerts")).await.json();
    assert_eq!(told["alerts"][0]["answer"]["how"], "dismissed");
    assert_eq!(count(&told, "suggestions"), 0);
    for _ in 0..2 {
        two_minutes(&app, &machine, json!({ "error_rate": 0.002 })).await;
    }
    let over = |told: &Value| !told["alerts"][0]["cleared_at"].is_null();
    let over = alerts(&machine, "the end of the alert", over).await;
    assert_eq!(count(&over, "suggestions"), 0);
    answer(&machine, alert, "publish", "all_clear")
        .await
        .problem(409);
    assert_eq!(app.audited("message.post").await, 1);
    app.stop().await;
}

#[tokio::test]
async fn whoever_says_that_a_product_is_gone_says_it_once_whether_before_or_after_it_is_set_so() {
    for first in ["stock", "words"] {
        let app = TestApp::start().await;
        let machine = machine(&app).await;
        let item = |level: &str| json!({ "title": "Sneaker", "variant": "42", "level": level });
        let stock = item("in_stock");
        machine.set_stock("SNK-42", &stock).await.expect(200);
        let rules = json!({ "rules": ["sold_out"] });
        machine.put(&api("signals"), &rules).await.expect(200);
        until_watched(&app).await;
        minutes(&app, 1).await;
        let said = json!({ "template": "item_sold_out", "values": { "item": "Sneaker" } });
        let gone = item("sold_out");
        let posted = if first == "words" {
            let posted = machine.post(&api("messages"), &said).await.expect(201);
            app.clock.advance_seconds(20);
            machine.set_stock("SNK-42", &gone).await.expect(200);
            posted
        } else {
            machine.set_stock("SNK-42", &gone).await.expect(200);
            machine.post(&api("messages"), &said).await.expect(201)
        };
        app.clock.advance_seconds(1);
        let told = alerts(&machine, "the end of stock", |told| {
            count(told, "alerts") == 1
        })
        .await;
        let answer = &told["alerts"][0]["answer"];
        assert_eq!(answer["message"], posted.json()["id"], "{first}");
        minutes(&app, 3).await;
        assert_eq!(app.audited("message.post").await, 1, "{first}");
        app.stop().await;
    }
}

#[tokio::test]
async fn one_key_publishes_a_suggestion_once_and_tells_the_same_message_again() {
    let app = TestApp::start().await;
    let machine = machine(&app).await;
    let alert = breach(&app, &machine).await;
    let path = api(&format!("alerts/{}/publish", alert["id"].as_str().unwrap()));
    let body = json!({ "occasion": "trouble" });
    let first = machine.post_once(&path, "k1", &body).await.expect(201);
    let again = machine.post_once(&path, "k1", &body).await.expect(200);
    assert_eq!(first.json()["id"], again.json()["id"]);
    let other = json!({ "occasion": "all_clear" });
    machine.post_once(&path, "k1", &other).await.problem(409);
    assert_eq!(app.audited("message.post").await, 1);
    app.stop().await;
}

#[tokio::test]
async fn a_rule_and_a_person_at_once_say_it_once() {
    let app = TestApp::start().await;
    let machine = machine(&app).await;
    let alert = breach(&app, &machine).await;
    let slug = Slug::parse(SLUG).unwrap();
    let mut tx = app.services.store.read().await.unwrap();
    let event = tx.find_event(&slug).await.unwrap().unwrap().id;
    drop(tx);
    let rule = Actor::Rule {
        event,
        signal: Signal::ErrorRate,
    };
    let id = AlertId::new(alert["id"].as_str().unwrap());
    let which = (&id, Occasion::Trouble);
    let rules = json!({ "rules": ["error_rate"] });
    machine.put(&api("signals"), &rules).await.expect(200);
    // Beside these two the watch lets the rule speak too.
    let (by_rule, by_person) = tokio::join!(
        publish(&app.services, &rule, &slug, which, None),
        publish(&app.services, &Actor::Console, &slug, which, None),
    );
    let said = [&by_rule, &by_person].map(|done| usize::from(done.is_ok()));
    assert!(said.iter().sum::<usize>() <= 1, "{by_rule:?} {by_person:?}");
    for refused in [by_rule, by_person].into_iter().filter_map(Result::err) {
        assert!(matches!(refused, Error::Conflict(_)), "{refused:?}");
    }
    assert_eq!(app.audited("message.post").await, 1);
    app.stop().await;
}

#[tokio::test]
async fn a_token_of_another_event_finds_nothing_and_an_alert_of_another_is_none_here() {
    let app = TestApp::start().await;
    let all = machine(&app).await;
    let alert = breach(&app, &all).await;
    let alert = alert["id"].as_str().unwrap();
    app.create("other-drop", EventKind::Queue, true).await;
    let (_, secret) = app.token(Some("other-drop"), &Scope::ALL).await;
    let stranger = app.with_token(&secret);
    let rows = app.rows().await;
    let occasion = json!({ "occasion": "trouble" });
    let until = app.services.clock.now().plus_seconds(600);
    let stated = json!({ "status": "operational", "until": until });
    let status = api("components/site/status");
    let (says, refuses) = (
        format!("alerts/{alert}/publish"),
        format!("alerts/{alert}/dismiss"),
    );
    stranger.get(&api("alerts")).await.problem(404);
    stranger.post(&api(&says), &occasion).await.problem(404);
    stranger.post(&api(&refuses), &occasion).await.problem(404);
    stranger.get(&status).await.problem(404);
    stranger.put(&status, &stated).await.problem(404);
    stranger.delete(&status).await.problem(404);
    stranger.get(&api("signals")).await.problem(404);
    stranger.put(&api("signals"), &json!({})).await.problem(404);
    // Under its own event's address it is not found either.
    for what in [&says, &refuses] {
        let path = format!("/api/v1/events/other-drop/{what}");
        stranger.post(&path, &occasion).await.problem(404);
    }
    assert_eq!(app.rows().await, rows);
    app.stop().await;
}

#[tokio::test]
async fn who_means_another_version_changes_neither_limits_nor_what_is_said_about_a_part() {
    let app = TestApp::start().await;
    let machine = machine(&app).await;
    let limits = json!({ "thresholds": { "error_rate": 0.05 } });
    let saved = put_if(&machine, &api("signals"), "0", &limits).await;
    assert_eq!(saved.expect(200).header("etag"), "\"1\"");
    let other = json!({ "thresholds": { "error_rate": 0.5 } });
    put_if(&machine, &api("signals"), "0", &other)
        .await
        .problem(412);
    let now = machine.get(&api("signals")).await.json();
    assert_eq!(now["thresholds"]["error_rate"], 0.05);

    let status = api("components/site/status");
    let until = app.services.clock.now().plus_seconds(600);
    let state = |status: &str| json!({ "status": status, "until": until });
    let before = machine.get(&status).await.expect(200);
    assert_eq!(
        (before.header("etag"), &before.json()["status"]),
        ("\"0\"", &Value::Null)
    );
    let said = put_if(&machine, &status, "0", &state("operational")).await;
    assert_eq!(said.expect(200).header("etag"), "\"1\"");
    // The same again has been done already, whatever version it means.
    put_if(&machine, &status, "0", &state("operational"))
        .await
        .expect(200);
    put_if(&machine, &status, "0", &state("major_outage"))
        .await
        .problem(412);
    let late = machine.request(Method::DELETE, &status);
    let late = late.header("if-match", "\"7\"");
    send(late).await.problem(412);
    let left = machine.request(Method::DELETE, &status);
    let left = send(left.header("if-match", "\"1\"")).await.expect(200);
    assert_eq!(
        (left.header("etag"), &left.json()["until"]),
        ("\"2\"", &Value::Null)
    );
    // Between then and now somebody said something and took it back.
    put_if(&machine, &status, "0", &state("operational"))
        .await
        .problem(412);
    assert_eq!(app.audited("component.state").await, 2);
    app.stop().await;
}

#[tokio::test]
async fn a_version_of_a_stated_status_is_meant_to_the_second_and_ends_with_its_time() {
    let app = TestApp::start().await;
    let machine = machine(&app).await;
    let status = api("components/site/status");
    let start = app.services.clock.now();
    let state = |until: i64| json!({ "status": "operational", "until": start.plus_seconds(until) });
    let said = put_if(&machine, &status, "0", &state(600))
        .await
        .expect(200);
    assert_eq!(said.header("etag"), "\"1\"");
    // One that means an earlier version is no second click, however alike.
    put_if(&machine, &status, "0", &state(630))
        .await
        .problem(412);
    app.clock.advance_seconds(600);
    let over = machine.get(&status).await.expect(200);
    assert_eq!(
        (over.header("etag"), &over.json()["status"]),
        ("\"2\"", &Value::Null)
    );
    put_if(&machine, &status, "1", &state(1_200))
        .await
        .problem(412);
    let said = put_if(&machine, &status, "2", &state(1_200))
        .await
        .expect(200);
    assert_eq!(said.header("etag"), "\"3\"");
    assert_eq!(machine.get(&status).await.header("etag"), "\"3\"");
    assert_eq!(app.audited("component.state").await, 2);
    app.stop().await;
}

#[tokio::test]
async fn who_may_not_publish_does_not_move_the_limit_at_which_a_rule_does() {
    let app = TestApp::start().await;
    let machine = machine(&app).await;
    let manager = app.manager().await;
    let with = |error_rate: f64, handoff: f64, rules: &[&str]| {
        let limits = json!({ "error_rate": error_rate, "handoff": handoff });
        json!({ "thresholds": limits, "rules": rules })
    };
    let set = async |who: &Client, settings: Value| who.put(&api("signals"), &settings).await;
    set(&machine, with(0.02, 0.9, &["error_rate"]))
        .await
        .expect(200);
    let rows = app.rows().await;
    set(&manager, with(0.000_001, 0.9, &["error_rate"]))
        .await
        .problem(403);
    let sooner = json!({
        "thresholds": { "error_rate": 0.02, "handoff": 0.9, "confirm_s": 10 }, "rules": ["error_rate"],
    });
    set(&manager, sooner).await.problem(403);
    assert_eq!(app.rows().await, rows);
    // A limit that nothing is published at, and less that is published, are theirs to set.
    set(&manager, with(0.02, 0.8, &["error_rate"]))
        .await
        .expect(200);
    set(&manager, with(0.000_001, 0.8, &[])).await.expect(200);
    app.stop().await;
}
