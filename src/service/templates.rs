//! Prepared messages: list them, and word a message with one.

use std::collections::BTreeMap;

use super::{Services, authorise};
use crate::domain::event::Event;
use crate::domain::locale::Locale;
use crate::domain::locale::words::Words;
use crate::domain::operator::{Actor, Scope};
use crate::domain::template::{Placeholder, Template, TemplateError, TemplateKey};
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::store::Tx;

/// The templates that are offered, in the order they were made.
pub async fn list(services: &Services, actor: &Actor) -> Result<Vec<Template>> {
    authorise(actor, Scope::Publish)?;
    let mut tx = services.store.read().await?;
    offered(&mut tx).await
}

/// The template of this key, unless it was put away; else the error names those there are.
pub(super) async fn find(tx: &mut Tx, key: &str) -> Result<Template> {
    if let Ok(key) = TemplateKey::parse(key)
        && let Some(template) = tx.find_template(&key).await?
        && !template.archived
    {
        return Ok(template);
    }
    let known = offered(tx).await?;
    let keys: Vec<_> = known.iter().map(|template| template.key.as_str()).collect();
    let error = TemplateError::UnknownTemplate(keys.join(", "));
    Err(Error::invalid("template", error))
}

/// Fills a template in each of its languages: with what was typed, else with what that language's page says now.
pub(super) fn fill(
    services: &Services,
    event: &Event,
    template: &Template,
    typed: &BTreeMap<String, String>,
    promised: Option<Timestamp>,
    now: Timestamp,
) -> Result<BTreeMap<Locale, String>> {
    let channel = services.live.channel(&event.slug);
    let snapshot = channel.map(|channel| channel.snapshot());
    let known = |locale, gap: Placeholder| match gap {
        Placeholder::NextUpdateBy => {
            promised.map(|by| Words::new(locale).moment(&event.zone, by, now))
        }
        gap => gap.live_value(snapshot.as_ref()?.status_page(locale)),
    };
    template.fill(typed, known).map_err(value_error)
}

async fn offered(tx: &mut Tx) -> Result<Vec<Template>> {
    let mut templates = tx.list_templates().await?;
    templates.retain(|template| !template.archived);
    Ok(templates)
}

fn value_error(error: TemplateError) -> Error {
    let field = match error.field() {
        Some(name) => format!("values.{name}"),
        None => "values".to_owned(),
    };
    Error::invalid(field, error)
}
