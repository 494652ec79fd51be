//! From an error to an answer: `application/problem+json` (RFC 9457) for machines, a page with a way back for people.
//!
//! Handlers return a `Failure`; one middleware words it, because only there the request's id and the reader's
//! kind are known. Internals are logged here, once, and never shown.

use std::any::Any;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use serde::Serialize;

use super::admin::gate;
use super::api::json;
use super::extract::Reader;
use crate::admin::api::{DeskError, Trouble as DeskTrouble};
use crate::domain::locale::Locale;
use crate::domain::locale::words::Trouble;
use crate::error::{Error, FieldError};
use crate::page::{DocumentLinks, ErrorPage, INDEX_LOCALE, render_error};
use crate::state::AppState;

/// Why a request was not answered as asked.
#[derive(Debug, Clone)]
pub enum Failure {
    /// The application refused or failed.
    Application(Arc<Error>),
    /// The request could not be read as HTTP promises.
    Request(StatusCode, String),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Application(Arc::new(error))
    }
}

impl Failure {
    fn status(&self) -> StatusCode {
        match self {
            Self::Request(status, _) => *status,
            Self::Application(error) => match **error {
                Error::NotFound(_) => StatusCode::NOT_FOUND,
                Error::Unauthorized(_) => StatusCode::UNAUTHORIZED,
                Error::Forbidden(_) => StatusCode::FORBIDDEN,
                Error::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
                Error::Conflict(_) => StatusCode::CONFLICT,
                Error::Outdated(_) => StatusCode::PRECONDITION_FAILED,
                Error::Gone(_) => StatusCode::GONE,
                Error::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
                Error::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
                Error::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
            },
        }
    }

    fn detail(&self) -> String {
        match self {
            Self::Request(_, detail) => detail.clone(),
            Self::Application(error) => error.to_string(),
        }
    }

    fn fields(&self) -> &[FieldError] {
        match self {
            Self::Application(error) => match &**error {
                Error::Invalid(fields) => fields,
                _ => &[],
            },
            Self::Request(..) => &[],
        }
    }

    fn retry_after_s(&self) -> Option<u64> {
        match self {
            Self::Application(error) => match **error {
                Error::TooMany { retry_after_s } => Some(retry_after_s),
                Error::Unavailable(_) => Some(1),
                _ => None,
            },
            Self::Request(..) => None,
        }
    }

