//! Known issues: open and update.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::{DeskError, Outcome};

/// Opens a known issue as "investigating".
#[server(prefix = "/admin/api", endpoint = "open_issue")]
pub async fn open_issue(
    slug: String,
    key: String,
    #[server(default)] title: BTreeMap<String, String>,
    #[server(default)] impact: String,
    #[server(default)] components: Vec<String>,
    #[server(default)] text: BTreeMap<String, String>,
) -> Result<Outcome, DeskError> {
    use super::desk::{self, Desk};
    use super::{Deed, texts};
    use crate::domain::id::ComponentId;
    use crate::domain::incident::{Impact, IncidentStatus, MAX_TEXT, MAX_TITLE};
    use crate::service::incidents::{NewIncident, open};

    let desk = Desk::here()?;
    let event = desk.event(&slug).await?;
    let key = desk::key(&key)?;
    let (own, mut wrong) = (event.default_locale, Vec::new());
    let missing = "say what is wrong in a few words";
    let title = texts::checked("title", &title, MAX_TITLE, own, missing, &mut wrong);
    let missing = "say what is known so far";
    let text = texts::checked("text", &text, MAX_TEXT, own, missing, &mut wrong);
    if !wrong.is_empty() {
        return Err(DeskError::invalid(wrong));
    }
    let new = NewIncident {
        title,
        text,
        status: IncidentStatus::Investigating,
        impact: Impact::parse(&impact).map_err(|error| DeskError::field("impact", error))?,
        components: components.into_iter().map(ComponentId::new).collect(),
    };

    let opened = open(desk.services(), &desk.actor, &event.slug, new, Some(key))
        .await
        .map_err(|error| desk.told(error))?;
    Ok(Outcome {
        deed: Deed::IssueOpened.unless_repeated(opened.repeated),
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
    #[server(default)] text: BTreeMap<String, String>,
) -> Result<Outcome, DeskError> {
    use super::desk::{self, Desk};
    use super::{Deed, texts};
    use crate::domain::id::IncidentId;
    use crate::domain::incident::{IncidentStatus, MAX_TEXT};
    use crate::service::incidents::{NewUpdate, find, update};

    let desk = Desk::here()?;
    let event = desk.event(&slug).await?;
    let seen = story::seen(&key)?;
    let key = desk::key(&key)?;
    let (own, mut wrong) = (event.default_locale, Vec::new());
    let missing = "say what is known now";
    let text = texts::checked("text", &text, MAX_TEXT, own, missing, &mut wrong);
    if !wrong.is_empty() {
        return Err(DeskError::invalid(wrong));
    }
    let new = NewUpdate {
        status: IncidentStatus::parse(&status)
            .map_err(|error| DeskError::field("status", error))?,
        text,
        seen: Some(seen),
    };

    let id = IncidentId::new(incident);
    let (services, by) = (desk.services(), &desk.actor);
    let updated = match update(services, by, &event.slug, &id, new, Some(key)).await {
        Ok(updated) => updated,
        // With the same words it would have been answered as at first: these are others, written after that was done.
        Err(error) if story::has_gone_on(&error) => {
            let now = find(services, by, &event.slug, &id).await;
            return Err(story::outdated(&now.map_err(|error| desk.told(error))?));
        }
        Err(error) => return Err(desk.told(error)),
    };
    Ok(Outcome {
        deed: Deed::IssueUpdated.unless_repeated(updated.repeated),
        screens: desk.screens(&event.slug),
        key: story_key(id.as_str(), seen + 1),
    })
}

/// How much of an issue's story somebody has seen: it makes the key of the form that goes on with it.
pub fn story_key(id: &str, updates: usize) -> String {
    format!("{id}-{updates}")
}

#[cfg(feature = "ssr")]
mod story {
    use super::{DeskError, story_key};
    use crate::admin::api::{Trouble, texts};
    use crate::admin::words::issue_status;
    use crate::domain::incident::Incident;
    use crate::error::Error;
    use crate::service::KEY_REUSED;

    /// How many updates the form's key says that were seen.
    pub fn seen(key: &str) -> Result<usize, DeskError> {
        let seen = key.rsplit_once('-').and_then(|(_, seen)| seen.parse().ok());
        seen.ok_or_else(DeskError::unfilled)
    }

    /// Whether the story has gone on since the form was filled, by somebody else or by the form itself.
    pub fn has_gone_on(error: &Error) -> bool {
        match error {
            Error::Outdated(_) => true,
            Error::Conflict(why) => why == KEY_REUSED,
            _ => false,
        }
    }

    /// Somebody else has gone on with the story: what they said stands beside what is kept, in every language.
    pub fn outdated(now: &Incident) -> DeskError {
        let told = format!(
            "Not published yet: this issue was updated meanwhile. It is now {}, and what was said stands beside each field. What you wrote is kept: publish it again if it is still true.",
            issue_status(now.status()),
        );
        let newest = now.updates.last();
        DeskError {
            fields: newest.map_or_else(Vec::new, |update| {
                texts::said_meanwhile("text", &update.text)
            }),
            fresh_key: Some(story_key(now.id.as_str(), now.updates.len())),
            ..DeskError::new(Trouble::Conflict, told)
        }
    }
}
