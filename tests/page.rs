//! What a shopper reads: complete without script, the same facts by every way, and nothing rendered for a view.

use serde_json::{Value, json};

use crate::support::roles::{api, at};
use crate::support::{Client, SLUG, TestApp, fragment};

/// An open event about which everything has been said that can be said.
async fn told(app: &TestApp) -> Client {
    app.feed().await.send_line(9_740, 600).await;
    let operator = app.operator().await;
    operator.post_message("Doors are open.").await;
    operator
        .open_incident("Payments are slow", "Some banks answer late.")
        .await;
    let shoe = json!({ "title": "Sneaker", "variant": "42", "level": "low", "remaining": 3 });
    operator.set_stock("SNK-42", &shoe).await.expect(200);
    operator
}

#[tokio::test]
async fn the_page_says_everything_without_script() {
    let app = TestApp::start().await;
    told(&app).await;

    let page = app.shopper().status_page().await;
    assert_eq!(page.text("head > title"), "It's very busy · Spring drop");
    assert_eq!(page.text("h1"), "It's very busy");
    let wait = app.shopper().facts().await["wait"]["text"].to_string();
    let figure = page.text("[data-region=wait] .figure");
    assert!(
        !figure.is_empty() && wait.contains(&figure),
        "{figure} {wait}"
    );
    let facts = page.text("[data-region=facts]");
    assert!(facts.contains("about 9,740 of 30,000 places"), "{facts}");
    assert!(facts.contains("600 a minute"), "{facts}");
    assert!(page.text("[data-region=news]").contains("Doors are open."));
    let stock = page.text("[data-region=stock]");
    assert!(stock.contains("Sneaker, 42 Only 3 left"), "{stock}");
    let issues = page.text("[data-region=issues]");
    assert!(issues.contains("Payments are slow"), "{issues}");
    assert!(issues.contains("Some banks answer late."), "{issues}");
    let fresh = page.text("[data-region=fresh]");
    assert_eq!(fresh, "Live · measured 13:00 CET");
    app.stop().await;
}

#[tokio::test]
async fn a_slash_too_many_leads_to_the_page_in_the_same_language() {
    let app = TestApp::start().await;
    for (typed, page) in [("", ""), ("?lang=de&x=1", "?lang=de")] {
        let answer = app.shopper().get(&format!("/e/{SLUG}/{typed}")).await;
        let answer = answer.expect(308);
        assert_eq!(answer.header("location"), format!("/e/{SLUG}{page}"));
    }
    app.stop().await;
}

#[tokio::test]
async fn nothing_on_the_page_is_inline_or_from_elsewhere() {
    let app = TestApp::start().await;
    told(&app).await;

    let page = app.shopper().status_page().await;
    assert_eq!(page.count("script:not([src])"), 0);
    assert_eq!(page.count("style, [style], iframe, [onclick]"), 0);
    for (element, attribute) in [("script", "src"), ("link[rel=stylesheet]", "href")] {
        let address = page.attribute(element, attribute);
        assert!(address.starts_with("/assets/"), "{address}");
    }
    let canonical = page.attribute("link[rel=canonical]", "href");
    assert_eq!(canonical, "https://status.example/e/spring-drop");
    app.stop().await;
}

#[tokio::test]
async fn what_an_operator_writes_is_text_and_never_markup() {
    let app = TestApp::start().await;
    let text = "<script>alert(1)</script><img src=x onerror=alert(1)> & \"more\" {item}";
    app.operator().await.post_message(text).await;

    let page = app.shopper().status_page().await;
    assert_eq!(page.text("[data-region=news] .text"), text);
    assert_eq!(
        page.count("[data-region=news] script, [data-region=news] img"),
        0
    );
    app.stop().await;
}

