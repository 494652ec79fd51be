//! The phase: change.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::{DeskError, Outcome};
use crate::domain::event::Phase;
use crate::domain::time::Timestamp;

/// Moves an event from the phase that was `seen` to another, with a reason and a promise if there are any.
#[server(prefix = "/admin/api", endpoint = "change_phase")]
pub async fn change_phase(
    slug: String,
    key: String,
    #[server(default)] seen: String,
    #[server(default)] phase: String,
    #[server(default)] reason: BTreeMap<String, String>,
    #[server(default)] next_in_min: String,
) -> Result<Outcome, DeskError> {
    use super::desk::{self, Desk};
    use super::{Deed, texts};
    use crate::domain::message::MAX_TEXT;
    use crate::error::Error;
    use crate::service::events::{PhaseChange, change_phase_promising};

    let desk = Desk::here()?;
    let event = desk.event(&slug).await?;
    let key = desk::key(&key)?;
    let seen = left::read(&seen)?;
    let minutes = desk::minutes(&next_in_min)?;
    let phase =
        Phase::parse(&phase).map_err(|_| DeskError::field("phase", "choose the next phase"))?;
    let mut wrong = Vec::new();
    let reason = if texts::written(&reason).is_empty() {
        BTreeMap::new()
    } else {
        let missing = "give the reason in the event's own language as well";
        let own = event.default_locale;
        texts::checked("reason", &reason, MAX_TEXT, own, missing, &mut wrong)
    };
    if !wrong.is_empty() {
        return Err(DeskError::invalid(wrong));
    }
    let change = PhaseChange {
        phase,
        reason,
        next_update_by: None,
        seen: Some(seen),
    };

    let changing = change_phase_promising(
        desk.services(),
        &desk.actor,
        &event.slug,
        change,
        minutes,
        Some(key),
    );
    let changed = match changing.await {
        Ok(changed) => changed,
        Err(Error::Outdated(_)) => return Err(left::outdated(&desk.event(&slug).await?)),
        Err(error) => return Err(desk.told(error)),
    };
    Ok(Outcome {
        deed: Deed::PhaseChanged.unless_repeated(changed.repeated),
        screens: desk.screens(&event.slug),
        key: desk::next_key(),
    })
}

/// The phase that somebody has seen: it makes the key of the form that leaves it. The same for everybody, so that a form
/// which comes anew with the stream is not another one.
pub fn phase_key(phase: Phase, since: Timestamp) -> String {
    format!("{}-{}", phase.as_str(), since.as_millis())
}

#[cfg(feature = "ssr")]
mod left {
    use super::{DeskError, phase_key};
    use crate::admin::api::{Trouble, texts};
    use crate::admin::words;
    use crate::domain::event::{Event, Phase};
    use crate::domain::time::Timestamp;

    /// Reads what [`phase_key`] wrote.
    pub fn read(text: &str) -> Result<(Phase, Timestamp), DeskError> {
        let seen = text.rsplit_once('-').and_then(|(phase, since)| {
            let since = Timestamp::from_millis(since.parse().ok()?);
            Some((Phase::parse(phase).ok()?, since))
        });
        seen.ok_or_else(DeskError::unfilled)
    }

    /// Somebody else has changed the phase: where the event is now, and why, stands beside what is kept.
    pub fn outdated(now: &Event) -> DeskError {
        let told = format!(
            "Not changed yet: the phase was changed meanwhile. It is now: {}. What you wrote is kept: change the phase again if that is still right.",
            words::phase(now.phase),
        );
        let seen = phase_key(now.phase, now.phase_since);
        let reason = now.phase_reason.as_ref();
        DeskError {
            fields: reason.map_or_else(Vec::new, |why| texts::said_meanwhile("reason", why)),
            fresh_key: Some(seen.clone()),
            ..DeskError::new(Trouble::Conflict, told)
        }
        .with_fresh("seen", seen)
    }
}
