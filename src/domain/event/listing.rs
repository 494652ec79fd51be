//! Who comes across an event once it is no draft any more.

use serde::{Deserialize, Serialize};

use super::EventError;

/// How an event is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Listing {
    /// It is on the list of events, and search engines may show it.
    Public,
    /// Whoever has its address sees it; no list and no search engine leads there.
    Unlisted,
    /// A private copy to practise on: nobody but the desk ever sees it.
    Rehearsal,
}

impl Listing {
    /// Every listing.
    pub const ALL: [Self; 3] = [Self::Public, Self::Unlisted, Self::Rehearsal];
    /// Those that an operator chooses between.
    pub const CHOICES: [Self; 2] = [Self::Public, Self::Unlisted];

    /// The listing's name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Unlisted => "unlisted",
            Self::Rehearsal => "rehearsal",
        }
    }

    /// Parses the listing's name on the wire.
    pub fn parse(text: &str) -> Result<Self, EventError> {
        Self::ALL
            .into_iter()
            .find(|listing| listing.as_str() == text)
            .ok_or(EventError::BadListing)
    }

    /// The listing after somebody chose `wanted`. A copy to practise on never becomes public, and nothing becomes one.
    pub fn change(self, wanted: Self) -> Result<Self, EventError> {
        let chosen = Self::CHOICES.contains(&wanted) && Self::CHOICES.contains(&self);
        if wanted == self || chosen {
            Ok(wanted)
        } else {
            Err(EventError::BadListing)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rehearsal_never_becomes_public_and_nothing_becomes_a_rehearsal() {
        for from in Listing::ALL {
            for to in Listing::ALL {
                let crosses = (from == Listing::Rehearsal) != (to == Listing::Rehearsal);
                assert_eq!(from.change(to).is_err(), crosses, "{from:?} {to:?}");
            }
            assert_eq!(Listing::parse(from.as_str()), Ok(from));
        }
    }
}
