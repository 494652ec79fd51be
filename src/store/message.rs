//! Messages.

use sqlx::FromRow;

use super::{Tx, stored};
use crate::domain::id::{EventId, MessageId};
use crate::domain::message::{Message, Severity};
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};

#[derive(FromRow)]
struct MessageRow {
    message_id: String,
    event_id: String,
    severity: String,
    text: String,
    published_at: i64,
    next_update_by: Option<i64>,
}

impl TryFrom<MessageRow> for Message {
    type Error = Error;

    fn try_from(row: MessageRow) -> Result<Self> {
        Ok(Self {
            id: MessageId::new(row.message_id),
            event_id: EventId::new(row.event_id),
            severity: stored("reading a severity", Severity::parse(&row.severity))?,
            text: stored("reading a message", serde_json::from_str(&row.text))?,
            published_at: Timestamp::from_millis(row.published_at),
            next_update_by: row.next_update_by.map(Timestamp::from_millis),
        })
    }
}

impl Tx {
    /// Adds a message.
    pub async fn insert_message(&mut self, message: &Message) -> Result<()> {
        sqlx::query(
            "insert into message (message_id, event_id, severity, text, published_at, next_update_by)
             values ($1, $2, $3, $4, $5, $6)",
        )
        .bind(message.id.as_str())
        .bind(message.event_id.as_str())
        .bind(message.severity.as_str())
        .bind(stored("writing a message", serde_json::to_string(&message.text))?)
        .bind(message.published_at.as_millis())
        .bind(message.next_update_by.map(Timestamp::as_millis))
        .execute(self.conn())
        .await?;
        Ok(())
    }

    /// The newest messages of an event, newest first.
    pub async fn list_messages(&mut self, event: &EventId, limit: i64) -> Result<Vec<Message>> {
        // Identifiers grow with time, so they settle the order within one millisecond.
        sqlx::query_as::<_, MessageRow>(
            "select * from message where event_id = $1 order by published_at desc, message_id desc limit $2",
        )
        .bind(event.as_str())
        .bind(limit)
        .fetch_all(self.conn())
        .await?
        .into_iter()
        .map(Message::try_from)
        .collect()
    }
}
