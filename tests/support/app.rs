//! The real server, started for one test.

use std::sync::Arc;
use std::time::Duration;

use lineside::domain::event::{EventKind, Link, Phase, Schedule, Slug, Title};
use lineside::domain::id::TokenId;
use lineside::domain::locale::Locale;
use lineside::domain::operator::{Actor, Scope};
use lineside::domain::time::{ManualClock, Timestamp, Zone};
use lineside::error::Result;
use lineside::live::Channel;
use lineside::service::Services;
use lineside::service::events::{self, NewEvent, PhaseChange};
use lineside::service::tokens::{self, NewToken};
use lineside::web::server::{Server, ServerOptions};
use tempfile::TempDir;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::within;

/// The event that most tests are about.
pub const SLUG: &str = "spring-drop";

/// The instant at which every test begins.
pub fn noon() -> Timestamp {
    Timestamp::parse("2026-11-23T12:00:00Z").unwrap()
}

pub fn slug(text: &str) -> Slug {
    Slug::parse(text).unwrap()
}

/// A running server. Its clock stands still at [`noon`] until a test moves it.
pub struct TestApp {
    pub clock: Arc<ManualClock>,
    pub services: Services,
    pub url: String,
    pub database: std::path::PathBuf,
    pub http: reqwest::Client,
    dir: Option<TempDir>,
    shutdown: CancellationToken,
    running: Option<JoinHandle<Result<()>>>,
}

impl TestApp {
    /// A server without any event.
    pub async fn empty() -> Self {
        Self::with(|_| {}).await
    }

    /// A server with [`SLUG`] open.
    pub async fn start() -> Self {
        Self::open_with(|_| {}).await
    }

    /// The same with other options than the usual ones.
    pub async fn open_with(change: impl FnOnce(&mut ServerOptions)) -> Self {
        let app = Self::with(change).await;
        app.create(SLUG, EventKind::Queue, true).await;
        app.move_to(SLUG, &[Phase::Open]).await;
        app
    }

    /// An empty server with other options than the usual ones.
    pub async fn with(change: impl FnOnce(&mut ServerOptions)) -> Self {
        Self::start_in(tempfile::tempdir().unwrap(), noon(), change).await
    }

    async fn start_in(
        dir: TempDir,
        now: Timestamp,
        change: impl FnOnce(&mut ServerOptions),
    ) -> Self {
        let database = dir.path().join("lineside.db");
        let mut options = ServerOptions {
            listen: "127.0.0.1:0".parse().unwrap(),
            database_url: format!("sqlite://{}", database.display()),
            base_url: Some("https://status.example".to_owned()),
            trusted_proxies: Vec::new(),
            max_streams: 100,
            max_lookups_per_s: 1_000,
            max_connections: 200,
            drain: Duration::from_secs(2),
        };
        change(&mut options);
        let clock = Arc::new(ManualClock::at(now));
        let starting = Server::start(options, clock.clone());
        let server = within("the server to start", starting).await.unwrap();
        let (url, services) = (server.url(), server.services().clone());
        let shutdown = CancellationToken::new();
        let running = tokio::spawn(server.run(shutdown.clone()));
        Self {
            clock,
            services,
            url,
            database,
            http: super::client::http(),
            dir: Some(dir),
            shutdown,
            running: Some(running),
        }
    }

    /// Asks the server to stop, without waiting for it.
    pub fn begin_stop(&self) {
        self.shutdown.cancel();
    }

    /// Stops the server; it must end well.
    pub async fn stop(mut self) {
        self.finish().await;
    }

    /// Stops the server and starts another on the same database, at the same time of day.
    pub async fn restart(mut self) -> Self {
        let now = self.services.clock.now();
        let dir = self.finish().await;
        Self::start_in(dir, now, |_| {}).await
    }

    async fn finish(&mut self) -> TempDir {
        self.shutdown.cancel();
        let running = self.running.take().unwrap();
        let ended = within("the server to stop", running).await;
        ended.expect("the server panicked").expect("run() failed");
        self.dir.take().unwrap()
    }

    /// Makes an event, a draft unless it is `public`.
    pub async fn create(&self, name: &str, kind: EventKind, public: bool) {
        let schedule = Schedule {
            opens_at: Some(noon().plus_seconds(-7_200)),
            ..Schedule::default()
        };
        self.create_new(name, kind, public, schedule).await;
    }

    /// Makes a public queue that nobody has given a time yet.
    pub async fn create_without_times(&self, name: &str) {
        self.create_new(name, EventKind::Queue, true, Schedule::default())
            .await;
    }

    async fn create_new(&self, name: &str, kind: EventKind, public: bool, schedule: Schedule) {
        let new = NewEvent {
            slug: slug(name),
            title: Title::parse("Spring drop").unwrap(),
            kind,
            public,
            schedule,
            zone: Zone::parse("Europe/Paris").unwrap(),
            default_locale: Locale::En,
            capacity: Some(30_000),
            product_link: Some(Link::parse("https://shop.example/p/1").unwrap()),
            waitlist_link: Some(Link::parse("https://shop.example/waitlist").unwrap()),
        };
        let created = events::create(&self.services, &Actor::Console, new).await;
        created.unwrap();
    }

    /// Moves an event through phases, as somebody at the console.
    pub async fn move_to(&self, name: &str, phases: &[Phase]) {
        for phase in phases {
            let change = PhaseChange {
                phase: *phase,
                reason: [].into(),
                next_update_by: None,
                seen: None,
            };
            let (services, slug) = (&self.services, slug(name));
            let moved = events::change_phase(services, &Actor::Console, &slug, change, None).await;
            moved.unwrap();
        }
    }

    /// A new token: its identity and its secret.
    pub async fn token(&self, event: Option<&str>, scopes: &[Scope]) -> (TokenId, String) {
        let new = NewToken {
            name: "A machine".to_owned(),
            event: event.map(slug),
            scopes: scopes.to_vec(),
            expires_at: Some(noon().plus_seconds(2 * 86_400)),
        };
        let created = tokens::create(&self.services, &Actor::Console, new);
        let (token, secret) = created.await.unwrap();
        (token.id, secret)
    }

    /// The channel of [`SLUG`].
    pub fn channel(&self) -> Arc<Channel> {
        self.services.live.channel(&slug(SLUG)).unwrap()
    }

    /// Lets the publisher look now instead of at its next second, and waits until it has. Tells the revision.
    pub async fn publish(&self) -> i64 {
        let slug = slug(SLUG);
        let event = events::find(&self.services, &Actor::Console, &slug).await;
        let event = event.unwrap();
        let publishing = self.services.live.changed(&event.id, &slug);
        publishing.await.expect("the publisher answers").get()
    }

    /// Lets time pass, and the publisher notice.
    pub async fn pass_seconds(&self, seconds: i64) -> i64 {
        // What came before must not be taken for something that came after.
        self.publish().await;
        self.clock.advance_seconds(seconds);
        self.publish().await
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        let forgotten = self.running.is_some() && !std::thread::panicking();
        assert!(!forgotten, "end the test with `app.stop().await`");
    }
}
