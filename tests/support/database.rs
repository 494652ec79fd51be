//! The database file, looked at from outside.

use std::collections::BTreeMap;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, Connection, SqliteConnection};

use super::TestApp;

/// What a table holds: how many rows. For `event`, how often each has changed, too.
pub type Rows = BTreeMap<String, i64>;

/// Opens a database file for reading only.
pub async fn open(file: &std::path::Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(file).read_only(true);
    SqliteConnection::connect_with(&options).await.unwrap()
}

/// Changes a database file behind the server's back.
pub async fn execute(file: &std::path::Path, sql: &'static str) -> sqlx::Result<()> {
    let options = SqliteConnectOptions::new().filename(file);
    let mut database = SqliteConnection::connect_with(&options).await?;
    sqlx::query(sql).execute(&mut database).await?;
    database.close().await
}

impl TestApp {
    /// Counts everything that is stored, but for what the server notes by itself.
    pub async fn rows(&self) -> Rows {
        let mut database = open(&self.database).await;
        let tables: Vec<String> = sqlx::query_scalar(
            "select name from sqlite_schema where type = 'table'
                and name not in ('shown_wait', 'watch', 'estimator_state')",
        )
        .fetch_all(&mut database)
        .await
        .unwrap();
        let mut rows = Rows::new();
        for table in tables {
            let count = AssertSqlSafe(format!("select count(*) from {table}"));
            let count = sqlx::query_scalar(count).fetch_one(&mut database).await;
            rows.insert(table, count.unwrap());
        }
        let versions: Vec<(String, i64)> = sqlx::query_as("select slug, version from event")
            .fetch_all(&mut database)
            .await
            .unwrap();
        rows.extend(
            versions
                .into_iter()
                .map(|(slug, v)| (format!("event {slug}"), v)),
        );
        rows
    }

    /// The audit log's entries: what was done, to what, by whom.
    pub async fn audit(&self) -> Vec<(String, String, String)> {
        let mut database = open(&self.database).await;
        sqlx::query_as("select action, subject, actor from audit_entry order by audit_entry_id")
            .fetch_all(&mut database)
            .await
            .unwrap()
    }

    /// What the audit log's entries of an action hold, the oldest first.
    pub async fn audit_details(&self, action: &str) -> Vec<serde_json::Value> {
        let mut database = open(&self.database).await;
        let details: Vec<String> = sqlx::query_scalar(
            "select detail from audit_entry where action = $1 order by audit_entry_id",
        )
        .bind(action)
        .fetch_all(&mut database)
        .await
        .unwrap();
        let parse = |detail: &String| serde_json::from_str(detail).unwrap();
        details.iter().map(parse).collect()
    }

    /// How many audit entries there are of an action.
    pub async fn audited(&self, action: &str) -> usize {
        let entries = self.audit().await;
        entries.iter().filter(|(what, ..)| what == action).count()
    }
}
