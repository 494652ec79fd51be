//! Messages that wait for their time.

use sqlx::FromRow;

use super::{Tx, stored};
use crate::domain::id::{EventId, MessageId};
use crate::domain::message::{Missed, ScheduledMessage};
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};

#[derive(FromRow)]
struct ScheduledRow {
    message_id: String,
    event_id: String,
    content: String,
    publish_at: i64,
    scheduled_by: String,
    scheduled_at: i64,
    version: i64,
    missed_at: Option<i64>,
    missed_because: Option<String>,
    template_version: Option<i64>,
}

impl TryFrom<ScheduledRow> for ScheduledMessage {
    type Error = Error;

    fn try_from(row: ScheduledRow) -> Result<Self> {
        Ok(Self {
            id: MessageId::new(row.message_id),
            event_id: EventId::new(row.event_id),
            content: stored(
                "reading a scheduled message",
                serde_json::from_str(&row.content),
            )?,
            template_version: stored(
                "reading a template's version",
                row.template_version.map(u32::try_from).transpose(),
            )?,
            publish_at: Timestamp::from_millis(row.publish_at),
            scheduled_by: row.scheduled_by,
            scheduled_at: Timestamp::from_millis(row.scheduled_at),
            version: stored("reading a message's version", u32::try_from(row.version))?,
            missed: row.missed_at.map(|at| Missed {
                at: Timestamp::from_millis(at),
                because: row.missed_because.unwrap_or_default(),
            }),
        })
    }
}

impl Tx {
    /// Adds a scheduled message, or puts a changed one in the place of its earlier version.
    pub async fn upsert_scheduled_message(&mut self, message: &ScheduledMessage) -> Result<()> {
        let missed = message.missed.as_ref();
        sqlx::query(
            "insert into scheduled_message
               (message_id, event_id, content, publish_at, scheduled_by, scheduled_at, version, missed_at, missed_because,
                template_version)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
             on conflict (message_id) do update set content = excluded.content, publish_at = excluded.publish_at,
               scheduled_by = excluded.scheduled_by, scheduled_at = excluded.scheduled_at, version = excluded.version,
               missed_at = excluded.missed_at, missed_because = excluded.missed_because,
               template_version = excluded.template_version",
        )
        .bind(message.id.as_str())
        .bind(message.event_id.as_str())
        .bind(stored(
            "writing a scheduled message",
            serde_json::to_string(&message.content),
        )?)
        .bind(message.publish_at.as_millis())
        .bind(&message.scheduled_by)
        .bind(message.scheduled_at.as_millis())
        .bind(i64::from(message.version))
        .bind(missed.map(|missed| missed.at.as_millis()))
        .bind(missed.map(|missed| missed.because.as_str()))
        .bind(message.template_version.map(i64::from))
        .execute(self.conn())
        .await?;
        Ok(())
    }

    /// Takes a scheduled message out; `false` when somebody else has. Whoever gets `true` decides what becomes of it.
    pub async fn delete_scheduled_message(&mut self, id: &MessageId) -> Result<bool> {
        let done = sqlx::query("delete from scheduled_message where message_id = $1")
            .bind(id.as_str())
            .execute(self.conn())
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// One scheduled message.
    pub async fn find_scheduled_message(
        &mut self,
        id: &MessageId,
    ) -> Result<Option<ScheduledMessage>> {
        sqlx::query_as::<_, ScheduledRow>("select * from scheduled_message where message_id = $1")
            .bind(id.as_str())
            .fetch_optional(self.conn())
            .await?
            .map(ScheduledMessage::try_from)
            .transpose()
    }

    /// The scheduled messages of an event, the next one first, those that missed their time among them.
    pub async fn list_scheduled_messages(
        &mut self,
        event: &EventId,
    ) -> Result<Vec<ScheduledMessage>> {
        sqlx::query_as::<_, ScheduledRow>(
            "select * from scheduled_message where event_id = $1 order by publish_at, message_id",
        )
        .bind(event.as_str())
        .fetch_all(self.conn())
        .await?
        .into_iter()
        .map(ScheduledMessage::try_from)
        .collect()
    }

    /// The messages whose time has come, by the time of their events, the earliest first.
    pub async fn list_due_messages(&mut self, now: Timestamp) -> Result<Vec<MessageId>> {
        let ids: Vec<String> = sqlx::query_scalar(
            "select message_id from scheduled_message join event using (event_id)
             where missed_at is null and publish_at <= case when tempo_at is null then $1
                else tempo_shows + max($1 - tempo_at, 0) * tempo_speed end
             order by publish_at, message_id",
        )
        .bind(now.as_millis())
        .fetch_all(self.conn())
        .await?;
        Ok(ids.into_iter().map(MessageId::new).collect())
    }
}
