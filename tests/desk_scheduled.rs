//! Messages that wait for their time, at the desk by plain forms.

use lineside::domain::operator::Role;
use serde_json::json;

use crate::desk_compose::{document, form, keep, own_words, page, publish, told};
use crate::support::TestApp;
use crate::support::desk::{Desk, Form};

/// Schedules own words for ten minutes from now; tells the id.
async fn scheduled(desk: &Desk, text: &str) -> String {
    let form = own_words(desk, text).await;
    let form = form.with("message[publish_at]", "2026-11-23T13:10");
    let done = publish(desk, &form).await.expect(303);
    assert!(done.header("location").contains("done=scheduled"));
    let listed = page(desk, "").await;
    listed.attribute("#scheduled input[name=scheduled]", "value")
}

#[tokio::test]
async fn a_scheduled_message_is_changed_published_early_or_cancelled() {
    let app = TestApp::start().await;
    let writer = app.desk_of(Role::Writer).await;
    let id = scheduled(&writer, "Doors open soon.").await;
    let changed = form(&page(&writer, &format!("?scheduled={id}")).await);
    assert_eq!(changed.value("message[publish_at]"), "2026-11-23T13:10");
    let changed = changed.with("message[text][en]", "Doors open late.");
    publish(&writer, &changed).await.expect(303);
    // Sent twice it is changed once.
    publish(&writer, &changed).await.expect(303);
    let listed = page(&writer, "").await;
    assert!(listed.text("#scheduled").contains("Doors open late."));
    assert_eq!(app.audited("message.reschedule").await, 1);

    let early = Form::of(&listed, "publish_scheduled");
    let done = publish(&writer, &early).await.expect(303);
    assert!(done.header("location").contains("done=posted"));
    assert_eq!(told(&app).await, [json!("Doors open late.")]);

    scheduled(&writer, "Never mind.").await;
    let cancel = Form::of(&page(&writer, "").await, "cancel_scheduled");
    publish(&writer, &cancel).await.expect(303);
    assert_eq!(page(&writer, "").await.count("#scheduled"), 0);
    assert_eq!(told(&app).await.len(), 1);
    assert_eq!(app.audited("message.cancel").await, 1);
    app.stop().await;
}

#[tokio::test]
async fn two_who_change_one_scheduled_message_see_both_and_the_second_may_insist() {
    let app = TestApp::start().await;
    let ana = app.desk_of(Role::Writer).await;
    let bob = app.desk_of(Role::Operator).await;
    let id = scheduled(&ana, "Doors open soon.").await;
    let query = format!("?scheduled={id}");
    let (anas, bobs) = (page(&ana, &query).await, page(&bob, &query).await);
    let anas = form(&anas).with("message[text][en]", "Doors at ten.");
    publish(&ana, &anas).await.expect(303);
    let bobs = form(&bobs)
        .with("message[text][en]", "Doors at two.")
        .with("message[publish_at]", "2026-11-23T13:30");
    let both = document(&publish(&bob, &bobs).await.expect(409));
    let beside = |name: &str| both.text(&format!("[data-wrong='message.{name}']"));
    assert_eq!(
        beside("text.en"),
        "writer@example.com made this “Doors at ten.” meanwhile"
    );
    assert!(beside("publish_at").contains("2026-11-23T13:10"));
    assert_eq!(form(&both).value("message[text][en]"), "Doors at two.");
    publish(&bob, &form(&both)).await.expect(303);
    let listed = page(&bob, "").await.text("#scheduled");
    assert!(
        listed.contains("Doors at two.") && listed.contains("13:30"),
        "{listed}"
    );
    assert_eq!(app.audited("message.reschedule").await, 2);
    app.stop().await;
}

#[tokio::test]
async fn whoever_changes_what_was_published_meanwhile_is_told_and_may_say_it_as_another_message() {
    let app = TestApp::start().await;
    let writer = app.desk_of(Role::Writer).await;
    for now in [true, false] {
        let id = scheduled(&writer, "Doors open soon.").await;
        let changed = form(&page(&writer, &format!("?scheduled={id}")).await);
        let changed = changed.with("message[text][en]", "Doors open late.");
        let changed = if now {
            changed.with("message[publish_at]", "")
        } else {
            changed
        };
        let early = Form::of(&page(&writer, "").await, "publish_scheduled");
        publish(&writer, &early).await.expect(303);
        let before = told(&app).await.len();

        let refused = document(&publish(&writer, &changed).await.expect(404));
        let told_so = refused.text(".error.whole");
        assert!(
            told_so.contains("This message was published 13:00 CET")
                && told_so.contains("publishes yours as another message"),
            "{told_so}"
        );
        let again = form(&refused);
        assert_eq!(again.value("message[text][en]"), "Doors open late.");
        assert_eq!(told(&app).await.len(), before);
        publish(&writer, &again).await.expect(303);
        if now {
            assert_eq!(told(&app).await[0], "Doors open late.");
        } else {
            assert!(
                page(&writer, "")
                    .await
                    .text("#scheduled")
                    .contains("Doors open late.")
            );
        }
    }
    app.stop().await;
}

#[tokio::test]
async fn a_draft_of_a_scheduled_message_that_is_gone_goes_on_as_a_message_of_its_own() {
    let app = TestApp::start().await;
    let writer = app.desk_of(Role::Writer).await;
    let id = scheduled(&writer, "Doors open soon.").await;
    let changed = form(&page(&writer, &format!("?scheduled={id}")).await);
    let kept = keep(
        &writer,
        &changed.with("message[text][en]", "Doors open late."),
    )
    .await;
    let cancel = Form::of(&page(&writer, "").await, "cancel_scheduled");
    publish(&writer, &cancel).await.expect(303);
    let gone_on = form(&page(&writer, &kept).await);
    assert_eq!(gone_on.value("message[scheduled]"), "");
    publish(&writer, &gone_on.with("message[publish_at]", ""))
        .await
        .expect(303);
    assert_eq!(told(&app).await, [json!("Doors open late.")]);
    app.stop().await;
}

#[tokio::test]
async fn whoever_publishes_what_was_published_meanwhile_is_told_so_and_nothing_else() {
    let app = TestApp::start().await;
    let ana = app.desk_of(Role::Writer).await;
    let bob = app.desk_of(Role::Operator).await;
    scheduled(&ana, "Doors open soon.").await;
    let early = Form::of(&page(&bob, "").await, "publish_scheduled");
    for (desk, said) in [(&ana, "done=posted"), (&bob, "done=published_meanwhile")] {
        let done = publish(desk, &early).await.expect(303);
        assert!(done.header("location").contains(said), "{said}");
    }
    let landed = page(&bob, "?done=published_meanwhile").await.text("main");
    assert!(landed.contains("It was published meanwhile: nothing was done now"));
    assert_eq!(told(&app).await.len(), 1);
    app.stop().await;
}

#[tokio::test]
async fn a_scheduled_message_that_is_sent_as_it_was_is_said_to_be_scheduled() {
    let app = TestApp::start().await;
    let writer = app.desk_of(Role::Writer).await;
    let id = scheduled(&writer, "Doors open soon.").await;
    let untouched = form(&page(&writer, &format!("?scheduled={id}")).await);
    let done = publish(&writer, &untouched).await.expect(303);
    assert!(done.header("location").contains("done=scheduled"));
    assert_eq!(app.audited("message.reschedule").await, 0);
    app.stop().await;
}
