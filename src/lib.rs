//! **Lineside**, the sign beside the line: a live public status page for launches, drops, on-sales and draws.
//!
//! The crate is compiled twice: with `ssr` it is the server and its command line, with `hydrate` it is the
//! operator's desk in the browser. `domain`, `page` and `admin` belong to both. `ARCHITECTURE.md` tells how a
//! change travels through these modules.

// The compiler follows a view through every level of its elements.
#![recursion_limit = "256"]

/// The operator's desk, hydrated in the browser.
pub mod admin;
/// The command line: one file per subcommand.
#[cfg(feature = "ssr")]
pub mod cli;
/// Every setting; the only reader of the environment.
#[cfg(feature = "ssr")]
pub mod config;
/// What is true about an event: pure types and rules.
pub mod domain;
/// The application's one error; knows no HTTP.
#[cfg(feature = "ssr")]
pub mod error;
/// From a committed change to every open connection.
#[cfg(feature = "ssr")]
pub mod live;
/// The public page as components.
pub mod page;
/// Recorded days, and how they are played again.
#[cfg(feature = "ssr")]
pub mod recording;
/// What people and machines can do.
#[cfg(feature = "ssr")]
pub mod service;
/// What every handler and server function can reach.
#[cfg(feature = "ssr")]
pub mod state;
/// The only place that knows SQL.
#[cfg(feature = "ssr")]
pub mod store;
/// What is logged, how and where to.
#[cfg(feature = "ssr")]
pub mod telemetry;
/// Axum: one file per audience.
#[cfg(feature = "ssr")]
pub mod web;

/// Prepares the browser for the desk's islands: the loader calls this export by its name, then wakes each of them.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
}
