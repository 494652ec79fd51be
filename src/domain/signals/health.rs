//! How the parts of the shop are doing: what people said, what the machine noticed, and what an operator knows better.

use serde::{Deserialize, Serialize};

use super::phases::sells;
use super::{Alert, Circumstances, Offer, Products, offers};
use crate::domain::component::ComponentStatus;
use crate::domain::event::Phase;
use crate::domain::id::ComponentId;
use crate::domain::incident::Incident;
use crate::domain::time::Timestamp;

/// The longest that an operator's word stands in the place of the machine's: a day.
pub const MAX_OVERRIDE_S: i64 = 86_400;

/// Why a stated status is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OverrideError {
    /// It would never count, or outlive what is known.
    #[error("a stated status holds until a time from now to a day ahead")]
    BadTime,
}

/// Checks until when a stated status is to hold.
pub fn check_override(until: Timestamp, now: Timestamp) -> Result<Timestamp, OverrideError> {
    if until > now && until <= now.plus_seconds(MAX_OVERRIDE_S) {
        Ok(until)
    } else {
        Err(OverrideError::BadTime)
    }
}

/// What an operator said about a part, for a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusOverride {
    /// Which part.
    pub component: ComponentId,
    /// How it is doing.
    pub status: ComponentStatus,
    /// Until when that counts.
    pub until: Timestamp,
}

/// What is known about how an event is doing.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Health {
    /// Alerts that last, and those that ended lately.
    pub alerts: Vec<Alert>,
    /// What operators said about parts.
    pub overrides: Vec<StatusOverride>,
}

impl Health {
    /// How a part is doing at `now`: as the worst of the unresolved incidents that name it says, and the machine, or in its place
    /// an operator who knows better.
    pub fn status(
        &self,
        component: &ComponentId,
        incidents: &[Incident],
        now: Timestamp,
    ) -> ComponentStatus {
        let noticed = self.stated(component, now).map(|stated| stated.status);
        let noticed = noticed.or_else(|| self.noticed(component));
        ComponentStatus::of(component, incidents)
            .max(noticed.unwrap_or(ComponentStatus::Operational))
    }

    /// What an operator said about a part, while it counts.
    pub fn stated(&self, component: &ComponentId, now: Timestamp) -> Option<&StatusOverride> {
        let mut stated = self.overrides.iter();
        stated.find(|stated| stated.component == *component && stated.until > now)
    }

    /// What the open alerts say about a part.
    fn noticed(&self, component: &ComponentId) -> Option<ComponentStatus> {
        let open = self.alerts.iter().filter(|alert| alert.is_open());
        let driven = open.filter_map(|alert| alert.topic.signal.drives());
        let of_it = driven.filter(|(part, _)| *part == component.as_str());
        of_it.map(|(_, status)| status).max()
    }

    /// What waits for an operator's yes or no, while the event is in `phase` and these are its incidents and products.
    pub fn offers(
        &self,
        phase: Phase,
        incidents: &[Incident],
        products: &Products,
        now: Timestamp,
    ) -> Vec<Offer> {
        let moves = matches!(phase, Phase::Waiting | Phase::Open | Phase::EntriesOpen);
        let known = incidents.iter().any(|incident| !incident.is_resolved());
        let mut stated = self.overrides.iter().filter(|stated| stated.until > now);
        let ailing = stated.any(|stated| stated.status != ComponentStatus::Operational);
        let circumstances = Circumstances {
            calm: moves && !known && !ailing,
            sells: sells(phase),
            products,
        };
        offers(&self.alerts, circumstances, now)
    }
}
