//! Messages that are being written.

use sqlx::FromRow;

use super::{Tx, stored};
use crate::domain::draft::Draft;
use crate::domain::id::{DraftId, EventId};
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};

#[derive(FromRow)]
struct DraftRow {
    draft_id: String,
    event_id: String,
    fields: String,
    form: String,
    version: i64,
    saved_by: String,
    saved_at: i64,
}

impl TryFrom<DraftRow> for Draft {
    type Error = Error;

    fn try_from(row: DraftRow) -> Result<Self> {
        Ok(Self {
            id: DraftId::new(row.draft_id),
            event_id: EventId::new(row.event_id),
            fields: stored("reading a draft", serde_json::from_str(&row.fields))?,
            form: row.form,
            version: stored("reading a draft's version", u32::try_from(row.version))?,
            saved_by: row.saved_by,
            saved_at: Timestamp::from_millis(row.saved_at),
        })
    }
}

impl Tx {
    /// Adds a draft, or puts a newer version in its place.
    pub async fn upsert_draft(&mut self, draft: &Draft) -> Result<()> {
        sqlx::query(
            "insert into draft (draft_id, event_id, fields, form, version, saved_by, saved_at)
             values ($1, $2, $3, $4, $5, $6, $7)
             on conflict (draft_id) do update set fields = excluded.fields, form = excluded.form,
               version = excluded.version, saved_by = excluded.saved_by, saved_at = excluded.saved_at",
        )
        .bind(draft.id.as_str())
        .bind(draft.event_id.as_str())
        .bind(stored(
            "writing a draft",
            serde_json::to_string(&draft.fields),
        )?)
        .bind(&draft.form)
        .bind(i64::from(draft.version))
        .bind(&draft.saved_by)
        .bind(draft.saved_at.as_millis())
        .execute(self.conn())
        .await?;
        Ok(())
    }

    /// One draft of an event.
    pub async fn find_draft(&mut self, event: &EventId, id: &DraftId) -> Result<Option<Draft>> {
        sqlx::query_as::<_, DraftRow>("select * from draft where event_id = $1 and draft_id = $2")
            .bind(event.as_str())
            .bind(id.as_str())
            .fetch_optional(self.conn())
            .await?
            .map(Draft::try_from)
            .transpose()
    }

    /// The draft that a form saved last.
    pub async fn find_draft_of_form(
        &mut self,
        event: &EventId,
        form: &str,
    ) -> Result<Option<Draft>> {
        sqlx::query_as::<_, DraftRow>("select * from draft where event_id = $1 and form = $2")
            .bind(event.as_str())
            .bind(form)
            .fetch_optional(self.conn())
            .await?
            .map(Draft::try_from)
            .transpose()
    }

    /// The drafts of an event, saved last first.
    pub async fn list_drafts(&mut self, event: &EventId) -> Result<Vec<Draft>> {
        sqlx::query_as::<_, DraftRow>(
            "select * from draft where event_id = $1 order by saved_at desc, draft_id desc",
        )
        .bind(event.as_str())
        .fetch_all(self.conn())
        .await?
        .into_iter()
        .map(Draft::try_from)
        .collect()
    }

    /// Takes a draft out; `false` when there is none.
    pub async fn delete_draft(&mut self, event: &EventId, id: &DraftId) -> Result<bool> {
        let done = sqlx::query("delete from draft where event_id = $1 and draft_id = $2")
            .bind(event.as_str())
            .bind(id.as_str())
            .execute(self.conn())
            .await?;
        Ok(done.rows_affected() == 1)
    }
}
