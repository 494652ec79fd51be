//! Statuspage's API v2 as programs fetch it. Shapes are held by `live/statuspage` and, with a client of other people, by
//! `end2end/statuspage.spec.js`.

use reqwest::Method;

use crate::support::client::send;
use crate::support::{Answer, SLUG, TestApp};

async fn fetch(app: &TestApp, what: &str) -> Answer {
    app.shopper().get(&format!("/e/{SLUG}/api/v2/{what}")).await
}

#[tokio::test]
async fn a_monitor_finds_it_below_the_address_of_the_page_with_one_slash_or_two() {
    let app = TestApp::start().await;
    let summary = fetch(&app, "summary.json").await.expect(200);
    assert_eq!(
        summary.header("content-type"),
        "application/json; charset=utf-8"
    );
    assert_eq!(summary.header("access-control-allow-origin"), "*");
    let page = &summary.json()["page"];
    assert_eq!(page["url"], format!("https://status.example/e/{SLUG}"));
    let doubled = format!("/e/{SLUG}//api/v2///summary.json");
    let doubled = app.shopper().get(&doubled).await.expect(200);
    assert_eq!(doubled.text(), summary.text());
    app.stop().await;
}

#[tokio::test]
async fn what_has_not_changed_is_not_sent_again() {
    let app = TestApp::start().await;
    let feed = app.feed().await;
    feed.send_line(1_180, 290).await;
    let tag = fetch(&app, "status.json")
        .await
        .expect(200)
        .header("etag")
        .to_owned();
    // The line moves, and nothing of the status with it.
    app.clock.advance_seconds(5);
    feed.send_line(1_100, 290).await;
    let path = format!("/e/{SLUG}/api/v2/status.json");
    let again = app.shopper().get_with(&path, "if-none-match", &tag).await;
    again.expect(304);
    let head = app.shopper().head(&path).await.expect(200);
    assert_eq!(head.header("etag"), tag);
    app.stop().await;
}

#[tokio::test]
async fn other_methods_and_other_paths_are_refused() {
    let app = TestApp::start().await;
    fetch(&app, "subscribers.json").await.problem(404);
    app.shopper()
        .get("/e/nobody/api/v2/status.json")
        .await
        .problem(404);
    let path = format!("/e/{SLUG}/api/v2/status.json");
    app.shopper()
        .post(&path, &serde_json::json!({}))
        .await
        .problem(405);
    let asked = send(app.shopper().request(Method::OPTIONS, &path))
        .await
        .expect(204);
    assert_eq!(asked.header("access-control-allow-methods"), "GET, HEAD");
    app.stop().await;
}

#[tokio::test]
async fn an_operators_pause_is_maintenance_of_the_waiting_room() {
    let app = TestApp::start().await;
    let status = fetch(&app, "status.json").await.json();
    assert_eq!(status["status"]["description"], "All Systems Operational");
    app.move_to(SLUG, &[lineside::domain::event::Phase::Paused])
        .await;
    app.publish().await;
    let summary = fetch(&app, "summary.json").await.json();
    assert_eq!(summary["status"]["indicator"], "maintenance");
    assert_eq!(summary["x_event"]["phase"], "paused");
    let parts = summary["components"].as_array().unwrap();
    let room = parts
        .iter()
        .find(|part| part["name"] == "Waiting room")
        .unwrap();
    assert_eq!(room["status"], "under_maintenance");
    app.stop().await;
}
