//! Messages that wait for their time: published once and on time, changed, cancelled, or missed in sight of everyone.

use lineside::domain::event::Phase;
use lineside::domain::id::{MessageId, OperatorId};
use lineside::domain::operator::{Actor, Email, Role, Scope};
use lineside::service::messages::{self, due};
use lineside::service::operators;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::client::send;
use crate::support::roles::{api, at};
use crate::support::{Answer, Client, SLUG, TestApp, app};

pub fn text(text: &str, publish_at: i64) -> Value {
    json!({ "text": { "en": text }, "publish_at": at(publish_at) })
}

/// Schedules a message; tells its id.
pub async fn schedule(operator: &Client, body: &Value) -> String {
    let answer = operator.post(&api("messages"), body).await.expect(202);
    answer.json()["id"].as_str().unwrap().to_owned()
}

pub async fn scheduled(operator: &Client) -> Vec<Value> {
    let listed = operator.get(&api("messages")).await.expect(200).json();
    listed["scheduled"].as_array().unwrap().clone()
}

/// What shoppers read, newest first.
pub async fn told(app: &TestApp) -> Vec<Value> {
    let facts = app.shopper().facts().await;
    let messages = facts["messages"].as_array().unwrap();
    messages.iter().map(|m| m["text"].clone()).collect()
}

pub async fn patch(operator: &Client, id: &str, version: Option<&str>, body: &Value) -> Answer {
    let request = operator.request(Method::PATCH, &api(&format!("messages/{id}")));
    let request = match version {
        Some(version) => request.header("if-match", version),
        None => request,
    };
    send(request.json(body)).await
}

/// Looks at the schedule now, as the server does every second.
pub async fn look(app: &TestApp, id: &str) {
    let id = MessageId::new(id);
    due::publish(&app.services, &id).await.unwrap();
    app.publish().await;
}

#[tokio::test]
async fn a_scheduled_message_appears_at_its_time_and_keeps_its_identity() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let id = schedule(&operator, &text("Doors in five minutes.", 600)).await;
    assert!(told(&app).await.is_empty());
    app.clock.advance_seconds(599);
    look(&app, &id).await;
    assert!(told(&app).await.is_empty());

    app.clock.advance_seconds(1);
    look(&app, &id).await;
    let message = app.shopper().facts().await["messages"][0].clone();
    assert_eq!(message["id"], json!(id));
    assert_eq!(message["published_at"], json!(at(600)));
    assert!(scheduled(&operator).await.is_empty());
    let (posted, subject, by) = app.audit().await.pop().unwrap();
    assert_eq!((posted.as_str(), subject), ("message.post", id));
    assert!(by.starts_with("token:"), "{by}");
    app.stop().await;
}

#[tokio::test]
async fn the_server_looks_at_the_schedule_by_itself() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    schedule(&operator, &text("Doors are open.", 60)).await;
    app.clock.advance_seconds(61);
    let channel = app.channel();
    let shown = || channel.snapshot().edition(None).status_page.messages.len();
    crate::support::eventually("the message on the page", || shown() == 1).await;
    app.stop().await;
}

#[tokio::test]
async fn live_gaps_are_filled_when_it_is_published_and_promises_count_from_then() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let body = json!({ "template": "line_resumed", "publish_at": at(600) });
    let id = schedule(&operator, &body).await;
    app.clock.advance_seconds(600);
    let feed = app.feed().await;
    let reading = |i: i64| json!({ "at": at(300 + i * 10), "queue_depth": 9_740, "admitted_total": 1_000 + i * 100 });
    let samples: Vec<_> = (0..=30).map(reading).collect();
    feed.send_samples(&samples).await.expect(202);
    app.publish().await;
    look(&app, &id).await;
    let said = told(&app).await[0].as_str().unwrap().to_owned();
    assert!(said.ends_with("minutes."), "{said}");
    app.stop().await;
}

#[tokio::test]
async fn many_who_look_at_once_publish_it_once() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let id = schedule(&operator, &text("Doors are open.", 60)).await;
    app.clock.advance_seconds(60);
    let id = MessageId::new(id);
    let looks = (0..12).map(|_| due::publish(&app.services, &id));
    for look in futures::future::join_all(looks).await {
        look.unwrap();
    }
    assert_eq!(app.rows().await["message"], 1);
    assert_eq!(app.audited("message.post").await, 1);
    app.stop().await;
}

#[tokio::test]
async fn it_is_changed_moved_and_cancelled_and_never_published_then() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let id = schedule(&operator, &text("Doors at ten.", 600)).await;
    let change =
        json!({ "text": { "en": "Doors at eleven." }, "publish_at": at(1_200), "pinned": true });
    let changed = patch(&operator, &id, Some("\"1\""), &change)
        .await
        .expect(200);
    assert_eq!(changed.header("etag"), "\"2\"");
    patch(&operator, &id, Some("\"1\""), &text("Doors at noon.", 900))
        .await
        .problem(412);
    let waiting = &scheduled(&operator).await[0];
    assert_eq!(waiting["publish_at"], json!(at(1_200)));
    assert_eq!(waiting["content"]["pinned"], true);

    let path = api(&format!("messages/{id}"));
    operator.delete(&path).await.expect(200);
    operator.delete(&path).await.problem(404);
    app.clock.advance_seconds(1_300);
    look(&app, &id).await;
    assert!(told(&app).await.is_empty() && scheduled(&operator).await.is_empty());
    assert_eq!(app.audited("message.cancel").await, 1);
    app.stop().await;
}

