//! Second factors: the secret that an authenticator shares with us, and codes for the day it is lost.

use super::Tx;
use crate::domain::id::OperatorId;
use crate::domain::time::Timestamp;
use crate::error::Result;

/// An operator's second factor, which leaves the store only to be offered once and to check codes.
pub struct StoredFactor {
    /// Base32.
    pub secret: String,
    /// Whether its first right code has been seen.
    pub confirmed: bool,
    /// The last step whose code counts no more: it was used, or was before the secret was offered.
    pub last_step: i64,
}

impl Tx {
    /// Offers a secret whose codes count after `last_step`, in place of one that was offered and never confirmed. `false`
    /// when one is in use.
    pub async fn upsert_factor_offer(
        &mut self,
        id: &OperatorId,
        secret: &str,
        last_step: i64,
    ) -> Result<bool> {
        let done = sqlx::query(
            "insert into second_factor (operator_id, secret, last_step) values ($1, $2, $3)
             on conflict (operator_id) do update set secret = $2, last_step = $3
             where second_factor.confirmed_at is null",
        )
        .bind(id.as_str())
        .bind(secret)
        .bind(last_step)
        .execute(self.conn())
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// An operator's second factor, in use or only offered.
    pub async fn find_factor(&mut self, id: &OperatorId) -> Result<Option<StoredFactor>> {
        let row: Option<(String, Option<i64>, i64)> = sqlx::query_as(
            "select secret, confirmed_at, last_step from second_factor where operator_id = $1",
        )
        .bind(id.as_str())
        .fetch_optional(self.conn())
        .await?;
        Ok(row.map(|(secret, confirmed_at, last_step)| StoredFactor {
            secret,
            confirmed: confirmed_at.is_some(),
            last_step,
        }))
    }

    /// Takes a factor into use. `false` when it is in use already.
    pub async fn confirm_factor(&mut self, id: &OperatorId, now: Timestamp) -> Result<bool> {
        let done = sqlx::query(
            "update second_factor set confirmed_at = $2 where operator_id = $1 and confirmed_at is null",
        )
        .bind(id.as_str())
        .bind(now.as_millis())
        .execute(self.conn())
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Uses up a step and all before it; `false` when that was done already: the code is a replay.
    pub async fn use_step(&mut self, id: &OperatorId, step: i64) -> Result<bool> {
        let done = sqlx::query(
            "update second_factor set last_step = $2 where operator_id = $1 and last_step < $2",
        )
        .bind(id.as_str())
        .bind(step)
        .execute(self.conn())
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Forgets a factor and its recovery codes; `false` when there was none in use.
    pub async fn delete_factor(&mut self, id: &OperatorId) -> Result<bool> {
        let done = sqlx::query(
            "delete from second_factor where operator_id = $1 and confirmed_at is not null",
        )
        .bind(id.as_str())
        .execute(self.conn())
        .await?;
        self.delete_recovery_codes(id).await?;
        Ok(done.rows_affected() == 1)
    }

    /// Replaces an operator's recovery codes, given by their hashes.
    pub async fn replace_recovery_codes(
        &mut self,
        id: &OperatorId,
        hashes: &[String],
    ) -> Result<()> {
        self.delete_recovery_codes(id).await?;
        for hash in hashes {
            sqlx::query("insert into recovery_code (operator_id, code_hash) values ($1, $2)")
                .bind(id.as_str())
                .bind(hash)
                .execute(self.conn())
                .await?;
        }
        Ok(())
    }

    async fn delete_recovery_codes(&mut self, id: &OperatorId) -> Result<()> {
        sqlx::query("delete from recovery_code where operator_id = $1")
            .bind(id.as_str())
            .execute(self.conn())
            .await?;
        Ok(())
    }

    /// Uses up a recovery code; `false` when there is none such left.
    pub async fn use_recovery_code(
        &mut self,
        id: &OperatorId,
        hash: &str,
        now: Timestamp,
    ) -> Result<bool> {
        let done = sqlx::query(
            "update recovery_code set used_at = $3
             where operator_id = $1 and code_hash = $2 and used_at is null",
        )
        .bind(id.as_str())
        .bind(hash)
        .bind(now.as_millis())
        .execute(self.conn())
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// How many recovery codes an operator has left.
    pub async fn count_recovery_codes(&mut self, id: &OperatorId) -> Result<i64> {
        let count = sqlx::query_scalar(
            "select count(*) from recovery_code where operator_id = $1 and used_at is null",
        );
        Ok(count.bind(id.as_str()).fetch_one(self.conn()).await?)
    }
}
