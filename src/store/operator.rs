//! Operators.

use sqlx::FromRow;

use super::{Tx, stored};
use crate::domain::id::OperatorId;
use crate::domain::operator::{Email, Operator, Role};
use crate::domain::time::Timestamp;
use crate::error::Result;

/// An operator with the hash of their password, which leaves the store only to be verified.
pub struct StoredOperator {
    /// The operator.
    pub operator: Operator,
    /// Argon2id, PHC string format.
    pub password_hash: String,
}

#[derive(FromRow)]
struct OperatorRow {
    operator_id: String,
    email: String,
    password_hash: String,
    role: String,
    disabled: i64,
    second_factor: i64,
}

impl TryFrom<OperatorRow> for StoredOperator {
    type Error = crate::error::Error;

    fn try_from(row: OperatorRow) -> Result<Self> {
        let operator = Operator {
            id: OperatorId::new(row.operator_id),
            email: stored("reading an address", Email::parse(&row.email))?,
            role: stored("reading a role", Role::parse(&row.role))?,
            disabled: row.disabled != 0,
            second_factor: row.second_factor != 0,
        };
        Ok(Self {
            operator,
            password_hash: row.password_hash,
        })
    }
}

impl Tx {
    /// Adds an operator; `false` when the address is taken.
    pub async fn insert_operator(
        &mut self,
        operator: &Operator,
        password_hash: &str,
        now: Timestamp,
    ) -> Result<bool> {
        let done = sqlx::query(
            "insert into operator (operator_id, email, password_hash, role, disabled, created_at)
             values ($1, $2, $3, $4, $5, $6) on conflict (email) do nothing",
        )
        .bind(operator.id.as_str())
        .bind(operator.email.as_str())
        .bind(password_hash)
        .bind(operator.role.as_str())
        .bind(i64::from(operator.disabled))
        .bind(now.as_millis())
        .execute(self.conn())
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Replaces an operator's password.
    pub async fn update_password(&mut self, id: &OperatorId, password_hash: &str) -> Result<()> {
        sqlx::query("update operator set password_hash = $2 where operator_id = $1")
            .bind(id.as_str())
            .bind(password_hash)
            .execute(self.conn())
            .await?;
        Ok(())
    }

    /// Changes what an operator is trusted with.
    pub async fn update_role(&mut self, id: &OperatorId, role: Role) -> Result<()> {
        sqlx::query("update operator set role = $2 where operator_id = $1")
            .bind(id.as_str())
            .bind(role.as_str())
            .execute(self.conn())
            .await?;
        Ok(())
    }

    /// Bars an operator from logging in, or lets them in again.
    pub async fn update_disabled(&mut self, id: &OperatorId, disabled: bool) -> Result<()> {
        sqlx::query("update operator set disabled = $2 where operator_id = $1")
            .bind(id.as_str())
            .bind(i64::from(disabled))
            .execute(self.conn())
            .await?;
        Ok(())
    }

    /// How many owners may log in.
    pub async fn count_owners(&mut self) -> Result<i64> {
        let count = sqlx::query_scalar(
            "select count(*) from operator where role = 'owner' and disabled = 0",
        );
        Ok(count.fetch_one(self.conn()).await?)
    }

    /// The operator with this address.
    pub async fn find_operator(&mut self, email: &Email) -> Result<Option<StoredOperator>> {
        sqlx::query_as::<_, OperatorRow>(
            "select o.operator_id, o.email, o.password_hash, o.role, o.disabled, f.operator_id is not null as second_factor
             from operator o left join second_factor f on f.operator_id = o.operator_id and f.confirmed_at is not null
             where o.email = $1",
        )
        .bind(email.as_str())
        .fetch_optional(self.conn())
        .await?
        .map(StoredOperator::try_from)
        .transpose()
    }

    /// The operator with this identity.
    pub async fn find_operator_by_id(&mut self, id: &OperatorId) -> Result<Option<StoredOperator>> {
        sqlx::query_as::<_, OperatorRow>(
            "select o.operator_id, o.email, o.password_hash, o.role, o.disabled, f.operator_id is not null as second_factor
             from operator o left join second_factor f on f.operator_id = o.operator_id and f.confirmed_at is not null
             where o.operator_id = $1",
        )
        .bind(id.as_str())
        .fetch_optional(self.conn())
        .await?
        .map(StoredOperator::try_from)
        .transpose()
    }

    /// Every operator, by address.
    pub async fn list_operators(&mut self) -> Result<Vec<Operator>> {
        sqlx::query_as::<_, OperatorRow>(
            "select o.operator_id, o.email, o.password_hash, o.role, o.disabled, f.operator_id is not null as second_factor
             from operator o left join second_factor f on f.operator_id = o.operator_id and f.confirmed_at is not null
             order by o.email",
        )
        .fetch_all(self.conn())
        .await?
        .into_iter()
        .map(|row| Ok(StoredOperator::try_from(row)?.operator))
        .collect()
    }
}
