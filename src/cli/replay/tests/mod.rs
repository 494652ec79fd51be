//! What a replay promises, against the real server and against one that misbehaves on purpose.

mod fake;

use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;

use fake::{count, fake, open_event, reply};

use super::*;
use crate::cli::out::tests::Printed;
use crate::domain::event::{EventKind, Phase, Schedule, Title};
use crate::domain::locale::Locale;
use crate::domain::operator::{Actor, Scope};
use crate::domain::time::{Timestamp, Zone};
use crate::recording::{Progress, Row, StockRow};
use crate::service::events::{self, NewEvent};
use crate::service::{Services, tokens};
use crate::web::server::{LOOKUPS_PER_S, Server, ServerOptions};

/// The real server on a database of its own.
struct Running {
    url: String,
    services: Services,
    shutdown: CancellationToken,
    served: JoinHandle<Result<()>>,
}

impl Running {
    async fn start(dir: &tempfile::TempDir, listen: &str) -> Self {
        let options = ServerOptions {
            listen: listen.parse().unwrap(),
            database_url: format!("sqlite://{}/lineside.db", dir.path().display()),
            base_url: None,
            max_streams: 10,
            max_lookups_per_s: LOOKUPS_PER_S,
            trusted_proxies: Vec::new(),
            max_connections: 20,
            drain: Duration::from_millis(200),
        };
        let server = Server::start(options, Arc::new(SystemClock)).await.unwrap();
        let shutdown = CancellationToken::new();
        Self {
            url: server.url(),
            services: server.services().clone(),
            served: tokio::spawn(server.run(shutdown.clone())),
            shutdown,
        }
    }

    async fn stop(self) {
        self.shutdown.cancel();
        self.served.await.unwrap().unwrap();
    }

    async fn prepare(&self) -> SecretString {
        let new = NewEvent {
            slug: slug(),
            title: Title::parse("Drop").unwrap(),
            kind: EventKind::Queue,
            public: true,
            schedule: Schedule::default(),
            zone: Zone::utc(),
            default_locale: Locale::En,
            capacity: None,
            product_link: None,
            waitlist_link: None,
        };
        events::create(&self.services, &Actor::Console, new)
            .await
            .unwrap();
        let scopes = vec![Scope::Ingest, Scope::Publish, Scope::Inventory];
        let new = tokens::NewToken {
            scopes,
            ..tokens::NewToken::default()
        };
        let made = tokens::create(&self.services, &Actor::Console, new);
        SecretString::from(made.await.unwrap().1)
    }

    async fn readings(&self) -> usize {
        let mut tx = self.services.store.read().await.unwrap();
        let event = tx.find_event(&slug()).await.unwrap().unwrap();
        let since = Timestamp::from_millis(0);
        tx.list_readings(&event.id, 0, since).await.unwrap().0.len()
    }
}

fn slug() -> Slug {
    Slug::parse("drop").unwrap()
}

fn feed(seconds: i64, state_at: impl Fn(i64) -> &'static str) -> Vec<Row> {
    let rows = (0..=seconds).map(|t_s| format!("{t_s},{},{t_s}", state_at(t_s)));
    let lines: Vec<_> = std::iter::once("t_s,state,queue_depth".to_owned())
        .chain(rows)
        .collect();
    parse_feed(lines.join("\n").as_bytes()).unwrap()
}

fn recording(rows: &[Row], stock: &[StockRow]) -> Recording {
    Recording {
        rows: rows.to_vec(),
        stock: stock.to_vec(),
    }
}

async fn play(
    url: &str,
    token: &SecretString,
    rows: &[Row],
    stock: &[StockRow],
    speed: f64,
) -> Result<Vec<Progress>> {
    let api = Api::new(url, &slug(), token.clone())?.impatient();
    let pace = Pace::of_real_time(SystemClock.now(), speed);
    let mut told = Vec::new();
    let recording = recording(rows, stock);
    let mut player = Player::new(api, &recording, pace);
    player.play(&mut |progress| told.push(progress)).await?;
    Ok(told)
}

#[tokio::test]
async fn the_event_goes_through_the_phases_of_the_recording() {
    let dir = tempfile::tempdir().unwrap();
    let server = Running::start(&dir, "127.0.0.1:0").await;
    let token = server.prepare().await;
    let states = ["waiting", "open", "paused", "open", "sold_out", "ended"];
    let rows = feed(59, |t_s| states[usize::try_from(t_s).unwrap() / 10]);
    let stock =
        "t_s,sku,title,variant,remaining,level\n0,A-1,Shoe,42,9,low\n30,A-1,Shoe,42,0,sold_out\n";
    let stock = parse_stock(stock.as_bytes()).unwrap();

    let told = play(&server.url, &token, &rows, &stock, 100.0)
        .await
        .unwrap();
    let moved = told.iter().filter_map(|progress| match progress {
        Progress::Moved { phase, .. } => Some(phase.as_str()),
        _ => None,
    });
    assert_eq!(moved.collect::<Vec<_>>(), states);
    assert_eq!(told.last(), Some(&Progress::Done));
    assert_eq!(server.readings().await, 60);
    let page = server.services.live.channel(&slug()).unwrap().snapshot();
    assert_eq!(page.status_page(Locale::En).phase, Phase::Ended);
    assert_eq!(
        page.status_page(Locale::En).inventory[0].item.remaining,
        Some(0)
    );

    let again = play(&server.url, &token, &rows, &stock, 100.0)
        .await
        .unwrap_err();
    assert!(
        again.to_string().contains("moving the event to waiting"),
        "{again}"
    );
    assert!(
        again.to_string().contains("legal from here: nothing"),
        "{again}"
    );
    server.stop().await;
}

