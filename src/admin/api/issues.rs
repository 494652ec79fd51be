//! Known issues: open and update.

use leptos::prelude::*;

use super::{DeskError, Outcome};

/// Opens a known issue as "investigating".
#[server(prefix = "/admin/api", endpoint = "open_issue")]
pub async fn open_issue(
    slug: String,
    key: String,
    #[server(default)] title: String,
    #[server(default)] impact: String,
    #[server(default)] components: Vec<String>,
    #[server(default)] text: String,
) -> Result<Outcome, DeskError> {
    use std::collections::BTreeMap;

    use super::desk::{self, Desk};
    use super::{Deed, FieldError};
    use crate::domain::id::ComponentId;
    use crate::domain::incident::{Impact, IncidentStatus};
    use crate::service::incidents::{NewIncident, open};

    let desk = Desk::here()?;
    let event = desk.event(&slug).await?;
    let key = desk::key(&key)?;
    let missing = |field: &str, value: &str, message: &str| {
        value.trim().is_empty().then(|| FieldError {
            field: field.to_owned(),
            message: message.to_owned(),
        })
    };
    let wrong: Vec<_> = [
        missing("title", &title, "say what is wrong in a few words"),
        missing("text", &text, "say what is known so far"),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !wrong.is_empty() {
        return Err(DeskError::invalid(wrong));
    }
    let new = NewIncident {
        title: BTreeMap::from([(event.default_locale, title)]),
        text: BTreeMap::from([(event.default_locale, text)]),
        status: IncidentStatus::Investigating,
        impact: Impact::parse(&impact).map_err(|error| DeskError::field("impact", error))?,
        components: components.into_iter().map(ComponentId::new).collect(),
    };

    open(desk.services(), &desk.actor, &event.slug, new, Some(key))
        .await
        .map_err(|error| desk.told(error))?;
    Ok(Outcome {
        deed: Deed::IssueOpened,
        screens: desk.screens(&event.slug),
        key: desk::next_key(),
    })
}

/// Adds an update to a known issue.
#[server(prefix = "/admin/api", endpoint = "update_issue")]
pub async fn update_issue(
    slug: String,
    key: String,
    incident: String,
    #[server(default)] status: String,
    #[server(default)] text: String,
) -> Result<Outcome, DeskError> {
    use std::collections::BTreeMap;

    use super::Deed;
    use super::desk::{self, Desk};
    use crate::domain::id::IncidentId;
    use crate::domain::incident::IncidentStatus;
    use crate::service::incidents::{NewUpdate, update};

    let desk = Desk::here()?;
    let event = desk.event(&slug).await?;
    let key = desk::key(&key)?;
    if text.trim().is_empty() {
        return Err(DeskError::field("text", "say what is known now"));
    }
    let new = NewUpdate {
        status: IncidentStatus::parse(&status)
            .map_err(|error| DeskError::field("status", error))?,
        text: BTreeMap::from([(event.default_locale, text)]),
    };

    let id = IncidentId::new(incident);
    update(
        desk.services(),
        &desk.actor,
        &event.slug,
        &id,
        new,
        Some(key),
    )
    .await
    .map_err(|error| desk.told(error))?;
    Ok(Outcome {
        deed: Deed::IssueUpdated,
        screens: desk.screens(&event.slug),
        key: desk::next_key(),
    })
}
