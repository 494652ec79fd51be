//! Scheduled messages on real processes: two that look at one schedule, and kill −9 in the middle of it.

use std::path::Path;

use lineside::domain::time::{Clock, SystemClock, Timestamp};
use serde_json::{Value, json};

use crate::support::process::{Process, run};
use crate::support::roles::api;
use crate::support::{Client, SLUG, client, database, within};

/// How many messages come due, one after the other.
const MESSAGES: i64 = 12;
/// How far apart, so that a server is surely killed among them.
const APART_MS: i64 = 250;

fn operator(url: &str, token: &str) -> Client {
    Client {
        http: client::http(),
        url: url.to_owned(),
        token: Some(token.to_owned()),
    }
}

async fn schedule(operator: &Client, number: i64, at: Timestamp) {
    let body = json!({ "text": { "en": format!("Message {number}") }, "publish_at": at });
    operator.post(&api("messages"), &body).await.expect(202);
}

/// The texts that were published, in their order, and how often that was noted.
async fn published(file: &Path) -> (Vec<String>, i64) {
    let mut database = database::open(file).await;
    let texts: Vec<String> = sqlx::query_scalar("select text from message order by text")
        .fetch_all(&mut database)
        .await
        .unwrap();
    let audited =
        sqlx::query_scalar("select count(*) from audit_entry where action = 'message.post'");
    let audited = audited.fetch_one(&mut database).await.unwrap();
    (texts, audited)
}

/// Waits until so many messages are published.
async fn until_published(file: &Path, enough: usize) {
    let looking = async {
        while published(file).await.0.len() < enough {
            tokio::task::yield_now().await;
        }
    };
    within("scheduled messages", looking).await;
}

#[tokio::test]
async fn every_scheduled_message_is_published_once_by_two_servers_and_through_kill_9() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("lineside.db");
    let create = [
        "event", "create", "--slug", SLUG, "--title", "Drop", "--kind", "queue",
    ];
    run(&file, &create);
    let token = run(
        &file,
        &["token", "create", "--event", SLUG, "--scope", "publish"],
    );
    let (mut one, mut two) = (Process::serve(&file).await, Process::serve(&file).await);
    let machine = operator(&one.url, &token);
    let first = SystemClock.now();
    for number in 0..MESSAGES {
        let at = first.as_millis() + 2_000 + number * APART_MS;
        schedule(&machine, number, Timestamp::from_millis(at)).await;
    }

    until_published(&file, 3).await;
    one.kill();
    until_published(&file, 6).await;
    two.kill();
    let three = Process::serve(&file).await;
    until_published(&file, usize::try_from(MESSAGES).unwrap()).await;
    let (texts, audited) = published(&file).await;
    let mut distinct = texts.clone();
    distinct.dedup();
    assert_eq!(distinct.len(), texts.len(), "{texts:?}");
    assert_eq!((texts.len(), audited), (12, MESSAGES));
    let listed = operator(&three.url, &token)
        .get(&api("messages"))
        .await
        .json();
    assert_eq!(listed["scheduled"], Value::Array(vec![]));
}
