//! Rehearsals.

use sqlx::FromRow;

use super::{Tx, stored};
use crate::domain::id::EventId;
use crate::domain::rehearsal::{Rehearsal, RehearsalState, Speed};
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};

#[derive(FromRow)]
struct RehearsalRow {
    event_id: String,
    source_event_id: String,
    recording: String,
    speed: i64,
    length_ms: i64,
    started_at: i64,
    state: String,
    ended_at: Option<i64>,
    trouble: Option<String>,
}

impl TryFrom<RehearsalRow> for Rehearsal {
    type Error = Error;

    fn try_from(row: RehearsalRow) -> Result<Self> {
        let speed = stored("reading a speed", u32::try_from(row.speed))?;
        Ok(Self {
            event_id: EventId::new(row.event_id),
            source_id: EventId::new(row.source_event_id),
            recording: row.recording,
            speed: stored("reading a speed", Speed::try_from(speed))?,
            length_ms: row.length_ms,
            started_at: Timestamp::from_millis(row.started_at),
            state: stored("reading a state", RehearsalState::parse(&row.state))?,
            ended_at: row.ended_at.map(Timestamp::from_millis),
            trouble: row.trouble,
        })
    }
}

impl Tx {
    /// Adds a rehearsal.
    pub async fn insert_rehearsal(&mut self, rehearsal: &Rehearsal) -> Result<()> {
        sqlx::query(
            "insert into rehearsal (event_id, source_event_id, recording, speed, length_ms, started_at, state)
             values ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(rehearsal.event_id.as_str())
        .bind(rehearsal.source_id.as_str())
        .bind(&rehearsal.recording)
        .bind(i64::from(rehearsal.speed.times()))
        .bind(rehearsal.length_ms)
        .bind(rehearsal.started_at.as_millis())
        .bind(rehearsal.state.as_str())
        .execute(self.conn())
        .await?;
        Ok(())
    }

    /// Notes how a rehearsal has ended.
    pub async fn update_rehearsal(&mut self, rehearsal: &Rehearsal) -> Result<()> {
        sqlx::query(
            "update rehearsal set state = $2, ended_at = $3, trouble = $4 where event_id = $1",
        )
        .bind(rehearsal.event_id.as_str())
        .bind(rehearsal.state.as_str())
        .bind(rehearsal.ended_at.map(Timestamp::as_millis))
        .bind(rehearsal.trouble.as_deref())
        .execute(self.conn())
        .await?;
        Ok(())
    }

    /// The rehearsal that has this copy.
    pub async fn find_rehearsal(&mut self, copy: &EventId) -> Result<Option<Rehearsal>> {
        sqlx::query_as::<_, RehearsalRow>("select * from rehearsal where event_id = $1")
            .bind(copy.as_str())
            .fetch_optional(self.conn())
            .await?
            .map(Rehearsal::try_from)
            .transpose()
    }

    /// The rehearsals of an event whose copies are still there, newest first.
    pub async fn list_rehearsals(&mut self, source: &EventId) -> Result<Vec<Rehearsal>> {
        sqlx::query_as::<_, RehearsalRow>(
            "select rehearsal.* from rehearsal join event using (event_id)
             where source_event_id = $1 and archived_at is null order by started_at desc, event_id desc",
        )
        .bind(source.as_str())
        .fetch_all(self.conn())
        .await?
        .into_iter()
        .map(Rehearsal::try_from)
        .collect()
    }

    /// Every rehearsal that plays, as far as is noted.
    pub async fn list_playing_rehearsals(&mut self) -> Result<Vec<Rehearsal>> {
        sqlx::query_as::<_, RehearsalRow>("select * from rehearsal where state = 'playing'")
            .fetch_all(self.conn())
            .await?
            .into_iter()
            .map(Rehearsal::try_from)
            .collect()
    }
}
