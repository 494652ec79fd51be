//! Incidents and their updates.

use std::collections::HashMap;

use sqlx::FromRow;

use super::{Tx, stored};
use crate::domain::id::{EventId, IncidentId};
use crate::domain::incident::{Impact, Incident, IncidentStatus, IncidentUpdate};
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};

#[derive(FromRow)]
struct IncidentRow {
    incident_id: String,
    event_id: String,
    title: String,
    impact: String,
    components: String,
}

#[derive(FromRow)]
struct UpdateRow {
    incident_id: String,
    status: String,
    text: String,
    at: i64,
}

impl TryFrom<IncidentRow> for Incident {
    type Error = Error;

    fn try_from(row: IncidentRow) -> Result<Self> {
        Ok(Self {
            id: IncidentId::new(row.incident_id),
            event_id: EventId::new(row.event_id),
            title: stored(
                "reading an incident's title",
                serde_json::from_str(&row.title),
            )?,
            impact: stored("reading an impact", Impact::parse(&row.impact))?,
            components: stored(
                "reading an incident's parts",
                serde_json::from_str(&row.components),
            )?,
            updates: Vec::new(),
        })
    }
}

impl TryFrom<UpdateRow> for IncidentUpdate {
    type Error = Error;

    fn try_from(row: UpdateRow) -> Result<Self> {
        Ok(Self {
            status: stored(
                "reading an incident's status",
                IncidentStatus::parse(&row.status),
            )?,
            text: stored(
                "reading an incident's update",
                serde_json::from_str(&row.text),
            )?,
            at: Timestamp::from_millis(row.at),
        })
    }
}

impl Tx {
    /// Adds an incident with the updates it has.
    pub async fn insert_incident(&mut self, incident: &Incident) -> Result<()> {
        let components = serde_json::to_string(&incident.components);
        sqlx::query(
            "insert into incident (incident_id, event_id, title, impact, components, started_at)
             values ($1, $2, $3, $4, $5, $6)",
        )
        .bind(incident.id.as_str())
        .bind(incident.event_id.as_str())
        .bind(stored(
            "writing an incident's title",
            serde_json::to_string(&incident.title),
        )?)
        .bind(incident.impact.as_str())
        .bind(stored("writing an incident's parts", components)?)
        .bind(incident.started_at().map_or(0, Timestamp::as_millis))
        .execute(self.conn())
        .await?;
        for update in &incident.updates {
            self.insert_incident_update(&incident.id, update).await?;
        }
        Ok(())
    }

    /// Adds an update at the end of an incident's story, and closes the incident when it says so.
    pub async fn insert_incident_update(
        &mut self,
        incident: &IncidentId,
        update: &IncidentUpdate,
    ) -> Result<()> {
        sqlx::query(
            "insert into incident_update (incident_id, position, status, text, at)
             select $1, coalesce(max(position), 0) + 1, $2, $3, $4 from incident_update where incident_id = $1",
        )
        .bind(incident.as_str())
        .bind(update.status.as_str())
        .bind(stored("writing an incident's update", serde_json::to_string(&update.text))?)
        .bind(update.at.as_millis())
        .execute(self.conn())
        .await?;
        if update.status == IncidentStatus::Resolved {
            sqlx::query("update incident set resolved_at = $2 where incident_id = $1")
                .bind(incident.as_str())
                .bind(update.at.as_millis())
                .execute(self.conn())
                .await?;
        }
        Ok(())
    }

    /// One incident of an event, with its story.
    pub async fn find_incident(
        &mut self,
        event: &EventId,
        id: &IncidentId,
    ) -> Result<Option<Incident>> {
        let row: Option<IncidentRow> =
            sqlx::query_as("select * from incident where event_id = $1 and incident_id = $2")
                .bind(event.as_str())
                .bind(id.as_str())
                .fetch_optional(self.conn())
                .await?;
        let Some(row) = row else { return Ok(None) };
        Ok(self.with_updates(event, vec![row]).await?.pop())
    }

    /// The newest incidents of an event: open ones first, then those resolved.
    pub async fn list_incidents(&mut self, event: &EventId, limit: i64) -> Result<Vec<Incident>> {
        let rows: Vec<IncidentRow> = sqlx::query_as(
            "select * from incident where event_id = $1
             order by case when resolved_at is null then 0 else 1 end, started_at desc limit $2",
        )
        .bind(event.as_str())
        .bind(limit)
        .fetch_all(self.conn())
        .await?;
        self.with_updates(event, rows).await
    }

    /// Every incident of an event, in the order in which they were opened.
    pub async fn list_every_incident(&mut self, event: &EventId) -> Result<Vec<Incident>> {
        // Identifiers grow with time, so they settle the order within one millisecond.
        let rows: Vec<IncidentRow> = sqlx::query_as(
            "select * from incident where event_id = $1 order by started_at, incident_id",
        )
        .bind(event.as_str())
        .fetch_all(self.conn())
        .await?;
        self.with_updates(event, rows).await
    }

    /// Fetches the stories of all `rows` in one query.
    async fn with_updates(
        &mut self,
        event: &EventId,
        rows: Vec<IncidentRow>,
    ) -> Result<Vec<Incident>> {
        let updates: Vec<UpdateRow> = sqlx::query_as(
            "select u.* from incident_update u join incident i using (incident_id)
             where i.event_id = $1 order by u.incident_id, u.position",
        )
        .bind(event.as_str())
        .fetch_all(self.conn())
        .await?;
        let mut stories: HashMap<String, Vec<IncidentUpdate>> = HashMap::new();
        for row in updates {
            stories
                .entry(row.incident_id.clone())
                .or_default()
                .push(row.try_into()?);
        }
        let incident = |row: IncidentRow| {
            let updates = stories.remove(&row.incident_id).unwrap_or_default();
            Ok(Incident {
                updates,
                ..row.try_into()?
            })
        };
        rows.into_iter().map(incident).collect()
    }
}
