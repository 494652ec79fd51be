//! Logging in and out: plain forms, throttled, with a new session each time.

use std::net::SocketAddr;

use axum::Form;
use axum::extract::{ConnectInfo, FromRequest, Query, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use serde::Deserialize;
use tower_sessions::Session;

use super::document;
use crate::admin::login::{FailedPage, LoginPage};
use crate::error::Error;
use crate::service::operators;
use crate::state::AppState;
use crate::web::session;

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

/// `GET /admin/login`: the form; whoever is logged in already goes on.
pub async fn page(
    State(state): State<AppState>,
    session: Session,
    Query(query): Query<NextQuery>,
) -> Response {
    let next = inside(&query.next);
    if let Ok(Some(_)) = session::operator(&session, &state.services).await {
        return Redirect::to(&next).into_response();
    }
    document(StatusCode::OK, |assets| view! { <LoginPage assets next/> })
}

/// `POST /admin/login`.
pub async fn log_in(State(state): State<AppState>, session: Session, request: Request) -> Response {
    let network = network(&request);
    let Ok(Form(form)) = Form::<LogInForm>::from_request(request, &()).await else {
        return Redirect::to("/admin/login").into_response();
    };
    let next = inside(&form.next);
    let services = &state.services;
    let logged_in = async {
        let operator = operators::log_in(
            services,
            &state.throttle,
            &form.email,
            &form.password,
            &network,
        )
        .await?;
        session::begin(&session, services, &operator).await
    };
    match logged_in.await {
        Ok(()) => Redirect::to(&next).into_response(),
        Err(error) => refused(error, form.email, next),
    }
}

/// The form again, with what was wrong and the address that was typed.
fn refused(error: Error, email: String, next: String) -> Response {
    let again = |status, message: String| {
        document(status, |assets| {
            view! { <LoginPage assets email next error=Some(message)/> }
        })
    };
    match error {
        Error::Unauthorized(_) => again(
            StatusCode::UNAUTHORIZED,
            "This address and password do not go together.".to_owned(),
        ),
        Error::TooMany { retry_after_s } => {
            let message = format!("Too many attempts. Try again in {retry_after_s} s.");
            let mut response = again(StatusCode::TOO_MANY_REQUESTS, message);
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(retry_after_s));
            response
        }
        other => {
            if let Error::Internal(cause) = &other {
                tracing::error!(cause = format!("{cause:#}"), "logging in failed");
            }
            let message = "Logging in does not work right now. Try again in a moment.".to_owned();
            document(StatusCode::SERVICE_UNAVAILABLE, |assets| {
                view! { <FailedPage assets message/> }
            })
        }
    }
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

/// The network that an attempt counts for: the peer's address, an IPv6 one by its /64, of which one machine has all.
fn network(request: &Request) -> String {
    use std::net::IpAddr;
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    match peer.map(|ConnectInfo(peer)| peer.ip().to_canonical()) {
        Some(IpAddr::V4(address)) => address.to_string(),
        Some(IpAddr::V6(address)) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        None => "unknown".to_owned(),
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
