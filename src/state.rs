//! What every handler and server function can reach.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::FromRef;
use ipnet::IpNet;
use leptos::config::LeptosOptions;
use tokio_util::sync::CancellationToken;

use crate::live::{Admission, Boards, Method};
use crate::page::DocumentLinks;
use crate::service::{LogInThrottle, Services};

/// The application's state; each part can be extracted alone.
#[derive(Clone, FromRef)]
pub struct AppState {
    /// What people and machines can do.
    pub services: Services,
    /// How many streams this node holds.
    pub admission: Admission,
    /// The boards that follow their events.
    pub boards: Boards,
    /// Log-in attempts so far.
    pub throttle: Arc<LogInThrottle>,
    /// The networks of the proxies in front of us.
    #[from_ref(skip)]
    pub proxies: Arc<[IpNet]>,
    /// Addresses of this installation, its style sheet, script and icons.
    pub links: DocumentLinks,
    /// The page that tells how the wait is estimated.
    pub method: Method,
    /// What Leptos needs to know to hydrate the desk.
    pub leptos_options: LeptosOptions,
    /// Told when the node drains.
    #[from_ref(skip)]
    pub draining: CancellationToken,
    /// Told when a task has ended that the node cannot do without.
    #[from_ref(skip)]
    pub broken: CancellationToken,
    /// The longest that draining takes.
    #[from_ref(skip)]
    pub drain: Duration,
}

/// Where Leptos finds the desk's WASM: `pkg_dir` holds a hash of its content, so it can be kept for ever.
pub fn desk_options(pkg_dir: Option<&'static str>) -> LeptosOptions {
    LeptosOptions::builder()
        .output_name("lineside")
        .site_pkg_dir(pkg_dir.unwrap_or("assets/pkg"))
        .build()
}
