//! The board's stream: the parts of a board that changed, on every change of the page and at least every five seconds.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::Extension;
use axum::body::Body;
use axum::extract::{Query, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures::Stream;
use serde::Deserialize;
use tokio::sync::watch;
use tokio::time::{Interval, MissedTickBehavior};

use crate::admin::Me;
use crate::admin::api::signals::SignalsNow;
use crate::admin::api::{BoardNow, signals_now};
use crate::admin::board::{BoardRegions, render, render_others};
use crate::admin::dashboard::render_dials;
use crate::admin::wake::Frame;
use crate::admin::words::DESK_LOCALE;
use crate::domain::dashboard::{DialView, Window};
use crate::domain::event::Slug;
use crate::domain::id::OperatorId;
use crate::domain::operator::{Actor, Operator, Scope};
use crate::domain::presence::Colleague;
use crate::domain::time::Timestamp;
use crate::error::Error;
use crate::live::{BoardPermit, Channel, Seat, Snapshot};
use crate::service::dashboard::look;
use crate::service::sessions::Here;
use crate::state::AppState;
use crate::web::extract::EventSlug;
use crate::web::problem::Failure;
use crate::web::session;

/// How often a board hears something, and how soon a session that another node has ended ends its streams.
const BEAT: Duration = Duration::from_secs(5);

/// `GET /admin/events/{slug}/stream`.
pub async fn open(
    State(state): State<AppState>,
    slug: EventSlug,
    Query(query): Query<StreamQuery>,
    Extension(operator): Extension<Operator>,
    Extension(here): Extension<Here>,
) -> Result<Response, Failure> {
    let channel = state
        .services
        .live
        .channel(&slug.0)
        .ok_or(Error::NotFound("event"))?;
    let permit = state.boards.admit(&here.id);
    let now = state.services.clock.now();
    let presence = state.services.live.presence();
    let moves = presence.moves();
    let seat = presence.enter(&slug.0, &operator.id, operator.email.as_str());
    let mut beat = tokio::time::interval(BEAT);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let following = Following {
        slug: slug.0,
        snapshots: channel.subscribe(),
        channel,
        sign_outs: state.services.live.sign_outs(),
        state,
        here,
        beat,
        _seat: seat,
        moves,
        actor: Actor::Operator {
            id: operator.id.clone(),
            role: operator.role,
        },
        charts: query.charts.map(|window| Charts {
            window: Window::parse(&window),
            due: now,
        }),
        signals: SignalsNow::default(),
        signals_of: None,
        me: Me::from(&operator),
        operator: operator.id,
        said: BoardRegions::new(),
        ended: false,
        permit,
    };
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/event-stream"),
        ),
        (
            HeaderName::from_static("x-accel-buffering"),
            HeaderValue::from_static("no"),
        ),
    ];
    Ok((headers, Body::from_stream(following.into_stream())).into_response())
}

/// What else than the board is followed.
#[derive(Deserialize)]
pub struct StreamQuery {
    charts: Option<String>,
}

/// A dashboard's charts, drawn anew when their time has come: they are read from the database.
struct Charts {
    window: Window,
    due: Timestamp,
}

/// One board that follows its event.
struct Following {
    slug: Slug,
    channel: Arc<Channel>,
    snapshots: watch::Receiver<Arc<Snapshot>>,
    /// Told when sessions were ended in this node; those of another are found by the beat.
    sign_outs: watch::Receiver<()>,
    state: AppState,
    here: Here,
    beat: Interval,
    /// While this stream is open, the others see its operator.
    _seat: Seat,
    /// Told when somebody else came, left or began to write.
    moves: watch::Receiver<()>,
    operator: OperatorId,
    me: Me,
    actor: Actor,
    charts: Option<Charts>,
    /// What was noticed when that could be read last, and of which snapshot and minute.
    signals: SignalsNow,
    signals_of: Option<(Arc<Snapshot>, Timestamp)>,
    /// What this board has heard so far.
    said: BoardRegions,
    ended: bool,
    permit: BoardPermit,
}

impl Following {
    fn into_stream(self) -> impl Stream<Item = Result<Bytes, Infallible>> + Send {
        futures::stream::unfold(self, |mut following| async move {
            let bytes = following.next().await?;
            Some((Ok(bytes), following))
        })
    }

