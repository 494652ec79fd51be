//! Signals on real processes: two that watch one event, kill −9 in the middle of it, and one that goes on.

use std::path::Path;

use lineside::domain::time::{Clock, SystemClock};
use serde_json::{Value, json};

use crate::support::process::{Process, run};
use crate::support::roles::api;
use crate::support::{Client, SLUG, client, database, within};

fn machine(url: &str, token: &str) -> Client {
    Client {
        http: client::http(),
        url: url.to_owned(),
        token: Some(token.to_owned()),
    }
}

/// Two minutes of readings up to now.
async fn two_minutes(machine: &Client, source: &str, reading: &Value) {
    let now = SystemClock.now();
    let sample = |n: i64| {
        let mut sample = reading.clone();
        sample["at"] = json!(now.plus_seconds(n * 5 - 120).to_string());
        sample
    };
    let samples: Vec<_> = (1..=24).map(sample).collect();
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
    const SAID: &str = "select count(*) from message";
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

    two_minutes(&first, "shop", &json!({ "error_rate": 0.2 })).await;
    until(&file, SAID, 1).await;
    one.kill();
    let second = machine(&two.url, &token);
    let full = json!({ "queue_depth": 990, "capacity": 1_000 });
    two_minutes(&second, "queue", &full).await;
    until(&file, SAID, 2).await;
    two.kill();
    let three = Process::serve(&file).await;
    let third = machine(&three.url, &token);
    two_minutes(&third, "edge", &json!({ "p95_latency_ms": 9_000 })).await;
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
