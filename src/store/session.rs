//! Log-in sessions, by the hash of their identifier.

use sqlx::FromRow;

use super::{Tx, stored};
use crate::domain::id::{OperatorId, SessionId};
use crate::domain::operator::Email;
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};

/// A session as the store keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredSession {
    /// Whose it is, once somebody has given their password.
    pub operator: Option<OperatorId>,
    /// How it began, once somebody has logged in for good.
    pub begun: Option<Begun>,
    /// What the session remembers, as JSON.
    pub data: String,
    /// When it ends, unless it is used before.
    pub expires_at: Timestamp,
}

/// A session as it is found by its identifier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundSession {
    /// What it remembers, as JSON.
    pub data: String,
    /// When it ends, unless it is used before.
    pub expires_at: Timestamp,
    /// When its operator last proved who they are: later, perhaps, than it remembers itself.
    pub authenticated_at: Option<Timestamp>,
}

/// How a session began, and who uses it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// What its owner calls it by; it stays when the identifier in the cookie changes.
    pub id: SessionId,
    /// When somebody logged in.
    pub at: Timestamp,
    /// When they last proved who they are.
    pub authenticated_at: Timestamp,
    /// When it was last used, to the minute.
    pub seen_at: Timestamp,
    /// From which network.
    pub network: String,
    /// With which browser, as it says itself.
    pub browser: String,
}

/// A session of somebody who is logged in, as people see it in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenSession {
    /// Whose it is.
    pub email: Email,
    /// How it began.
    pub begun: Begun,
}

#[derive(FromRow)]
struct OpenRow {
    email: String,
    session_id: String,
    begun_at: i64,
    authenticated_at: i64,
    seen_at: i64,
    network: String,
    browser: String,
}

impl TryFrom<OpenRow> for OpenSession {
    type Error = Error;

    fn try_from(row: OpenRow) -> Result<Self> {
        Ok(Self {
            email: stored("reading an address", Email::parse(&row.email))?,
            begun: Begun {
                id: SessionId::new(row.session_id),
                at: Timestamp::from_millis(row.begun_at),
                authenticated_at: Timestamp::from_millis(row.authenticated_at),
                seen_at: Timestamp::from_millis(row.seen_at),
                network: row.network,
                browser: row.browser,
            },
        })
    }
}

impl Tx {
    /// Adds a session; `false` when there is one of this name already.
    pub async fn insert_session(&mut self, hash: &str, session: &StoredSession) -> Result<bool> {
        let begun = session.begun.as_ref();
        let done = sqlx::query(
            "insert into session (session_hash, operator_id, data, expires_at,
                 session_id, begun_at, authenticated_at, seen_at, network, browser)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (session_hash) do nothing",
        )
        .bind(hash)
        .bind(session.operator.as_ref().map(OperatorId::as_str))
        .bind(&session.data)
        .bind(session.expires_at.as_millis())
        .bind(begun.map(|begun| begun.id.as_str()))
        .bind(begun.map(|begun| begun.at.as_millis()))
        .bind(begun.map(|begun| begun.authenticated_at.as_millis()))
        .bind(begun.map(|begun| begun.seen_at.as_millis()))
        .bind(begun.map(|begun| begun.network.as_str()))
        .bind(begun.map(|begun| begun.browser.as_str()))
        .execute(self.conn())
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Changes what a session that is still there remembers. One that was ended meanwhile stays ended, and what it
    /// proved meanwhile stays proven.
    pub async fn update_session(&mut self, hash: &str, session: &StoredSession) -> Result<()> {
        sqlx::query(
            "update session set operator_id = $2, data = $3, expires_at = $4, seen_at = $5
             where session_hash = $1",
        )
        .bind(hash)
        .bind(session.operator.as_ref().map(OperatorId::as_str))
        .bind(&session.data)
        .bind(session.expires_at.as_millis())
        .bind(
            session
                .begun
                .as_ref()
                .map(|begun| begun.seen_at.as_millis()),
        )
        .execute(self.conn())
        .await?;
        Ok(())
    }

    /// Notes that the operator of a session has proved again who they are.
    pub async fn update_authenticated(&mut self, id: &SessionId, now: Timestamp) -> Result<()> {
        sqlx::query("update session set authenticated_at = $2 where session_id = $1")
            .bind(id.as_str())
            .bind(now.as_millis())
            .execute(self.conn())
            .await?;
        Ok(())
    }

