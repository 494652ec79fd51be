//! Templates: every version stays, the newest of a key counts.

use sqlx::FromRow;

use super::{Tx, stored};
use crate::domain::message::Severity;
use crate::domain::template::{Scenario, Template, TemplateKey};
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};

#[derive(FromRow)]
struct TemplateRow {
    key: String,
    version: i64,
    name: String,
    severity: String,
    text: String,
    archived: bool,
    saved_at: i64,
    scenario: String,
    saved_by: Option<String>,
}

impl TryFrom<TemplateRow> for Template {
    type Error = Error;

    fn try_from(row: TemplateRow) -> Result<Self> {
        Ok(Self {
            key: stored("reading a template's key", TemplateKey::parse(&row.key))?,
            version: stored("reading a template's version", u32::try_from(row.version))?,
            name: row.name,
            scenario: stored("reading a scenario", Scenario::parse(&row.scenario))?,
            severity: stored("reading a severity", Severity::parse(&row.severity))?,
            text: stored("reading a template", serde_json::from_str(&row.text))?,
            archived: row.archived,
            saved_by: row.saved_by,
            saved_at: Timestamp::from_millis(row.saved_at),
        })
    }
}

impl Tx {
    /// Adds a template, or a new version of one; `false` when there is this version already.
    pub async fn insert_template(&mut self, template: &Template) -> Result<bool> {
        let done = sqlx::query(
            "insert into template (key, version, name, scenario, severity, text, archived, saved_by, saved_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (key, version) do nothing",
        )
        .bind(template.key.as_str())
        .bind(i64::from(template.version))
        .bind(&template.name)
        .bind(template.scenario.as_str())
        .bind(template.severity.as_str())
        .bind(stored(
            "writing a template",
            serde_json::to_string(&template.text),
        )?)
        .bind(template.archived)
        .bind(&template.saved_by)
        .bind(template.saved_at.as_millis())
        .execute(self.conn())
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// The newest version of a template.
    pub async fn find_template(&mut self, key: &TemplateKey) -> Result<Option<Template>> {
        sqlx::query_as::<_, TemplateRow>(
            "select * from template where key = $1 order by version desc limit 1",
        )
        .bind(key.as_str())
        .fetch_optional(self.conn())
        .await?
        .map(Template::try_from)
        .transpose()
    }

    /// One version of a template.
    pub async fn find_template_version(
        &mut self,
        key: &TemplateKey,
        version: u32,
    ) -> Result<Option<Template>> {
        sqlx::query_as::<_, TemplateRow>("select * from template where key = $1 and version = $2")
            .bind(key.as_str())
            .bind(i64::from(version))
            .fetch_optional(self.conn())
            .await?
            .map(Template::try_from)
            .transpose()
    }

    /// The newest version of every template in the order they were made, those put away among them.
    pub async fn list_templates(&mut self) -> Result<Vec<Template>> {
        sqlx::query_as::<_, TemplateRow>(
            "select template.* from template
             join (select key, min(template_id) as first, max(version) as newest from template group by key) known
               on known.key = template.key and known.newest = template.version
             order by known.first",
        )
        .fetch_all(self.conn())
        .await?
        .into_iter()
        .map(Template::try_from)
        .collect()
    }

    /// Every version of a template, newest first.
    pub async fn list_template_versions(&mut self, key: &TemplateKey) -> Result<Vec<Template>> {
        sqlx::query_as::<_, TemplateRow>(
            "select * from template where key = $1 order by version desc",
        )
        .bind(key.as_str())
        .fetch_all(self.conn())
        .await?
        .into_iter()
        .map(Template::try_from)
        .collect()
    }
}
