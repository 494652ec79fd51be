//! What every handler and server function can reach.

use std::sync::Arc;

use axum::extract::FromRef;
use leptos::config::LeptosOptions;
use tokio_util::sync::CancellationToken;

use crate::live::Admission;
use crate::page::DocumentLinks;
use crate::service::{LogInThrottle, Services};

/// The application's state; each part can be extracted alone.
#[derive(Clone, FromRef)]
pub struct AppState {
    /// What people and machines can do.
    pub services: Services,
    /// How many streams this node holds.
    pub admission: Admission,
    /// Log-in attempts so far.
    pub throttle: Arc<LogInThrottle>,
    /// Addresses of this installation, its style sheet, script and icons.
    pub links: DocumentLinks,
    /// What Leptos needs to know to hydrate the desk.
    pub leptos_options: LeptosOptions,
    /// Told when the node drains.
    pub draining: CancellationToken,
}
