//! One effect for one key, however often and however simultaneously it is asked for, and one audit entry for each.

use serde_json::{Value, json};

use crate::support::roles::{api, made};
use crate::support::{Answer, Client, TestApp};

fn text(text: &str) -> Value {
    json!({ "text": { "en": text }, "severity": "notice" })
}

async fn post(operator: &Client, key: &str, body: &Value) -> Answer {
    operator.post_once(&api("messages"), key, body).await
}

#[tokio::test]
async fn the_same_key_twice_makes_one_message_and_says_so() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let first = made(&post(&operator, "k1", &text("News.")).await.expect(201));
    let second = made(&post(&operator, "k1", &text("News.")).await.expect(200));
    assert_eq!(first, second);
    assert_eq!(app.rows().await["message"], 1);
    assert_eq!(app.audited("message.post").await, 1);

    post(&operator, "k2", &text("News.")).await.expect(201);
    assert_eq!(app.rows().await["message"], 2);
    app.stop().await;
}

#[tokio::test]
async fn a_key_used_for_something_else_is_a_conflict() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    post(&operator, "k1", &text("News.")).await.expect(201);
    let rows = app.rows().await;
    post(&operator, "k1", &text("Other news."))
        .await
        .problem(409);
    let pause = json!({ "phase": "paused" });
    operator
        .post_once(&api("phase"), "k1", &pause)
        .await
        .problem(409);
    assert_eq!(app.rows().await, rows);
    assert_eq!(app.shopper().facts().await["phase"], "open");
    app.stop().await;
}

#[tokio::test]
async fn many_at_once_with_one_key_make_exactly_one() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let body = text("News.");
    let posts = (0..12).map(|_| post(&operator, "k1", &body));
    let answers = futures::future::join_all(posts).await;
    let statuses: Vec<_> = answers.iter().map(|answer| answer.status).collect();
    assert_eq!(
        statuses.iter().filter(|status| **status == 201).count(),
        1,
        "{statuses:?}"
    );
    assert!(
        statuses.iter().all(|status| matches!(status, 200 | 201)),
        "{statuses:?}"
    );
    let id = made(&answers[0]).0;
    assert!(answers.iter().all(|answer| made(answer).0 == id));
    assert_eq!(app.rows().await["message"], 1);
    assert_eq!(app.audited("message.post").await, 1);
    app.stop().await;
}

#[tokio::test]
async fn a_key_belongs_to_its_token() {
    let app = TestApp::start().await;
    let (one, other) = (app.operator().await, app.operator().await);
    let first = made(&post(&one, "k1", &text("News.")).await.expect(201));
    let second = made(&post(&other, "k1", &text("News.")).await.expect(201));
    assert_ne!(first.0, second.0);
    app.stop().await;
}

#[tokio::test]
async fn a_refused_request_does_not_use_its_key_up() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    post(&operator, "k1", &text("")).await.problem(422);
    post(&operator, "k1", &text("News.")).await.expect(201);
    app.stop().await;
}

#[tokio::test]
async fn a_key_is_remembered_for_a_day_and_across_a_restart() {
    let app = TestApp::start().await;
    let (_, secret) = app
        .token(None, &[lineside::domain::operator::Scope::Publish])
        .await;
    let mut operator = Client {
        token: Some(secret),
        ..app.shopper()
    };
    let id = made(&post(&operator, "k1", &text("News.")).await.expect(201)).0;

    let app = app.restart().await;
    operator.url.clone_from(&app.url);
    app.clock.advance_seconds(86_399);
    assert_eq!(
        made(&post(&operator, "k1", &text("News.")).await.expect(200)).0,
        id
    );
    app.clock.advance_seconds(2);
    let anew = made(&post(&operator, "k1", &text("News.")).await.expect(201)).0;
    assert_ne!(anew, id);
    app.stop().await;
}

#[tokio::test]
async fn a_phase_change_repeated_after_it_happened_is_no_conflict() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let pause = json!({ "phase": "paused" });
    for _ in 0..2 {
        let answer = operator
            .post_once(&api("phase"), "k1", &pause)
            .await
            .expect(200);
        assert_eq!(answer.json()["phase"], "paused");
    }
    // Without the key it is a move to where the event is already.
    operator.post(&api("phase"), &pause).await.problem(409);
    let paused = app.audit().await;
    let paused = paused
        .iter()
        .filter(|(what, to, _)| what == "phase.change" && to == "paused");
    assert_eq!(paused.count(), 1);
    app.stop().await;
}

#[tokio::test]
async fn an_issue_and_its_updates_are_made_once() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let words = json!({ "en": "Slow." });
    let issue = json!({ "title": words, "text": words, "impact": "minor" });
    let first = made(
        &operator
            .post_once(&api("incidents"), "k1", &issue)
            .await
            .expect(201),
    );
    let again = made(
        &operator
            .post_once(&api("incidents"), "k1", &issue)
            .await
            .expect(200),
    );
    assert_eq!(first, again);

    let updates = api(&format!("incidents/{}/updates", first.0));
    let update = json!({ "status": "resolved", "text": words });
    operator
        .post_once(&updates, "k2", &update)
        .await
        .expect(201);
    // Resolved by now, and still no conflict: it is the same request.
    operator
        .post_once(&updates, "k2", &update)
        .await
        .expect(200);
    let rows = app.rows().await;
    assert_eq!((rows["incident"], rows["incident_update"]), (1, 2));
    assert_eq!(app.audited("incident.open").await, 1);
    assert_eq!(app.audited("incident.update").await, 1);
    app.stop().await;
}

#[tokio::test]
async fn every_effect_has_exactly_one_audit_entry_with_its_actor() {
    let app = TestApp::empty().await;
    app.create(
        crate::support::SLUG,
        lineside::domain::event::EventKind::Queue,
        true,
    )
    .await;
    let operator = app.operator().await;
    operator.change_phase("open").await.expect(200);
    let (message, _) = operator.post_message("News.").await;
    let (issue, _) = operator.open_incident("Slow", "We look into it.").await;
    operator
        .update_incident(&issue, "resolved", "Well again.")
        .await
        .expect(201);
    operator
        .set_stock("SNK-42", &json!({ "remaining": 3 }))
        .await
        .expect(200);

    let audit = app.audit().await;
    let done: Vec<_> = audit
        .iter()
        .map(|(what, subject, _)| (what.as_str(), subject.as_str()))
        .collect();
    let token = audit[1].1.clone();
    let expected = [
        ("event.create", "spring-drop"),
        ("token.create", &token),
        ("phase.change", "open"),
        ("message.post", &message),
        ("incident.open", &issue),
        ("incident.update", &issue),
        ("inventory.set", "SNK-42"),
    ];
    assert_eq!(done, expected);
    assert!(audit[..2].iter().all(|(.., actor)| actor == "console"));
    let machine = format!("token:{token}");
    assert!(audit[2..].iter().all(|(.., actor)| *actor == machine));
    app.stop().await;
}
