//! The machine API as its callers see it: patient with a server that restarts, clear about one that refuses.

use std::time::Duration;

use reqwest::{Client, Method, RequestBuilder, Response, StatusCode, header};
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Map, Value, json};
use tokio::time::{Instant, sleep};

use crate::cli::http;
use crate::domain::event::{Phase, Slug};
use crate::domain::metric::Sample;
use crate::error::{Error, Result};
use crate::recording::{Progress, StockRow, Target, Tell};

/// The longest one request takes.
const TIMEOUT: Duration = Duration::from_secs(10);
/// The first pause before trying again; each is twice the one before.
const FIRST_PAUSE: Duration = Duration::from_millis(250);
/// The longest pause before trying again, unless the server asks for more.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);
/// The longest pause that a server may ask for.
const MOST_PATIENCE: Duration = Duration::from_mins(1);
/// For how long a server that does not answer is waited for.
const GIVE_UP: Duration = Duration::from_mins(2);

/// One event on one server.
pub struct Api {
    client: Client,
    base: String,
    token: SecretString,
    event: Slug,
    give_up: Duration,
}

impl Api {
    /// The event `slug` on the server at `url`.
    pub fn new(url: &str, event: &Slug, token: SecretString) -> Result<Self> {
        let url = url.trim_end_matches('/');
        Ok(Self {
            client: http::client(url, TIMEOUT)?,
            base: format!("{url}/api/v1/events/{event}"),
            token,
            event: event.clone(),
            give_up: GIVE_UP,
        })
    }

    /// Waits less long for a server that does not answer.
    #[cfg(test)]
    pub fn impatient(self) -> Self {
        Self {
            give_up: Duration::from_millis(400),
            ..self
        }
    }

    async fn current_phase(&self, tell: Tell<'_>) -> Result<Phase> {
        let answer = self.call(Method::GET, "", None, None, tell).await?;
        if answer.status == StatusCode::NOT_FOUND {
            return Err(Error::Conflict(format!(
                "there is no public event {} at {}",
                self.event, self.base
            )));
        }
        let body = answer.success("reading the event")?;
        let name = body
            .get("phase")
            .and_then(Value::as_str)
            .unwrap_or_default();
        Phase::parse(name)
            .map_err(|_| Error::Conflict(format!("{} does not answer like Lineside", self.base)))
    }

    /// Asks until the server says something that another try would not change.
    async fn call(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
        key: Option<&str>,
        tell: Tell<'_>,
    ) -> Result<Answer> {
        let mut pause = FIRST_PAUSE;
        let mut trouble_since = None;
        loop {
            let request = self.request(method.clone(), path, body, key);
            let (why, asked_for) = match request.send().await {
                Ok(response) if is_passing(response.status()) => {
                    let why = format!("it answers {}", response.status());
                    (why, retry_after(&response))
                }
                Ok(response) => {
                    if trouble_since.is_some() {
                        tell(Progress::Back);
                    }
                    return Ok(Answer::read(response).await);
                }
                Err(error) if error.is_builder() => {
                    return Err(Error::invalid(
                        "token",
                        "has characters that cannot be sent",
                    ));
                }
                Err(error) => (http::reason(&error), None),
            };
            if trouble_since.is_none() {
                tell(Progress::Waiting(why.clone()));
            }
            let since = *trouble_since.get_or_insert_with(Instant::now);
            if since.elapsed() >= self.give_up {
                return Err(Error::Conflict(format!("gave up on {}: {why}", self.base)));
            }
            sleep(asked_for.map_or(pause, |asked| asked.min(MOST_PATIENCE))).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    fn request(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
        key: Option<&str>,
    ) -> RequestBuilder {
        let request = self
            .client
            .request(method, format!("{}{path}", self.base))
            .bearer_auth(self.token.expose_secret());
        let request = body.into_iter().fold(request, RequestBuilder::json);
        key.into_iter().fold(request, |request, key| {
            request.header("idempotency-key", key)
        })
    }
}

impl Target for Api {
    async fn phase(&mut self, tell: Tell<'_>) -> Result<Phase> {
        self.current_phase(tell).await
    }

    async fn send_samples(&mut self, samples: &[Sample], tell: Tell<'_>) -> Result<()> {
        let samples: Vec<_> = samples.iter().map(sample).collect();
        let body = json!({ "source": "replay", "samples": samples });
        let answer = self.call(Method::POST, "/samples", Some(&body), None, tell);
        answer.await?.success("sending samples").map(drop)
    }

    async fn change_phase(&mut self, phase: Phase, key: &str, tell: Tell<'_>) -> Result<()> {
        let body = json!({ "phase": phase });
        let answer = self
            .call(Method::POST, "/phase", Some(&body), Some(key), tell)
            .await?;
        if answer.status == StatusCode::CONFLICT && self.current_phase(tell).await? == phase {
            return Ok(());
        }
        let doing = format!("moving the event to {phase}");
        answer.success(&doing).map(drop)
    }

    async fn set_stock(&mut self, rows: &[&StockRow], tell: Tell<'_>) -> Result<()> {
        let items: Vec<_> = rows.iter().map(|row| item(row)).collect();
        let body = json!({ "items": items });
        let answer = self.call(Method::PUT, "/inventory", Some(&body), None, tell);
        answer.await?.success("setting stock").map(drop)
    }
}

fn sample(sample: &Sample) -> Value {
    let readings = sample.readings().iter();
    let mut body: Map<_, _> = readings
        .map(|reading| (reading.metric.as_str().to_owned(), json!(reading.value)))
        .collect();
    body.insert("at".to_owned(), json!(sample.at()));
    Value::Object(body)
}

fn item(row: &StockRow) -> Value {
    json!({
        "sku": row.sku,
        "title": row.title,
        "variant": row.variant,
        "level": row.level,
        "remaining": row.remaining,
    })
}

/// Whether the same request may succeed later.
fn is_passing(status: StatusCode) -> bool {
    status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS
}

fn retry_after(response: &Response) -> Option<Duration> {
    let seconds = response.headers().get(header::RETRY_AFTER)?.to_str().ok()?;
    Some(Duration::from_secs(seconds.trim().parse().ok()?))
}

/// What the server said.
struct Answer {
    status: StatusCode,
    body: Value,
}

impl Answer {
    async fn read(response: Response) -> Self {
        Self {
            status: response.status(),
            body: response.json().await.unwrap_or_default(),
        }
    }

    /// The body of a success; a refusal in the server's own words.
    fn success(self, doing: &str) -> Result<Value> {
        if self.status.is_success() {
            return Ok(self.body);
        }
        let text = |name| self.body.get(name).and_then(Value::as_str);
        let said = text("detail")
            .or_else(|| text("title"))
            .unwrap_or("no reason given");
        Err(Error::Conflict(format!("{doing}: {}: {said}", self.status)))
    }
}
