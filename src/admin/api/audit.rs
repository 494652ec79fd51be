//! The audit log: search.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::DeskError;
use crate::domain::audit::AuditRecord;

/// What to look for, as the form has it: text, not looked at yet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AuditForm {
    /// Who, as the log keeps it.
    pub actor: String,
    /// What.
    pub action: String,
    /// About which event, by its slug.
    pub event: String,
    /// What the entry says somewhere.
    pub text: String,
    /// From when on: wall clock in UTC, as `<input type="datetime-local">` sends it.
    pub from: String,
    /// Before when, likewise.
    pub to: String,
}

impl AuditForm {
    /// Its fields, by their names in an address.
    pub fn fields(&self) -> [(&'static str, &str); 6] {
        [
            ("actor", &self.actor),
            ("action", &self.action),
            ("event", &self.event),
            ("text", &self.text),
            ("from", &self.from),
            ("to", &self.to),
        ]
    }

    /// Reads the fields of an address or a form.
    pub fn of(get: impl Fn(&str) -> Option<String>) -> Self {
        let get = |name: &str| get(name).unwrap_or_default();
        Self {
            actor: get("actor"),
            action: get("action"),
            event: get("event"),
            text: get("text"),
            from: get("from"),
            to: get("to"),
        }
    }
}

/// A page of the log, and what can be looked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AuditView {
    /// Newest first.
    pub entries: Vec<AuditRecord>,
    /// Where the next page begins.
    pub next: Option<i64>,
    /// Who can have done something: as the log keeps it, and for people.
    pub actors: Vec<(String, String)>,
    /// What can have been done.
    pub actions: Vec<String>,
    /// What is wrong with what was looked for.
    pub error: Option<DeskError>,
}

/// Looks.
#[server(prefix = "/admin/api", endpoint = "audit")]
pub async fn load_audit(form: AuditForm, before: Option<i64>) -> Result<AuditView, DeskError> {
    use super::desk::Desk;
    use crate::domain::audit::AuditFilter;
    use crate::service::{audit, operators, tokens};

    let desk = Desk::here()?;
    let (services, actor) = (desk.services(), &desk.actor);
    let (filter, error) = match filter(&form) {
        Ok(filter) => (filter, None),
        Err(error) => (AuditFilter::default(), Some(error)),
    };
    let loading = async {
        let page = audit::search(services, actor, &filter, before, audit::PAGE).await?;
        let people = operators::list(services, actor).await?;
        let machines = tokens::list(services, actor).await?;
        Ok((
            page,
            people,
            machines,
            audit::actions(services, actor).await?,
        ))
    };
    let (page, people, machines, actions) = loading.await.map_err(|error| desk.told(error))?;
    let console = ("console".to_owned(), "the console".to_owned());
    let people = people.into_iter().map(|person| {
        (
            format!("operator:{}", person.id),
            person.email.as_str().to_owned(),
        )
    });
    let machines = machines.into_iter().map(|token| {
        let name = if token.name.is_empty() {
            token.id.as_str()
        } else {
            &token.name
        };
        (format!("token:{}", token.id), format!("token {name}"))
    });
    let wrong = error.is_some();
    Ok(AuditView {
        entries: if wrong { Vec::new() } else { page.entries },
        next: page.next.filter(|_| !wrong),
        actors: std::iter::once(console)
            .chain(people)
            .chain(machines)
            .collect(),
        actions,
        error,
    })
}

/// What to look for, or what is wrong with it.
#[cfg(feature = "ssr")]
pub fn filter(form: &AuditForm) -> Result<crate::domain::audit::AuditFilter, DeskError> {
    use crate::domain::audit::AuditFilter;
    use crate::domain::event::Slug;
    use crate::domain::time::Zone;

    let said = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let time = |field: &str, text: &str| match text.trim() {
        "" => Ok(None),
        text => Zone::utc()
            .parse_local(text)
            .map(Some)
            .map_err(|error| DeskError::field(field, error)),
    };
    let event = said(&form.event).map(|slug| Slug::parse(&slug)).transpose();
    Ok(AuditFilter {
        actor: said(&form.actor),
        action: said(&form.action),
        event: event.map_err(|error| DeskError::field("event", error))?,
        text: said(&form.text),
        from: time("from", &form.from)?,
        to: time("to", &form.to)?,
    })
}
