//! The stream: what a shopper has missed, then one frame for every region that changes.

use crate::support::roles::line;
use crate::support::{Client, Frame, SLUG, Stream, TestApp, fragment};

const REGIONS: [&str; 9] = [
    "facts", "fresh", "history", "issues", "news", "place", "state", "stock", "wait",
];

fn names(frames: &[Frame]) -> Vec<String> {
    let mut names: Vec<_> = frames.iter().map(Frame::name).collect();
    names.sort();
    names
}

/// A stream of somebody who has seen the newest revision, past its first frame.
async fn follow(shopper: &Client) -> Stream {
    let page = shopper.status_page().await;
    let seen = page.attribute("body", "data-revision").parse().unwrap();
    let mut stream = shopper.open_stream(Some(seen)).await;
    assert!(stream.frame().await.retry.is_some());
    stream
}

#[tokio::test]
async fn a_stream_first_says_when_to_come_back() {
    let app = TestApp::start().await;
    let mut retries = Vec::new();
    for _ in 0..5 {
        let mut stream = app.shopper().open_stream(None).await;
        retries.push(stream.frame().await.retry.expect("first the retry"));
    }
    assert!(
        retries.iter().all(|millis| (1_000..4_000).contains(millis)),
        "{retries:?}"
    );
    retries.dedup();
    assert!(retries.len() > 1, "not all at the same moment: {retries:?}");
    app.stop().await;
}

#[tokio::test]
async fn somebody_without_a_revision_gets_every_region_of_the_page() {
    let app = TestApp::start().await;
    app.operator().await.post_message("Doors are open.").await;
    let mut stream = app.shopper().open_stream(None).await;
    let frames = stream.frames(1 + REGIONS.len()).await.split_off(1);
    assert_eq!(names(&frames), REGIONS);
    let page = app.shopper().status_page().await;
    for frame in &frames {
        assert_eq!(fragment(&frame.html()), page.region(&frame.name()));
    }
    drop(stream);
    app.stop().await;
}

#[tokio::test]
async fn the_last_id_is_the_newest_so_that_a_reconnect_starts_there() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    operator.post_message("One.").await;
    let shoe = serde_json::json!({ "remaining": 3 });
    operator.set_stock("SNK-42", &shoe).await.expect(200);

    let mut stream = app.shopper().open_stream(None).await;
    let frames = stream.frames(1 + REGIONS.len()).await;
    let ids: Vec<_> = frames.iter().filter_map(|frame| frame.id).collect();
    assert!(ids.is_sorted(), "{ids:?}");
    assert_eq!(ids.last(), Some(&app.channel().snapshot().revision.get()));
    drop(stream);
    app.stop().await;
}

#[tokio::test]
async fn somebody_up_to_date_gets_nothing_but_the_news() {
    let app = TestApp::start().await;
    let mut stream = follow(&app.shopper()).await;
    let (_, revision) = app.operator().await.post_message("Doors are open.").await;

    let news = stream.frame().await;
    assert_eq!((news.name().as_str(), news.id), ("news", Some(revision)));
    assert!(news.html().contains("Doors are open."));
    drop(stream);
    app.stop().await;
}

#[tokio::test]
async fn an_older_revision_gets_only_what_has_changed_since() {
    let app = TestApp::start().await;
    let seen = app.channel().snapshot().revision.get();
    let (_, revision) = app.operator().await.post_message("Doors are open.").await;
    assert!(revision > seen);

    for header in [false, true] {
        let path = format!("/e/{SLUG}/stream");
        let mut stream = if header {
            let request = app.shopper().request(reqwest::Method::GET, &path);
            Stream::send(request.header("last-event-id", seen)).await
        } else {
            app.shopper().open_stream(Some(seen)).await
        };
        let frames = stream.frames(2).await;
        assert_eq!(names(&frames), ["", "news"]);
        drop(stream);
    }
    app.stop().await;
}

#[tokio::test]
async fn a_revision_from_the_future_gets_everything() {
    let app = TestApp::start().await;
    let ahead = app.channel().snapshot().revision.get() + 1;
    let mut stream = app.shopper().open_stream(Some(ahead)).await;
    let frames = stream.frames(1 + REGIONS.len()).await.split_off(1);
    assert_eq!(names(&frames), REGIONS);
    drop(stream);
    app.stop().await;
}

#[tokio::test]
async fn messages_arrive_in_order_with_rising_ids() {
    let app = TestApp::start().await;
    let (operator, mut stream) = (app.operator().await, follow(&app.shopper()).await);
    let mut last = 0;
    for text in ["One.", "Two.", "Three."] {
        let (_, revision) = operator.post_message(text).await;
        let frame = stream.frame().await;
        assert_eq!((frame.name().as_str(), frame.id), ("news", Some(revision)));
        assert!(frame.html().contains(text) && revision > last);
        last = revision;
    }
    drop(stream);
    app.stop().await;
}

#[tokio::test]
async fn a_sample_that_changes_no_word_on_the_page_makes_no_frame() {
    let app = TestApp::start().await;
    let feed = app.feed().await;
    feed.send_line(18_740, 600).await;
    app.publish().await;
    let mut stream = follow(&app.shopper()).await;

    // One person fewer in line: the page says "about 18,700" before and after.
    feed.send_samples(&[line(0, 18_739, 4_000)])
        .await
        .expect(202);
    feed.send_samples(&[line(-1, 18_739, 4_010)])
        .await
        .expect(202);
    app.publish().await;
    assert_eq!(app.shopper().facts().await["queue"]["depth"], 18_739);

    app.operator().await.post_message("The next frame.").await;
    assert_eq!(stream.frame().await.name(), "news");
    drop(stream);
    app.stop().await;
}

#[tokio::test]
async fn each_change_touches_only_its_regions() {
    let app = TestApp::start().await;
    let (operator, mut stream) = (app.operator().await, follow(&app.shopper()).await);
    let shoe = serde_json::json!({ "remaining": 3 });
    operator.set_stock("SNK-42", &shoe).await.expect(200);
    assert_eq!(stream.frame().await.name(), "stock");

    operator.open_incident("Slow", "We look into it.").await;
    assert_eq!(stream.frame().await.name(), "issues");

    operator.change_phase("paused").await.expect(200);
    let mut changed = stream.frames(1).await;
    operator
        .post_message("The end of the phase's frames.")
        .await;
    while changed.last().unwrap().name() != "news" {
        changed.push(stream.frame().await);
    }
    assert_eq!(names(&changed), ["news", "place", "state"]);
    drop(stream);
    app.stop().await;
}

#[tokio::test]
async fn a_revision_that_is_no_number_is_refused() {
    let app = TestApp::start().await;
    let path = format!("/e/{SLUG}/stream?rev=newest");
    app.shopper().get(&path).await.problem(400);
    app.stop().await;
}
