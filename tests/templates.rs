//! Templates: the set that comes with every install, and messages worded with it in six languages.

use std::collections::BTreeSet;

use lineside::domain::locale::Locale;
use lineside::domain::operator::{Actor, Scope};
use lineside::domain::template::check_text;
use lineside::error::Error;
use lineside::service::templates;
use serde_json::json;

use crate::support::TestApp;
use crate::support::roles::{api, at};

/// What experience.md lists, the guide's three first.
const SHIPPED: [&str; 18] = [
    "high_traffic",
    "temporary_delay",
    "sold_out",
    "low_stock",
    "price_tier_gone",
    "opens_soon",
    "line_paused",
    "line_resumed",
    "line_full",
    "checkout_slow",
    "payment_problem",
    "entries_closed",
    "draw_finished",
    "back_in_stock",
    "all_clear",
    "correction",
    "event_over",
    "item_sold_out",
];

/// The first message of the page in one language.
async fn told(app: &TestApp, locale: Locale) -> String {
    let path = format!("/api/v1/events/spring-drop?lang={}", locale.tag());
    let facts = app.shopper().get(&path).await.expect(200).json();
    facts["messages"][0]["text"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn every_install_has_the_whole_set_in_six_languages() {
    let app = TestApp::empty().await;
    let all = templates::list(&app.services, &Actor::Console).await;
    let all = all.unwrap();
    let keys: Vec<_> = all.iter().map(|template| template.key.as_str()).collect();
    assert_eq!(keys, SHIPPED);
    for template in &all {
        let key = template.key.as_str();
        let languages: Vec<_> = template.text.iter().map(|(locale, _)| locale).collect();
        assert_eq!(languages, Locale::ALL, "{key}");
        assert_eq!(check_text(&template.text), [], "{key}");
        let texts: BTreeSet<_> = template.text.iter().map(|(_, text)| text).collect();
        assert_eq!(texts.len(), 6, "{key} says the same in two languages");
    }
    let said = |index: usize| all[index].text.resolve(Locale::En, Locale::En).1;
    assert_eq!(
        said(0),
        "We're experiencing high demand. Thank you for your patience."
    );
    assert_eq!(
        said(1),
        "Your place in line is secure. We'll update you shortly."
    );
    assert_eq!(
        said(2),
        "This item has sold out. Join the waitlist for restocks."
    );
    app.stop().await;
}

#[tokio::test]
async fn a_live_gap_left_empty_says_what_each_languages_page_says() {
    let app = TestApp::start().await;
    app.feed().await.send_line(9_740, 600).await;
    app.publish().await;
    let operator = app.operator().await;
    let body = json!({ "template": "line_resumed", "values": {} });
    operator.post(&api("messages"), &body).await.expect(201);
    for (locale, before, unit) in [
        (
            Locale::En,
            "The line is moving again. People joining now wait ",
            "minutes",
        ),
        (
            Locale::De,
            "Es geht weiter. Wartezeit für alle, die sich jetzt anstellen: ",
            "Minuten",
        ),
        (
            Locale::Ja,
            "列がまた進み始めました。これから並ぶ方の待ち時間：",
            "分",
        ),
    ] {
        let told = told(&app, locale).await;
        let wait = told
            .strip_prefix(before)
            .unwrap_or_else(|| panic!("{told}"));
        assert!(wait.contains(unit), "{told}");
    }
    app.stop().await;
}

#[tokio::test]
async fn a_promise_is_written_as_each_language_writes_a_time() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let body = json!({ "template": "line_paused", "next_update_by": at(600) });
    operator.post(&api("messages"), &body).await.expect(201);
    let german = told(&app, Locale::De).await;
    assert!(german.contains("Nächste Meldung bis 13:10"), "{german}");
    let arabic = told(&app, Locale::Ar).await;
    assert!(arabic.contains("التحديث القادم قبل"), "{arabic}");
    app.stop().await;
}

#[tokio::test]
async fn a_live_gap_that_nobody_knows_has_to_be_filled() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let rows = app.rows().await;
    for (template, gap) in [
        ("line_resumed", "values.wait_range"),
        ("line_paused", "values.next_update_by"),
    ] {
        let answer = operator
            .post(&api("messages"), &json!({ "template": template }))
            .await;
        answer.names(gap);
    }
    assert_eq!(app.rows().await, rows);
    app.stop().await;
}

#[tokio::test]
async fn who_may_not_publish_reads_no_templates() {
    let app = TestApp::start().await;
    let (id, _) = app.token(None, &[Scope::Ingest]).await;
    let feed = Actor::Token {
        id,
        event: None,
        scopes: vec![Scope::Ingest],
    };
    let refused = templates::list(&app.services, &feed).await.unwrap_err();
    assert!(matches!(refused, Error::Forbidden(_)), "{refused}");
    app.stop().await;
}

#[tokio::test]
async fn how_many_wait_is_filled_in_while_that_is_known_of_now() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let (_, secret) = app.token(None, &[Scope::Manage]).await;
    let made = json!({
        "key": "crowd", "name": "Crowd", "scenario": "line", "severity": "info",
        "text": { "en": "In line: {queue_depth}." },
    });
    let manager = app.with_token(&secret);
    manager.post("/api/v1/templates", &made).await.expect(201);
    let body = json!({ "template": "crowd" });
    let post = async || operator.post(&api("messages"), &body).await;
    post().await.names("values.queue_depth");

    let sample = json!({ "at": at(0), "queue_depth": 9_740 });
    app.feed().await.send_samples(&[sample]).await.expect(202);
    app.publish().await;
    post().await.expect(201);
    assert_eq!(told(&app, Locale::En).await, "In line: about 9,740.");
    // The feed has been silent for an hour.
    app.pass_seconds(3_600).await;
    post().await.names("values.queue_depth");
    app.stop().await;
}
