//! Kinds of events, their phases, and which phase may follow which.

use serde::{Deserialize, Serialize};

use super::EventError;

/// What sort of event it is; decides which phases it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// People wait in a line and are let in one after the other.
    Queue,
    /// People enter, and winners are drawn.
    Draw,
    /// Something becomes available at a set time; phases as for a queue.
    TimedRelease,
}

impl EventKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Queue, Self::Draw, Self::TimedRelease];

    /// The kind's name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Queue => "queue",
            Self::Draw => "draw",
            Self::TimedRelease => "timed_release",
        }
    }

    /// Parses the kind's name on the wire.
    pub fn parse(text: &str) -> Result<Self, EventError> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == text)
            .ok_or(EventError::UnknownKind)
    }
}

/// Where an event is in its life. A kind has only some of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Not public yet.
    Draft,
    /// Public, with an opening to come.
    Scheduled,
    /// The waiting room takes people; nobody is let in yet.
    Waiting,
    /// People are let in.
    Open,
    /// Nobody is let in for now.
    Paused,
    /// Nothing is left.
    SoldOut,
    /// A draw takes entries.
    EntriesOpen,
    /// A draw takes no more entries and has not happened yet.
    EntriesClosed,
    /// The draw has happened.
    Drawn,
    /// Over for good.
    Ended,
}

impl Phase {
    /// Every phase of every kind, in the order of life.
    pub const ALL: [Self; 10] = [
        Self::Draft,
        Self::Scheduled,
        Self::Waiting,
        Self::Open,
        Self::Paused,
        Self::SoldOut,
        Self::EntriesOpen,
        Self::EntriesClosed,
        Self::Drawn,
        Self::Ended,
    ];

    /// The names on the wire, in the order of [`Phase::ALL`].
    pub const NAMES: [&'static str; 10] = [
        "draft",
        "scheduled",
        "waiting",
        "open",
        "paused",
        "sold_out",
        "entries_open",
        "entries_closed",
        "drawn",
        "ended",
    ];

    /// The phase's name on the wire.
    pub fn as_str(self) -> &'static str {
        Self::NAMES[self as usize]
    }

    /// Parses the phase's name on the wire.
    pub fn parse(text: &str) -> Result<Self, EventError> {
        Self::ALL
            .into_iter()
            .find(|phase| phase.as_str() == text)
            .ok_or(EventError::UnknownPhase)
    }

    /// Where an event of `kind` may go from here.
    pub fn next(self, kind: EventKind) -> &'static [Self] {
        use Phase::{
            Draft, Drawn, Ended, EntriesClosed, EntriesOpen, Open, Paused, Scheduled, SoldOut,
            Waiting,
        };
        match (kind, self) {
            (_, Draft) => &[Scheduled],
            (_, Drawn) => &[Ended],
            (EventKind::Draw, Scheduled) => &[EntriesOpen, Draft, Ended],
            (EventKind::Draw, EntriesOpen) => &[EntriesClosed, Ended],
            (EventKind::Draw, EntriesClosed) => &[Drawn, EntriesOpen, Ended],
            (_, Ended | EntriesOpen | EntriesClosed) | (EventKind::Draw, _) => &[],
            (_, Scheduled) => &[Waiting, Open, Draft, Ended],
            (_, Waiting) => &[Open, Paused, Scheduled, Ended],
            (_, Open) => &[Paused, SoldOut, Ended],
            (_, Paused) => &[Open, SoldOut, Ended],
            (_, SoldOut) => &[Open, Ended],
        }
    }

    /// Whether an event of `kind` has this phase.
    pub fn is_of(self, kind: EventKind) -> bool {
        match self {
            Self::Draft | Self::Scheduled | Self::Ended => true,
            Self::EntriesOpen | Self::EntriesClosed | Self::Drawn => kind == EventKind::Draw,
            Self::Waiting | Self::Open | Self::Paused | Self::SoldOut => kind != EventKind::Draw,
        }
    }

    /// Whether everyone may see an event in this phase.
    pub fn is_public(self) -> bool {
        self != Self::Draft
    }

    /// Whether a queue vendor is expected to report in this phase.
    pub fn expects_feed(self) -> bool {
        matches!(self, Self::Waiting | Self::Open | Self::Paused)
    }
}

impl std::fmt::Display for Phase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn kind() -> impl Strategy<Value = EventKind> {
        prop::sample::select(EventKind::ALL.to_vec())
    }

    #[test]
    fn names_of_phases_and_kinds_parse_back() {
        for phase in Phase::ALL {
            assert_eq!(Phase::parse(phase.as_str()), Ok(phase));
        }
        for kind in EventKind::ALL {
            assert_eq!(EventKind::parse(kind.as_str()), Ok(kind));
        }
    }

    proptest! {
        #[test]
        fn no_walk_leaves_the_phases_of_its_kind(kind in kind(), steps in prop::collection::vec(0usize..4, 0..12)) {
            let mut phase = Phase::Draft;
            for step in steps {
                let legal = phase.next(kind);
                if legal.is_empty() { break; }
                phase = legal[step % legal.len()];
                prop_assert!(phase.is_of(kind));
            }
        }

        #[test]
        fn ended_is_reached_from_every_public_phase_and_left_by_none(kind in kind(), index in 0usize..10) {
            let phase = Phase::ALL[index];
            prop_assert!(Phase::Ended.next(kind).is_empty());
            if !phase.next(kind).is_empty() && phase != Phase::Draft {
                prop_assert!(phase.next(kind).contains(&Phase::Ended));
            }
        }
    }
}
