//! What merchants embed.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::client::send;
use crate::support::roles::{at, event};
use crate::support::{Answer, SLUG, TestApp};

async fn widget(app: &TestApp, query: &str) -> Value {
    let path = format!("/e/{SLUG}/widget.json{query}");
    app.shopper().get(&path).await.expect(200).json()
}

#[tokio::test]
async fn the_widget_is_small_and_already_worded() {
    let app = TestApp::start().await;
    app.feed().await.send_line(9_740, 600).await;
    app.operator().await.post_message("Doors are open.").await;

    let wait = app.shopper().facts().await["wait"]["text"].clone();
    assert!(wait.is_string());
    let expected = json!({
        "v": 1, "phase": "open", "tone": "busy", "title": "It's very busy", "wait": wait,
        "message": "Doors are open.", "item": null, "as_of": at(0), "stale_after_s": 80, "poll_s": 15,
        "url": "https://status.example/e/spring-drop",
    });
    assert_eq!(widget(&app, "").await, expected);
    app.stop().await;
}

#[tokio::test]
async fn an_item_comes_with_its_level_in_words() {
    let app = TestApp::start().await;
    let shoe = json!({ "title": "Sneaker", "variant": "42", "remaining": 3 });
    app.operator()
        .await
        .set_stock("SNK-42", &shoe)
        .await
        .expect(200);

    let item = json!({ "sku": "SNK-42", "level": "low", "label": "Only 3 left" });
    assert_eq!(widget(&app, "?item=SNK-42").await["item"], item);
    assert_eq!(widget(&app, "?item=").await["item"], Value::Null);
    app.stop().await;
}

#[tokio::test]
async fn an_item_that_the_event_does_not_have_is_not_found() {
    let app = TestApp::start().await;
    for item in ["SNK-43", "a%20b", "..", "%3Cscript%3E", "%FF"] {
        let path = format!("/e/{SLUG}/widget.json?item={item}");
        let status = app.shopper().get(&path).await.status;
        assert!(matches!(status, 400 | 404), "{item}: {status}");
    }
    app.stop().await;
}

#[tokio::test]
async fn where_sites_are_listed_no_other_site_reads_the_widget() {
    let app = TestApp::start().await;
    let path = format!("/e/{SLUG}/widget.json");
    let from = async |site: &str| app.shopper().get_with(&path, "origin", site).await;
    let open = from("https://any.example").await.expect(200);
    assert_eq!(open.header("access-control-allow-origin"), "*");
    let varies = |answer: &Answer| {
        let vary = answer.headers.get_all("vary").iter();
        vary.filter(|value| value.as_bytes() == b"origin").count()
    };
    assert_eq!(varies(&open), 0);

    let sites = json!({ "embed_origins": ["https://shop.example", "https://b.example:8443"] });
    app.manager()
        .await
        .patch(&event(), &sites)
        .await
        .expect(200);
    for site in ["https://shop.example", "https://b.example:8443"] {
        let answer = from(site).await.expect(200);
        assert_eq!(answer.header("access-control-allow-origin"), site);
        assert_eq!(varies(&answer), 1);
        let tag = answer.header("etag").to_owned();
        let again = app.shopper().request(Method::GET, &path);
        let again = again.header("origin", site).header("if-none-match", tag);
        let again = send(again).await.expect(304);
        assert_eq!(again.header("access-control-allow-origin"), site);
        assert_eq!(varies(&again), 1);
    }
    for site in [
        "https://shop.example.evil.example",
        "https://b.example",
        "null",
    ] {
        let refused = from(site).await;
        assert_eq!(varies(&refused), 1);
        refused.problem(403);
    }
    // Whoever is no site at all reads it, as they read the page.
    let plain = app.shopper().get(&path).await.expect(200);
    assert_eq!(plain.header("access-control-allow-origin"), "");
    assert_eq!(varies(&plain), 1);
    app.stop().await;
}

#[tokio::test]
async fn without_a_known_wait_there_is_none_to_show() {
    let app = TestApp::start().await;
    assert_eq!(widget(&app, "").await["wait"], Value::Null);
    app.stop().await;
}
