//! A database that does not answer: reading goes on from memory, writing says so and stores nothing.

use serde_json::json;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection, SqliteConnection};

use crate::support::roles::{api, made};
use crate::support::{SLUG, TestApp};

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
