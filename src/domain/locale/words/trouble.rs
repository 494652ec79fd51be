//! What may go wrong between a shopper and a page, and the list of events they can go back to.

use super::{SLOT, Words};

/// What can go wrong between a shopper and a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// There is no such page.
    NotFound,
    /// The page was there once and is no longer.
    Gone,
    /// The page is there but cannot be shown right now.
    Unavailable,
    /// Too many requests from one place.
    TooMany,
    /// Something broke on our side.
    Failed,
}

/// The words of an error page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TroubleWords {
    /// What happened.
    pub title: String,
    /// What to do.
    pub text: String,
    /// The number to quote, with a slot for it.
    pub reference: String,
    /// The way back.
    pub way_back: String,
}

/// The words of the list of events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexWords {
    /// Its heading.
    pub title: String,
    /// Said when there are no events.
    pub nothing: String,
    /// Heading of the events that go on.
    pub now: String,
    /// Heading of the events to come.
    pub soon: String,
    /// Heading of the events that are over.
    pub over: String,
}

impl Words {
    /// What an error page says.
    pub fn trouble(self, trouble: Trouble) -> TroubleWords {
        let (title, text) = match trouble {
            Trouble::NotFound => ("trouble-not-found", "trouble-not-found-text"),
            Trouble::Gone => ("trouble-gone", "trouble-gone-text"),
            Trouble::Unavailable => ("trouble-unavailable", "trouble-unavailable-text"),
            Trouble::TooMany => ("trouble-too-many", "trouble-too-many-text"),
            Trouble::Failed => ("trouble-failed", "trouble-failed-text"),
        };
        TroubleWords {
            title: self.say(title),
            text: self.say(text),
            reference: self.fill("trouble-reference", &[("id", SLOT)]),
            way_back: self.say("trouble-way-back"),
        }
    }

    /// What the list of events says.
    pub fn index(self) -> IndexWords {
        IndexWords {
            title: self.say("index-title"),
            nothing: self.say("index-nothing"),
            now: self.say("index-now"),
            soon: self.say("index-soon"),
            over: self.say("index-over"),
        }
    }
}
