//! Parts of the shop that shoppers care about, and how they are doing.

use serde::{Deserialize, Serialize};

use super::event::Slug;
use super::id::ComponentId;
use super::incident::{Impact, Incident};
use super::locale::Locale;

/// The parts every new event starts with: identifier and English name.
pub const USUAL: [(&str, &str); 4] = [
    ("waiting-room", "Waiting room"),
    ("site", "Shop"),
    ("checkout", "Checkout"),
    ("payments", "Payments"),
];

/// The most parts of one event: what a page can show without a scroll.
pub const MAX_COMPONENTS: usize = 20;
/// The longest name of a part, in characters.
pub const MAX_NAME: usize = 60;

/// Why the parts of the shop are refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ComponentError {
    /// The identity has characters that do not belong in an address.
    #[error("use 1 to 64 of a–z, 0–9 and hyphens inside, for example checkout")]
    BadId,
    /// The name is empty or does not fit.
    #[error("give it a name of 1 to {MAX_NAME} characters")]
    BadName,
    /// Two parts with one identity.
    #[error("{0} is there twice")]
    Twice(ComponentId),
    /// More than a page can show.
    #[error("an event has at most {MAX_COMPONENTS} components")]
    TooMany,
    /// Not one of the five statuses.
    #[error("the status is one of {}", ComponentStatus::ALL.map(ComponentStatus::as_str).join(", "))]
    UnknownStatus,
    /// A known issue that goes on would lose what it is about.
    #[error("{component} stays while an issue that is not resolved names it: {issue}")]
    InUse {
        /// The part's name.
        component: String,
        /// The issue's title.
        issue: String,
    },
}

impl ComponentId {
    /// Parses an identity as somebody wrote it.
    pub fn parse(text: &str) -> Result<Self, ComponentError> {
        let slug = Slug::parse(text).map_err(|_| ComponentError::BadId)?;
        Ok(Self::new(String::from(slug)))
    }
}

/// A part of the shop, such as its checkout.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Component {
    /// Its identity within the event.
    pub id: ComponentId,
    /// Its name for people.
    pub name: String,
}

impl Component {
    /// Parses the name of a part; surrounding white space does not count.
    pub fn parse_name(text: &str) -> Result<String, ComponentError> {
        let text = text.trim();
        let fits = (1..=MAX_NAME).contains(&text.chars().count());
        if fits && !text.chars().any(char::is_control) {
            Ok(text.to_owned())
        } else {
            Err(ComponentError::BadName)
        }
    }
}

/// Checks the parts of one event as a whole.
pub fn check_list(components: &[Component]) -> Result<(), ComponentError> {
    if components.len() > MAX_COMPONENTS {
        return Err(ComponentError::TooMany);
    }
    let twice = components.iter().enumerate().find(|(index, component)| {
        let before = components.iter().take(*index);
        before.into_iter().any(|other| other.id == component.id)
    });
    match twice {
        Some((_, component)) => Err(ComponentError::Twice(component.id.clone())),
        None => Ok(()),
    }
}

/// Checks that none of the parts that go is named by an incident that goes on.
pub fn check_removal(
    before: &[Component],
    after: &[Component],
    incidents: &[Incident],
    language: Locale,
) -> Result<(), ComponentError> {
    let stays = |id: &ComponentId| after.iter().any(|component| component.id == *id);
    let names = |id: &ComponentId| {
        let mut open = incidents.iter().filter(|incident| !incident.is_resolved());
        open.find(|incident| incident.components.contains(id))
    };
    let gone = before.iter().filter(|component| !stays(&component.id));
    let mut in_use = gone.filter_map(|component| Some((component, names(&component.id)?)));
    match in_use.next() {
        Some((component, incident)) => Err(ComponentError::InUse {
            component: component.name.clone(),
            issue: incident.title.resolve(language, language).1.to_owned(),
        }),
        None => Ok(()),
    }
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
    /// Every status, best first.
    pub const ALL: [Self; 5] = [
        Self::Operational,
        Self::DegradedPerformance,
        Self::PartialOutage,
        Self::MajorOutage,
        Self::UnderMaintenance,
    ];

    /// The status's name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Operational => "operational",
            Self::DegradedPerformance => "degraded_performance",
            Self::PartialOutage => "partial_outage",
            Self::MajorOutage => "major_outage",
            Self::UnderMaintenance => "under_maintenance",
        }
    }

    /// Parses the status's name on the wire.
    pub fn parse(name: &str) -> Result<Self, ComponentError> {
        let mut all = Self::ALL.into_iter();
        all.find(|status| status.as_str() == name)
            .ok_or(ComponentError::UnknownStatus)
    }

    /// The status that the unresolved `incidents` leave a part in: that of the worst one naming it.
    pub fn of(component: &ComponentId, incidents: &[Incident]) -> Self {
        incidents
            .iter()
            .filter(|incident| !incident.is_resolved() && incident.components.contains(component))
            .map(|incident| incident.impact.into())
            .max()
            .unwrap_or(Self::Operational)
    }
}

impl From<Impact> for ComponentStatus {
    /// What an incident does to the parts that it names.
    fn from(impact: Impact) -> Self {
        match impact {
            Impact::None => Self::Operational,
            Impact::Minor => Self::DegradedPerformance,
            Impact::Major => Self::PartialOutage,
            Impact::Critical => Self::MajorOutage,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn component(id: &str) -> Component {
        Component {
            id: ComponentId::parse(id).unwrap(),
            name: id.to_owned(),
        }
    }

    proptest! {
        #[test]
        fn a_list_is_sound_exactly_when_it_is_short_and_names_each_once(ids in prop::collection::vec("[a-e]{1,2}", 0..25)) {
            let components: Vec<_> = ids.iter().map(|id| component(id)).collect();
            let unique: std::collections::BTreeSet<_> = ids.iter().collect();
            let sound = ids.len() <= MAX_COMPONENTS && unique.len() == ids.len();
            prop_assert_eq!(check_list(&components).is_ok(), sound);
        }

        #[test]
        fn a_name_is_trimmed_printable_and_never_empty(text in ".{0,80}") {
            if let Ok(name) = Component::parse_name(&text) {
                prop_assert!((1..=MAX_NAME).contains(&name.chars().count()));
                prop_assert_eq!(Component::parse_name(&name), Ok(name.clone()));
            }
        }
    }
}
