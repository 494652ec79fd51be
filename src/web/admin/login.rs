//! Logging in and out: plain forms, throttled, with a new session each time. Whoever has a second factor gives their
//! password first and then a code; between the two they are nobody.

use axum::Form;
use axum::extract::{FromRequest, Query, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use serde::Deserialize;
use tower_sessions::Session;

use super::document;
use super::gate::encoded;
use crate::admin::login::{CodePage, FailedPage, LoginPage};
use crate::error::{Error, Result};
use crate::service::{operators, second_factor};
use crate::state::AppState;
use crate::web::peer;
use crate::web::session::{self, Seat};

/// Where to go on to after log-in.
#[derive(Deserialize)]
pub struct NextQuery {
    #[serde(default)]
    next: String,
}

/// The log-in form as it is sent.
#[derive(Deserialize)]
pub struct LogInForm {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    next: String,
}

/// The form for a code as it is sent.
#[derive(Deserialize)]
pub struct CodeForm {
    #[serde(default)]
    code: String,
    #[serde(default)]
    next: String,
}

/// `GET /admin/login`: the form; whoever is logged in already goes on.
pub async fn page(
    State(state): State<AppState>,
    session: Session,
    Query(query): Query<NextQuery>,
) -> Response {
    let next = inside(&query.next);
    if let Ok(Some(_)) = session::operator(&session, &state.services, "").await {
        return Redirect::to(&next).into_response();
    }
    document(StatusCode::OK, |assets| view! { <LoginPage assets next/> })
}

/// `POST /admin/login`.
pub async fn log_in(State(state): State<AppState>, session: Session, request: Request) -> Response {
    let seat = seat(&request);
    let Ok(Form(form)) = Form::<LogInForm>::from_request(request, &()).await else {
        return Redirect::to("/admin/login").into_response();
    };
    let next = inside(&form.next);
    let services = &state.services;
    let logging_in = async {
        let (email, password) = (&form.email, &form.password);
        let throttle = &state.throttle;
        let proven = operators::log_in(services, throttle, email, password, &seat.network).await?;
        if proven.operator.second_factor {
            session::begin_half(&session, services, &proven).await?;
        } else {
            session::begin(&session, services, &proven, &seat).await?;
        }
        Ok::<_, Error>(proven.operator.second_factor)
    };
    match logging_in.await {
        Ok(false) => Redirect::to(&next).into_response(),
        Ok(true) => {
            let code = format!("/admin/login/code?next={}", encoded(&next));
            Redirect::to(&code).into_response()
        }
        Err(error) => refused(&error, |error| {
            let error = error.unwrap_or("This address and password do not go together.".to_owned());
            let email = form.email.clone();
            document_of(|assets| view! { <LoginPage assets email next error=Some(error)/> })
        }),
    }
}

/// `GET /admin/login/code`: the form for a code, for whoever has given their password.
pub async fn code_page(
    State(state): State<AppState>,
    session: Session,
    Query(query): Query<NextQuery>,
) -> Response {
    let next = inside(&query.next);
    match session::half(&session, &state.services).await {
        Ok(Some(_)) => document(StatusCode::OK, |assets| view! { <CodePage assets next/> }),
        _ => Redirect::to(&format!("/admin/login?next={}", encoded(&next))).into_response(),
    }
}

/// `POST /admin/login/code`.
pub async fn give_code(
    State(state): State<AppState>,
    session: Session,
    request: Request,
) -> Response {
    let seat = seat(&request);
    let Ok(Form(form)) = Form::<CodeForm>::from_request(request, &()).await else {
        return Redirect::to("/admin/login").into_response();
    };
    let next = inside(&form.next);
    match take_code(&state, &session, &seat, &form.code).await {
        Ok(true) => Redirect::to(&next).into_response(),
        // Nobody has given a password here, or too long ago.
        Ok(false) => Redirect::to(&format!("/admin/login?next={}", encoded(&next))).into_response(),
        Err(error) => refused(&error, |error| {
            let error = error.unwrap_or(sentence(second_factor::WRONG_CODE));
            document_of(|assets| view! { <CodePage assets next error=Some(error)/> })
        }),
    }
}

/// Logs somebody in whose code is right; `false` when nobody is expected here.
async fn take_code(state: &AppState, session: &Session, seat: &Seat, code: &str) -> Result<bool> {
    let services = &state.services;
    let Some(proven) = session::half(session, services).await? else {
        return Ok(false);
    };
    let throttle = &state.throttle;
    if !second_factor::check(services, throttle, &proven.operator.id, code, &seat.network).await? {
        return Err(Error::Unauthorized(second_factor::WRONG_CODE));
    }
    session::begin(session, services, &proven, seat).await?;
    Ok(true)
}

fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|first| first.to_uppercase().to_string());
    format!("{}{}.", first.unwrap_or_default(), chars.as_str())
}

