//! Who else has a board open, and what they are writing there: so that two people do not say the same thing twice.

use super::time::Timestamp;

/// How long somebody counts as writing after they were last seen to, in seconds: longer than it takes to think of a word.
const WRITING_FOR_S: f64 = 20.0;

/// What somebody is writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Work {
    /// A message, or a correction of one.
    Message,
    /// A known issue, or an update of one.
    Issue,
    /// Why the event moves to another phase.
    Phase,
    /// What is left.
    Stock,
}

/// The last time that somebody was seen to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Writing {
    /// What.
    pub work: Work,
    /// When.
    pub at: Timestamp,
}

impl Writing {
    /// What is still being written, as far as one can tell.
    pub fn still(self, now: Timestamp) -> Option<Work> {
        (now.seconds_since(self.at) < WRITING_FOR_S).then_some(self.work)
    }
}

/// Somebody else who has the board open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colleague {
    /// The name they log in with.
    pub name: String,
    /// What they are writing.
    pub writing: Option<Work>,
}
