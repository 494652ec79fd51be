//! Coming in by an invitation: public, and silent about everything but the invitation itself.

use axum::Form;
use axum::extract::{FromRequest, FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use serde::Deserialize;
use tower_sessions::Session;

use super::document;
use super::login::{failed, seat};
use crate::admin::login::{DeadLinkPage, JoinPage};
use crate::domain::invitation::Invitation;
use crate::error::{Error, FieldError};
use crate::service::invitations;
use crate::state::AppState;
use crate::web::extract::path_piece;
use crate::web::problem::Failure;
use crate::web::session;

/// The form as it is sent.
#[derive(Deserialize)]
pub struct JoinForm {
    #[serde(default)]
    password: String,
    #[serde(default)]
    again: String,
}

/// The secret in the path.
pub struct SecretPath(String);

impl<S: Send + Sync> FromRequestParts<S> for SecretPath {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        Ok(Self(path_piece(parts, state, "secret").await?))
    }
}

/// `GET /admin/join/{secret}`.
pub async fn page(State(state): State<AppState>, SecretPath(secret): SecretPath) -> Response {
    unlinked(match invitations::look(&state.services, &secret).await {
        Ok(invitation) => form(StatusCode::OK, &secret, &invitation, &[]),
        Err(error) => refused(&error),
    })
}

/// `POST /admin/join/{secret}`.
pub async fn join(
    State(state): State<AppState>,
    session: Session,
    SecretPath(secret): SecretPath,
    request: Request,
) -> Response {
    let services = &state.services;
    let seat = seat(&request);
    let Ok(Form(typed)) = Form::<JoinForm>::from_request(request, &()).await else {
        return unlinked(Redirect::to(&address(&secret)).into_response());
    };
    let joining = async {
        if typed.password != typed.again {
            return Err(Error::invalid("again", "this is not the same"));
        }
        let joined = invitations::join(services, &secret, &typed.password).await?;
        session::begin(&session, services, &joined, &seat).await
    };
    unlinked(match joining.await {
        Ok(()) => Redirect::to("/admin").into_response(),
        Err(Error::Invalid(wrong)) => match invitations::look(services, &secret).await {
            Ok(found) => form(StatusCode::UNPROCESSABLE_ENTITY, &secret, &found, &wrong),
            Err(error) => refused(&error),
        },
        Err(error) => refused(&error),
    })
}

fn address(secret: &str) -> String {
    format!("/admin/join/{secret}")
}

fn form(
    status: StatusCode,
    secret: &str,
    invitation: &Invitation,
    wrong: &[FieldError],
) -> Response {
    let error = |field: &str| {
        let found = wrong.iter().find(|error| error.field == field);
        found.map(|error| error.message.clone())
    };
    let (error, again_error) = (error("password"), error("again"));
    let page = address(secret);
    let email = invitation.email.as_str().to_owned();
    let role = invitation.role.as_str();
    document(status, |assets| {
        view! { <JoinPage assets page email role error again_error/> }
    })
}

fn refused(error: &Error) -> Response {
    match error {
        Error::NotFound(_) => document(
            StatusCode::NOT_FOUND,
            |assets| view! { <DeadLinkPage assets/> },
        ),
        other => failed(other),
    }
}

/// The address holds a secret: no other site may learn where somebody came from. (Stricter still, and browsers would
/// not say any more that the form is ours.)
fn unlinked(mut response: Response) -> Response {
    let ours = HeaderValue::from_static("same-origin");
    response.headers_mut().insert(header::REFERRER_POLICY, ours);
    response
}
