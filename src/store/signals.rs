//! Limits, alerts, the watch over readings, and what operators said about parts.

use sqlx::FromRow;

use super::{Tx, stored};
use crate::domain::component::ComponentStatus;
use crate::domain::id::{AlertId, ComponentId, EventId, MessageId};
use crate::domain::signals::{
    Alert, Answer, Rules, Signal, SignalSettings, StatusOverride, Topic, Watch,
};
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};

/// How far the readings of an event were watched.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StoredWatch {
    /// What is remembered of them.
    pub watch: Watch,
    /// The newest reading that is in it.
    pub mark: i64,
    /// Grows with every write.
    pub version: i64,
}

#[derive(FromRow)]
struct AlertRow {
    alert_id: String,
    signal: String,
    subject: String,
    evidence: String,
    opened_at: i64,
    cleared_at: Option<i64>,
    answer: Option<String>,
    clear_answer: Option<String>,
}

/// A name that the store holds and nobody knows any more.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is not known")]
struct Unknown(String);

impl TryFrom<AlertRow> for Alert {
    type Error = Error;

    fn try_from(row: AlertRow) -> Result<Self> {
        let answer = |text: Option<String>| {
            let answer = text.as_deref().map(serde_json::from_str);
            stored("reading an answer", answer.transpose())
        };
        let signal = Signal::parse(&row.signal).ok_or(Unknown(row.signal));
        Ok(Self {
            id: AlertId::new(row.alert_id),
            topic: Topic {
                signal: stored("reading a signal", signal)?,
                subject: row.subject,
            },
            evidence: stored("reading evidence", serde_json::from_str(&row.evidence))?,
            opened_at: Timestamp::from_millis(row.opened_at),
            cleared_at: row.cleared_at.map(Timestamp::from_millis),
            answer: answer(row.answer)?,
            clear_answer: answer(row.clear_answer)?,
        })
    }
}

impl Tx {
    /// What is watched for in an event, and the version of that: 0 before anybody said anything.
    pub async fn find_signal_settings(&mut self, event: &EventId) -> Result<(SignalSettings, u32)> {
        let row: Option<(String, i64)> =
            sqlx::query_as("select settings, version from signal_settings where event_id = $1")
                .bind(event.as_str())
                .fetch_optional(self.conn())
                .await?;
        let Some((settings, version)) = row else {
            return Ok((SignalSettings::default(), 0));
        };
        Ok((
            stored("reading limits", serde_json::from_str(&settings))?,
            stored("reading the version of limits", u32::try_from(version))?,
        ))
    }

    /// The rules of every event that has any settings.
    pub async fn list_every_rule(&mut self) -> Result<Vec<Rules>> {
        let rows: Vec<String> = sqlx::query_scalar("select settings from signal_settings")
            .fetch_all(self.conn())
            .await?;
        let rules = |settings: String| {
            let settings = serde_json::from_str::<SignalSettings>(&settings);
            Ok(stored("reading limits", settings)?.rules)
        };
        rows.into_iter().map(rules).collect()
    }

    /// Puts other settings in the place of those there were.
    pub async fn upsert_signal_settings(
        &mut self,
        event: &EventId,
        settings: &SignalSettings,
        version: u32,
    ) -> Result<()> {
        sqlx::query(
            "insert into signal_settings (event_id, settings, version) values ($1, $2, $3)
             on conflict (event_id) do update set settings = excluded.settings, version = excluded.version",
        )
        .bind(event.as_str())
        .bind(stored("writing limits", serde_json::to_string(settings))?)
        .bind(i64::from(version))
        .execute(self.conn())
        .await?;
        Ok(())
    }

    /// How far the readings of an event were watched. What another version of the program wrote and this one cannot read is as
    /// good as nothing: the watch begins anew.
    pub async fn find_watch(&mut self, event: &EventId) -> Result<Option<StoredWatch>> {
        let row: Option<(String, i64, i64)> =
            sqlx::query_as("select state, mark, version from watch where event_id = $1")
                .bind(event.as_str())
                .fetch_optional(self.conn())
                .await?;
        Ok(row.and_then(|(state, mark, version)| {
            Some(StoredWatch {
                watch: serde_json::from_str(&state).ok()?,
                mark,
                version,
            })
        }))
    }

