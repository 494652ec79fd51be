//! Messages at the desk by plain forms: looked at, kept, published, scheduled, put right, taken back.

use lineside::domain::message::MAX_TEXT;
use lineside::domain::operator::Role;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::client::send;
use crate::support::desk::{Desk, Form};
use crate::support::roles::api;
use crate::support::{Answer, Document, SLUG, TestApp};

fn composer() -> String {
    format!("/admin/events/{SLUG}/post")
}

pub async fn page(desk: &Desk, query: &str) -> Document {
    let path = format!("{}{query}", composer());
    Document::parse(&desk.get(&path).await.expect(200).text())
}

/// The composer's form as the page has it.
pub fn form(page: &Document) -> Form {
    Form::of(page, "post_message")
}

/// Own words in English, in a composer just opened.
pub async fn own_words(desk: &Desk, text: &str) -> Form {
    form(&page(desk, "").await).with("message[text][en]", text)
}

pub async fn publish(desk: &Desk, form: &Form) -> Answer {
    desk.submit(&composer(), &form.encoded()).await
}

/// Keeps a form as a draft; tells the address at which one goes on with it.
pub async fn keep(desk: &Desk, form: &Form) -> String {
    let path = format!("/admin/events/{SLUG}/drafts");
    let kept = desk.submit(&path, &form.encoded()).await.expect(303);
    let landing = kept.header("location");
    let (_, query) = landing.split_once('?').expect("a query");
    format!("?{}", query.trim_end_matches("#said"))
}

/// The texts that shoppers read, newest first.
pub async fn told(app: &TestApp) -> Vec<Value> {
    let facts = app.shopper().facts().await;
    let messages = facts["messages"].as_array().unwrap();
    messages.iter().map(|m| m["text"].clone()).collect()
}

pub fn document(answer: &Answer) -> Document {
    Document::parse(&answer.text())
}

#[tokio::test]
async fn a_template_is_picked_filled_looked_at_and_published_as_it_was_shown() {
    let app = TestApp::start().await;
    let writer = app.desk_of(Role::Writer).await;
    let picked = page(&writer, "?template=low_stock").await;
    assert_eq!(picked.text("#post-heading"), "Low stock");
    assert_eq!(picked.count("textarea[name^='message[text]']"), 6);
    let filled = form(&picked)
        .with("message[values][item]", "Aurora *42*")
        .with("message[values][remaining_band]", "50");

    let rows = app.rows().await;
    let path = format!("/admin/events/{SLUG}/preview");
    let shown = writer.submit(&path, &filled.encoded()).await.expect(200);
    let shown = document(&shown);
    let sentence = "Aurora *42* is running low: fewer than 50 left.";
    assert!(shown.text("[data-live=shown-en]").contains(sentence));
    assert!(
        shown
            .text("[data-live=shown-ja]")
            .contains("残りは50点未満です")
    );
    assert!(shown.text("[data-live=widget-en]").contains("Aurora *42*"));
    assert_eq!(app.rows().await, rows);

    let done = publish(&writer, &form(&shown)).await.expect(303);
    assert!(done.header("location").contains("done=posted"));
    let said = told(&app).await;
    assert_eq!(said, [json!(sentence)]);
    assert_eq!(app.audited("message.post").await, 1);
    app.stop().await;
}

#[tokio::test]
async fn what_is_wrong_stands_beside_its_field_and_nothing_is_lost_or_written() {
    let app = TestApp::start().await;
    let writer = app.desk_of(Role::Writer).await;
    let gaps = form(&page(&writer, "?template=low_stock").await)
        .with("message[values][item]", "Aurora")
        .with("message[text][de]", "{artikel} ist knapp")
        .with("message[publish_at]", "2027-02-31T10:00");
    let long = own_words(&writer, &"x".repeat(MAX_TEXT + 1)).await;
    let rows = app.rows().await;

    let page = document(&publish(&writer, &gaps).await.expect(422));
    let wrong = |name: &str| page.text(&format!("[data-wrong='message.{name}']"));
    assert!(wrong("publish_at").contains("give a day and a time"));
    assert_eq!(form(&page), gaps);
    let gaps = gaps.with("message[publish_at]", "");
    let page = document(&publish(&writer, &gaps).await.expect(422));
    let wrong = |name: &str| page.text(&format!("[data-wrong='message.{name}']"));
    assert!(wrong("values.remaining_band").contains("fill in"));
    assert!(wrong("text.de").contains("unknown placeholder {artikel}"));
    assert_eq!(form(&page), gaps);

    let page = document(&publish(&writer, &long).await.expect(422));
    let wrong = page.text("[data-wrong='message.text.en']");
    assert!(!wrong.is_empty());
    assert_eq!(form(&page), long);
    assert_eq!(app.rows().await, rows);
    app.stop().await;
}

