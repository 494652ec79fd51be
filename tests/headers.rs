//! What every route says to caches and browsers.

use lineside::web::server::ServerOptions;
use reqwest::Method;

use crate::support::client::send;
use crate::support::{Client, SLUG, Stream, TestApp};

const LIVE: &str = "public, max-age=0, s-maxage=1, stale-while-revalidate=30, stale-if-error=86400";
const SCRIPT: &str = "public, max-age=300, stale-while-revalidate=3600, stale-if-error=86400";
const STREAM: &str = "no-store, no-transform";
const NO_STORE: &str = "no-store";

const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; \
    require-trusted-types-for 'script'; trusted-types lineside";

/// Every public route with its status and its policy.
const POLICIES: [(&str, u16, &str); 29] = [
    ("/", 307, LIVE),
    ("/e/spring-drop", 200, LIVE),
    ("/e/spring-drop/regions", 200, LIVE),
    ("/e/spring-drop/stream", 200, STREAM),
    ("/e/spring-drop/widget.json", 200, LIVE),
    ("/e/spring-drop/widget.json?item=none", 404, NO_STORE),
    ("/e/spring-drop/feed.atom", 200, LIVE),
    ("/e/spring-drop/feed.json", 200, LIVE),
    ("/e/spring-drop/calendar.ics", 200, LIVE),
    ("/e/spring-drop/card.png", 200, LIVE),
    ("/e/no-such-drop", 404, NO_STORE),
    ("/api/v1/events", 200, LIVE),
    ("/api/v1/events/spring-drop", 200, LIVE),
    ("/api/v1/events/no-such-drop", 404, NO_STORE),
    ("/e/spring-drop?position=5210", 200, LIVE),
    ("/api/v1/events/spring-drop/wait?position=1", 200, LIVE),
    ("/api/v1/events/spring-drop/wait", 422, NO_STORE),
    ("/api/v1/events/spring-drop/history?metric=wait", 200, LIVE),
    (
        "/api/v1/events/spring-drop/history?metric=none",
        422,
        NO_STORE,
    ),
    ("/api/v1/events/spring-drop/messages", 401, NO_STORE),
    ("/api/v1/events/spring-drop/incidents", 405, NO_STORE),
    ("/api/v1/templates", 401, NO_STORE),
    ("/api/v1/templates/low_stock", 401, NO_STORE),
    ("/livez", 200, NO_STORE),
    ("/readyz", 200, NO_STORE),
    ("/favicon.ico", 308, NO_STORE),
    ("/robots.txt", 200, SCRIPT),
    ("/assets/page-00000000.css", 404, NO_STORE),
    ("/no/such/page", 404, NO_STORE),
];

/// Only the head: a stream has no end.
async fn head_of(client: &Client, path: &str) -> reqwest::Response {
    let request = client.request(Method::GET, path).send();
    crate::support::within("the head of an answer", request)
        .await
        .unwrap()
}

#[tokio::test]
async fn every_route_has_its_cache_policy() {
    let app = TestApp::start().await;
    for (path, status, policy) in POLICIES {
        let answer = head_of(&app.shopper(), path).await;
        assert_eq!(answer.status(), status, "{path}");
        let policies: Vec<_> = answer.headers().get_all("cache-control").iter().collect();
        assert_eq!(policies, [policy], "{path}");
    }
    app.stop().await;
}

#[tokio::test]
async fn every_file_of_the_page_is_kept_for_ever_under_its_hash() {
    let app = TestApp::start().await;
    for asset in lineside::web::assets::ASSETS {
        let answer = app.shopper().get(asset.path).await.expect(200);
        assert_eq!(
            answer.header("cache-control"),
            "public, max-age=31536000, immutable"
        );
        assert_eq!(answer.header("content-type"), asset.content_type);
        assert_eq!(answer.body, asset.identity);
        let tag = answer.header("etag").to_owned();
        app.shopper()
            .get_with(asset.path, "if-none-match", &tag)
            .await
            .expect(304);
    }
    app.stop().await;
}

#[tokio::test]
async fn every_answer_tells_browsers_what_it_may_do() {
    let app = TestApp::start().await;
    for (path, ..) in POLICIES {
        let answer = head_of(&app.shopper(), path).await;
        let header = |name| {
            let values: Vec<_> = answer.headers().get_all(name).iter().collect();
            assert!(values.len() < 2, "{path} says {name} twice");
            values.first().map(|value| value.to_str().unwrap())
        };
        assert_eq!(header("content-security-policy"), Some(CSP), "{path}");
        assert_eq!(header("x-content-type-options"), Some("nosniff"), "{path}");
        let referrer = Some("strict-origin-when-cross-origin");
        assert_eq!(header("referrer-policy"), referrer, "{path}");
        assert_eq!(header("set-cookie"), None, "{path}");
        let vary = header("vary");
        assert!(
            matches!(vary, None | Some("accept-encoding")),
            "{path} {vary:?}"
        );
        assert!(header("x-request-id").is_some(), "{path}");
        assert_eq!(header("server"), None, "{path}");
    }
    app.stop().await;
}

#[tokio::test]
async fn browsers_stay_with_tls_where_we_are_reached_by_it() {
    for (base_url, told) in [
        ("https://status.example", "max-age=31536000"),
        ("http://localhost:3000", ""),
    ] {
        let change = |options: &mut ServerOptions| options.base_url = Some(base_url.to_owned());
        let app = TestApp::with(change).await;
        for path in ["/", "/admin/login", "/livez", "/no/such/page"] {
            let answer = app.shopper().get(path).await;
            assert_eq!(answer.header("strict-transport-security"), told, "{path}");
        }
        app.stop().await;
    }
}

#[tokio::test]
async fn answers_to_writes_and_refusals_are_not_stored_and_set_no_cookie() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let path = format!("/api/v1/events/{SLUG}/messages");
    let good = serde_json::json!({ "text": { "en": "News." } });
    let answers = [
        operator.post(&path, &good).await.expect(201),
        operator
            .post(&path, &serde_json::json!({}))
            .await
            .expect(422),
        app.shopper().post(&path, &good).await.expect(401),
        app.feed().await.post(&path, &good).await.expect(403),
    ];
    for answer in answers {
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(answer.header("set-cookie"), "");
        assert_eq!(answer.header("access-control-allow-origin"), "");
        assert_eq!(answer.header("content-security-policy"), CSP);
    }
    app.stop().await;
}

#[tokio::test]
async fn a_stream_is_never_kept_or_collected_on_its_way() {
    let app = TestApp::start().await;
    let stream = Stream::open(&app.shopper(), &format!("/e/{SLUG}/stream")).await;
    assert_eq!(stream.header("x-accel-buffering"), "no");
    assert_eq!(stream.header("content-encoding"), "");
    drop(stream);
    app.stop().await;
}

#[tokio::test]
async fn a_request_gets_a_number_of_ours_whatever_it_came_with_and_problems_quote_it() {
    let app = TestApp::start().await;
    let request = app.shopper().request(Method::GET, "/e/no-such-drop");
    let answer = send(request.header("x-request-id", "from-the-proxy")).await;
    let number = answer.header("x-request-id").to_owned();
    assert_eq!(number.len(), 36);
    assert_eq!(answer.problem(404)["request_id"], number);
    app.stop().await;
}