    fn log(&self) {
        if let Self::Application(error) = self
            && matches!(**error, Error::Internal(_))
        {
            tracing::error!(cause = error.with_cause(), "a fault of ours");
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// The body of an error for machines.
#[derive(Serialize)]
struct ProblemReply<'a> {
    title: &'a str,
    status: u16,
    detail: String,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    errors: &'a [FieldError],
    request_id: Option<&'a str>,
}

/// Words every failure that comes from within, and for the desk those that it has not worded itself.
pub async fn render(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let desk = path == "/admin" || path.starts_with("/admin/");
    let scripted = desk && gate::is_scripted(&request);
    let read = matches!(*request.method(), Method::GET | Method::HEAD);
    let limit = super::body_limit(path);
    let person = !path.starts_with("/api/") && wants_html(request.headers());
    let request_id = request.headers().get("x-request-id").cloned();
    let locale = Reader::of(request.uri()).locale.unwrap_or(INDEX_LOCALE);
    let response = next.run(request).await;
    let failure = response.extensions().get::<Failure>().cloned();
    let failure = match failure {
        Some(failure) => failure,
        None if is_bare_error(&response) && desk => {
            let told = at_desk(response.status(), limit);
            return gate::reworded(response, scripted, &told);
        }
        None if is_bare_error(&response) => bare(response.status(), limit),
        None => return response,
    };
    failure.log();
    let request_id = request_id.as_ref().and_then(|id| id.to_str().ok());
    let mut worded = if person {
        failure_page(&failure, request_id, locale, &state.links)
    } else {
        problem(&failure, request_id)
    };
    if let Some(seconds) = failure.retry_after_s() {
        worded
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    if failure.status() == StatusCode::UNAUTHORIZED {
        let scheme = HeaderValue::from_static("Bearer");
        worded
            .headers_mut()
            .insert(header::WWW_AUTHENTICATE, scheme);
    }
    // A shop's page may read why it was refused, and when to come back; there is nothing secret in it.
    if read && !desk {
        let headers = worded.headers_mut();
        headers.insert(
            header::ACCESS_CONTROL_ALLOW_ORIGIN,
            HeaderValue::from_static("*"),
        );
        headers.insert(
            header::ACCESS_CONTROL_EXPOSE_HEADERS,
            HeaderValue::from_static("retry-after"),
        );
    }
    // What a layer said besides the body (`Allow`, for one) still holds.
    for name in [header::ALLOW, header::VARY] {
        if let Some(value) = response.headers().get(&name) {
            worded.headers_mut().insert(name, value.clone());
        }
    }
    worded
}

/// An error made by a layer rather than by a handler of ours: without a worded body.
fn is_bare_error(response: &Response) -> bool {
    let status = response.status();
    let content_type = response.headers().get(header::CONTENT_TYPE);
    let plain = content_type.is_none_or(|value| value.as_bytes().starts_with(b"text/plain"));
    (status.is_client_error() || status.is_server_error()) && plain
}

fn bare(status: StatusCode, limit: usize) -> Failure {
    let detail = match status {
        StatusCode::PAYLOAD_TOO_LARGE => {
            format!("the body may have at most {limit} bytes")
        }
        StatusCode::FORBIDDEN => "this request came from another site".to_owned(),
        StatusCode::SERVICE_UNAVAILABLE => "this took too long; try again".to_owned(),
        other => other.canonical_reason().unwrap_or("refused").to_lowercase(),
    };
    Failure::Request(status, detail)
}

/// The same for the desk. A form that came by script is still there, one that the browser sent is behind "Back".
fn at_desk(status: StatusCode, limit: usize) -> DeskError {
    let (trouble, why) = match status {
        StatusCode::PAYLOAD_TOO_LARGE => {
            let told = format!(
                "What you sent is too long: at most {} KiB are taken here",
                limit / 1_024
            );
            (DeskTrouble::Invalid, told)
        }
        StatusCode::BAD_REQUEST => {
            let told = "What you sent did not arrive whole, or too slowly";
            (DeskTrouble::Unavailable, told.to_owned())
        }
        StatusCode::FORBIDDEN => {
            let told = "This came from another site, so nothing was done.";
            return DeskError::new(DeskTrouble::Forbidden, told);
        }
        StatusCode::SERVICE_UNAVAILABLE => {
            let told = "This took too long. It may or may not have been done: look at the page, and try again. What is sent twice is done once";
            return DeskError::new(DeskTrouble::Unreachable, format!("{told}."));
        }
        other => (
            DeskTrouble::Failed,
            format!("This could not be taken ({other})"),
        ),
    };
    let back = "Nothing was done. What you wrote is still in the form: go back to it";
    DeskError::new(trouble, format!("{why}. {back}."))
}

fn wants_html(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"))
}

fn problem(failure: &Failure, request_id: Option<&str>) -> Response {
    let status = failure.status();
    let body = ProblemReply {
        title: status.canonical_reason().unwrap_or("Error"),
        status: status.as_u16(),
        detail: failure.detail(),
        errors: failure.fields(),
        request_id,
    };
    let kind = [(header::CONTENT_TYPE, "application/problem+json")];
    (status, kind, json(&body)).into_response()
}

fn failure_page(
    failure: &Failure,
    request_id: Option<&str>,
    locale: Locale,
    links: &DocumentLinks,
) -> Response {
    let status = failure.status();
    let trouble = match status {
        StatusCode::NOT_FOUND => Trouble::NotFound,
        StatusCode::GONE => Trouble::Gone,
        StatusCode::TOO_MANY_REQUESTS => Trouble::TooMany,
        StatusCode::SERVICE_UNAVAILABLE => Trouble::Unavailable,
        _ => Trouble::Failed,
    };
    // A number to quote helps only where we noted something under it.
    let reference = request_id
        .filter(|_| status.is_server_error())
        .map(str::to_owned);
    let page = ErrorPage {
        trouble,
        reference,
        locale,
    };
    (status, Html(render_error(&page, links))).into_response()
}

/// No route of ours.
pub async fn no_such_page() -> Failure {
    Error::NotFound("page").into()
}

/// A route of ours, but not by this method.
pub async fn wrong_method() -> Failure {
    Failure::Request(
        StatusCode::METHOD_NOT_ALLOWED,
        "this address does not take that method".to_owned(),
    )
}

/// A handler panicked: noted, answered, and the node goes on.
#[expect(
    clippy::needless_pass_by_value,
    reason = "the shape CatchPanicLayer asks for"
)]
pub fn panicked(panic: Box<dyn Any + Send + 'static>) -> Response {
    let said = panic
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_default();
    Failure::from(Error::Internal(anyhow::anyhow!(
        "a handler panicked: {said}"
    )))
    .into_response()
}
