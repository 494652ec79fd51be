//! What an event is, changed while shoppers look at it.

use lineside::domain::event::Title;
use lineside::domain::operator::Actor;
use lineside::error::Error;
use lineside::service::events::{self, EventEdit};
use serde_json::{Value, json};

use crate::support::app::slug;
use crate::support::roles::{at, event};
use crate::support::{SLUG, TestApp};

#[tokio::test]
async fn an_edit_is_on_the_page_at_once_and_once_in_the_audit_log() {
    let app = TestApp::start().await;
    let body = json!({
        "title": "Fall drop", "opens_at": at(0), "closes_at": at(3_600), "time_zone": "Asia/Tokyo",
        "capacity": 500, "waitlist_link": "https://shop.example/w", "product_link": null,
    });
    let reply = app.manager().await.patch(&event(), &body).await.expect(200);
    let facts = app.shopper().facts().await;
    assert_eq!(facts["revision"], reply.json()["revision"]);
    assert_eq!(facts["title"], "Fall drop");
    assert_eq!(facts["opens_at"], json!(at(0)));
    assert_eq!(facts["closes_at"], json!(at(3_600)));
    assert_eq!(facts["time_zone"], "Asia/Tokyo");
    assert_eq!(facts["queue"]["capacity"], 500);
    assert_eq!(facts["links"]["waitlist"], "https://shop.example/w");
    assert_eq!(facts["links"]["product"], Value::Null);
    let page = app.shopper().status_page().await;
    assert_eq!(page.text(".event"), "Fall drop");
    assert_eq!(app.audited("event.edit").await, 1);
    app.stop().await;
}

#[tokio::test]
async fn what_is_not_said_stays_and_what_is_null_is_emptied() {
    let app = TestApp::start().await;
    let manager = app.manager().await;
    let before = app.shopper().facts().await;
    manager
        .patch(&event(), &json!({ "capacity": null, "opens_at": null }))
        .await
        .expect(200);
    let after = app.shopper().facts().await;
    assert_eq!(after["queue"]["capacity"], Value::Null);
    assert_eq!(after["opens_at"], Value::Null);
    for same in ["title", "time_zone", "links", "closes_at", "phase"] {
        assert_eq!(after[same], before[same], "{same}");
    }
    app.stop().await;
}

#[tokio::test]
async fn an_edit_that_changes_nothing_leaves_no_trace() {
    let app = TestApp::start().await;
    let manager = app.manager().await;
    let body = json!({ "title": "Fall drop", "accent": "#b8321c" });
    manager.patch(&event(), &body).await.expect(200);
    let rows = app.rows().await;
    manager.patch(&event(), &body).await.expect(200);
    manager.patch(&event(), &json!({})).await.expect(200);
    assert_eq!(app.rows().await, rows);
    app.stop().await;
}

#[tokio::test]
async fn an_edit_of_an_event_that_is_another_by_now_changes_nothing() {
    let app = TestApp::start().await;
    let (console, name) = (&Actor::Console, slug(SLUG));
    let find = async || {
        let found = events::find(&app.services, console, &name).await;
        Some(Box::new(found.unwrap()))
    };
    let renamed = async |title: &str, seen| {
        let edit = EventEdit {
            title: Some(Title::parse(title).unwrap()),
            seen,
            ..EventEdit::default()
        };
        events::edit(&app.services, console, &name, edit).await
    };
    let seen = find().await;
    renamed("Theirs", seen.clone()).await.unwrap();
    let rows = app.rows().await;
    let late = renamed("Mine", seen).await;
    assert!(matches!(late, Err(Error::Outdated(_))), "{late:?}");
    assert_eq!(app.rows().await, rows);
    assert_eq!(app.shopper().facts().await["title"], "Theirs");
    renamed("Mine", find().await).await.unwrap();
    app.stop().await;
}

#[tokio::test]
async fn an_edit_is_held_to_the_rules_of_a_new_event() {
    let app = TestApp::start().await;
    let manager = app.manager().await;
    let rows = app.rows().await;
    let refused = async |field: &str, value: Value| {
        let body = json!({ field: value });
        manager.patch(&event(), &body).await.names(field)
    };
    refused("title", json!(" ")).await;
    refused("title", json!("x".repeat(121))).await;
    refused("title", Value::Null).await;
    refused("time_zone", json!("Mars/Olympus")).await;
    refused("time_zone", Value::Null).await;
    refused("default_language", json!("tlh")).await;
    refused("opens_at", json!("tomorrow")).await;
    refused("capacity", json!(0)).await;
    refused("capacity", json!(-1)).await;
    refused("product_link", json!("javascript:alert(1)")).await;
    refused("accent", json!("red")).await;
    refused("accent", json!("#b8321c;}")).await;
    refused("logo", json!("not base64!")).await;
    refused("logo", json!("R0lGODlh")).await;
    refused("slug", json!("another")).await;
    // The event opens two hours before noon, and keeps that when only its end is moved.
    refused("closes_at", json!(at(-7_200))).await;
    assert_eq!(app.rows().await, rows);
    app.stop().await;
}

#[tokio::test]
async fn a_later_opening_moves_the_countdown_of_an_open_page() {
    use lineside::domain::event::EventKind;

    let app = TestApp::empty().await;
    app.create(SLUG, EventKind::Queue, true).await;
    let manager = app.manager().await;
    manager
        .patch(&event(), &json!({ "opens_at": at(3_600) }))
        .await
        .expect(200);
    let mut stream = app.shopper().open_stream(Some(app.publish().await)).await;
    assert!(stream.frame().await.retry.is_some());
    manager
        .patch(&event(), &json!({ "opens_at": at(7_200) }))
        .await
        .expect(200);
    let mut moved = String::new();
    while !moved.contains("14:00:00Z") {
        moved = stream.frame().await.data;
    }
    app.stop().await;
}
