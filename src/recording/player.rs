//! Plays a recording in time.

use std::collections::HashMap;
use std::fmt;
use std::time::Duration;

use tokio::time::{Instant, sleep_until};

use super::pace::{LOOK, Pace};
use super::{Recording, Row, StockRow};
use crate::domain::event::Phase;
use crate::domain::inventory::Sku;
use crate::domain::metric::Sample;
use crate::error::{Error, Result};

/// Deliveries follow each other no faster than this; rows that fall in between go together.
const TICK: Duration = Duration::from_millis(100);
/// Stock is set no more often than this: each time every open page changes.
const STOCK_TICK: Duration = Duration::from_secs(1);
/// The most samples in one delivery: 30 kB, and a server takes 64.
const BATCH: usize = 100;
/// How often progress is told.
const TELL_EVERY: Duration = Duration::from_secs(5);

/// Where progress is told.
pub type Tell<'a> = &'a mut (dyn FnMut(Progress) + Send);

/// Where a recording is played to: one event.
pub trait Target: Send {
    /// The phase the event is in.
    fn phase(&mut self, tell: Tell<'_>) -> impl Future<Output = Result<Phase>> + Send;

    /// Delivers samples.
    fn send_samples(
        &mut self,
        samples: &[Sample],
        tell: Tell<'_>,
    ) -> impl Future<Output = Result<()>> + Send;

    /// Moves the event to another phase. `key` names this move, however often it is asked for.
    fn change_phase(
        &mut self,
        phase: Phase,
        key: &str,
        tell: Tell<'_>,
    ) -> impl Future<Output = Result<()>> + Send;

    /// Sets stock.
    fn set_stock(
        &mut self,
        rows: &[&StockRow],
        tell: Tell<'_>,
    ) -> impl Future<Output = Result<()>> + Send;
}

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

/// A recording on its way to an event.
pub struct Player<'a, T> {
    target: T,
    /// Each row with the time it is sent at: that of the newest row before it, if it comes late.
    rows: Vec<(i64, &'a Row)>,
    stock: Vec<&'a StockRow>,
    pace: Pace,
    phase: Option<Phase>,
    sent_stock: HashMap<&'a Sku, &'a StockRow>,
    stock_sent_at: Option<Instant>,
    told_at: Instant,
}

impl<'a, T: Target> Player<'a, T> {
    /// Gets ready to play; the time runs from the pace's own beginning.
    pub fn new(target: T, recording: &'a Recording, pace: Pace) -> Self {
        let mut newest = 0;
        let rows = recording.rows.iter().map(|row| {
            newest = newest.max(row.t_ms);
            (newest, row)
        });
        let rows = rows.collect();
        let mut stock: Vec<_> = recording.stock.iter().collect();
        stock.sort_by_key(|row| row.t_ms);
        Self {
            target,
            rows,
            stock,
            pace,
            phase: None,
            sent_stock: HashMap::new(),
            stock_sent_at: None,
            told_at: Instant::now(),
        }
    }

    /// Plays to the end. What the target keeps waiting follows at once when it is done.
    pub async fn play(&mut self, tell: Tell<'_>) -> Result<()> {
        self.phase = Some(self.target.phase(tell).await?);
        let (mut row, mut item) = (0, 0);
        let mut earliest = Instant::now();
        loop {
            let next_row = self.rows.get(row).map(|(t_ms, _)| self.pace.due(*t_ms));
            let next_stock = self.stock.get(item).map(|stock| self.stock_due(stock.t_ms));
            let Some(next) = next_row.into_iter().chain(next_stock).min() else {
                break;
            };
            sleep_until(next.max(earliest).min(Instant::now() + LOOK)).await;
            let reached_ms = self.pace.reached_ms();
            if reached_ms < self.next_ms(row, item) {
                continue;
            }
            earliest = Instant::now() + TICK;
            row = self.send_rows(row, reached_ms, tell).await?;
            item = self.send_stock(item, reached_ms, tell).await?;
            self.tell_progress(tell);
        }
        tell(Progress::Done);
        Ok(())
    }

    /// The moment of the next row or item.
    fn next_ms(&self, row: usize, item: usize) -> i64 {
        let row = self.rows.get(row).map(|(t_ms, _)| *t_ms);
        let item = self.stock.get(item).map(|stock| stock.t_ms);
        row.into_iter().chain(item).min().unwrap_or(i64::MAX)
    }

    fn stock_due(&self, t_ms: i64) -> Instant {
        let due = self.pace.due(t_ms);
        self.stock_rests_until().map_or(due, |rest| due.max(rest))
    }

    /// From when on stock may be set again.
    fn stock_rests_until(&self) -> Option<Instant> {
        self.stock_sent_at.map(|sent| sent + STOCK_TICK)
    }

    /// Sends what is due from row `from` on, and gives the row to go on with.
    async fn send_rows(&mut self, from: usize, reached_ms: i64, tell: Tell<'_>) -> Result<usize> {
        let due = self.rows.get(from..).unwrap_or_default();
        let due = due.iter().take_while(|(t_ms, _)| *t_ms <= reached_ms);
        let batch: Vec<_> = due.take(BATCH).copied().collect();
        let count = batch.len();
        let mut samples = Vec::with_capacity(count);
        for (index, (_, row)) in (from..).zip(batch) {
            samples.extend(self.sample(row)?);
            let moved = row.phase.filter(|phase| self.phase != Some(*phase));
            if let Some(phase) = moved {
                self.send_samples(&mut samples, tell).await?;
                let key = format!("replay-{}-{index}", self.pace.at(0).as_millis());
                self.target.change_phase(phase, &key, tell).await?;
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

    async fn send_samples(&mut self, samples: &mut Vec<Sample>, tell: Tell<'_>) -> Result<()> {
        if !samples.is_empty() {
            self.target.send_samples(samples, tell).await?;
            samples.clear();
        }
        Ok(())
    }

    fn sample(&self, row: &Row) -> Result<Option<Sample>> {
        if row.readings.is_empty() {
            return Ok(None);
        }
        let readings = row
            .readings
            .iter()
            .map(|&(metric, value)| (metric.as_str(), self.pace.reading(metric, value)));
        let sample = Sample::parse(self.pace.at(row.t_ms), readings);
        let wrong =
            |(name, error)| Error::invalid(format!("line {}, column {name}", row.line), error);
        sample.map(Some).map_err(wrong)
    }

    /// Sets what has changed in the stock since item `from`, and gives the item to go on with.
    async fn send_stock(&mut self, from: usize, reached_ms: i64, tell: Tell<'_>) -> Result<usize> {
        let due = self.stock.get(from..).unwrap_or_default();
        let due = due.iter().take_while(|row| row.t_ms <= reached_ms);
        let due: Vec<&'a StockRow> = due.copied().collect();
        let rests = self.stock_rests_until();
        if due.is_empty() || rests.is_some_and(|rest| Instant::now() < rest) {
            return Ok(from);
        }
        let count = due.len();
        // The newest of each variant, in the order in which the variants first came.
        let mut newest: Vec<&'a StockRow> = Vec::new();
        for row in due {
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
        self.target.set_stock(&newest, tell).await?;
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
