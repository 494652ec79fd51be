//! Logos. Whoever has one of the same hash need not fetch it again.

use super::{Tx, stored};
use crate::domain::brand::{Logo, LogoType};
use crate::domain::id::EventId;
use crate::error::Result;

impl Tx {
    /// Gives an event a logo, in the place of one that it had.
    pub async fn upsert_logo(&mut self, event: &EventId, logo: &Logo) -> Result<()> {
        sqlx::query(
            "insert into logo (event_id, media_type, bytes) values ($1, $2, $3)
             on conflict (event_id) do update set media_type = excluded.media_type, bytes = excluded.bytes",
        )
        .bind(event.as_str())
        .bind(logo.kind.media_type())
        .bind(&logo.bytes)
        .execute(self.conn())
        .await?;
        Ok(())
    }

    /// Takes an event's logo away.
    pub async fn delete_logo(&mut self, event: &EventId) -> Result<()> {
        sqlx::query("delete from logo where event_id = $1")
            .bind(event.as_str())
            .execute(self.conn())
            .await?;
        Ok(())
    }

    /// The logo of an event.
    pub async fn find_logo(&mut self, event: &EventId) -> Result<Option<Logo>> {
        let row: Option<(String, Vec<u8>)> =
            sqlx::query_as("select media_type, bytes from logo where event_id = $1")
                .bind(event.as_str())
                .fetch_optional(self.conn())
                .await?;
        let logo = |(media_type, bytes): (String, Vec<u8>)| {
            let kind = stored("reading a logo", LogoType::parse(&media_type))?;
            Ok(Logo { kind, bytes })
        };
        row.map(logo).transpose()
    }
}
