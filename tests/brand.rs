//! An event's own colour and logo: in its style sheet, and nowhere else.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use lineside::domain::brand::MAX_LOGO;
use serde_json::{Value, json};

use crate::support::roles::event;
use crate::support::{Client, SLUG, TestApp};

const SVG: &str =
    r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>"#;

/// The address of the page's style sheet.
async fn stylesheet(shopper: &Client) -> String {
    let page = shopper.status_page().await;
    page.attribute("link[rel=stylesheet]", "href")
}

async fn brand(app: &TestApp, body: &Value) {
    let manager = app.manager().await;
    manager.patch(&event(), body).await.expect(200);
}

#[tokio::test]
async fn a_branded_event_has_a_style_sheet_of_its_own_that_is_kept_for_ever() {
    let app = TestApp::start().await;
    let shopper = app.shopper();
    let common = stylesheet(&shopper).await;
    assert!(common.starts_with("/assets/page."), "{common}");

    brand(
        &app,
        &json!({ "accent": "#FFD400", "logo": STANDARD.encode(SVG) }),
    )
    .await;
    let own = stylesheet(&shopper).await;
    assert!(own.starts_with(&format!("/e/{SLUG}/style.")), "{own}");
    let sheet = shopper.get(&own).await.expect(200);
    assert_eq!(sheet.header("content-type"), "text/css; charset=utf-8");
    assert!(sheet.header("cache-control").contains("immutable"));
    assert!(!sheet.header("etag").is_empty());
    let text = sheet.text();
    let common = shopper.get(&common).await.expect(200).text();
    assert!(text.starts_with(&common));
    // Yellow cannot be read on paper, so the light theme shows a darker one.
    assert!(text.contains("--brand:light-dark(#") && text.contains(",#ffd400)"));
    assert!(text.contains(&format!(
        "url(\"data:image/svg+xml;base64,{}\")",
        STANDARD.encode(SVG)
    )));
    assert_eq!(shopper.status_page().await.count(".logo"), 1);
    app.stop().await;
}

#[tokio::test]
async fn the_page_needs_no_request_more_for_a_brand() {
    let app = TestApp::start().await;
    brand(
        &app,
        &json!({ "accent": "#b8321c", "logo": STANDARD.encode(SVG) }),
    )
    .await;
    let page = app.shopper().get(&format!("/e/{SLUG}")).await.text();
    assert_eq!(page.matches("rel=\"stylesheet\"").count(), 1);
    assert!(!page.contains("<img") && !page.contains("style="));
    app.stop().await;
}

#[tokio::test]
async fn an_old_name_of_the_style_sheet_leads_to_the_newest() {
    let app = TestApp::start().await;
    let shopper = app.shopper();
    brand(&app, &json!({ "accent": "#b8321c" })).await;
    let old = stylesheet(&shopper).await;
    brand(&app, &json!({ "accent": "#006644" })).await;
    let new = stylesheet(&shopper).await;
    assert_ne!(old, new);
    let answer = shopper.get(&old).await.expect(307);
    assert_eq!(answer.header("location"), new);
    assert!(!answer.header("cache-control").contains("immutable"));

    brand(&app, &json!({ "accent": null })).await;
    let common = stylesheet(&shopper).await;
    assert!(common.starts_with("/assets/"), "{common}");
    assert_eq!(
        shopper.get(&new).await.expect(307).header("location"),
        common
    );
    shopper
        .get(&format!("/e/{SLUG}/anything"))
        .await
        .problem(404);
    app.stop().await;
}

#[tokio::test]
async fn a_logo_is_replaced_taken_away_and_survives_a_restart() {
    let app = TestApp::start().await;
    let png = [&b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR"[..], &[0; 17]].concat();
    brand(&app, &json!({ "logo": STANDARD.encode(SVG) })).await;
    brand(&app, &json!({ "logo": STANDARD.encode(&png) })).await;
    let sheet = stylesheet(&app.shopper()).await;
    let app = app.restart().await;
    assert_eq!(stylesheet(&app.shopper()).await, sheet);
    let text = app.shopper().get(&sheet).await.expect(200).text();
    assert!(text.contains("data:image/png;base64,") && !text.contains("svg+xml;base64"));

    brand(&app, &json!({ "logo": null })).await;
    assert_eq!(app.shopper().status_page().await.count(".logo"), 0);
    assert_eq!(app.rows().await["logo"], 0);
    app.stop().await;
}

#[tokio::test]
async fn a_logo_that_could_do_something_or_is_too_large_is_refused() {
    let app = TestApp::start().await;
    let manager = app.manager().await;
    let rows = app.rows().await;
    let script = SVG.replace("<path", "<script/><path");
    let large = format!("{SVG}{}", " ".repeat(MAX_LOGO));
    for (logo, why) in [
        (script, "<script>"),
        (large, "32768 bytes"),
        ("<p/>".to_owned(), "SVG, PNG or WebP"),
    ] {
        let body = json!({ "logo": STANDARD.encode(logo) });
        let said = manager.patch(&event(), &body).await.names("logo");
        assert!(said.contains(why), "{said}");
    }
    assert_eq!(app.rows().await, rows);
    app.stop().await;
}
