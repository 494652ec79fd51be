//! Messages that stand first, and messages that leave by themselves.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::client::send;
use crate::support::roles::{api, at};
use crate::support::{Answer, Client, SLUG, TestApp};

async fn post(operator: &Client, text: &str, more: Value) -> String {
    let mut body = json!({ "text": { "en": text } });
    body.as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    let answer = operator.post(&api("messages"), &body).await.expect(201);
    answer.json()["id"].as_str().unwrap().to_owned()
}

async fn patch(operator: &Client, id: &str, body: &Value) -> Answer {
    let request = operator.request(Method::PATCH, &api(&format!("messages/{id}")));
    send(request.json(body)).await
}

/// What shoppers read: on the page, in the widget, and as machines get it.
async fn told(app: &TestApp) -> (String, Value, Vec<Value>) {
    let page = app.shopper().status_page().await;
    let widget = app.shopper().get(&format!("/e/{SLUG}/widget.json")).await;
    let facts = app.shopper().facts().await;
    let messages = facts["messages"].as_array().unwrap().clone();
    let first = page.text("[data-region=news] li:first-child");
    (first, widget.json()["message"].clone(), messages)
}

#[tokio::test]
async fn a_pinned_message_stands_first_until_another_is_pinned() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    post(&operator, "First.", json!({ "pinned": true })).await;
    post(&operator, "Second.", json!({})).await;
    let (page, widget, messages) = told(&app).await;
    assert!(page.contains("pinned") && page.contains("First."), "{page}");
    assert_eq!(widget, "First.");
    assert_eq!(
        (&messages[0]["text"], &messages[0]["pinned"]),
        (&json!("First."), &json!(true))
    );

    let third = post(&operator, "Third.", json!({ "pinned": true })).await;
    let (_, widget, messages) = told(&app).await;
    assert_eq!(widget, "Third.");
    let pinned: Vec<_> = messages.iter().map(|m| m["pinned"].clone()).collect();
    assert_eq!(pinned, [true, false, false]);

    patch(&operator, &third, &json!({ "pinned": false }))
        .await
        .expect(200);
    let (_, _, messages) = told(&app).await;
    assert!(messages.iter().all(|m| m["pinned"] == false));
    assert_eq!(messages[0]["text"], "Third.");
    app.stop().await;
}

#[tokio::test]
async fn a_message_that_another_took_the_first_place_of_has_a_new_version() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let first = post(&operator, "First.", json!({ "pinned": true })).await;
    let second = post(&operator, "Second.", json!({ "pinned": true })).await;
    let request = operator.request(Method::PATCH, &api(&format!("messages/{first}")));
    let body = json!({ "text": { "en": "First of all." } });
    // Whoever saw it stand first must look again.
    let outdated = send(request.header("if-match", "\"1\"").json(&body)).await;
    outdated.problem(412);
    let detail = app.audit_details("message.post").await.pop().unwrap();
    assert_eq!(detail["unpinned"], json!(first));

    patch(&operator, &first, &json!({ "pinned": true }))
        .await
        .expect(200);
    let detail = app.audit_details("message.correct").await.pop().unwrap();
    assert_eq!(detail["unpinned"], json!(second));
    app.stop().await;
}

#[tokio::test]
async fn a_pinned_message_that_has_left_can_still_be_corrected() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let more = json!({ "pinned": true, "expires_at": at(60) });
    let id = post(&operator, "Free shoes.", more).await;
    app.clock.advance_seconds(61);
    let body = json!({ "text": { "en": "No free shoes." } });
    patch(&operator, &id, &body).await.expect(200);
    patch(&operator, &id, &json!({ "pinned": false }))
        .await
        .expect(200);
    patch(&operator, &id, &json!({ "pinned": true }))
        .await
        .names("pinned");
    app.stop().await;
}

#[tokio::test]
async fn a_pin_is_no_correction_but_a_version() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let id = post(&operator, "News.", json!({})).await;
    app.clock.advance_seconds(60);
    let pinned = patch(&operator, &id, &json!({ "pinned": true }))
        .await
        .expect(200);
    assert_eq!(pinned.header("etag"), "\"2\"");
    assert_eq!(told(&app).await.2[0]["edited_at"], Value::Null);
    let rows = app.rows().await;
    patch(&operator, &id, &json!({ "pinned": true }))
        .await
        .expect(200);
    assert_eq!(app.rows().await, rows);
    app.stop().await;
}

