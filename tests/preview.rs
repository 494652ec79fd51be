//! The link to a draft: one page for whoever holds it, and nothing anywhere else.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use lineside::domain::event::{EventKind, Phase};
use lineside::domain::operator::{Actor, Scope};
use lineside::error::Error;
use lineside::service::{events, preview};
use serde_json::json;

use crate::support::app::slug;
use crate::support::roles::{api, event};
use crate::support::{Answer, Document, SLUG, TestApp};

/// A server with [`SLUG`] as a draft.
async fn draft() -> TestApp {
    let app = TestApp::empty().await;
    app.create(SLUG, EventKind::Queue, false).await;
    app
}

/// Makes a link; tells its secret.
async fn link(app: &TestApp, days: u32) -> String {
    let made = preview::make(&app.services, &Actor::Console, &slug(SLUG), days).await;
    made.unwrap().1
}

async fn follow(app: &TestApp, rest: &str) -> Answer {
    app.shopper().get(&format!("/preview/{rest}")).await
}

#[tokio::test]
async fn a_preview_is_the_page_that_shoppers_would_get_and_says_what_it_is() {
    let app = draft().await;
    let operator = app.operator().await;
    let news = json!({ "text": { "en": "Soon.", "fr": "Bientôt." } });
    operator.post(&api("messages"), &news).await.expect(201);
    let secret = link(&app, 7).await;

    let answer = follow(&app, &format!("{secret}?lang=fr")).await.expect(200);
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.header("x-robots-tag"), "noindex, nofollow");
    assert_eq!(answer.header("referrer-policy"), "no-referrer");
    assert_eq!(answer.header("set-cookie"), "");
    let preview = Document::parse(&answer.text());
    assert_eq!(preview.text(".strip"), "Aperçu d’un brouillon : non public");
    assert_eq!(preview.attribute("meta[name=robots]", "content"), "noindex");
    // Nothing to follow live, to subscribe to, or to share.
    assert_eq!(
        preview.count("script, .take-away, link[rel=canonical], meta[property]"),
        0
    );
    assert!(!answer.text().contains(&format!("/e/{SLUG}")));

    app.move_to(SLUG, &[Phase::Scheduled]).await;
    let page = app
        .shopper()
        .get(&format!("/e/{SLUG}?lang=fr"))
        .await
        .expect(200);
    let page = Document::parse(&page.text());
    for part in [
        "h1",
        "[data-region=state]",
        "[data-region=news]",
        "[data-region=issues]",
    ] {
        assert_eq!(preview.text(part), page.text(part), "{part}");
    }
    assert_eq!(page.count(".strip"), 0);
    app.stop().await;
}

#[tokio::test]
async fn a_preview_wears_the_events_look_without_a_public_style_sheet() {
    let app = draft().await;
    let svg = r#"<svg xmlns="http://www.w3.org/2000/svg"/>"#;
    let brand = json!({ "accent": "#b8321c", "logo": STANDARD.encode(svg) });
    app.manager()
        .await
        .patch(&event(), &brand)
        .await
        .expect(200);
    let secret = link(&app, 1).await;
    let page = Document::parse(&follow(&app, &secret).await.expect(200).text());
    let sheet = page.attribute("link[rel=stylesheet]", "href");
    assert_eq!(sheet, format!("/preview/{secret}/style.css"));
    let sheet = app.shopper().get(&sheet).await.expect(200);
    assert_eq!(sheet.header("cache-control"), "no-store");
    assert!(sheet.text().contains("--brand:light-dark(#b8321c,"));
    app.stop().await;
}

#[tokio::test]
async fn a_link_shows_nothing_at_any_public_address() {
    let app = draft().await;
    let secret = link(&app, 7).await;
    follow(&app, &secret).await.expect(200);
    for address in crate::hidden::addresses(SLUG) {
        app.shopper().get(&address).await.problem(404);
    }
    let list = app.shopper().get("/api/v1/events").await.expect(200).json();
    assert_eq!(list["events"], json!([]));
    // Once the event is public, the link leads to its page.
    app.move_to(SLUG, &[Phase::Scheduled]).await;
    let led = follow(&app, &format!("{secret}?lang=de")).await.expect(307);
    assert_eq!(led.header("location"), format!("/e/{SLUG}?lang=de"));
    assert_eq!(led.header("cache-control"), "no-store");
    app.stop().await;
}

#[tokio::test]
async fn a_link_ends_when_it_is_renewed_withdrawn_or_old_and_with_its_event() {
    let app = draft().await;
    let by = &Actor::Console;
    let first = link(&app, 1).await;
    let second = link(&app, 1).await;
    follow(&app, &first).await.problem(404);
    follow(&app, &second).await.expect(200);
    app.clock.advance_seconds(86_400);
    follow(&app, &second).await.problem(404);
    let found = preview::find(&app.services, by, &slug(SLUG)).await;
    assert!(found.unwrap().is_none());

    let third = link(&app, 30).await;
    preview::withdraw(&app.services, by, &slug(SLUG))
        .await
        .unwrap();
    follow(&app, &third).await.problem(404);
    let twice = preview::withdraw(&app.services, by, &slug(SLUG)).await;
    assert!(matches!(twice, Err(Error::NotFound(_))));

    let last = link(&app, 7).await;
    events::archive(&app.services, by, &slug(SLUG))
        .await
        .unwrap();
    follow(&app, &last).await.problem(404);
    assert_eq!(app.audited("preview.make").await, 4);
    assert_eq!(app.audited("preview.withdraw").await, 1);
    app.stop().await;
}

#[tokio::test]
async fn a_guess_leads_nowhere_and_the_secret_is_not_stored() {
    let app = draft().await;
    let secret = link(&app, 7).await;
    let stored = std::fs::read(&app.database).unwrap();
    let wal = std::fs::read(app.database.with_extension("db-wal")).unwrap_or_default();
    let holds = |bytes: &[u8]| bytes.windows(secret.len()).any(|w| w == secret.as_bytes());
    assert!(!holds(&stored) && !holds(&wal));
    for guess in [
        "x".to_owned(),
        "0".repeat(64),
        secret.to_uppercase(),
        format!("{secret}0"),
        secret[1..].to_owned(),
    ] {
        let mut wrong = follow(&app, &guess).await.problem(404);
        let mut unknown = app.shopper().get("/no/such/page").await.problem(404);
        wrong["request_id"].take();
        unknown["request_id"].take();
        assert_eq!(wrong, unknown);
        follow(&app, &format!("{guess}/style.css"))
            .await
            .problem(404);
    }
    app.stop().await;
}

#[tokio::test]
async fn only_a_draft_has_a_link_and_only_for_the_days_that_are_offered() {
    let app = draft().await;
    let odd = preview::make(&app.services, &Actor::Console, &slug(SLUG), 365).await;
    assert!(matches!(odd, Err(Error::Invalid(_))));
    let (token, _) = app.token(None, &[Scope::Publish]).await;
    let writer = Actor::Token {
        id: token,
        scopes: vec![Scope::Publish],
        event: None,
    };
    let refused = preview::make(&app.services, &writer, &slug(SLUG), 7).await;
    assert!(matches!(refused, Err(Error::Forbidden(_))));
    app.move_to(SLUG, &[Phase::Scheduled]).await;
    let public = preview::make(&app.services, &Actor::Console, &slug(SLUG), 7).await;
    assert!(matches!(public, Err(Error::Conflict(_))));
    assert_eq!(app.audited("preview.make").await, 0);
    app.stop().await;
}
