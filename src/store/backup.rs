//! A copy of the database while it is in use.

use std::path::Path;

use super::Store;
use crate::error::{Error, Result};

impl Store {
    /// Writes a complete copy to `file`, which must not exist yet, and checks it.
    ///
    /// Copying a live SQLite file by hand would miss what stands in its write-ahead log; `vacuum into` does not.
    pub async fn backup(&self, file: &Path) -> Result<()> {
        if file.exists() {
            return Err(Error::Conflict(format!(
                "{} exists already",
                file.display()
            )));
        }
        let name = file
            .to_str()
            .ok_or_else(|| Error::invalid("file", "the file's name must be valid Unicode"))?;
        sqlx::query("vacuum into $1")
            .bind(name)
            .execute(&self.writer)
            .await
            .map_err(|error| Error::internal("writing the backup", error))?;
        let copy = sqlx::sqlite::SqliteConnectOptions::new()
            .filename(file)
            .read_only(true);
        let mut copy = <sqlx::SqliteConnection as sqlx::Connection>::connect_with(&copy).await?;
        let verdict: String = sqlx::query_scalar("pragma integrity_check")
            .fetch_one(&mut copy)
            .await?;
        if verdict == "ok" {
            Ok(())
        } else {
            Err(Error::Internal(anyhow::anyhow!(
                "the backup is damaged: {verdict}"
            )))
        }
    }
}
