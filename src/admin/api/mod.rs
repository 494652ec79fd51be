//! The desk's server functions: thin, because what may be done and how is decided in the services.
//!
//! Each one is called in two ways: by the hydrated desk, and by `web::admin` on behalf of a plain form when the
//! WASM is blocked. Either way it finds the application's state and the operator in the context.

#![expect(
    missing_docs,
    reason = "`#[server]` makes a struct of each function's arguments, named after the form's fields"
)]

/// The board of one event.
pub mod board;
/// The dashboard of one event.
pub mod dashboard;
/// What keeps a server function from doing what was asked.
pub mod error;
/// The list of events, and a new one.
pub mod events;
/// Known issues: open and update.
pub mod issues;
/// Messages: post.
pub mod messages;
/// What a server function did.
pub mod outcome;
/// The phase: change.
pub mod phase;
/// What an event is: look at it, change it, put it away.
pub mod settings;
/// Stock from a sheet: what it would change, and the change.
pub mod sheet;
/// Stock: set.
pub mod stock;

#[cfg(feature = "ssr")]
mod desk;
#[cfg(feature = "ssr")]
mod event_form;

pub use board::{Board, BoardNow, PromiseChoice};
pub use error::{DeskError, FieldError, Trouble};
pub use outcome::{Deed, Landing, Outcome};
