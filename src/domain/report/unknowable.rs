//! A figure, or the reason why there is none: a report never makes a number up.

use serde::{Serialize, Serializer};

/// Why a figure cannot be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unknowable {
    /// The event has no line.
    NotAQueue,
    /// People were never let in.
    NeverOpened,
    /// Nothing was read at all.
    NoFeed,
    /// The feed did not say how many wait.
    NoDepth,
    /// The feed did not say how many were let in.
    NoAdmissions,
    /// The feed did not say how many joined: neither the depth nor those who came and those who left.
    NoArrivals,
    /// The feed did not say how many gave up: neither they nor those who joined were counted.
    NoLeavers,
    /// Several sources said by turns how many wait: nobody knows whether of one line or of several.
    SeveralDepths,
    /// Nobody was let in.
    NobodyAdmitted,
    /// It can be told for fewer than half of the people let in.
    TooFew,
    /// No range was shown to those who were let in when they joined.
    NothingShown,
    /// People were still in line when the readings ended.
    NotCleared,
    /// There never was a line.
    NoLine,
    /// The feed did not say who reached the shop.
    NoHandoffs,
    /// The feed did not say how many entered.
    NoEntries,
}

impl Unknowable {
    /// Every reason.
    pub const ALL: [Self; 15] = [
        Self::NotAQueue,
        Self::NeverOpened,
        Self::NoFeed,
        Self::NoDepth,
        Self::NoAdmissions,
        Self::NoArrivals,
        Self::NoLeavers,
        Self::SeveralDepths,
        Self::NobodyAdmitted,
        Self::TooFew,
        Self::NothingShown,
        Self::NotCleared,
        Self::NoLine,
        Self::NoHandoffs,
        Self::NoEntries,
    ];

    /// The reason's name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotAQueue => "not_a_queue",
            Self::NeverOpened => "never_opened",
            Self::NoFeed => "no_feed",
            Self::NoDepth => "no_depth",
            Self::NoAdmissions => "no_admissions",
            Self::NoArrivals => "no_arrivals",
            Self::NoLeavers => "no_leavers",
            Self::SeveralDepths => "several_depths",
            Self::NobodyAdmitted => "nobody_admitted",
            Self::TooFew => "too_few",
            Self::NothingShown => "nothing_shown",
            Self::NotCleared => "not_cleared",
            Self::NoLine => "no_line",
            Self::NoHandoffs => "no_handoffs",
            Self::NoEntries => "no_entries",
        }
    }

    /// The reason in words, by the name of their message.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::NotAQueue | Self::NoLine => "report-unknown-no-line",
            Self::NeverOpened => "report-unknown-never-opened",
            Self::NoFeed => "report-unknown-no-feed",
            Self::NoDepth => "report-unknown-no-depth",
            Self::NoAdmissions => "report-unknown-no-admissions",
            Self::NoArrivals => "report-unknown-no-arrivals",
            Self::NoLeavers => "report-unknown-no-leavers",
            Self::SeveralDepths => "report-unknown-several-depths",
            Self::NobodyAdmitted => "report-unknown-nobody-admitted",
            Self::TooFew => "report-unknown-too-few",
            Self::NothingShown => "report-unknown-nothing-shown",
            Self::NotCleared => "report-unknown-not-cleared",
            Self::NoHandoffs => "report-unknown-no-handoffs",
            Self::NoEntries => "report-unknown-no-entries",
        }
    }
}

/// A figure of a report. On the wire `{"known":true,"value":…}` or `{"known":false,"reason":"…"}`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Figure<T> {
    /// It can be told.
    Known(T),
    /// It cannot, and why.
    Unknown(Unknowable),
}

impl<T> Figure<T> {
    /// The figure, if it can be told.
    pub fn known(&self) -> Option<&T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Unknown(_) => None,
        }
    }

    /// The figure told otherwise, if it can be told.
    pub fn map<U>(&self, tell: impl FnOnce(&T) -> U) -> Figure<U> {
        match self {
            Self::Known(value) => Figure::Known(tell(value)),
            Self::Unknown(reason) => Figure::Unknown(*reason),
        }
    }
}

impl<T> From<Result<T, Unknowable>> for Figure<T> {
    fn from(result: Result<T, Unknowable>) -> Self {
        result.map_or_else(Self::Unknown, Self::Known)
    }
}

impl<T: Serialize> Serialize for Figure<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Wire<'a, T> {
            known: bool,
            #[serde(skip_serializing_if = "Option::is_none")]
            value: Option<&'a T>,
            #[serde(skip_serializing_if = "Option::is_none")]
            reason: Option<Unknowable>,
        }
        let (value, reason) = match self {
            Self::Known(value) => (Some(value), None),
            Self::Unknown(reason) => (None, Some(*reason)),
        };
        Wire {
            known: value.is_some(),
            value,
            reason,
        }
        .serialize(serializer)
    }
}
