//! Signals on real processes: two that watch one event, kill −9 in the middle of it, and one that goes on.

use std::path::Path;

use lineside::domain::time::{Clock, SystemClock};
use serde_json::{Value, json};

use crate::support::process::{Process, run};
use crate::support::roles::api;
use crate::support::{Client, SLUG, client, database, within};

/// How many messages there are.
const SAID: &str = "select count(*) from message";

fn machine(url: &str, token: &str) -> Client {
    Client {
        http: client::http(),
        url: url.to_owned(),
        token: Some(token.to_owned()),
    }
}

/// A minute of readings by a clock that is a minute ahead: what was read before the event was open would count for nothing.
async fn a_minute(machine: &Client, source: &str, reading: &Value) {
    let now = SystemClock.now();
    let sample = |n: i64| {
        let mut sample = reading.clone();
        sample["at"] = json!(now.plus_seconds(n * 5).to_string());
        sample
    };
    let samples: Vec<_> = (0..=11).map(sample).collect();
    let body = json!({ "source": source, "samples": samples });
    machine.post(&api("samples"), &body).await.expect(202);
}

async fn counted(file: &Path, what: &'static str) -> i64 {
    let mut database = database::open(file).await;
    sqlx::query_scalar(what)
        .fetch_one(&mut database)
        .await
        .unwrap()
}

async fn until(file: &Path, what: &'static str, enough: i64) {
    let looking = async {
        while counted(file, what).await < enough {
            tokio::task::yield_now().await;
        }
    };
    within(what, looking).await;
}

#[tokio::test]
async fn two_servers_open_each_alert_once_and_let_its_rule_speak_once_through_kill_9() {
    const ALERTS: &str = "select count(*) from alert";
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("lineside.db");
    let create = [
        "event", "create", "--slug", SLUG, "--title", "Drop", "--kind", "queue",
    ];
    run(&file, &create);
    let scopes = "ingest,publish,manage";
    let token = run(
        &file,
        &["token", "create", "--event", SLUG, "--scope", scopes],
    );
    let (mut one, mut two) = (Process::serve(&file).await, Process::serve(&file).await);
    let first = machine(&one.url, &token);
    first
        .post(&api("phase"), &json!({ "phase": "open" }))
        .await
        .expect(200);
    let rules = json!({ "rules": ["error_rate", "depth"], "thresholds": { "confirm_s": 30 } });
    first.put(&api("signals"), &rules).await.expect(200);

    a_minute(&first, "shop", &json!({ "error_rate": 0.2 })).await;
    until(&file, SAID, 1).await;
    one.kill();
    let second = machine(&two.url, &token);
    let full = json!({ "queue_depth": 990, "capacity": 1_000 });
    a_minute(&second, "queue", &full).await;
    until(&file, SAID, 2).await;
    two.kill();
    let three = Process::serve(&file).await;
    let third = machine(&three.url, &token);
    a_minute(&third, "edge", &json!({ "p95_latency_ms": 9_000 })).await;
    until(&file, ALERTS, 3).await;

    let opened = "select count(*) from audit_entry where action = 'alert.open'";
    assert_eq!(counted(&file, opened).await, 3);
    let posted =
        "select count(*) from audit_entry where action = 'message.post' and actor like 'rule:%'";
    assert_eq!(
        (counted(&file, posted).await, counted(&file, SAID).await),
        (2, 2)
    );
    let told = third.get(&api("alerts")).await.expect(200).json();
    assert_eq!(told["suggestions"], json!([]));
}

#[tokio::test]
async fn what_only_looks_tell_is_one_alert_and_one_message_of_two_servers() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("lineside.db");
    let create = [
        "event", "create", "--slug", SLUG, "--title", "Drop", "--kind", "queue",
    ];
    run(&file, &create);
    let scopes = "publish,inventory,manage";
    let token = run(
        &file,
        &["token", "create", "--event", SLUG, "--scope", scopes],
    );
    let (mut one, two) = (Process::serve(&file).await, Process::serve(&file).await);
    let (first, second) = (machine(&one.url, &token), machine(&two.url, &token));
    let stock = async |by: &Client, product: &str, level: &str| {
        let item = json!({ "title": product, "level": level });
        by.set_stock(product, &item).await.expect(200);
    };
    stock(&first, "Sneaker", "in_stock").await;
    stock(&first, "Boot", "in_stock").await;
    let open = json!({ "phase": "open" });
    first.post(&api("phase"), &open).await.expect(200);
    // A rule waits until what is gone has stayed so.
    let settings = json!({ "rules": ["sold_out"], "thresholds": { "confirm_s": 10 } });
    first.put(&api("signals"), &settings).await.expect(200);
    until(&file, "select count(*) from watch", 1).await;

    stock(&first, "Sneaker", "sold_out").await;
    until(&file, SAID, 1).await;
    one.kill();
    stock(&second, "Boot", "sold_out").await;
    until(&file, SAID, 2).await;

    let told = second.get(&api("alerts")).await.expect(200).json();
    let alerts = told["alerts"].as_array().unwrap().iter();
    let subjects: Vec<_> = alerts.map(|alert| &alert["subject"]).collect();
    assert_eq!(subjects, ["Boot", "Sneaker"]);
    let opened = "select count(*) from audit_entry where action = 'alert.open'";
    let counts = (counted(&file, opened).await, counted(&file, SAID).await);
    assert_eq!(counts, (2, 2));
}
