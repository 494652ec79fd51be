//! What the page must hold, whatever an event is about.

/// Colours that people can read.
mod contrast;
/// Documents as a browser parses them.
mod document;
/// The course of an event, as small as it must be.
mod history;
/// Which messages are on the page, in which order.
mod messages;
/// What is left of what, and what was said about it.
mod parts;
/// What was promised, corrected and taken back.
mod promises;
/// Events in every state, to look at.
pub mod sample;
/// Every state with its words.
mod states;
