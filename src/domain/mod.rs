//! What is true about an event: types and rules without I/O, async or features,
//! so that the same code decides on the server and in the operator's browser.

/// What to look for in the audit log, and how its entries read.
pub mod audit;
/// An event's own colour and logo.
pub mod brand;
/// What subscribed calendars are told of the schedule.
pub mod calendar;
/// Colours, and how well two of them stand apart.
pub mod colour;
/// Parts of the shop that shoppers care about, and how they are doing.
pub mod component;
/// What operators watch, and the limits beside it.
pub mod dashboard;
/// Messages that are being written.
pub mod draft;
/// The wait: a range with its reason when there is none.
pub mod estimate;
/// The sale, drop or draw; its phases and their legal transitions.
pub mod event;
/// The course of an event so far, thinned.
pub mod history;
/// Identifiers: one type per thing, so that they cannot be mixed up.
pub mod id;
/// Known issues and their updates.
pub mod incident;
/// Product variants and how many are left.
pub mod inventory;
/// Links that let one person in, once.
pub mod invitation;
/// A line that is served first come, first served, and the waits of those in it.
pub mod line;
/// Languages, text in several of them, and the page's own words.
pub mod locale;
/// What an operator published, and what waits to be.
pub mod message;
/// Names of readings, and the timed readings themselves.
pub mod metric;
/// People and machines that may act, and what they may do.
pub mod operator;
/// What makes a password fit for use.
pub mod password;
/// What a caller says about a field that may be empty.
pub mod patch;
/// How many will come, and which limits follow.
pub mod plan;
/// Who else has a board open, and what they are writing.
pub mod presence;
/// An operator's text and the few marks it may have.
pub mod prose;
/// Recorded days, played into private copies for practice.
pub mod rehearsal;
/// What an event was like.
pub mod report;
/// Version numbers of what is shown.
pub mod revision;
/// The state of everything in one word.
pub mod rollup;
/// Limits, alerts that are confirmed against them, and the words that then fit.
pub mod signals;
/// Everything a shopper may see, worded and ready for the page.
pub mod status_page;
/// Prepared texts with placeholders.
pub mod template;
/// Instants, zones and the clock.
pub mod time;
/// Who may use something.
pub mod who;
