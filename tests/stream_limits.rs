//! Streams when there are too many of them, when a reader is slow, and when the node goes down.

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpSocket;

use crate::support::roles::api;
use crate::support::{Frame, SLUG, TestApp, eventually, within};

#[tokio::test]
async fn streams_are_counted_and_make_room_when_the_shopper_leaves() {
    let app = TestApp::start().await;
    let channel = app.channel();
    let shopper = app.shopper();
    assert_eq!(channel.streams(), 0);
    let first = shopper.open_stream(None).await;
    let second = shopper.open_stream(None).await;
    assert_eq!(channel.streams(), 2);

    drop(first);
    eventually("one stream to be gone", || channel.streams() == 1).await;
    drop(second);
    eventually("both streams to be gone", || channel.streams() == 0).await;
    app.stop().await;
}

#[tokio::test]
async fn a_full_node_tells_shoppers_to_poll_and_goes_on_serving_the_page() {
    let app = TestApp::open_with(|options| options.max_streams = 1).await;
    let shopper = app.shopper();
    let held = shopper.open_stream(None).await;

    // A browser's EventSource never comes back after a status other than 200.
    let mut turned_away = shopper.open_stream(None).await;
    let retry = turned_away.frame().await.retry.unwrap();
    assert!((20_000..60_000).contains(&retry), "{retry}");
    assert_eq!(turned_away.frame().await.event, "poll");
    assert_eq!(turned_away.next().await, None);
    shopper.get(&format!("/e/{SLUG}")).await.expect(200);
    shopper.get(&format!("/e/{SLUG}/regions")).await.expect(200);

    let channel = app.channel();
    assert_eq!(channel.streams(), 1);
    drop(held);
    eventually("room", || channel.streams() == 0).await;
    let mut admitted = shopper.open_stream(None).await;
    assert_eq!(admitted.frames(2).await[1].event, "region");
    drop(admitted);
    app.stop().await;
}

/// The frames in a raw answer with chunked transfer coding, as far as they are whole.
fn frames(answer: &str) -> Vec<Frame> {
    let body = answer.split_once("\r\n\r\n").map_or("", |(_, body)| body);
    let mut frames = String::new();
    let mut rest = body;
    while let Some((size, after)) = rest.split_once("\r\n") {
        let size = usize::from_str_radix(size, 16).expect("a chunk's size");
        let Some(chunk) = after.get(..size) else {
            break;
        };
        frames.push_str(chunk);
        rest = after.get(size + 2..).unwrap_or_default();
    }
    let whole = frames.rsplit_once("\n\n").map_or("", |(whole, _)| whole);
    whole.split("\n\n").map(Frame::parse).collect()
}

/// A stock list whose region is larger than any message: 80 items with long names.
fn long_stock() -> serde_json::Value {
    let name = "🎟".repeat(80);
    let item = |i| serde_json::json!({ "sku": format!("ITEM-{i}"), "title": name, "variant": name, "level": "waitlist" });
    serde_json::json!({ "items": (0..80).map(item).collect::<Vec<_>>() })
}

#[tokio::test]
async fn a_slow_reader_slows_nobody_and_gets_only_the_newest() {
    const CHANGES: usize = 40;
    let app = TestApp::start().await;
    let operator = app.operator().await;
    operator
        .put(&api("inventory"), &long_stock())
        .await
        .expect(200);
    let socket = TcpSocket::new_v4().unwrap();
    // The system's own buffers take a megabyte or more, whatever is asked for: hence the long list.
    socket.set_recv_buffer_size(2_048).unwrap();
    let address = app.url.strip_prefix("http://").unwrap().parse().unwrap();
    let mut slow = within("a connection", socket.connect(address))
        .await
        .unwrap();
    let request = format!("GET /e/{SLUG}/stream HTTP/1.1\r\nhost: a\r\n\r\n");
    slow.write_all(request.as_bytes()).await.unwrap();

    for i in 1..=CHANGES {
        let left = serde_json::json!({ "level": "low", "remaining": i + 1 });
        operator.set_stock("ITEM-0", &left).await.expect(200);
    }

    let mut bytes = Vec::new();
    let newest = format!("Only {} left", CHANGES + 1);
    let reading = async {
        let mut searched = 0;
        while !String::from_utf8_lossy(&bytes[searched..]).contains(&newest) {
            searched = bytes.len().saturating_sub(newest.len());
            slow.read_buf(&mut bytes).await.unwrap();
        }
    };
    within("the newest state", reading).await;
    let frames = frames(&String::from_utf8_lossy(&bytes));
    let stock = frames
        .iter()
        .filter(|frame| frame.data.contains("\"stock\""))
        .count();
    assert!(
        stock < CHANGES,
        "{stock} of {CHANGES} states were queued for one slow reader"
    );
    let ids: Vec<_> = frames.iter().filter_map(|frame| frame.id).collect();
    assert!(ids.is_sorted(), "{ids:?}");
    drop(slow);
    app.stop().await;
}

#[tokio::test]
async fn a_node_that_goes_down_says_bye_to_every_stream_within_its_drain_time() {
    let app = TestApp::open_with(|options| options.drain = Duration::from_secs(2)).await;
    let mut streams = Vec::new();
    for _ in 0..8 {
        let mut stream = app.shopper().open_stream(None).await;
        stream.frames(10).await;
        streams.push(stream);
    }
    app.begin_stop();
    let began = Instant::now();
    for stream in &mut streams {
        assert_eq!(stream.frame().await.event, "bye");
        assert_eq!(stream.next().await, None);
    }
    // The program ends with its drain time, whoever has not heard by then.
    assert!(began.elapsed() < Duration::from_secs(2));
    app.stop().await;
}

#[tokio::test]
async fn a_node_that_goes_down_says_so_to_a_balancer_before_it_closes_the_door() {
    let app = TestApp::open_with(|options| options.drain = Duration::from_secs(5)).await;
    let shopper = app.shopper();
    shopper.get("/readyz").await.expect(200);
    app.begin_stop();
    // Refused connections would fail the request itself.
    within("the node to say that it drains", async {
        while shopper.get("/readyz").await.status != 503 {}
    })
    .await;
    app.stop().await;
}
