//! The dashboard of an event.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use super::{BoardNow, DeskError};
use crate::domain::dashboard::{DialView, Window};

/// What a dashboard starts from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Dashboard {
    /// What changes by itself.
    pub now: Arc<BoardNow>,
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
            now: Arc::new(desk.board_now(&event).await?),
            window,
            dials,
        })
    }

    let status = Status::here();
    status.of(load(&slug, Window::parse(&window)).await)
}
