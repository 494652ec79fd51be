//! The desk's own words. Operators read what a thing does, not what it is called on the wire.

use crate::domain::component::ComponentStatus;
use crate::domain::event::{EventKind, Listing, Phase};
use crate::domain::incident::{Impact, IncidentStatus};
use crate::domain::inventory::StockLevel;
use crate::domain::locale::Locale;
use crate::domain::message::Severity;
use crate::domain::operator::{Role, Scope};
use crate::domain::rehearsal::RehearsalState;

/// The language the desk speaks, and previews the page in.
pub const DESK_LOCALE: Locale = Locale::En;

/// An event's kind.
pub fn kind(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Queue => "Queue",
        EventKind::Draw => "Draw",
        EventKind::TimedRelease => "Timed release",
    }
}

/// A role.
pub fn role(role: Role) -> &'static str {
    match role {
        Role::Owner => "Owner",
        Role::Operator => "Operator",
        Role::Writer => "Writer",
        Role::Viewer => "Viewer",
    }
}

/// A role, with what somebody is trusted with.
pub fn role_with_rights(role: Role) -> &'static str {
    match role {
        Role::Owner => "Owner: everything, people too",
        Role::Operator => "Operator: runs events",
        Role::Writer => "Writer: publishes, sets stock",
        Role::Viewer => "Viewer: looks",
    }
}

/// What a token may do.
pub fn scope(scope: Scope) -> &'static str {
    match scope {
        Scope::Ingest => "Send samples (ingest)",
        Scope::Publish => "Publish messages, issues and phases (publish)",
        Scope::Inventory => "Set stock (inventory)",
        Scope::Manage => "Edit and archive events (manage)",
    }
}

/// A phase, as a state.
pub fn phase(phase: Phase) -> &'static str {
    match phase {
        Phase::Draft => "Draft",
        Phase::Scheduled => "Scheduled",
        Phase::Waiting => "Waiting room open",
        Phase::Open => "Open",
        Phase::Paused => "Paused",
        Phase::SoldOut => "Sold out",
        Phase::EntriesOpen => "Entries open",
        Phase::EntriesClosed => "Entries closed",
        Phase::Drawn => "Drawn",
        Phase::Ended => "Ended",
    }
}

/// Who comes across an event.
pub fn listing(listing: Listing) -> &'static str {
    match listing {
        Listing::Public => "Listed",
        Listing::Unlisted => "Unlisted",
        Listing::Rehearsal => "Rehearsal",
    }
}

/// What a listing means for shoppers.
pub fn listing_effect(listing: Listing) -> &'static str {
    match listing {
        Listing::Public => "The list of events and search engines lead to it.",
        Listing::Unlisted => "Only who has its address sees it; search engines leave it alone.",
        Listing::Rehearsal => "Nobody but the desk sees it.",
    }
}

/// How far a rehearsal has come.
pub fn rehearsal_state(state: RehearsalState) -> &'static str {
    match state {
        RehearsalState::Playing => "Playing",
        RehearsalState::Stopped => "Stopped",
        RehearsalState::Finished => "Finished",
    }
}

/// What moving to a phase does, as a button says it.
pub fn phase_move(from: Phase, to: Phase) -> &'static str {
    match (from, to) {
        (_, Phase::Draft) => "Take the page offline",
        (Phase::Draft, Phase::Scheduled) => "Make the page public",
        (_, Phase::Scheduled) => "Go back to scheduled",
        (_, Phase::Waiting) => "Open the waiting room",
        (Phase::Paused, Phase::Open) => "Let people in again",
        (Phase::SoldOut, Phase::Open) => "Open again: there is stock",
        (_, Phase::Open) => "Open the doors",
        (_, Phase::Paused) => "Pause new entries",
        (_, Phase::SoldOut) => "Declare it sold out",
        (Phase::EntriesClosed, Phase::EntriesOpen) => "Take entries again",
        (_, Phase::EntriesOpen) => "Take entries",
        (_, Phase::EntriesClosed) => "Close entries",
        (_, Phase::Drawn) => "Declare it drawn",
        (_, Phase::Ended) => "End the event",
    }
}

/// What shoppers notice of a move.
pub fn phase_effect(to: Phase) -> &'static str {
    match to {
        Phase::Draft => "Shoppers get “no such page”.",
        Phase::Scheduled => "The page counts down to the opening.",
        Phase::Waiting => "The page says that the waiting room fills.",
        Phase::Open => "The page shows the wait.",
        Phase::Paused => "The page shows no wait, and your reason.",
        Phase::SoldOut => "The page shows the waitlist.",
        Phase::EntriesOpen => "The page asks for entries.",
        Phase::EntriesClosed => "The page says that the draw is to come.",
        Phase::Drawn => "The page says how winners hear.",
        Phase::Ended => "The page says thanks. There is no way back.",
    }
}

/// A severity, as a choice.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "Good to know",
        Severity::Notice => "Please note",
        Severity::Warning => "Heads up: something is wrong",
        Severity::Critical => "Important: sales have stopped",
    }
}

/// A severity, as a state.
pub fn loudness(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "Good to know",
        Severity::Notice => "Please note",
        Severity::Warning => "Heads up",
        Severity::Critical => "Important",
    }
}

/// An impact, as a choice.
pub fn impact(impact: Impact) -> &'static str {
    match impact {
        Impact::None => "None: said for openness",
        Impact::Minor => "Minor: slower or odd",
        Impact::Major => "Major: some cannot finish",
        Impact::Critical => "Critical: nobody can finish",
    }
}

/// The state of an issue, as a choice.
pub fn issue_status(status: IncidentStatus) -> &'static str {
    match status {
        IncidentStatus::Investigating => "Investigating",
        IncidentStatus::Identified => "Identified",
        IncidentStatus::Monitoring => "Monitoring",
        IncidentStatus::Resolved => "Resolved",
    }
}

/// A level, as a button.
pub fn level(level: StockLevel) -> &'static str {
    match level {
        StockLevel::InStock => "In stock",
        StockLevel::Low => "Low",
        StockLevel::SoldOut => "Sold out",
        StockLevel::Waitlist => "Waitlist",
    }
}

/// How a part of the shop is doing.
pub fn component_status(status: ComponentStatus) -> &'static str {
    match status {
        ComponentStatus::Operational => "Works as it should",
        ComponentStatus::DegradedPerformance => "Works, worse than it should",
        ComponentStatus::PartialOutage => "Fails for some",
        ComponentStatus::MajorOutage => "Fails for most",
        ComponentStatus::UnderMaintenance => "Down on purpose",
    }
}
