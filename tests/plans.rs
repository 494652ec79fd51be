//! Plans of events: saved, kept apart by version, and built on what past events were like.

use lineside::domain::event::{EventKind, Phase};
use lineside::domain::operator::Scope;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::client::send;
use crate::support::roles::api;
use crate::support::{Answer, Client, SLUG, TestApp, noon};

async fn save(manager: &Client, plan: &Value) -> Answer {
    manager.put(&api("plan"), plan).await
}

/// Saves in the place of one version.
async fn save_over(manager: &Client, version: u32, plan: &Value) -> Answer {
    let request = manager.request(Method::PUT, &api("plan"));
    let tag = format!("\"{version}\"");
    send(request.header("if-match", tag).json(plan)).await
}

#[tokio::test]
async fn a_plan_is_saved_with_the_event_and_tells_what_follows() {
    let app = TestApp::start().await;
    let manager = app.manager().await;
    manager.get(&api("plan")).await.problem(404);
    let versions = app.rows().await["event spring-drop"];

    let plan = json!({ "inputs": { "demand": 100_000, "units": 9_000, "capacity": 12_000 } });
    let saved = save(&manager, &plan).await.expect(200);
    assert_eq!(saved.header("etag"), "\"1\"");
    let told = manager.get(&api("plan")).await.expect(200).json();
    assert_eq!(told, saved.json());
    assert_eq!(
        (&told["version"], &told["inputs"]["demand_pct"]),
        (&json!(1), &json!(30.0))
    );
    // 100 000 of whom 30 % come and a fifth is counted twice; 500 at once for 5 minutes each.
    let results = &told["results"];
    assert!((results["visitors"].as_f64().unwrap() - 24_000.0).abs() < 1e-6);
    assert_eq!(results["suggested_admitted_per_min"], 100.0);
    assert_eq!(results["peak_depth"], 12_000.0);
    assert!(results["turned_away"].as_f64().unwrap() > 0.0);
    assert!(results["suggested_capacity"].as_f64().unwrap() > 12_000.0);

    assert_eq!(app.audited("plan.save").await, 1);
    // Nobody but the desk sees a plan, so nothing is published.
    assert_eq!(app.rows().await["event spring-drop"], versions);
    app.stop().await;
}

#[tokio::test]
async fn a_token_of_one_event_does_not_learn_of_the_event_that_another_builds_its_plan_on() {
    let app = TestApp::start().await;
    app.create("winter-drop", EventKind::Queue, true).await;
    let reading = |minute: i64| {
        let at = noon().plus_seconds(minute * 60);
        json!({ "at": at, "queue_depth": 100 + minute * 50, "admitted_total": minute * 50 })
    };
    let (_, secret) = app.token(None, &[Scope::Ingest, Scope::Manage]).await;
    let house = app.with_token(&secret);
    app.move_to("winter-drop", &[Phase::Open]).await;
    app.clock.advance_seconds(3_600);
    let readings: Vec<_> = (0..60).map(reading).collect();
    let body = json!({ "source": "queue", "samples": readings });
    let samples = "/api/v1/events/winter-drop/samples";
    house.post(samples, &body).await.expect(202);
    app.move_to("winter-drop", &[Phase::Ended]).await;

    let saved = save(&house, &json!({ "past_event": "winter-drop" })).await;
    assert_eq!(saved.expect(200).json()["past_event"], "winter-drop");
    let manager = app.manager().await;
    let told = manager.get(&api("plan")).await.expect(200);
    assert!(!told.text().contains("winter-drop"));
    assert_eq!(told.json()["past_event"], Value::Null);
    let file = manager.get(&api("bundle")).await.expect(200);
    assert!(!file.text().contains("winter-drop"));
    let whole = house.get(&api("bundle")).await.expect(200);
    assert!(whole.text().contains("winter-drop"));
    app.stop().await;
}

