//! Messages: post.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::{DeskError, Outcome};

/// Posts a message from a template with its gaps filled, or in the operator's own words.
#[server(prefix = "/admin/api", endpoint = "post_message")]
pub async fn post_message(
    slug: String,
    key: String,
    #[server(default)] template: String,
    #[server(default)] values: BTreeMap<String, String>,
    #[server(default)] text: String,
    #[server(default)] severity: String,
    #[server(default)] next_in_min: String,
) -> Result<Outcome, DeskError> {
    use super::Deed;
    use super::desk::{self, Desk};
    use crate::domain::message::{Due, Severity};
    use crate::service::messages::{NewMessage, Wording, post};

    let desk = Desk::here()?;
    let event = desk.event(&slug).await?;
    let key = desk::key(&key)?;
    let minutes = desk::minutes(&next_in_min)?;
    let severity =
        Severity::parse(&severity).map_err(|error| DeskError::field("severity", error))?;
    let wording = if template.is_empty() {
        if text.trim().is_empty() {
            return Err(DeskError::field("text", "write the text"));
        }
        Wording::Text {
            text: BTreeMap::from([(event.default_locale, text)]),
            severity,
        }
    } else {
        Wording::Template {
            template,
            values,
            edited: BTreeMap::new(),
        }
    };
    let new = NewMessage {
        severity: Some(severity),
        next_update: minutes.map(Due::InMinutes),
        ..NewMessage::plain(wording)
    };

    let posted = post(desk.services(), &desk.actor, &event.slug, new, Some(key));
    posted.await.map_err(|error| desk.told(error))?;
    Ok(Outcome {
        deed: Deed::Posted,
        screens: desk.screens(&event.slug),
        key: desk::next_key(),
    })
}
