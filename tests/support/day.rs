//! A launch day, replayed to a server whose clock goes with it.

use std::collections::BTreeMap;

use lineside::domain::event::Phase;
use serde_json::{Value, json};

use super::roles::api;
use super::{SLUG, TestApp, noon};

/// What its feed told.
pub const FEED: &str = include_str!("../../src/recording/launch_day/feed.csv");
/// How its variants stood.
pub const STOCK: &str = include_str!("../../src/recording/launch_day/stock.csv");
/// What a shopper who joined at a second waited: known to whoever made the day up, and no input of anything.
pub const WAITS: &str = include_str!("../traces/launch_day_waits.csv");

/// A row of the recording: a cell for each column.
pub type Row = BTreeMap<String, String>;

/// The rows of a recording.
pub fn rows(csv: &str) -> Vec<Row> {
    let mut lines = csv.lines();
    let names: Vec<_> = lines.next().unwrap().split(',').collect();
    let row = |line: &str| {
        let cells = names.iter().zip(line.split(','));
        cells
            .map(|(name, cell)| ((*name).to_owned(), cell.to_owned()))
            .collect()
    };
    lines.map(row).collect()
}

/// A cell that holds a number.
pub fn number(row: &Row, column: &str) -> f64 {
    row[column].parse().unwrap()
}

/// When a row is from.
pub fn seconds(row: &Row) -> i64 {
    row["t_s"].parse().unwrap()
}

/// A second of the day as JSON writes it.
pub fn instant(t_s: i64) -> String {
    noon().plus_seconds(t_s).to_string()
}

/// Something that happens at a second of the day.
enum Moment<'a> {
    Phase(&'a str),
    Level(&'a Row),
    Post(Value),
    Incident,
    /// The minute is over: its readings are delivered and the page is published.
    Minute,
}

/// The day in the order of time; at one second what is done comes before the page is looked at.
fn day<'a>(feed: &'a [Row], stock: &'a [Row]) -> Vec<(i64, Moment<'a>)> {
    let mut moments = Vec::new();
    let mut phase = "waiting";
    for row in feed {
        if row["state"] != phase {
            phase = &row["state"];
            moments.push((seconds(row), Moment::Phase(phase)));
        }
    }
    let mut levels: BTreeMap<&str, &str> = BTreeMap::new();
    for row in stock {
        if levels.insert(&row["sku"], &row["level"]) != Some(&row["level"]) {
            moments.push((seconds(row), Moment::Level(row)));
        }
    }
    let text = |text: &str| json!({ "text": { "en": text }, "severity": "notice" });
    let promise = |mut message: Value, t_s| {
        message["next_update_by"] = json!(instant(t_s));
        message
    };
    moments.push((1_860, Moment::Post(text("=Doors are open."))));
    moments.push((2_910, Moment::Incident));
    moments.push((2_970, Moment::Post(text("Checkout is slow."))));
    moments.push((
        4_515,
        Moment::Post(promise(text("We paused the line."), 4_900)),
    ));
    moments.push((
        4_860,
        Moment::Post(promise(text("The line moves again."), 5_000)),
    ));
    let last = seconds(feed.last().unwrap());
    moments.extend((1..=last / 60).map(|minute| (minute * 60, Moment::Minute)));
    moments.sort_by_key(|(t_s, _)| *t_s);
    moments
}

/// Plays the day to a server whose clock goes with it. When it is `watched`, its page is published every minute, as it is
/// every second of a real day: that is what takes time.
pub async fn replay(app: &TestApp, watched: bool) {
    app.create_without_times(SLUG).await;
    app.move_to(SLUG, &[Phase::Waiting]).await;
    let (feed, operator) = (app.feed().await, app.operator().await);
    let (readings, stock) = (rows(FEED), rows(STOCK));
    let (mut now, mut sent) = (0, 0);
    for (t_s, moment) in day(&readings, &stock) {
        app.clock.advance_seconds(t_s - now);
        now = t_s;
        match moment {
            Moment::Phase(phase) => {
                operator.change_phase(phase).await.expect(200);
            }
            Moment::Level(row) => {
                let item = json!({
                    "title": row["title"], "variant": row["variant"], "level": row["level"],
                });
                operator.set_stock(&row["sku"], &item).await.expect(200);
            }
            Moment::Post(message) => {
                operator.post(&api("messages"), &message).await.expect(201);
            }
            Moment::Incident => {
                operator.open_incident("Checkout", "We look into it.").await;
            }
            Moment::Minute => {
                let due = readings
                    .iter()
                    .skip(sent)
                    .take_while(|row| seconds(row) <= t_s);
                let samples: Vec<_> = due.map(sample).collect();
                sent += samples.len();
                feed.send_samples(&samples).await.expect(202);
                if watched {
                    app.publish().await;
                }
            }
        }
    }
}

fn sample(row: &Row) -> Value {
    let mut sample = json!({ "at": instant(seconds(row)) });
    for column in [
        "queue_depth",
        "admitted_total",
        "arrivals_total",
        "left_total",
        "error_rate",
        "p95_latency_ms",
        "handoff_completed_total",
        "handoff_failed_total",
    ] {
        sample[column] = json!(number(row, column));
    }
    sample
}
