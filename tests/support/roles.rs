//! Who talks to the server, and what they say.

use lineside::domain::operator::Scope;
use lineside::domain::time::Timestamp;
use serde_json::{Value, json};

use super::{Answer, Client, Document, SLUG, Stream, TestApp, noon};

impl TestApp {
    /// Reads, and has no token.
    pub fn shopper(&self) -> Client {
        Client {
            http: self.http.clone(),
            url: self.url.clone(),
            token: None,
        }
    }

    /// Has a token of [`SLUG`] with these scopes.
    pub async fn machine(&self, scopes: &[Scope]) -> Client {
        let (_, secret) = self.token(Some(SLUG), scopes).await;
        Client {
            token: Some(secret),
            ..self.shopper()
        }
    }

    /// Has this token.
    pub fn with_token(&self, secret: &str) -> Client {
        Client {
            token: Some(secret.to_owned()),
            ..self.shopper()
        }
    }

    /// Sends samples.
    pub async fn feed(&self) -> Client {
        self.machine(&[Scope::Ingest]).await
    }

    /// Edits and archives the event.
    pub async fn manager(&self) -> Client {
        self.machine(&[Scope::Manage]).await
    }

    /// Posts, changes the phase, sets stock.
    pub async fn operator(&self) -> Client {
        self.machine(&[Scope::Publish, Scope::Inventory]).await
    }
}

/// The address of a write about [`SLUG`].
pub fn api(what: &str) -> String {
    format!("/api/v1/events/{SLUG}/{what}")
}

/// The address of [`SLUG`] itself.
pub fn event() -> String {
    format!("/api/v1/events/{SLUG}")
}

/// One reading of the line: `ago_s` before noon, so many waiting, so many let in so far.
pub fn line(ago_s: i64, depth: u32, admitted: u32) -> Value {
    let at = noon().plus_seconds(-ago_s);
    json!({ "at": at, "queue_depth": depth, "admitted_total": admitted })
}

impl Client {
    /// The status page as a shopper without script gets it.
    pub async fn status_page(&self) -> Document {
        Document::parse(&self.get(&format!("/e/{SLUG}")).await.expect(200).text())
    }

    /// The facts as a machine gets them.
    pub async fn facts(&self) -> Value {
        let path = format!("/api/v1/events/{SLUG}");
        self.get(&path).await.expect(200).json()
    }

    /// Follows the page; with the revision that it has seen, if any.
    pub async fn open_stream(&self, seen: Option<i64>) -> Stream {
        let query = seen.map(|seen| format!("?rev={seen}")).unwrap_or_default();
        Stream::open(self, &format!("/e/{SLUG}/stream{query}")).await
    }

    /// Delivers samples as the source `queue`.
    pub async fn send_samples(&self, samples: &[Value]) -> Answer {
        let body = json!({ "source": "queue", "samples": samples });
        self.post(&api("samples"), &body).await
    }

    /// Five minutes of a line with `depth` waiting and `per_min` let in, a reading every ten seconds, up to noon.
    pub async fn send_line(&self, depth: u32, per_min: u32) {
        let reading = |i: u32| line(300 - i64::from(i) * 10, depth, 1_000 + i * per_min / 6);
        let samples: Vec<_> = (0..=30).map(reading).collect();
        self.send_samples(&samples).await.expect(202);
    }

    /// Posts a text in English; tells its id and the revision that shows it.
    pub async fn post_message(&self, text: &str) -> (String, i64) {
        let body = json!({ "text": { "en": text }, "severity": "notice" });
        made(&self.post(&api("messages"), &body).await.expect(201))
    }

    /// Opens an issue of the checkout; tells its id and the revision that shows it.
    pub async fn open_incident(&self, title: &str, text: &str) -> (String, i64) {
        let body = json!({
            "title": { "en": title }, "text": { "en": text }, "impact": "minor", "components": ["checkout"],
        });
        made(&self.post(&api("incidents"), &body).await.expect(201))
    }

    /// Adds to the story of an issue.
    pub async fn update_incident(&self, id: &str, status: &str, text: &str) -> Answer {
        let body = json!({ "status": status, "text": { "en": text } });
        self.post(&api(&format!("incidents/{id}/updates")), &body)
            .await
    }

    /// Sets one item.
    pub async fn set_stock(&self, sku: &str, item: &Value) -> Answer {
        self.put(&api(&format!("inventory/{sku}")), item).await
    }

    /// Asks for another phase.
    pub async fn change_phase(&self, phase: &str) -> Answer {
        self.post(&api("phase"), &json!({ "phase": phase })).await
    }
}

/// The id and the revision in the answer to a write.
pub fn made(answer: &Answer) -> (String, i64) {
    let reply = answer.json();
    let id = reply["id"].as_str().expect("an id").to_owned();
    (id, reply["revision"].as_i64().expect("a revision"))
}

/// An instant as JSON writes it, in seconds from noon.
pub fn at(seconds: i64) -> Timestamp {
    noon().plus_seconds(seconds)
}