#[tokio::test]
async fn a_pinned_message_that_is_taken_back_steps_down() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let id = post(&operator, "First.", json!({ "pinned": true })).await;
    post(&operator, "Second.", json!({})).await;
    operator
        .delete(&api(&format!("messages/{id}")))
        .await
        .expect(200);
    let (page, widget, _) = told(&app).await;
    assert!(page.contains("Second."), "{page}");
    assert_eq!(widget, "Second.");
    app.stop().await;
}

#[tokio::test]
async fn a_pinned_message_stays_on_the_page_however_much_is_said_after_it() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    post(&operator, "First.", json!({ "pinned": true })).await;
    for i in 0..12 {
        post(&operator, &format!("Message {i}."), json!({})).await;
    }
    let (page, _, messages) = told(&app).await;
    assert!(page.contains("First."), "{page}");
    assert_eq!(messages.len(), 11);
    app.stop().await;
}

#[tokio::test]
async fn a_message_leaves_page_and_widget_at_its_time_and_machines_still_know_it() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    post(&operator, "Stays.", json!({})).await;
    post(
        &operator,
        "Leaves.",
        json!({ "expires_at": at(60), "pinned": true }),
    )
    .await;
    assert_eq!(told(&app).await.1, "Leaves.");

    app.pass_seconds(60).await;
    let (page, widget, messages) = told(&app).await;
    assert!(page.contains("Stays."), "{page}");
    assert_eq!(widget, "Stays.");
    let all = app.shopper().get(&format!("/e/{SLUG}")).await.text();
    assert!(!all.contains("Leaves."));
    assert_eq!(messages[0]["expired"], true);
    assert_eq!(messages[0]["expires_at"], json!(at(60)));
    assert_eq!(messages[0]["pinned"], false);
    let feed = app.shopper().get(&format!("/e/{SLUG}/feed.json")).await;
    assert!(feed.text().contains("Leaves."));
    app.stop().await;
}

#[tokio::test]
async fn what_leaves_makes_room_for_what_stays() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    post(&operator, "Stays.", json!({})).await;
    for i in 0..10 {
        post(
            &operator,
            &format!("Leaves {i}."),
            json!({ "expires_at": at(60) }),
        )
        .await;
    }
    app.pass_seconds(60).await;
    // Read anew, as after a restart or with the next word.
    operator
        .set_stock("A", &json!({ "level": "low" }))
        .await
        .expect(200);
    assert_eq!(told(&app).await.1, "Stays.");
    app.stop().await;
}

#[tokio::test]
async fn a_time_to_leave_is_checked_and_may_be_given_later_and_taken_away() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let id = post(&operator, "News.", json!({ "next_update_by": at(600) })).await;
    let rows = app.rows().await;
    for bad in [0, -1, 599, 30 * 86_400 + 1] {
        let body = json!({ "expires_at": at(bad) });
        patch(&operator, &id, &body).await.names("expires_at");
        let new =
            json!({ "text": { "en": "x" }, "expires_at": at(bad), "next_update_by": at(600) });
        operator
            .post(&api("messages"), &new)
            .await
            .names("expires_at");
    }
    assert_eq!(app.rows().await, rows);
    patch(&operator, &id, &json!({ "expires_at": at(600) }))
        .await
        .expect(200);
    // A later promise would be taken off the page before its time.
    let promise = json!({ "next_update_by": at(900) });
    patch(&operator, &id, &promise).await.names("expires_at");
    patch(&operator, &id, &json!({ "expires_at": null }))
        .await
        .expect(200);
    patch(&operator, &id, &promise).await.expect(200);
    app.stop().await;
}

#[tokio::test]
async fn what_has_left_cannot_be_pinned_before_it_is_back() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let id = post(&operator, "News.", json!({ "expires_at": at(60) })).await;
    app.pass_seconds(61).await;
    patch(&operator, &id, &json!({ "pinned": true }))
        .await
        .names("pinned");
    let back = json!({ "pinned": true, "expires_at": null });
    patch(&operator, &id, &back).await.expect(200);
    assert_eq!(told(&app).await.1, "News.");
    app.stop().await;
}

#[tokio::test]
async fn many_who_pin_at_once_leave_one_pinned() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let posts = (0..6).map(|i| {
        let operator = operator.clone();
        async move {
            post(
                &operator,
                &format!("Message {i}."),
                json!({ "pinned": true }),
            )
            .await
        }
    });
    futures::future::join_all(posts).await;
    let pinned = told(&app).await.2;
    assert_eq!(pinned.iter().filter(|m| m["pinned"] == true).count(), 1);
    app.stop().await;
}
