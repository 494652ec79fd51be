//! What calendars were told.

use sqlx::FromRow;

use super::{Tx, stored};
use crate::domain::calendar::{CalendarEntry, Occasion};
use crate::domain::event::Title;
use crate::domain::id::EventId;
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};

#[derive(FromRow)]
struct CalendarRow {
    occasion: String,
    at: i64,
    title: String,
    cancelled: bool,
    sequence: i64,
    changed_at: i64,
}

impl TryFrom<CalendarRow> for CalendarEntry {
    type Error = Error;

    fn try_from(row: CalendarRow) -> Result<Self> {
        Ok(Self {
            occasion: stored("reading an occasion", Occasion::parse(&row.occasion))?,
            at: Timestamp::from_millis(row.at),
            title: stored("reading a title", Title::parse(&row.title))?,
            cancelled: row.cancelled,
            sequence: stored("reading a sequence", u32::try_from(row.sequence))?,
            changed_at: Timestamp::from_millis(row.changed_at),
        })
    }
}

impl Tx {
    /// What calendars were told of an event, in the order of [`Occasion::ALL`].
    pub async fn list_calendar_entries(&mut self, event: &EventId) -> Result<Vec<CalendarEntry>> {
        let rows: Vec<CalendarRow> =
            sqlx::query_as("select * from calendar_entry where event_id = $1")
                .bind(event.as_str())
                .fetch_all(self.conn())
                .await?;
        let mut entries: Vec<_> = rows
            .into_iter()
            .map(CalendarEntry::try_from)
            .collect::<Result<_>>()?;
        entries.sort_by_key(|entry| entry.occasion);
        Ok(entries)
    }

    /// Notes a version of an entry in the place of the one before.
    pub async fn update_calendar_entry(
        &mut self,
        event: &EventId,
        entry: &CalendarEntry,
    ) -> Result<()> {
        sqlx::query(
            "insert into calendar_entry (event_id, occasion, at, title, cancelled, sequence, changed_at)
             values ($1, $2, $3, $4, $5, $6, $7)
             on conflict (event_id, occasion) do update set at = excluded.at, title = excluded.title,
                cancelled = excluded.cancelled, sequence = excluded.sequence, changed_at = excluded.changed_at",
        )
        .bind(event.as_str())
        .bind(entry.occasion.as_str())
        .bind(entry.at.as_millis())
        .bind(entry.title.as_str())
        .bind(entry.cancelled)
        .bind(i64::from(entry.sequence))
        .bind(entry.changed_at.as_millis())
        .execute(self.conn())
        .await?;
        Ok(())
    }
}
