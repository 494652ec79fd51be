//! What an event is: look at it, change it, put it away.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use super::events::EventForm;
use super::reach::ReachForm;
use super::signals::SignalsForm;
use super::{DeskError, Landing, Outcome};
use crate::domain::component::Component;
use crate::domain::event::{EventKind, Listing, Phase};

/// An event's settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// The form as it is filled now.
    pub form: EventForm,
    /// The same for the server, which compares it with what it finds when the form comes back.
    pub seen: String,
    /// Queue, draw or timed release.
    pub kind: EventKind,
    /// Where it is in its life.
    pub phase: Phase,
    /// The mark of its logo; empty when it has none.
    pub logo: String,
    /// Why it cannot be archived, if it cannot.
    pub still_needed: Option<String>,
    /// Who comes across it.
    pub listing: Listing,
    /// The form for that as it is filled now.
    pub reach: ReachForm,
    /// The same for the server.
    pub reach_seen: String,
    /// The parts of its shop.
    pub components: Vec<Component>,
    /// The same for the server.
    pub components_seen: String,
    /// What is watched for, and what publishes by itself.
    pub signals: SignalsForm,
    /// The version of that.
    pub signals_seen: String,
    /// Until when its preview link is good, if it has one.
    pub preview_until: Option<String>,
}

/// Loads the settings of an event.
#[server(prefix = "/admin/api", endpoint = "settings", input = GetUrl)]
pub async fn load_settings(slug: String) -> Result<Settings, DeskError> {
    use super::desk::{Desk, moment};
    use super::event_form::{form_of, write_seen};
    use super::signals_form::write_form;
    use super::{components as parts, reach};
    use crate::domain::operator::Scope;
    use crate::service::{components, preview, signals};

    let desk = Desk::here()?;
    desk.require(Scope::Manage)?;
    let event = desk.event(&slug).await?;
    let form = form_of(&event);
    let (services, by) = (desk.services(), &desk.actor);
    let components = components::list(services, by, &event.slug).await;
    let components = components.map_err(|error| desk.told(error))?;
    let preview = preview::find(services, by, &event.slug).await;
    let preview = preview.map_err(|error| desk.told(error))?;
    let signals = signals::find(services, by, &event.slug).await;
    let (signals, version) = signals.map_err(|error| desk.told(error))?;
    let now = services.clock.now();
    let reach = reach::form_of(&event);
    Ok(Settings {
        listing: event.listing,
        reach_seen: reach::write_seen(&reach)?,
        reach,
        components_seen: parts::write_seen(&components)?,
        components,
        signals: write_form(&signals),
        signals_seen: version.to_string(),
        preview_until: preview.map(|link| moment(link.expires_at, now)),
        seen: write_seen(&form)?,
        kind: event.kind,
        phase: event.phase,
        logo: event.brand.logo_hash.clone().unwrap_or_default(),
        still_needed: event.check_archive().err().map(|error| error.to_string()),
        form,
    })
}

/// Changes what was touched in the form; its `key` is what it was filled with.
#[server(prefix = "/admin/api", endpoint = "edit_event")]
pub async fn edit_event(
    slug: String,
    #[server(default)] key: String,
    #[server(default)] event: EventForm,
) -> Result<Outcome, DeskError> {
    use super::Deed;
    use super::compared::edit_compared;
    use super::desk::Desk;
    use super::event_form::{beside_fields, form_of, parse_edit, read_seen, write_seen};
    use crate::domain::event::Event;
    use crate::domain::operator::Scope;

    let desk = Desk::here()?;
    desk.require(Scope::Manage)?;
    let filled = read_seen(&key)?;
    let compare = |now: &Event| parse_edit(&event, &filled, &form_of(now));

    let edited = edit_compared(&desk, &slug, compare, beside_fields).await?;
    Ok(Outcome {
        deed: Deed::Edited,
        screens: desk.screens(&edited.slug),
        key: write_seen(&form_of(&edited))?,
    })
}

