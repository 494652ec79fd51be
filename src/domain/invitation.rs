//! Invitations: a link that lets one person in, once.

use serde::{Deserialize, Serialize};

use super::id::InvitationId;
use super::operator::{Email, Role};
use super::time::Timestamp;

/// For how long a link works, in hours.
pub const VALID_H: i64 = 72;

/// An invitation, without the secret in its link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// Its identity.
    pub id: InvitationId,
    /// Who is invited.
    pub email: Email,
    /// As what.
    pub role: Role,
    /// Who invited them, as the audit log names people.
    pub invited_by: String,
    /// When.
    pub created_at: Timestamp,
    /// From when on the link no longer works.
    pub expires_at: Timestamp,
    /// When it was used.
    pub used_at: Option<Timestamp>,
    /// When it was withdrawn.
    pub withdrawn_at: Option<Timestamp>,
}

/// What can become of an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvitationState {
    /// The link works.
    Open,
    /// Somebody came in by it.
    Used,
    /// Somebody took it back.
    Withdrawn,
    /// Its time is over.
    Expired,
}

impl Invitation {
    /// An invitation that begins now.
    pub fn new(
        id: InvitationId,
        email: Email,
        role: Role,
        invited_by: String,
        now: Timestamp,
    ) -> Self {
        Self {
            id,
            email,
            role,
            invited_by,
            created_at: now,
            expires_at: now.plus_seconds(VALID_H * 3_600),
            used_at: None,
            withdrawn_at: None,
        }
    }

    /// What has become of it by `now`.
    pub fn state(&self, now: Timestamp) -> InvitationState {
        match self {
            Self {
                used_at: Some(_), ..
            } => InvitationState::Used,
            Self {
                withdrawn_at: Some(_),
                ..
            } => InvitationState::Withdrawn,
            _ if self.expires_at <= now => InvitationState::Expired,
            _ => InvitationState::Open,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_works_for_three_days_unless_it_is_used_or_withdrawn() {
        let now = Timestamp::from_millis(0);
        let email = Email::parse("ana@example.com").unwrap();
        let open = Invitation::new(
            InvitationId::new("i"),
            email,
            Role::Writer,
            "console".into(),
            now,
        );
        let end = now.plus_seconds(72 * 3_600);
        assert_eq!(open.state(end.plus_seconds(-1)), InvitationState::Open);
        assert_eq!(open.state(end), InvitationState::Expired);
        let used = Invitation {
            used_at: Some(now),
            ..open.clone()
        };
        assert_eq!(used.state(end), InvitationState::Used);
        let withdrawn = Invitation {
            withdrawn_at: Some(now),
            ..open
        };
        assert_eq!(withdrawn.state(now), InvitationState::Withdrawn);
    }
}
