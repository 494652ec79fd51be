//! The sale, drop or draw a page is about.

mod listing;
mod origin;
mod phase;
mod suggest;

use serde::{Deserialize, Serialize};

pub use listing::Listing;
pub use origin::{EmbedOrigins, MAX_ORIGINS, Origin, OriginError};
pub use phase::{EventKind, Phase};

use super::brand::Brand;
use super::id::EventId;
use super::locale::{Languages, Locale, LocalizedText};
use super::time::{Tempo, Timestamp, Zone};

/// The longest title, in characters: two lines on a phone.
pub const MAX_TITLE: usize = 120;
/// The longest link, in bytes: what browsers and proxies agree on.
pub const MAX_LINK: usize = 2_000;

/// The name of an event in URLs: 1–64 of `a–z`, `0–9` and inner hyphens.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Slug(String);

/// Why an event cannot be made or moved as asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EventError {
    /// The slug has other characters or another length.
    #[error("use 1 to 64 of a–z, 0–9 and hyphens inside, for example spring-drop")]
    BadSlug,
    /// The title is empty.
    #[error("give the event a title")]
    EmptyTitle,
    /// The title does not fit.
    #[error("keep the title within {MAX_TITLE} characters")]
    TitleTooLong,
    /// Not one of the three kinds.
    #[error("the kind is one of queue, draw, timed_release")]
    UnknownKind,
    /// Not a phase at all.
    #[error("the phase is one of {}", Phase::NAMES.join(", "))]
    UnknownPhase,
    /// A phase of another kind.
    #[error("an event of this kind is never {0}")]
    PhaseOfAnotherKind(Phase),
    /// Not a listing that somebody may choose.
    #[error("the listing is public or unlisted, and a rehearsal stays one")]
    BadListing,
    /// Closing is not after opening.
    #[error("the event must close after it opens")]
    ClosesBeforeOpening,
    /// A waiting room for nobody.
    #[error("the capacity is at least 1; leave it out where there is no limit")]
    NoCapacity,
    /// Still of use to somebody.
    #[error("only a draft or an ended event is archived; this one is {0}")]
    StillNeeded(Phase),
    /// A link that a browser must not follow from a public page.
    #[error("links start with https:// (or http://) and are at most {MAX_LINK} bytes long")]
    BadLink,
    /// The move is not one the event's kind allows from here.
    #[error("cannot go from {from} to {to}; legal from here: {}", names(legal))]
    IllegalTransition {
        /// Where the event is.
        from: Phase,
        /// Where it was to go.
        to: Phase,
        /// Where it may go.
        legal: Vec<Phase>,
    },
}

fn names(phases: &[Phase]) -> String {
    if phases.is_empty() {
        return "nothing".to_owned();
    }
    let names: Vec<_> = phases.iter().map(|p| p.as_str()).collect();
    names.join(", ")
}

impl Slug {
    /// Parses a slug.
    pub fn parse(text: &str) -> Result<Self, EventError> {
        let legal = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        let ok = (1..=64).contains(&text.len())
            && text.bytes().all(legal)
            && !text.starts_with('-')
            && !text.ends_with('-');
        if ok {
            Ok(Self(text.to_owned()))
        } else {
            Err(EventError::BadSlug)
        }
    }

    /// The slug as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Slug {
    type Error = EventError;

    fn try_from(text: String) -> Result<Self, EventError> {
        Self::parse(&text)
    }
}

impl From<Slug> for String {
    fn from(slug: Slug) -> Self {
        slug.0
    }
}

impl std::fmt::Display for Slug {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// An event's name as shoppers read it: 1 to [`MAX_TITLE`] characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Title(String);

impl Title {
    /// Parses a title; surrounding white space does not count.
    pub fn parse(text: &str) -> Result<Self, EventError> {
        let text = text.trim();
        match text.chars().count() {
            0 => Err(EventError::EmptyTitle),
            n if n > MAX_TITLE => Err(EventError::TitleTooLong),
            _ => Ok(Self(text.to_owned())),
        }
    }

    /// The title as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Title {
    type Error = EventError;

    fn try_from(text: String) -> Result<Self, EventError> {
        Self::parse(&text)
    }
}

impl From<Title> for String {
    fn from(title: Title) -> Self {
        title.0
    }
}

/// A link that may stand on a public page: `http` or `https`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Link(String);

impl Link {
    /// Parses a link; anything but `http(s)://host…` without spaces or quotes is refused.
    pub fn parse(text: &str) -> Result<Self, EventError> {
        let text = text.trim();
        let host = text
            .strip_prefix("https://")
            .or_else(|| text.strip_prefix("http://"));
        let clean = |c: char| !c.is_whitespace() && !c.is_control() && !"\"'<>\\`".contains(c);
        let ok = text.len() <= MAX_LINK
            && text.chars().all(clean)
            && host.is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric() || c == '['));
        if ok {
            Ok(Self(text.to_owned()))
        } else {
            Err(EventError::BadLink)
        }
    }

    /// The link as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Link {
    type Error = EventError;

    fn try_from(text: String) -> Result<Self, EventError> {
        Self::parse(&text)
    }
}

impl From<Link> for String {
    fn from(link: Link) -> Self {
        link.0
    }
}

/// When an event opens, closes and draws; each may be open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Schedule {
    /// Doors open, or entries open for a draw.
    pub opens_at: Option<Timestamp>,
    /// Doors close, or entries close for a draw.
    pub closes_at: Option<Timestamp>,
    /// The draw takes place.
    pub draws_at: Option<Timestamp>,
}

