//! Plain forms, for browsers without the WASM: each does what its server function does and leads back to the page,
//! or shows the page again with what was typed and what is wrong with it.

use axum::Form;
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Request};
use axum::http::request::Parts;
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use futures::future::BoxFuture;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos::server_fn::codec::{FromReq, PostUrl};
use serde::de::DeserializeOwned;

use super::uploads::{Upload, is_upload};
use super::{gate, render, request_context, reveal};
use crate::admin::api::{DeskError, Landing, Proof, Trouble};
use crate::admin::form::{Kept, Pairs};
use crate::admin::wake::Done;
use crate::domain::operator::Operator;
use crate::domain::who::Who;
use crate::state::AppState;
use crate::web::preview::private;

/// Fields that no page ever shows again.
const SECRETS: [&str; 4] = ["proof", "old", "new", "again"];

/// A form as it arrived.
pub struct Plain {
    pub(super) state: AppState,
    pub(super) parts: Parts,
    pub(super) body: Bytes,
    pub(super) values: Pairs,
}

/// A form of the desk: its name, who may send it, and what takes it.
pub struct PlainForm {
    /// As its hidden field `form` says it.
    pub name: &'static str,
    /// Who may send it.
    pub who: Who,
    take: Take,
}

/// What takes a form: text that was typed, or a file.
enum Take {
    Typed(fn(Plain) -> BoxFuture<'static, Response>),
    File(fn(AppState, Upload) -> BoxFuture<'static, Response>),
}

impl PlainForm {
    /// A form that does what a server function does.
    pub fn of<F>(name: &'static str, who: Who) -> Self
    where
        F: ServerFn<Error = DeskError> + DeserializeOwned + Send + 'static,
        F::Output: Landing,
    {
        let take = Take::Typed(|plain| Box::pin(plain.run::<F>()));
        Self { name, who, take }
    }

    /// A form that something of its own takes.
    pub fn taken_by(
        name: &'static str,
        who: Who,
        take: fn(Plain) -> BoxFuture<'static, Response>,
    ) -> Self {
        let take = Take::Typed(take);
        Self { name, who, take }
    }

    /// Whether it is one with a file in it.
    pub fn takes_file(&self) -> bool {
        matches!(self.take, Take::File(_))
    }

    /// A form with a file in it; a page has one at most.
    pub fn of_file(
        name: &'static str,
        who: Who,
        take: fn(AppState, Upload) -> BoxFuture<'static, Response>,
    ) -> Self {
        let take = Take::File(take);
        Self { name, who, take }
    }
}

/// `POST` to a page: finds the form of that page which was sent, and lets it be taken if its sender may.
pub async fn receive(state: AppState, request: Request, forms: &[PlainForm]) -> Response {
    let role = request.extensions().get::<Operator>().map(|o| o.role);
    let admits = |form: &PlainForm| role.is_some_and(|role| form.who.admits(role));
    if !forms.iter().any(admits) {
        return gate::forbidden(&request);
    }
    if is_upload(&request) {
        let taker = forms.iter().find_map(|form| match form.take {
            Take::File(take) => Some((form, take)),
            Take::Typed(_) => None,
        });
        return match taker {
            Some((form, _)) if !admits(form) => gate::forbidden(&request),
            Some((_, take)) => match Upload::read(request).await {
                Ok(upload) => take(state, upload).await,
                Err(refused) => refused,
            },
            None => StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response(),
        };
    }
    let plain = match Plain::read(state, request).await {
        Ok(plain) => plain,
        Err(refused) => return refused,
    };
    let name = plain.name();
    let found = forms.iter().find_map(|form| match form.take {
        Take::Typed(take) if form.name == name => Some((form, take)),
        _ => None,
    });
    match found {
        Some((form, _)) if !admits(form) => {
            gate::forbidden(&Request::from_parts(plain.parts, Body::empty()))
        }
        Some((_, take)) => take(plain).await,
        None => plain.unknown().await,
    }
}

/// The address of the screen that a form stands on, where the form is sent to another: to look at it, or to keep it.
fn screen_of(uri: &Uri) -> Uri {
    let below = ["/preview", "/preview/page", "/drafts"];
    let event = below.iter().find_map(|end| uri.path().strip_suffix(end));
    let screen = event.and_then(|event| format!("{event}/post").parse().ok());
    screen.unwrap_or_else(|| uri.clone())
}

/// What was done, for an island.
fn data(done: &Done) -> Response {
    match serde_json::to_string(done) {
        Ok(json) => ([(header::CONTENT_TYPE, "application/json")], json).into_response(),
        Err(_) => gate::told(&DeskError::new(
            Trouble::Failed,
            "It was done, but cannot be told. Reload the page.",
        )),
    }
}

impl Plain {
    async fn read(state: AppState, request: Request) -> Result<Self, Response> {
        let (parts, body) = request.into_parts();
        let again = |body| Request::from_parts(parts.clone(), body);
        let body = Bytes::from_request(again(body), &())
            .await
            .map_err(IntoResponse::into_response)?;
        let Form(values) = Form::<Pairs>::from_request(again(Body::from(body.clone())), &())
            .await
            .map_err(IntoResponse::into_response)?;
        Ok(Self {
            state,
            parts,
            body,
            values,
        })
    }

    /// What was typed to prove who sends it.
    pub(super) fn proof(&self) -> String {
        Kept::find(&self.values, "proof").unwrap_or_default()
    }

    fn name(&self) -> String {
        Kept::find(&self.values, "form").unwrap_or_default()
    }

    /// Runs the server function that the form stands for, as the hydrated desk would.
    async fn run<F>(self) -> Response
    where
        F: ServerFn<Error = DeskError> + DeserializeOwned + Send + 'static,
        F::Output: Landing,
    {
        let request = Request::from_parts(self.parts.clone(), Body::from(self.body.clone()));
        let asked = <F as FromReq<PostUrl, Request, DeskError>>::from_req(request).await;
        self.carry_out(asked).await
    }

    /// Does what was asked, and leads on.
    pub(super) async fn carry_out<F>(self, asked: Result<F, DeskError>) -> Response
    where
        F: ServerFn<Error = DeskError> + Send + 'static,
        F::Output: Landing,
    {
        let done = match asked {
            Ok(asked) => {
                let (state, parts) = (self.state.clone(), self.parts.clone());
                let proof = self.proof();
                let owner = Owner::new();
                let doing = owner.with(|| {
                    ScopedFuture::new(async move {
                        provide_context(parts);
                        provide_context(state);
                        provide_context(Proof(proof));
                        request_context();
                        asked.run_body().await
                    })
                });
                let done = doing.await;
                drop(owner);
                done
            }
            Err(error) => Err(error),
        };
        let revealed = done.as_ref().ok().and_then(Landing::revealed);
        if let Some(revealed) = revealed {
            let request = Request::from_parts(self.parts, Body::empty());
            return reveal(self.state, request, revealed).await;
        }
        let document = done.as_ref().ok().and_then(Landing::document);
        if let Some(document) = document {
            return private(axum::response::Html(document).into_response());
        }
        match done {
            Ok(done) if gate::wants_data(&self.parts.headers) => data(&Done {
                said: done.sentence(),
                next: done.landing(self.parts.uri.path()),
                key: done.next_key(),
                parts: done.parts(),
                standing: done.standing(),
            }),
            Ok(done) if done.shows_again() => self.shown(StatusCode::OK, None).await,
            Ok(done) => Redirect::to(&done.landing(self.parts.uri.path())).into_response(),
            Err(error) if gate::wants_data(&self.parts.headers) => gate::told(&error),
            Err(error) => self.again(error).await,
        }
    }

    /// The page again, with nothing lost.
    pub(super) async fn again(self, error: DeskError) -> Response {
        let status = error.status_code();
        self.shown(status, Some(error)).await
    }

    async fn shown(self, status: StatusCode, error: Option<DeskError>) -> Response {
        // A password goes one way only.
        let secret = |name: &str| SECRETS.contains(&name);
        let typed = self.values.iter().filter(|(name, _)| !secret(name));
        let kept = Kept {
            form: self.name(),
            values: typed.cloned().collect(),
            error,
        };
        let mut parts = self.parts;
        parts.uri = screen_of(&parts.uri);
        render(
            self.state,
            Request::from_parts(parts, Body::empty()),
            status,
            kept,
        )
        .await
    }

    async fn unknown(self) -> Response {
        let told = "The form was not recognised. Reload the page and try again.";
        self.again(DeskError::new(Trouble::Invalid, told)).await
    }
}
