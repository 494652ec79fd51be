//! The desk's server functions: thin, because what may be done and how is decided in the services.
//!
//! Each one is called in two ways: by the hydrated desk, and by `web::admin` on behalf of a plain form when the
//! WASM is blocked. Either way it finds the application's state and the operator in the context.

#![expect(
    missing_docs,
    reason = "`#[server]` makes a struct of each function's arguments, named after the form's fields"
)]

/// One's own account: password, second factor, sessions.
pub mod account;
/// The audit log: search.
pub mod audit;
/// The board of one event.
pub mod board;
/// Parts of the shop: set.
pub mod components;
/// The composer: what it starts from, previews, drafts.
pub mod compose;
/// Events once more: copied, or read in from a file.
pub mod copies;
/// The dashboard of one event.
pub mod dashboard;
/// What keeps a server function from doing what was asked.
pub mod error;
/// The list of events, and a new one.
pub mod events;
/// Known issues: open and update.
pub mod issues;
/// Messages: post, schedule, correct, retract.
pub mod messages;
/// What a server function did.
pub mod outcome;
/// People: invite, change, end their sessions.
pub mod people;
/// The phase: change.
pub mod phase;
/// The plan of an event: look at it, save it, use it.
pub mod plan;
/// Links to drafts: make, withdraw.
pub mod previews;
/// Who comes across an event.
pub mod reach;
/// Rehearsals: list, start, stop, end.
pub mod rehearsals;
/// The report of an event: look at it, publish it, withdraw it.
pub mod report;
/// What an event is: look at it, change it, put it away.
pub mod settings;
/// What was settled about people, and what is told once.
pub mod settled;
/// Stock from a sheet: what it would change, and the change.
pub mod sheet;
/// Signals: answer what they suggest, say how parts are doing, set limits and rules.
pub mod signals;
/// Stock: set.
pub mod stock;
/// Templates: list, make, edit, put away.
pub mod templates;
/// API tokens: create, revoke.
pub mod tokens;

#[cfg(feature = "ssr")]
mod compared;
#[cfg(feature = "ssr")]
mod compose_form;
#[cfg(feature = "ssr")]
mod compose_page;
#[cfg(feature = "ssr")]
mod desk;
#[cfg(feature = "ssr")]
mod event_form;
#[cfg(feature = "ssr")]
mod message_change;
#[cfg(feature = "ssr")]
mod plan_form;
#[cfg(feature = "ssr")]
mod qr;
#[cfg(feature = "ssr")]
mod report_words;
#[cfg(feature = "ssr")]
mod signals_form;
#[cfg(feature = "ssr")]
mod signals_words;
#[cfg(feature = "ssr")]
mod still_page;
#[cfg(feature = "ssr")]
mod template_form;
#[cfg(feature = "ssr")]
mod texts;

pub use board::{Board, BoardNow, PromiseChoice};
pub use error::{DeskError, FieldError, Trouble};
pub use outcome::{Deed, Landing, Outcome};
pub use settled::{Revealed, Settled};
#[cfg(feature = "ssr")]
pub use signals_words::signals_now;

/// What came with a form to prove who sends it: a password, or a code.
#[derive(Clone)]
pub struct Proof(pub String);