    /// The charts, if they are due. A database that does not answer leaves them as they were.
    async fn charts_due(&mut self) -> Option<Vec<DialView>> {
        let now = self.state.services.clock.now();
        let charts = self.charts.as_mut().filter(|charts| charts.due <= now)?;
        charts.due = now.plus_seconds(match charts.window {
            Window::Hour => 5,
            Window::Event => 60,
        });
        let services = &self.state.services;
        look(services, &self.actor, &self.slug, charts.window)
            .await
            .ok()
    }

    async fn next(&mut self) -> Option<Bytes> {
        if self.ended {
            return None;
        }
        tokio::select! {
            biased;
            () = self.state.draining.cancelled() => return None,
            () = self.permit.ousted() => {
                self.ended = true;
                return Some(Bytes::from_static(b"event: moved\ndata: to a newer window\n\n"));
            }
            Ok(()) = self.sign_outs.changed() => {
                if self.is_signed_out().await {
                    return Some(self.say_goodbye());
                }
            }
            Ok(()) = self.moves.changed() => {}
            // The first tick comes at once: a board starts with the newest state.
            _ = self.beat.tick() => {
                if self.is_signed_out().await {
                    return Some(self.say_goodbye());
                }
                // Archived meanwhile: there is nothing left to follow.
                self.state.services.live.channel(&self.slug)?;
            }
            changed = self.snapshots.changed() => changed.ok()?,
        }
        let snapshot = self.snapshots.borrow_and_update().clone();
        let page = snapshot.status_page(DESK_LOCALE);
        let time = snapshot
            .facts
            .event
            .time_at(self.state.services.clock.now());
        let mut now = BoardNow::new(
            snapshot.revision,
            page.clone(),
            self.channel.streams(),
            time,
        );
        now.signals = self.signals(&snapshot, time).await;
        let mut regions = render(&Arc::new(now), &self.me);
        regions.insert("others".to_owned(), render_others(&self.others()));
        if let Some(dials) = self.charts_due().await {
            regions.insert(
                "charts".to_owned(),
                render_dials(dials, self.me.may(Scope::Publish)),
            );
        }
        regions.retain(|name, html| {
            let heard = self.said.insert(name.clone(), html.clone());
            heard.as_ref() != Some(html)
        });
        let json = serde_json::to_string(&Frame { regions }).ok()?;
        Some(Bytes::from(format!("data: {json}\n\n")))
    }

    /// What is noticed. It is read anew when something else is, and once a minute, for it names minutes; samples alone cost no
    /// look at the database. One that does not answer leaves it as it was.
    async fn signals(&mut self, snapshot: &Arc<Snapshot>, now: Timestamp) -> SignalsNow {
        let minute = now.floor_to(60);
        let known = self.signals_of.as_ref();
        let holds = known.is_some_and(|(known, then)| *then == minute && notices(known, snapshot));
        if self.me.may(Scope::Publish) && !holds {
            let known = (&*snapshot.facts, snapshot.status_page(DESK_LOCALE));
            let signals = signals_now(&self.state.services, &self.actor, known, now).await;
            if let Ok(signals) = signals {
                self.signals = signals;
                self.signals_of = Some((snapshot.clone(), minute));
            }
        }
        self.signals.clone()
    }

    fn others(&self) -> Vec<Colleague> {
        let services = &self.state.services;
        let now = services.clock.now();
        services
            .live
            .presence()
            .others(&self.slug, &self.operator, now)
    }

    /// A database that does not answer is no reason to look away in the middle of a launch.
    async fn is_signed_out(&self) -> bool {
        matches!(
            session::is_open(&self.here, &self.state.services).await,
            Ok(false)
        )
    }

    fn say_goodbye(&mut self) -> Bytes {
        self.ended = true;
        Bytes::from_static(b"event: bye\ndata: signed out\n\n")
    }
}

/// Whether two snapshots tell the same of what is noticed.
fn notices(one: &Snapshot, other: &Snapshot) -> bool {
    let (a, b) = (&one.facts, &other.facts);
    (&a.health, &a.event, &a.incidents) == (&b.health, &b.event, &b.incidents)
        && one.status_page(DESK_LOCALE).components == other.status_page(DESK_LOCALE).components
}
