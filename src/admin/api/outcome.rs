//! What a server function did, as the operator is told.

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
}

impl Deed {
    const ALL: [(Self, &'static str); 8] = [
        (Self::Posted, "posted"),
        (Self::PhaseChanged, "phase"),
        (Self::IssueOpened, "issue_opened"),
        (Self::IssueUpdated, "issue_updated"),
        (Self::StockSet, "stock"),
        (Self::Edited, "edited"),
        (Self::LogoChanged, "logo"),
        (Self::ComponentsSet, "components"),
    ];

    /// Its name in an address.
    pub fn as_str(self) -> &'static str {
        let found = Self::ALL.into_iter().find(|(deed, _)| *deed == self);
        found.map_or("", |(_, name)| name)
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
        }
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
    /// "Published · live on 12 screens".
    pub fn sentence(&self) -> String {
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
