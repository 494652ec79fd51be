//! Recorded days: what a waiting room reported and what a shop had left, read from CSV and played again in time.
//!
//! One player for all who play them: `lineside replay` and the demo over HTTP, a rehearsal inside the server.

mod launch_day;
mod pace;
mod player;
mod rows;
mod stock;
mod table;

pub use launch_day::launch_day;
pub use pace::Pace;
pub use player::{Player, Progress, Target, Tell};
pub use rows::{Row, parse_feed};
pub use stock::{StockRow, parse_stock};
pub use table::FeedError;

use serde::Serialize;

use crate::domain::event::{Event, EventError, EventKind, Phase};
use crate::domain::metric::Metric;

/// A recorded day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Recording {
    /// What the waiting room reported, in the order of delivery.
    pub rows: Vec<Row>,
    /// What the shop had left; empty when nobody noted it.
    pub stock: Vec<StockRow>,
}

impl Recording {
    /// How long it lasts, in milliseconds.
    pub fn length_ms(&self) -> i64 {
        let rows = self.rows.iter().map(|row| row.t_ms);
        let stock = self.stock.iter().map(|row| row.t_ms);
        rows.chain(stock).max().unwrap_or(0)
    }

    /// When doors open, in milliseconds since it began, if it says so.
    pub fn opens_ms(&self) -> Option<i64> {
        let open = self.rows.iter().find(|row| row.phase == Some(Phase::Open));
        open.map(|row| row.t_ms)
    }

    /// Where an event is when it begins. A feed that names no state is one of a line that moves.
    pub fn first_phase(&self) -> Phase {
        if self.rows.iter().any(|row| row.phase.is_some()) {
            Phase::Scheduled
        } else {
            Phase::Open
        }
    }

    /// A capacity that holds its fullest moment with room to spare, for an event that has this one. What the recording
    /// itself says of the capacity stands above both.
    pub fn room(&self, capacity: u32) -> u32 {
        let readings = self.rows.iter().flat_map(|row| &row.readings);
        let depths = readings.filter(|(metric, _)| *metric == Metric::QueueDepth);
        let fullest = depths.map(|(_, depth)| *depth).fold(0.0, f64::max);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a reading is never negative, and what is too large stays the largest"
        )]
        let needed = (fullest * 1.25) as u32;
        capacity.max(needed)
    }

    /// Checks that an event of `kind` may go through its phases as it does; else the line that it may not follow is told.
    pub fn check_phases(&self, kind: EventKind) -> Result<(), FeedError> {
        let mut phase = self.first_phase();
        for row in &self.rows {
            let Some(to) = row.phase.filter(|to| *to != phase) else {
                continue;
            };
            Event::check_move(kind, phase, to).map_err(|error: EventError| FeedError {
                line: row.line,
                column: "state".to_owned(),
                message: error.to_string(),
            })?;
            phase = to;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
