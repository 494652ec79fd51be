//! Who speaks of one thing: one source after the other, as when a token is renewed, or several by turns.

use std::collections::BTreeSet;

/// The most sources that are told apart; those beyond speak by turns.
const MAX_SOURCES: usize = 16;

/// The sources of one metric, in the order in which they spoke.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Speakers {
    now: Option<String>,
    before: BTreeSet<String>,
    by_turns: bool,
}

impl Speakers {
    /// Notes who spoke; readings come in the order of time.
    pub(super) fn hear(&mut self, source: &str) {
        if self.by_turns || self.now.as_deref() == Some(source) {
            return;
        }
        self.by_turns = self.before.contains(source) || self.before.len() >= MAX_SOURCES;
        self.before.extend(self.now.replace(source.to_owned()));
    }

    /// Whether one went on after another had begun: then nobody knows whether they spoke of the same line.
    pub fn by_turns(&self) -> bool {
        self.by_turns
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_source_may_follow_another_and_two_that_alternate_speak_by_turns() {
        let by_turns = |sources: &[&str]| {
            let mut speakers = Speakers::default();
            for source in sources {
                speakers.hear(source);
            }
            speakers.by_turns()
        };
        assert!(!by_turns(&[]) && !by_turns(&["a", "a"]));
        assert!(!by_turns(&["a", "a", "b", "b", "c"]));
        assert!(by_turns(&["a", "b", "a"]));
    }
}
