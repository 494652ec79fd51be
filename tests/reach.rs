//! Who comes across an event, in which languages, and who may embed it.

use lineside::domain::event::{EventKind, Phase};
use lineside::domain::locale::Locale;
use serde_json::{Value, json};

use crate::support::roles::{api, event};
use crate::support::{Document, SLUG, Stream, TestApp};

async fn edit(app: &TestApp, body: &Value) {
    app.manager().await.patch(&event(), body).await.expect(200);
}

async fn page(app: &TestApp, address: &str) -> Document {
    Document::parse(&app.shopper().get(address).await.expect(200).text())
}

#[tokio::test]
async fn an_unlisted_event_is_found_by_its_address_and_nowhere_else() {
    let app = TestApp::start().await;
    app.create("autumn-drop", EventKind::Draw, true).await;
    edit(&app, &json!({ "listing": "unlisted" })).await;

    let shopper = app.shopper();
    let list = shopper.get("/api/v1/events").await.expect(200).text();
    assert!(
        list.contains("autumn-drop") && !list.contains(SLUG),
        "{list}"
    );
    // The other one is the only one on the list now, and so the front page.
    let front = shopper.get("/").await.expect(307);
    assert_eq!(front.header("location"), "/e/autumn-drop");
    let unlisted = shopper.status_page().await;
    assert_eq!(
        unlisted.attribute("meta[name=robots]", "content"),
        "noindex"
    );
    assert_eq!(
        page(&app, "/e/autumn-drop")
            .await
            .count("meta[name=robots]"),
        0
    );
    shopper.get(&event()).await.expect(200);

    edit(&app, &json!({ "listing": "public" })).await;
    let list = shopper.get("/api/v1/events").await.expect(200).text();
    assert!(list.contains(SLUG), "{list}");
    assert_eq!(shopper.status_page().await.count("meta[name=robots]"), 0);
    app.stop().await;
}

#[tokio::test]
async fn a_page_offers_the_languages_of_its_event_and_no_other() {
    let app = TestApp::start().await;
    edit(&app, &json!({ "languages": ["fr", "en"] })).await;
    let english = app.shopper().status_page().await;
    assert_eq!(english.text(".languages"), "English Français");
    for locale in Locale::ALL {
        let offered = usize::from([Locale::En, Locale::Fr].contains(&locale));
        let link = format!("link[hreflang={}]", locale.tag());
        assert_eq!(english.count(&link), offered, "{locale:?}");
    }
    // One that is not offered leads to the event's own, as a mistyped one does.
    let german = app.shopper().get(&format!("/e/{SLUG}?lang=de")).await;
    let mistyped = app.shopper().get(&format!("/e/{SLUG}?lang=tlh")).await;
    assert_eq!(german.expect(200).body, mistyped.expect(200).body);
    let feed = format!("/e/{SLUG}/feed.json?lang=de");
    let feed = app.shopper().get(&feed).await.expect(200).json();
    assert_eq!(feed["language"], "en");
    let refused = app.shopper().get(&format!("{}?lang=de", event())).await;
    let told = refused.names("lang");
    assert_eq!(told, "the event is published in en, fr");
    let wait = app.shopper().get(&api("wait?position=7&lang=de")).await;
    wait.names("lang");

    edit(&app, &json!({ "languages": ["en"] })).await;
    let alone = app.shopper().status_page().await;
    assert_eq!(alone.count(".languages"), 0);
    app.stop().await;
}

#[tokio::test]
async fn the_language_an_event_speaks_first_is_always_among_its_languages() {
    let app = TestApp::start().await;
    let manager = app.manager().await;
    let rows = app.rows().await;
    for body in [
        json!({ "languages": ["de", "fr"] }),
        json!({ "languages": ["en"], "default_language": "ja" }),
        json!({ "languages": [] }),
        json!({ "languages": null }),
    ] {
        manager.patch(&event(), &body).await.names("languages");
    }
    let unknown = json!({ "languages": ["en", "tlh"] });
    manager
        .patch(&event(), &unknown)
        .await
        .names("languages[1]");
    assert_eq!(app.rows().await, rows);
    edit(
        &app,
        &json!({ "languages": ["ja"], "default_language": "ja" }),
    )
    .await;
    let own = app.shopper().status_page().await;
    assert_eq!(own.attribute("html", "lang"), "ja");
    app.stop().await;
}

#[tokio::test]
async fn whoever_follows_a_language_that_is_taken_away_is_sent_the_whole_page_in_another() {
    let app = TestApp::start().await;
    let shopper = app.shopper();
    let stream = format!("/e/{SLUG}/stream?lang=fr&rev={}", app.publish().await);
    let mut stream = Stream::open(&shopper, &stream).await;
    assert!(stream.frame().await.retry.is_some());
    edit(&app, &json!({ "languages": ["en", "de"] })).await;
    let regions: Vec<_> = stream.frames(9).await;
    let state = regions.iter().find(|frame| frame.name() == "state");
    let state = state.expect("the state").html();
    assert!(state.contains("The line is moving"), "{state}");
    app.stop().await;
}

#[tokio::test]
async fn origins_are_kept_as_browsers_write_them_and_refused_by_their_place() {
    let app = TestApp::start().await;
    let manager = app.manager().await;
    let origins = json!([
        "https://Shop.example:443",
        "http://localhost:8080",
        "https://shop.example"
    ]);
    edit(&app, &json!({ "embed_origins": origins })).await;
    let stored = async || {
        let mut tx = app.services.store.read().await.unwrap();
        let events = tx.list_events().await.unwrap();
        json!(events[0].embed_origins)
    };
    assert_eq!(
        stored().await,
        json!(["https://shop.example", "http://localhost:8080"])
    );

    let rows = app.rows().await;
    let wrong = json!({ "embed_origins": ["https://shop.example", "https://shop.example/"] });
    let said = manager
        .patch(&event(), &wrong)
        .await
        .names("embed_origins[1]");
    assert!(said.contains("nothing after"), "{said}");
    let many: Vec<_> = (0..21).map(|i| format!("https://a{i}.example")).collect();
    let many = json!({ "embed_origins": many });
    manager.patch(&event(), &many).await.names("embed_origins");
    assert_eq!(app.rows().await, rows);

    edit(&app, &json!({ "embed_origins": null })).await;
    assert_eq!(stored().await, json!([]));
    // What is public stays readable by everyone: the list is about embedding.
    let widget = app.shopper().get(&format!("/e/{SLUG}/widget.json")).await;
    assert_eq!(
        widget.expect(200).header("access-control-allow-origin"),
        "*"
    );
    app.stop().await;
}

#[tokio::test]
async fn nobody_makes_an_event_a_rehearsal_by_editing_it() {
    let app = TestApp::start().await;
    let manager = app.manager().await;
    for listing in [json!("rehearsal"), json!("secret"), json!(null)] {
        let body = json!({ "listing": listing });
        manager.patch(&event(), &body).await.names("listing");
    }
    app.move_to(SLUG, &[Phase::Ended]).await;
    app.shopper().get(&event()).await.expect(200);
    app.stop().await;
}
