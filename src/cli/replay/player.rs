//! Plays a recording to a server in time.

use std::collections::HashMap;
use std::fmt;
use std::time::Duration;

use serde_json::{Map, Value, json};
use tokio::time::{Instant, sleep_until};

use super::api::{Api, Tell};
use super::pace::Pace;
use crate::cli::feed::{Row, StockRow};
use crate::domain::event::Phase;
use crate::domain::inventory::Sku;
use crate::error::Result;

/// Deliveries follow each other no faster than this; rows that fall in between go together.
const TICK: Duration = Duration::from_millis(100);
/// Stock is set no more often than this: each time every open page changes.
const STOCK_TICK: Duration = Duration::from_secs(1);
/// The most samples in one delivery: 30 kB, and a server takes 64.
const BATCH: usize = 100;
/// How often progress is told.
const TELL_EVERY: Duration = Duration::from_secs(5);

/// What somebody watching a replay may want to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// So far, in milliseconds of the recording.
    Reached {
        /// Where it is.
        t_ms: i64,
        /// Where it ends.
        end_ms: i64,
    },
    /// The event has moved.
    Moved {
        /// When in the recording.
        t_ms: i64,
        /// To this phase.
        phase: Phase,
    },
    /// The server does not answer, or asks for patience; why.
    Waiting(String),
    /// The server answers again.
    Back,
    /// Everything is sent.
    Done,
}

impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reached { t_ms, end_ms } => write!(f, "{} of {}", Hours(*t_ms), Hours(*end_ms)),
            Self::Moved { t_ms, phase } => write!(f, "{} the event is {phase}", Hours(*t_ms)),
            Self::Waiting(why) => write!(f, "waiting for the server: {why}"),
            Self::Back => f.write_str("the server answers again"),
            Self::Done => f.write_str("the recording is over"),
        }
    }
}

/// Milliseconds as hours, minutes and seconds.
struct Hours(i64);

impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0 / 1_000;
        let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60);
        write!(f, "{hours:02}:{minutes:02}:{:02}", seconds % 60)
    }
}

/// A recording on its way to a server.
pub struct Player<'a> {
    api: Api,
    /// Each row with the time it is sent at: that of the newest row before it, if it comes late.
    rows: Vec<(i64, &'a Row)>,
    stock: Vec<&'a StockRow>,
    pace: Pace,
    phase: Option<Phase>,
    sent_stock: HashMap<&'a Sku, &'a StockRow>,
    stock_sent_at: Option<Instant>,
    told_at: Instant,
}

impl<'a> Player<'a> {
    /// Gets ready to play; the time runs from the pace's own beginning.
    pub fn new(api: Api, rows: &'a [Row], stock: &'a [StockRow], pace: Pace) -> Self {
        let mut newest = 0;
        let rows = rows.iter().map(|row| {
            newest = newest.max(row.t_ms);
            (newest, row)
        });
        let rows = rows.collect();
        let mut stock: Vec<_> = stock.iter().collect();
        stock.sort_by_key(|row| row.t_ms);
        Self {
            api,
            rows,
            stock,
            pace,
            phase: None,
            sent_stock: HashMap::new(),
            stock_sent_at: None,
            told_at: Instant::now(),
        }
    }

    /// Plays to the end. A server that is away is waited for; then what was missed follows at once.
    pub async fn play(&mut self, tell: Tell<'_>) -> Result<()> {
        self.phase = Some(self.api.phase(tell).await?);
        let (mut row, mut item) = (0, 0);
        let mut earliest = Instant::now();
        loop {
            let next_row = self.rows.get(row).map(|(t_ms, _)| self.pace.due(*t_ms));
            let next_stock = self.stock.get(item).map(|stock| self.stock_due(stock.t_ms));
            let Some(next) = next_row.into_iter().chain(next_stock).min() else {
                break;
            };
            sleep_until(next.max(earliest)).await;
            earliest = Instant::now() + TICK;
            let now = Instant::now();
            if next_row.is_some_and(|due| due <= now) {
                row = self.send_rows(row, tell).await?;
            }
            if next_stock.is_some_and(|due| due <= now) {
                item = self.send_stock(item, tell).await?;
            }
            self.tell_progress(tell);
        }
        tell(Progress::Done);
        Ok(())
    }