    /// The version of what is remembered of the readings of an event; 0 where nothing is, or nothing that can be read.
    pub async fn find_watch_version(&mut self, event: &EventId) -> Result<i64> {
        let found = self.find_watch(event).await?;
        Ok(found.map_or(0, |watch| watch.version))
    }

    /// Remembers how far the readings of an event were watched.
    pub async fn upsert_watch(
        &mut self,
        event: &EventId,
        stored_watch: &StoredWatch,
    ) -> Result<()> {
        let state = serde_json::to_string(&stored_watch.watch);
        sqlx::query(
            "insert into watch (event_id, state, mark, version) values ($1, $2, $3, $4)
             on conflict (event_id) do update set state = excluded.state, mark = excluded.mark,
                version = excluded.version",
        )
        .bind(event.as_str())
        .bind(stored("writing a watch", state)?)
        .bind(stored_watch.mark)
        .bind(stored_watch.version)
        .execute(self.conn())
        .await?;
        Ok(())
    }

    /// The alerts of an event that last or ended at `since` or later, in the order in which they were opened.
    pub async fn list_alerts(&mut self, event: &EventId, since: Timestamp) -> Result<Vec<Alert>> {
        sqlx::query_as::<_, AlertRow>(
            "select * from alert where event_id = $1 and (cleared_at is null or cleared_at >= $2)
             order by opened_at, alert_id",
        )
        .bind(event.as_str())
        .bind(since.as_millis())
        .fetch_all(self.conn())
        .await?
        .into_iter()
        .map(Alert::try_from)
        .collect()
    }

    /// What the open alerts of an event are about.
    pub async fn list_open_topics(&mut self, event: &EventId) -> Result<Vec<Topic>> {
        let rows: Vec<(String, String)> = sqlx::query_as(
            "select signal, subject from alert where event_id = $1 and cleared_at is null",
        )
        .bind(event.as_str())
        .fetch_all(self.conn())
        .await?;
        let topic = |(signal, subject): (String, String)| {
            let signal = Signal::parse(&signal).ok_or(Unknown(signal));
            Ok(Topic {
                signal: stored("reading a signal", signal)?,
                subject,
            })
        };
        rows.into_iter().map(topic).collect()
    }

    /// The newest alerts of an event, whatever became of them, newest first.
    pub async fn list_newest_alerts(&mut self, event: &EventId, limit: i64) -> Result<Vec<Alert>> {
        sqlx::query_as::<_, AlertRow>(
            "select * from alert where event_id = $1 order by opened_at desc, alert_id desc limit $2",
        )
        .bind(event.as_str())
        .bind(limit)
        .fetch_all(self.conn())
        .await?
        .into_iter()
        .map(Alert::try_from)
        .collect()
    }

    /// One alert of an event.
    pub async fn find_alert(&mut self, event: &EventId, id: &AlertId) -> Result<Option<Alert>> {
        sqlx::query_as::<_, AlertRow>("select * from alert where event_id = $1 and alert_id = $2")
            .bind(event.as_str())
            .bind(id.as_str())
            .fetch_optional(self.conn())
            .await?
            .map(Alert::try_from)
            .transpose()
    }

    /// The alerts of an event that a message answers.
    pub async fn list_alerts_answered(
        &mut self,
        event: &EventId,
        message: &MessageId,
    ) -> Result<Vec<Alert>> {
        sqlx::query_as::<_, AlertRow>(
            "select * from alert where event_id = $1
             and $2 in (answer ->> '$.message', clear_answer ->> '$.message')
             order by opened_at, alert_id",
        )
        .bind(event.as_str())
        .bind(message.as_str())
        .fetch_all(self.conn())
        .await?
        .into_iter()
        .map(Alert::try_from)
        .collect()
    }

    /// The alert about a topic that was opened last.
    pub async fn find_newest_alert(
        &mut self,
        event: &EventId,
        topic: &Topic,
    ) -> Result<Option<Alert>> {
        sqlx::query_as::<_, AlertRow>(
            "select * from alert where event_id = $1 and signal = $2 and subject = $3
             order by opened_at desc, alert_id desc limit 1",
        )
        .bind(event.as_str())
        .bind(topic.signal.as_str())
        .bind(&topic.subject)
        .fetch_optional(self.conn())
        .await?
        .map(Alert::try_from)
        .transpose()
    }

