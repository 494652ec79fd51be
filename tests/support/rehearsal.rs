//! Rehearsals as somebody at the console begins them, and what their player comes to.

use std::time::Duration;

use lineside::domain::event::{Phase, Slug};
use lineside::domain::locale::Locale;
use lineside::domain::operator::Actor;
use lineside::domain::rehearsal::Speed;
use lineside::domain::time::Timestamp;
use lineside::domain::who::Who;
use lineside::recording::{Recording, launch_day, parse_feed};
use lineside::service::events;
use lineside::service::rehearsals::{self, NewRehearsal, Rehearsed};
use lineside::web::table::table;

use super::app::slug;
use super::{SLUG, TestApp, noon, within};

pub const BY: &Actor = &Actor::Console;

pub fn day(speed: u32) -> NewRehearsal {
    NewRehearsal {
        recording: launch_day().unwrap(),
        name: "Launch day".to_owned(),
        speed: Speed::try_from(speed).unwrap(),
        with_story: false,
    }
}

pub fn feed(text: &str) -> NewRehearsal {
    NewRehearsal {
        recording: Recording {
            rows: parse_feed(text.as_bytes()).unwrap(),
            stock: Vec::new(),
        },
        ..day(60)
    }
}

pub async fn start(app: &TestApp, new: NewRehearsal) -> Slug {
    let started = rehearsals::start(&app.services, BY, &slug(SLUG), new, None).await;
    started.unwrap().id
}

pub async fn rehearsal(app: &TestApp, copy: &Slug) -> Rehearsed {
    let found = rehearsals::find(&app.services, BY, copy).await;
    found.unwrap().expect("a rehearsal")
}

/// Awaits what the player, which nobody can ask, must come to.
pub async fn until<T>(what: &str, look: impl AsyncFn() -> Option<T>) -> T {
    let looking = async {
        loop {
            if let Some(seen) = look().await {
                return seen;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    within(what, looking).await
}

/// Awaits that so much of the recording is played, and tells the phase.
pub async fn played(app: &TestApp, copy: &Slug, t_s: i64) -> Phase {
    let due = noon().plus_seconds(t_s);
    let event = until("the recording to be played", async || {
        let event = events::find(&app.services, BY, copy).await.unwrap();
        let mut tx = app.services.store.read().await.unwrap();
        let newest = tx.newest_reading_at(&event.id).await.unwrap();
        newest.is_some_and(|at| at >= due).then_some(event)
    });
    event.await.phase
}

/// Awaits that nothing plays any more.
pub async fn gone(app: &TestApp) {
    until("the player to be gone", async || {
        (app.services.players.count() == 0).then_some(())
    })
    .await;
}

/// Awaits that the copy's page says something, and tells its depth and wait.
pub async fn shown(app: &TestApp, copy: &Slug, phase: Phase) -> (Option<f64>, String, Timestamp) {
    until("the page of the copy", async || {
        let snapshot = app.services.live.channel(copy)?.snapshot();
        let page = snapshot.status_page(Locale::En);
        let wait = page.wait_text.clone();
        (page.phase == phase).then_some((page.queue.depth, wait, page.as_of))
    })
    .await
}

/// Every public address there is, about this event.
pub fn public_addresses(copy: &Slug) -> Vec<String> {
    let rows = table();
    let about_events = rows.iter().filter(|row| row.path.contains("{slug}"));
    let public = about_events.filter(|row| row.who == Who::Everyone);
    let filled = public.map(|row| {
        let path = row.path.replace("{slug}", copy.as_str());
        path.replace("{stylesheet}", "style.0.css")
    });
    let queries = ["?position=1", "?metric=wait", "?lang=fr", "?item=AR1-42"];
    filled
        .flat_map(|path| {
            let with = |query: &str| format!("{path}{query}");
            let mut all: Vec<_> = queries.into_iter().map(with).collect();
            all.push(path);
            all
        })
        .collect()
}
