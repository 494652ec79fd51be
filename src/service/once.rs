//! Doing a thing once, however often it is asked for (`Idempotency-Key`, draft-ietf-httpapi-idempotency-key-header).

use serde::Serialize;

use super::secret::{random_hex, sha256_hex};
use crate::domain::operator::Actor;
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::store::{Remembered, Tx};

/// For how long a key is remembered.
const REMEMBER_S: i64 = 86_400;
/// What a caller is told who uses one key for two requests.
pub const KEY_REUSED: &str = "this Idempotency-Key was used for a different request";

/// A key that a caller chose for one request: 1 to 255 printable ASCII characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    /// Parses a key.
    pub fn parse(text: &str) -> Result<Self> {
        let ok = (1..=255).contains(&text.len()) && text.bytes().all(|b| (0x20..0x7f).contains(&b));
        if ok {
            return Ok(Self(text.to_owned()));
        }
        Err(Error::invalid(
            "Idempotency-Key",
            "use 1 to 255 printable ASCII characters",
        ))
    }

    /// A key for a form that is about to be shown: however often it is sent, it takes effect once.
    pub fn random() -> Self {
        Self(random_hex())
    }

    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One request that must take effect once.
pub(super) struct Once {
    actor: String,
    key: Option<IdempotencyKey>,
    request_hash: String,
    now: Timestamp,
}

impl Once {
    /// The request of `actor` to do `action` with `request`; without a key it simply happens.
    pub fn new(
        actor: &Actor,
        key: Option<IdempotencyKey>,
        action: &str,
        request: &impl Serialize,
        now: Timestamp,
    ) -> Result<Self> {
        let request = serde_json::to_string(request)
            .map_err(|error| Error::internal("hashing a request", error))?;
        Ok(Self {
            actor: actor.name(),
            key,
            request_hash: sha256_hex(format!("{action} {request}")),
            now,
        })
    }

    /// What the first request with this key made. The same key for something else is the caller's mistake.
    pub async fn earlier(&self, tx: &mut Tx) -> Result<Option<String>> {
        let Some(key) = &self.key else {
            return Ok(None);
        };
        let since = self.now.plus_seconds(-REMEMBER_S);
        match tx.find_idempotency_key(&self.actor, &key.0, since).await? {
            Some(found) if found.request_hash == self.request_hash => Ok(Some(found.result_id)),
            Some(_) => Err(Error::Conflict(KEY_REUSED.to_owned())),
            None => Ok(None),
        }
    }

    /// Remembers what this request made, in the transaction that makes it.
    pub async fn remember(&self, tx: &mut Tx, result_id: &str) -> Result<()> {
        let Some(key) = &self.key else { return Ok(()) };
        let remembered = Remembered {
            request_hash: self.request_hash.clone(),
            result_id: result_id.to_owned(),
        };
        let expired = self.now.plus_seconds(-REMEMBER_S);
        tx.insert_idempotency_key(&self.actor, &key.0, &remembered, self.now, expired)
            .await
    }
}
