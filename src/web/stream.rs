//! Server-Sent Events: the newest state of each region, never a queue of old ones.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures::Stream;
use serde::Deserialize;
use tokio::sync::watch;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::extract::{EventSlug, Reader};
use super::problem::Failure;
use crate::domain::locale::Locale;
use crate::domain::revision::Revision;
use crate::live::{Snapshot, StreamPermit, frame};
use crate::state::AppState;

/// A comment this often, with a random phase, keeps proxies from closing a quiet stream (nginx: 60 s).
const HEARTBEAT_S: std::ops::Range<u64> = 15..25;
/// Every stream ends some time, so that nodes rebalance; at random, so that not all come back at once.
const LIFETIME_S: std::ops::Range<u64> = 240..900;
/// How long a browser waits before it comes back, each its own.
const RETRY_MS: std::ops::Range<u64> = 1_000..4_000;
/// How long it waits when the node was full.
const RETRY_FULL_MS: std::ops::Range<u64> = 20_000..60_000;
/// Streams of a draining node end spread over this time, or over half of what draining may take.
const DRAIN: Duration = Duration::from_secs(5);

/// The revision that the client has seen.
#[derive(Deserialize)]
pub struct StreamQuery {
    rev: Option<i64>,
}

fn jitter(range: std::ops::Range<u64>) -> u64 {
    rand::random_range(range)
}

/// `GET /e/{slug}/stream`: first what the client has missed, then one frame per changed region.
pub async fn open(
    State(state): State<AppState>,
    slug: EventSlug,
    reader: Reader,
    Query(query): Query<StreamQuery>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let channel = state.services.live.public_channel(&slug.0)?;
    let Some(permit) = state.admission.admit(&channel) else {
        // 200 on purpose: after any other status a browser's EventSource never comes back.
        let retry = frame::retry(Duration::from_millis(jitter(RETRY_FULL_MS)));
        return Ok(answer(Body::from([retry, frame::POLL].concat())));
    };
    let last_event_id = headers.get("last-event-id").and_then(|id| id.to_str().ok());
    let seen = last_event_id
        .and_then(|id| id.parse().ok())
        .or(query.rev)
        .map(Revision::new);
    let frames = Frames {
        snapshots: channel.subscribe(),
        locale: reader.locale,
        seen,
        ready: VecDeque::from([frame::retry(Duration::from_millis(jitter(RETRY_MS)))]),
        started: false,
        ends_at: Instant::now() + Duration::from_secs(jitter(LIFETIME_S)),
        draining: state.draining,
        drain: DRAIN.min(state.drain / 2),
        ended: false,
        _permit: permit,
    };
    Ok(answer(Body::from_stream(frames.into_stream())))
}

fn answer(body: Body) -> Response {
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/event-stream"),
        ),
        (
            header::CACHE_CONTROL,
            HeaderValue::from_static("no-store, no-transform"),
        ),
        // nginx would otherwise collect frames before it passes them on.
        (
            header::HeaderName::from_static("x-accel-buffering"),
            HeaderValue::from_static("no"),
        ),
    ];
    (headers, body).into_response()
}

/// One open stream. It holds no frames of its own but those that are on their way out.
struct Frames {
    snapshots: watch::Receiver<Arc<Snapshot>>,
    locale: Option<Locale>,
    seen: Option<Revision>,
    ready: VecDeque<Bytes>,
    started: bool,
    ends_at: Instant,
    draining: CancellationToken,
    drain: Duration,
    ended: bool,
    _permit: StreamPermit,
}

impl Frames {
    fn into_stream(self) -> impl Stream<Item = Result<Bytes, Infallible>> + Send {
        futures::stream::unfold(self, |mut frames| async move {
            let bytes = frames.next().await?;
            Some((Ok(bytes), frames))
        })
    }

    async fn next(&mut self) -> Option<Bytes> {
        loop {
            if let Some(bytes) = self.ready.pop_front() {
                return Some(bytes);
            }
            if self.ended {
                return None;
            }
            if !self.started {
                self.started = true;
                self.catch_up();
                continue;
            }
            let heartbeat = Duration::from_secs(jitter(HEARTBEAT_S));
            tokio::select! {
                biased;
                () = self.draining.cancelled() => self.say_goodbye().await,
                changed = self.snapshots.changed() => match changed {
                    Ok(()) => self.catch_up(),
                    Err(_) => return None,
                },
                () = tokio::time::sleep_until(self.ends_at) => return None,
                () = tokio::time::sleep(heartbeat) => self.ready.push_back(frame::HEARTBEAT),
            }
        }
    }

    /// Queues what has changed since the client was last written to; whatever came in between is skipped.
    fn catch_up(&mut self) {
        let snapshot = self.snapshots.borrow_and_update().clone();
        // A draft again: this is nobody's business any more.
        if !snapshot.is_public() {
            self.ended = true;
            return;
        }
        self.ready
            .extend(snapshot.frames_since(self.locale, self.seen));
        self.seen = Some(snapshot.revision);
    }

    async fn say_goodbye(&mut self) {
        tokio::time::sleep(self.drain.mul_f64(rand::random())).await;
        self.ready.push_back(frame::BYE);
        self.ended = true;
    }
}
