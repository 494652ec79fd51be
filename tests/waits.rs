//! When there is a wait to show, and when there must be none: time and feed decide.

use lineside::domain::event::Phase;
use serde_json::{Value, json};

use crate::support::roles::{at, line};
use crate::support::{SLUG, TestApp};

/// The wait, which must not be a number.
async fn unknown(app: &TestApp) -> Value {
    let facts = app.shopper().facts().await;
    let wait = facts["wait"].as_object().unwrap();
    assert_eq!(wait["known"], false, "{wait:?}");
    assert!(
        wait.keys()
            .all(|key| ["known", "reason", "text"].contains(&key.as_str()))
    );
    let page = app.shopper().status_page().await;
    assert_eq!(page.count("[data-region=wait] .figure"), 0);
    wait["reason"].clone()
}

async fn is_known(app: &TestApp) -> bool {
    app.shopper().facts().await["wait"]["known"] == true
}

#[tokio::test]
async fn a_wait_becomes_known_once_people_are_let_in() {
    let app = TestApp::start().await;
    let feed = app.feed().await;
    app.clock.advance_seconds(-300);
    let first = line(300, 6_000, 1_000);
    feed.send_samples(&[first]).await.expect(202);
    app.publish().await;
    assert_eq!(unknown(&app).await, "starting");

    app.clock.advance_seconds(300);
    feed.send_line(6_000, 600).await;
    app.publish().await;
    let facts = app.shopper().facts().await;
    let seconds = |name: &str| facts["wait"][name].as_f64().expect(name);
    let (low, mid, high) = (seconds("low_s"), seconds("mid_s"), seconds("high_s"));
    // 6000 people at 600 a minute: ten minutes.
    assert!(low < mid && mid < high, "{facts}");
    assert!((540.0..660.0).contains(&mid), "{facts}");
    assert!(low < 600.0 && 600.0 < high, "{facts}");
    app.stop().await;
}

#[tokio::test]
async fn a_paused_line_has_no_number_until_it_moves_again() {
    let app = TestApp::start().await;
    app.feed().await.send_line(6_000, 600).await;
    app.publish().await;
    assert!(is_known(&app).await);

    let operator = app.operator().await;
    operator.change_phase("paused").await.expect(200);
    assert_eq!(unknown(&app).await, "paused");
    operator.change_phase("open").await.expect(200);
    assert!(is_known(&app).await);
    app.stop().await;
}

#[tokio::test]
async fn a_silent_feed_is_told_as_delayed_then_lost_and_comes_back() {
    let app = TestApp::start().await;
    let feed = app.feed().await;
    feed.send_line(6_000, 600).await;
    app.pass_seconds(25).await;
    assert_eq!(app.shopper().facts().await["freshness"], "delayed");

    app.pass_seconds(60).await;
    let facts = app.shopper().facts().await;
    assert_eq!(facts["freshness"], "lost");
    assert_eq!(facts["as_of"], json!(at(0)));
    assert_eq!(unknown(&app).await, "stale");
    let page = app.shopper().status_page().await;
    assert_eq!(page.text("h1"), "We can't see live data right now");
    let fresh = page.text("[data-region=fresh]");
    assert_eq!(fresh, "Connection lost · showing what we knew at 13:00 CET");

    feed.send_samples(&[line(-85, 5_200, 5_000)])
        .await
        .expect(202);
    app.publish().await;
    assert_eq!(app.shopper().facts().await["freshness"], "live");
    app.stop().await;
}

#[tokio::test]
async fn a_silence_is_still_one_after_a_restart() {
    let app = TestApp::start().await;
    app.feed().await.send_line(6_000, 600).await;
    // Longer than the publisher looks back when it starts.
    app.pass_seconds(3_600).await;
    let before = app.shopper().facts().await;
    assert_eq!(before["freshness"], "lost");

    let app = app.restart().await;
    let after = app.shopper().facts().await;
    for name in ["freshness", "as_of", "wait"] {
        assert_eq!(after[name], before[name], "{name}");
    }
    app.stop().await;
}

#[tokio::test]
async fn a_restart_forgets_nothing_that_the_page_says() {
    let app = TestApp::start().await;
    app.feed().await.send_line(6_000, 600).await;
    app.operator().await.post_message("Doors are open.").await;
    app.publish().await;
    let mut before = app.shopper().facts().await;

    let app = app.restart().await;
    let mut after = app.shopper().facts().await;
    before["revision"].take();
    after["revision"].take();
    assert_eq!(after, before);
    app.stop().await;
}

#[tokio::test]
async fn readings_that_come_hours_late_are_not_told_as_live() {
    let app = TestApp::start().await;
    app.feed()
        .await
        .send_samples(&[line(7_200, 6_000, 1_000)])
        .await
        .expect(202);
    app.publish().await;
    let facts = app.shopper().facts().await;
    assert_eq!(facts["freshness"], "lost");
    assert_eq!(facts["as_of"], json!(at(-7_200)));
    app.stop().await;
}

#[tokio::test]
async fn a_full_waiting_room_says_so_instead_of_a_number() {
    let app = TestApp::start().await;
    app.feed().await.send_line(30_000, 600).await;
    app.publish().await;
    assert_eq!(unknown(&app).await, "full");
    let page = app.shopper().status_page().await;
    assert_eq!(page.text("h1"), "The line is full");
    app.stop().await;
}

#[tokio::test]
async fn what_is_over_has_neither_wait_nor_line() {
    let app = TestApp::start().await;
    app.feed().await.send_line(6_000, 600).await;
    for phase in [Phase::SoldOut, Phase::Ended] {
        app.move_to(SLUG, &[phase]).await;
        assert_eq!(unknown(&app).await, "paused");
        let page = app.shopper().status_page().await;
        assert_eq!(page.text("[data-region=facts]"), "");
        // Hours later it is still over, and not lost.
        app.pass_seconds(7_200).await;
        assert_eq!(app.shopper().facts().await["freshness"], "live");
    }
    app.stop().await;
}
