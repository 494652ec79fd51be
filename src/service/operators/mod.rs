//! Operators: create, log in, change their role, bar them and let them in again.

mod change;

use serde_json::json;

use super::secret::{new_id, random_password, sha256_hex};
use super::throttle::warn_of;
use super::{LogInThrottle, Services, authorise_owner, passwords};
use crate::domain::id::OperatorId;
use crate::domain::operator::{Actor, Email, Operator, Role};
use crate::error::{Error, Result};
use crate::store::{AuditEntry, StoredOperator, Tx};

pub use change::{
    change_password, disable, enable, remove_second_factor, reset_password, set_role,
};

/// Makes an operator with a random password, told this once.
pub async fn create(
    services: &Services,
    actor: &Actor,
    email: Email,
    role: Role,
) -> Result<(Operator, String)> {
    authorise_owner(actor, "people")?;
    let now = services.now();
    let password = random_password();
    let hashed = passwords::hash(&password).await?;
    let operator = Operator {
        id: OperatorId::new(new_id(now)),
        email,
        role,
        disabled: false,
        second_factor: false,
    };

    let mut tx = services.store.write().await?;
    if !tx.insert_operator(&operator, &hashed, now).await? {
        return Err(already(&operator.email));
    }
    tx.insert_audit_entry(AuditEntry {
        at: now,
        actor: actor.name(),
        action: "operator.create",
        event: None,
        subject: operator.id.as_str(),
        detail: json!({ "email": operator.email, "role": operator.role }),
    })
    .await?;
    tx.commit().await?;
    Ok((operator, password))
}

/// What somebody is told who makes or invites a person that is there.
pub(super) fn already(email: &Email) -> Error {
    Error::Conflict(format!("{} is an operator already", email.as_str()))
}

/// Every operator.
pub async fn list(services: &Services, actor: &Actor) -> Result<Vec<Operator>> {
    authorise_owner(actor, "people")?;
    services.store.read().await?.list_operators().await
}

/// The operator behind a session, if they may still be there.
pub async fn find(services: &Services, id: &OperatorId) -> Result<Option<Operator>> {
    let found = services.store.read().await?.find_operator_by_id(id).await?;
    let operator = found.map(|found| found.operator);
    Ok(operator.filter(|operator| !operator.disabled))
}

/// Somebody who has just proved who they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proven {
    /// Who.
    pub operator: Operator,
    /// A fingerprint of what they prove it with: another password or second factor makes it another.
    pub credential: String,
}

impl Proven {
    fn of(found: StoredOperator) -> Self {
        Self::new(found.operator, &found.password_hash)
    }

    /// Whoever has the password with this hash.
    pub(in crate::service) fn new(operator: Operator, password_hash: &str) -> Self {
        let credential = format!("{password_hash} {}", operator.second_factor);
        Self {
            credential: sha256_hex(credential),
            operator,
        }
    }
}

/// Insists that what somebody proved who they are with is still theirs, and that they may be there.
pub(super) async fn check_proven(tx: &mut Tx, proven: &Proven) -> Result<()> {
    let now = tx.find_operator_by_id(&proven.operator.id).await?;
    let now = now.filter(|now| !now.operator.disabled).map(Proven::of);
    if now.is_some_and(|now| now.credential == proven.credential) {
        return Ok(());
    }
    Err(WRONG)
}

const WRONG: Error = Error::Unauthorized("that address and password do not go together");

/// Recognises somebody by address and password. Says only that the pair is wrong, never which half. Whoever has a
/// second factor is not logged in by this alone.
pub async fn log_in(
    services: &Services,
    throttle: &LogInThrottle,
    email: &str,
    password: &str,
    network: &str,
) -> Result<Proven> {
    // Before parsing: an impossible address costs an attempt as well.
    throttle.check(&email.trim().to_lowercase(), network)?;
    let found = match Email::parse(email) {
        Ok(email) => services.store.read().await?.find_operator(&email).await?,
        Err(_) => None,
    };
    let known = found.as_ref().map(|found| found.password_hash.clone());
    let matches = passwords::matches(password, known).await?;
    match found {
        Some(found) if matches && !found.operator.disabled => Ok(Proven::of(found)),
        _ => {
            warn_of("a log-in failed", &email.trim().to_lowercase(), network);
            Err(WRONG)
        }
    }
}
