//! How everything is doing in one word, as Statuspage's API v2 has it.

use super::component::ComponentStatus;
use super::event::Phase;
use super::incident::Impact;

/// How full a line may be before it is told: nine tenths of its capacity.
const NEARLY_FULL: f64 = 0.9;

/// The worst of everything; maintenance counts only when nothing else is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Indicator {
    /// Nothing is wrong.
    None,
    /// Something is down on purpose.
    Maintenance,
    /// Something is slower or odd.
    Minor,
    /// Something fails for some.
    Major,
    /// Something fails for most.
    Critical,
}

impl Indicator {
    /// Rolls up the impacts of the unresolved incidents and the statuses of all parts.
    pub fn of(
        impacts: impl IntoIterator<Item = Impact>,
        statuses: impl IntoIterator<Item = ComponentStatus>,
    ) -> Self {
        let impacts = impacts.into_iter().map(Self::from);
        let statuses = statuses.into_iter().map(Self::from);
        impacts.chain(statuses).max().unwrap_or(Self::None)
    }

    /// The indicator's name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Maintenance => "maintenance",
            Self::Minor => "minor",
            Self::Major => "major",
            Self::Critical => "critical",
        }
    }

    /// The sentence that Statuspage has for it.
    pub fn description(self) -> &'static str {
        match self {
            Self::None => "All Systems Operational",
            Self::Maintenance => "Service Under Maintenance",
            Self::Minor => "Partially Degraded Service",
            Self::Major => "Partial System Outage",
            Self::Critical => "Major Service Outage",
        }
    }
}

impl From<Impact> for Indicator {
    fn from(impact: Impact) -> Self {
        match impact {
            Impact::None => Self::None,
            Impact::Minor => Self::Minor,
            Impact::Major => Self::Major,
            Impact::Critical => Self::Critical,
        }
    }
}

impl From<ComponentStatus> for Indicator {
    fn from(status: ComponentStatus) -> Self {
        match status {
            ComponentStatus::Operational => Self::None,
            ComponentStatus::DegradedPerformance => Self::Minor,
            ComponentStatus::PartialOutage => Self::Major,
            ComponentStatus::MajorOutage => Self::Critical,
            ComponentStatus::UnderMaintenance => Self::Maintenance,
        }
    }
}

/// What the line itself says about the waiting room, which programs that know only parts and statuses cannot see otherwise:
/// full, nearly full, or paused. A pause with an open issue is an outage, one without was meant. Sold out is none: success must
/// not turn a page red.
pub fn line_status(
    phase: Phase,
    depth: Option<f64>,
    capacity: Option<f64>,
    has_open_issue: bool,
) -> ComponentStatus {
    match phase {
        Phase::Paused if has_open_issue => return ComponentStatus::MajorOutage,
        Phase::Paused => return ComponentStatus::UnderMaintenance,
        Phase::Waiting | Phase::Open => {}
        _ => return ComponentStatus::Operational,
    }
    match depth.zip(capacity) {
        Some((depth, capacity)) if depth >= capacity => ComponentStatus::PartialOutage,
        Some((depth, capacity)) if depth >= NEARLY_FULL * capacity => {
            ComponentStatus::DegradedPerformance
        }
        _ => ComponentStatus::Operational,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;

    #[test]
    fn maintenance_is_told_only_while_nothing_is_wrong() {
        let down = ComponentStatus::UnderMaintenance;
        assert_eq!(Indicator::of([], [down]), Indicator::Maintenance);
        assert_eq!(Indicator::of([Impact::Minor], [down]), Indicator::Minor);
        assert_eq!(Indicator::of([Impact::None], []), Indicator::None);
    }

    #[test]
    fn only_a_pause_or_a_full_line_troubles_the_waiting_room() {
        use ComponentStatus::{
            DegradedPerformance, MajorOutage, Operational, PartialOutage, UnderMaintenance,
        };
        let line = |phase, depth| line_status(phase, Some(depth), Some(1_000.0), false);
        assert_eq!(line(Phase::Open, 899.0), Operational);
        assert_eq!(line(Phase::Open, 900.0), DegradedPerformance);
        assert_eq!(line(Phase::Waiting, 1_000.0), PartialOutage);
        assert_eq!(line(Phase::SoldOut, 1_000.0), Operational);
        assert_eq!(line(Phase::Paused, 10.0), UnderMaintenance);
        assert_eq!(line_status(Phase::Paused, None, None, true), MajorOutage);
        assert_eq!(line_status(Phase::Open, Some(5.0), None, true), Operational);
    }

    proptest! {
        #[test]
        fn the_whole_is_never_better_than_its_worst_part(
            impacts in prop::collection::vec(select(&Impact::ALL[..]), 0..5),
            statuses in prop::collection::vec(select(&ComponentStatus::ALL[..]), 0..5),
        ) {
            let whole = Indicator::of(impacts.clone(), statuses.clone());
            prop_assert!(impacts.iter().all(|impact| Indicator::from(*impact) <= whole));
            prop_assert!(statuses.iter().all(|status| Indicator::from(*status) <= whole));
        }
    }
}
