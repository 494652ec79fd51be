//! The audit log, taken along as CSV or as JSON lines: page after page, so that a long log needs no more memory than a
//! short one.

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures::Stream;

use super::forms::Plain;
use crate::admin::api::audit::{AuditForm, filter};
use crate::admin::api::{DeskError, FieldError, Trouble};
use crate::admin::form::Kept;
use crate::domain::audit::{AuditFilter, AuditRecord, cell};
use crate::domain::operator::{Actor, Operator};
use crate::error::{Error, Result};
use crate::service::Services;
use crate::service::audit::{AuditPage, PAGE, note_export, search};
use crate::service::sessions::{Here, confirm};
use crate::web::problem::Failure;
use crate::web::session;

/// How it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Csv,
    JsonLines,
}

impl Format {
    fn of(text: &str) -> Self {
        match text {
            "jsonl" => Self::JsonLines,
            _ => Self::Csv,
        }
    }

    fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::JsonLines => "jsonl",
        }
    }

    fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::JsonLines => "application/jsonl",
        }
    }

    fn head(self) -> Result<Vec<u8>> {
        match self {
            Self::Csv => csv_line([
                "id",
                "at",
                "actor",
                "actor_name",
                "action",
                "event",
                "subject",
                "subject_name",
                "before",
                "after",
            ]),
            Self::JsonLines => Ok(Vec::new()),
        }
    }

    fn line(self, entry: &AuditRecord) -> Result<Vec<u8>> {
        if self == Self::JsonLines {
            let mut line = serde_json::to_vec(entry).map_err(unwritten)?;
            line.push(b'\n');
            return Ok(line);
        }
        let said = |value: &serde_json::Value| match value {
            serde_json::Value::Null => String::new(),
            value => value.to_string(),
        };
        let (id, at) = (entry.id.to_string(), entry.at.to_string());
        let event = entry.event.as_ref().map_or("", |slug| slug.as_str());
        csv_line([
            id.as_str(),
            at.as_str(),
            entry.actor.as_str(),
            entry.actor_name.as_deref().unwrap_or_default(),
            entry.action.as_str(),
            event,
            entry.subject.as_str(),
            entry.subject_name.as_deref().unwrap_or_default(),
            said(&entry.before).as_str(),
            said(&entry.after).as_str(),
        ])
    }
}

fn csv_line<const N: usize>(cells: [&str; N]) -> Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    writer.write_record(cells.map(cell)).map_err(unwritten)?;
    writer
        .into_inner()
        .map_err(|error| unwritten(error.into_error()))
}

fn unwritten(error: impl Into<anyhow::Error>) -> Error {
    Error::internal("writing the audit log", error)
}

/// What is being taken along.
struct Taking {
    services: Services,
    here: Here,
    actor: Actor,
    filter: AuditFilter,
    format: Format,
    page: Option<AuditPage>,
}

/// The form that takes the log along: the answer is the file, or the page again with what it still asks for.
pub async fn audit(plain: Plain) -> Response {
    match begin(&plain).await {
        Ok(taking) => taking.answer(),
        Err(Error::Invalid(wrong)) => {
            let wrong = wrong.into_iter().map(|error| FieldError {
                field: error.field,
                message: error.message,
            });
            plain.again(DeskError::invalid(wrong.collect())).await
        }
        Err(Error::TooMany { retry_after_s }) => {
            let told = format!("That was a little too often. Try again in {retry_after_s} s.");
            plain.again(DeskError::new(Trouble::TooMany, told)).await
        }
        Err(error) => Failure::from(error).into_response(),
    }
}

