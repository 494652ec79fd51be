//! What was settled without anything new on a board, and what is told once.

use serde::{Deserialize, Serialize};

use super::Landing;

/// What was settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Settled {
    /// An invitation was taken back.
    Withdrawn,
    /// Somebody has another role.
    RoleSet,
    /// Somebody may no longer log in.
    Disabled,
    /// Somebody may log in again.
    Enabled,
    /// Somebody's second factor was taken away.
    FactorRemoved,
    /// A session was ended.
    SessionEnded,
    /// All other sessions were ended.
    OthersEnded,
    /// The password was changed.
    PasswordChanged,
    /// A second factor was offered.
    FactorOffered,
    /// A token was revoked.
    TokenRevoked,
    /// A preview link was withdrawn.
    PreviewWithdrawn,
    /// An event was copied.
    Copied,
    /// An event was read in from a file.
    Imported,
    /// A rehearsal was stopped.
    RehearsalStopped,
    /// A rehearsal was ended, and its copy put away.
    RehearsalEnded,
    /// A report was published.
    ReportPublished,
    /// A report was withdrawn.
    ReportWithdrawn,
    /// A plan was saved.
    PlanSaved,
    /// An event has the limits of its plan.
    LimitsUsed,
}

impl Settled {
    const ALL: [(Self, &'static str); 19] = [
        (Self::Withdrawn, "withdrawn"),
        (Self::RoleSet, "role"),
        (Self::Disabled, "disabled"),
        (Self::Enabled, "enabled"),
        (Self::FactorRemoved, "factor"),
        (Self::SessionEnded, "session"),
        (Self::OthersEnded, "others"),
        (Self::PasswordChanged, "password"),
        (Self::FactorOffered, "offered"),
        (Self::TokenRevoked, "revoked"),
        (Self::PreviewWithdrawn, "preview"),
        (Self::Copied, "copied"),
        (Self::Imported, "imported"),
        (Self::RehearsalStopped, "stopped"),
        (Self::RehearsalEnded, "ended"),
        (Self::ReportPublished, "report"),
        (Self::ReportWithdrawn, "no_report"),
        (Self::PlanSaved, "plan"),
        (Self::LimitsUsed, "limits"),
    ];

    fn name(self) -> &'static str {
        let found = Self::ALL.into_iter().find(|(settled, _)| *settled == self);
        found.map_or("", |(_, name)| name)
    }

    /// Reads what [`Landing::landing`] wrote into an address.
    pub fn from_query(get: impl Fn(&str) -> Option<String>) -> Option<Self> {
        let name = get("settled")?;
        let found = Self::ALL.into_iter().find(|(_, known)| *known == name);
        found.map(|(settled, _)| settled)
    }
}

impl Landing for Settled {
    fn sentence(&self) -> String {
        let sentence = match self {
            Self::Withdrawn => "Invitation withdrawn: its link no longer works",
            Self::RoleSet => "Role changed, and their sessions ended",
            Self::Disabled => "Barred from the desk, and their sessions ended",
            Self::Enabled => "They can log in again",
            Self::FactorRemoved => "Second factor removed, and their sessions ended",
            Self::SessionEnded => "Session ended",
            Self::OthersEnded => "All your other sessions are ended",
            Self::PasswordChanged => "Password changed, and all your other sessions ended",
            Self::FactorOffered => "Now put the secret into your authenticator and type its code",
            Self::TokenRevoked => "Token revoked: it is refused from now on",
            Self::PreviewWithdrawn => "Preview link withdrawn: it leads nowhere from now on",
            Self::Copied => "Copied: this is the copy",
            Self::Imported => "Imported: this is the event",
            Self::RehearsalStopped => "Stopped: the copy stands where it was",
            Self::RehearsalEnded => "The rehearsal is ended, and its copy is put away",
            Self::ReportPublished => "Published: everyone may read the report",
            Self::ReportWithdrawn => "Withdrawn: the report is at the desk alone",
            Self::PlanSaved => "Plan saved",
            Self::LimitsUsed => "Capacity set, as planned",
        };
        sentence.to_owned()
    }

    fn landing(&self, page: &str) -> String {
        format!("{page}?settled={}#said", self.name())
    }

    fn next_key(&self) -> Option<String> {
        None
    }
}

/// Something that is told this once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revealed {
    /// What it is.
    pub title: String,
    /// What to do with it.
    pub note: String,
    /// It: one secret, or several.
    pub secrets: Vec<String>,
}

impl Landing for Revealed {
    fn sentence(&self) -> String {
        self.title.clone()
    }

    fn landing(&self, page: &str) -> String {
        page.to_owned()
    }

    fn next_key(&self) -> Option<String> {
        None
    }

    fn revealed(&self) -> Option<Revealed> {
        Some(self.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_the_address_reads_as_what_was_settled() {
        for (settled, name) in Settled::ALL {
            assert_eq!(
                settled.landing("/admin/people"),
                format!("/admin/people?settled={name}#said")
            );
            assert_eq!(
                Settled::from_query(|_| Some(name.to_owned())),
                Some(settled)
            );
        }
    }
}
