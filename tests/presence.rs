//! Two operators at one board: each sees that the other is there and what they are writing, and neither talks over the other.

use lineside::domain::operator::Role;
use serde_json::Value;

use crate::support::desk::Desk;
use crate::support::{SLUG, Stream, TestApp};

/// More frames than come before a board has told of what just happened.
const FRAMES: usize = 12;

/// Waits until the part of a board that names the others holds a text.
async fn hears(stream: &mut Stream, part: &str, holds: impl Fn(&str) -> bool) -> String {
    let mut heard = Vec::new();
    for _ in 0..FRAMES {
        let frame = stream.next().await.expect("a board that goes on");
        let frame: Value = serde_json::from_str(&frame.data).unwrap();
        let Some(html) = frame["regions"][part].as_str() else {
            continue;
        };
        if holds(html) {
            return html.to_owned();
        }
        heard.push(html.to_owned());
    }
    panic!("{part} never says it: {heard:?}");
}

async fn writes(desk: &Desk, form: &str) -> u16 {
    let page = format!("/admin/events/{SLUG}/presence");
    desk.submit(&page, &format!("form={form}")).await.status
}

#[tokio::test]
async fn each_sees_that_the_other_is_there_what_they_write_and_that_they_leave() {
    let app = TestApp::start().await;
    let one = app.desk_of(Role::Operator).await;
    let other = app.desk_of(Role::Writer).await;
    let mut board = one.open_board(SLUG).await;
    assert!(hears(&mut board, "others", str::is_empty).await.is_empty());

    let theirs = other.open_board(SLUG).await;
    let second_window = other.open_board(SLUG).await;
    let html = hears(&mut board, "others", |html| html.contains("Also here")).await;
    assert_eq!(html.matches('@').count(), 1, "{html}");
    assert_eq!(writes(&other, "post_message").await, 204);
    hears(&mut board, "others", |html| {
        html.contains("is writing a message")
    })
    .await;
    assert_eq!(writes(&other, "update_issue").await, 204);
    hears(&mut board, "others", |html| {
        html.contains("is writing about an issue")
    })
    .await;
    // Sent: they write no more.
    assert_eq!(writes(&other, "").await, 204);
    hears(&mut board, "others", |html| !html.contains("is writing")).await;
    // Or they have stopped to write without sending it.
    assert_eq!(writes(&other, "change_phase").await, 204);
    hears(&mut board, "others", |html| {
        html.contains("is changing the phase")
    })
    .await;
    app.clock.advance_seconds(21);
    hears(&mut board, "others", |html| !html.contains("is changing")).await;

    drop(theirs);
    drop(second_window);
    hears(&mut board, "others", str::is_empty).await;
    app.stop().await;
}

#[tokio::test]
async fn who_has_no_board_open_is_not_named_and_nonsense_is_refused() {
    let app = TestApp::start().await;
    let one = app.desk_of(Role::Operator).await;
    let other = app.desk_of(Role::Writer).await;
    let mut board = one.open_board(SLUG).await;
    hears(&mut board, "others", str::is_empty).await;
    assert_eq!(writes(&other, "post_message").await, 204);
    assert_eq!(writes(&one, "no_such_form").await, 422);
    // Whoever comes next is the first to be named.
    let third = app.desk_of(Role::Viewer).await;
    let _theirs = third.open_board(SLUG).await;
    let html = hears(&mut board, "others", |_| true).await;
    assert!(
        html.contains("viewer") && !html.contains("is writing"),
        "{html}"
    );
    app.stop().await;
}

#[tokio::test]
async fn an_update_written_beside_another_is_shown_with_it_and_published_only_when_asked_again() {
    let app = TestApp::start().await;
    let one = app.desk_of(Role::Operator).await;
    let other = app.desk_of(Role::Writer).await;
    let board = format!("/admin/events/{SLUG}");
    let issue = format!(
        "form=open_issue&slug={SLUG}&key=k1&title[en]=Payments+fail&impact=major&text[en]=We+look+into+it"
    );
    one.submit(&board, &issue).await.expect(303);
    let id = app.shopper().facts().await["incidents"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let update = |seen: u32, status: &str, text: &str| {
        format!(
            "form=update_issue&slug={SLUG}&incident={id}&key={id}-{seen}&status={status}&text[en]={text}"
        )
    };
    other
        .submit(&board, &update(1, "identified", "The+bank+is+slow."))
        .await
        .expect(303);
    let told = one
        .submit(&board, &update(1, "resolved", "All+is+well"))
        .await
        .expect(409);
    assert!(
        told.text().contains("The bank is slow."),
        "theirs is not told"
    );
    assert!(told.text().contains("All is well"), "mine is lost");
    assert!(told.text().contains(&format!("{id}-2")), "the key is stale");
    let updates = async || {
        let facts = app.shopper().facts().await;
        facts["incidents"][0]["updates"].as_array().unwrap().len()
    };
    assert_eq!(updates().await, 2);
    one.submit(&board, &update(2, "monitoring", "All+is+well"))
        .await
        .expect(303);
    assert_eq!(updates().await, 3);
    // Sent again in other words, as after an answer that was lost: told what was done, and not led astray.
    let reworded = one
        .submit(&board, &update(2, "monitoring", "It+is+well"))
        .await
        .expect(409);
    assert!(reworded.text().contains(&format!("{id}-3")));
    assert_eq!(updates().await, 3);
    let unfilled =
        format!("form=update_issue&slug={SLUG}&incident={id}&key=x&status=resolved&text[en]=Well");
    one.submit(&board, &unfilled).await.expect(422);
    assert_eq!(updates().await, 3);
    app.stop().await;
}

#[tokio::test]
async fn a_promise_counts_down_on_the_board_and_says_that_it_is_overdue() {
    let app = TestApp::start().await;
    let desk = app.desk_of(Role::Operator).await;
    let board = format!("/admin/events/{SLUG}");
    let post = format!(
        "form=post_message&slug={SLUG}&key=k1&message[template]=high_traffic&message[severity]=notice&message[next_update]=15"
    );
    desk.submit(&board, &post).await.expect(303);
    let mut stream = desk.open_board(SLUG).await;
    hears(&mut stream, "now", |html| html.contains("in 15 min")).await;
    app.clock.advance_seconds(600);
    hears(&mut stream, "now", |html| html.contains("in 5 min")).await;
    app.clock.advance_seconds(301);
    hears(&mut stream, "now", |html| {
        html.contains("Overdue: an update was promised by")
    })
    .await;
    app.stop().await;
}