#[tokio::test]
async fn sent_twice_it_is_published_once_and_with_other_words_the_writer_is_asked() {
    let app = TestApp::start().await;
    let writer = app.desk_of(Role::Writer).await;
    let first = own_words(&writer, "Doors are open.").await;
    for _ in 0..2 {
        publish(&writer, &first).await.expect(303);
    }
    assert_eq!(told(&app).await.len(), 1);
    let other = first.with("message[text][en]", "Doors are closed.");
    let asked = document(&publish(&writer, &other).await.expect(409));
    assert_eq!(told(&app).await.len(), 1);
    publish(&writer, &form(&asked)).await.expect(303);
    assert_eq!(
        told(&app).await,
        [json!("Doors are closed."), json!("Doors are open.")]
    );
    app.stop().await;
}

#[tokio::test]
async fn a_draft_survives_an_ended_session_and_is_gone_once_it_is_published() {
    let app = TestApp::start().await;
    let mut writer = app.desk();
    let password = app.person("ana@example.com", Role::Writer).await;
    writer
        .log_in("ana@example.com", &password)
        .await
        .expect(303);
    let half = form(&page(&writer, "?template=low_stock").await)
        .with("message[values][item]", "Aurora")
        .with("message[text][fr]", "");
    keep(&writer, &half).await;
    writer.submit("/admin/logout", "").await.expect(303);
    publish(&writer, &half).await.expect(401);

    writer
        .log_in("ana@example.com", &password)
        .await
        .expect(303);
    let listed = page(&writer, "").await;
    assert!(listed.text("#drafts").contains("Low stock: Aurora"));
    assert!(listed.text("#drafts").contains("ana@example.com"));
    let address = listed.attribute("#drafts a.button", "href");
    let query = address.trim_start_matches(&composer()).to_owned();
    let gone_on = page(&writer, query.trim_end_matches("#post")).await;
    let again = form(&gone_on);
    assert_eq!(again.value("message[values][item]"), "Aurora");
    assert_eq!(again.value("message[text][fr]"), "");
    assert!(again.value("message[text][de]").contains("{item}"));
    let whole = again.with("message[values][remaining_band]", "50");
    publish(&writer, &whole).await.expect(303);
    assert_eq!(page(&writer, "").await.count("#drafts"), 0);
    app.stop().await;
}

#[tokio::test]
async fn two_writers_on_one_draft_see_both_texts_and_keep_both() {
    let app = TestApp::start().await;
    let ana = app.desk_of(Role::Writer).await;
    let bob = app.desk_of(Role::Operator).await;
    let begun = keep(&ana, &own_words(&ana, "Doors").await).await;
    let (anas, bobs) = (page(&ana, &begun).await, page(&bob, &begun).await);
    keep(
        &ana,
        &form(&anas).with("message[text][en]", "Doors at ten."),
    )
    .await;
    let kept = keep(
        &bob,
        &form(&bobs).with("message[text][en]", "Doors at two."),
    )
    .await;

    let both = page(&bob, &kept).await;
    let beside = both.text(".beside");
    assert!(beside.contains("writer@example.com changed this draft meanwhile"));
    assert!(beside.contains("Doors at ten."));
    assert_eq!(form(&both).value("message[text][en]"), "Doors at two.");
    assert_eq!(both.count("#drafts li"), 2);
    app.stop().await;
}

#[tokio::test]
async fn two_who_correct_one_message_see_both_texts_and_the_second_may_insist() {
    let app = TestApp::start().await;
    let writer = app.desk_of(Role::Writer).await;
    let body =
        json!({ "text": { "en": "Doors at ten.", "de": "Einlass um zehn." }, "pinned": true });
    let answer = app.operator().await.post(&api("messages"), &body).await;
    let id = answer.expect(201).json()["id"].as_str().unwrap().to_owned();
    let path = format!("/admin/events/{SLUG}/messages/{id}");
    let opened = document(&writer.get(&path).await.expect(200));
    let correct = |page: &Document| Form::of(page, "correct_message");
    let first = correct(&opened)
        .with("message[text][en]", "Doors at eleven.")
        .with("message[severity]", "critical");
    let second = correct(&opened).with("message[text][en]", "Doors at noon.");
    let first = writer.submit(&path, &first.encoded()).await.expect(303);
    assert!(first.header("location").contains("done=corrected"));

    let told_both = writer.submit(&path, &second.encoded()).await.expect(409);
    let both = document(&told_both);
    let beside = both.text("[data-wrong='message.text.en']");
    assert_eq!(beside, "you made this “Doors at eleven.” meanwhile");
    assert_eq!(both.text("[data-wrong='message.text.de']"), "");
    let louder = both.text("[data-wrong='message.severity']");
    assert!(louder.starts_with("you made this"), "{louder}");
    assert_eq!(both.text("[data-wrong='message.pinned']"), "");
    assert_eq!(correct(&both).value("message[text][en]"), "Doors at noon.");
    assert_eq!(told(&app).await, [json!("Doors at eleven.")]);
    let insists = correct(&both).encoded();
    writer.submit(&path, &insists).await.expect(303);
    let facts = app.shopper().facts().await;
    assert_eq!(facts["messages"][0]["text"], "Doors at noon.");
    assert_eq!(facts["messages"][0]["pinned"], true);
    assert_eq!(app.audited("message.correct").await, 2);
    app.stop().await;
}

