//! The desk's forms: each does what its server function does. A browser by itself is led on, or gets the page again with
//! what was typed and what is wrong with it; the islands, which ask for data, get the same as data.

use axum::Form;
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Multipart, Request, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos::server_fn::codec::{FromReq, PostUrl};
use serde::de::DeserializeOwned;

use super::{gate, render, request_context};
use crate::admin::api::events::CreateEvent;
use crate::admin::api::issues::{OpenIssue, UpdateIssue};
use crate::admin::api::messages::PostMessage;
use crate::admin::api::phase::ChangePhase;
use crate::admin::api::settings::{ArchiveEvent, EditEvent, RemoveLogo, SetLogo};
use crate::admin::api::sheet::ImportStock;
use crate::admin::api::stock::SetStock;
use crate::admin::api::{DeskError, Landing, Trouble};
use crate::admin::form::{Kept, Pairs};
use crate::admin::wake::Done;
use crate::state::AppState;
use crate::web::extract::EventSlug;

/// A form as it arrived.
struct Plain {
    state: AppState,
    parts: Parts,
    body: Bytes,
    values: Pairs,
}

/// `POST /admin`.
pub async fn on_events(State(state): State<AppState>, request: Request) -> Response {
    let plain = match Plain::read(state, request).await {
        Ok(plain) => plain,
        Err(refused) => return refused,
    };
    match plain.name().as_str() {
        "create_event" => plain.run::<CreateEvent>().await,
        _ => plain.unknown().await,
    }
}

/// `POST /admin/events/{slug}`.
pub async fn on_board(State(state): State<AppState>, request: Request) -> Response {
    let plain = match Plain::read(state, request).await {
        Ok(plain) => plain,
        Err(refused) => return refused,
    };
    match plain.name().as_str() {
        "post_message" => plain.run::<PostMessage>().await,
        "change_phase" => plain.run::<ChangePhase>().await,
        "open_issue" => plain.run::<OpenIssue>().await,
        "update_issue" => plain.run::<UpdateIssue>().await,
        "set_stock" | "set_level" => plain.run::<SetStock>().await,
        _ => plain.unknown().await,
    }
}

/// `POST /admin/events/{slug}/settings`.
pub async fn on_settings(
    State(state): State<AppState>,
    EventSlug(slug): EventSlug,
    request: Request,
) -> Response {
    if is_upload(&request) {
        return match Upload::read(request).await {
            Ok(upload) => {
                let image = STANDARD.encode(upload.first(&["image"]));
                let plain = Plain {
                    state,
                    parts: upload.parts,
                    body: Bytes::new(),
                    // A page cannot fill in a file again, so nothing of it is kept.
                    values: vec![("form".to_owned(), "set_logo".to_owned())],
                };
                plain
                    .carry_out(Ok(SetLogo {
                        slug: slug.to_string(),
                        image,
                    }))
                    .await
            }
            Err(refused) => refused,
        };
    }
    let plain = match Plain::read(state, request).await {
        Ok(plain) => plain,
        Err(refused) => return refused,
    };
    match plain.name().as_str() {
        "edit_event" => plain.run::<EditEvent>().await,
        "remove_logo" => plain.run::<RemoveLogo>().await,
        "archive_event" => plain.run::<ArchiveEvent>().await,
        _ => plain.unknown().await,
    }
}

/// `POST /admin/events/{slug}/stock`: shows what a sheet would change, or changes it.
pub async fn on_sheet(State(state): State<AppState>, request: Request) -> Response {
    if is_upload(&request) {
        return match Upload::read(request).await {
            Ok(upload) => check_sheet(state, upload).await,
            Err(refused) => refused,
        };
    }
    let plain = match Plain::read(state, request).await {
        Ok(plain) => plain,
        Err(refused) => return refused,
    };
    match plain.name().as_str() {
        "import_stock" => plain.run::<ImportStock>().await,
        _ => plain.unknown().await,
    }
}

/// The page again with the sheet in it, which shows what it would change. A file goes before what was typed.
async fn check_sheet(state: AppState, upload: Upload) -> Response {
    let text = String::from_utf8(upload.first(&["file", "csv"]).to_vec());
    let form = "check_stock".to_owned();
    let (status, kept) = match text {
        Ok(text) => (
            StatusCode::OK,
            Kept {
                form,
                values: vec![("csv".to_owned(), text)],
                error: None,
            },
        ),
        Err(_) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            Kept {
                form,
                values: Pairs::new(),
                error: Some(DeskError::field(
                    "csv",
                    "save the file as CSV in UTF-8, then send it again",
                )),
            },
        ),
    };
    let request = Request::from_parts(upload.parts, Body::empty());
    render(state, request, status, kept).await
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

fn is_upload(request: &Request) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/form-data"))
}

/// A form with a file in it, as browsers send it: in parts (RFC 7578).
struct Upload {
    parts: Parts,
    fields: Vec<(String, Bytes)>,
}

impl Upload {
    async fn read(request: Request) -> Result<Self, Response> {
        let (parts, body) = request.into_parts();
        let request = Request::from_parts(parts.clone(), body);
        let mut upload = Multipart::from_request(request, &())
            .await
            .map_err(IntoResponse::into_response)?;
        let mut fields = Vec::new();
        while let Some(field) = upload
            .next_field()
            .await
            .map_err(IntoResponse::into_response)?
        {
            let name = field.name().unwrap_or_default().to_owned();
            let bytes = field.bytes().await.map_err(IntoResponse::into_response)?;
            fields.push((name, bytes));
        }
        Ok(Self { parts, fields })
    }

    /// The first of these parts that has something in it; nothing if none has.
    fn first(&self, names: &[&str]) -> &[u8] {
        let sent_as = |name: &&str| self.fields.iter().find(move |(field, _)| field == name);
        let mut found = names.iter().filter_map(sent_as).map(|(_, bytes)| bytes);
        found
            .find(|bytes| !bytes.is_empty())
            .map_or(&[], Bytes::as_ref)
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
    async fn carry_out<F>(self, asked: Result<F, DeskError>) -> Response
    where
        F: ServerFn<Error = DeskError> + Send + 'static,
        F::Output: Landing,
    {
        let done = match asked {
            Ok(asked) => {
                let (state, parts) = (self.state.clone(), self.parts.clone());
                let owner = Owner::new();
                let doing = owner.with(|| {
                    ScopedFuture::new(async move {
                        provide_context(parts);
                        provide_context(state);
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
        let here = self.parts.uri.path();
        match done {
            Ok(done) if gate::wants_data(&self.parts.headers) => data(&Done {
                said: done.sentence(),
                next: done.landing(here),
                key: done.next_key(),
            }),
            Ok(done) => Redirect::to(&done.landing(here)).into_response(),
            Err(error) if gate::wants_data(&self.parts.headers) => gate::told(&error),
            Err(error) => self.again(error).await,
        }
    }

    /// The page again, with nothing lost.
    async fn again(self, error: DeskError) -> Response {
        let status = error.status_code();
        let kept = Kept {
            form: self.name(),
            values: self.values,
            error: Some(error),
        };
        let request = Request::from_parts(self.parts, Body::empty());
        render(self.state, request, status, kept).await
    }

    async fn unknown(self) -> Response {
        let told = "The form was not recognised. Reload the page and try again.";
        self.again(DeskError::new(Trouble::Invalid, told)).await
    }
}
