//! The whole page as it would be with a message, looked at from the composer.

use lineside::domain::event::EventKind;
use lineside::domain::operator::Role;
use serde_json::json;

use crate::desk_compose::{document, form, own_words, page, publish};
use crate::support::desk::{Desk, Form};
use crate::support::roles::{api, event};
use crate::support::{Answer, Document, SLUG, TestApp};

const LANGUAGES: [&str; 6] = ["en", "de", "fr", "es", "ja", "ar"];

/// Asks for the whole page in one language with what is in a form.
async fn look(desk: &Desk, form: &Form, lang: &str) -> Answer {
    let path = format!("/admin/events/{SLUG}/preview/page");
    desk.submit(&path, &format!("{}&lang={lang}", form.encoded()))
        .await
}

/// A text without everything that begins and ends so.
fn without(text: &str, begins: &str, ends: &str) -> String {
    let mut pieces = text.split(begins);
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |kept, piece| {
        kept + piece.split_once(ends).expect(begins).1
    })
}

/// A page without what tells a preview from the page that it previews, and one revision from another.
fn bare(page: &str) -> String {
    let marks = [
        ("<aside lang=\"en\" dir=\"ltr\" class=\"strip\"", "</aside>"),
        ("<meta name=\"robots\"", ">"),
        ("<script", "</script>"),
        (" href=\"?lang=", "\""),
        ("data-revision=\"", "\""),
        ("card.png?v=", "\""),
        (" id=\"m-", "\""),
    ];
    let cut = |page: String, (begins, ends): (&str, &str)| without(&page, begins, ends);
    marks.into_iter().fold(page.to_owned(), cut)
}

/// Insists that two pages are the same; shows where they part.
fn assert_same(one: &str, other: &str, what: &str) {
    let apart = one.chars().zip(other.chars()).position(|(a, b)| a != b);
    let at = apart.unwrap_or_default();
    let there = |page: &str| page.chars().skip(at).take(200).collect::<String>();
    assert_eq!(there(one), there(other), "{what}");
    assert_eq!(one, other, "{what}");
}

#[tokio::test]
async fn the_previewed_page_is_the_published_one_in_every_language() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    for number in 0..12 {
        let said = json!({ "text": { "en": format!("Said {number}.") }, "pinned": number == 3 });
        operator.post(&api("messages"), &said).await.expect(201);
    }
    operator.open_incident("Slow", "We look into it.").await;
    let writer = app.desk_of(Role::Writer).await;
    let filled = form(&page(&writer, "?template=low_stock").await)
        .with("message[values][item]", "Aurora *42*")
        .with("message[values][remaining_band]", "50")
        .with("message[text][fr]", "")
        .with("message[next_update]", "15");
    let rows = app.rows().await;
    let mut previews = Vec::new();
    for lang in LANGUAGES {
        let shown = look(&writer, &filled, lang).await.expect(200);
        assert_eq!(shown.header("cache-control"), "no-store");
        assert_eq!(shown.header("x-robots-tag"), "noindex, nofollow");
        let shown = shown.text();
        let page = Document::parse(&shown);
        assert!(page.text(".strip").starts_with("PREVIEW – NOT PUBLIC"));
        assert_eq!(page.attribute("meta[name=robots]", "content"), "noindex");
        assert_eq!(page.attribute("html", "lang"), lang);
        assert_eq!(page.count("script, a[href^='?']"), 0);
        previews.push(shown);
    }
    assert_eq!(app.rows().await, rows);

    publish(&writer, &filled).await.expect(303);
    for (lang, preview) in LANGUAGES.into_iter().zip(previews) {
        let path = format!("/e/{SLUG}?lang={lang}");
        let published = app.shopper().get(&path).await.expect(200).text();
        assert_ne!(preview, published);
        assert_same(&bare(&preview), &bare(&published), lang);
    }
    app.stop().await;
}

#[tokio::test]
async fn what_keeps_a_message_from_being_published_is_said_in_its_form_and_no_page_is_shown() {
    let app = TestApp::start().await;
    let writer = app.desk_of(Role::Writer).await;
    let gaps = form(&page(&writer, "?template=low_stock").await)
        .with("message[values][item]", "Aurora")
        .with("message[publish_at]", "2027-02-31T10:00");
    let rows = app.rows().await;
    let told = document(&look(&writer, &gaps, "de").await.expect(422));
    let wrong = |name: &str| told.text(&format!("[data-wrong='message.{name}']"));
    assert!(wrong("values.remaining_band").contains("fill in"));
    assert!(wrong("publish_at").contains("give a day and a time"));
    assert!(told.text(".error.whole").contains("no page to show yet"));
    assert_eq!(form(&told), gaps);
    let empty = own_words(&writer, "").await;
    look(&writer, &empty, "en").await.expect(422);
    assert_eq!(app.rows().await, rows);
    app.stop().await;
}

#[tokio::test]
async fn a_scheduled_message_is_seen_at_its_time_and_a_language_that_the_event_has_not_is_its_own()
{
    let app = TestApp::start().await;
    let writer = app.desk_of(Role::Writer).await;
    let later = own_words(&writer, "Doors are open.")
        .await
        .with("message[publish_at]", "2026-11-23T15:00");
    let shown = document(&look(&writer, &later, "tlh").await.expect(200));
    assert!(
        shown.text(".strip").contains("as it would be 15:00 CET"),
        "{}",
        shown.text(".strip")
    );
    assert_eq!(shown.attribute("html", "lang"), "en");
    assert!(shown.text("[data-region=news]").contains("Doors are open."));
    app.stop().await;
}

#[tokio::test]
async fn a_draft_wears_its_look_at_the_desk_and_nowhere_else() {
    let app = TestApp::empty().await;
    app.create(SLUG, EventKind::Queue, false).await;
    let brand = json!({ "accent": "#b8321c" });
    app.manager()
        .await
        .patch(&event(), &brand)
        .await
        .expect(200);
    let writer = app.desk_of(Role::Writer).await;
    let words = own_words(&writer, "Soon.").await;
    let shown = document(&look(&writer, &words, "en").await.expect(200));
    let sheet = shown.attribute("link[rel=stylesheet]", "href");
    assert_eq!(sheet, format!("/admin/events/{SLUG}/style.css"));
    // Nobody else can visit it, so it gives no address away.
    assert_eq!(shown.count("link[rel=canonical], link[rel=alternate]"), 0);
    let sheet = writer.get(&sheet).await.expect(200);
    assert!(sheet.text().contains("--brand:light-dark(#b8321c,"));
    assert_eq!(sheet.header("cache-control"), "no-store");
    app.stop().await;
}
