//! The phase: change.

use leptos::prelude::*;

use super::{DeskError, Outcome};

/// Moves an event to another phase, with a reason and a promise if there are any.
#[server(prefix = "/admin/api", endpoint = "change_phase")]
pub async fn change_phase(
    slug: String,
    key: String,
    #[server(default)] phase: String,
    #[server(default)] reason: String,
    #[server(default)] next_in_min: String,
) -> Result<Outcome, DeskError> {
    use std::collections::BTreeMap;

    use super::Deed;
    use super::desk::{self, Desk};
    use crate::domain::event::Phase;
    use crate::service::events::{PhaseChange, change_phase_promising};

    let desk = Desk::here()?;
    let event = desk.event(&slug).await?;
    let key = desk::key(&key)?;
    let minutes = desk::minutes(&next_in_min)?;
    let phase =
        Phase::parse(&phase).map_err(|_| DeskError::field("phase", "choose the next phase"))?;
    let mut reasons = BTreeMap::new();
    if !reason.trim().is_empty() {
        reasons.insert(event.default_locale, reason);
    }
    let change = PhaseChange {
        phase,
        reason: reasons,
        next_update_by: None,
    };

    let changed = change_phase_promising(
        desk.services(),
        &desk.actor,
        &event.slug,
        change,
        minutes,
        Some(key),
    )
    .await
    .map_err(|error| desk.told(error))?;
    Ok(Outcome {
        deed: Deed::PhaseChanged.unless_repeated(changed.repeated),
        screens: desk.screens(&event.slug),
        key: desk::next_key(),
    })
}
