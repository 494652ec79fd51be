//! Known issues and the updates that move them through their four states.

use serde::{Deserialize, Serialize};

use super::id::{ComponentId, EventId, IncidentId};
use super::locale::LocalizedText;
use super::time::Timestamp;

/// The longest title of a known issue, in characters.
pub const MAX_TITLE: usize = 120;
/// The longest text of one update, in characters.
pub const MAX_TEXT: usize = 1_000;
/// For how long a resolved incident stays on the page with its whole story, in seconds: a day.
pub const RESOLVED_FOR_S: i64 = 86_400;

/// How far the work on a known issue has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IncidentStatus {
    /// We see it and look for the cause.
    Investigating,
    /// We know the cause.
    Identified,
    /// A fix is in place and being watched.
    Monitoring,
    /// Over.
    Resolved,
}

/// How much a known issue matters to shoppers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Impact {
    /// Not at all; said for openness.
    None,
    /// Some things are slower or odd.
    Minor,
    /// Some shoppers cannot finish.
    Major,
    /// Nobody can finish.
    Critical,
}

/// Why an incident cannot be opened or updated as asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IncidentError {
    /// Not one of the four states.
    #[error("the status is one of investigating, identified, monitoring, resolved")]
    UnknownStatus,
    /// Not one of the four impacts.
    #[error("the impact is one of none, minor, major, critical")]
    UnknownImpact,
    /// A resolved incident stays resolved.
    #[error("this issue is resolved; open a new one if it has come back")]
    AlreadyResolved,
}

impl IncidentStatus {
    /// Every state, in the order an incident usually takes them.
    pub const ALL: [Self; 4] = [
        Self::Investigating,
        Self::Identified,
        Self::Monitoring,
        Self::Resolved,
    ];

    /// The state's name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Investigating => "investigating",
            Self::Identified => "identified",
            Self::Monitoring => "monitoring",
            Self::Resolved => "resolved",
        }
    }

    /// Parses the state's name on the wire.
    pub fn parse(text: &str) -> Result<Self, IncidentError> {
        Self::ALL
            .into_iter()
            .find(|status| status.as_str() == text)
            .ok_or(IncidentError::UnknownStatus)
    }
}

impl Impact {
    /// Every impact, least first.
    pub const ALL: [Self; 4] = [Self::None, Self::Minor, Self::Major, Self::Critical];

    /// The impact's name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Minor => "minor",
            Self::Major => "major",
            Self::Critical => "critical",
        }
    }

    /// Parses the impact's name on the wire.
    pub fn parse(text: &str) -> Result<Self, IncidentError> {
        Self::ALL
            .into_iter()
            .find(|impact| impact.as_str() == text)
            .ok_or(IncidentError::UnknownImpact)
    }
}

/// One step in the story of an incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncidentUpdate {
    /// The state it moved the incident to, or confirmed.
    pub status: IncidentStatus,
    /// What was said.
    pub text: LocalizedText,
    /// When it was said.
    pub at: Timestamp,
}

/// A known issue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incident {
    /// Its identity.
    pub id: IncidentId,
    /// The event it belongs to.
    pub event_id: EventId,
    /// What is wrong, in a few words.
    pub title: LocalizedText,
    /// How much it matters.
    pub impact: Impact,
    /// The parts it affects.
    pub components: Vec<ComponentId>,
    /// Its story, oldest first; never empty, because opening it is the first update.
    pub updates: Vec<IncidentUpdate>,
}

impl Incident {
    /// Whether shoppers still want to know of it: it is open, or was resolved within [`RESOLVED_FOR_S`].
    pub fn is_news(&self, now: Timestamp) -> bool {
        let newest = self.updates.last().map(|update| update.at);
        let since = now.plus_seconds(-RESOLVED_FOR_S);
        !self.is_resolved() || newest.is_some_and(|at| at > since)
    }

    /// The state the newest update left it in.
    pub fn status(&self) -> IncidentStatus {
        self.updates
            .last()
            .map_or(IncidentStatus::Investigating, |update| update.status)
    }

    /// Whether it is over.
    pub fn is_resolved(&self) -> bool {
        self.status() == IncidentStatus::Resolved
    }

    /// When it was opened.
    pub fn started_at(&self) -> Option<Timestamp> {
        self.updates.first().map(|update| update.at)
    }

    /// Checks that one more update may be added. Open incidents move freely between the states,
    /// because a fix may prove wrong; a resolved one is finished.
    pub fn check_update(&self) -> Result<(), IncidentError> {
        if self.is_resolved() {
            Err(IncidentError::AlreadyResolved)
        } else {
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::locale::Locale;

    fn incident(statuses: &[IncidentStatus]) -> Incident {
        let text = LocalizedText::parse_one(Locale::En, "Slow", MAX_TEXT).unwrap();
        let at = Timestamp::from_millis(0);
        let update = |status: &IncidentStatus| IncidentUpdate {
            status: *status,
            text: text.clone(),
            at,
        };
        Incident {
            id: IncidentId::new("i"),
            event_id: EventId::new("e"),
            title: text.clone(),
            impact: Impact::Minor,
            components: vec![],
            updates: statuses.iter().map(update).collect(),
        }
    }

    proptest! {
        #[test]
        fn an_incident_takes_updates_until_it_is_resolved(picks in prop::collection::vec(0usize..4, 1..6)) {
            let statuses: Vec<_> = picks.iter().map(|i| IncidentStatus::ALL[*i]).collect();
            let incident = incident(&statuses);
            let resolved = statuses.last() == Some(&IncidentStatus::Resolved);
            prop_assert_eq!(incident.check_update().is_err(), resolved);
        }
    }

    #[test]
    fn names_parse_back() {
        for status in IncidentStatus::ALL {
            assert_eq!(IncidentStatus::parse(status.as_str()), Ok(status));
        }
        for impact in Impact::ALL {
            assert_eq!(Impact::parse(impact.as_str()), Ok(impact));
        }
    }
}
