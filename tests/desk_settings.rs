//! An event's settings at the desk, by plain forms: what any browser can do.

use std::fmt::Write as _;

use lineside::domain::operator::Role;
use serde_json::json;

use crate::support::desk::{Desk, Form, encoded};
use crate::support::roles::event;
use crate::support::{Answer, Document, SLUG, TestApp};

fn settings() -> String {
    format!("/admin/events/{SLUG}/settings")
}

/// The form as the page has it, with some of its fields typed over.
fn typed(page: &Document, fields: &[(&str, &str)]) -> String {
    let mut form = "form=edit_event".to_owned();
    let edit = "form:has([value=edit_event])";
    for name in ["slug", "key"] {
        let value = page.attribute(&format!("{edit} [name={name}]"), "value");
        let _ = write!(form, "&{name}={}", encoded(&value));
    }
    for name in [
        "title",
        "opens_at",
        "closes_at",
        "draws_at",
        "zone",
        "capacity",
        "product_link",
        "waitlist_link",
        "accent",
    ] {
        let name = format!("event[{name}]");
        let there = || page.attribute(&format!("{edit} [name='{name}']"), "value");
        let over = fields
            .iter()
            .find(|(field, _)| format!("event[{field}]") == name);
        let value = over.map_or_else(there, |(_, value)| (*value).to_owned());
        let _ = write!(form, "&{}={}", encoded(&name), encoded(&value));
    }
    let language = page.attribute("[name='event[language]'] [selected]", "value");
    let _ = write!(form, "&{}={language}", encoded("event[language]"));
    form
}

async fn opened(desk: &Desk) -> Document {
    Document::parse(&desk.get(&settings()).await.expect(200).text())
}

async fn save(desk: &Desk, page: &Document, fields: &[(&str, &str)]) -> Answer {
    desk.submit(&settings(), &typed(page, fields)).await
}

#[tokio::test]
async fn what_is_saved_is_on_the_public_page_and_the_rest_stays() {
    let app = TestApp::start().await;
    let odd = json!({ "closes_at": "2026-11-24T09:00:30.250Z", "capacity": 700 });
    app.manager().await.patch(&event(), &odd).await.expect(200);
    let desk = app.desk_of(Role::Operator).await;
    let page = opened(&desk).await;
    let fields = [
        ("title", "Autumn drop"),
        ("capacity", ""),
        ("accent", "#b8321c"),
    ];
    let saved = save(&desk, &page, &fields).await.expect(303);
    assert!(
        saved
            .header("location")
            .starts_with(&format!("{}?done=edited", settings()))
    );

    let facts = app.shopper().facts().await;
    assert_eq!(facts["title"], "Autumn drop");
    assert_eq!(facts["closes_at"], "2026-11-24T09:00:30.25Z");
    assert_eq!(
        app.shopper().status_page().await.text(".event"),
        "Autumn drop"
    );
    let page = opened(&desk).await;
    assert_eq!(page.attribute("[name='event[capacity]']", "value"), "");
    assert_eq!(page.attribute("[name='event[accent]']", "value"), "#b8321c");
    app.stop().await;
}

#[tokio::test]
async fn two_people_edit_at_once_and_neither_text_is_lost() {
    let app = TestApp::start().await;
    let (one, other) = (
        app.desk_of(Role::Owner).await,
        app.desk_of(Role::Operator).await,
    );
    let (ones, others) = (opened(&one).await, opened(&other).await);
    save(&other, &others, &[("title", "Theirs"), ("capacity", "900")])
        .await
        .expect(303);

    let conflict = save(
        &one,
        &ones,
        &[("title", "Mine"), ("product_link", "https://shop.example/")],
    )
    .await;
    let page = Document::parse(&conflict.expect(409).text());
    assert_eq!(app.shopper().facts().await["title"], "Theirs");
    assert_eq!(page.attribute("[name='event[title]']", "value"), "Mine");
    let beside = page.text("#edit_event-event-title-error");
    assert!(beside.contains("“Theirs”"), "{beside}");

    save(&one, &page, &[]).await.expect(303);
    let page = opened(&one).await;
    for (field, value) in [
        ("title", "Mine"),
        ("capacity", "900"),
        ("product_link", "https://shop.example/"),
    ] {
        assert_eq!(
            page.attribute(&format!("[name='event[{field}]']"), "value"),
            value
        );
    }
    app.stop().await;
}