/// Gives an event its logo, an image in Base64, in the place of the one that was `seen`.
#[server(prefix = "/admin/api", endpoint = "set_logo")]
pub async fn set_logo(
    slug: String,
    #[server(default)] seen: String,
    #[server(default)] image: String,
) -> Result<Outcome, DeskError> {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;

    use super::desk::Desk;
    use crate::domain::operator::Scope;
    use crate::domain::patch::Patch;
    use crate::service::logo;

    let desk = Desk::here()?;
    desk.require(Scope::Manage)?;
    let wrong = |problem: &dyn std::fmt::Display| DeskError::field("image", problem);
    let bytes = STANDARD
        .decode(image)
        .map_err(|_| wrong(&"the file could not be read"))?;
    if bytes.is_empty() {
        return Err(wrong(&"choose a file first"));
    }
    let logo = logo::parse(bytes).map_err(|error| wrong(&error))?;
    change_logo(&desk, &slug, &seen, Patch::Set(logo)).await
}

/// Takes away the logo that was `seen`.
#[server(prefix = "/admin/api", endpoint = "remove_logo")]
pub async fn remove_logo(
    slug: String,
    #[server(default)] seen: String,
) -> Result<Outcome, DeskError> {
    use super::desk::Desk;
    use crate::domain::patch::Patch;

    change_logo(&Desk::here()?, &slug, &seen, Patch::Clear).await
}

/// An event that was put away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Archived;

impl Landing for Archived {
    fn sentence(&self) -> String {
        "The event is archived".to_owned()
    }

    fn landing(&self, _page: &str) -> String {
        "/admin".to_owned()
    }

    fn next_key(&self) -> Option<String> {
        None
    }
}

/// Archives an event; whoever asks types its address, because it cannot be undone.
#[server(prefix = "/admin/api", endpoint = "archive_event")]
pub async fn archive_event(
    slug: String,
    #[server(default)] confirm: String,
) -> Result<Archived, DeskError> {
    use super::desk::Desk;
    use crate::domain::operator::Scope;
    use crate::service::events::archive;

    let desk = Desk::confirmed().await?;
    desk.require(Scope::Manage)?;
    let event = desk.event(&slug).await?;
    if confirm.trim() != event.slug.as_str() {
        let told = format!("type {} to say that you mean it", event.slug);
        return Err(DeskError::field("confirm", told));
    }

    archive(desk.services(), &desk.actor, &event.slug)
        .await
        .map_err(|error| desk.told(error))?;
    Ok(Archived)
}

#[cfg(feature = "ssr")]
async fn change_logo(
    desk: &super::desk::Desk,
    slug: &str,
    seen: &str,
    logo: crate::domain::patch::Patch<crate::domain::brand::Logo>,
) -> Result<Outcome, DeskError> {
    use super::compared::edit_compared;
    use super::{Deed, Trouble};
    use crate::domain::event::Event;
    use crate::domain::patch::Patch;
    use crate::service::events::EventEdit;
    use crate::service::sha256_hex;

    let wanted = match &logo {
        Patch::Set(logo) => sha256_hex(&logo.bytes),
        _ => String::new(),
    };
    let compare = |now: &Event| {
        let present = now.brand.logo_hash.as_deref().unwrap_or_default();
        if present != seen && present != wanted {
            return Err(DeskError::new(
                Trouble::Conflict,
                "Not changed yet: the logo was changed meanwhile. Look at the event's page, then do it again if yours is still right.",
            ));
        }
        Ok(EventEdit {
            logo: logo.clone(),
            ..EventEdit::default()
        })
    };
    let edited = edit_compared(desk, slug, compare, |told| told).await?;
    Ok(Outcome {
        deed: Deed::LogoChanged,
        screens: desk.screens(&edited.slug),
        key: String::new(),
    })
}
