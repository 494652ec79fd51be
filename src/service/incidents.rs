//! Known issues: open and update.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::json;

use super::once::{IdempotencyKey, Once};
use super::secret::new_id;
use super::{Done, Services, authorise, visible_event};
use crate::domain::event::Slug;
use crate::domain::id::{ComponentId, IncidentId};
use crate::domain::incident::{
    Impact, Incident, IncidentStatus, IncidentUpdate, MAX_TEXT, MAX_TITLE,
};
use crate::domain::locale::{Locale, LocalizedText};
use crate::domain::operator::{Actor, Scope};
use crate::error::{Error, Result};
use crate::store::{AuditEntry, Tx};

/// A known issue to be opened, as asked for.
#[derive(Debug, Clone, Serialize)]
pub struct NewIncident {
    /// What is wrong, in a few words.
    pub title: BTreeMap<Locale, String>,
    /// What is known so far.
    pub text: BTreeMap<Locale, String>,
    /// The state to open it in.
    pub status: IncidentStatus,
    /// How much it matters.
    pub impact: Impact,
    /// The parts it affects.
    pub components: Vec<ComponentId>,
}

/// An update to an incident, as asked for.
#[derive(Debug, Clone, Serialize)]
pub struct NewUpdate {
    /// The state to move to, or to confirm.
    pub status: IncidentStatus,
    /// What is known now.
    pub text: BTreeMap<Locale, String>,
    /// How many updates it had when this one was written, if that matters: with another count it is refused.
    pub seen: Option<usize>,
}

/// Opens a known issue.
pub async fn open(
    services: &Services,
    actor: &Actor,
    slug: &Slug,
    new: NewIncident,
    key: Option<IdempotencyKey>,
) -> Result<Done<IncidentId>> {
    authorise(actor, Scope::Publish)?;

    let now = services.now();
    let once = Once::new(actor, key, &format!("incident {slug}"), &new, now)?;
    let title = LocalizedText::parse(new.title, MAX_TITLE)
        .map_err(|error| Error::invalid("title", error))?;
    let text =
        LocalizedText::parse(new.text, MAX_TEXT).map_err(|error| Error::invalid("text", error))?;
    let mut tx = services.store.write().await?;
    let event = visible_event(&mut tx, actor, slug).await?;
    if let Some(id) = once.earlier(&mut tx).await? {
        // The only writer must not wait for the publisher.
        drop(tx);
        return Ok(services.announce(&event, IncidentId::new(id), true).await);
    }
    check_components(&mut tx, &event.id, &new.components).await?;
    let incident = Incident {
        id: IncidentId::new(new_id(now)),
        event_id: event.id.clone(),
        title,
        impact: new.impact,
        components: new.components,
        updates: vec![IncidentUpdate {
            status: new.status,
            text,
            at: event.time_at(now),
        }],
    };

    tx.insert_incident(&incident).await?;
    tx.insert_audit_entry(AuditEntry {
        at: now,
        actor: actor.name(),
        action: "incident.open",
        event: Some(&event.id),
        subject: incident.id.as_str(),
        detail: json!({
            "title": incident.title, "impact": incident.impact, "status": incident.status(),
            "components": incident.components, "text": incident.updates.first().map(|update| &update.text),
        }),
    })
    .await?;
    once.remember(&mut tx, incident.id.as_str()).await?;
    tx.update_version(&event.id).await?;
    tx.commit().await?;

    Ok(services.announce(&event, incident.id, false).await)
}

/// A known issue as it is now.
pub async fn find(
    services: &Services,
    actor: &Actor,
    slug: &Slug,
    id: &IncidentId,
) -> Result<Incident> {
    authorise(actor, Scope::Publish)?;

    let mut tx = services.store.read().await?;
    let event = visible_event(&mut tx, actor, slug).await?;
    let incident = tx.find_incident(&event.id, id).await?;
    incident.ok_or(Error::NotFound("incident"))
}

/// Adds an update to an incident that is not resolved yet.
pub async fn update(
    services: &Services,
    actor: &Actor,
    slug: &Slug,
    id: &IncidentId,
    new: NewUpdate,
    key: Option<IdempotencyKey>,
) -> Result<Done<IncidentId>> {
    authorise(actor, Scope::Publish)?;

    let now = services.now();
    let once = Once::new(actor, key, &format!("incident {slug} {id}"), &new, now)?;
    let text =
        LocalizedText::parse(new.text, MAX_TEXT).map_err(|error| Error::invalid("text", error))?;
    let mut tx = services.store.write().await?;
    let event = visible_event(&mut tx, actor, slug).await?;
    if once.earlier(&mut tx).await?.is_some() {
        // The only writer must not wait for the publisher.
        drop(tx);
        return Ok(services.announce(&event, id.clone(), true).await);
    }
    let incident = tx
        .find_incident(&event.id, id)
        .await?
        .ok_or(Error::NotFound("incident"))?;
    incident
        .check_update()
        .map_err(|error| Error::Conflict(error.to_string()))?;
    if new.seen.is_some_and(|seen| seen != incident.updates.len()) {
        return Err(Error::Outdated("issue"));
    }
    let update = IncidentUpdate {
        status: new.status,
        text,
        at: event.time_at(now),
    };

    tx.insert_incident_update(id, &update).await?;
    tx.insert_audit_entry(AuditEntry {
        at: now,
        actor: actor.name(),
        action: "incident.update",
        event: Some(&event.id),
        subject: id.as_str(),
        detail: json!({ "from": incident.status(), "to": update.status, "text": update.text }),
    })
    .await?;
    once.remember(&mut tx, id.as_str()).await?;
    tx.update_version(&event.id).await?;
    tx.commit().await?;

    Ok(services.announce(&event, id.clone(), false).await)
}

async fn check_components(
    tx: &mut Tx,
    event: &crate::domain::id::EventId,
    wanted: &[ComponentId],
) -> Result<()> {
    let known = tx.list_components(event).await?;
    let unknown = wanted
        .iter()
        .find(|id| known.iter().all(|component| component.id != **id));
    let Some(unknown) = unknown else {
        return Ok(());
    };
    let known: Vec<_> = known
        .iter()
        .map(|component| component.id.as_str())
        .collect();
    Err(Error::invalid(
        "components",
        format!(
            "there is no component {unknown}; known are {}",
            known.join(", ")
        ),
    ))
}
