//! Events once more: copied here, or read in from a file.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{DeskError, Landing, Settled};
use crate::domain::event::Slug;

/// An event that was made of another, or of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// Its name in URLs.
    pub slug: Slug,
    /// How it was made.
    pub settled: Settled,
}

impl Landing for Made {
    fn sentence(&self) -> String {
        self.settled.sentence()
    }

    fn landing(&self, _page: &str) -> String {
        let page = format!("/admin/events/{}/settings", self.slug);
        self.settled.landing(&page)
    }

    fn next_key(&self) -> Option<String> {
        None
    }
}

/// Copies an event as a draft.
#[server(prefix = "/admin/api", endpoint = "clone_event")]
pub async fn clone_event(
    slug: String,
    #[server(default)] to: String,
    #[server(default)] title: String,
) -> Result<Made, DeskError> {
    use super::desk::Desk;
    use super::{FieldError, Trouble};
    use crate::domain::event::{EventError, Title};
    use crate::domain::operator::Scope;
    use crate::service::events::clone;

    let desk = Desk::here()?;
    desk.require(Scope::Manage)?;
    let event = desk.event(&slug).await?;
    let mut wrong = Vec::new();
    let mut note = |field: &str, error: &EventError| {
        wrong.push(FieldError {
            field: field.to_owned(),
            message: error.to_string(),
        });
    };
    let address = Slug::parse(to.trim()).map_err(|error| note("to", &error));
    let title = Title::parse(&title).map_err(|error| note("title", &error));
    let (Ok(address), Ok(title)) = (address, title) else {
        return Err(DeskError::invalid(wrong));
    };

    let done = clone(
        desk.services(),
        &desk.actor,
        &event.slug,
        address,
        Some(title),
    )
    .await;
    let done = done.map_err(|error| {
        let mut told = desk.told(error);
        for wrong in &mut told.fields {
            "to".clone_into(&mut wrong.field);
        }
        if told.trouble == Trouble::Conflict {
            return DeskError::field("to", "another event has this address");
        }
        told
    })?;
    Ok(Made {
        slug: done.id,
        settled: Settled::Copied,
    })
}

/// Makes an event of a file.
#[server(prefix = "/admin/api", endpoint = "import_event")]
pub async fn import_event(
    #[server(default)] text: String,
    #[server(default)] slug: String,
    #[server(default)] keep_phase: String,
) -> Result<Made, DeskError> {
    use super::Trouble;
    use super::desk::Desk;
    use crate::domain::operator::Scope;
    use crate::service::bundle::{ImportOptions, import};

    let desk = Desk::here()?;
    desk.require(Scope::Manage)?;
    if text.trim().is_empty() {
        return Err(DeskError::field("file", "choose a file first"));
    }
    let address = match slug.trim() {
        "" => None,
        text => Some(Slug::parse(text).map_err(|error| DeskError::field("slug", error))?),
    };
    let options = ImportOptions {
        slug: address,
        keep_phase: !keep_phase.is_empty(),
    };

    let done = import(desk.services(), &desk.actor, &text, options).await;
    let done = done.map_err(|error| {
        let mut told = desk.told(error);
        if told.trouble == Trouble::Conflict {
            return DeskError::field(
                "slug",
                "another event has this address; give this one another",
            );
        }
        // Paths into the file are no fields of the form: they are told as they are.
        for wrong in &mut told.fields {
            let path = std::mem::replace(&mut wrong.field, "file".to_owned());
            if !path.is_empty() {
                wrong.message = format!("{path}: {}", wrong.message);
            }
        }
        told
    })?;
    Ok(Made {
        slug: done.id,
        settled: Settled::Imported,
    })
}
