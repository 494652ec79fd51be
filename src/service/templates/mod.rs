//! Prepared messages: list, make, edit, put away, bring back.

mod edit;

pub use edit::{NewTemplate, TemplateEdit, create, edit};

use super::authors::{self, Credited};
use super::{Services, authorise};
use crate::domain::operator::{Actor, Scope};
use crate::domain::template::{Template, TemplateError, TemplateKey};
use crate::error::{Error, Result};
use crate::store::Tx;

/// The templates that are offered, in the order they were made.
pub async fn list(services: &Services, actor: &Actor) -> Result<Vec<Template>> {
    authorise_reader(actor)?;
    let mut tx = services.store.read().await?;
    offered(&mut tx).await
}

/// Every template in its newest version, those that were put away among them, and who saved it.
pub async fn list_all(services: &Services, actor: &Actor) -> Result<Vec<Credited<Template>>> {
    authorise_reader(actor)?;
    let mut tx = services.store.read().await?;
    let templates = tx.list_templates().await?;
    credit(&mut tx, templates).await
}

/// Every version of a template, newest first, and who saved it.
pub async fn versions(
    services: &Services,
    actor: &Actor,
    key: &str,
) -> Result<Vec<Credited<Template>>> {
    authorise_reader(actor)?;
    let missing = Error::NotFound("template");
    let Ok(key) = TemplateKey::parse(key) else {
        return Err(missing);
    };
    let mut tx = services.store.read().await?;
    let versions = tx.list_template_versions(&key).await?;
    if versions.is_empty() {
        return Err(missing);
    }
    credit(&mut tx, versions).await
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

/// One version of a template, whatever became of the template since; without a version, the template as it is offered now.
pub(super) async fn find_version(tx: &mut Tx, key: &str, version: Option<u32>) -> Result<Template> {
    if let (Some(version), Ok(key)) = (version, TemplateKey::parse(key))
        && let Some(template) = tx.find_template_version(&key, version).await?
    {
        return Ok(template);
    }
    find(tx, key).await
}

/// Who posts with templates may read them, and who writes them.
fn authorise_reader(actor: &Actor) -> Result<()> {
    authorise(actor, Scope::Publish).or_else(|_| authorise(actor, Scope::Manage))
}

async fn offered(tx: &mut Tx) -> Result<Vec<Template>> {
    let mut templates = tx.list_templates().await?;
    templates.retain(|template| !template.archived);
    Ok(templates)
}

async fn credit(tx: &mut Tx, templates: Vec<Template>) -> Result<Vec<Credited<Template>>> {
    let mut credited = Vec::new();
    for template in templates {
        credited.push(match template.saved_by.clone() {
            Some(by) => authors::credited(tx, &by, template).await?,
            None => Credited {
                what: template,
                by: "Lineside".to_owned(),
            },
        });
    }
    Ok(credited)
}
