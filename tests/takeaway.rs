//! Feeds, calendar and share card as programs of other people fetch them.

use lineside::domain::event::{EventKind, Phase};
use serde_json::{Value, json};

use crate::support::roles::{at, event};
use crate::support::{Answer, SLUG, TestApp, within};

async fn take(app: &TestApp, what: &str) -> Answer {
    app.shopper().get(&format!("/e/{SLUG}/{what}")).await
}

/// The card that is painted once the one with this tag is no longer the newest.
async fn card_after(app: &TestApp, tag: &str) -> Answer {
    let painting = async {
        loop {
            let card = take(app, "card.png").await.expect(200);
            if card.header("etag") != tag {
                return card;
            }
        }
    };
    within("another card", painting).await
}

/// Width and height as the head of a PNG has them (PNG 3rd edition, §11.2.1).
fn size_of(png: &[u8]) -> (u32, u32) {
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
    assert_eq!(&png[12..16], b"IHDR");
    let number = |from: usize| u32::from_be_bytes(png[from..from + 4].try_into().unwrap());
    (number(16), number(20))
}

#[tokio::test]
async fn a_feed_has_a_message_as_soon_as_the_page_has_it() {
    let app = TestApp::start().await;
    let (id, _) = app
        .operator()
        .await
        .post_message("Doors <open> & wide.")
        .await;
    let json = take(&app, "feed.json").await.expect(200);
    assert_eq!(json.header("content-type"), "application/feed+json");
    let newest = json.json()["items"][0].clone();
    assert_eq!(newest["id"], format!("urn:uuid:{id}"));
    assert_eq!(newest["content_text"], "Doors <open> & wide.");
    assert_eq!(
        newest["url"],
        format!("https://status.example/e/{SLUG}#m-{id}")
    );
    let atom = take(&app, "feed.atom").await.expect(200);
    assert_eq!(
        atom.header("content-type"),
        "application/atom+xml; charset=utf-8"
    );
    assert!(atom.text().contains("Doors &lt;open&gt; &amp; wide."));
    let page = app.shopper().status_page().await;
    assert_eq!(
        page.count(&format!("#m-{id}")),
        1,
        "the link leads somewhere"
    );
    app.stop().await;
}

#[tokio::test]
async fn a_feed_stays_the_same_while_only_figures_change() {
    let app = TestApp::start().await;
    let feed = app.feed().await;
    feed.send_line(1_180, 290).await;
    app.publish().await;
    let before = take(&app, "feed.atom").await;
    let facts = app.shopper().facts().await;
    app.pass_seconds(10).await;
    let next = json!({ "at": at(10), "queue_depth": 1_100, "admitted_total": 2_498 });
    feed.send_samples(&[next]).await.expect(202);
    app.publish().await;
    assert_ne!(app.shopper().facts().await["queue"], facts["queue"]);
    assert_eq!(take(&app, "feed.atom").await.body, before.body);
    app.stop().await;
}

#[tokio::test]
async fn a_feeds_entry_on_the_phase_changes_with_the_schedule_but_not_with_the_clock() {
    let app = TestApp::empty().await;
    app.create_without_times(SLUG).await;
    let manager = app.manager().await;
    let opens = |in_s| json!({ "opens_at": at(in_s) });
    let entry = async || {
        let mut feed = take(&app, "feed.json").await.expect(200).json();
        feed["items"][0].take()
    };
    manager.patch(&event(), &opens(3_600)).await.expect(200);
    let told = entry().await;
    assert!(told["title"].as_str().unwrap().contains("14:00"), "{told}");

    let title = app.shopper().status_page().await.text("h1");
    app.pass_seconds(7_200).await;
    app.publish().await;
    let late = app.shopper().status_page().await.text("h1");
    assert_ne!(late, title, "the page says that it is late");
    assert_eq!(entry().await, told);

    manager.patch(&event(), &opens(10_800)).await.expect(200);
    let moved = entry().await;
    assert_eq!(moved["id"], told["id"]);
    assert!(
        moved["title"].as_str().unwrap().contains("16:00"),
        "{moved}"
    );
    assert_eq!(moved["date_modified"], json!(at(7_200)));
    app.stop().await;
}

