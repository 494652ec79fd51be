//! Suggestions at the desk that are changed first, and the rest of what a board does with alerts.

use lineside::domain::event::Slug;
use lineside::domain::id::AlertId;
use lineside::domain::operator::{Actor, Role};
use lineside::domain::signals::{Alert, Evidence, Signal, Topic};
use lineside::service::messages::Expected;
use lineside::service::templates::{self, TemplateEdit};
use serde_json::json;

use crate::signals::{breach, count, machine};
use crate::support::desk::{Desk, Form};
use crate::support::roles::api;
use crate::support::{Document, SLUG, TestApp};

async fn shown(desk: &Desk, path: &str) -> Document {
    Document::parse(&desk.get(path).await.expect(200).text())
}

fn board() -> String {
    format!("/admin/events/{SLUG}")
}

#[tokio::test]
async fn a_suggestion_that_is_changed_first_answers_its_alert_and_is_not_said_twice_unawares() {
    let app = TestApp::start().await;
    let machine = machine(&app).await;
    let alert = breach(&app, &machine).await;
    let desk = app.desk_of(Role::Writer).await;
    let page = shown(&desk, &board()).await;
    let change = page.attribute(".offer a.button", "href");
    let composer = shown(&desk, &change).await;
    let form = Form::of(&composer, "post_message");
    assert_eq!(form.value("message[alert]"), alert["id"].as_str().unwrap());
    assert_eq!(form.value("message[next_update]"), "15");
    assert!(
        form.value("message[text][en]")
            .starts_with("Checkout is slower")
    );
    assert!(
        composer
            .text("#post")
            .contains("In answer to “Shop requests fail”")
    );
    // Whoever picks other words still answers it.
    let picks = composer.attributes(".chips a", "href");
    assert!(
        picks.iter().all(|href| href.contains("alert=")),
        "{picks:?}"
    );

    let own = form.with("message[text][en]", "Paying takes a while.");
    let post = format!("{}/post", board());
    desk.submit(&post, &own.encoded()).await.expect(303);
    let told = machine.get(&api("alerts")).await.json();
    assert_eq!(count(&told, "suggestions"), 0);
    let said = &app.audit_details("message.post").await[0];
    assert_eq!(said["answers"][0]["alert"], alert["id"]);

    // A colleague who had the same form open is told, and keeps what they wrote.
    let other = app.desk_of(Role::Operator).await;
    let late = Form::of(&composer, "post_message").with("message[text][en]", "Pay only once.");
    let late = other.submit(&post, &late.encoded()).await.expect(409);
    let late = Document::parse(&late.text());
    assert!(late.text("#post").contains("this was published already"));
    let again = Form::of(&late, "post_message");
    assert_eq!(again.value("message[alert]"), "");
    assert_eq!(again.value("message[text][en]"), "Pay only once.");
    assert_eq!(app.audited("message.post").await, 1);
    other.submit(&post, &again.encoded()).await.expect(303);
    assert_eq!(app.audited("message.post").await, 2);
    let late = shown(&desk, &change).await;
    assert!(
        late.text("#post")
            .contains("was answered meanwhile, or is over")
    );
    app.stop().await;
}

#[tokio::test]
async fn what_answers_an_alert_is_not_put_off_to_a_time_when_others_have_answered_it() {
    let app = TestApp::start().await;
    let machine = machine(&app).await;
    breach(&app, &machine).await;
    let desk = app.desk_of(Role::Writer).await;
    let page = shown(&desk, &board()).await;
    let composer = shown(&desk, &page.attribute(".offer a.button", "href")).await;
    let form = Form::of(&composer, "post_message");
    let later = form.with("message[publish_at]", "2026-11-23T23:10");
    let rows = app.rows().await;
    let post = format!("{}/post", board());
    let refused = desk.submit(&post, &later.encoded()).await.expect(422);
    let refused = Document::parse(&refused.text());
    assert!(refused.text("#post").contains("is published at once"));
    assert_eq!(app.rows().await, rows);
    let now = Form::of(&refused, "post_message").with("message[publish_at]", "");
    desk.submit(&post, &now.encoded()).await.expect(303);
    let told = machine.get(&api("alerts")).await.json();
    assert_eq!(told["alerts"][0]["answer"]["how"], "published");
    app.stop().await;
}

