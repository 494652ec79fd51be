//! kill −9 during a run of posts: what was answered 2xx is there once, and what was not is there once after a retry.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use futures::future::join_all;
use reqwest::Method;
use serde_json::json;
use tokio::sync::Semaphore;

use crate::support::process::{Process, run};
use crate::support::roles::{api, made};
use crate::support::{Client, SLUG, client, database, within};

/// How many machines post at the same time.
const WRITERS: usize = 4;
/// After how many answers the program is killed, in each round anew.
const ROUNDS: [u32; 3] = [3, 20, 9];

/// What was asked for, by its key: the id that was answered, if there was an answer.
type Posts = BTreeMap<String, Option<String>>;

fn operator(url: &str, token: &str) -> Client {
    Client {
        http: client::http(),
        url: url.to_owned(),
        token: Some(token.to_owned()),
    }
}

/// Posts one message under its key; none when the server did not live to answer.
async fn post(operator: &Client, key: &str) -> Option<(u16, String)> {
    let request = operator.request(Method::POST, &api("messages"));
    let request = request.header("idempotency-key", key);
    let request = request.json(&json!({ "text": { "en": format!("Message {key}") } }));
    let answering = async {
        let response = request.send().await.ok()?;
        let status = response.status().as_u16();
        let body = response.bytes().await.ok()?.to_vec();
        Some((status, body))
    };
    let (status, body) = within("an answer or the end", answering).await?;
    let headers = reqwest::header::HeaderMap::new();
    let answer = crate::support::Answer {
        status,
        headers,
        body,
    };
    assert!(matches!(status, 200 | 201), "{}", answer.text());
    Some((status, made(&answer).0))
}

/// One machine that posts until it gets no answer any more.
async fn write(operator: Client, name: String, answers: Arc<Semaphore>) -> Posts {
    let mut posts = Posts::new();
    for i in 0.. {
        let key = format!("{name}-{i}");
        let answer = post(&operator, &key).await;
        answers.add_permits(usize::from(answer.is_some()));
        let dead = answer.is_none();
        posts.insert(key, answer.map(|(_, id)| id));
        if dead {
            break;
        }
    }
    posts
}

/// The messages in the file, by text: how often each is there.
async fn stored(file: &Path) -> (BTreeMap<String, usize>, i64) {
    let mut database = database::open(file).await;
    let texts: Vec<String> = sqlx::query_scalar("select text from message")
        .fetch_all(&mut database)
        .await
        .unwrap();
    let audited =
        sqlx::query_scalar("select count(*) from audit_entry where action = 'message.post'");
    let audited = audited.fetch_one(&mut database).await.unwrap();
    let mut counts = BTreeMap::new();
    for text in texts {
        *counts.entry(text).or_default() += 1;
    }
    (counts, audited)
}

#[tokio::test]
async fn whatever_was_answered_survives_kill_9_exactly_once() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("lineside.db");
    run(
        &file,
        &[
            "event",
            "create",
            "--slug",
            SLUG,
            "--title",
            "Spring drop",
            "--kind",
            "queue",
        ],
    );
    let token = run(
        &file,
        &["token", "create", "--event", SLUG, "--scope", "publish"],
    );

    let mut posts = Posts::new();
    for (round, enough) in ROUNDS.into_iter().enumerate() {
        let mut server = Process::serve(&file).await;
        let answers = Arc::new(Semaphore::new(0));
        let writers = (0..WRITERS).map(|writer| {
            let name = format!("{round}-{writer}");
            tokio::spawn(write(operator(&server.url, &token), name, answers.clone()))
        });
        let writers: Vec<_> = writers.collect();
        let answered = answers.acquire_many(enough);
        within("answers", answered).await.unwrap().forget();
        server.kill();
        for written in join_all(writers).await {
            posts.extend(written.unwrap());
        }

        // Before any retry: every answered post is there once, every other at most once.
        let (counts, audited) = stored(&file).await;
        for (key, id) in &posts {
            let text = format!("{{\"en\":\"Message {key}\"}}");
            let count = counts.get(&text).copied().unwrap_or_default();
            let answered = usize::from(id.is_some());
            assert!(
                (answered..=1).contains(&count),
                "{key}: {count} after round {round}"
            );
        }
        assert_eq!(
            i64::try_from(counts.values().sum::<usize>()).unwrap(),
            audited
        );
    }

    let server = Process::serve(&file).await;
    let operator = operator(&server.url, &token);
    for (key, before) in &posts {
        let (status, id) = post(&operator, key).await.expect("an answer");
        if let Some(before) = before {
            assert_eq!((status, &id), (200, before), "{key}");
        }
    }
    let (counts, audited) = stored(&file).await;
    assert_eq!(counts.len(), posts.len());
    assert!(counts.values().all(|count| *count == 1), "{counts:?}");
    assert_eq!(usize::try_from(audited).unwrap(), posts.len());
    let facts = operator.facts().await;
    assert_eq!(facts["messages"].as_array().map(Vec::len), Some(10));
}
