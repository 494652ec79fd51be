//! Known issues and the reason of a phase at the desk, in every language of the event.

use lineside::domain::message::MAX_TEXT;
use lineside::domain::operator::Role;
use serde_json::json;

use crate::support::desk::{Desk, Form};
use crate::support::{Document, SLUG, TestApp};

const LANGUAGES: usize = 6;

fn board() -> String {
    format!("/admin/events/{SLUG}")
}

/// A form of the board, as somebody opens it.
async fn opened(desk: &Desk, name: &str) -> Form {
    let page = desk.get(&board()).await.expect(200);
    Form::of(&Document::parse(&page.text()), name)
}

/// Sends a form; tells the page that comes back with this status.
async fn refused(desk: &Desk, form: &str, status: u16) -> Document {
    let answer = desk.submit(&board(), form).await.expect(status);
    Document::parse(&answer.text())
}

async fn sent(desk: &Desk, form: &Form) {
    desk.submit(&board(), &form.encoded()).await.expect(303);
}

/// What a shopper of a language finds in a region of the page.
async fn shown(app: &TestApp, lang: &str, region: &str) -> String {
    let path = format!("/e/{SLUG}?lang={lang}");
    let page = app.shopper().get(&path).await.expect(200);
    Document::parse(&page.text()).region(region)
}

#[tokio::test]
async fn an_issue_is_told_in_every_language_it_was_written_in_from_its_opening_on() {
    let app = TestApp::start().await;
    let writer = app.desk_of(Role::Writer).await;
    let form = opened(&writer, "open_issue").await;
    let form = form
        .with("title[en]", "Payments fail")
        .with("title[de]", "Zahlungen scheitern")
        .with("text[en]", "We look into it.")
        .with("text[de]", "Wir sehen nach.")
        .with("text[ja]", "調査しています。");
    sent(&writer, &form).await;
    let german = shown(&app, "de", "issues").await;
    assert!(german.contains("Zahlungen scheitern") && german.contains("Wir sehen nach."));
    assert!(!german.contains("Payments fail"), "{german}");
    let japanese = shown(&app, "ja", "issues").await;
    assert!(japanese.contains("Payments fail</h3>"), "{japanese}");
    assert!(japanese.contains("調査しています。"));
    assert!(
        shown(&app, "fr", "issues")
            .await
            .contains("We look into it.")
    );

    let form = opened(&writer, "update_issue").await;
    let form = form
        .with("status", "identified")
        .with("text[en]", "The bank is slow.")
        .with("text[de]", "Die Bank ist langsam.");
    sent(&writer, &form).await;
    let german = shown(&app, "de", "issues").await;
    assert!(german.contains("Die Bank ist langsam."), "{german}");
    assert!(
        shown(&app, "ar", "issues")
            .await
            .contains("The bank is slow.")
    );
    assert_eq!(app.audited("incident.open").await, 1);
    assert_eq!(app.audited("incident.update").await, 1);
    app.stop().await;
}

#[tokio::test]
async fn what_is_wrong_with_one_language_stands_beside_it_and_all_of_them_are_kept() {
    let app = TestApp::start().await;
    let writer = app.desk_of(Role::Writer).await;
    let form = opened(&writer, "open_issue").await;
    let long = "x".repeat(1_001);
    let form = form
        .with("title[de]", "Zahlungen scheitern")
        .with("text[en]", "We look into it.")
        .with("text[fr]", &long);
    let rows = app.rows().await;
    let page = refused(&writer, &form.encoded(), 422).await;
    let wrong = |name: &str| page.text(&format!("#issues [data-wrong='{name}']"));
    assert_eq!(wrong("title.en"), "say what is wrong in a few words");
    assert!(
        wrong("text.fr").contains("1001 characters"),
        "{}",
        wrong("text.fr")
    );
    assert!(wrong("title.de").is_empty() && wrong("text.en").is_empty());
    assert_eq!(Form::of(&page, "open_issue"), form);

    app.operator().await.open_incident("Slow", "We look.").await;
    let form = opened(&writer, "update_issue")
        .await
        .with("text[de]", "Nur deutsch.");
    let before = app.rows().await;
    let page = refused(&writer, &form.encoded(), 422).await;
    assert_eq!(
        page.text("#issues [data-wrong='text.en']:not(:empty)"),
        "say what is known now"
    );
    assert_eq!(Form::of(&page, "update_issue"), form);
    assert_eq!(app.rows().await, before);
    assert_ne!(rows, before);
    app.stop().await;
}