#[tokio::test]
async fn what_is_taken_along_speaks_the_language_of_its_address_or_that_of_the_event() {
    let app = TestApp::start().await;
    let language = async |query: &str| -> Value {
        let feed = take(&app, &format!("feed.json{query}")).await;
        feed.expect(200).json()["language"].take()
    };
    assert_eq!(language("?lang=ja").await, "ja");
    for mistyped in ["", "?lang=", "?lang=tlh"] {
        assert_eq!(language(mistyped).await, "en", "{mistyped}");
    }
    let atom = take(&app, "feed.atom?lang=ar").await.expect(200).text();
    assert!(atom.contains(r#"xml:lang="ar""#), "{atom}");
    let calendar = take(&app, "calendar.ics?lang=de").await.expect(200).text();
    assert!(
        calendar.contains("SUMMARY:Spring drop öffnet"),
        "{calendar}"
    );
    app.stop().await;
}

#[tokio::test]
async fn an_event_without_times_has_no_calendar_until_it_is_given_one() {
    let app = TestApp::empty().await;
    app.create_without_times(SLUG).await;
    take(&app, "calendar.ics").await.problem(404);
    let page = app.shopper().status_page().await;
    assert_eq!(page.count(".take-away a"), 2);
    let times = json!({ "opens_at": at(3_600) });
    app.manager()
        .await
        .patch(&event(), &times)
        .await
        .expect(200);
    let calendar = take(&app, "calendar.ics").await.expect(200).text();
    assert!(calendar.contains("DTSTART:20261123T130000Z"), "{calendar}");
    assert_eq!(app.shopper().status_page().await.count(".take-away a"), 3);
    app.stop().await;
}

#[tokio::test]
async fn a_calendar_remembers_what_it_told_before_a_restart() {
    let app = TestApp::empty().await;
    app.create(SLUG, EventKind::Queue, true).await;
    let manager = app.manager().await;
    for opens_at in [json!(at(3_600)), json!(at(7_200)), Value::Null] {
        let body = json!({ "opens_at": opens_at });
        manager.patch(&event(), &body).await.expect(200);
    }
    let told = take(&app, "calendar.ics").await.expect(200).text();
    for line in ["SEQUENCE:3", "STATUS:CANCELLED", "DTSTART:20261123T140000Z"] {
        assert!(told.contains(line), "{line} in {told}");
    }
    let app = app.restart().await;
    assert_eq!(take(&app, "calendar.ics").await.expect(200).text(), told);
    app.stop().await;
}

#[tokio::test]
async fn the_card_is_a_picture_of_the_state_and_changes_with_it() {
    let app = TestApp::start().await;
    let open = take(&app, "card.png").await.expect(200);
    assert_eq!(open.header("content-type"), "image/png");
    assert_eq!(size_of(&open.body), (1_200, 630));
    let tag = open.header("etag");
    let shopper = app.shopper();
    let path = format!("/e/{SLUG}/card.png");
    let known = shopper.get_with(&path, "if-none-match", tag).await;
    assert_eq!(known.expect(304).body, b"");

    app.move_to(SLUG, &[Phase::Paused]).await;
    let paused = card_after(&app, tag).await;
    assert_eq!(size_of(&paused.body), (1_200, 630));
    assert_ne!(paused.body, open.body);
    app.stop().await;
}

#[tokio::test]
async fn a_badge_is_a_picture_for_any_site_in_the_look_that_is_asked_for() {
    let app = TestApp::start().await;
    let badge = take(&app, "badge.svg").await.expect(200);
    assert_eq!(badge.header("content-type"), "image/svg+xml");
    assert_eq!(badge.header("cross-origin-resource-policy"), "cross-origin");
    assert!(
        badge
            .text()
            .contains("<title>Spring drop The line is moving")
    );
    let german = take(&app, "badge.svg?theme=dark&size=large&label=Status&lang=de").await;
    let german = german.expect(200).text();
    assert!(german.contains(r#"xml:lang="de""#) && german.contains(">Status</text>"));
    for (query, field) in [("theme=pink", "theme"), ("size=9", "size"), ("label=", "")] {
        let answer = take(&app, &format!("badge.svg?{query}")).await;
        if field.is_empty() {
            assert!(!answer.expect(200).text().contains("Spring drop"));
        } else {
            answer.names(field);
        }
    }
    let long = "x".repeat(61);
    take(&app, &format!("badge.svg?label={long}"))
        .await
        .names("label");
    app.stop().await;
}

#[tokio::test]
async fn the_head_tells_previews_and_feed_readers_where_to_look() {
    let app = TestApp::start().await;
    let page = app.shopper().status_page().await;
    let told =
        |property: &str| page.attribute(&format!("meta[property='og:{property}']"), "content");
    let own = format!("https://status.example/e/{SLUG}");
    assert_eq!(told("title"), page.text("title"));
    assert_eq!(told("title"), "The line is moving · Spring drop");
    assert_eq!(told("url"), own);
    assert_eq!(told("locale"), "en_GB");
    assert_eq!(
        (told("image:width"), told("image:height")),
        ("1200".to_owned(), "630".to_owned())
    );
    assert_eq!(told("image:alt"), told("description"));
    let image = told("image");
    assert!(image.starts_with(&format!("{own}/card.png?v=")), "{image}");
    for (kind, name) in [("atom+xml", "atom"), ("feed+json", "json")] {
        let feed = page.attribute(
            &format!("link[rel=alternate][type='application/{kind}']"),
            "href",
        );
        assert_eq!(feed, format!("{own}/feed.{name}"));
    }

    // Who shows previews keeps a picture under its address.
    app.move_to(SLUG, &[Phase::Paused]).await;
    let paused = app.shopper().status_page().await;
    assert_ne!(
        paused.attribute("meta[property='og:image']", "content"),
        image
    );
    assert_ne!(
        paused.attribute("link[rel=icon]", "href"),
        page.attribute("link[rel=icon]", "href")
    );
    app.stop().await;
}
