//! Templates: list, make, edit, put away, bring back.

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use super::{DeskError, Landing, Outcome};
use crate::domain::template::Template;

/// A template, and who saved it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateEntry {
    /// The template in one version.
    pub template: Template,
    /// Who saved this version, and when.
    pub saved: String,
}

/// Loads every template in its newest version, those that were put away among them.
#[server(prefix = "/admin/api", endpoint = "templates", input = GetUrl)]
pub async fn load_templates() -> Result<Vec<TemplateEntry>, DeskError> {
    use super::desk::Desk;
    use super::template_form::entry;
    use crate::service::templates::list_all;

    let desk = Desk::here()?;
    let listed = list_all(desk.services(), &desk.actor).await;
    let listed = listed.map_err(|error| desk.told(error))?;
    Ok(listed.into_iter().map(entry).collect())
}

/// Loads every version of a template, newest first.
#[server(prefix = "/admin/api", endpoint = "template", input = GetUrl)]
pub async fn load_template(key: String) -> Result<Vec<TemplateEntry>, DeskError> {
    use super::desk::{Desk, Status};
    use super::template_form::entry;
    use crate::service::templates::versions;

    let status = Status::here();
    let loaded = match Desk::here() {
        Ok(desk) => versions(desk.services(), &desk.actor, &key)
            .await
            .map(|versions| versions.into_iter().map(entry).collect())
            .map_err(|error| desk.told(error)),
        Err(error) => Err(error),
    };
    status.of(loaded)
}

/// The fields of a template's form, as they are typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TemplateForm {
    /// Its name on the wire; only a new one says it.
    pub key: String,
    /// Its name for operators.
    pub name: String,
    /// What it is for.
    pub scenario: String,
    /// How loud its messages are.
    pub severity: String,
    /// Its text by the tag of its language.
    pub text: BTreeMap<String, String>,
}

/// A template that was saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedTemplate {
    /// What was done.
    pub outcome: Outcome,
    /// Which template.
    pub key: String,
}

impl Landing for SavedTemplate {
    fn sentence(&self) -> String {
        self.outcome.sentence()
    }

    fn landing(&self, _page: &str) -> String {
        let page = format!("/admin/templates/{}", self.key);
        self.outcome.landing(&page)
    }

    fn next_key(&self) -> Option<String> {
        None
    }
}

/// Makes a template.
#[server(prefix = "/admin/api", endpoint = "create_template")]
pub async fn create_template(
    #[server(default)] template: TemplateForm,
) -> Result<SavedTemplate, DeskError> {
    use super::desk::Desk;
    use super::template_form::{beside_fields, read_new, saved};
    use crate::service::templates::create;

    let desk = Desk::here()?;
    let new = read_new(&template)?;

    let made = create(desk.services(), &desk.actor, new).await;
    let made = made.map_err(|error| beside_fields(desk.told(error)))?;
    Ok(saved(&made))
}

/// Edits a template; the form's `key` is the version that it was filled with.
#[server(prefix = "/admin/api", endpoint = "edit_template")]
pub async fn edit_template(
    #[server(default)] name: String,
    #[server(default)] key: String,
    #[server(default)] template: TemplateForm,
) -> Result<SavedTemplate, DeskError> {
    use super::desk::Desk;
    use super::template_form::edit;

    let desk = Desk::here()?;
    edit(&desk, &name, &key, &template).await
}

/// Puts a template away, or brings it back.
#[server(prefix = "/admin/api", endpoint = "archive_template")]
pub async fn archive_template(
    #[server(default)] name: String,
    #[server(default)] archived: String,
    #[server(default)] version: String,
) -> Result<SavedTemplate, DeskError> {
    use super::Deed;
    use super::desk::{self, Desk};
    use super::template_form::saved;
    use crate::service::templates::{TemplateEdit, edit};

    let desk = Desk::here()?;
    let archived = !archived.is_empty();
    let change = TemplateEdit {
        archived: Some(archived),
        ..TemplateEdit::default()
    };

    let expected = desk::expected(&version);
    let edited = edit(desk.services(), &desk.actor, &name, change, &expected).await;
    let edited = edited.map_err(|error| desk.told(error))?;
    let deed = if archived {
        Deed::TemplateArchived
    } else {
        Deed::TemplateRestored
    };
    Ok(SavedTemplate {
        outcome: Outcome::quiet(deed),
        ..saved(&edited)
    })
}

/// Brings an earlier version back: as a new one, which says what that one said.
#[server(prefix = "/admin/api", endpoint = "restore_template")]
pub async fn restore_template(
    #[server(default)] name: String,
    #[server(default)] restore: String,
    #[server(default)] version: String,
) -> Result<SavedTemplate, DeskError> {
    use super::desk::Desk;
    use super::template_form::restore as bring_back;

    let desk = Desk::here()?;
    bring_back(&desk, &name, &restore, &version).await
}
