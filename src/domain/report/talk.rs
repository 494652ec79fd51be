//! What was said: how soon, and whether promises were kept.

use serde::Serialize;

use super::phases::Phases;
use crate::domain::event::Phase;
use crate::domain::id::{IncidentId, MessageId};
use crate::domain::incident::Incident;
use crate::domain::message::Message;
use crate::domain::time::Timestamp;

/// Something that shoppers want to hear about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// The event moved to this phase.
    Phase(Phase),
    /// This known issue was opened.
    Incident(IncidentId),
}

/// How soon a message followed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reaction {
    /// What it followed.
    pub cause: Cause,
    /// When that began.
    pub at: Timestamp,
    /// The first message while it lasted, and how many seconds it took; nothing when none came.
    pub answer: Option<Answer>,
}

/// The message that followed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Answer {
    /// Which one.
    pub message: MessageId,
    /// How many seconds it took.
    pub after_s: f64,
}

/// What became of a promise to speak again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Somebody spoke in time.
    Kept,
    /// Nobody did.
    Broken,
    /// Its time had not come when the report was made or the event ended.
    Open,
}

/// A promise to speak again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Promise {
    /// When it was made.
    pub made_at: Timestamp,
    /// By when.
    pub by: Timestamp,
    /// What became of it.
    pub outcome: Outcome,
}

/// A message that stands there so many seconds before a phase begins has announced it: whoever is about to pause a line says
/// so first.
const ANNOUNCED_S: i64 = 60;

/// Phases that call for a word.
fn calls_for_a_word(phase: Phase) -> bool {
    !matches!(phase, Phase::Draft | Phase::Scheduled)
}

/// How soon each phase and each known issue was followed by a message that still stands, in the order of time. A phase
/// that was announced just before it began was told at once.
pub fn reactions(messages: &[Message], phases: &Phases, incidents: &[Incident]) -> Vec<Reaction> {
    let phases = phases.steps().map(|(step, end)| {
        let cause = Cause::Phase(step.phase);
        (cause, step.at, end)
    });
    let phases = phases
        .filter(|(cause, ..)| matches!(cause, Cause::Phase(phase) if calls_for_a_word(*phase)));
    let incidents = incidents.iter().filter_map(|incident| {
        let end = incident.updates.last().filter(|_| incident.is_resolved());
        let cause = Cause::Incident(incident.id.clone());
        Some((cause, incident.started_at()?, end.map(|update| update.at)))
    });
    let reaction = |(cause, at, end): (Cause, Timestamp, Option<Timestamp>)| {
        let lasted = |at: Timestamp| end.is_none_or(|end| at < end);
        let begins = match cause {
            Cause::Phase(_) => at.plus_seconds(-ANNOUNCED_S),
            Cause::Incident(_) => at,
        };
        let first = messages
            .iter()
            .filter(|m| m.stands() && m.published_at >= begins && lasted(m.published_at))
            .min_by_key(|m| m.published_at);
        Reaction {
            cause,
            at,
            answer: first.map(|m| Answer {
                message: m.id.clone(),
                after_s: m.published_at.seconds_since(at).max(0.0),
            }),
        }
    };
    let mut reactions: Vec<_> = phases.chain(incidents).map(reaction).collect();
    reactions.sort_by_key(|reaction| reaction.at);
    reactions
}

/// What became of each promise, in the order in which they were made. A message that was taken back promises nothing and
/// keeps no promise; a promise about a phase is kept by the next phase, too.
pub fn promises(messages: &[Message], phases: &Phases, until: Timestamp) -> Vec<Promise> {
    let said_in = |made_at: Timestamp, by: Timestamp| {
        let in_time = |m: &Message| m.stands() && m.published_at > made_at && m.published_at <= by;
        messages.iter().any(in_time)
    };
    let promise = |made_at, by, kept| Promise {
        made_at,
        by,
        outcome: match (kept, by < until) {
            (true, _) => Outcome::Kept,
            (false, true) => Outcome::Broken,
            (false, false) => Outcome::Open,
        },
    };
    let of_messages = messages.iter().filter(|m| m.stands()).filter_map(|m| {
        let by = m.next_update_by?;
        Some(promise(m.published_at, by, said_in(m.published_at, by)))
    });
    let of_phases = phases.steps().filter_map(|(step, end)| {
        let by = step.next_update_by?;
        let moved = end.is_some_and(|end| end <= by);
        Some(promise(step.at, by, moved || said_in(step.at, by)))
    });
    let mut promises: Vec<_> = of_messages.chain(of_phases).collect();
    promises.sort_by_key(|promise| promise.made_at);
    promises
}

