//! **Lineside**, the sign beside the line: a live public status page for launches, drops, on-sales and draws.
//!
//! The crate is compiled twice: with `ssr` it is the server and its command line, with `hydrate` it is the
//! operator's desk in the browser. `domain`, `page` and `admin` belong to both. `ARCHITECTURE.md` tells how a
//! change travels through these modules.

/// What is true about an event: pure types and rules.
pub mod domain;
/// The public page: markup as pure functions of [`domain::status_page::StatusPage`].
pub mod page;
