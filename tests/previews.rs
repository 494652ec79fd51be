//! What a message would be: the very words and elements that shoppers get, and no trace of having looked.

use lineside::domain::locale::Locale;
use lineside::domain::message::{Due, Severity};
use lineside::domain::operator::{Actor, Role};
use lineside::error::Error;
use lineside::service::messages::{self, NewMessage, Preview, Wording};

use crate::support::{SLUG, TestApp, app};

fn template(key: &str, values: &[(&str, &str)], edited: &[(Locale, &str)]) -> NewMessage {
    NewMessage::plain(Wording::Template {
        template: key.to_owned(),
        values: values
            .iter()
            .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()))
            .collect(),
        edited: edited.iter().map(|(l, t)| (*l, (*t).to_owned())).collect(),
    })
}

async fn preview(app: &TestApp, new: &NewMessage) -> Preview {
    let (slug, console) = (app::slug(SLUG), Actor::Console);
    messages::preview(&app.services, &console, &slug, new, None)
        .await
        .unwrap()
}

async fn post(app: &TestApp, new: NewMessage) {
    let (slug, console) = (app::slug(SLUG), Actor::Console);
    let posted = messages::post(&app.services, &console, &slug, new, None);
    posted.await.unwrap();
}

fn words(preview: &Preview, locale: Locale) -> String {
    let page = preview
        .pages
        .iter()
        .find(|page| page.locale == locale)
        .unwrap();
    Preview::message(page).unwrap().text.plain()
}

fn wrong(preview: &Preview) -> Vec<&str> {
    preview
        .wrong
        .iter()
        .map(|wrong| wrong.field.as_str())
        .collect()
}

#[tokio::test]
async fn a_preview_says_in_every_language_what_is_published_then_and_leaves_no_trace() {
    let app = TestApp::start().await;
    app.feed().await.send_line(9_740, 600).await;
    app.publish().await;
    let rows = app.rows().await;
    let new = NewMessage {
        next_update: Some(Due::InMinutes(10)),
        pinned: true,
        severity: Some(Severity::Warning),
        ..template(
            "line_resumed",
            &[],
            &[(Locale::De, "**Weiter**: {wait_range}.")],
        )
    };
    let shown = preview(&app, &new).await;
    assert!(
        shown.wrong.is_empty() && shown.missing.is_empty(),
        "{shown:?}"
    );
    assert_eq!(app.rows().await, rows);

    post(&app, new).await;
    let snapshot = app.channel().snapshot();
    for page in &shown.pages {
        let published = snapshot.status_page(page.locale);
        let (told, shown) = (&published.messages[0], &page.messages[0]);
        assert_eq!((&told.text, told.lang), (&shown.text, shown.lang));
        assert_eq!(
            (&told.next_update, told.pending),
            (&shown.next_update, shown.pending)
        );
        assert_eq!((told.standing, &told.label), (shown.standing, &shown.label));
        assert_eq!(published.leading_message(), page.leading_message());
    }
    assert!(words(&shown, Locale::De).starts_with("Weiter: etwa"));
    app.stop().await;
}

#[tokio::test]
async fn what_is_not_filled_yet_is_marked_and_named_and_the_rest_is_shown() {
    let app = TestApp::start().await;
    let shown = preview(&app, &template("low_stock", &[("item", "Shoe *42*")], &[])).await;
    assert_eq!(
        words(&shown, Locale::En),
        "Shoe *42* is running low: fewer than … left."
    );
    assert_eq!(wrong(&shown), ["values.remaining_band"]);
    let shown = preview(&app, &template("low_stock", &[("colour", "red")], &[])).await;
    assert_eq!(
        words(&shown, Locale::En),
        "… is running low: fewer than … left."
    );
    assert_eq!(
        wrong(&shown),
        ["values.colour", "values.item", "values.remaining_band"]
    );
    app.stop().await;
}

#[tokio::test]
async fn each_language_that_is_wrong_or_missing_is_named() {
    let app = TestApp::start().await;
    let long = "x".repeat(501);
    let edited = [
        (Locale::De, "{item"),
        (Locale::Fr, long.as_str()),
        (Locale::Ja, " "),
    ];
    let shown = preview(&app, &template("all_clear", &[], &edited)).await;
    assert_eq!(wrong(&shown), ["text.de", "text.fr"]);
    assert_eq!(shown.missing, [Locale::Ja]);
    // Its readers get the event's own language, marked as such.
    let page = shown
        .pages
        .iter()
        .find(|page| page.locale == Locale::Ja)
        .unwrap();
    assert_eq!(Preview::message(page).unwrap().lang, Locale::En);
    app.stop().await;
}

#[tokio::test]
async fn edited_texts_are_what_is_published() {
    let app = TestApp::start().await;
    let edited = [
        (Locale::En, "All is well in the {item} shop."),
        (Locale::Ja, ""),
    ];
    let new = template("all_clear", &[("item", "shoe")], &edited);
    post(&app, new).await;
    let said = async |lang: &str| {
        let path = format!("/api/v1/events/{SLUG}?lang={lang}");
        let facts = app.shopper().get(&path).await.json();
        let message = &facts["messages"][0];
        (message["text"].clone(), message["lang"].clone())
    };
    assert_eq!(said("en").await.0, "All is well in the shoe shop.");
    assert_eq!(
        said("de").await.0,
        "Alles läuft wieder wie gewohnt. Danke für die Geduld."
    );
    assert_eq!(said("ja").await.1, "en");
    app.stop().await;
}

#[tokio::test]
async fn a_preview_of_nothing_names_what_is_to_be_written() {
    let app = TestApp::start().await;
    let nothing = NewMessage::plain(Wording::Text {
        text: [].into(),
        severity: Severity::Info,
    });
    let shown = preview(&app, &nothing).await;
    assert!(shown.pages.is_empty());
    assert_eq!(wrong(&shown), ["text"]);
    let unknown = preview(&app, &template("hype", &[], &[])).await;
    assert_eq!(wrong(&unknown), ["template"]);
    app.stop().await;
}

#[tokio::test]
async fn who_may_not_publish_sees_no_preview() {
    let app = TestApp::start().await;
    let viewer = Actor::Operator {
        id: lineside::domain::id::OperatorId::new("v"),
        role: Role::Viewer,
    };
    let new = template("all_clear", &[], &[]);
    let refused = messages::preview(&app.services, &viewer, &app::slug(SLUG), &new, None).await;
    assert!(matches!(refused.unwrap_err(), Error::Forbidden(_)));
    app.stop().await;
}
