//! Lineside from outside: every test starts the real server on a free port with a database of its own, and talks
//! to it as a shopper, a feed, an operator's machine or a hostile stranger would. Nothing of ours is mocked.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test stops at the first surprise"
)]

mod support;

mod account;
mod account_safety;
mod api_docs;
mod archive;
mod audit;
mod brand;
mod bundle;
mod bundle_columns;
mod bundle_round_trip;
mod clone;
mod components;
mod corrections;
mod credentials;
mod dashboard;
mod desk;
mod desk_answers;
mod desk_compose;
mod desk_events;
mod desk_languages;
mod desk_meanwhile;
mod desk_phase;
mod desk_report;
mod desk_scheduled;
mod desk_sessions;
mod desk_settings;
mod desk_signals;
mod desk_templates;
mod desk_whole_page;
mod drafts;
mod durability;
mod edits;
mod estimate;
mod faults;
mod headers;
mod hidden;
mod history;
mod hostile;
mod idempotency;
mod index;
mod languages;
mod page;
mod people;
mod pins;
mod place;
mod plans;
mod presence;
mod preview;
mod previews;
mod public_json;
mod punctual;
mod reach;
mod reading;
mod refused_posts;
mod refused_requests;
mod refused_samples;
mod rehearsal_copies;
mod rehearsals;
mod report;
mod report_day;
mod roles;
mod samples;
mod scheduled;
mod scheduled_words;
mod signals;
mod signals_answers;
mod signals_ends;
mod signals_nodes;
mod statuspage;
mod stock;
mod stock_sheet;
mod stream;
mod stream_limits;
mod takeaway;
mod template_edits;
mod templates;
mod waits;
mod widget;
