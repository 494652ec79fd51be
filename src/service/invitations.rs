//! Invitations: make one, take it back, come in by one.
//!
//! Nobody counts who asks for one: 256 random bits are not guessed, and whatever counted would let a stranger keep the
//! invited out, or with a count that is shared everybody who logs in.

use serde_json::json;

use super::operators::{Proven, already};
use super::secret::{new_id, random_hex, sha256_hex};
use super::{Services, authorise_owner, authors, passwords};
use crate::domain::id::{InvitationId, OperatorId};
use crate::domain::invitation::{Invitation, InvitationState};
use crate::domain::operator::{Actor, Email, Operator, Role};
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::store::{AuditEntry, Tx};

/// What whoever holds a link that does not work is told, whatever the reason.
const DEAD: Error = Error::NotFound("invitation any more");

/// Invites somebody and tells the secret of their link, this once. An earlier link of theirs stops working.
pub async fn invite(
    services: &Services,
    actor: &Actor,
    email: Email,
    role: Role,
) -> Result<(Invitation, String)> {
    authorise_owner(actor, "people")?;
    let now = services.now();
    let secret = random_hex();
    let id = InvitationId::new(new_id(now));
    let invitation = Invitation::new(id, email, role, actor.name(), now);

    let mut tx = services.store.write().await?;
    if tx.find_operator(&invitation.email).await?.is_some() {
        return Err(already(&invitation.email));
    }
    tx.withdraw_invitations_of(&invitation.email, now).await?;
    tx.insert_invitation(&invitation, &sha256_hex(&secret))
        .await?;
    tx.insert_audit_entry(AuditEntry {
        at: now,
        actor: actor.name(),
        action: "invitation.create",
        event: None,
        subject: invitation.id.as_str(),
        detail: json!({ "email": invitation.email, "role": role, "expires_at": invitation.expires_at }),
    })
    .await?;
    tx.commit().await?;
    Ok((invitation, secret))
}

/// Every invitation, newest first.
pub async fn list(services: &Services, actor: &Actor) -> Result<Vec<Invitation>> {
    authorise_owner(actor, "people")?;
    services.store.read().await?.list_invitations().await
}

/// Takes an invitation back before it is used.
pub async fn withdraw(services: &Services, actor: &Actor, id: &InvitationId) -> Result<()> {
    authorise_owner(actor, "people")?;
    let now = services.now();

    let mut tx = services.store.write().await?;
    let found = tx.find_invitation_by_id(id).await?;
    let found = found.ok_or(Error::NotFound("invitation"))?;
    if !tx.withdraw_invitation(id, now).await? {
        return Err(Error::Conflict(
            "this invitation does not work any more anyway".to_owned(),
        ));
    }
    tx.insert_audit_entry(AuditEntry {
        at: now,
        actor: actor.name(),
        action: "invitation.withdraw",
        event: None,
        subject: id.as_str(),
        detail: json!({ "email": found.email, "role": found.role }),
    })
    .await?;
    tx.commit().await
}

/// The invitation behind a link, if it still works.
pub async fn look(services: &Services, secret: &str) -> Result<Invitation> {
    let now = services.now();
    let mut tx = services.store.read().await?;
    let found = tx.find_invitation(&sha256_hex(secret)).await?;
    let found = found.ok_or(DEAD)?;
    let open = found.state(now) == InvitationState::Open;
    if open && is_backed(&mut tx, &found, now).await? {
        return Ok(found);
    }
    Err(DEAD)
}

/// Whether whoever invited could still do so today. An invitation outlives no trust.
async fn is_backed(tx: &mut Tx, invitation: &Invitation, now: Timestamp) -> Result<bool> {
    let inviter = authors::today(tx, &invitation.invited_by, now).await?;
    Ok(inviter.is_some_and(|inviter| authorise_owner(&inviter, "people").is_ok()))
}

/// Makes an operator of whoever holds the link, with the password they chose. The link works once.
pub async fn join(services: &Services, secret: &str, password: &str) -> Result<Proven> {
    let invitation = look(services, secret).await?;
    passwords::check(password, &invitation.email)
        .map_err(|error| Error::invalid("password", error))?;
    let hashed = passwords::hash(password).await?;
    let now = services.now();
    let operator = Operator {
        id: OperatorId::new(new_id(now)),
        email: invitation.email.clone(),
        role: invitation.role,
        disabled: false,
        second_factor: false,
    };
    let joined = Actor::Operator {
        id: operator.id.clone(),
        role: operator.role,
    };

    let mut tx = services.store.write().await?;
    if !is_backed(&mut tx, &invitation, now).await? {
        return Err(DEAD);
    }
    let used = tx.use_invitation(&invitation.id, now).await?;
    // Somebody may have made the same person an operator by other means meanwhile.
    if !used || !tx.insert_operator(&operator, &hashed, now).await? {
        return Err(DEAD);
    }
    tx.insert_audit_entry(AuditEntry {
        at: now,
        actor: joined.name(),
        action: "invitation.use",
        event: None,
        subject: operator.id.as_str(),
        detail: json!({ "email": operator.email, "role": operator.role, "invited_by": invitation.invited_by }),
    })
    .await?;
    tx.commit().await?;
    Ok(Proven::new(operator, &hashed))
}
