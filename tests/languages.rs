//! Six languages: the page's own words, the operators' texts, and the ways from one to another.

use lineside::domain::event::EventKind;
use lineside::domain::locale::Locale;
use serde_json::json;

use crate::support::roles::api;
use crate::support::{Document, Stream, TestApp};

async fn page(app: &TestApp, address: &str) -> Document {
    Document::parse(&app.shopper().get(address).await.expect(200).text())
}

#[tokio::test]
async fn the_page_speaks_the_language_of_its_address() {
    let app = TestApp::start().await;
    app.feed().await.send_line(9_740, 600).await;
    app.publish().await;
    let titles = [
        (Locale::En, "It's very busy"),
        (Locale::De, "Es ist sehr voll"),
        (Locale::Fr, "Il y a beaucoup de monde"),
        (Locale::Es, "Hay muchísima gente"),
        (Locale::Ja, "大変混み合っています"),
        (Locale::Ar, "الازدحام شديد"),
    ];
    for (locale, title) in titles {
        let page = page(&app, &format!("/e/spring-drop?lang={}", locale.tag())).await;
        assert_eq!(page.text("h1"), title);
        assert_eq!(page.attribute("html", "lang"), locale.tag());
        assert_eq!(page.attribute("html", "dir"), locale.direction());
        assert_eq!(page.attribute("body", "data-lang"), locale.tag());
        let current = page.attribute(".languages [aria-current]", "lang");
        assert_eq!(current, locale.tag());
    }
    let german = page(&app, "/e/spring-drop?lang=de").await;
    let facts = german.text("[data-region=facts]");
    assert!(facts.contains("etwa 9.740 von 30.000 Plätzen"), "{facts}");
    app.stop().await;
}

#[tokio::test]
async fn without_a_language_or_with_a_mistyped_one_the_event_speaks_its_own() {
    let app = TestApp::start().await;
    for address in [
        "/e/spring-drop",
        "/e/spring-drop?lang=",
        "/e/spring-drop?lang=tlh",
    ] {
        let page = page(&app, address).await;
        assert_eq!(page.attribute("html", "lang"), "en");
    }
    // A machine that asks for a language there is not is told so.
    let refused = app
        .shopper()
        .get("/api/v1/events/spring-drop?lang=tlh")
        .await
        .problem(422);
    assert_eq!(refused["errors"][0]["field"], "lang");
    app.stop().await;
}

#[tokio::test]
async fn every_page_names_its_other_languages() {
    let app = TestApp::start().await;
    let page = page(&app, "/e/spring-drop?lang=fr").await;
    let own = "https://status.example/e/spring-drop";
    let canonical = page.attribute("link[rel=canonical]", "href");
    assert_eq!(canonical, format!("{own}?lang=fr"));
    for locale in Locale::ALL {
        let tag = locale.tag();
        let address = page.attribute(&format!("link[hreflang={tag}]"), "href");
        let expected = match locale {
            Locale::En => own.to_owned(),
            _ => format!("{own}?lang={tag}"),
        };
        assert_eq!(address, expected);
        let link = page.attribute(&format!(".languages a[lang={tag}]"), "href");
        assert_eq!(link, format!("?lang={tag}"));
    }
    assert_eq!(page.attribute("link[hreflang=x-default]", "href"), own);
    app.stop().await;
}

#[tokio::test]
async fn a_text_that_is_not_in_the_readers_language_is_marked_with_its_own() {
    let app = TestApp::start().await;
    let text = json!({ "en": "Doors are open.", "fr": "Les portes sont ouvertes." });
    let body = json!({ "text": text, "severity": "notice" });
    let operator = app.operator().await;
    operator.post(&api("messages"), &body).await.expect(201);

    let french = page(&app, "/e/spring-drop?lang=fr").await;
    assert_eq!(french.text(".news .text"), "Les portes sont ouvertes.");
    assert_eq!(french.attribute(".news .text", "lang"), "");
    let arabic = page(&app, "/e/spring-drop?lang=ar").await;
    assert_eq!(arabic.text(".news .text"), "Doors are open.");
    assert_eq!(arabic.attribute(".news .text", "lang"), "en");
    assert_eq!(arabic.attribute(".news .text", "dir"), "ltr");
    app.stop().await;
}

#[tokio::test]
async fn streams_regions_and_widgets_speak_the_language_they_are_asked_for() {
    let app = TestApp::start().await;
    let shopper = app.shopper();
    let regions = shopper
        .get("/e/spring-drop/regions?lang=de")
        .await
        .expect(200);
    let regions = regions.json();
    let state = regions["regions"]["state"].as_str().unwrap();
    assert!(state.contains("Die Schlange bewegt sich"), "{state}");
    let widget = shopper.get("/e/spring-drop/widget.json?lang=es").await;
    assert_eq!(widget.expect(200).json()["title"], "La fila avanza");
    let facts = shopper
        .get("/api/v1/events/spring-drop?lang=ja")
        .await
        .expect(200)
        .json();
    assert_eq!(
        facts["wait"]["text"],
        "待ち時間を計測しています。まもなく表示されます。"
    );

    let mut stream = Stream::open(&shopper, "/e/spring-drop/stream?lang=fr").await;
    let state = loop {
        let frame = stream.frame().await;
        if frame.retry.is_none() && frame.name() == "state" {
            break frame.html();
        }
    };
    assert!(state.contains("La file avance"), "{state}");
    app.stop().await;
}

#[tokio::test]
async fn the_list_of_events_and_what_goes_wrong_speak_six_languages_too() {
    let app = TestApp::start().await;
    app.create("autumn-drop", EventKind::Draw, true).await;
    let list = page(&app, "/?lang=de").await;
    assert_eq!(list.text("h1"), "Veranstaltungen");
    assert_eq!(list.count("a[href='/e/autumn-drop?lang=de']"), 1);
    let missing = "/e/none?lang=ja";
    let missing = app.shopper().get_with(missing, "accept", "text/html").await;
    let missing = Document::parse(&missing.expect(404).text());
    assert_eq!(missing.text("h1"), "このページはありません");
    assert_eq!(missing.attribute("a.action", "href"), "/?lang=ja");
    app.stop().await;
}
