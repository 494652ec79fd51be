//! The phase at the desk by plain forms, and two who change it at once.

use lineside::domain::operator::Role;
use serde_json::json;

use crate::support::desk::{Desk, Form};
use crate::support::{Document, SLUG, TestApp};

fn board() -> String {
    format!("/admin/events/{SLUG}")
}

/// The form for the phase, as somebody opens it.
async fn opened(desk: &Desk) -> Form {
    let page = desk.get(&board()).await.expect(200);
    Form::of(&Document::parse(&page.text()), "change_phase")
}

/// The form with a phase chosen, as it is sent.
fn to(form: &Form, phase: &str) -> String {
    format!("{}&phase={phase}", form.encoded())
}

#[tokio::test]
async fn whoever_changes_a_phase_that_another_has_changed_is_told_and_may_insist() {
    let app = TestApp::start().await;
    let ana = app.desk_of(Role::Writer).await;
    let bob = app.desk_of(Role::Operator).await;
    let (anas, bobs) = (opened(&ana).await, opened(&bob).await);
    let bobs = bobs.with("reason[en]", "Every pair has found somebody.");
    ana.submit(&board(), &to(&anas, "paused")).await.expect(303);
    let refused = bob.submit(&board(), &to(&bobs, "sold_out")).await;
    let refused = Document::parse(&refused.expect(409).text());
    let told = refused.text(".error.whole");
    assert!(told.contains("It is now: Paused."), "{told}");
    assert_eq!(app.shopper().facts().await["phase"], "paused");

    let again = Form::of(&refused, "change_phase");
    assert_eq!(again.value("reason[en]"), "Every pair has found somebody.");
    bob.submit(&board(), &again.encoded()).await.expect(303);
    assert_eq!(app.shopper().facts().await["phase"], "sold_out");
    app.stop().await;
}

#[tokio::test]
async fn a_phase_that_was_left_and_entered_again_is_another_one() {
    let app = TestApp::start().await;
    let ana = app.desk_of(Role::Writer).await;
    let bob = app.desk_of(Role::Operator).await;
    let bobs = opened(&bob).await;
    for phase in ["paused", "open"] {
        app.clock.advance_seconds(60);
        let anas = opened(&ana).await;
        ana.submit(&board(), &to(&anas, phase)).await.expect(303);
    }
    bob.submit(&board(), &to(&bobs, "paused")).await.expect(409);
    assert_eq!(app.shopper().facts().await["phase"], "open");
    app.stop().await;
}

#[tokio::test]
async fn a_phase_form_that_is_sent_twice_is_done_once_whatever_came_after() {
    let app = TestApp::start().await;
    let ana = app.desk_of(Role::Writer).await;
    let form = opened(&ana).await;
    for said in ["done=phase", "done=repeated"] {
        let done = ana.submit(&board(), &to(&form, "paused")).await.expect(303);
        assert!(done.header("location").contains(said), "{said}");
    }
    let unfilled = to(&form.with("seen", ""), "open");
    ana.submit(&board(), &unfilled).await.expect(422);
    assert_eq!(app.shopper().facts().await["phase"], json!("paused"));
    app.stop().await;
}
