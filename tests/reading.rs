//! How finished bytes are answered: encodings, entity tags, `HEAD`, and what everyone may embed.

use std::io::Read;

use crate::support::{Answer, SLUG, TestApp};

fn readable() -> [String; 8] {
    [
        format!("/e/{SLUG}"),
        format!("/e/{SLUG}/regions"),
        format!("/e/{SLUG}/widget.json"),
        format!("/e/{SLUG}/feed.atom"),
        format!("/e/{SLUG}/feed.json"),
        format!("/e/{SLUG}/calendar.ics"),
        format!("/api/v1/events/{SLUG}"),
        "/api/v1/events".to_owned(),
    ]
}

fn decoded(answer: &Answer) -> Vec<u8> {
    let mut plain = Vec::new();
    match answer.header("content-encoding") {
        "br" => brotli::Decompressor::new(&answer.body[..], 4_096).read_to_end(&mut plain),
        "gzip" => flate2::read::GzDecoder::new(&answer.body[..]).read_to_end(&mut plain),
        "" => return answer.body.clone(),
        other => panic!("an encoding nobody asked for: {other}"),
    }
    .expect("what the header says");
    plain
}

#[tokio::test]
async fn brotli_gzip_and_identity_hold_the_same_content() {
    let app = TestApp::start().await;
    let shopper = app.shopper();
    for path in readable() {
        let plain = shopper.get(&path).await.expect(200);
        assert_eq!(plain.header("content-encoding"), "");
        let mut tags = vec![plain.header("etag").to_owned()];
        for encoding in ["br", "gzip"] {
            let packed = shopper
                .get_with(&path, "accept-encoding", encoding)
                .await
                .expect(200);
            assert_eq!(packed.header("content-encoding"), encoding, "{path}");
            assert_eq!(decoded(&packed), plain.body, "{path} {encoding}");
            assert_eq!(
                packed.header("content-length"),
                packed.body.len().to_string()
            );
            tags.push(packed.header("etag").to_owned());
        }
        tags.sort();
        tags.dedup();
        assert_eq!(tags.len(), 3, "every encoding has its own tag: {tags:?}");
    }
    app.stop().await;
}

#[tokio::test]
async fn a_browser_gets_brotli_and_a_client_that_refuses_it_does_not() {
    let app = TestApp::start().await;
    let path = format!("/e/{SLUG}");
    for (accepts, encoding) in [
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0, gzip", "gzip"),
        ("deflate", ""),
    ] {
        let answer = app
            .shopper()
            .get_with(&path, "accept-encoding", accepts)
            .await;
        assert_eq!(answer.header("content-encoding"), encoding, "{accepts}");
    }
    app.stop().await;
}

#[tokio::test]
async fn a_known_tag_is_answered_304_without_a_body() {
    let app = TestApp::start().await;
    let shopper = app.shopper();
    for path in readable() {
        let tag = shopper
            .get(&path)
            .await
            .expect(200)
            .header("etag")
            .to_owned();
        for known in [tag.clone(), format!("W/{tag}"), format!("\"other\", {tag}")] {
            let answer = shopper
                .get_with(&path, "if-none-match", &known)
                .await
                .expect(304);
            assert_eq!(answer.body, b"", "{path}");
            assert_eq!(answer.header("etag"), tag);
            assert!(answer.header("cache-control").starts_with("public"));
        }
        shopper
            .get_with(&path, "if-none-match", "\"other\"")
            .await
            .expect(200);
    }
    app.stop().await;
}

#[tokio::test]
async fn the_tag_changes_with_what_is_shown_and_only_then() {
    let app = TestApp::start().await;
    let path = format!("/e/{SLUG}");
    let tag = async || app.shopper().get(&path).await.header("etag").to_owned();
    let before = tag().await;
    app.publish().await;
    assert_eq!(tag().await, before);
    app.operator().await.post_message("News.").await;
    assert_ne!(tag().await, before);
    app.stop().await;
}

#[tokio::test]
async fn head_says_what_get_would_say_without_its_body() {
    let app = TestApp::start().await;
    let shopper = app.shopper();
    for path in readable() {
        let (get, head) = (
            shopper.get(&path).await,
            shopper.head(&path).await.expect(200),
        );
        assert_eq!(head.body, b"");
        for name in [
            "content-type",
            "content-length",
            "etag",
            "cache-control",
            "vary",
        ] {
            assert_eq!(head.header(name), get.header(name), "{path} {name}");
        }
    }
    app.stop().await;
}

#[tokio::test]
async fn public_json_may_be_read_from_any_site_and_the_page_may_not() {
    let app = TestApp::start().await;
    for path in readable() {
        let answer = app
            .shopper()
            .get_with(&path, "origin", "https://shop.example")
            .await;
        let open = ["/api/", "widget", "feed"]
            .iter()
            .any(|part| path.contains(part));
        let expected = if open { "*" } else { "" };
        assert_eq!(
            answer.header("access-control-allow-origin"),
            expected,
            "{path}"
        );
        assert_eq!(answer.header("access-control-allow-credentials"), "");
    }
    app.stop().await;
}
