//! The only place that knows SQL: one file per aggregate, row ↔ domain conversion beside its query.
//!
//! All reading and writing happens inside a `Tx`. Services open and commit it; the functions here never do.
//! The SQL is plain enough for PostgreSQL (`$1`, `returning`, `on conflict`), and static.

mod audit;
mod backup;
mod calendar;
mod component;
mod dashboard;
mod draft;
mod estimator;
mod event;
mod history;
mod idempotency;
mod incident;
mod inventory;
mod invitation;
mod logo;
mod message;
mod operator;
mod plan;
mod preview;
mod rehearsal;
mod report;
mod sample;
mod scheduled;
mod second_factor;
mod session;
mod signals;
mod template;
mod token;
mod tx;

use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use sqlx::SqlitePool;
use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

pub use audit::AuditEntry;
pub use dashboard::ReadingSpan;
pub use idempotency::Remembered;
pub use operator::StoredOperator;
pub use preview::StoredPreviewLink;
pub use sample::Inserted;
pub use second_factor::StoredFactor;
pub use session::{Begun, FoundSession, OpenSession, StoredSession};
pub use signals::StoredWatch;
pub use token::StoredToken;
pub use tx::Tx;

use crate::error::{Error, Result};

static MIGRATIONS: Migrator = sqlx::migrate!("migrations/sqlite");

/// SQLite before this version can corrupt a write-ahead log when it is reset (fixed in 3.51.3).
const OLDEST_SQLITE: (u32, u32, u32) = (3, 51, 3);
/// Readers are few: public reads never come here.
const READERS: u32 = 4;
/// How long to wait for a connection before saying that the database does not answer.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(5);

/// The database: one connection that writes, a few that only read.
#[derive(Debug, Clone)]
pub struct Store {
    writer: SqlitePool,
    readers: SqlitePool,
}

impl Store {
    /// Opens `sqlite://path`, makes the file if it is missing, and brings its schema up to date.
    pub async fn open(url: &str) -> Result<Self> {
        let path = sqlite_path(url)?;
        let options = SqliteConnectOptions::new()
            .filename(&path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // FULL: a post that was answered survives the loss of power, not only of the process.
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(5))
            .optimize_on_close(true, None);
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(ACQUIRE_TIMEOUT)
            .connect_with(options.clone())
            .await
            .map_err(|error| Error::internal("opening the database", error))?;
        check_version(&writer).await?;
        migrate(&writer).await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .acquire_timeout(ACQUIRE_TIMEOUT)
            .connect_with(options.read_only(true).create_if_missing(false))
            .await
            .map_err(|error| Error::internal("opening the database for reading", error))?;
        Ok(Self { writer, readers })
    }

    /// Begins to write. Dropping the transaction without `commit` undoes everything.
    pub async fn write(&self) -> Result<Tx> {
        // IMMEDIATE: a deferred transaction that upgrades later fails at once with SQLITE_BUSY, whatever the timeout.
        Ok(Tx::new(self.writer.begin_with("begin immediate").await?))
    }

    /// Begins to read: one consistent view, no writing.
    pub async fn read(&self) -> Result<Tx> {
        Ok(Tx::new(self.readers.begin().await?))
    }

    /// Whether the database answers a real read.
    pub async fn check(&self) -> Result<()> {
        sqlx::query_scalar::<_, i64>("select count(*) from event")
            .fetch_one(&self.readers)
            .await?;
        Ok(())
    }

    /// Closes every connection; the last one folds the write-ahead log into the file.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

fn sqlite_path(url: &str) -> Result<PathBuf> {
    let refused = "the database URL looks like sqlite://lineside.db";
    let path = url
        .strip_prefix("sqlite://")
        .or_else(|| url.strip_prefix("sqlite:"))
        .ok_or_else(|| Error::invalid("database_url", refused))?;
    if path.is_empty() || path.contains(":memory:") || path.contains('?') {
        return Err(Error::invalid("database_url", refused));
    }
    Ok(PathBuf::from(path))
}

async fn check_version(pool: &SqlitePool) -> Result<()> {
    let version: String = sqlx::query_scalar("select sqlite_version()")
        .fetch_one(pool)
        .await?;
    if parse_version(&version).is_some_and(|found| found >= OLDEST_SQLITE) {
        return Ok(());
    }
    let (major, minor, patch) = OLDEST_SQLITE;
    Err(Error::Internal(anyhow::anyhow!(
        "SQLite {version} can corrupt its log; {major}.{minor}.{patch} or newer is needed"
    )))
}

fn parse_version(text: &str) -> Option<(u32, u32, u32)> {
    let mut parts = text.split('.').map(u32::from_str);
    match (parts.next()?, parts.next()?, parts.next()?) {
        (Ok(major), Ok(minor), Ok(patch)) => Some((major, minor, patch)),
        _ => None,
    }
}

async fn migrate(writer: &SqlitePool) -> Result<()> {
    MIGRATIONS.run(writer).await.map_err(|error| match error {
        sqlx::migrate::MigrateError::VersionMissing(version) => Error::Internal(anyhow::anyhow!(
            "the database has step {version}, which this version does not know: it was used by a newer Lineside"
        )),
        other => Error::internal("bringing the database up to date", other),
    })
}

/// A stored value that no longer parses is a fault of ours, not of the caller.
fn stored<T, E>(what: &'static str, parsed: std::result::Result<T, E>) -> Result<T>
where
    E: std::error::Error + Send + Sync + 'static,
{
    parsed.map_err(|error| Error::internal(what, error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_affected_sqlite_is_told_from_a_good_one() {
        assert!(parse_version("3.51.2") < Some(OLDEST_SQLITE));
        assert!(parse_version("3.51.3") >= Some(OLDEST_SQLITE));
        assert_eq!(parse_version("3"), None);
    }

    #[test]
    fn only_a_file_is_a_database() {
        assert!(sqlite_path("sqlite://a.db").is_ok());
        for bad in [
            "a.db",
            "sqlite://",
            "sqlite::memory:",
            "sqlite://a.db?mode=ro",
            "mysql://x",
        ] {
            assert!(sqlite_path(bad).is_err(), "{bad}");
        }
    }
}