#[tokio::test]
async fn two_clicks_of_one_person_set_a_part_once_and_leaving_it_says_so() {
    let app = TestApp::start().await;
    let machine = machine(&app).await;
    breach(&app, &machine).await;
    let desk = app.desk_of(Role::Writer).await;
    let form = Form::of(&shown(&desk, &board()).await, "state_component");
    let state = |status: &str| {
        let form = form.clone().with("component", "site");
        form.with("status", status).with("minutes", "30").encoded()
    };
    desk.submit(&board(), &state("operational"))
        .await
        .expect(303);
    app.clock.advance_seconds(1);
    let again = desk
        .submit(&board(), &state("operational"))
        .await
        .expect(303);
    assert!(again.header("location").contains("done=repeated"));
    assert_eq!(app.audited("component.state").await, 1);
    // For somebody else it is news.
    let other = app.desk_of(Role::Operator).await;
    other
        .submit(&board(), &state("operational"))
        .await
        .expect(409);
    assert_eq!(app.audited("component.state").await, 1);

    app.publish().await;
    let form = Form::of(&shown(&desk, &board()).await, "state_component");
    let left = form.with("component", "site").encoded();
    let left = desk.submit(&board(), &left).await.expect(303);
    assert!(left.header("location").contains("done=left"));
    assert_eq!(app.audited("component.state").await, 2);
    app.stop().await;
}

#[tokio::test]
async fn every_button_of_a_card_says_which_card_it_is_of_and_is_found_again_when_that_comes_anew() {
    let app = TestApp::start().await;
    let machine = machine(&app).await;
    let alert = breach(&app, &machine).await;
    let desk = app.desk_of(Role::Writer).await;
    let page = shown(&desk, &board()).await;
    let heading = format!("offer-{}", alert["id"].as_str().unwrap());
    for button in ["button[type=submit]", "a.button"] {
        let about = page.attributes(&format!(".offer {button}"), "aria-describedby");
        assert!(
            !about.is_empty() && about.iter().all(|id| *id == heading),
            "{about:?}"
        );
    }
    let found = ["button[type=submit]", "a.button", "summary"];
    let found = found.map(|what| page.attributes(&format!(".offer {what}"), "id"));
    let alert = alert["id"].as_str().unwrap();
    let expected = [
        vec![
            format!("publish-{alert}-trouble"),
            format!("dismiss-{alert}-trouble"),
        ],
        vec![format!("change-{alert}-trouble")],
        vec![format!("languages-{alert}")],
    ];
    assert_eq!(found, expected);
    // Every language has its own name.
    let names = page.attributes(".offer details p.hint", "lang");
    assert_eq!(names.len(), 5, "{names:?}");
    assert_eq!(page.count("[data-live=state] form"), 1);
    app.stop().await;
}

#[tokio::test]
async fn a_silent_feed_rings_the_bell_though_there_is_nothing_to_publish() {
    let app = TestApp::start().await;
    let machine = machine(&app).await;
    breach(&app, &machine).await;
    let slug = Slug::parse(SLUG).unwrap();
    let mut tx = app.services.store.write().await.unwrap();
    let event = tx.find_event(&slug).await.unwrap().unwrap().id;
    let at = app.services.clock.now();
    let topic = Topic {
        signal: Signal::Silence,
        subject: "checkout".to_owned(),
    };
    let evidence = Evidence {
        series: Vec::new(),
        since: at,
        limit: None,
        value: None,
    };
    let silence = Alert::open(AlertId::new("silence"), topic, evidence, at);
    tx.upsert_alert(&event, &silence).await.unwrap();
    tx.update_version(&event).await.unwrap();
    tx.commit().await.unwrap();
    app.publish().await;
    let desk = app.desk_of(Role::Writer).await;
    for path in [board(), format!("{}/dashboard", board())] {
        let page = shown(&desk, &path).await;
        let bell = page.text("[data-live=alarm]");
        assert_eq!(
            bell, "▲ 1 message is suggested · 1 feed is silent",
            "{path}"
        );
    }
    app.stop().await;
}

#[tokio::test]
async fn a_suggestion_whose_template_was_put_away_says_so_and_the_board_goes_on() {
    let app = TestApp::start().await;
    let machine = machine(&app).await;
    let away = TemplateEdit {
        archived: Some(true),
        ..TemplateEdit::default()
    };
    let edited = templates::edit(
        &app.services,
        &Actor::Console,
        "checkout_slow",
        away,
        &Expected::Any,
    );
    edited.await.unwrap();
    breach(&app, &machine).await;
    let desk = app.desk_of(Role::Writer).await;
    let page = shown(&desk, &board()).await;
    assert!(
        page.text(".offer")
            .contains("It cannot be published as it stands")
    );
    app.stop().await;
}

#[tokio::test]
async fn what_was_stated_is_shown_until_its_time_though_the_page_looks_the_same_after_it() {
    let app = TestApp::start().await;
    let machine = machine(&app).await;
    let until = app.services.clock.now().plus_seconds(600);
    let body = json!({ "status": "operational", "until": until });
    let status = api("components/site/status");
    machine.put(&status, &body).await.expect(200);
    let desk = app.desk_of(Role::Writer).await;
    let parts = async || shown(&desk, &board()).await.text("[data-live=parts]");
    assert!(parts().await.contains("as an operator said, until"));
    app.pass_seconds(601).await;
    assert!(!parts().await.contains("as an operator said"));
    app.stop().await;
}
