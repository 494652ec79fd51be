//! API tokens: create, list, revoke, recognise.

use serde_json::json;

use super::secret::{new_id, random_hex, sha256_hex};
use super::{Services, authorise_owner, visible_event};
use crate::domain::event::Slug;
use crate::domain::id::TokenId;
use crate::domain::operator::{Actor, Scope};
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::store::{AuditEntry, StoredToken};

/// What every token begins with, so that it is recognised in a log or a leak.
const PREFIX: &str = "ls_";
/// The longest name, in characters.
const MAX_NAME: usize = 80;

/// How precisely it is noted when a token was last used, in seconds.
const USED_STEP_S: i64 = 60;

/// A token to make.
#[derive(Debug, Clone, Default)]
pub struct NewToken {
    /// What it is called; may be empty for one that is made on the host.
    pub name: String,
    /// The one event it is for, or every event.
    pub event: Option<Slug>,
    /// What it may do.
    pub scopes: Vec<Scope>,
    /// From when on it is refused.
    pub expires_at: Option<Timestamp>,
}

/// Makes a token and tells its secret, this once.
pub async fn create(
    services: &Services,
    actor: &Actor,
    new: NewToken,
) -> Result<(StoredToken, String)> {
    authorise_owner(actor, "tokens")?;

    let mut scopes = new.scopes;
    scopes.sort_unstable();
    scopes.dedup();
    if scopes.is_empty() {
        return Err(Error::invalid("scope", "give at least one scope"));
    }
    let name = new.name.trim();
    if name.chars().count() > MAX_NAME || name.chars().any(char::is_control) {
        return Err(Error::invalid(
            "name",
            format!("use at most {MAX_NAME} characters, on one line"),
        ));
    }
    let now = services.now();
    if new.expires_at.is_some_and(|at| at <= now) {
        return Err(Error::invalid("expires_at", "lies in the past"));
    }
    let secret = format!("{PREFIX}{}", random_hex());

    let mut tx = services.store.write().await?;
    let event_id = match &new.event {
        Some(slug) => Some(visible_event(&mut tx, actor, slug).await?.id),
        None => None,
    };
    let token = StoredToken {
        id: TokenId::new(new_id(now)),
        name: name.to_owned(),
        created_by: Some(actor.name()),
        event_id,
        scopes,
        created_at: now,
        expires_at: new.expires_at,
        revoked_at: None,
        last_used_at: None,
    };
    tx.insert_token(&token, &sha256_hex(&secret)).await?;
    tx.insert_audit_entry(AuditEntry {
        at: now,
        actor: actor.name(),
        action: "token.create",
        event: token.event_id.as_ref(),
        subject: token.id.as_str(),
        detail: json!({ "name": token.name, "scopes": token.scopes, "expires_at": token.expires_at }),
    })
    .await?;
    tx.commit().await?;
    Ok((token, secret))
}

/// Every token, without its secret.
pub async fn list(services: &Services, actor: &Actor) -> Result<Vec<StoredToken>> {
    authorise_owner(actor, "tokens")?;
    services.store.read().await?.list_tokens().await
}

/// Revokes a token for good.
pub async fn revoke(services: &Services, actor: &Actor, id: &TokenId) -> Result<()> {
    authorise_owner(actor, "tokens")?;
    let now = services.now();
    let mut tx = services.store.write().await?;
    let token = tx.find_token_by_id(id).await?;
    let (Some(token), true) = (token, tx.revoke_token(id, now).await?) else {
        return Err(Error::NotFound("token that could be revoked"));
    };
    tx.insert_audit_entry(AuditEntry {
        at: now,
        actor: actor.name(),
        action: "token.revoke",
        event: token.event_id.as_ref(),
        subject: id.as_str(),
        detail: json!({ "name": token.name, "scopes": token.scopes }),
    })
    .await?;
    tx.commit().await
}

/// Whoever holds this secret. Looked up by its hash, so the comparison tells nothing by its duration.
pub async fn recognise(services: &Services, secret: &str) -> Result<Actor> {
    let refused = Error::Unauthorized("this token is not known, has expired or was revoked");
    if !secret.starts_with(PREFIX) || secret.len() > 200 {
        return Err(refused);
    }
    let mut tx = services.store.read().await?;
    let token = tx.find_token(&sha256_hex(secret)).await?;
    let now = services.now();
    let Some(token) = token else {
        return Err(refused);
    };
    drop(tx);
    let Some(actor) = holder(token.clone(), now) else {
        return Err(refused);
    };
    note_use(services, &token, now).await;
    Ok(actor)
}

/// Whoever holds a token, while it is good.
pub(super) fn holder(token: StoredToken, now: Timestamp) -> Option<Actor> {
    let valid = token.revoked_at.is_none() && token.expires_at.is_none_or(|expires| expires > now);
    valid.then_some(Actor::Token {
        id: token.id,
        scopes: token.scopes,
        event: token.event_id,
    })
}

/// Notes to the minute that a token is used. A delivery is worth more than the note: one that cannot be written is dropped.
async fn note_use(services: &Services, token: &StoredToken, now: Timestamp) {
    let noted = token.last_used_at;
    if noted.is_some_and(|at| now < at.plus_seconds(USED_STEP_S)) {
        return;
    }
    let noting = async {
        let mut tx = services.store.write().await?;
        tx.update_token_used(&token.id, now).await?;
        tx.commit().await
    };
    if let Err(error) = noting.await {
        tracing::warn!(
            cause = error.with_cause(),
            "the use of a token was not noted"
        );
    }
}
