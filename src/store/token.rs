//! API tokens.

use sqlx::FromRow;

use super::{Tx, stored};
use crate::domain::id::{EventId, TokenId};
use crate::domain::operator::Scope;
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};

/// A token as the store knows it: everything but the secret.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct StoredToken {
    /// Its identity.
    pub id: TokenId,
    /// What it is called; empty for one that was made before tokens had names.
    pub name: String,
    /// Who made it, as the audit log names people.
    pub created_by: Option<String>,
    /// The one event it is for, or every event.
    pub event_id: Option<EventId>,
    /// What it may do.
    pub scopes: Vec<Scope>,
    /// When it was made.
    pub created_at: Timestamp,
    /// From when on it is refused.
    pub expires_at: Option<Timestamp>,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
    /// When it was last used, to the minute.
    pub last_used_at: Option<Timestamp>,
}

#[derive(FromRow)]
struct TokenRow {
    token_id: String,
    name: String,
    created_by: Option<String>,
    event_id: Option<String>,
    scopes: String,
    created_at: i64,
    expires_at: Option<i64>,
    revoked_at: Option<i64>,
    last_used_at: Option<i64>,
}

impl TryFrom<TokenRow> for StoredToken {
    type Error = Error;

    fn try_from(row: TokenRow) -> Result<Self> {
        Ok(Self {
            id: TokenId::new(row.token_id),
            name: row.name,
            created_by: row.created_by,
            event_id: row.event_id.map(EventId::new),
            scopes: stored("reading scopes", serde_json::from_str(&row.scopes))?,
            created_at: Timestamp::from_millis(row.created_at),
            expires_at: row.expires_at.map(Timestamp::from_millis),
            revoked_at: row.revoked_at.map(Timestamp::from_millis),
            last_used_at: row.last_used_at.map(Timestamp::from_millis),
        })
    }
}

impl Tx {
    /// Adds a token by the hash of its secret.
    pub async fn insert_token(&mut self, token: &StoredToken, hash: &str) -> Result<()> {
        sqlx::query(
            "insert into api_token (token_id, token_hash, event_id, scopes, created_at, expires_at, name, created_by)
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(token.id.as_str())
        .bind(hash)
        .bind(token.event_id.as_ref().map(EventId::as_str))
        .bind(stored(
            "writing scopes",
            serde_json::to_string(&token.scopes),
        )?)
        .bind(token.created_at.as_millis())
        .bind(token.expires_at.map(Timestamp::as_millis))
        .bind(&token.name)
        .bind(&token.created_by)
        .execute(self.conn())
        .await?;
        Ok(())
    }

    /// Notes that a token was used.
    pub async fn update_token_used(&mut self, id: &TokenId, now: Timestamp) -> Result<()> {
        sqlx::query("update api_token set last_used_at = $2 where token_id = $1")
            .bind(id.as_str())
            .bind(now.as_millis())
            .execute(self.conn())
            .await?;
        Ok(())
    }

    /// The token with this identity.
    pub async fn find_token_by_id(&mut self, id: &TokenId) -> Result<Option<StoredToken>> {
        sqlx::query_as::<_, TokenRow>("select * from api_token where token_id = $1")
            .bind(id.as_str())
            .fetch_optional(self.conn())
            .await?
            .map(StoredToken::try_from)
            .transpose()
    }

    /// Revokes a token; `false` when there is none that could be revoked.
    pub async fn revoke_token(&mut self, id: &TokenId, now: Timestamp) -> Result<bool> {
        let done = sqlx::query(
            "update api_token set revoked_at = $2 where token_id = $1 and revoked_at is null",
        )
        .bind(id.as_str())
        .bind(now.as_millis())
        .execute(self.conn())
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// The token whose secret has this hash.
    pub async fn find_token(&mut self, hash: &str) -> Result<Option<StoredToken>> {
        sqlx::query_as::<_, TokenRow>("select * from api_token where token_hash = $1")
            .bind(hash)
            .fetch_optional(self.conn())
            .await?
            .map(StoredToken::try_from)
            .transpose()
    }

    /// Every token, newest first.
    pub async fn list_tokens(&mut self) -> Result<Vec<StoredToken>> {
        sqlx::query_as::<_, TokenRow>("select * from api_token order by created_at desc")
            .fetch_all(self.conn())
            .await?
            .into_iter()
            .map(StoredToken::try_from)
            .collect()
    }
}
