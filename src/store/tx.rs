//! One transaction.

use sqlx::{Sqlite, SqliteConnection, Transaction};

use crate::error::Result;

/// An open transaction; every query of the store is a method of it.
#[derive(Debug)]
pub struct Tx(Transaction<'static, Sqlite>);

impl Tx {
    pub(super) fn new(inner: Transaction<'static, Sqlite>) -> Self {
        Self(inner)
    }

    pub(super) fn conn(&mut self) -> &mut SqliteConnection {
        &mut self.0
    }

    /// Makes everything done so far durable. **Without this call it never happened.**
    pub async fn commit(self) -> Result<()> {
        Ok(self.0.commit().await?)
    }
}