    fn stock_due(&self, t_ms: i64) -> Instant {
        let due = self.pace.due(t_ms);
        self.stock_sent_at
            .map_or(due, |sent| due.max(sent + STOCK_TICK))
    }

    /// Sends what is due from row `from` on, and gives the row to go on with.
    async fn send_rows(&mut self, from: usize, tell: Tell<'_>) -> Result<usize> {
        // The first one was slept for, even if a rounding says otherwise.
        let reached_ms = self.pace.reached_ms();
        let due = self.rows.get(from..).unwrap_or_default();
        let due = due.iter().take_while(|(t_ms, _)| *t_ms <= reached_ms);
        let count = due.take(BATCH).count().max(1);
        let batch: Vec<_> = self.rows.iter().skip(from).take(count).copied().collect();
        let mut samples = Vec::with_capacity(count);
        for (index, (_, row)) in (from..).zip(batch) {
            samples.extend(self.sample(row));
            let moved = row.phase.filter(|phase| self.phase != Some(*phase));
            if let Some(phase) = moved {
                self.send_samples(&mut samples, tell).await?;
                let key = format!("replay-{}-{index}", self.pace.at(0).as_millis());
                self.api.change_phase(phase, &key, tell).await?;
                self.phase = Some(phase);
                tell(Progress::Moved {
                    t_ms: row.t_ms,
                    phase,
                });
            }
        }
        self.send_samples(&mut samples, tell).await?;
        Ok(from + count)
    }

    async fn send_samples(&self, samples: &mut Vec<Value>, tell: Tell<'_>) -> Result<()> {
        if !samples.is_empty() {
            self.api.send_samples(samples, tell).await?;
            samples.clear();
        }
        Ok(())
    }

    fn sample(&self, row: &Row) -> Option<Value> {
        if row.readings.is_empty() {
            return None;
        }
        let readings = row.readings.iter().map(|&(metric, value)| {
            let value = self.pace.reading(metric, value);
            (metric.as_str().to_owned(), json!(value))
        });
        let mut sample: Map<String, Value> = readings.collect();
        sample.insert("at".to_owned(), json!(self.pace.at(row.t_ms)));
        Some(Value::Object(sample))
    }

    /// Sets what has changed in the stock since item `from`, and gives the item to go on with.
    async fn send_stock(&mut self, from: usize, tell: Tell<'_>) -> Result<usize> {
        let reached_ms = self.pace.reached_ms();
        let due = self.stock.get(from..).unwrap_or_default();
        let count = due
            .iter()
            .take_while(|row| row.t_ms <= reached_ms)
            .count()
            .max(1);
        // The newest of each variant, in the order in which the variants first came.
        let mut newest: Vec<&'a StockRow> = Vec::new();
        for row in due.iter().take(count).copied() {
            match newest.iter_mut().find(|known| known.sku == row.sku) {
                Some(known) => *known = row,
                None => newest.push(row),
            }
        }
        newest.retain(|row| {
            self.sent_stock
                .get(&row.sku)
                .is_none_or(|sent| differs(sent, row))
        });
        if newest.is_empty() {
            return Ok(from + count);
        }
        let items: Vec<_> = newest.iter().map(|row| item(row)).collect();
        self.api.set_inventory(&items, tell).await?;
        self.sent_stock
            .extend(newest.into_iter().map(|row| (&row.sku, row)));
        self.stock_sent_at = Some(Instant::now());
        Ok(from + count)
    }

    fn tell_progress(&mut self, tell: Tell<'_>) {
        let end_ms = self.rows.last().map_or(0, |(t_ms, _)| *t_ms);
        if self.told_at.elapsed() >= TELL_EVERY {
            self.told_at = Instant::now();
            let t_ms = self.pace.reached_ms().min(end_ms);
            tell(Progress::Reached { t_ms, end_ms });
        }
    }
}

fn differs(sent: &StockRow, row: &StockRow) -> bool {
    let said = |row: &StockRow| {
        (
            row.level,
            row.remaining,
            row.title.clone(),
            row.variant.clone(),
        )
    };
    said(sent) != said(row)
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
