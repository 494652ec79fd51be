//! What nobody may see: drafts look exactly like events that do not exist.

use lineside::domain::event::{EventKind, Phase};

use crate::support::{SLUG, TestApp};

/// Every public address of an event.
pub fn addresses(slug: &str) -> [String; 14] {
    [
        format!("/e/{slug}"),
        format!("/e/{slug}/"),
        format!("/e/{slug}/regions"),
        format!("/e/{slug}/stream"),
        format!("/e/{slug}/widget.json"),
        format!("/e/{slug}/feed.atom"),
        format!("/e/{slug}/feed.json"),
        format!("/e/{slug}/calendar.ics"),
        format!("/e/{slug}/card.png"),
        format!("/e/{slug}/widget.json?item=SNK-42"),
        format!("/api/v1/events/{slug}"),
        format!("/e/{slug}?position=1"),
        format!("/api/v1/events/{slug}/wait?position=1"),
        format!("/api/v1/events/{slug}/history?metric=wait"),
    ]
}

#[tokio::test]
async fn a_draft_and_an_unknown_slug_are_equally_unknown_everywhere() {
    let app = TestApp::empty().await;
    app.create("secret-drop", EventKind::Queue, false).await;
    let shopper = app.shopper();
    for (draft, unknown) in addresses("secret-drop")
        .iter()
        .zip(addresses("no-such-drop"))
    {
        let mut draft = shopper.get(draft).await.problem(404);
        let mut unknown = shopper.get(&unknown).await.problem(404);
        draft["request_id"].take();
        unknown["request_id"].take();
        assert_eq!(draft, unknown);
    }
    app.stop().await;
}

#[tokio::test]
async fn a_draft_is_on_no_list() {
    let app = TestApp::start().await;
    app.create("secret-drop", EventKind::Queue, false).await;
    let list = app.shopper().get("/api/v1/events").await.text();
    assert!(!list.contains("secret-drop"), "{list}");
    // The public one is still the only one, and so the front page.
    app.shopper().get("/").await.expect(307);
    app.stop().await;
}

#[tokio::test]
async fn a_draft_made_public_appears_and_one_taken_back_disappears() {
    let app = TestApp::empty().await;
    app.create(SLUG, EventKind::Queue, false).await;
    let page = format!("/e/{SLUG}");
    app.shopper().get(&page).await.expect(404);

    app.move_to(SLUG, &[Phase::Scheduled]).await;
    app.shopper().get(&page).await.expect(200);
    let mut stream = app.shopper().open_stream(None).await;
    assert!(stream.frame().await.retry.is_some());

    app.move_to(SLUG, &[Phase::Draft]).await;
    for address in addresses(SLUG) {
        app.shopper().get(&address).await.expect(404);
    }
    // Whoever was looking sees what was public, then the end.
    while let Some(frame) = stream.next().await {
        assert!(!frame.data.contains("draft"), "{frame:?}");
    }
    app.stop().await;
}

#[tokio::test]
async fn a_person_gets_a_page_with_a_way_back_and_a_machine_a_problem() {
    let app = TestApp::empty().await;
    let shopper = app.shopper();
    let person = shopper
        .get_with("/e/no-such-drop", "accept", "text/html")
        .await
        .expect(404);
    assert!(person.header("content-type").starts_with("text/html"));
    assert_eq!(person.header("cache-control"), "no-store");
    let page = crate::support::Document::parse(&person.text());
    assert_eq!(page.attribute("a.action", "href"), "/");

    shopper
        .get_with("/api/v1/events/no-such-drop", "accept", "text/html")
        .await
        .problem(404);
    shopper.get("/no/such/page").await.problem(404);
    app.stop().await;
}
