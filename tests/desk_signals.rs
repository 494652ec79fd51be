//! Signals at the desk, by plain forms: suggestions and their one tap, limits and rules, promises that fall due.

use lineside::domain::operator::Role;
use serde_json::json;

use crate::signals::{breach, machine};
use crate::support::desk::Form;
use crate::support::roles::api;
use crate::support::{Document, SLUG, TestApp};

#[tokio::test]
async fn the_board_holds_the_suggestion_out_and_one_tap_publishes_it_without_any_script() {
    let app = TestApp::start().await;
    let machine = machine(&app).await;
    let board = format!("/admin/events/{SLUG}");
    let desk = app.desk_of(Role::Writer).await;
    let quiet = Document::parse(&desk.get(&board).await.expect(200).text());
    assert!(quiet.text("#alerts").contains("Nothing unusual."));
    assert_eq!(quiet.count("[data-live=alarm] a"), 0);
    breach(&app, &machine).await;
    let page = Document::parse(&desk.get(&board).await.expect(200).text());
    let card = page.text(".offer");
    assert!(
        card.contains("3.1 % of the shop's requests failed; the limit is 1.0 %."),
        "{card}"
    );
    assert!(
        card.contains("Checkout is slower than usual.") && card.contains("Deutsch"),
        "{card}"
    );
    assert_eq!(
        page.count(".offer a[href*='/post?template=checkout_slow&alert=']"),
        1
    );
    assert_eq!(page.text("[data-live=alarm]"), "▲ 1 message is suggested");
    // Who may only look is asked nothing.
    let viewer = app.desk_of(Role::Viewer).await.get(&board).await;
    assert_eq!(
        Document::parse(&viewer.expect(200).text()).count("#alerts"),
        0
    );

    let tap = Form::of(&page, "publish_suggestion").encoded();
    desk.submit(&board, &tap).await.expect(303);
    let again = desk.submit(&board, &tap).await.expect(303);
    assert!(again.header("location").contains("done=repeated"));
    assert_eq!(app.audited("message.post").await, 1);
    let page = app.shopper().status_page().await;
    assert!(
        page.text("#region-news")
            .contains("Checkout is slower than usual.")
    );
    app.stop().await;
}

#[tokio::test]
async fn limits_and_rules_are_set_at_the_desk_and_what_is_wrong_stands_beside_its_field() {
    let app = TestApp::start().await;
    let settings = format!("/admin/events/{SLUG}/settings");
    let desk = app.desk_of(Role::Operator).await;
    let page = Document::parse(&desk.get(&settings).await.expect(200).text());
    let filled = Form::of(&page, "set_signals");
    assert_eq!(filled.value("signals[error_rate]"), "1");
    let wrong = filled.clone().with("signals[handoff]", "950").encoded();
    let told = Document::parse(&desk.submit(&settings, &wrong).await.expect(422).text());
    let errors = told.texts("#signals .error:not([hidden])").join(" ");
    assert!(
        errors.contains("give a percentage between 0 and 100"),
        "{errors}"
    );
    assert_eq!(app.audited("signals.set").await, 0);

    let rules = "signals%5Brules%5D%5B%5D=sold_out&signals%5Brules%5D%5B%5D=depth";
    let wanted = format!("{}&{rules}", filled.encoded());
    desk.submit(&settings, &wanted).await.expect(303);
    let machine = machine(&app).await;
    let set = machine.get(&api("signals")).await.json();
    assert_eq!(set["rules"], json!(["depth", "sold_out"]));
    // Somebody who still sees the old limits is told and loses nothing.
    let late = filled.with("signals[error_rate]", "7").encoded();
    let told = desk.submit(&settings, &late).await.expect(409).text();
    let told = Document::parse(&told);
    let beside = |field: &str| told.text(&format!("[data-wrong='signals.{field}']"));
    assert_eq!(beside("error_rate"), "it is now: 1");
    assert_eq!(beside("rules"), "it is now: depth, sold_out");
    assert_eq!(beside("handoff"), "");
    let again = Form::of(&told, "set_signals");
    assert_eq!(again.value("signals[error_rate]"), "7");
    desk.submit(&settings, &again.encoded()).await.expect(303);
    let set = machine.get(&api("signals")).await.json();
    assert_eq!(set["thresholds"]["error_rate"], 0.07);
    app.stop().await;
}

#[tokio::test]
async fn a_promise_that_falls_due_is_nagged_about_on_the_board_until_something_is_said() {
    let app = TestApp::start().await;
    let machine = machine(&app).await;
    let desk = app.desk_of(Role::Writer).await;
    let nag = async || {
        let board = desk.get(&format!("/admin/events/{SLUG}")).await.expect(200);
        Document::parse(&board.text())
            .texts("#alerts .nag")
            .join(" ")
    };
    let by = app.services.clock.now().plus_seconds(600);
    let body = json!({ "text": { "en": "We look into it." }, "next_update_by": by });
    machine.post(&api("messages"), &body).await.expect(201);
    assert_eq!(nag().await, "");
    app.pass_seconds(480).await;
    let near = nag().await;
    assert!(
        near.starts_with("You promised an update by 13:10 CET, in 2 min."),
        "{near}"
    );
    app.pass_seconds(180).await;
    let overdue = nag().await;
    assert!(
        overdue.ends_with("and nothing was said since. Write it"),
        "{overdue}"
    );
    machine.post_message("It is well again.").await;
    assert_eq!(nag().await, "");
    app.stop().await;
}

#[tokio::test]
async fn a_part_is_stated_at_the_desk_and_whoever_did_not_see_that_is_told() {
    let app = TestApp::start().await;
    let machine = machine(&app).await;
    breach(&app, &machine).await;
    let board = format!("/admin/events/{SLUG}");
    let desk = app.desk_of(Role::Writer).await;
    let page = Document::parse(&desk.get(&board).await.expect(200).text());
    let form = Form::of(&page, "state_component");
    let state = |status: &str| {
        let form = form.clone().with("component", "site");
        form.with("status", status).with("minutes", "30").encoded()
    };
    desk.submit(&board, &state("operational")).await.expect(303);
    let facts = app.shopper().facts().await;
    assert_eq!(facts["components"][1]["status"], "operational");
    let late = desk
        .submit(&board, &state("major_outage"))
        .await
        .expect(409);
    let late = Document::parse(&late.text());
    assert!(
        late.text("#alerts")
            .contains("it is to read “Works as it should”")
    );
    let again = Form::of(&late, "state_component").encoded();
    desk.submit(&board, &again).await.expect(303);
    let facts = app.shopper().facts().await;
    assert_eq!(facts["components"][1]["status"], "major_outage");
    app.stop().await;
}
