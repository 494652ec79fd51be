//! Confirmation: trouble counts once it has lasted, and is over once its absence has.

use serde::{Deserialize, Serialize};

use crate::domain::time::Timestamp;

/// One reading is an accident.
const MIN_SIGHTINGS: u32 = 2;

/// What one look at a value says, the worse the greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Well.
    Fine,
    /// Neither beyond the limit nor far enough from it to be well again.
    Near,
    /// Beyond the limit.
    Beyond,
}

/// For how long a verdict must hold, in seconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Patience {
    /// Before an alert is opened.
    pub confirm_s: f64,
    /// How many verdicts that takes at the least.
    pub sightings: u32,
    /// Before it is cleared.
    pub clear_s: f64,
    /// How far apart two verdicts may be before they say nothing about the time between.
    pub gap_s: f64,
}

/// What has just changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moved {
    /// Confirmed; it began then.
    Opened(Timestamp),
    /// Over.
    Cleared,
}

/// Whether one thing is in trouble, and for how long it has looked otherwise.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Latch {
    open: bool,
    /// Since when the verdicts have contradicted `open`, and how many did.
    run: Option<(Timestamp, u32)>,
    judged_at: Option<Timestamp>,
}

impl Latch {
    /// Whether it is confirmed and not over.
    pub fn is_open(self) -> bool {
        self.open
    }

    /// When it was judged last.
    pub fn judged_at(self) -> Option<Timestamp> {
        self.judged_at
    }

    /// Takes in a verdict on `at`; one on an earlier or the same instant than the last says nothing new.
    pub fn judge(&mut self, at: Timestamp, verdict: Verdict, patience: Patience) -> Option<Moved> {
        if self.judged_at.is_some_and(|judged| at <= judged) {
            return None;
        }
        let gap_s = self
            .judged_at
            .map_or(0.0, |judged| at.seconds_since(judged));
        if gap_s > patience.gap_s {
            self.run = None;
        }
        self.judged_at = Some(at);
        let contradicts = match verdict {
            Verdict::Beyond => !self.open,
            Verdict::Fine => self.open,
            // What is near the limit has neither crossed it nor come back from it.
            Verdict::Near => false,
        };
        if !contradicts {
            self.run = None;
            return None;
        }
        let (since, sightings) = self
            .run
            .map_or((at, 1), |(since, n)| (since, n.saturating_add(1)));
        self.run = Some((since, sightings));
        let (needed_s, least) = if self.open {
            (patience.clear_s, MIN_SIGHTINGS)
        } else {
            (patience.confirm_s, patience.sightings)
        };
        let lasted = at.seconds_since(since) >= needed_s;
        if !lasted || sightings < least {
            return None;
        }
        self.open = !self.open;
        self.run = None;
        Some(if self.open {
            Moved::Opened(since)
        } else {
            Moved::Cleared
        })
    }

    /// Ends it, and whatever was on its way to confirm it: what it was about is over. Tells whether it was open.
    pub fn release(&mut self) -> bool {
        self.run = None;
        std::mem::take(&mut self.open)
    }

    /// Takes over whether it is confirmed from where that is known better.
    pub fn set(&mut self, open: bool) {
        if self.open != open {
            (self.open, self.run) = (open, None);
        }
    }

    /// Forgets what was on its way, and when: the clock that it was judged by has been put back.
    pub fn restart(&mut self) {
        (self.run, self.judged_at) = (None, None);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PATIENCE: Patience = Patience {
        confirm_s: 60.0,
        sightings: 2,
        clear_s: 120.0,
        gap_s: 180.0,
    };

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(0).plus_seconds(seconds)
    }

    fn play(verdicts: impl IntoIterator<Item = (i64, Verdict)>) -> Vec<(i64, Moved)> {
        let mut latch = Latch::default();
        let judge = |(t, verdict)| Some((t, latch.judge(at(t), verdict, PATIENCE)?));
        verdicts.into_iter().filter_map(judge).collect()
    }

    #[test]
    fn trouble_is_confirmed_after_its_time_and_told_since_it_began() {
        let verdicts = (0..40).map(|n| (n * 5, Verdict::Beyond));
        assert_eq!(play(verdicts), [(60, Moved::Opened(at(0)))]);
    }

    #[test]
    fn a_spike_is_no_trouble_and_neither_are_two_readings_far_apart() {
        let spike = (0..40).map(|n| {
            (
                n * 5,
                if n % 8 == 0 {
                    Verdict::Beyond
                } else {
                    Verdict::Fine
                },
            )
        });
        assert_eq!(play(spike), []);
        assert_eq!(play([(0, Verdict::Beyond), (400, Verdict::Beyond)]), []);
    }

    #[test]
    fn what_comes_back_under_the_limit_for_a_moment_has_to_cross_it_for_its_whole_time_anew() {
        let verdicts = [
            (0, Verdict::Beyond),
            (30, Verdict::Near),
            (70, Verdict::Beyond),
            (100, Verdict::Beyond),
            (130, Verdict::Beyond),
        ];
        assert_eq!(play(verdicts), [(130, Moved::Opened(at(70)))]);
    }

    #[test]
    fn what_hovers_at_the_limit_is_not_over() {
        let verdicts = [
            (0, Verdict::Beyond),
            (60, Verdict::Beyond),
            (80, Verdict::Near),
            (210, Verdict::Near),
            (220, Verdict::Fine),
            (330, Verdict::Near),
            (340, Verdict::Fine),
            (450, Verdict::Fine),
            (460, Verdict::Fine),
        ];
        let expected = [(60, Moved::Opened(at(0))), (460, Moved::Cleared)];
        assert_eq!(play(verdicts), expected);
    }

    #[test]
    fn what_is_released_has_nothing_left_on_its_way() {
        let mut latch = Latch::default();
        latch.judge(at(0), Verdict::Beyond, PATIENCE);
        assert!(!latch.release());
        assert_eq!(latch.judge(at(70), Verdict::Beyond, PATIENCE), None);
        assert!(latch.judge(at(130), Verdict::Beyond, PATIENCE).is_some());
        assert!(latch.release());
    }

    proptest! {
        #[test]
        fn it_opens_and_clears_in_turn_and_never_faster_than_its_patience(
            steps in prop::collection::vec((1_i64..90, 0_u8..3), 0..200),
        ) {
            let mut t = 0;
            let verdicts = steps.into_iter().map(|(step, verdict)| {
                t += step;
                (t, [Verdict::Beyond, Verdict::Near, Verdict::Fine][usize::from(verdict)])
            });
            let mut last: Option<(i64, bool)> = None;
            for (t, moved) in play(verdicts) {
                let opened = matches!(moved, Moved::Opened(_));
                if let Some((before, was_open)) = last {
                    prop_assert!(was_open != opened);
                    let least_s = if opened { 60 } else { 120 };
                    prop_assert!(t - before >= least_s);
                } else {
                    prop_assert!(opened);
                }
                last = Some((t, opened));
            }
        }
    }
}
