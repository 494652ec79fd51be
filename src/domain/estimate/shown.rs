//! What is shown of the wait: calm while it only jitters, at once when it really moves.

use serde::{Deserialize, Serialize};

use super::sound::is_amount;
use crate::domain::time::Timestamp;

/// After a move, one the other way waits this long, in seconds.
const HOLD_S: f64 = 120.0;
/// Nor is it made for less than this share.
const JITTER: f64 = 0.02;
/// By this share, and so many seconds, the wait has really moved, whatever was shown just before.
const REAL: (f64, f64) = (0.15, 30.0);

/// The middle of the wait as it is shown, and which way it moved last.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Shown {
    mid_s: Option<f64>,
    moved: Option<(Timestamp, bool)>,
}

impl Shown {
    /// The wait was measured anew at `at`. `announced`: somebody changed the pace on purpose.
    pub fn measure(&mut self, at: Timestamp, measured_s: Option<f64>, announced: bool) {
        let (Some(before), Some(now), false) = (self.mid_s, measured_s, announced) else {
            (self.mid_s, self.moved) = (measured_s, None);
            return;
        };
        let longer = now > before;
        let off_s = (now - before).abs();
        let off = off_s / before.max(1.0);
        let turns = self
            .moved
            .is_some_and(|(_, was_longer)| was_longer != longer);
        let held = self
            .moved
            .is_some_and(|(moved_at, _)| at.seconds_since(moved_at) < HOLD_S);
        if !turns || off > REAL.0 && off_s > REAL.1 || !held && off > JITTER {
            self.mid_s = Some(now);
            if off > 0.0 {
                self.moved = Some((at, longer));
            }
        }
    }

    /// The middle of the wait, in seconds.
    pub fn mid_s(&self) -> Option<f64> {
        self.mid_s
    }

    /// Whether it can have come about by itself.
    pub fn is_sound(self) -> bool {
        self.mid_s.is_none_or(is_amount)
    }
}