    /// The session with this hash, if it has not ended by `now`.
    pub async fn find_session(
        &mut self,
        hash: &str,
        now: Timestamp,
    ) -> Result<Option<FoundSession>> {
        let row: Option<(String, i64, Option<i64>)> = sqlx::query_as(
            "select data, expires_at, authenticated_at from session where session_hash = $1 and expires_at > $2",
        )
        .bind(hash)
        .bind(now.as_millis())
        .fetch_optional(self.conn())
        .await?;
        Ok(
            row.map(|(data, expires_at, authenticated_at)| FoundSession {
                data,
                expires_at: Timestamp::from_millis(expires_at),
                authenticated_at: authenticated_at.map(Timestamp::from_millis),
            }),
        )
    }

    /// The session that its owner calls so, of somebody who may be there, if it has not ended by `now`.
    pub async fn find_open_session(
        &mut self,
        id: &SessionId,
        now: Timestamp,
    ) -> Result<Option<OpenSession>> {
        sqlx::query_as::<_, OpenRow>(
            "select o.email, s.session_id, s.begun_at, s.authenticated_at, s.seen_at, s.network, s.browser
             from session s join operator o on o.operator_id = s.operator_id and o.disabled = 0
             where s.session_id = $1 and s.expires_at > $2",
        )
        .bind(id.as_str())
        .bind(now.as_millis())
        .fetch_optional(self.conn())
        .await?
        .map(OpenSession::try_from)
        .transpose()
    }

    /// The sessions of somebody, or of everybody, that began after `since` and have not ended by `now`; newest first.
    pub async fn list_open_sessions(
        &mut self,
        operator: Option<&OperatorId>,
        since: Timestamp,
        now: Timestamp,
    ) -> Result<Vec<OpenSession>> {
        sqlx::query_as::<_, OpenRow>(
            "select o.email, s.session_id, s.begun_at, s.authenticated_at, s.seen_at, s.network, s.browser
             from session s join operator o on o.operator_id = s.operator_id and o.disabled = 0
             where s.session_id is not null and ($1 is null or s.operator_id = $1)
                 and s.begun_at > $2 and s.expires_at > $3
             order by s.begun_at desc, s.session_id",
        )
        .bind(operator.map(OperatorId::as_str))
        .bind(since.as_millis())
        .bind(now.as_millis())
        .fetch_all(self.conn())
        .await?
        .into_iter()
        .map(OpenSession::try_from)
        .collect()
    }

    /// Ends a session by the hash of its identifier.
    pub async fn delete_session(&mut self, hash: &str) -> Result<()> {
        sqlx::query("delete from session where session_hash = $1")
            .bind(hash)
            .execute(self.conn())
            .await?;
        Ok(())
    }

    /// Ends a session by the name its owner has for it, if it is theirs; nobody in particular may end any. `false`
    /// when there is none such.
    pub async fn delete_session_of(
        &mut self,
        id: &SessionId,
        of: Option<&OperatorId>,
    ) -> Result<bool> {
        let done = sqlx::query(
            "delete from session where session_id = $1 and ($2 is null or operator_id = $2)",
        )
        .bind(id.as_str())
        .bind(of.map(OperatorId::as_str))
        .execute(self.conn())
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Ends every session of an operator, half-begun ones too, but for the one to keep; tells how many.
    pub async fn delete_sessions_of(
        &mut self,
        id: &OperatorId,
        keep: Option<&SessionId>,
    ) -> Result<u64> {
        let done = sqlx::query(
            "delete from session where operator_id = $1 and ($2 is null or session_id is null or session_id <> $2)",
        )
        .bind(id.as_str())
        .bind(keep.map(SessionId::as_str))
        .execute(self.conn())
        .await?;
        Ok(done.rows_affected())
    }

    /// Forgets the sessions that have ended by themselves.
    pub async fn delete_expired_sessions(&mut self, now: Timestamp) -> Result<()> {
        sqlx::query("delete from session where expires_at <= $1")
            .bind(now.as_millis())
            .execute(self.conn())
            .await?;
        Ok(())
    }
}