#[tokio::test]
async fn whoever_updates_beside_another_sees_theirs_in_every_language_and_may_insist() {
    let app = TestApp::start().await;
    app.operator().await.open_incident("Slow", "We look.").await;
    let ana = app.desk_of(Role::Writer).await;
    let bob = app.desk_of(Role::Operator).await;
    let anas = opened(&ana, "update_issue").await;
    let bobs = opened(&bob, "update_issue").await;
    let anas = anas
        .with("text[en]", "The bank is slow.")
        .with("text[de]", "Die Bank ist langsam.");
    let bobs = bobs
        .with("text[en]", "All is well.")
        .with("text[fr]", "Tout va bien.");
    sent(&ana, &anas).await;
    let page = refused(&bob, &bobs.encoded(), 409).await;
    let beside = |tag: &str| page.text(&format!("#issues li [data-wrong='text.{tag}']"));
    assert_eq!(beside("en"), "said meanwhile: “The bank is slow.”");
    assert_eq!(beside("de"), "said meanwhile: “Die Bank ist langsam.”");
    assert_eq!(beside("fr"), "");
    assert!(page.text(".error.whole").contains("updated meanwhile"));

    let again = Form::of(&page, "update_issue");
    for (name, text) in [("text[en]", "All is well."), ("text[fr]", "Tout va bien.")] {
        assert_eq!(again.value(name), text);
    }
    sent(&bob, &again).await;
    assert!(shown(&app, "fr", "issues").await.contains("Tout va bien."));
    assert_eq!(app.audited("incident.update").await, 2);
    app.stop().await;
}

#[tokio::test]
async fn the_reason_of_a_phase_is_read_by_each_in_their_language() {
    let app = TestApp::start().await;
    let ana = app.desk_of(Role::Writer).await;
    let bob = app.desk_of(Role::Operator).await;
    let bobs = opened(&bob, "change_phase").await;
    let form = opened(&ana, "change_phase").await;
    let to = |form: &Form, phase: &str| format!("{}&phase={phase}", form.encoded());

    let rows = app.rows().await;
    let german = form.clone().with("reason[de]", "Wir starten neu.");
    let page = refused(&ana, &to(&german, "paused"), 422).await;
    assert!(
        page.text("[data-wrong='reason.en']")
            .contains("own language")
    );
    let long = form
        .with("reason[en]", "A restart.")
        .with("reason[de]", &"x".repeat(MAX_TEXT + 1));
    let page = refused(&ana, &to(&long, "paused"), 422).await;
    assert!(
        page.text("[data-wrong='reason.de']")
            .contains("501 characters")
    );
    assert_eq!(app.rows().await, rows);

    let both = Form::of(&page, "change_phase").with("reason[de]", "Wir starten neu.");
    sent(&ana, &both).await;
    assert!(
        shown(&app, "de", "state")
            .await
            .contains("Wir starten neu.")
    );
    assert!(shown(&app, "fr", "state").await.contains("A restart."));

    let page = refused(
        &bob,
        &to(&bobs.with("reason[en]", "Gone."), "sold_out"),
        409,
    )
    .await;
    let beside = |tag: &str| page.text(&format!("[data-wrong='reason.{tag}']"));
    assert_eq!(beside("de"), "said meanwhile: “Wir starten neu.”");
    assert_eq!(beside("en"), "said meanwhile: “A restart.”");
    assert_eq!(Form::of(&page, "change_phase").value("reason[en]"), "Gone.");
    app.stop().await;
}

#[tokio::test]
async fn where_an_event_has_one_language_nobody_is_asked_about_others() {
    let app = TestApp::start().await;
    let writer = app.desk_of(Role::Writer).await;
    app.operator().await.open_incident("Slow", "We look.").await;
    let asked = |page: &Document| {
        ["title", "text", "reason"].map(|name| page.count(&format!("[name^='{name}[']")))
    };
    let many = Document::parse(&writer.get(&board()).await.expect(200).text());
    assert_eq!(asked(&many), [LANGUAGES, 2 * LANGUAGES, LANGUAGES]);

    let only = json!({ "languages": ["en"] });
    let path = format!("/api/v1/events/{SLUG}");
    app.manager().await.patch(&path, &only).await.expect(200);
    let one = Document::parse(&writer.get(&board()).await.expect(200).text());
    assert_eq!(asked(&one), [1, 2, 1]);
    assert_eq!(one.count("#issues .tongues, #phase .tongues"), 0);
    assert_eq!(one.text("label[for=open_issue-title-en]"), "What is wrong");
    let form = opened(&writer, "open_issue").await;
    let form = form
        .with("title[en]", "Payments fail")
        .with("text[en]", "We look into it.");
    sent(&writer, &form).await;
    assert!(shown(&app, "en", "issues").await.contains("Payments fail"));
    app.stop().await;
}