impl Schedule {
    /// Checks that the times stand in order.
    pub fn check(self) -> Result<Self, EventError> {
        match (self.opens_at, self.closes_at) {
            (Some(opens), Some(closes)) if closes <= opens => Err(EventError::ClosesBeforeOpening),
            _ => Ok(self),
        }
    }
}

/// Checks how many the waiting room holds, where it has a limit.
pub fn check_capacity(capacity: Option<u32>) -> Result<Option<u32>, EventError> {
    match capacity {
        Some(0) => Err(EventError::NoCapacity),
        other => Ok(other),
    }
}

/// The sale, drop or draw a page is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Its identity in the store.
    pub id: EventId,
    /// Its name in URLs.
    pub slug: Slug,
    /// Its name for people.
    pub title: Title,
    /// Queue, draw or timed release.
    pub kind: EventKind,
    /// Where it is in its life.
    pub phase: Phase,
    /// Why the phase is what it is, if an operator said so.
    pub phase_reason: Option<LocalizedText>,
    /// When the operator promised to speak again about the phase.
    pub phase_next_update_by: Option<Timestamp>,
    /// Since when the phase holds.
    pub phase_since: Timestamp,
    /// Opening, closing, drawing.
    pub schedule: Schedule,
    /// The zone its times are written in.
    pub zone: Zone,
    /// The language its texts are written in first.
    pub default_locale: Locale,
    /// The languages it is published in.
    pub languages: Languages,
    /// Who comes across it.
    pub listing: Listing,
    /// How many the waiting room holds, when it has a limit.
    pub capacity: Option<u32>,
    /// Where the thing is sold.
    pub product_link: Option<Link>,
    /// Where to wait for restocks.
    pub waitlist_link: Option<Link>,
    /// The sites that may embed it.
    pub embed_origins: EmbedOrigins,
    /// Its own look.
    pub brand: Brand,
    /// How its time runs, where it has one of its own: a rehearsal's day passes faster than everybody's.
    pub tempo: Option<Tempo>,
    /// When it was put away for good.
    pub archived_at: Option<Timestamp>,
}

impl Event {
    /// What time it is to the event when it is `now` to everybody.
    pub fn time_at(&self, now: Timestamp) -> Timestamp {
        self.tempo.map_or(now, |tempo| tempo.time_at(now))
    }

    /// Whether everyone may see it who knows its address.
    pub fn is_public(&self) -> bool {
        self.phase.is_public() && self.listing != Listing::Rehearsal
    }

    /// Whether it stands on the list of events.
    pub fn is_listed(&self) -> bool {
        self.phase.is_public() && self.listing == Listing::Public
    }

    /// Itself once more under another identity and name, as a draft that nothing has happened to yet.
    #[must_use]
    pub fn copy(&self, id: EventId, slug: Slug, now: Timestamp) -> Self {
        Self {
            id,
            slug,
            phase: Phase::Draft,
            phase_reason: None,
            phase_next_update_by: None,
            phase_since: now,
            tempo: None,
            archived_at: None,
            ..self.clone()
        }
    }

    /// Checks a move to `phase`; to where it already is counts as illegal, so that a caller learns of it.
    pub fn check_transition(&self, phase: Phase) -> Result<(), EventError> {
        Self::check_move(self.kind, self.phase, phase)
    }

    /// Checks a move of an event of `kind`.
    pub fn check_move(kind: EventKind, from: Phase, to: Phase) -> Result<(), EventError> {
        let legal = from.next(kind);
        if legal.contains(&to) {
            return Ok(());
        }
        Err(EventError::IllegalTransition {
            from,
            to,
            legal: legal.to_vec(),
        })
    }

    /// Where its report is, in the language that somebody reads.
    pub fn report_path(&self, locale: Locale) -> String {
        format!("/e/{}/report?lang={}", self.slug, locale.tag())
    }

    /// Checks that nobody needs its page any more. Nobody ever needed that of a rehearsal.
    pub fn check_archive(&self) -> Result<(), EventError> {
        match self.phase {
            Phase::Draft | Phase::Ended => Ok(()),
            _ if self.listing == Listing::Rehearsal => Ok(()),
            phase => Err(EventError::StillNeeded(phase)),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_script_is_no_link() {
        for bad in [
            "javascript:alert(1)",
            "https://",
            "//evil.example",
            "https://a b",
            "data:,x",
        ] {
            assert_eq!(Link::parse(bad), Err(EventError::BadLink), "{bad}");
        }
        assert!(Link::parse("https://shop.example/p?id=1").is_ok());
    }

    #[test]
    fn an_event_cannot_close_before_it_opens() {
        let opens_at = Some(Timestamp::from_millis(2_000));
        let closes_at = Some(Timestamp::from_millis(1_000));
        let schedule = Schedule {
            opens_at,
            closes_at,
            draws_at: None,
        };
        assert_eq!(schedule.check(), Err(EventError::ClosesBeforeOpening));
    }

    proptest! {
        #[test]
        fn a_slug_parses_exactly_when_it_is_safe_in_a_path(text in "[a-z0-9A-Z./ %-]{0,70}") {
            let parsed = Slug::parse(&text);
            let safe = !text.is_empty() && text.len() <= 64
                && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
                && !text.starts_with('-') && !text.ends_with('-');
            prop_assert_eq!(parsed.is_ok(), safe);
        }
    }
}