/// A document, whose status is still to be said.
fn document_of<V: IntoView>(view: impl FnOnce(crate::admin::AdminAssets) -> V) -> Response {
    document(StatusCode::OK, view)
}

/// The form again, with what was wrong: why in so many words, or nothing when it was simply not right.
fn refused(error: &Error, again: impl FnOnce(Option<String>) -> Response) -> Response {
    let (status, mut response) = match error {
        Error::Unauthorized(_) => (StatusCode::UNAUTHORIZED, again(None)),
        Error::TooMany { retry_after_s } => {
            let message = format!("Too many attempts. Try again in {retry_after_s} s.");
            let mut response = again(Some(message));
            let retry_after = HeaderValue::from(*retry_after_s);
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, retry_after);
            (StatusCode::TOO_MANY_REQUESTS, response)
        }
        other => return failed(other),
    };
    *response.status_mut() = status;
    response
}

/// What somebody gets when we fail them at the door.
pub fn failed(error: &Error) -> Response {
    if let Error::Internal(cause) = error {
        tracing::error!(cause = format!("{cause:#}"), "logging in failed");
    }
    let message = "Logging in does not work right now. Try again in a moment.".to_owned();
    document(StatusCode::SERVICE_UNAVAILABLE, |assets| {
        view! { <FailedPage assets message/> }
    })
}

/// `POST /admin/logout`.
pub async fn log_out(session: Session) -> Response {
    if let Err(error) = session::end(&session).await {
        tracing::error!(
            error = &error as &dyn std::error::Error,
            "logging out failed"
        );
        let message =
            "Logging out did not work, and you are still logged in. Try again.".to_owned();
        return document(StatusCode::SERVICE_UNAVAILABLE, |assets| {
            view! { <FailedPage assets message/> }
        });
    }
    Redirect::to("/admin/login").into_response()
}

/// Where somebody sits who is about to log in.
pub fn seat(request: &Request) -> Seat {
    let browser = request.headers().get(header::USER_AGENT);
    let browser = browser.map(|browser| String::from_utf8_lossy(browser.as_bytes()));
    Seat {
        network: peer::network(request),
        browser: browser.map_or_else(String::new, std::borrow::Cow::into_owned),
    }
}

/// An address inside the desk, whatever was asked for: a log-in must not lead to another site.
fn inside(next: &str) -> String {
    let rest = next.strip_prefix("/admin");
    let inside = rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']));
    let plain = next.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    let out = next.starts_with("/admin/logout") || next.starts_with("/admin/login");
    if inside && plain && !out && !next.contains("//") {
        next.to_owned()
    } else {
        "/admin".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn log_in_leads_nowhere_but_into_the_desk() {
        assert_eq!(
            inside("/admin/events/drop?template=x"),
            "/admin/events/drop?template=x"
        );
        for bad in [
            "",
            "https://evil.example",
            "//evil.example",
            "/adminevil",
            "/admin//evil.example",
            "/admin/\\evil.example",
            "/e/drop",
            "/admin/login?next=/admin",
            "/admin\r\nSet-Cookie: x",
        ] {
            assert_eq!(inside(bad), "/admin", "{bad}");
        }
    }
}
