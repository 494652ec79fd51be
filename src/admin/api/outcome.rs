//! What a server function did, as the operator is told.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Revealed;

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// A message was posted.
    Posted,
    /// The event is in another phase.
    PhaseChanged,
    /// A known issue was opened.
    IssueOpened,
    /// A known issue was updated.
    IssueUpdated,
    /// Stock was set.
    StockSet,
    /// The event was edited.
    Edited,
    /// The event's logo was set or removed.
    LogoChanged,
    /// The parts of the shop were set.
    ComponentsSet,
    /// A message was scheduled, or what was scheduled was changed.
    Scheduled,
    /// A scheduled message was cancelled.
    Cancelled,
    /// A message was corrected.
    Corrected,
    /// A message was taken back.
    Retracted,
    /// A form was kept as a draft.
    DraftKept,
    /// A draft was discarded.
    DraftDiscarded,
    /// A template was made or edited.
    TemplateSaved,
    /// A template was put away.
    TemplateArchived,
    /// A template was brought back, or an earlier version of it.
    TemplateRestored,
    /// What an alert suggested is not said.
    SuggestionDismissed,
    /// Somebody said how a part is doing.
    StatusStated,
    /// Somebody left a part to what is noticed again.
    StatusLeft,
    /// Limits and rules were set.
    SignalsSet,
    /// Nothing: a scheduled message had been published already, by its time or by somebody.
    PublishedMeanwhile,
    /// Nothing: the same form had done it already.
    Repeated,
}

impl Deed {
    const ALL: [(Self, &'static str); 23] = [
        (Self::Posted, "posted"),
        (Self::PhaseChanged, "phase"),
        (Self::IssueOpened, "issue_opened"),
        (Self::IssueUpdated, "issue_updated"),
        (Self::StockSet, "stock"),
        (Self::Edited, "edited"),
        (Self::LogoChanged, "logo"),
        (Self::ComponentsSet, "components"),
        (Self::Scheduled, "scheduled"),
        (Self::Cancelled, "cancelled"),
        (Self::Corrected, "corrected"),
        (Self::Retracted, "retracted"),
        (Self::DraftKept, "kept"),
        (Self::DraftDiscarded, "discarded"),
        (Self::TemplateSaved, "template"),
        (Self::TemplateArchived, "template_archived"),
        (Self::TemplateRestored, "template_restored"),
        (Self::SuggestionDismissed, "dismissed"),
        (Self::StatusStated, "stated"),
        (Self::StatusLeft, "left"),
        (Self::SignalsSet, "signals"),
        (Self::PublishedMeanwhile, "published_meanwhile"),
        (Self::Repeated, "repeated"),
    ];

    /// Its name in an address.
    pub fn as_str(self) -> &'static str {
        let found = Self::ALL.into_iter().find(|(deed, _)| *deed == self);
        found.map_or("", |(_, name)| name)
    }

    /// The deed or, where an earlier sending of the same form had done it already, that.
    #[must_use]
    pub fn unless_repeated(self, repeated: bool) -> Self {
        if repeated { Self::Repeated } else { self }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Posted => "Published",
            Self::PhaseChanged => "Phase changed",
            Self::IssueOpened => "Issue opened",
            Self::IssueUpdated => "Issue updated",
            Self::StockSet => "Stock set",
            Self::Edited => "Settings saved",
            Self::LogoChanged => "Logo changed",
            Self::ComponentsSet => "Components saved",
            Self::Scheduled => "Scheduled: it is published by itself at its time",
            Self::Cancelled => "Cancelled: it is not published",
            Self::Corrected => "Corrected",
            Self::Retracted => "Taken back",
            Self::DraftKept => "Draft saved",
            Self::DraftDiscarded => "Draft discarded",
            Self::TemplateSaved => "Template saved",
            Self::TemplateArchived => "Template put away: it is offered no more",
            Self::TemplateRestored => "Template brought back",
            Self::SuggestionDismissed => "Dismissed: it is not suggested again",
            Self::StatusStated => "Status set",
            Self::StatusLeft => "Left to what is noticed",
            Self::SignalsSet => "Limits and rules saved",
            Self::PublishedMeanwhile => "It was published meanwhile: nothing was done now",
            Self::Repeated => "Already done when this form was sent before, and not done again",
        }
    }

    /// Whether it changes what shoppers see.
    fn is_seen(self) -> bool {
        !matches!(
            self,
            Self::Scheduled
                | Self::Cancelled
                | Self::DraftKept
                | Self::DraftDiscarded
                | Self::TemplateSaved
                | Self::TemplateArchived
                | Self::TemplateRestored
                | Self::SuggestionDismissed
                | Self::SignalsSet
                | Self::PublishedMeanwhile
                | Self::Repeated
        )
    }
}