#[tokio::test]
async fn a_message_is_taken_back_once_and_leaves_a_tombstone() {
    let app = TestApp::start().await;
    let writer = app.desk_of(Role::Writer).await;
    let (id, _) = app.operator().await.post_message("Free shoes!").await;
    let path = format!("/admin/events/{SLUG}/messages/{id}");
    let opened = document(&writer.get(&path).await.expect(200));
    let retract = Form::of(&opened, "retract_message");
    let stale = retract.clone().with("version", "9").encoded();
    writer.submit(&path, &stale).await.expect(409);
    let done = writer.submit(&path, &retract.encoded()).await.expect(303);
    assert!(done.header("location").contains("done=retracted"));
    let shopper = app.shopper().status_page().await;
    assert!(!shopper.text("main").contains("Free shoes!"));
    assert!(shopper.text("main").contains("withdrawn"));
    let gone = document(&writer.get(&path).await.expect(200));
    assert!(gone.text("main").contains("Free shoes!"));
    assert_eq!(gone.count("form [name=form][value=correct_message]"), 0);
    assert_eq!(app.audited("message.retract").await, 1);
    app.stop().await;
}

#[tokio::test]
async fn a_template_that_was_put_away_meanwhile_loses_nobody_what_they_typed() {
    let app = TestApp::start().await;
    let writer = app.desk_of(Role::Writer).await;
    let filled = form(&page(&writer, "?template=high_traffic").await);
    let filled = filled.with("message[text][en]", "It is busy.");
    let operator = app.desk_of(Role::Operator).await;
    let path = "/admin/templates/high_traffic";
    let opened = document(&operator.get(path).await.expect(200));
    let archive = Form::of(&opened, "archive_template").encoded();
    operator.submit(path, &archive).await.expect(303);

    let refused = document(&publish(&writer, &filled).await.expect(409));
    assert!(refused.text(".error.whole").contains("put away meanwhile"));
    assert_eq!(form(&refused).value("message[text][en]"), "It is busy.");
    assert!(told(&app).await.is_empty());
    app.stop().await;
}

#[tokio::test]
async fn an_awake_form_gets_data_and_what_it_shows_meanwhile_is_escaped() {
    let app = TestApp::start().await;
    let writer = app.desk_of(Role::Writer).await;
    let typed = own_words(&writer, "**Doors** [open](https://shop.example/a) <b>&").await;
    let path = format!("/admin/events/{SLUG}/preview");
    let request = writer.request_for(Method::POST, &path, "application/json");
    let request = request.header("sec-fetch-site", "same-origin");
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    let answer = send(request.body(typed.encoded())).await.expect(200).json();
    let card = answer["parts"]["shown-en"].as_str().unwrap();
    assert!(card.contains("<strong>Doors"), "{card}");
    assert!(card.contains("&lt;b&gt;&amp;"), "{card}");
    assert!(card.contains("href=\"https://shop.example/a\""), "{card}");
    assert!(
        answer["parts"]["effect"]
            .as_str()
            .unwrap()
            .starts_with("Publish to")
    );
    let note = answer["parts"]["note-de"].as_str().unwrap();
    assert!(note.contains("Missing: its readers get English."), "{note}");
    app.stop().await;
}

#[tokio::test]
async fn a_composer_of_what_is_not_there_is_not_there() {
    let app = TestApp::start().await;
    let writer = app.desk_of(Role::Writer).await;
    for path in [
        "/admin/events/none/post",
        "/admin/events/spring-drop/post?draft=none",
        "/admin/events/spring-drop/post?scheduled=none",
        "/admin/events/spring-drop/messages/none",
        "/admin/templates/none",
    ] {
        writer.get(path).await.expect(404);
    }
    // A message of another event is not one of this.
    app.create(
        "autumn-drop",
        lineside::domain::event::EventKind::Queue,
        true,
    )
    .await;
    let (id, _) = app.operator().await.post_message("Doors are open.").await;
    let path = format!("/admin/events/autumn-drop/messages/{id}");
    writer.get(&path).await.expect(404);
    app.stop().await;
}
