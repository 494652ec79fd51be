//! The phases an event went through.

use serde::Serialize;

use crate::domain::event::Phase;
use crate::domain::history::BEFORE_OPENING_S;
use crate::domain::locale::LocalizedText;
use crate::domain::time::Timestamp;

/// A move to a phase, as it was noted when it was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PhaseStep {
    /// When.
    pub at: Timestamp,
    /// To which phase.
    pub phase: Phase,
    /// Why, in the operator's words.
    pub reason: Option<LocalizedText>,
    /// By when the operator promised to speak again.
    pub next_update_by: Option<Timestamp>,
}

/// The phases of an event in the order of time, until the report's end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phases {
    steps: Vec<PhaseStep>,
    until: Timestamp,
}

impl Phases {
    /// The steps, oldest first, as they stood at `until`.
    pub fn new(mut steps: Vec<PhaseStep>, until: Timestamp) -> Self {
        steps.retain(|step| step.at <= until);
        Self { steps, until }
    }

    /// Each step, and when the next one ended it; the last one lasts.
    pub fn steps(&self) -> impl Iterator<Item = (&PhaseStep, Option<Timestamp>)> {
        let ends = self.steps.iter().skip(1).map(|next| Some(next.at));
        self.steps.iter().zip(ends.chain([None]))
    }

    /// When the event was in one of these phases.
    pub fn spans(&self, wanted: impl Fn(Phase) -> bool) -> Vec<(Timestamp, Timestamp)> {
        self.steps()
            .filter(|(step, _)| wanted(step.phase))
            .map(|(step, end)| (step.at, end.unwrap_or(self.until)))
            .collect()
    }

    /// When it was first in one of these phases.
    pub fn first(&self, wanted: impl Fn(Phase) -> bool) -> Option<Timestamp> {
        let found = self.steps.iter().find(|step| wanted(step.phase));
        found.map(|step| step.at)
    }
}

/// The time a report tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Reach {
    /// What came before is left out.
    pub from: Timestamp,
    /// What came after is left out.
    pub to: Timestamp,
    /// Whether the event is over, so that no more is to come.
    pub is_final: bool,
}

/// The longest time that a report tells of, in seconds: a month.
const LONGEST_S: i64 = 31 * 86_400;

impl Reach {
    /// What a report that is made at `now` tells of, for an event that was to open at `opens_at`.
    pub fn of(steps: &[PhaseStep], opens_at: Option<Timestamp>, now: Timestamp) -> Self {
        let ended = steps.iter().find(|step| step.phase == Phase::Ended);
        let to = ended.map_or(now, |step| step.at);
        let gathers = |phase: Phase| phase.expects_feed() || phase == Phase::EntriesOpen;
        let gathered = steps.iter().find(|step| gathers(step.phase));
        let began = gathered.map(|step| step.at).or(opens_at);
        let from = began
            .map(|began| began.plus_seconds(-BEFORE_OPENING_S))
            .or_else(|| steps.first().map(|step| step.at))
            .unwrap_or(to);
        Self {
            from: from.min(to).max(to.plus_seconds(-LONGEST_S)),
            to,
            is_final: ended.is_some(),
        }
    }

    /// How many seconds it reaches over.
    #[expect(clippy::cast_possible_truncation, reason = "at most a month")]
    pub fn seconds(self) -> i64 {
        self.to.seconds_since(self.from) as i64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(seconds * 1_000)
    }

    fn steps(phases: &[(i64, Phase)]) -> Vec<PhaseStep> {
        let step = |&(seconds, phase): &(i64, Phase)| PhaseStep {
            at: at(seconds),
            phase,
            reason: None,
            next_update_by: None,
        };
        phases.iter().map(step).collect()
    }

    #[test]
    fn a_report_begins_two_hours_before_people_gathered_and_ends_with_the_event() {
        let steps = steps(&[
            (0, Phase::Draft),
            (50_000, Phase::Waiting),
            (60_000, Phase::Ended),
        ]);
        let reach = Reach::of(&steps, Some(at(51_000)), at(90_000));
        assert_eq!((reach.from, reach.to), (at(42_800), at(60_000)));
        assert!(reach.is_final);
        let before = Reach::of(&steps[..1], Some(at(51_000)), at(9_000));
        assert_eq!((before.from, before.to), (at(9_000), at(9_000)));
        assert!(!before.is_final);
    }

    #[test]
    fn a_phase_lasts_until_the_next_one() {
        let steps = steps(&[(0, Phase::Open), (10, Phase::Paused), (30, Phase::Open)]);
        let phases = Phases::new(steps, at(100));
        let open = phases.spans(|phase| phase == Phase::Open);
        assert_eq!(open, [(at(0), at(10)), (at(30), at(100))]);
        assert_eq!(phases.first(|phase| phase == Phase::Paused), Some(at(10)));
    }
}