    /// Adds an alert, or puts what became of it in the place of what was known.
    pub async fn upsert_alert(&mut self, event: &EventId, alert: &Alert) -> Result<()> {
        let answer = |answer: Option<&Answer>| {
            stored(
                "writing an answer",
                answer.map(serde_json::to_string).transpose(),
            )
        };
        sqlx::query(
            "insert into alert
                (alert_id, event_id, signal, subject, evidence, opened_at, cleared_at, answer, clear_answer)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
             on conflict (alert_id) do update set evidence = excluded.evidence, cleared_at = excluded.cleared_at,
                answer = excluded.answer, clear_answer = excluded.clear_answer",
        )
        .bind(alert.id.as_str())
        .bind(event.as_str())
        .bind(alert.topic.signal.as_str())
        .bind(&alert.topic.subject)
        .bind(stored("writing evidence", serde_json::to_string(&alert.evidence))?)
        .bind(alert.opened_at.as_millis())
        .bind(alert.cleared_at.map(Timestamp::as_millis))
        .bind(answer(alert.answer.as_ref())?)
        .bind(answer(alert.clear_answer.as_ref())?)
        .execute(self.conn())
        .await?;
        Ok(())
    }

    /// What operators said about the parts of an event that counts at `now`.
    pub async fn list_overrides(
        &mut self,
        event: &EventId,
        now: Timestamp,
    ) -> Result<Vec<StatusOverride>> {
        let rows: Vec<(String, String, i64)> = sqlx::query_as(
            "select component_id, status, until from component_override
             where event_id = $1 and until > $2 order by component_id",
        )
        .bind(event.as_str())
        .bind(now.as_millis())
        .fetch_all(self.conn())
        .await?;
        let row = |(component, status, until): (String, String, i64)| {
            let status = ComponentStatus::parse(&status);
            Ok(StatusOverride {
                component: ComponentId::new(component),
                status: stored("reading a status", status)?,
                until: Timestamp::from_millis(until),
            })
        };
        rows.into_iter().map(row).collect()
    }

    /// Says at `now` how a part is doing, in the place of what was said before. That this counted no more by itself was a
    /// version too.
    pub async fn upsert_override(
        &mut self,
        event: &EventId,
        stated: &StatusOverride,
        now: Timestamp,
    ) -> Result<()> {
        sqlx::query(
            "insert into component_override (event_id, component_id, status, until) values ($1, $2, $3, $4)
             on conflict (event_id, component_id) do update set status = excluded.status, until = excluded.until,
                version = version + 1 + (until > 0 and until <= $5)",
        )
        .bind(event.as_str())
        .bind(stated.component.as_str())
        .bind(stated.status.as_str())
        .bind(stated.until.as_millis())
        .bind(now.as_millis())
        .execute(self.conn())
        .await?;
        Ok(())
    }

    /// Takes back what was said about a part.
    pub async fn withdraw_override(
        &mut self,
        event: &EventId,
        component: &ComponentId,
    ) -> Result<()> {
        sqlx::query(
            "update component_override set until = 0, version = version + 1
             where event_id = $1 and component_id = $2",
        )
        .bind(event.as_str())
        .bind(component.as_str())
        .execute(self.conn())
        .await?;
        Ok(())
    }

    /// The version of what is said about a part at `now`: 0 before anybody said anything, and another once it counts no more.
    pub async fn find_override_version(
        &mut self,
        event: &EventId,
        component: &ComponentId,
        now: Timestamp,
    ) -> Result<u32> {
        let version: Option<i64> = sqlx::query_scalar(
            "select version + (until > 0 and until <= $3) from component_override
             where event_id = $1 and component_id = $2",
        )
        .bind(event.as_str())
        .bind(component.as_str())
        .bind(now.as_millis())
        .fetch_optional(self.conn())
        .await?;
        let version = u32::try_from(version.unwrap_or(0));
        stored("reading the version of a stated status", version)
    }
}
