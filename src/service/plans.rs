//! Plans: save, look up, and what past events lend to them.

use serde_json::json;

use super::messages::Expected;
use super::reports::{self, authorise_reading};
use super::{Done, Services, authorise, visible_event};
use crate::domain::event::{Event, Listing, Phase, Slug};
use crate::domain::operator::{Actor, Scope};
use crate::domain::plan::{Inputs, PastEvent, SavedPlan};
use crate::error::{Error, FieldError, Result};
use crate::store::AuditEntry;

/// A plan to be saved.
#[derive(Debug, Clone, PartialEq)]
pub struct NewPlan {
    /// What it is computed from.
    pub inputs: Inputs,
    /// The past event that lends it the way in which people came.
    pub past: Option<Slug>,
    /// The versions in whose place it may be put; 0 stands for no plan yet.
    pub expected: Expected,
}

/// Checks inputs; each error names its input.
pub fn check(inputs: &Inputs) -> Result<()> {
    inputs.check().map_err(|errors| {
        let field = |(name, error): (&str, crate::domain::plan::InputError)| FieldError {
            field: name.to_owned(),
            message: error.to_string(),
        };
        Error::Invalid(errors.into_iter().map(field).collect())
    })
}

/// Whether somebody may know which past event a plan of `slug` builds on: for a token of one event no other exists.
pub fn may_name(actor: &Actor, slug: &Slug, past: &PastEvent) -> bool {
    let of_one = matches!(actor, Actor::Token { event: Some(_), .. });
    !of_one || past.slug == slug.as_str()
}

/// The plan of an event.
pub async fn find(services: &Services, actor: &Actor, slug: &Slug) -> Result<Option<SavedPlan>> {
    authorise_reading(actor)?;
    let mut tx = services.store.read().await?;
    let event = visible_event(&mut tx, actor, slug).await?;
    tx.find_plan(&event.id).await
}

/// The events that are over, newest first: what a plan may build on.
pub async fn list_past(services: &Services, actor: &Actor) -> Result<Vec<Event>> {
    authorise_reading(actor)?;
    let mut tx = services.store.read().await?;
    let mut events = tx.list_events().await?;
    let past = |event: &Event| event.phase == Phase::Ended && event.listing != Listing::Rehearsal;
    events.retain(|event| past(event) && actor.sees(&event.id));
    Ok(events)
}

/// What is known of a past event that a plan may build on.
pub async fn past_event(services: &Services, actor: &Actor, slug: &Slug) -> Result<PastEvent> {
    let report = reports::make(services, actor, slug).await;
    let report = report.map_err(|error| match error {
        Error::NotFound(_) | Error::Gone(_) => Error::invalid("past", "there is no such event"),
        other => other,
    })?;
    let past = report.past_event();
    past.map_err(|error| Error::invalid("past", error))
}

/// Saves the plan of an event, unless somebody else has saved another meanwhile.
pub async fn save(
    services: &Services,
    actor: &Actor,
    slug: &Slug,
    new: NewPlan,
) -> Result<Done<u32>> {
    authorise(actor, Scope::Manage)?;

    let now = services.now();
    check(&new.inputs)?;
    let before = find(services, actor, slug).await?;
    let past = past(services, actor, before.as_ref(), new.past.as_ref()).await?;
    let mut tx = services.store.write().await?;
    let event = visible_event(&mut tx, actor, slug).await?;
    let before = tx.find_plan(&event.id).await?;
    let version = before.as_ref().map_or(0, |plan| plan.version);
    let same = |plan: &SavedPlan| plan.inputs == new.inputs && plan.past == past;
    if before.as_ref().is_some_and(same) {
        return Ok(Done {
            id: version,
            revision: None,
            repeated: true,
        });
    }
    new.expected.check_of("plan", version)?;
    let plan = SavedPlan {
        inputs: new.inputs,
        past,
        version: version + 1,
        saved_at: now,
    };

    tx.upsert_plan(&event.id, &plan).await?;
    tx.insert_audit_entry(AuditEntry {
        at: now,
        actor: actor.name(),
        action: "plan.save",
        event: Some(&event.id),
        subject: event.slug.as_str(),
        detail: json!({ "from": before.as_ref().map(said), "to": said(&plan) }),
    })
    .await?;
    tx.commit().await?;

    // No page shows a plan, so there is nothing to announce.
    Ok(Done {
        id: plan.version,
        revision: None,
        repeated: false,
    })
}

/// A plan as the audit log keeps it.
fn said(plan: &SavedPlan) -> serde_json::Value {
    json!({ "inputs": plan.inputs, "past": plan.past.as_ref().map(|past| &past.slug) })
}

/// What the chosen past event lends; one that was chosen before goes on lending what it lent then.
async fn past(
    services: &Services,
    actor: &Actor,
    before: Option<&SavedPlan>,
    chosen: Option<&Slug>,
) -> Result<Option<PastEvent>> {
    let Some(chosen) = chosen else {
        return Ok(None);
    };
    let known = before.and_then(|plan| plan.past.clone());
    match known.filter(|past| past.slug == chosen.as_str()) {
        Some(past) => Ok(Some(past)),
        None => past_event(services, actor, chosen).await.map(Some),
    }
}
