//! Templates: make, edit, put away, bring back. A version never changes: every edit adds one.

use std::collections::BTreeMap;

use serde_json::json;

use crate::domain::locale::{Locale, LocalizedText};
use crate::domain::message::{MAX_TEXT, Severity};
use crate::domain::operator::{Actor, Scope};
use crate::domain::template::{Scenario, Template, TemplateKey, check_text, parse_name};
use crate::error::{Error, Result};
use crate::service::messages::Expected;
use crate::service::wrong::Wrong;
use crate::service::{Services, authorise};
use crate::store::{AuditEntry, Tx};

/// A template to be made, as asked for.
#[derive(Debug, Clone)]
pub struct NewTemplate {
    /// Its name on the wire.
    pub key: String,
    /// Its name for operators.
    pub name: String,
    /// What it is for.
    pub scenario: Scenario,
    /// How loud its messages are.
    pub severity: Severity,
    /// Its text by language.
    pub text: BTreeMap<Locale, String>,
}

/// What is to be different about a template. What is not said stays as it was.
#[derive(Debug, Clone, Default)]
pub struct TemplateEdit {
    /// Its name for operators.
    pub name: Option<String>,
    /// What it is for.
    pub scenario: Option<Scenario>,
    /// How loud its messages are.
    pub severity: Option<Severity>,
    /// Its text by language, in place of the earlier text in every language.
    pub text: Option<BTreeMap<Locale, String>>,
    /// Whether it is put away.
    pub archived: Option<bool>,
}

/// Makes a template.
pub async fn create(services: &Services, actor: &Actor, new: NewTemplate) -> Result<Template> {
    authorise_writer(actor)?;

    let mut wrong = Wrong::default();
    let key = wrong.note("key", TemplateKey::parse(new.key.trim()));
    let name = wrong.note("name", parse_name(&new.name));
    let text = text_of(&mut wrong, new.text);
    let (Some(key), Some(name), Some(text)) = (key, name, text) else {
        return Err(wrong.into());
    };
    let template = Template {
        key,
        version: 1,
        name,
        scenario: new.scenario,
        severity: new.severity,
        text,
        archived: false,
        saved_by: Some(actor.name()),
        saved_at: services.now(),
    };

    let mut tx = services.store.write().await?;
    if !tx.insert_template(&template).await? {
        let told = format!("there is already a template {}", template.key.as_str());
        return Err(Error::Conflict(told));
    }
    audit(&mut tx, "template.create", None, &template).await?;
    tx.commit().await?;
    Ok(template)
}

/// Edits a template, puts it away or brings it back. An edit that changes nothing leaves no trace.
pub async fn edit(
    services: &Services,
    actor: &Actor,
    key: &str,
    edit: TemplateEdit,
    expected: &Expected,
) -> Result<Template> {
    authorise_writer(actor)?;

    let mut wrong = Wrong::default();
    let name = edit.name.map(|name| wrong.note("name", parse_name(&name)));
    let text = edit.text.map(|text| text_of(&mut wrong, text));
    if !wrong.is_empty() {
        return Err(wrong.into());
    }
    let mut tx = services.store.write().await?;
    let before = match TemplateKey::parse(key) {
        Ok(key) => tx.find_template(&key).await?,
        Err(_) => None,
    };
    let before = before.ok_or(Error::NotFound("template"))?;
    let after = Template {
        name: name.flatten().unwrap_or_else(|| before.name.clone()),
        scenario: edit.scenario.unwrap_or(before.scenario),
        severity: edit.severity.unwrap_or(before.severity),
        text: text.flatten().unwrap_or_else(|| before.text.clone()),
        archived: edit.archived.unwrap_or(before.archived),
        ..before.clone()
    };
    if after == before {
        return Ok(after);
    }
    expected.check_of("template", before.version)?;
    let rules = tx.list_every_rule().await?;
    if rules.iter().any(|rules| rules.speak(before.key.as_str())) {
        // What it says is published without anybody's look at it.
        authorise(actor, Scope::Publish)?;
    }
    let after = Template {
        version: before.version + 1,
        saved_by: Some(actor.name()),
        saved_at: services.now(),
        ..after
    };

    if !tx.insert_template(&after).await? {
        return Err(Error::Outdated("template"));
    }
    let action = match (before.archived, after.archived) {
        (false, true) => "template.archive",
        (true, false) => "template.restore",
        _ => "template.edit",
    };
    audit(&mut tx, action, Some(&before), &after).await?;
    tx.commit().await?;
    Ok(after)
}

/// Templates are for every event, so a token for one event does not write them.
fn authorise_writer(actor: &Actor) -> Result<()> {
    authorise(actor, Scope::Manage)?;
    match actor {
        Actor::Token { event: Some(_), .. } => Err(Error::Forbidden(
            "templates are for every event; this token is for one".to_owned(),
        )),
        _ => Ok(()),
    }
}

/// The text, or what is wrong with each language of it.
fn text_of(wrong: &mut Wrong, text: BTreeMap<Locale, String>) -> Option<LocalizedText> {
    let text = wrong.texts("text", text, MAX_TEXT)?;
    let unfit = check_text(&text);
    let fits = unfit.is_empty();
    for (locale, error) in unfit {
        wrong.say(format!("text.{}", locale.tag()), error);
    }
    fits.then_some(text)
}

async fn audit(
    tx: &mut Tx,
    action: &'static str,
    before: Option<&Template>,
    after: &Template,
) -> Result<()> {
    let said = |t: &Template| {
        json!({
            "version": t.version, "name": t.name, "scenario": t.scenario, "severity": t.severity, "text": t.text,
            "archived": t.archived,
        })
    };
    tx.insert_audit_entry(AuditEntry {
        at: after.saved_at,
        actor: after.saved_by.clone().unwrap_or_default(),
        action,
        event: None,
        subject: after.key.as_str(),
        detail: match before {
            Some(before) => json!({ "from": said(before), "to": said(after) }),
            None => said(after),
        },
    })
    .await
}
