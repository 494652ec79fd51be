//! Templates at the desk by plain forms: made, edited, put away, brought back, and offered to whoever writes.

use lineside::domain::operator::Role;

use crate::support::desk::{Desk, Form};
use crate::support::{Document, SLUG, TestApp};

const NEW: &str = "/admin/templates/new";
const MADE: &str = "/admin/templates/flash_sale";

async fn page(desk: &Desk, path: &str) -> Document {
    Document::parse(&desk.get(path).await.expect(200).text())
}

/// The form for a new template, filled in.
async fn flash_sale(desk: &Desk) -> Form {
    Form::of(&page(desk, NEW).await, "create_template")
        .with("template[key]", "flash_sale")
        .with("template[name]", "Flash sale")
        .with("template[text][en]", "{item} is on sale.")
}

async fn made(desk: &Desk) {
    let form = flash_sale(desk).await.encoded();
    let done = desk.submit(NEW, &form).await.expect(303);
    assert!(
        done.header("location")
            .starts_with(&format!("{MADE}?done=template"))
    );
}

async fn edit(desk: &Desk) -> Form {
    Form::of(&page(desk, MADE).await, "edit_template")
}

#[tokio::test]
async fn what_is_wrong_with_a_template_stands_beside_its_field_and_nothing_is_lost() {
    let app = TestApp::start().await;
    let operator = app.desk_of(Role::Operator).await;
    let rows = app.rows().await;
    let form = flash_sale(&operator)
        .await
        .with("template[text][de]", "{artikel} ist im Angebot.")
        .with("template[text][es]", "<b>{item}</b>")
        .with("template[text][fr]", "Promotion !");
    let answer = operator.submit(NEW, &form.encoded()).await.expect(422);
    let again = Document::parse(&answer.text());
    let wrong = |tag: &str| again.text(&format!("[data-wrong='template.text.{tag}']"));
    assert!(
        wrong("de").contains("unknown placeholder {artikel}"),
        "{}",
        wrong("de")
    );
    assert!(
        wrong("es").contains("HTML has no meaning here"),
        "{}",
        wrong("es")
    );
    assert!(
        !wrong("fr").is_empty(),
        "a language that lacks a placeholder"
    );
    assert_eq!(Form::of(&again, "create_template"), form);
    let mut kept = app.rows().await;
    kept.insert("session".to_owned(), rows["session"]);
    assert_eq!(kept, rows);
    app.stop().await;
}

#[tokio::test]
async fn a_template_is_made_once_and_offered_to_whoever_writes() {
    let app = TestApp::start().await;
    let operator = app.desk_of(Role::Operator).await;
    made(&operator).await;
    let again = flash_sale(&operator).await.encoded();
    let refused = operator.submit(NEW, &again).await;
    assert!(matches!(refused.status, 409 | 422), "{}", refused.status);
    let writer = app.desk_of(Role::Writer).await;
    let composer = page(
        &writer,
        &format!("/admin/events/{SLUG}/post?template=flash_sale"),
    )
    .await;
    assert_eq!(composer.text("#post-heading"), "Flash sale");
    assert_eq!(composer.count("[name='message[values][item]']"), 1);
    // A writer looks at templates, and makes none.
    let looked_at = page(&writer, MADE).await;
    assert_eq!(looked_at.count("form [name=form][value$=template]"), 0);
    writer.get(NEW).await.expect(403);
    assert_eq!(app.audited("template.create").await, 1);
    app.stop().await;
}

#[tokio::test]
async fn two_who_edit_one_template_see_both_texts_and_the_second_may_insist() {
    let app = TestApp::start().await;
    let ana = app.desk_of(Role::Operator).await;
    let bob = app.desk_of(Role::Owner).await;
    made(&ana).await;
    let (anas, bobs) = (edit(&ana).await, edit(&bob).await);
    let anas = anas
        .with("template[text][en]", "{item}: cheap today.")
        .with("template[severity]", "critical");
    ana.submit(MADE, &anas.encoded()).await.expect(303);
    let bobs = bobs.with("template[text][en]", "{item}: cheaper today.");
    let answer = bob.submit(MADE, &bobs.encoded()).await.expect(409);
    let both = Document::parse(&answer.text());
    assert_eq!(
        both.text("[data-wrong='template.text.en']"),
        "operator@example.com made this “{item}: cheap today.” meanwhile"
    );
    let louder = both.text("[data-wrong='template.severity']");
    assert!(
        louder.starts_with("operator@example.com made this"),
        "{louder}"
    );
    let insists = Form::of(&both, "edit_template");
    assert_eq!(
        insists.value("template[text][en]"),
        "{item}: cheaper today."
    );
    bob.submit(MADE, &insists.encoded()).await.expect(303);
    let now = page(&bob, MADE).await;
    assert!(now.text("#version-3").contains("cheaper today"));
    assert!(now.text("#version-2").contains("cheap today"));
    app.stop().await;
}

#[tokio::test]
async fn an_earlier_version_comes_back_as_a_new_one_and_what_is_put_away_is_offered_no_more() {
    let app = TestApp::start().await;
    let operator = app.desk_of(Role::Operator).await;
    made(&operator).await;
    let edited = edit(&operator)
        .await
        .with("template[text][en]", "{item}: cheap.");
    operator.submit(MADE, &edited.encoded()).await.expect(303);
    let restore = Form::of(&page(&operator, MADE).await, "restore_template");
    operator.submit(MADE, &restore.encoded()).await.expect(303);
    let restored = edit(&operator).await;
    assert_eq!(restored.value("template[text][en]"), "{item} is on sale.");
    assert_eq!(restored.value("key"), "3");

    let archive = Form::of(&page(&operator, MADE).await, "archive_template");
    operator.submit(MADE, &archive.encoded()).await.expect(303);
    let offered = page(&operator, &format!("/admin/events/{SLUG}/post")).await;
    assert!(!offered.text(".templates").contains("Flash sale"));
    let listed = page(&operator, "/admin/templates").await;
    assert!(
        listed
            .text("[aria-labelledby=templates-archived]")
            .contains("Flash sale")
    );
    let back = Form::of(&page(&operator, MADE).await, "archive_template");
    operator.submit(MADE, &back.encoded()).await.expect(303);
    let offered = page(&operator, &format!("/admin/events/{SLUG}/post")).await;
    assert!(offered.text(".templates").contains("Flash sale"));
    app.stop().await;
}
