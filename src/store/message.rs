//! Messages.

use std::collections::BTreeMap;

use sqlx::FromRow;

use super::{Tx, stored};
use crate::domain::id::{EventId, MessageId};
use crate::domain::message::{Message, Severity, Wording};
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
    pinned: bool,
    expires_at: Option<i64>,
    version: i64,
    edited_at: Option<i64>,
    retracted_at: Option<i64>,
    automatic: bool,
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
            pinned: row.pinned,
            expires_at: row.expires_at.map(Timestamp::from_millis),
            automatic: row.automatic,
            version: stored("reading a message's version", u32::try_from(row.version))?,
            edited_at: row.edited_at.map(Timestamp::from_millis),
            retracted_at: row.retracted_at.map(Timestamp::from_millis),
        })
    }
}

impl Tx {
    /// Adds a message.
    pub async fn insert_message(&mut self, message: &Message) -> Result<()> {
        sqlx::query(
            "insert into message (message_id, event_id, severity, text, published_at, next_update_by, automatic, version,
                edited_at, retracted_at, pinned, expires_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        )
        .bind(message.id.as_str())
        .bind(message.event_id.as_str())
        .bind(message.severity.as_str())
        .bind(stored("writing a message", serde_json::to_string(&message.text))?)
        .bind(message.published_at.as_millis())
        .bind(message.next_update_by.map(Timestamp::as_millis))
        .bind(message.automatic)
        .bind(i64::from(message.version))
        .bind(message.edited_at.map(Timestamp::as_millis))
        .bind(message.retracted_at.map(Timestamp::as_millis))
        .bind(message.pinned)
        .bind(message.expires_at.map(Timestamp::as_millis))
        .execute(self.conn())
        .await?;
        Ok(())
    }

    /// Notes which template a message was published from, and what filled its gaps.
    pub async fn note_template(&mut self, id: &MessageId, wording: &Wording) -> Result<()> {
        let Wording::Template {
            template, values, ..
        } = wording
        else {
            return Ok(());
        };
        let filled = serde_json::to_string(values);
        sqlx::query("update message set template = $2, filled = $3 where message_id = $1")
            .bind(id.as_str())
            .bind(template)
            .bind(stored("writing what filled a template", filled)?)
            .execute(self.conn())
            .await?;
        Ok(())
    }

    /// The messages of an event that were published from templates at `since` or later and still stand, the oldest first, without
    /// what was edited in them.
    pub async fn list_templates_said(
        &mut self,
        event: &EventId,
        since: Timestamp,
    ) -> Result<Vec<(MessageId, Timestamp, Wording)>> {
        let rows: Vec<(String, i64, String, String)> = sqlx::query_as(
            "select message_id, published_at, template, filled from message
             where event_id = $1 and published_at >= $2 and template is not null and retracted_at is null
             order by published_at, message_id",
        )
        .bind(event.as_str())
        .bind(since.as_millis())
        .fetch_all(self.conn())
        .await?;
        let row = |(id, at, template, filled): (String, i64, String, String)| {
            let values: serde_json::Result<BTreeMap<_, _>> = serde_json::from_str(&filled);
            let wording = Wording::Template {
                template,
                values: stored("reading what filled a template", values)?,
                edited: BTreeMap::new(),
            };
            Ok((MessageId::new(id), Timestamp::from_millis(at), wording))
        };
        rows.into_iter().map(row).collect()
    }

    /// When a person said something last, of an event, that was not taken back.
    pub async fn find_person_spoke_at(&mut self, event: &EventId) -> Result<Option<Timestamp>> {
        let at: Option<i64> = sqlx::query_scalar(
            "select max(published_at) from message
             where event_id = $1 and automatic = 0 and retracted_at is null",
        )
        .bind(event.as_str())
        .fetch_one(self.conn())
        .await?;
        Ok(at.map(Timestamp::from_millis))
    }

    /// Lets go of the event's pinned message, so that another may take its place, and tells which one that was. This is a
    /// new version of it: whoever looked at it before it was let go has to look again.
    pub async fn unpin_message(&mut self, event: &EventId) -> Result<Option<MessageId>> {
        let id: Option<String> = sqlx::query_scalar(
            "update message set pinned = 0, version = version + 1 where event_id = $1 and pinned = 1
             returning message_id",
        )
        .bind(event.as_str())
        .fetch_optional(self.conn())
        .await?;
        Ok(id.map(MessageId::new))
    }

    /// Puts a corrected or retracted message in the place of its earlier version.
    pub async fn update_message(&mut self, message: &Message) -> Result<()> {
        sqlx::query(
            "update message set severity = $2, text = $3, next_update_by = $4, version = $5, edited_at = $6, retracted_at = $7,
                 pinned = $8, expires_at = $9
             where message_id = $1",
        )
        .bind(message.id.as_str())
        .bind(message.severity.as_str())
        .bind(stored("writing a message", serde_json::to_string(&message.text))?)
        .bind(message.next_update_by.map(Timestamp::as_millis))
        .bind(i64::from(message.version))
        .bind(message.edited_at.map(Timestamp::as_millis))
        .bind(message.retracted_at.map(Timestamp::as_millis))
        .bind(message.pinned)
        .bind(message.expires_at.map(Timestamp::as_millis))
        .execute(self.conn())
        .await?;
        Ok(())
    }

    /// One message of an event.
    pub async fn find_message(
        &mut self,
        event: &EventId,
        id: &MessageId,
    ) -> Result<Option<Message>> {
        sqlx::query_as::<_, MessageRow>(
            "select * from message where event_id = $1 and message_id = $2",
        )
        .bind(event.as_str())
        .bind(id.as_str())
        .fetch_optional(self.conn())
        .await?
        .map(Message::try_from)
        .transpose()
    }

    /// Every message of an event, in the order in which they were published, those that were taken back among them.
    pub async fn list_every_message(&mut self, event: &EventId) -> Result<Vec<Message>> {
        let mut messages = self.list_messages(event, i64::MAX).await?;
        messages.reverse();
        Ok(messages)
    }

    /// The newest messages of an event, newest first, those that were taken back among them.
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

    /// What the page of an event is made of, newest first: the newest messages, the newest of those that have not left
    /// the page by themselves, and the pinned one, however old.
    pub async fn list_page_messages(
        &mut self,
        event: &EventId,
        now: Timestamp,
        limit: i64,
    ) -> Result<Vec<Message>> {
        sqlx::query_as::<_, MessageRow>(
            "select * from message where event_id = $1 and (pinned = 1
               or message_id in (select message_id from message where event_id = $1
                                 order by published_at desc, message_id desc limit $3)
               or message_id in (select message_id from message
                                 where event_id = $1 and (expires_at is null or expires_at > $2)
                                 order by published_at desc, message_id desc limit $3))
             order by published_at desc, message_id desc",
        )
        .bind(event.as_str())
        .bind(now.as_millis())
        .bind(limit)
        .fetch_all(self.conn())
        .await?
        .into_iter()
        .map(Message::try_from)
        .collect()
    }
}