#[tokio::test]
async fn the_regions_for_polling_are_those_of_the_page() {
    let app = TestApp::start().await;
    told(&app).await;

    let page = app.shopper().status_page().await;
    let path = format!("/e/{SLUG}/regions");
    let polled = app.shopper().get(&path).await.expect(200).json();
    assert_eq!(
        polled["revision"].to_string(),
        page.attribute("body", "data-revision")
    );
    assert_eq!(polled["as_of"], json!(at(0)));
    let regions = polled["regions"].as_object().unwrap();
    assert_eq!(regions.len(), page.count("[data-region]"));
    for (name, html) in regions {
        assert_eq!(
            fragment(html.as_str().unwrap()),
            page.region(name),
            "{name}"
        );
    }
    app.stop().await;
}

#[tokio::test]
async fn page_json_and_widget_tell_the_same() {
    let app = TestApp::start().await;
    told(&app).await;

    let shopper = app.shopper();
    let page = shopper.status_page().await;
    let facts = shopper.facts().await;
    let path = format!("/e/{SLUG}/widget.json");
    let widget = shopper.get(&path).await.expect(200).json();
    assert_eq!(widget["title"], page.text("h1"));
    assert_eq!(widget["wait"], facts["wait"]["text"]);
    assert_eq!(widget["message"], facts["messages"][0]["text"]);
    let description = page.attribute("meta[name=description]", "content");
    assert!(
        description.contains(widget["wait"].as_str().unwrap()),
        "{description}"
    );
    app.stop().await;
}

#[tokio::test]
async fn a_page_view_renders_nothing() {
    let app = TestApp::start().await;
    told(&app).await;
    // Whatever was delivered and not yet looked at is rendered now.
    app.publish().await;

    let before = app.services.live.renders();
    for _ in 0..10 {
        for path in ["", "/regions", "/widget.json", "/widget.json?item=SNK-42"] {
            app.shopper()
                .get(&format!("/e/{SLUG}{path}"))
                .await
                .expect(200);
        }
        app.shopper().facts().await;
    }
    assert_eq!(app.services.live.renders(), before);

    let (_, revision) = app.operator().await.post_message("One version more.").await;
    assert_eq!(app.services.live.renders(), before + 1);
    assert_eq!(app.channel().snapshot().revision.get(), revision);
    app.stop().await;
}

#[tokio::test]
async fn a_resolved_issue_is_told_whole_on_request_and_a_day_later_no_more() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let (id, _) = operator.open_incident("Slow", "We look into it.").await;
    operator
        .update_incident(&id, "resolved", "All is well.")
        .await
        .expect(201);

    let page = app.shopper().status_page().await;
    assert!(page.text("[data-region=issues] summary").contains("Slow"));
    let issues = page.text("[data-region=issues] details");
    assert!(
        issues.contains("All is well.") && issues.contains("We look into it."),
        "{issues}"
    );
    let story = app.shopper().facts().await["incidents"][0]["updates"].clone();
    assert_eq!(story.as_array().map(Vec::len), Some(2), "{story}");

    app.pass_seconds(86_401).await;
    let facts = app.shopper().facts().await;
    assert_eq!(facts["incidents"], Value::Array(vec![]));
    app.stop().await;
}

#[tokio::test]
async fn the_newest_message_stands_first_even_within_one_millisecond() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    for i in 0..8 {
        operator.post_message(&format!("Message {i}")).await;
    }
    let facts = app.shopper().facts().await;
    let texts: Vec<_> = facts["messages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|m| m["text"].clone())
        .collect();
    let expected: Vec<_> = (0..8)
        .rev()
        .map(|i| json!(format!("Message {i}")))
        .collect();
    assert_eq!(texts, expected);
    app.stop().await;
}

#[tokio::test]
async fn a_broken_promise_is_marked_until_somebody_speaks_again() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let body = json!({ "text": { "en": "Back soon." }, "next_update_by": at(600) });
    operator.post(&api("messages"), &body).await.expect(201);
    let overdue = "[data-region=news] .overdue";
    assert_eq!(app.shopper().status_page().await.count(overdue), 0);

    app.pass_seconds(601).await;
    assert_eq!(app.shopper().status_page().await.count(overdue), 1);

    operator.post_message("We are back.").await;
    assert_eq!(app.shopper().status_page().await.count(overdue), 0);
    app.stop().await;
}
