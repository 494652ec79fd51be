//! Log-in sessions as their owners see them: list them, end them, and prove again who one is.
//!
//! Sessions run on the machine's clock, see `web::session`.

use serde_json::json;

use super::operators::{self, Proven};
use super::throttle::warn_of;
use super::{LogInThrottle, Services, authorise_owner, passwords, second_factor};
use crate::domain::id::{OperatorId, SessionId};
use crate::domain::operator::{Actor, Operator};
use crate::domain::time::{Clock, SystemClock};
use crate::error::{Error, Result};
use crate::store::{AuditEntry, OpenSession};

/// For how long a session lasts at most, in seconds.
pub const ABSOLUTE_S: i64 = 12 * 3_600;
/// For how long it is enough to have proved who one is, in seconds.
pub const FRESH_S: i64 = 600;

/// The session of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Here {
    /// What its owner calls it by.
    pub id: SessionId,
    /// The network that the request came from.
    pub network: String,
}

fn person(actor: &Actor) -> Result<&OperatorId> {
    match actor {
        Actor::Operator { id, .. } => Ok(id),
        _ => Err(Error::Forbidden("only a person has sessions".to_owned())),
    }
}

/// Notes that somebody has logged in, whose session is kept already, if what they proved who they are with is still
/// theirs. In this order: a password that is replaced after this look finds the session and ends it.
pub async fn begin(services: &Services, proven: &Proven, here: &Here, browser: &str) -> Result<()> {
    let actor = Actor::Operator {
        id: proven.operator.id.clone(),
        role: proven.operator.role,
    };
    let mut tx = services.store.write().await?;
    operators::check_proven(&mut tx, proven).await?;
    tx.insert_audit_entry(AuditEntry {
        at: services.now(),
        actor: actor.name(),
        action: "session.begin",
        event: None,
        subject: here.id.as_str(),
        detail: json!({ "email": proven.operator.email, "network": here.network, "browser": browser }),
    })
    .await?;
    tx.commit().await
}

/// One's own sessions, newest first.
pub async fn list_own(services: &Services, actor: &Actor) -> Result<Vec<OpenSession>> {
    list(services, Some(person(actor)?)).await
}

/// Everybody's sessions, newest first.
pub async fn list_all(services: &Services, actor: &Actor) -> Result<Vec<OpenSession>> {
    authorise_owner(actor, "people")?;
    list(services, None).await
}

async fn list(services: &Services, of: Option<&OperatorId>) -> Result<Vec<OpenSession>> {
    let now = SystemClock.now();
    let since = now.plus_seconds(-ABSOLUTE_S);
    let mut tx = services.store.read().await?;
    tx.list_open_sessions(of, since, now).await
}

/// The session of this name, if it has not ended and its owner may still be there.
pub async fn find(services: &Services, id: &SessionId) -> Result<Option<OpenSession>> {
    let now = SystemClock.now();
    let found = services
        .store
        .read()
        .await?
        .find_open_session(id, now)
        .await?;
    let oldest = now.plus_seconds(-ABSOLUTE_S);
    Ok(found.filter(|session| session.begun.at > oldest))
}

/// Ends one session: one's own, or anybody's for an owner.
pub async fn end(services: &Services, actor: &Actor, id: &SessionId) -> Result<()> {
    let own = person(actor)?;
    let of = authorise_owner(actor, "people").err().map(|_| own);

    let mut tx = services.store.write().await?;
    let found = tx.find_open_session(id, SystemClock.now()).await?;
    let Some(found) = found else {
        return Err(Error::NotFound("session any more"));
    };
    if !tx.delete_session_of(id, of).await? {
        return Err(Error::NotFound("session any more"));
    }
    tx.insert_audit_entry(AuditEntry {
        at: services.now(),
        actor: actor.name(),
        action: "session.end",
        event: None,
        subject: id.as_str(),
        detail: json!({ "email": found.email, "network": found.begun.network, "browser": found.begun.browser }),
    })
    .await?;
    tx.commit().await?;

    services.live.sign_out();
    Ok(())
}

/// Ends all of one's sessions but this one; tells how many they were.
pub async fn end_others(services: &Services, actor: &Actor, keep: &SessionId) -> Result<u64> {
    let own = person(actor)?;

    let mut tx = services.store.write().await?;
    let ended = tx.delete_sessions_of(own, Some(keep)).await?;
    if ended == 0 {
        return Ok(0);
    }
    tx.insert_audit_entry(AuditEntry {
        at: services.now(),
        actor: actor.name(),
        action: "session.end_others",
        event: None,
        subject: own.as_str(),
        detail: json!({ "ended": ended }),
    })
    .await?;
    tx.commit().await?;

    services.live.sign_out();
    Ok(ended)
}

/// Whether somebody has proved lately who they are.
pub async fn is_fresh(services: &Services, here: &Here) -> Result<bool> {
    let fresh_since = SystemClock.now().plus_seconds(-FRESH_S);
    let found = find(services, &here.id).await?;
    Ok(found.is_some_and(|session| session.begun.authenticated_at > fresh_since))
}

/// What a dangerous act asks for first: that who does it has proved lately who they are, or does so now, by their
/// password or a code.
pub async fn confirm(
    services: &Services,
    throttle: &LogInThrottle,
    operator: &Operator,
    here: &Here,
    proof: Option<&str>,
) -> Result<()> {
    let proof = proof.unwrap_or_default();
    if is_fresh(services, here).await? {
        return Ok(());
    }
    if proof.is_empty() {
        let why = if operator.second_factor {
            "type your password or a code, so that nobody else does this at your desk"
        } else {
            "type your password, so that nobody else does this at your desk"
        };
        return Err(Error::invalid("proof", why));
    }
    if !proves(services, throttle, operator, here, proof).await? {
        let wrong = if operator.second_factor {
            "this is neither your password nor the code of now"
        } else {
            "this is not your password"
        };
        return Err(Error::invalid("proof", wrong));
    }
    let mut tx = services.store.write().await?;
    tx.update_authenticated(&here.id, SystemClock.now()).await?;
    tx.commit().await
}

async fn proves(
    services: &Services,
    throttle: &LogInThrottle,
    operator: &Operator,
    here: &Here,
    proof: &str,
) -> Result<bool> {
    let is_code = proof.trim().len() == 6 && proof.trim().bytes().all(|b| b.is_ascii_digit());
    if operator.second_factor && is_code {
        return second_factor::check(services, throttle, &operator.id, proof, &here.network).await;
    }
    throttle.check(operator.email.as_str(), &here.network)?;
    let found = services
        .store
        .read()
        .await?
        .find_operator_by_id(&operator.id)
        .await?;
    let proves = passwords::matches(proof, found.map(|found| found.password_hash)).await?;
    if !proves {
        let (account, network) = (operator.email.as_str(), &here.network);
        warn_of("a proof was wrong", account, network);
    }
    Ok(proves)
}