#[tokio::test]
async fn two_who_plan_at_once_do_not_overwrite_each_other() {
    let app = TestApp::start().await;
    let manager = app.manager().await;
    let first = json!({ "inputs": { "demand": 1_000 } });
    let second = json!({ "inputs": { "demand": 2_000 } });
    save_over(&manager, 0, &first).await.expect(200);
    let rows = app.rows().await;
    save_over(&manager, 0, &second).await.problem(412);
    assert_eq!(app.rows().await, rows);
    // What is saved already is not saved again, whoever asks.
    let again = save_over(&manager, 0, &first).await.expect(200);
    assert_eq!(again.header("etag"), "\"1\"");
    assert_eq!(app.rows().await, rows);
    let replaced = save_over(&manager, 1, &second).await.expect(200);
    assert_eq!(replaced.header("etag"), "\"2\"");
    app.stop().await;
}

#[tokio::test]
async fn what_makes_no_sense_is_named_and_saves_nothing() {
    let app = TestApp::start().await;
    let manager = app.manager().await;
    let rows = app.rows().await;
    for (inputs, field) in [
        (json!({ "email_pct": 101 }), "inputs.email_pct"),
        (json!({ "email_list": -1 }), "inputs.email_list"),
        (json!({ "email_list": 1.5 }), "inputs.email_list"),
        (json!({ "email_list": 1e300 }), "inputs.email_list"),
        (json!({ "inside_min": 0 }), "inputs.inside_min"),
        (json!({ "duration_min": 1e6 }), "inputs.duration_min"),
        (json!({ "early_pct": 70 }), "inputs.burst_pct"),
        (json!({ "visitors": 5 }), "inputs.visitors"),
        (json!({ "email_pct": "many" }), "inputs.email_pct"),
        (json!({ "units": 0 }), "inputs.units"),
    ] {
        save(&manager, &json!({ "inputs": inputs }))
            .await
            .names(field);
    }
    for past in ["no-such-event", SLUG] {
        let plan = json!({ "past_event": past });
        save(&manager, &plan).await.names("past_event");
    }
    // What is missing is said: this event is open, and nothing was read.
    let plan = json!({ "past_event": SLUG });
    let problem = save(&manager, &plan).await.problem(422);
    let told = problem["errors"][0]["message"].as_str().unwrap();
    assert!(told.contains("how many were waiting"), "{told}");
    assert_eq!(app.rows().await, rows);
    let writer = app.machine(&[Scope::Publish]).await;
    save(&writer, &json!({})).await.problem(403);
    app.shopper().get(&api("plan")).await.problem(401);
    app.stop().await;
}

#[tokio::test]
async fn a_plan_is_compared_with_what_came_of_it_and_lends_its_course_to_the_next() {
    let app = TestApp::start().await;
    let (manager, feed) = (app.manager().await, app.feed().await);
    save(&manager, &json!({ "inputs": { "demand": 10_000 } }))
        .await
        .expect(200);
    let readings: Vec<_> = (0..60)
        .map(|minute| {
            let at = noon().plus_seconds(minute * 60);
            let (depth, admitted) = ((60 - minute) * 100, minute * 200);
            json!({ "at": at, "queue_depth": depth, "admitted_total": admitted })
        })
        .collect();
    app.clock.advance_seconds(3_600);
    feed.send_samples(&readings).await.expect(202);
    app.move_to(SLUG, &[Phase::Ended]).await;

    let report = manager.get(&api("report")).await.expect(200).json();
    let compared = &report["plan"][1];
    assert_eq!(compared["what"], "peak_depth");
    assert!(compared["planned"].as_f64().unwrap() > 0.0);
    assert_eq!(compared["seen"], json!({ "known": true, "value": 6_000.0 }));

    // The same event is its own past here; 100 a minute joined for an hour.
    let plan = json!({ "past_event": SLUG, "inputs": { "past_visitors": 12_000, "past_pct": 100, "overlap_pct": 0 } });
    let planned = save(&manager, &plan).await.expect(200).json();
    assert_eq!(planned["past_event"], SLUG);
    let saved = app.audit_details("plan.save").await.pop().unwrap();
    assert_eq!(saved["to"]["past"], SLUG);
    let arrivals = planned["results"]["arrivals_per_min"].as_array().unwrap();
    let came: f64 = arrivals.iter().map(|people| people.as_f64().unwrap()).sum();
    assert!((came - 12_000.0).abs() < 1e-6);
    let (first, last) = (
        arrivals[5].as_f64().unwrap(),
        arrivals[50].as_f64().unwrap(),
    );
    assert!((first - last).abs() < 1.0, "{first} {last}");
    app.stop().await;
}