#[tokio::test]
async fn it_is_published_early_once() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let id = schedule(&operator, &text("Doors are open.", 600)).await;
    let path = api(&format!("messages/{id}/publish"));
    for _ in 0..2 {
        operator.post(&path, &json!({})).await.expect(200);
    }
    assert_eq!(told(&app).await, [json!("Doors are open.")]);
    app.clock.advance_seconds(700);
    look(&app, &id).await;
    assert_eq!(app.rows().await["message"], 1);
    let late = json!({ "publish_at": at(900) });
    patch(&operator, &id, None, &late).await.names("publish_at");
    app.stop().await;
}

#[tokio::test]
async fn a_time_that_is_past_or_too_far_and_words_that_cannot_be_said_are_refused_at_once() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let rows = app.rows().await;
    for bad in [0, -60, 30 * 86_400 + 1] {
        let answer = operator.post(&api("messages"), &text("News.", bad)).await;
        answer.names("publish_at");
    }
    let promise =
        json!({ "text": { "en": "News." }, "publish_at": at(600), "next_update_by": at(600) });
    let refused = async |body: &Value| operator.post(&api("messages"), body).await;
    refused(&promise).await.names("next_update_by");
    let gone = json!({ "text": { "en": "News." }, "publish_at": at(600), "expires_at": at(600) });
    refused(&gone).await.names("expires_at");
    let gap =
        json!({ "template": "low_stock", "values": { "item": "Shoe" }, "publish_at": at(600) });
    refused(&gap).await.names("values.remaining_band");
    let promise = json!({ "template": "line_paused", "publish_at": at(600) });
    refused(&promise).await.names("values.next_update_by");
    refused(&text("x".repeat(501).as_str(), 600))
        .await
        .names("text.en");
    assert_eq!(app.rows().await, rows);
    app.stop().await;
}

#[tokio::test]
async fn the_same_key_twice_schedules_it_once_even_after_it_was_published() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let body = text("Doors are open.", 60);
    let post = async || operator.post_once(&api("messages"), "k", &body).await;
    let id = post().await.expect(202).json()["id"].clone();
    assert_eq!(post().await.expect(200).json()["id"], id);
    app.clock.advance_seconds(60);
    look(&app, id.as_str().unwrap()).await;
    assert_eq!(post().await.expect(200).json()["id"], id);
    assert_eq!(app.rows().await["message"], 1);
    app.stop().await;
}

#[tokio::test]
async fn the_same_key_after_it_was_cancelled_gets_the_first_answer_and_schedules_nothing() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let body = text("Doors are open.", 60);
    let post = async || operator.post_once(&api("messages"), "k", &body).await;
    let id = post().await.expect(202).json()["id"].clone();
    let address = api(&format!("messages/{}", id.as_str().unwrap()));
    operator.delete(&address).await.expect(200);
    assert_eq!(post().await.expect(200).json()["id"], id);
    assert!(scheduled(&operator).await.is_empty());
    app.stop().await;
}

#[tokio::test]
async fn nobody_speaks_through_it_who_may_not_publish_any_more() {
    let app = TestApp::start().await;
    let email = Email::parse("ana@example.com").unwrap();
    let made = operators::create(&app.services, &Actor::Console, email.clone(), Role::Writer);
    let (operator, _) = made.await.unwrap();
    let ana = Actor::Operator {
        id: OperatorId::new(operator.id.as_str()),
        role: Role::Writer,
    };
    let wording = messages::Wording::Text {
        text: [(
            lineside::domain::locale::Locale::En,
            "Free shoes!".to_owned(),
        )]
        .into(),
        severity: lineside::domain::message::Severity::Info,
    };
    let new = messages::NewMessage::plain(wording);
    let slug = app::slug(SLUG);
    let done = messages::schedule(&app.services, &ana, &slug, new, at(60), None);
    let id = done.await.unwrap().id.id;
    operators::disable(&app.services, &Actor::Console, &email)
        .await
        .unwrap();
    app.clock.advance_seconds(60);
    look(&app, id.as_str()).await;
    assert!(told(&app).await.is_empty());
    let listed = messages::list_scheduled(&app.services, &Actor::Console, &slug).await;
    let listed = listed.unwrap();
    assert_eq!(listed[0].by, "ana@example.com");
    let missed = listed[0].what.missed.as_ref().unwrap();
    assert!(
        missed.because.contains("may not publish any more"),
        "{missed:?}"
    );
    app.stop().await;
}

#[tokio::test]
async fn an_archived_event_says_nothing_more() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let id = schedule(&operator, &text("Doors are open.", 60)).await;
    app.move_to(SLUG, &[Phase::Ended]).await;
    app.manager()
        .await
        .delete(&crate::support::roles::event())
        .await
        .expect(204);
    app.clock.advance_seconds(60);
    due::publish(&app.services, &MessageId::new(id))
        .await
        .unwrap();
    assert_eq!(app.rows().await["message"], 0);
    assert_eq!(app.audited("message.miss").await, 1);
    app.stop().await;
}

#[tokio::test]
async fn it_belongs_to_its_event_and_to_those_who_may_publish() {
    let app = TestApp::start().await;
    app.create(
        "autumn-drop",
        lineside::domain::event::EventKind::Queue,
        true,
    )
    .await;
    let id = schedule(&app.operator().await, &text("Doors.", 600)).await;
    let (_, secret) = app.token(None, &[Scope::Publish]).await;
    let everywhere = Client {
        token: Some(secret),
        ..app.shopper()
    };
    let path = format!("/api/v1/events/autumn-drop/messages/{id}");
    everywhere.delete(&path).await.problem(404);
    everywhere
        .post(&format!("{path}/publish"), &json!({}))
        .await
        .problem(404);
    let feed = app.feed().await;
    feed.get(&api("messages")).await.problem(403);
    feed.post(&api(&format!("messages/{id}/publish")), &json!({}))
        .await
        .problem(403);
    app.stop().await;
}