/// What was done, and who sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// What.
    pub deed: Deed,
    /// On how many screens it is; none while the event is not public.
    pub screens: Option<usize>,
    /// The key of the next form of this kind.
    pub key: String,
}

impl Outcome {
    /// Something that shoppers do not see.
    pub fn quiet(deed: Deed) -> Self {
        Self {
            deed,
            screens: None,
            key: String::new(),
        }
    }

    /// "Published · live on 12 screens".
    pub fn sentence(&self) -> String {
        if !self.deed.is_seen() {
            return self.deed.words().to_owned();
        }
        let seen = match self.screens {
            None => "nobody outside sees it: the event is not public".to_owned(),
            Some(0) => "live on the page; no screen is watching right now".to_owned(),
            Some(1) => "live on 1 screen".to_owned(),
            Some(screens) => format!("live on {screens} screens"),
        };
        format!("{} · {seen}", self.deed.words())
    }

    /// Reads what [`Landing::landing`] wrote into an address.
    pub fn from_query(get: impl Fn(&str) -> Option<String>) -> Option<Self> {
        let name = get("done")?;
        let (deed, _) = Deed::ALL.into_iter().find(|(_, known)| *known == name)?;
        Some(Self {
            deed,
            screens: get("screens").and_then(|screens| screens.parse().ok()),
            key: String::new(),
        })
    }
}

/// Where a plain form lands when it was done, and the key the next one has.
pub trait Landing {
    /// What was done, in a sentence.
    fn sentence(&self) -> String;

    /// The address to go on to from `page`.
    fn landing(&self, page: &str) -> String;

    /// The key of the next form, where there is one on the same page.
    fn next_key(&self) -> Option<String>;

    /// What is told this once, by the page itself: no address and no log may hold it.
    fn revealed(&self) -> Option<Revealed> {
        None
    }

    /// A document that is the answer to a browser that sent the form by itself: a page which nobody else gets.
    fn document(&self) -> Option<String> {
        None
    }

    /// Parts of the page that look different now, by their names in `data-live`.
    fn parts(&self) -> BTreeMap<String, String> {
        BTreeMap::new()
    }

    /// What counts for fields that are left empty, by their names.
    fn standing(&self) -> BTreeMap<String, String> {
        BTreeMap::new()
    }

    /// Whether a browser without WASM gets the page again, with what was typed, because nothing was done.
    fn shows_again(&self) -> bool {
        false
    }
}

impl Landing for Outcome {
    fn sentence(&self) -> String {
        Self::sentence(self)
    }

    fn landing(&self, page: &str) -> String {
        let screens = self.screens.map(|n| format!("&screens={n}"));
        format!(
            "{page}?done={}{}#said",
            self.deed.as_str(),
            screens.unwrap_or_default()
        )
    }

    fn next_key(&self) -> Option<String> {
        Some(self.key.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_the_address_reads_as_what_was_done() {
        for (deed, _) in Deed::ALL {
            let outcome = Outcome {
                deed,
                screens: Some(12),
                key: String::new(),
            };
            let landing = outcome.landing("/admin/events/drop");
            let name = deed.as_str();
            assert_eq!(
                landing,
                format!("/admin/events/drop?done={name}&screens=12#said")
            );
            let get = |key: &str| match key {
                "done" => Some(name.to_owned()),
                _ => Some("12".to_owned()),
            };
            assert_eq!(Outcome::from_query(get), Some(outcome));
        }
    }
}
