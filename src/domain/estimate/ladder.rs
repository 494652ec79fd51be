//! States after some instants of the window, so that a late reading costs the instants after it and not the whole window.

use std::sync::Arc;

use super::tracker::Tracker;
use super::window::Heard;
use crate::domain::time::Timestamp;

/// How many states are kept.
const RUNGS: usize = 10;

/// The newest states whose number is odd, twice an odd one, four times an odd one …: close together near the end, and ever
/// further apart before it.
#[derive(Debug, Clone, Default)]
pub struct Ladder {
    rungs: [Option<Arc<Tracker>>; RUNGS],
    pushed: u32,
}

impl Ladder {
    /// Adds the state after the instant that follows the newest one.
    pub fn push(&mut self, tracker: Arc<Tracker>) {
        self.pushed = self.pushed.wrapping_add(1);
        let rung = self.pushed.trailing_zeros() as usize;
        self.rungs[rung.min(RUNGS - 1)] = Some(tracker);
    }

    /// A reading of `at` has come: what was made without it is not so.
    pub fn cut(&mut self, at: Timestamp) {
        for rung in &mut self.rungs {
            rung.take_if(|tracker| tracker.until >= Some(at));
        }
    }

    /// The newest state.
    pub fn top(&self) -> Option<&Tracker> {
        let rungs = self.rungs.iter().flatten();
        rungs.map(AsRef::as_ref).max_by_key(|tracker| tracker.until)
    }
}

/// `tracker` when it has taken in all readings of one more instant.
pub fn stepped(tracker: &Tracker, instant: &[Heard]) -> Arc<Tracker> {
    let mut stepped = tracker.clone();
    stepped.step(instant);
    Arc::new(stepped)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(instant: u32) -> Timestamp {
        Timestamp::from_millis(i64::from(instant) * 1_000)
    }

    #[test]
    fn after_a_late_reading_a_state_stands_at_most_four_times_as_far_back() {
        let mut ladder = Ladder::default();
        for newest in 1..=1_200 {
            ladder.push(Arc::new(Tracker {
                until: Some(at(newest)),
                ..Tracker::default()
            }));
            for late in [1, 2, 5, 20, 100] {
                let mut cut = ladder.clone();
                cut.cut(at(newest.saturating_sub(late)));
                let top = cut.top().map_or(at(0), |top| top.until.unwrap());
                assert!(top < at(newest.saturating_sub(late).max(1)));
                assert!(
                    top >= at(newest.saturating_sub(4 * late)),
                    "{newest} {late}"
                );
            }
        }
    }
}
