//! Strangers: addresses that no one would type, and clients that mean no good.

use lineside::domain::operator::Role;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, TestRunner};
use tokio::io::AsyncWriteExt;
use tokio::time::Instant;

use crate::support::{SLUG, TestApp, raw};

async fn get(app: &TestApp, target: &str) -> u16 {
    let request = format!("GET {target} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n");
    raw::status(&raw::exchange(app, request.as_bytes()).await)
}

#[tokio::test]
async fn hostile_addresses_are_never_a_fault_of_ours() {
    let app = TestApp::start().await;
    let long = "a".repeat(8_000);
    for piece in [
        "..",
        "%2e%2e",
        "%00",
        "%FF%FE",
        "%",
        "%zz",
        "a%2Fb",
        "%0d%0aset-cookie:x=1",
        "'; drop table event; --",
        "<script>",
        "{slug}",
        "%F0%9F%8E%9F",
        "-",
        "*",
        ".",
        "",
        "CON",
        "a?b=%FF",
        "a#b",
        "//",
        long.as_str(),
    ] {
        let piece = piece.replace(' ', "%20");
        for target in [
            format!("/{piece}"),
            format!("/e/{piece}"),
            format!("/e/{piece}/regions"),
            format!("/e/{piece}/widget.json"),
            format!("/e/{SLUG}/{piece}"),
            format!("/e/{SLUG}/widget.json?item={piece}"),
            format!("/assets/{piece}"),
            format!("/api/v1/events/{piece}"),
            format!("/api/v1/events/{SLUG}/{piece}"),
        ] {
            let status = get(&app, &target).await;
            assert!(status < 500, "{status} for {target}");
        }
    }
    app.stop().await;
}

#[tokio::test]
async fn any_address_at_all_is_answered_without_a_fault() {
    let app = TestApp::start().await;
    let targets = "/(e/|api/v1/events/|assets/|admin/)?[!-~]{0,24}(/[!-~]{0,8})?(\\?[!-~]{0,12})?";
    let mut runner = TestRunner::new(Config {
        failure_persistence: None,
        ..Config::default()
    });
    for _ in 0..120 {
        let target = targets.new_tree(&mut runner).unwrap().current();
        // A stream would not end.
        if !target.contains("/stream") {
            let status = get(&app, &target).await;
            assert!(status < 500, "{status} for {target}");
        }
    }
    app.stop().await;
}

#[tokio::test]
async fn a_path_never_leads_out_of_the_assets() {
    let app = TestApp::start().await;
    for target in [
        "/assets/../Cargo.toml",
        "/assets/..%2f..%2fetc%2fpasswd",
        "/assets//etc/passwd",
    ] {
        assert_eq!(get(&app, target).await, 404, "{target}");
    }
    app.stop().await;
}

#[tokio::test]
async fn an_oversized_head_is_refused() {
    let app = TestApp::start().await;
    let padding = "x".repeat(40_000);
    let request = format!("GET / HTTP/1.1\r\nhost: a\r\nx-padding: {padding}\r\n\r\n");
    let answer = raw::exchange(&app, request.as_bytes()).await;
    // The rest of what was sent may reset the connection before the answer is read.
    assert!(
        answer.is_empty() || matches!(raw::status(&answer), 400 | 431),
        "{answer}"
    );
    let many = "x: y\r\n".repeat(500);
    let request = format!("GET / HTTP/1.1\r\nhost: a\r\n{many}\r\n");
    assert_eq!(
        raw::status(&raw::exchange(&app, request.as_bytes()).await),
        431
    );
    app.shopper().get("/livez").await.expect(200);
    app.stop().await;
}

#[tokio::test]
async fn what_is_not_http_is_refused_and_the_node_goes_on() {
    let app = TestApp::start().await;
    for nonsense in [
        &b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"[..],
        b"HELO a\r\n\r\n",
        b"\0\0\0\0\r\n\r\n",
    ] {
        let answer = raw::exchange(&app, nonsense).await;
        assert!(answer.is_empty() || raw::status(&answer) == 400, "{answer}");
    }
    app.shopper().get("/livez").await.expect(200);
    app.stop().await;
}

/// Sends the beginning of a request and then nothing; tells after how many seconds the server hangs up.
async fn hangs_up_on(app: &TestApp, beginning: &[u8]) -> f64 {
    let mut socket = raw::connect(app).await;
    socket.write_all(beginning).await.unwrap();
    let began = Instant::now();
    raw::read_to_end(&mut socket).await;
    began.elapsed().as_secs_f64()
}

#[tokio::test]
async fn clients_that_do_not_end_what_they_began_are_cut_off_after_ten_seconds() {
    let app = TestApp::start().await;
    // All at once, because this takes real time.
    let slow = [
        ("silence", &b""[..]),
        ("one letter", b"P"),
        ("half a head", b"GET / HTTP/1.1\r\nhost: a\r\nx-slow: "),
        (
            "HTTP/2 without a request",
            b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0",
        ),
    ];
    let cuts = slow.map(async |(what, beginning)| (what, hangs_up_on(&app, beginning).await));
    for (what, took) in futures::future::join_all(cuts).await {
        assert!((9.0..15.0).contains(&took), "{what}: {took} s");
    }
    app.stop().await;
}

#[tokio::test]
async fn a_form_that_never_ends_is_told_so_on_a_page_while_a_file_is_given_more_time() {
    const LENGTH: usize = 61;
    let app = TestApp::start().await;
    let cookie = app.desk_of(Role::Owner).await.cookie;
    let begin = |path: &str, kind: &str, body: &str| {
        format!(
            "POST {path} HTTP/1.1\r\nhost: status.example\r\nsec-fetch-site: same-origin\r\ncookie: {cookie}\r\n\
             accept: text/html\r\nconnection: close\r\ncontent-type: {kind}\r\ncontent-length: {LENGTH}\r\n\r\n{body}"
        )
    };
    let part = "--b\r\ncontent-disposition: form-data; name=\"file\"\r\n\r\n";
    let file = begin("/admin/import", "multipart/form-data; boundary=b", part);
    let mut sending = raw::connect(&app).await;
    sending.write_all(file.as_bytes()).await.unwrap();

    let form = "application/x-www-form-urlencoded";
    let form = begin(&format!("/admin/events/{SLUG}"), form, "form=post_message");
    let answer = raw::exchange(&app, form.as_bytes()).await;
    assert_eq!(raw::status(&answer), 400);
    assert!(answer.contains("did not arrive whole, or too slowly") && answer.contains("<main"));

    sending.write_all(b"\r\n--b--\r\n").await.unwrap();
    let answer = raw::read_to_end(&mut sending).await;
    assert!(answer.contains("choose a file first"), "{answer}");
    app.stop().await;
}

#[tokio::test]
async fn a_node_with_every_connection_taken_still_stops() {
    let app = TestApp::open_with(|options| options.max_connections = 1).await;
    let idle = raw::connect(&app).await;
    let began = Instant::now();
    app.stop().await;
    let took = began.elapsed().as_secs_f64();
    assert!(took < 5.0, "one silent client held the node for {took} s");
    drop(idle);
}
