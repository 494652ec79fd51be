//! Parts of the shop that shoppers care about, and how they are doing.

use serde::{Deserialize, Serialize};

use super::id::ComponentId;
use super::incident::{Impact, Incident};

/// The parts every new event starts with: identifier and English name.
pub const USUAL: [(&str, &str); 4] = [
    ("waiting-room", "Waiting room"),
    ("site", "Shop"),
    ("checkout", "Checkout"),
    ("payments", "Payments"),
];

/// A part of the shop, such as its checkout.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Component {
    /// Its identity within the event.
    pub id: ComponentId,
    /// Its name for people.
    pub name: String,
}

/// How a part is doing; the five statuses of Statuspage's API v2.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ComponentStatus {
    /// As it should be.
    Operational,
    /// Works, worse than it should.
    DegradedPerformance,
    /// Fails for some.
    PartialOutage,
    /// Fails for most.
    MajorOutage,
    /// Down on purpose.
    UnderMaintenance,
}

impl ComponentStatus {
    /// The status that the unresolved `incidents` leave a part in: that of the worst one naming it.
    pub fn of(component: &ComponentId, incidents: &[Incident]) -> Self {
        incidents
            .iter()
            .filter(|incident| !incident.is_resolved() && incident.components.contains(component))
            .map(|incident| match incident.impact {
                Impact::None => Self::Operational,
                Impact::Minor => Self::DegradedPerformance,
                Impact::Major => Self::PartialOutage,
                Impact::Critical => Self::MajorOutage,
            })
            .max()
            .unwrap_or(Self::Operational)
    }
}
