//! What people that were let in tell of the pace.

use super::counters::Rise;
use super::flow::Flow;
use super::tracker::Tracker;
use crate::domain::time::Timestamp;

/// A line shorter than this share of those let in may have been empty in between.
const SHORT: f64 = 0.1;
/// How many seconds later than it happened an admission may be told while somebody imagined is followed through the line.
const LATE_S: f64 = 120.0;

impl Tracker {
    /// People were counted as let in at `at`, while the line was `shortest` at least.
    pub(super) fn admit(&mut self, at: Timestamp, rise: Rise, shortest: f64) {
        let before = self.counts.last_at();
        self.counts.hear(at);
        let interval_s = self.counting_s();
        let span_s = before.map_or(0.0, |last| at.seconds_since(last));
        if let Some((since, kept)) = &mut self.stopped
            && rise.people > 0.0
            && before.is_some_and(|before| before >= *since)
        {
            *kept = false;
        }
        if rise.broken {
            self.flow = Flow::default();
            self.stillness.restart(at);
            self.pace.skip();
            self.admitted.begin_anew(at);
            self.outcomes.lose();
            return;
        }
        let (late, late_s) = rise.late;
        let people = rise.people - late;
        self.flow.pass(people, span_s);
        let admitted = rise.people > 0.0;
        let was_still = self
            .stillness
            .watch(at, admitted, shortest > 0.0, interval_s);
        if late > 0.0 {
            self.pace.spread(late, late_s);
        }
        if late_s > LATE_S {
            self.outcomes.lose();
        }
        let whole = self.admitted.is_whole(at);
        if self.admitted.refuses(at) {
            // What is counted is a part of the people only.
            self.pace.skip();
            self.admitted.begin_anew(at);
            return;
        }
        if admitted && (was_still || shortest <= SHORT * people) {
            if self.admitted.sources() > 1 {
                // The others are yet to tell of those before.
                self.pace.skip();
                self.admitted.begin_anew(at);
            } else {
                self.pace.skip_to_here();
            }
        } else {
            self.pace.admit(people, whole);
        }
    }

    /// How often people let in are counted, in seconds.
    pub(super) fn counting_s(&self) -> f64 {
        let told_s = self.admitted.interval_s();
        told_s.unwrap_or_else(|| self.counts.interval_s())
    }

    /// Whether admissions are not counted any more at `now`, although they were; counts may travel for `leeway_s`.
    pub fn is_uncounted(&self, now: Timestamp, leeway_s: f64) -> bool {
        let silent = self.admitted.are_silent(now, leeway_s);
        silent.unwrap_or_else(|| self.counts.is_silent(now, leeway_s))
    }
}
