//! Operators: create, log in, reset, disable.

use std::sync::LazyLock;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use serde_json::json;
use tokio::sync::Semaphore;

use super::secret::{new_id, random_password};
use super::{Services, authorise_owner, throttle::LogInThrottle};
use crate::domain::id::OperatorId;
use crate::domain::operator::{Actor, Email, MAX_PASSWORD, Operator, Role};
use crate::error::{Error, Result};
use crate::store::AuditEntry;

/// How many passwords are hashed at a time: each takes 19 MiB and a core, so more would be a way to stop the node.
static HASHERS: Semaphore = Semaphore::const_new(2);

/// Verified when there is no such account, so that the answer takes as long as when there is one.
static NOBODY: LazyLock<Option<String>> = LazyLock::new(|| hash(&random_password()).ok());

/// OWASP's minimum for Argon2id: 19 MiB, two passes, one lane.
fn argon2() -> Argon2<'static> {
    let params = Params::new(19 * 1_024, 2, 1, None).unwrap_or(Params::DEFAULT);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

fn hash(password: &str) -> Result<String> {
    let hashed = argon2().hash_password(password.as_bytes());
    Ok(hashed
        .map_err(|error| Error::Internal(anyhow::anyhow!("hashing a password: {error}")))?
        .to_string())
}

/// Runs something slow with a password away from the reactor.
async fn with_hasher<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let permit = HASHERS
        .acquire()
        .await
        .map_err(|error| Error::internal("waiting to hash a password", error))?;
    // The permit goes along: a client that hangs up stops waiting, not the work.
    let held = move || {
        let done = work();
        drop(permit);
        done
    };
    tokio::task::spawn_blocking(held)
        .await
        .map_err(|error| Error::internal("hashing a password", error))
}

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
    let hashed = password.clone();
    let hashed = with_hasher(move || hash(&hashed)).await??;
    let operator = Operator {
        id: OperatorId::new(new_id(now)),
        email,
        role,
        disabled: false,
    };

    let mut tx = services.store.write().await?;
    if !tx.insert_operator(&operator, &hashed, now).await? {
        return Err(Error::Conflict(format!(
            "{} is an operator already",
            operator.email.as_str()
        )));
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

/// Gives an operator a new random password, told this once, and ends their sessions.
pub async fn reset_password(services: &Services, actor: &Actor, email: &Email) -> Result<String> {
    authorise_owner(actor, "people")?;
    let password = random_password();
    let hashed = password.clone();
    let hashed = with_hasher(move || hash(&hashed)).await??;

    let mut tx = services.store.write().await?;
    let found = tx
        .find_operator(email)
        .await?
        .ok_or(Error::NotFound("operator"))?;
    tx.update_password(&found.operator.id, &hashed).await?;
    audit(
        services,
        &mut tx,
        actor,
        "operator.reset_password",
        &found.operator,
    )
    .await?;
    tx.commit().await?;
    Ok(password)
}

/// Bars an operator from the desk and ends their sessions.
pub async fn disable(services: &Services, actor: &Actor, email: &Email) -> Result<()> {
    authorise_owner(actor, "people")?;
    let mut tx = services.store.write().await?;
    let found = tx
        .find_operator(email)
        .await?
        .ok_or(Error::NotFound("operator"))?;
    tx.disable_operator(&found.operator.id).await?;
    audit(
        services,
        &mut tx,
        actor,
        "operator.disable",
        &found.operator,
    )
    .await?;
    tx.commit().await
}

async fn audit(
    services: &Services,
    tx: &mut crate::store::Tx,
    actor: &Actor,
    action: &'static str,
    operator: &Operator,
) -> Result<()> {
    tx.insert_audit_entry(AuditEntry {
        at: services.now(),
        actor: actor.name(),
        action,
        event: None,
        subject: operator.id.as_str(),
        detail: json!({ "email": operator.email }),
    })
    .await
}

/// Every operator.
pub async fn list(services: &Services, actor: &Actor) -> Result<Vec<Operator>> {
    authorise_owner(actor, "people")?;
    services.store.read().await?.list_operators().await
}

/// The operator behind a session, if they may still be there.
pub async fn find(services: &Services, id: &OperatorId) -> Result<Option<Operator>> {
    let operator = services.store.read().await?.find_operator_by_id(id).await?;
    Ok(operator.filter(|operator| !operator.disabled))
}

/// Recognises somebody by address and password. Says only that the pair is wrong, never which half.
pub async fn log_in(
    services: &Services,
    throttle: &LogInThrottle,
    email: &str,
    password: &str,
    network: &str,
) -> Result<Operator> {
    const REFUSED: Error = Error::Unauthorized("that address and password do not go together");
    // Before parsing: an impossible address costs an attempt as well.
    throttle.check(&email.trim().to_lowercase(), network)?;
    let found = match Email::parse(email) {
        Ok(email) => services.store.read().await?.find_operator(&email).await?,
        Err(_) => None,
    };
    if password.len() > MAX_PASSWORD {
        return Err(REFUSED);
    }
    let known = found.as_ref().map(|found| found.password_hash.clone());
    let password = password.to_owned();
    let matches = with_hasher(move || {
        let Some(hash) = known.or_else(|| NOBODY.clone()) else {
            return false;
        };
        PasswordHash::new(&hash)
            .is_ok_and(|hash| argon2().verify_password(password.as_bytes(), &hash).is_ok())
    })
    .await?;
    match found {
        Some(found) if matches && !found.operator.disabled => Ok(found.operator),
        _ => Err(REFUSED),
    }
}
