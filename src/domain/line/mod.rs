//! A line that is served first come, first served, followed from the outside: who waited how long, without knowing anybody.
//!
//! People who join together form a cohort. Whoever gives up may stand anywhere in the line, so every cohort shrinks by the
//! same share; who is let in comes from the oldest cohort. Within one step people join and are let in evenly.

mod waits;

use std::collections::VecDeque;

pub use waits::{Waits, share_up_to};

/// When the remaining share of those who joined gets this small, the cohorts are counted anew: floating point stays exact.
const RECOUNT_BELOW: f64 = 1e-6;
/// Less than this is nobody: what rounding leaves behind.
const NOBODY: f64 = 1e-6;

/// A line counts as gone when it is down to this share of its peak, and stays there.
const GONE_SHARE: f64 = 0.01;

/// How many may still wait when a line with this peak counts as gone: a hundredth, and one at least.
pub fn gone_at(peak: f64) -> f64 {
    (peak * GONE_SHARE).max(1.0).floor()
}

/// A time in seconds, from and to.
pub type Span = (f64, f64);

/// People who joined together.
#[derive(Debug, Clone, PartialEq)]
struct Cohort {
    /// When; those of before the first step have no time.
    joined: Option<Span>,
    /// How many they were, as many as had to join at the beginning for so many to be left.
    people: f64,
}

/// People who waited alike: they joined and were let in evenly over two spans, the first of them first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stay {
    /// When they joined; those of before the first step have no time.
    pub joined: Option<Span>,
    /// When they were let in.
    pub admitted: Span,
    /// How many they were.
    pub people: f64,
}

/// What happened to the line within one step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// When.
    pub span: Span,
    /// How many joined.
    pub joined: f64,
    /// How many gave up.
    pub left: f64,
    /// How many were let in.
    pub admitted: f64,
}

/// The line, and those who have been through it.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    cohorts: VecDeque<Cohort>,
    /// The share of those who joined at the beginning that would not have given up by now.
    remaining: f64,
    /// Those who were let in, in their order.
    pub stays: Vec<Stay>,
    /// How many joined, those among them who were there at first.
    pub joined: f64,
    /// How many gave up.
    pub left: f64,
}

impl Line {
    /// A line in which so many are waiting already; nobody knows since when.
    pub fn of(waiting: f64) -> Self {
        let mut line = Self {
            cohorts: VecDeque::new(),
            remaining: 1.0,
            stays: Vec::new(),
            joined: 0.0,
            left: 0.0,
        };
        line.join(None, waiting);
        line
    }

    /// How many are waiting.
    pub fn waiting(&self) -> f64 {
        let people = self.cohorts.iter().map(|cohort| cohort.people);
        people.sum::<f64>() * self.remaining
    }

    /// Moves the line on. More than are there neither give up nor come from the line: who is let in beyond them has no
    /// known time of joining.
    pub fn step(&mut self, step: Step) {
        self.join(Some(step.span), step.joined);
        let waiting = self.waiting();
        let left = step.left.clamp(0.0, waiting);
        self.left += left;
        if waiting - left <= NOBODY {
            self.clear();
        } else {
            self.remaining *= 1.0 - left / waiting;
        }
        self.admit(step.span, step.admitted);
        if self.remaining < RECOUNT_BELOW {
            self.recount();
        }
    }

    fn join(&mut self, joined: Option<Span>, people: f64) {
        if people > NOBODY {
            self.joined += people;
            self.cohorts.push_back(Cohort {
                joined,
                people: people / self.remaining,
            });
        }
    }

    fn admit(&mut self, span: Span, people: f64) {
        let mut through = 0.0;
        while through + NOBODY < people {
            let Some(cohort) = self.cohorts.front_mut() else {
                let rest = people - through;
                self.stays.push(Stay {
                    joined: None,
                    admitted: part(span, through / people, 1.0),
                    people: rest,
                });
                return;
            };
            let there = cohort.people * self.remaining;
            let taken = there.min(people - through);
            let joined = cohort.joined.map(|joined| {
                let cut = taken / there;
                cohort.joined = Some(part(joined, cut, 1.0));
                part(joined, 0.0, cut)
            });
            cohort.people -= taken / self.remaining;
            if cohort.people * self.remaining <= NOBODY {
                self.cohorts.pop_front();
            }
            self.stays.push(Stay {
                joined,
                admitted: part(span, through / people, (through + taken) / people),
                people: taken,
            });
            through += taken;
        }
    }

    fn recount(&mut self) {
        for cohort in &mut self.cohorts {
            cohort.people *= self.remaining;
        }
        self.remaining = 1.0;
    }

