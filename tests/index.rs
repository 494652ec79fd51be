//! The list of public events, for people and machines.

use lineside::domain::event::EventKind;
use serde_json::json;

use crate::support::{Document, TestApp};

#[tokio::test]
async fn a_single_public_event_is_the_front_page_and_several_are_a_list() {
    let app = TestApp::start().await;
    let shopper = app.shopper();
    let front = shopper.get("/").await.expect(307);
    assert_eq!(front.header("location"), "/e/spring-drop");

    app.create("autumn-drop", EventKind::Draw, true).await;
    app.create("secret-drop", EventKind::Queue, false).await;
    let list = Document::parse(&shopper.get("/").await.expect(200).text());
    assert_eq!(list.count("ul.events > li"), 2);
    assert_eq!(list.count("a[href='/e/spring-drop']"), 1);
    assert_eq!(list.count("a[href='/e/autumn-drop']"), 1);

    let json = shopper.get("/api/v1/events").await.expect(200).json();
    let mut slugs: Vec<_> = json["events"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| &e["slug"])
        .collect();
    slugs.sort_by_key(ToString::to_string);
    assert_eq!(slugs, ["autumn-drop", "spring-drop"]);
    app.stop().await;
}

#[tokio::test]
async fn an_installation_without_events_says_so() {
    let app = TestApp::empty().await;
    let front = app.shopper().get("/").await.expect(200);
    let front = Document::parse(&front.text());
    assert!(front.text("main").contains("no public event"));
    let list = app.shopper().get("/api/v1/events").await.expect(200).json();
    assert_eq!(list, json!({ "events": [] }));
    app.stop().await;
}
