//! The dashboard of an event.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use super::DeskError;
use crate::domain::dashboard::{DialView, Window};
use crate::domain::event::{Listing, Phase};

/// What a dashboard starts from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dashboard {
    /// The event's name.
    pub title: String,
    /// Its name in URLs.
    pub slug: String,
    /// Where it is in its life.
    pub phase: Phase,
    /// Who comes across it.
    pub listing: Listing,
    /// How much of it is shown.
    pub window: Window,
    /// Every dial.
    pub dials: Vec<DialView>,
}

/// Loads the dashboard of an event.
#[server(prefix = "/admin/api", endpoint = "dashboard", input = GetUrl)]
pub async fn load_dashboard(
    slug: String,
    #[server(default)] window: String,
) -> Result<Dashboard, DeskError> {
    use super::desk::{Desk, Status};
    use crate::service::dashboard::look;

    async fn load(slug: &str, window: Window) -> Result<Dashboard, DeskError> {
        let desk = Desk::here()?;
        let event = desk.event(slug).await?;
        let dials = look(desk.services(), &desk.actor, &event.slug, window)
            .await
            .map_err(|error| desk.told(error))?;
        Ok(Dashboard {
            title: event.title.as_str().to_owned(),
            slug: event.slug.to_string(),
            phase: event.phase,
            listing: event.listing,
            window,
            dials,
        })
    }

    let status = Status::here();
    status.of(load(&slug, Window::parse(&window)).await)
}
