//! Times in which nobody could know how the line stood.

use serde::Serialize;

use super::Figure;
use super::phases::Phases;
use super::unknowable::Unknowable;
use crate::domain::estimate::Rhythm;
use crate::domain::event::Phase;
use crate::domain::time::Timestamp;

/// A time in which the page had to say that it sees no live data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Silence {
    /// When the readings had become too old.
    pub from: Timestamp,
    /// When new ones came.
    pub to: Timestamp,
}

impl Silence {
    /// The silence that `at` ends, if it was one by the feed's own rhythm.
    pub(super) fn after(rhythm: &Rhythm, at: Timestamp) -> Option<Self> {
        let last = rhythm.last_at()?;
        let (_, stale_s) = rhythm.patience_s();
        #[expect(clippy::cast_possible_truncation, reason = "spans of an event")]
        let from = Timestamp::from_millis(last.as_millis() + (stale_s * 1_000.0) as i64);
        (from < at).then_some(Self { from, to: at })
    }

    fn within(self, (from, to): (Timestamp, Timestamp)) -> Option<Self> {
        let cut = Self {
            from: self.from.max(from),
            to: self.to.min(to),
        };
        (cut.from < cut.to).then_some(cut)
    }

    fn seconds(self) -> f64 {
        self.to.seconds_since(self.from)
    }
}

/// How long the feed was silent while the page depended on it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Stale {
    /// All of it together, in minutes.
    pub minutes: f64,
    /// How often.
    pub times: usize,
    /// The longest, in minutes.
    pub longest_min: f64,
}

/// What of the silences fell into phases in which a feed is expected.
pub fn stale(silences: &[Silence], heard: bool, phases: &Phases) -> Figure<Stale> {
    if !heard {
        return Figure::Unknown(Unknowable::NoFeed);
    }
    let expected = phases.spans(Phase::expects_feed);
    let silences: Vec<Silence> = silences
        .iter()
        .flat_map(|silence| expected.iter().filter_map(|span| silence.within(*span)))
        .collect();
    let seconds = silences.iter().map(|silence| silence.seconds());
    Figure::Known(Stale {
        // Not `sum`, which is −0 of nothing.
        minutes: seconds.clone().fold(0.0, |all, one| all + one) / 60.0,
        times: silences.len(),
        longest_min: seconds.fold(0.0, f64::max) / 60.0,
    })
}
