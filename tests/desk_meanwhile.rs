//! What somebody else has changed since a page was opened: whoever goes on from there is told, and may insist.

use lineside::domain::operator::Role;
use serde_json::json;

use crate::support::desk::{Desk, Form};
use crate::support::roles::event;
use crate::support::{Answer, Document, SLUG, TestApp};

fn board() -> String {
    format!("/admin/events/{SLUG}")
}

async fn page(desk: &Desk, path: &str) -> Document {
    Document::parse(&desk.get(path).await.expect(200).text())
}

fn told(answer: &Answer) -> Document {
    Document::parse(&answer.text())
}

/// One tap on a level, on a board as it was opened.
fn tap(opened: &Document, level: &str) -> String {
    format!("{}&level={level}", Form::of(opened, "set_level").encoded())
}

#[tokio::test]
async fn two_who_tap_different_levels_for_one_variant_do_not_undo_each_other_unawares() {
    let app = TestApp::start().await;
    let machine = app.operator().await;
    let item = json!({ "title": "Sneaker", "level": "in_stock" });
    machine.set_stock("A", &item).await.expect(200);
    let writer = app.desk_of(Role::Writer).await;
    let opened = page(&writer, &board()).await;
    let sold_out = writer.submit(&board(), &tap(&opened, "sold_out")).await;
    sold_out.expect(303);

    let rows = app.rows().await;
    let refused = writer.submit(&board(), &tap(&opened, "low")).await;
    let refused = told(&refused.expect(409));
    let said = refused.text(".variants .error.whole");
    assert!(said.contains("it is now: Sold out"), "{said}");
    // Nor by the form for many things at once, where a count alone would move the level.
    let five = Form::of(&opened, "set_stock")
        .with("sku", "A")
        .with("remaining", "5");
    let counted = writer.submit(&board(), &five.encoded()).await;
    let counted = told(&counted.expect(409));
    let said = counted.text("details .error.whole");
    assert!(said.contains("it is now: Sold out"), "{said}");
    assert_eq!(app.rows().await, rows);
    // The same wish by two people is no conflict.
    let same = writer.submit(&board(), &tap(&opened, "sold_out")).await;
    same.expect(303);
    assert_eq!(app.rows().await, rows);

    let insists = writer.submit(&board(), &tap(&refused, "low")).await;
    insists.expect(303);
    let level = &app.shopper().facts().await["inventory"][0]["level"];
    assert_eq!(level, "low");
    assert_eq!(app.audited("inventory.set").await, 3);
    app.stop().await;
}

#[tokio::test]
async fn a_variant_that_somebody_else_has_added_meanwhile_is_not_changed_as_if_it_were_new() {
    let app = TestApp::start().await;
    let writer = app.desk_of(Role::Writer).await;
    let opened = page(&writer, &board()).await;
    let new = Form::of(&opened, "set_stock")
        .with("sku", "A")
        .with("level", "in_stock");
    let item = json!({ "title": "Sneaker", "level": "sold_out" });
    app.operator().await.set_stock("A", &item).await.expect(200);
    let refused = writer.submit(&board(), &new.encoded()).await.expect(409);
    let again = Form::of(&told(&refused), "set_stock").encoded();
    writer.submit(&board(), &again).await.expect(303);
    let level = &app.shopper().facts().await["inventory"][0]["level"];
    assert_eq!(level, "in_stock");
    app.stop().await;
}

#[tokio::test]
async fn a_count_that_moves_by_itself_is_no_conflict_for_whoever_taps_a_level() {
    let app = TestApp::start().await;
    let machine = app.operator().await;
    let left = async |count: u32| {
        let item = json!({ "remaining": count, "level": "in_stock" });
        machine.set_stock("A", &item).await.expect(200);
    };
    left(90).await;
    let writer = app.desk_of(Role::Writer).await;
    let opened = page(&writer, &board()).await;
    left(71).await;
    let low = writer.submit(&board(), &tap(&opened, "low")).await;
    low.expect(303);
    app.stop().await;
}

#[tokio::test]
async fn the_capacity_of_a_plan_does_not_replace_one_that_was_set_meanwhile() {
    let app = TestApp::start().await;
    let desk = app.desk_of(Role::Operator).await;
    let plan = format!("{}/plan", board());
    let saved = format!("form=save_plan&slug={SLUG}&key=0&plan%5Bcapacity%5D=12000");
    desk.submit(&plan, &saved).await.expect(303);
    let opened = page(&desk, &plan).await;
    let edited = json!({ "capacity": 7000 });
    let machine = app.manager().await;
    machine.patch(&event(), &edited).await.expect(200);

    let limits = |page: &Document| Form::of(page, "use_limits").encoded();
    let refused = desk.submit(&plan, &limits(&opened)).await.expect(409);
    let refused = told(&refused);
    let said = refused.text(".error.whole");
    assert!(said.contains("it is now: 7000"), "{said}");
    assert_eq!(app.shopper().facts().await["queue"]["capacity"], 7_000);
    for _sent_twice in 0..2 {
        desk.submit(&plan, &limits(&refused)).await.expect(303);
        assert_eq!(app.shopper().facts().await["queue"]["capacity"], 12_000);
    }
    app.stop().await;
}

/// A logo as a browser sends it from a settings page as it was opened.
async fn send_logo(desk: &Desk, opened: &Document, width: u32) -> Answer {
    let seen = opened.attribute("form[enctype] [name=seen]", "value");
    let svg = format!("<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0h{width}v9z'/></svg>");
    let part = |name: &str, text: &str| {
        format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n")
    };
    let parts = part("seen", &seen) + &part("image", &svg) + "--b--\r\n";
    let settings = format!("{}/settings", board());
    desk.send_parts(&settings, "b", parts.into_bytes()).await
}

#[tokio::test]
async fn a_logo_does_not_replace_one_that_was_sent_meanwhile_nor_is_that_taken_away() {
    let app = TestApp::start().await;
    let desk = app.desk_of(Role::Operator).await;
    let settings = format!("{}/settings", board());
    let bare = page(&desk, &settings).await;
    send_logo(&desk, &bare, 5).await.expect(303);
    let first = page(&desk, &settings).await;

    let rows = app.rows().await;
    let refused = told(&send_logo(&desk, &bare, 7).await.expect(409));
    let said = refused.text("#logo-image-error");
    assert!(said.contains("the logo was changed meanwhile"), "{said}");
    assert_eq!(app.rows().await, rows);
    send_logo(&desk, &refused, 7).await.expect(303);

    let rows = app.rows().await;
    let remove = |page: &Document| Form::of(page, "remove_logo").encoded();
    let refused = desk.submit(&settings, &remove(&first)).await.expect(409);
    let refused = told(&refused);
    let said = refused.text("#logo-image-error");
    assert!(said.contains("the logo was changed meanwhile"), "{said}");
    assert_eq!(app.rows().await, rows);
    for _sent_twice in 0..2 {
        desk.submit(&settings, &remove(&refused)).await.expect(303);
    }
    assert_eq!(app.shopper().status_page().await.count(".logo"), 0);
    app.stop().await;
}
