//! What a scheduled message says at its time: as its author saw it, once its page knows enough, or not at all.

use lineside::domain::operator::Scope;
use serde_json::json;

use crate::scheduled::{look, patch, schedule, scheduled, text, told};
use crate::support::TestApp;
use crate::support::roles::{api, at};

#[tokio::test]
async fn what_lacks_a_live_value_waits_for_it() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let body = json!({ "template": "line_resumed", "publish_at": at(60) });
    let id = schedule(&operator, &body).await;
    app.clock.advance_seconds(60);
    look(&app, &id).await;
    assert_eq!(scheduled(&operator).await[0]["missed"], json!(null));
    assert!(told(&app).await.is_empty());

    app.clock.advance_seconds(540);
    let feed = app.feed().await;
    let reading = |i: i64| json!({ "at": at(300 + i * 10), "queue_depth": 9_740, "admitted_total": 1_000 + i * 100 });
    let samples: Vec<_> = (0..=30).map(reading).collect();
    feed.send_samples(&samples).await.expect(202);
    app.publish().await;
    look(&app, &id).await;
    assert_eq!(told(&app).await.len(), 1);
    assert_eq!(app.audited("message.miss").await, 0);
    app.stop().await;
}

#[tokio::test]
async fn what_could_not_be_filled_within_a_quarter_of_an_hour_is_missed_and_says_why() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let body = json!({ "template": "line_resumed", "publish_at": at(60) });
    let id = schedule(&operator, &body).await;
    app.clock.advance_seconds(960);
    look(&app, &id).await;
    assert_eq!(app.audited("message.miss").await, 0);
    app.clock.advance_seconds(1);
    look(&app, &id).await;
    let missed = &scheduled(&operator).await[0]["missed"];
    assert_eq!(missed["at"], json!(at(961)));
    let because = missed["because"].as_str().unwrap();
    assert!(because.contains("more than 15 minutes ago"), "{because}");
    assert!(because.contains("fill in Wait"), "{because}");
    assert!(told(&app).await.is_empty());
    assert_eq!(app.audited("message.miss").await, 1);
    // Once is enough.
    look(&app, &id).await;
    assert_eq!(app.audited("message.miss").await, 1);
    app.stop().await;
}

#[tokio::test]
async fn what_no_waiting_mends_is_missed_at_once() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let mut body = text("Doors are open.", 60);
    body["next_update_by"] = json!(at(120));
    let id = schedule(&operator, &body).await;
    // The server was away until the promise was broken.
    app.clock.advance_seconds(200);
    look(&app, &id).await;
    let missed = &scheduled(&operator).await[0]["missed"];
    let because = missed["because"].as_str().unwrap();
    assert!(because.contains("next update"), "{because}");
    app.stop().await;
}

#[tokio::test]
async fn many_that_are_due_at_once_are_on_the_page_together() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    for n in 0..8 {
        schedule(&operator, &text(&format!("News {n}."), 60)).await;
    }
    let channel = app.channel();
    let shown = || channel.snapshot().edition(None).status_page.messages.len();
    let renders = app.services.live.renders();
    app.clock.advance_seconds(61);
    crate::support::eventually("the messages on the page", || shown() == 8).await;
    let renders = app.services.live.renders() - renders;
    assert!(renders < 5, "{renders}");
    app.stop().await;
}

#[tokio::test]
async fn after_a_downtime_a_quarter_of_an_hour_is_late_and_more_is_missed() {
    for (late_s, published) in [(900, true), (901, false)] {
        let app = TestApp::start().await;
        let operator = app.operator().await;
        let id = schedule(&operator, &text("Doors are open.", 60)).await;
        app.clock.advance_seconds(60 + late_s);
        look(&app, &id).await;
        assert_eq!(told(&app).await.len(), usize::from(published), "{late_s}");
        let waiting = scheduled(&operator).await;
        assert_eq!(waiting.is_empty(), published);
        if let Some(waiting) = waiting.first() {
            let because = waiting["missed"]["because"].as_str().unwrap();
            assert!(because.contains("more than 15 minutes ago"), "{because}");
            // An operator may still say it.
            let path = api(&format!("messages/{id}/publish"));
            operator.post(&path, &json!({})).await.expect(200);
            assert_eq!(told(&app).await.len(), 1);
        }
        app.stop().await;
    }
}

#[tokio::test]
async fn words_of_their_own_leave_a_scheduled_message_as_loud_as_it_was() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let loud =
        json!({ "text": { "en": "Sales stop." }, "severity": "critical", "publish_at": at(60) });
    let template = json!({ "template": "checkout_slow", "publish_at": at(60) });
    for (body, severity) in [(loud, "critical"), (template, "warning")] {
        let id = schedule(&operator, &body).await;
        let words = json!({ "text": { "en": "Sales stop for a moment." } });
        patch(&operator, &id, None, &words).await.expect(200);
        let path = api(&format!("messages/{id}/publish"));
        operator.post(&path, &json!({})).await.expect(200);
        let message = app.shopper().facts().await["messages"][0].clone();
        assert_eq!(message["severity"], severity, "{message}");
    }
    app.stop().await;
}

#[tokio::test]
async fn a_template_is_published_as_it_was_when_the_message_was_scheduled() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let (_, secret) = app.token(None, &[Scope::Manage]).await;
    let manager = app.with_token(&secret);
    let made = json!({
        "key": "gates", "name": "Gates", "scenario": "line", "severity": "notice",
        "text": { "en": "Gates at ten." },
    });
    manager.post("/api/v1/templates", &made).await.expect(201);
    let body = |s: i64| json!({ "template": "gates", "publish_at": at(s) });
    let early = schedule(&operator, &body(60)).await;
    let changed = json!({ "text": { "en": "Gates at noon." }, "severity": "critical" });
    let path = "/api/v1/templates/gates";
    manager.patch(path, &changed).await.expect(200);
    let late = schedule(&operator, &body(120)).await;
    let away = json!({ "archived": true });
    manager.patch(path, &away).await.expect(200);
    // Another time is no other text.
    let moved = json!({ "publish_at": at(90) });
    patch(&operator, &early, None, &moved).await.expect(200);

    app.clock.advance_seconds(120);
    look(&app, &early).await;
    look(&app, &late).await;
    let said = app.shopper().facts().await["messages"].clone();
    let said = said.as_array().unwrap().iter();
    let said: Vec<_> = said
        .map(|m| (m["text"].clone(), m["severity"].clone()))
        .collect();
    assert!(
        said.contains(&(json!("Gates at ten."), json!("notice"))),
        "{said:?}"
    );
    assert!(
        said.contains(&(json!("Gates at noon."), json!("critical"))),
        "{said:?}"
    );
    app.stop().await;
}
