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

/// Makes a token and tells its secret, this once.
pub async fn create(
    services: &Services,
    actor: &Actor,
    event: Option<&Slug>,
    mut scopes: Vec<Scope>,
    expires_at: Option<Timestamp>,
) -> Result<(StoredToken, String)> {
    authorise_owner(actor, "tokens")?;

    scopes.sort_unstable();
    scopes.dedup();
    if scopes.is_empty() {
        return Err(Error::invalid("scope", "give at least one scope"));
    }
    let now = services.now();
    if expires_at.is_some_and(|at| at <= now) {
        return Err(Error::invalid("expires_at", "lies in the past"));
    }
    let secret = format!("{PREFIX}{}", random_hex());

    let mut tx = services.store.write().await?;
    let event_id = match event {
        Some(slug) => Some(visible_event(&mut tx, actor, slug).await?.id),
        None => None,
    };
    let token = StoredToken {
        id: TokenId::new(new_id(now)),
        event_id,
        scopes,
        created_at: now,
        expires_at,
        revoked_at: None,
    };
    tx.insert_token(&token, &sha256_hex(&secret)).await?;
    tx.insert_audit_entry(AuditEntry {
        at: now,
        actor: actor.name(),
        action: "token.create",
        event: token.event_id.as_ref(),
        subject: token.id.as_str(),
        detail: json!({ "scopes": token.scopes, "expires_at": token.expires_at }),
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
    if !tx.revoke_token(id, now).await? {
        return Err(Error::NotFound("token that could be revoked"));
    }
    tx.insert_audit_entry(AuditEntry {
        at: now,
        actor: actor.name(),
        action: "token.revoke",
        event: None,
        subject: id.as_str(),
        detail: json!({}),
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
    token.and_then(|token| holder(token, now)).ok_or(refused)
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
