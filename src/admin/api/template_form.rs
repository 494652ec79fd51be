//! A template, from the text of its form to what the service takes.

use std::collections::BTreeMap;

use super::desk::{self, Desk};
use super::templates::{SavedTemplate, TemplateEntry, TemplateForm};
use super::{Deed, DeskError, Outcome, Trouble, texts};
use crate::admin::words::{self, DESK_LOCALE};
use crate::domain::locale::Locale;
use crate::domain::locale::words::Words;
use crate::domain::message::Severity;
use crate::domain::template::{Scenario, Template};
use crate::domain::time::Zone;
use crate::error::Error;
use crate::service::Credited;
use crate::service::templates::{self, NewTemplate, TemplateEdit};

/// A template as it is listed. Templates belong to no event, so their times are universal.
pub fn entry(credited: Credited<Template>) -> TemplateEntry {
    let Credited { what: template, by } = credited;
    let saved = match template.saved_by {
        Some(_) => {
            let (words, zone, at) = (Words::new(DESK_LOCALE), Zone::utc(), template.saved_at);
            let day = words.day(&zone, at, at);
            format!("{day}, {} UTC, by {by}", words.clock(&zone, at))
        }
        None => "came with the installation".to_owned(),
    };
    TemplateEntry { template, saved }
}

/// That a template was saved.
pub fn saved(template: &Template) -> SavedTemplate {
    SavedTemplate {
        outcome: Outcome::quiet(Deed::TemplateSaved),
        key: template.key.as_str().to_owned(),
    }
}

/// A service's errors, as the fields of these forms are named.
pub fn beside_fields(mut told: DeskError) -> DeskError {
    for wrong in &mut told.fields {
        wrong.field = format!("template.{}", wrong.field);
    }
    told
}

/// Reads the form of a new template.
pub fn read_new(form: &TemplateForm) -> Result<NewTemplate, DeskError> {
    let (scenario, severity) = choices(form)?;
    Ok(NewTemplate {
        key: form.key.clone(),
        name: form.name.clone(),
        scenario,
        severity,
        text: texts::written(&form.text),
    })
}

/// Edits a template, unless somebody else has done so since the form was filled; then both texts are told.
pub async fn edit(
    desk: &Desk,
    name: &str,
    version: &str,
    form: &TemplateForm,
) -> Result<SavedTemplate, DeskError> {
    let (scenario, severity) = choices(form)?;
    let mine = texts::written(&form.text);
    let change = TemplateEdit {
        name: Some(form.name.clone()),
        scenario: Some(scenario),
        severity: Some(severity),
        text: Some(mine.clone()),
        archived: None,
    };
    let (services, actor) = (desk.services(), &desk.actor);
    match templates::edit(services, actor, name, change, &desk::expected(version)).await {
        Ok(edited) => Ok(saved(&edited)),
        Err(Error::Outdated(_)) => {
            let versions = templates::versions(services, actor, name).await;
            let versions = versions.map_err(|error| desk.told(error))?;
            let Some(theirs) = versions.into_iter().next() else {
                return Err(DeskError::new(
                    Trouble::NotFound,
                    "There is no such template.",
                ));
            };
            Err(both_told(&theirs, &mine, form))
        }
        Err(error) => Err(beside_fields(desk.told(error))),
    }
}

/// Makes a new version that says what an earlier one said.
pub async fn restore(
    desk: &Desk,
    name: &str,
    earlier: &str,
    version: &str,
) -> Result<SavedTemplate, DeskError> {
    let (services, actor) = (desk.services(), &desk.actor);
    let versions = templates::versions(services, actor, name).await;
    let versions = versions.map_err(|error| desk.told(error))?;
    let wanted = earlier.parse().ok();
    let found = versions
        .into_iter()
        .find(|credited| Some(credited.what.version) == wanted);
    let found = found
        .map(|credited| credited.what)
        .ok_or_else(|| DeskError::new(Trouble::NotFound, "There is no such version."))?;
    let text = found.text.iter();
    let change = TemplateEdit {
        text: Some(
            text.map(|(locale, text)| (locale, text.to_owned()))
                .collect(),
        ),
        name: Some(found.name),
        scenario: Some(found.scenario),
        severity: Some(found.severity),
        archived: Some(false),
    };

    let edited = templates::edit(services, actor, name, change, &desk::expected(version)).await;
    let edited = edited.map_err(|error| desk.told(error))?;
    Ok(SavedTemplate {
        outcome: Outcome::quiet(Deed::TemplateRestored),
        ..saved(&edited)
    })
}

fn choices(form: &TemplateForm) -> Result<(Scenario, Severity), DeskError> {
    let scenario = Scenario::parse(&form.scenario)
        .map_err(|error| DeskError::field("template.scenario", error))?;
    let severity = Severity::parse(&form.severity)
        .map_err(|error| DeskError::field("template.severity", error))?;
    Ok((scenario, severity))
}

/// What somebody else made of a template, beside each text that differs from mine.
fn both_told(
    theirs: &Credited<Template>,
    text: &BTreeMap<Locale, String>,
    form: &TemplateForm,
) -> DeskError {
    let Credited { what, by } = theirs;
    let text = text.iter().map(|(locale, text)| (*locale, text.as_str()));
    let (mut now, mut mine) = (texts::fields(what.text.iter()), texts::fields(text));
    let severity = Severity::parse(&form.severity);
    let scenario = Scenario::parse(&form.scenario);
    for (name, theirs, mine_of) in [
        ("name", what.name.as_str(), form.name.trim()),
        (
            "scenario",
            what.scenario.label(),
            scenario.map_or("", Scenario::label),
        ),
        (
            "severity",
            words::loudness(what.severity),
            severity.map_or("", words::loudness),
        ),
    ] {
        now.insert(name.to_owned(), theirs.to_owned());
        mine.insert(name.to_owned(), mine_of.to_owned());
    }
    beside_fields(DeskError {
        fields: texts::differing(by, &now, &mine),
        fresh_key: Some(what.version.to_string()),
        ..DeskError::new(
            Trouble::Conflict,
            format!(
                "Not saved yet: {by} has saved version {} meanwhile. What it is stands beside each field that differs, what you chose and wrote is kept. Save again to put yours in its place.",
                what.version
            ),
        )
    })
}
