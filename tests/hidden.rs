//! What nobody may see: drafts look exactly like events that do not exist.

use lineside::domain::event::{EventKind, Phase};
use lineside::domain::operator::Actor;
use lineside::domain::who::Who;
use lineside::service::reports;
use lineside::web::routes::Route;
use lineside::web::table::table;
use reqwest::Method;
use serde_json::json;

use crate::support::app::slug;
use crate::support::roles::event;
use crate::support::{SLUG, TestApp, within};

/// Every public address of an event: from the table of routes, and with what may be asked for.
pub fn addresses(slug: &str) -> Vec<String> {
    let public = |route: &Route| {
        let reads = route.method == Some(Method::GET) && route.who == Who::Everyone;
        reads && route.path.contains("{slug}")
    };
    let address = |route: Route| {
        let question = match route.path.rsplit('/').next() {
            Some("wait") => "?position=1",
            Some("history") => "?metric=wait",
            _ => "",
        };
        let path = route.path.replace("{stylesheet}", "style.0.css");
        format!("{}{question}", path.replace("{slug}", slug))
    };
    let asked = [
        format!("/e/{slug}?position=1"),
        format!("/e/{slug}/widget.json?item=SNK-42"),
    ];
    table()
        .into_iter()
        .filter(public)
        .map(address)
        .chain(asked)
        .collect()
}

#[tokio::test]
async fn search_engines_are_told_to_forget_every_address_of_an_unlisted_event() {
    let app = TestApp::start().await;
    app.move_to(SLUG, &[Phase::Ended]).await;
    let published = reports::publish(&app.services, &Actor::Console, &slug(SLUG)).await;
    published.unwrap();
    let noindex = async |address: &str| {
        let request = app.shopper().request(Method::GET, address).send();
        let answer = within("the head of an answer", request).await.unwrap();
        let told = answer.headers().get("x-robots-tag").cloned();
        let there = answer.error_for_status().is_ok();
        there.then(|| told.is_some_and(|told| told == "noindex"))
    };
    for address in addresses(SLUG) {
        assert_ne!(noindex(&address).await, Some(true), "{address}");
    }
    let listing = json!({ "listing": "unlisted" });
    let manager = app.manager().await;
    manager.patch(&event(), &listing).await.expect(200);
    let mut told = 0;
    for address in addresses(SLUG) {
        // The page says so in its head.
        if !address.starts_with(&format!("/e/{SLUG}?")) && address != format!("/e/{SLUG}") {
            let noindex = noindex(&address).await;
            assert_ne!(noindex, Some(false), "{address}");
            told += u32::from(noindex == Some(true));
        }
    }
    // What is not there (an item, a calendar without times ahead) has nothing to forget.
    assert!(told >= 13, "{told}");
    app.stop().await;
}

#[tokio::test]
async fn a_draft_and_an_unknown_slug_are_equally_unknown_everywhere() {
    let app = TestApp::empty().await;
    app.create("secret-drop", EventKind::Queue, false).await;
    let shopper = app.shopper();
    let pairs = addresses("secret-drop").into_iter();
    for (draft, unknown) in pairs.zip(addresses("no-such-drop")) {
        let mut draft = shopper.get(&draft).await.problem(404);
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