#[cfg(test)]
mod tests {
    use super::super::phases::PhaseStep;
    use super::*;
    use crate::domain::id::EventId;
    use crate::domain::incident::{Impact, IncidentStatus, IncidentUpdate};
    use crate::domain::locale::{Locale, LocalizedText};
    use crate::domain::message::Severity;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(seconds * 1_000)
    }

    fn text() -> LocalizedText {
        LocalizedText::parse_one(Locale::En, "We look into it.", 100).unwrap()
    }

    fn message(id: &str, published: i64, promised: Option<i64>) -> Message {
        Message {
            id: MessageId::new(id),
            event_id: EventId::new("e"),
            severity: Severity::Notice,
            text: text(),
            published_at: at(published),
            next_update_by: promised.map(at),
            automatic: false,
            version: 1,
            pinned: false,
            expires_at: None,
            edited_at: None,
            retracted_at: None,
        }
    }

    fn phases(steps: &[(i64, Phase, Option<i64>)]) -> Phases {
        let step = |&(seconds, phase, by): &(i64, Phase, Option<i64>)| PhaseStep {
            at: at(seconds),
            phase,
            reason: None,
            next_update_by: by.map(at),
        };
        Phases::new(steps.iter().map(step).collect(), at(10_000))
    }

    fn incident(from: i64, resolved: i64) -> Incident {
        let update = |(status, seconds): (IncidentStatus, i64)| IncidentUpdate {
            status,
            text: text(),
            at: at(seconds),
        };
        Incident {
            id: IncidentId::new("i"),
            event_id: EventId::new("e"),
            title: text(),
            impact: Impact::Minor,
            components: vec![],
            updates: [
                (IncidentStatus::Investigating, from),
                (IncidentStatus::Resolved, resolved),
            ]
            .map(update)
            .to_vec(),
        }
    }

    #[test]
    fn a_reaction_is_the_first_message_while_its_cause_lasts() {
        let phases = phases(&[
            (0, Phase::Scheduled, None),
            (100, Phase::Open, None),
            (500, Phase::Paused, None),
            (800, Phase::Open, None),
        ]);
        let messages = [message("a", 130, None), message("b", 620, None)];
        let told = reactions(&messages, &phases, &[incident(590, 600)]);
        let after: Vec<_> = told
            .iter()
            .map(|r| (r.at, r.answer.as_ref().map(|answer| answer.after_s)))
            .collect();
        let expected = [
            (at(100), Some(30.0)),
            (at(500), Some(120.0)),
            (at(590), None),
            (at(800), None),
        ];
        assert_eq!(after, expected);
    }

    #[test]
    fn a_phase_that_was_announced_just_before_was_told_at_once() {
        let phases = phases(&[(100, Phase::Open, None), (500, Phase::Paused, None)]);
        let after = |published| {
            let told = reactions(&[message("a", published, None)], &phases, &[]);
            told[1].answer.as_ref().map(|answer| answer.after_s)
        };
        assert_eq!([after(440), after(439)], [Some(0.0), None]);
    }

    #[test]
    fn what_was_taken_back_answers_nothing_and_promises_nothing() {
        let mut taken_back = message("a", 130, Some(200));
        taken_back.retracted_at = Some(at(140));
        let phases = phases(&[(100, Phase::Open, None)]);
        let messages = [taken_back];
        assert_eq!(reactions(&messages, &phases, &[])[0].answer, None);
        assert_eq!(promises(&messages, &phases, at(10_000)), []);
    }

    #[test]
    fn a_promise_is_kept_by_a_word_in_time_and_broken_by_silence() {
        let phases = phases(&[
            (500, Phase::Paused, Some(900)),
            (800, Phase::Open, None),
            (2_000, Phase::Paused, Some(2_100)),
        ]);
        let messages = [
            message("a", 100, Some(300)),
            message("b", 300, Some(310)),
            message("c", 320, None),
            message("d", 9_990, Some(12_000)),
        ];
        let outcomes: Vec<_> = promises(&messages, &phases, at(10_000))
            .iter()
            .map(|promise| (promise.made_at, promise.outcome))
            .collect();
        let expected = [
            (at(100), Outcome::Kept),
            (at(300), Outcome::Broken),
            (at(500), Outcome::Kept),
            (at(2_000), Outcome::Broken),
            (at(9_990), Outcome::Open),
        ];
        assert_eq!(outcomes, expected);
    }
}