#[tokio::test]
async fn a_server_that_restarts_misses_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let first = Running::start(&dir, "127.0.0.1:0").await;
    let token = first.prepare().await;
    let url = first.url.clone();
    let rows = feed(100, |t_s| if t_s < 50 { "waiting" } else { "open" });
    let replay = async {
        let api = Api::new(&url, &slug(), token).unwrap();
        let pace = Pace::of_real_time(SystemClock.now(), 80.0);
        let mut told = Vec::new();
        let recording = recording(&rows, &[]);
        let mut player = Player::new(api, &recording, pace);
        player
            .play(&mut |progress| told.push(progress))
            .await
            .unwrap();
        told
    };
    let restart = async {
        sleep(Duration::from_millis(400)).await;
        first.stop().await;
        sleep(Duration::from_millis(300)).await;
        Running::start(&dir, url.trim_start_matches("http://")).await
    };
    let (told, second) = tokio::join!(replay, restart);
    assert!(
        told.iter()
            .any(|progress| matches!(progress, Progress::Waiting(_)))
    );
    assert!(told.contains(&Progress::Back));
    assert_eq!(second.readings().await, 101);
    second.stop().await;
}

#[tokio::test]
async fn a_recording_is_checked_before_anything_is_sent() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("feed.csv");
    std::fs::write(&file, "t_s,queue_depth\n0,1\n1,-1\n").unwrap();
    let flags = Flags {
        file,
        event: slug(),
        url: Link::parse("http://127.0.0.1:1").unwrap(),
        token: SecretString::from("ls_x"),
        speed: 60.0,
        inventory: None,
    };
    let mut out = Out::to(io::sink(), Printed::default());
    let error = run(flags, &mut out).await.unwrap_err().to_string();
    assert!(
        error.contains("feed.csv: line 3, column queue_depth"),
        "{error}"
    );
}

#[test]
fn a_token_is_not_in_what_a_fault_prints() {
    let line = "lineside replay f.csv --event drop --url http://a --token ls_secret";
    let cli = crate::cli::Cli::read(line.split(' ').map(Into::into)).unwrap();
    assert!(!format!("{cli:?}").contains("ls_secret"));
}

#[tokio::test]
async fn a_token_that_cannot_be_sent_is_not_tried_for_minutes() {
    let token = SecretString::from("line\nbreak");
    let error = play("http://127.0.0.1:1", &token, &feed(0, |_| "open"), &[], 1.0).await;
    assert!(error.unwrap_err().to_string().contains("token"));
}

#[tokio::test]
async fn a_server_that_asks_for_patience_gets_it() {
    let (url, requests) = fake(|line, count| {
        if line.contains("/samples") && count == 1 {
            reply("429 Too Many Requests", "retry-after: 1\r\n", "")
        } else {
            open_event(line)
        }
    })
    .await;
    let began = Instant::now();
    let told = play(
        &url,
        &SecretString::from("t"),
        &feed(0, |_| "open"),
        &[],
        1.0,
    )
    .await
    .unwrap();
    assert!(began.elapsed() >= Duration::from_secs(1));
    assert_eq!(count(&requests, "POST"), 2);
    assert!(
        matches!(&told[0], Progress::Waiting(why) if why.contains("429")),
        "{told:?}"
    );
}

#[tokio::test]
async fn a_server_that_stays_away_is_given_up_on() {
    let token = SecretString::from("t");
    let error = play("http://127.0.0.1:1", &token, &feed(0, |_| "open"), &[], 1.0).await;
    let error = error.unwrap_err().to_string();
    assert!(
        error.contains("gave up") && error.contains("refused"),
        "{error}"
    );
}

#[tokio::test]
async fn a_refusal_is_told_in_the_servers_words_and_not_repeated() {
    let (url, requests) = fake(|line, _| {
        if line.starts_with("GET") {
            return open_event(line);
        }
        reply(
            "403 Forbidden",
            "",
            r#"{"title":"Forbidden","detail":"this needs the scope ingest"}"#,
        )
    })
    .await;
    let error = play(
        &url,
        &SecretString::from("t"),
        &feed(3, |_| "open"),
        &[],
        1.0,
    )
    .await;
    let error = error.unwrap_err().to_string();
    assert!(
        error.contains("403") && error.contains("this needs the scope ingest"),
        "{error}"
    );
    assert_eq!(count(&requests, "POST"), 1);
}

#[tokio::test]
async fn stock_that_has_not_changed_is_not_sent_again() {
    let (url, requests) = fake(|line, _| open_event(line)).await;
    let stock = "t_s,sku,level\n0,A,low\n0,B,low\n100,A,low\n200,B,sold_out\n";
    let stock = parse_stock(stock.as_bytes()).unwrap();
    play(
        &url,
        &SecretString::from("t"),
        &feed(0, |_| ""),
        &stock,
        100.0,
    )
    .await
    .unwrap();
    assert_eq!(count(&requests, "PUT"), 2);
    let requests = requests.lock().unwrap();
    let last = requests
        .iter()
        .rfind(|request| request.starts_with("PUT"))
        .unwrap();
    assert!(
        last.contains(r#""sku":"B""#) && !last.contains(r#""sku":"A""#),
        "{last}"
    );
}

#[tokio::test]
async fn rows_that_fall_together_are_delivered_together() {
    let (url, requests) = fake(|line, _| open_event(line)).await;
    play(
        &url,
        &SecretString::from("t"),
        &feed(250, |_| "open"),
        &[],
        1_000.0,
    )
    .await
    .unwrap();
    let deliveries = count(&requests, "POST");
    assert!((3..=6).contains(&deliveries), "{deliveries}");
}
