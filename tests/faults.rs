//! A database that does not answer: reading goes on from memory, writing says so and stores nothing.

use std::backtrace::Backtrace;
use std::sync::Arc;
use std::time::Duration;

use lineside::domain::time::{Clock, Timestamp};
use lineside::web::server::{Server, ServerOptions};
use serde_json::json;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection, SqliteConnection};
use tokio_util::sync::CancellationToken;

use crate::support::roles::{api, made};
use crate::support::{SLUG, TestApp, client, noon, within};

#[tokio::test]
async fn a_locked_database_makes_writing_wait_and_reading_go_on() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let options = SqliteConnectOptions::new().filename(&app.database);
    let mut other = SqliteConnection::connect_with(&options).await.unwrap();
    sqlx::query("begin immediate")
        .execute(&mut other)
        .await
        .unwrap();

    let body = json!({ "text": { "en": "News." } });
    let refused = operator.post_once(&api("messages"), "k1", &body).await;
    assert_eq!(refused.header("retry-after"), "1");
    refused.problem(503);
    app.shopper().get(&format!("/e/{SLUG}")).await.expect(200);
    app.shopper().get("/readyz").await.expect(200);

    sqlx::query("rollback").execute(&mut other).await.unwrap();
    made(
        &operator
            .post_once(&api("messages"), "k1", &body)
            .await
            .expect(201),
    );
    assert_eq!(app.rows().await["message"], 1);
    other.close().await.unwrap();
    app.stop().await;
}

#[tokio::test]
async fn a_damaged_schema_is_a_fault_of_ours_that_tells_nothing_and_pages_go_on() {
    let app = TestApp::start().await;
    let operator = app.operator().await;
    let options = SqliteConnectOptions::new().filename(&app.database);
    let mut other = SqliteConnection::connect_with(&options).await.unwrap();
    sqlx::query("drop table message")
        .execute(&mut other)
        .await
        .unwrap();

    let body = json!({ "text": { "en": "News." } });
    let problem = operator.post(&api("messages"), &body).await.problem(500);
    assert_eq!(problem["detail"], "something went wrong on our side");
    assert!(problem["request_id"].is_string(), "{problem}");
    let said = problem.to_string();
    assert!(!said.contains("table") && !said.contains("sql"), "{said}");
    app.shopper().get(&format!("/e/{SLUG}")).await.expect(200);
    other.close().await.unwrap();
    app.stop().await;
}

/// A clock that breaks in the hands of the schedule, and of nobody else.
struct BreaksForTheSchedule;

impl Clock for BreaksForTheSchedule {
    fn now(&self) -> Timestamp {
        let asked_by = Backtrace::force_capture().to_string();
        assert!(!asked_by.contains("messages::due"), "broken");
        noon()
    }
}

#[tokio::test]
async fn a_node_whose_schedule_has_died_says_so_and_still_stops_well() {
    let dir = tempfile::tempdir().unwrap();
    let options = ServerOptions {
        listen: "127.0.0.1:0".parse().unwrap(),
        database_url: format!("sqlite://{}", dir.path().join("lineside.db").display()),
        base_url: None,
        max_streams: 10,
        max_lookups_per_s: 10,
        max_connections: 10,
        drain: Duration::from_secs(2),
        trusted_proxies: Vec::new(),
    };
    let server = Server::start(options, Arc::new(BreaksForTheSchedule));
    let server = within("the server to start", server).await.unwrap();
    let shopper = client::Client {
        http: client::http(),
        url: server.url(),
        token: None,
    };
    let shutdown = CancellationToken::new();
    let running = tokio::spawn(server.run(shutdown.clone()));
    let dead = async { while shopper.get("/livez").await.status != 503 {} };
    within("the node to notice", dead).await;
    shopper.get("/readyz").await.expect(200);

    shutdown.cancel();
    let ended = within("the server to stop", running).await;
    ended.unwrap().unwrap();
}