async fn begin(plain: &Plain) -> Result<Taking> {
    let operator = plain.parts.extensions.get::<Operator>();
    let here = plain.parts.extensions.get::<Here>();
    let (Some(operator), Some(here)) = (operator, here) else {
        return Err(Error::Unauthorized("log in first"));
    };
    let (services, throttle) = (&plain.state.services, &plain.state.throttle);
    let get = |name: &str| Kept::find(&plain.values, name);
    let filter = filter(&AuditForm::of(get)).map_err(|wrong| {
        let wrong = wrong.fields.into_iter();
        Error::Invalid(
            wrong
                .map(|e| crate::error::FieldError {
                    field: e.field,
                    message: e.message,
                })
                .collect(),
        )
    })?;
    confirm(services, throttle, operator, here, Some(&plain.proof())).await?;
    let actor = Actor::Operator {
        id: operator.id.clone(),
        role: operator.role,
    };
    let format = Format::of(&get("format").unwrap_or_default());
    note_export(services, &actor, &filter, format.ending()).await?;
    let page = search(services, &actor, &filter, None, PAGE).await?;
    Ok(Taking {
        services: services.clone(),
        here: here.clone(),
        actor,
        filter,
        format,
        page: Some(page),
    })
}

impl Taking {
    fn answer(self) -> Response {
        let name = format!(
            "attachment; filename=\"lineside-audit.{}\"",
            self.format.ending()
        );
        let disposition = HeaderValue::from_str(&name);
        let kind = HeaderValue::from_static(self.format.media_type());
        let mut response = Body::from_stream(self.into_stream()).into_response();
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        if let Ok(disposition) = disposition {
            response
                .headers_mut()
                .insert(header::CONTENT_DISPOSITION, disposition);
        }
        response
    }

    fn into_stream(self) -> impl Stream<Item = Result<Bytes>> + Send {
        let head = self.format.head().map(Bytes::from);
        let pages = futures::stream::unfold(self, |mut taking| async move {
            let page = taking.page.take()?;
            let bytes = taking.write(&page);
            // What fails in the middle breaks the download off, so that nobody takes a part for the whole.
            let written = match (bytes, page.next) {
                (Ok(bytes), Some(next)) => match taking.look(next).await {
                    Ok(page) => {
                        taking.page = Some(page);
                        Ok(bytes)
                    }
                    Err(error) => Err(error),
                },
                (bytes, _) => bytes,
            };
            Some((written, taking))
        });
        futures::StreamExt::chain(futures::stream::iter([head]), pages)
    }

    /// The next page, for whoever is still logged in.
    async fn look(&self, next: i64) -> Result<AuditPage> {
        if !session::is_open(&self.here, &self.services).await? {
            return Err(Error::Unauthorized("your session has ended"));
        }
        let (services, actor) = (&self.services, &self.actor);
        search(services, actor, &self.filter, Some(next), PAGE).await
    }

    fn write(&self, page: &AuditPage) -> Result<Bytes> {
        let lines = page.entries.iter().map(|entry| self.format.line(entry));
        let lines: Vec<_> = lines.collect::<Result<_>>()?;
        Ok(Bytes::from(lines.concat()))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use futures::StreamExt;
    use serde_json::json;

    use super::*;
    use crate::domain::id::SessionId;
    use crate::domain::time::{Clock, SystemClock};
    use crate::live::Live;
    use crate::service::rehearsals::Players;
    use crate::store::{AuditEntry, Store};

    #[tokio::test]
    async fn whoever_is_logged_out_meanwhile_gets_no_further_page() {
        let dir = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", dir.path().join("test.db").display());
        let services = Services {
            store: Store::open(&url).await.unwrap(),
            live: Live::default(),
            clock: Arc::new(SystemClock),
            players: Players::default(),
        };
        let mut tx = services.store.write().await.unwrap();
        for _ in 0..=PAGE {
            let entry = AuditEntry {
                at: SystemClock.now(),
                actor: Actor::Console.name(),
                action: "message.post",
                event: None,
                subject: "m",
                detail: json!({}),
            };
            tx.insert_audit_entry(entry).await.unwrap();
        }
        tx.commit().await.unwrap();
        let (actor, filter) = (Actor::Console, AuditFilter::default());
        let page = search(&services, &actor, &filter, None, PAGE).await;
        let taking = Taking {
            here: Here {
                id: SessionId::new("ended"),
                network: "192.0.2.1".to_owned(),
            },
            services,
            actor,
            filter,
            format: Format::JsonLines,
            page: Some(page.unwrap()),
        };
        let told: Vec<_> = taking.into_stream().collect().await;
        assert!(matches!(told.last(), Some(Err(Error::Unauthorized(_)))));
    }
}
