//! Invitations, by the hash of the secret in their link.

use sqlx::FromRow;

use super::{Tx, stored};
use crate::domain::id::InvitationId;
use crate::domain::invitation::Invitation;
use crate::domain::operator::{Email, Role};
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};

#[derive(FromRow)]
struct InvitationRow {
    invitation_id: String,
    email: String,
    role: String,
    invited_by: String,
    created_at: i64,
    expires_at: i64,
    used_at: Option<i64>,
    withdrawn_at: Option<i64>,
}

impl TryFrom<InvitationRow> for Invitation {
    type Error = Error;

    fn try_from(row: InvitationRow) -> Result<Self> {
        Ok(Self {
            id: InvitationId::new(row.invitation_id),
            email: stored("reading an address", Email::parse(&row.email))?,
            role: stored("reading a role", Role::parse(&row.role))?,
            invited_by: row.invited_by,
            created_at: Timestamp::from_millis(row.created_at),
            expires_at: Timestamp::from_millis(row.expires_at),
            used_at: row.used_at.map(Timestamp::from_millis),
            withdrawn_at: row.withdrawn_at.map(Timestamp::from_millis),
        })
    }
}

impl Tx {
    /// Adds an invitation by the hash of its secret.
    pub async fn insert_invitation(&mut self, invitation: &Invitation, hash: &str) -> Result<()> {
        sqlx::query(
            "insert into invitation (invitation_id, secret_hash, email, role, invited_by, created_at, expires_at)
             values ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(invitation.id.as_str())
        .bind(hash)
        .bind(invitation.email.as_str())
        .bind(invitation.role.as_str())
        .bind(&invitation.invited_by)
        .bind(invitation.created_at.as_millis())
        .bind(invitation.expires_at.as_millis())
        .execute(self.conn())
        .await?;
        Ok(())
    }

    /// The invitation whose secret has this hash.
    pub async fn find_invitation(&mut self, hash: &str) -> Result<Option<Invitation>> {
        sqlx::query_as::<_, InvitationRow>("select * from invitation where secret_hash = $1")
            .bind(hash)
            .fetch_optional(self.conn())
            .await?
            .map(Invitation::try_from)
            .transpose()
    }

    /// The invitation with this identity.
    pub async fn find_invitation_by_id(&mut self, id: &InvitationId) -> Result<Option<Invitation>> {
        sqlx::query_as::<_, InvitationRow>("select * from invitation where invitation_id = $1")
            .bind(id.as_str())
            .fetch_optional(self.conn())
            .await?
            .map(Invitation::try_from)
            .transpose()
    }

    /// Uses an invitation up; `false` when it no longer works. Of two who try at once, one gets in.
    pub async fn use_invitation(&mut self, id: &InvitationId, now: Timestamp) -> Result<bool> {
        let done = sqlx::query(
            "update invitation set used_at = $2
             where invitation_id = $1 and used_at is null and withdrawn_at is null and expires_at > $2",
        )
        .bind(id.as_str())
        .bind(now.as_millis())
        .execute(self.conn())
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Takes an invitation back; `false` when it does not work any more anyway.
    pub async fn withdraw_invitation(&mut self, id: &InvitationId, now: Timestamp) -> Result<bool> {
        let done = sqlx::query(
            "update invitation set withdrawn_at = $2
             where invitation_id = $1 and used_at is null and withdrawn_at is null and expires_at > $2",
        )
        .bind(id.as_str())
        .bind(now.as_millis())
        .execute(self.conn())
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Takes back whatever else lets this person in.
    pub async fn withdraw_invitations_of(&mut self, email: &Email, now: Timestamp) -> Result<()> {
        sqlx::query(
            "update invitation set withdrawn_at = $2
             where email = $1 and used_at is null and withdrawn_at is null and expires_at > $2",
        )
        .bind(email.as_str())
        .bind(now.as_millis())
        .execute(self.conn())
        .await?;
        Ok(())
    }

    /// Every invitation, newest first.
    pub async fn list_invitations(&mut self) -> Result<Vec<Invitation>> {
        sqlx::query_as::<_, InvitationRow>(
            "select * from invitation order by created_at desc, invitation_id desc",
        )
        .fetch_all(self.conn())
        .await?
        .into_iter()
        .map(Invitation::try_from)
        .collect()
    }
}