    fn clear(&mut self) {
        self.cohorts.clear();
        self.remaining = 1.0;
    }
}

/// The part of a span between two shares of it.
fn part((from, to): Span, start: f64, end: f64) -> Span {
    let at = |share: f64| from + (to - from) * share.clamp(0.0, 1.0);
    (at(start), at(end))
}

impl Stay {
    /// How long the first and the last of them waited, in seconds, where that is known.
    pub fn waits_s(&self) -> Option<Span> {
        let (first, last) = self.joined?;
        let (in_first, in_last) = self.admitted;
        Some(((in_first - first).max(0.0), (in_last - last).max(0.0)))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn step(t: i32, joined: f64, left: f64, admitted: f64) -> Step {
        let span = (f64::from(t), f64::from(t + 1));
        Step {
            span,
            joined,
            left,
            admitted,
        }
    }

    #[test]
    fn who_joins_behind_sixty_waits_until_sixty_are_let_in() {
        let mut line = Line::of(0.0);
        line.step(step(0, 60.0, 0.0, 0.0));
        for t in 1..7 {
            line.step(step(t, 0.0, 0.0, 10.0));
        }
        assert!(line.waiting() < NOBODY);
        let waits: Vec<_> = line.stays.iter().map(|s| s.waits_s().unwrap()).collect();
        assert_eq!(waits.len(), 6);
        assert!((waits[0].0 - 1.0).abs() < 1e-9, "{waits:?}");
        assert!((waits[5].1 - 6.0).abs() < 1e-9, "{waits:?}");
    }

    #[test]
    fn who_gives_up_in_front_shortens_the_wait_of_those_behind() {
        let mut line = Line::of(0.0);
        line.step(step(0, 100.0, 0.0, 0.0));
        line.step(step(1, 0.0, 50.0, 0.0));
        line.step(step(2, 0.0, 0.0, 50.0));
        assert!(line.waiting() < NOBODY);
        let last = line.stays.last().unwrap().waits_s().unwrap();
        assert!((last.1 - 2.0).abs() < 1e-9, "{last:?}");
    }

    #[test]
    fn those_who_were_there_before_have_waited_nobody_knows_how_long() {
        let mut line = Line::of(5.0);
        line.step(step(0, 5.0, 0.0, 10.0));
        let known: Vec<_> = line.stays.iter().map(|s| s.waits_s().is_some()).collect();
        assert_eq!(known, [false, true]);
        line.step(step(1, 0.0, 0.0, 3.0));
        assert_eq!(line.stays.last().unwrap().joined, None);
    }

    fn steps() -> impl Strategy<Value = Vec<(f64, f64, f64)>> {
        let people = || (0_u32..2_000).prop_map(f64::from);
        prop::collection::vec((people(), people(), people()), 1..60)
    }

    proptest! {
        #[test]
        fn everybody_who_joined_was_let_in_gave_up_or_waits(at_first in 0_u32..500, steps in steps()) {
            let mut line = Line::of(f64::from(at_first));
            let mut admitted = 0.0;
            for ((joined, left, out), t) in steps.into_iter().zip(0..) {
                let there = (line.waiting() + joined - left).max(0.0);
                let out = f64::min(out, there);
                admitted += out;
                line.step(step(t, joined, left, out));
            }
            let through: f64 = line.stays.iter().map(|stay| stay.people).sum();
            prop_assert!((through - admitted).abs() < 1e-2, "{} {}", through, admitted);
            let gone = line.left + through + line.waiting();
            prop_assert!((line.joined - gone).abs() < 1e-2, "{} {}", line.joined, gone);
        }

        #[test]
        fn nobody_overtakes_and_nobody_waits_less_than_nothing(at_first in 0_u32..500, steps in steps()) {
            let mut line = Line::of(f64::from(at_first));
            for ((joined, left, out), t) in steps.into_iter().zip(0..) {
                line.step(step(t, joined, left, out));
            }
            let mut before = (f64::MIN, f64::MIN);
            for stay in &line.stays {
                prop_assert!(stay.people > 0.0 && stay.people.is_finite());
                prop_assert!(stay.admitted.0 >= before.1 - 1e-6);
                before.1 = stay.admitted.1;
                if let (Some(joined), Some((first, last))) = (stay.joined, stay.waits_s()) {
                    prop_assert!(joined.0 >= before.0 - 1e-6);
                    before.0 = joined.1;
                    prop_assert!(first >= 0.0 && last >= 0.0);
                    // Not merely cut off at nothing.
                    prop_assert!(stay.admitted.0 - joined.0 > -1e-6);
                }
            }
        }
    }
}
