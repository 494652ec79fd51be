//! Who may pass, and what a browser may do with what it gets.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::nonce::Nonce;
use leptos::prelude::*;
use tower_sessions::Session;

use super::document;
use crate::admin::api::{DeskError, Trouble};
use crate::admin::login::{FailedPage, ForbiddenPage, SignedOutPage};
use crate::domain::operator::Operator;
use crate::domain::who::Who;
use crate::error::Error;
use crate::state::AppState;
use crate::web::{peer, session};

/// The nonce of one answer: inline scripts that carry it may run, and only they.
#[derive(Debug, Clone)]
pub struct RequestNonce(pub String);

/// Writes the desk's content security policy with a nonce of its own for each answer.
pub async fn content_security(mut request: Request, next: Next) -> Response {
    let nonce = Nonce::new().to_string();
    request.extensions_mut().insert(RequestNonce(nonce.clone()));
    let mut response = next.run(request).await;
    let policy = format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; \
         connect-src 'self'; img-src 'self' data:; font-src 'self'; manifest-src 'self'; form-action 'self'; \
         base-uri 'none'; frame-ancestors 'none'"
    );
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        response
            .headers_mut()
            .insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// Lets a logged-in operator pass. Everybody else is led to log in, or told so in the form they understand.
pub async fn require_operator(
    State(state): State<AppState>,
    session: Session,
    mut request: Request,
    next: Next,
) -> Response {
    let network = peer::network(&request);
    match session::operator(&session, &state.services, &network).await {
        Ok(Some((operator, here))) => {
            request.extensions_mut().insert(operator);
            request.extensions_mut().insert(here);
            next.run(request).await
        }
        Ok(None) => refused(&request),
        Err(error) => failed(&request, &error),
    }
}

/// Lets an operator pass whose role may. Stands inside `require_operator`, and refuses where that is missing.
pub async fn require_role(State(who): State<Who>, request: Request, next: Next) -> Response {
    let operator = request.extensions().get::<Operator>();
    if operator.is_some_and(|operator| who.admits(operator.role)) {
        return next.run(request).await;
    }
    forbidden(&request)
}

/// What somebody gets whose role does not include what they asked for.
pub fn forbidden(request: &Request) -> Response {
    let error = DeskError::forbidden();
    if is_scripted(request) {
        return told(&error);
    }
    document(StatusCode::FORBIDDEN, |assets| {
        view! { <ForbiddenPage assets message=error.message/> }
    })
}

/// Whether a script asks, which wants data and not a page.
pub fn is_scripted(request: &Request) -> bool {
    request.uri().path().ends_with("/stream") || wants_data(request.headers())
}

/// Whether JSON is what is asked for: browsers that send a form by themselves never do.
pub fn wants_data(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT);
    accept.is_some_and(|accept| accept.as_bytes() == b"application/json")
}

fn refused(request: &Request) -> Response {
    if is_scripted(request) {
        return told(&DeskError::signed_out());
    }
    if request.method() == Method::GET || request.uri().path() == "/admin/logout" {
        let wanted = request
            .uri()
            .path_and_query()
            .map_or("", |path| path.as_str());
        return Redirect::to(&format!("/admin/login?next={}", encoded(wanted))).into_response();
    }
    document(
        StatusCode::UNAUTHORIZED,
        |assets| view! { <SignedOutPage assets/> },
    )
}

fn failed(request: &Request, error: &Error) -> Response {
    if let Error::Internal(cause) = error {
        tracing::error!(
            cause = format!("{cause:#}"),
            "a session could not be looked up"
        );
    }
    let message = "The server cannot look up who you are right now. Try again in a moment.";
    let error = DeskError::new(Trouble::Unavailable, message);
    if is_scripted(request) {
        return told(&error);
    }
    document(StatusCode::SERVICE_UNAVAILABLE, |assets| {
        view! { <FailedPage assets message=message.to_owned()/> }
    })
}

/// An answer of which a layer made nothing but a status, in words: as data for a script, as a page for a person. What else
/// the layer said still holds.
pub fn reworded(response: Response, scripted: bool, error: &DeskError) -> Response {
    let worded = if scripted {
        told(error)
    } else {
        document(StatusCode::OK, |assets| {
            view! { <FailedPage assets message=error.message.clone()/> }
        })
    };
    let (mut parts, body) = worded.into_parts();
    let kind = parts.headers.remove(header::CONTENT_TYPE);
    let (said, _) = response.into_parts();
    parts.status = said.status;
    parts.headers = said.headers;
    parts.headers.remove(header::CONTENT_LENGTH);
    if let Some(kind) = kind {
        parts.headers.insert(header::CONTENT_TYPE, kind);
    }
    Response::from_parts(parts, body)
}

/// An error as a server function would tell it.
pub fn told(error: &DeskError) -> Response {
    let parts = error.ser();
    let kind = [(header::CONTENT_TYPE, parts.content_type)];
    (parts.status_code, kind, parts.body).into_response()
}

/// A path for use inside a query.
pub fn encoded(path: &str) -> String {
    use std::fmt::Write;
    path.bytes().fold(String::new(), |mut text, byte| {
        if byte.is_ascii_alphanumeric() || b"-_.~/".contains(&byte) {
            text.push(char::from(byte));
        } else {
            // Writing to a String does not fail.
            let _ = write!(text, "%{byte:02X}");
        }
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_stays_one_value_inside_a_query() {
        assert_eq!(
            encoded("/admin/events/drop?template=sold_out&x=1"),
            "/admin/events/drop%3Ftemplate%3Dsold_out%26x%3D1"
        );
    }
}