#[tokio::test]
async fn everything_that_is_wrong_is_told_and_nothing_is_changed() {
    let app = TestApp::start().await;
    let desk = app.desk_of(Role::Operator).await;
    let page = opened(&desk).await;
    let rows = app.rows().await;
    let fields = [
        ("title", ""),
        ("capacity", "0"),
        ("zone", "Mars/Olympus"),
        ("accent", "red"),
        ("product_link", "javascript:alert(1)"),
    ];
    for fields in [&fields[..], &fields[1..2]] {
        let refused = save(&desk, &page, fields).await.expect(422);
        let page = Document::parse(&refused.text());
        for (field, _) in fields {
            let wrong = page.text(&format!("#edit_event-event-{field}-error"));
            assert!(!wrong.is_empty(), "{field}");
        }
    }
    let no_key = desk
        .submit(&settings(), &format!("form=edit_event&slug={SLUG}&key=x"))
        .await;
    no_key.expect(422);
    let now = app.rows().await;
    assert_eq!(now["event"], rows["event"]);
    assert_eq!(now["audit_entry"], rows["audit_entry"]);
    app.stop().await;
}

/// A file as a browser sends it.
fn upload(file: &[u8]) -> Vec<u8> {
    let head = "--b\r\nContent-Disposition: form-data; name=\"image\"; filename=\"logo\"\r\n\r\n";
    [head.as_bytes(), file, b"\r\n--b--\r\n"].concat()
}

#[tokio::test]
async fn a_logo_is_sent_as_a_file_and_taken_away_again() {
    let app = TestApp::start().await;
    let desk = app.desk_of(Role::Operator).await;
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0h9v9z'/></svg>";
    desk.send_parts(&settings(), "b", upload(svg))
        .await
        .expect(303);
    assert_eq!(app.shopper().status_page().await.count(".logo"), 1);

    for wrong in [
        &b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"[..],
        b"GIF89a",
        b"",
        &"x".repeat(40_000).into_bytes(),
    ] {
        let refused = desk
            .send_parts(&settings(), "b", upload(wrong))
            .await
            .expect(422);
        let said = Document::parse(&refused.text()).text("#logo-image-error");
        assert!(!said.is_empty());
    }
    assert_eq!(app.shopper().status_page().await.count(".logo"), 1);

    let shown = Document::parse(&desk.get(&settings()).await.text());
    let remove = Form::of(&shown, "remove_logo").encoded();
    desk.submit(&settings(), &remove).await.expect(303);
    assert_eq!(app.shopper().status_page().await.count(".logo"), 0);
    for role in [Role::Writer, Role::Viewer] {
        let desk = app.desk_of(role).await;
        desk.send_parts(&settings(), "b", upload(svg))
            .await
            .expect(403);
        let shown = desk.get(&settings()).await.text();
        assert!(shown.contains("Not for your role"), "{role:?}");
    }
    app.stop().await;
}

#[tokio::test]
async fn an_event_is_archived_only_when_it_is_over_and_its_address_was_typed() {
    let app = TestApp::start().await;
    let desk = app.desk_of(Role::Owner).await;
    let archive = async |confirm: &str| {
        let form = format!("form=archive_event&slug={SLUG}&confirm={confirm}");
        desk.submit(&settings(), &form).await
    };
    archive(SLUG).await.expect(409);
    app.shopper().get(&format!("/e/{SLUG}")).await.expect(200);
    let ended = json!({ "phase": "ended" });
    let phase = format!("{}/phase", event());
    app.operator().await.post(&phase, &ended).await.expect(200);
    archive("other").await.expect(422);
    app.shopper().get(&format!("/e/{SLUG}")).await.expect(200);
    let done = archive(SLUG).await.expect(303);
    assert_eq!(done.header("location"), "/admin");
    app.shopper().get(&format!("/e/{SLUG}")).await.expect(410);
    app.stop().await;
}
