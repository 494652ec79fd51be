//! Forms with a file in them: a logo, a sheet of stock.

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, FromRequestParts, Multipart, Request};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::forms::Plain;
use super::render;
use crate::admin::api::DeskError;
use crate::admin::api::copies::ImportEvent;
use crate::admin::api::rehearsals::{OwnRecording, StartRehearsal};
use crate::admin::api::settings::SetLogo;
use crate::admin::form::{Kept, Pairs};
use crate::state::AppState;
use crate::web::extract::EventSlug;

/// Sets the logo of the event in the address.
pub async fn set_logo(state: AppState, mut upload: Upload) -> Response {
    let EventSlug(slug) = match EventSlug::from_request_parts(&mut upload.parts, &()).await {
        Ok(slug) => slug,
        Err(failure) => return failure.into_response(),
    };
    let image = STANDARD.encode(upload.first(&["image"]));
    let asked = SetLogo {
        slug: slug.to_string(),
        seen: upload.text("seen"),
        image,
    };
    let values = upload.kept("set_logo", &[]);
    plain(state, upload.parts, values)
        .carry_out(Ok(asked))
        .await
}

/// The page again with the sheet in it, which shows what it would change. A file goes before what was typed.
pub async fn check_sheet(state: AppState, upload: Upload) -> Response {
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

/// Makes an event of the file that was sent.
pub async fn import_event(state: AppState, upload: Upload) -> Response {
    let asked = ImportEvent {
        text: upload.text("file"),
        slug: upload.text("slug"),
        keep_phase: upload.text("keep_phase"),
    };
    let values = upload.kept("import_event", &["slug", "keep_phase"]);
    plain(state, upload.parts, values)
        .carry_out(Ok(asked))
        .await
}

/// Begins a rehearsal of the event in the address, with the recording that was sent or the one that there is.
pub async fn start_rehearsal(state: AppState, mut upload: Upload) -> Response {
    let EventSlug(slug) = match EventSlug::from_request_parts(&mut upload.parts, &()).await {
        Ok(slug) => slug,
        Err(failure) => return failure.into_response(),
    };
    let asked = StartRehearsal {
        slug: slug.to_string(),
        key: upload.text("key"),
        recording: upload.text("recording"),
        brought: OwnRecording {
            name: upload.file_name("feed"),
            feed: upload.text("feed"),
            stock: upload.text("stock"),
        },
        speed: upload.text("speed"),
        story: upload.text("story"),
    };
    let values = upload.kept("start_rehearsal", &["recording", "speed", "story"]);
    plain(state, upload.parts, values)
        .carry_out(Ok(asked))
        .await
}

fn plain(state: AppState, parts: Parts, values: Pairs) -> Plain {
    Plain {
        state,
        parts,
        body: Bytes::new(),
        values,
    }
}

/// Whether a form comes with a file.
pub fn is_upload(request: &Request) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/form-data"))
}

/// A form with a file in it, as browsers send it: in parts (RFC 7578).
pub struct Upload {
    parts: Parts,
    fields: Vec<(String, Bytes)>,
    file_names: Pairs,
}

impl Upload {
    /// Reads every part.
    pub async fn read(request: Request) -> Result<Self, Response> {
        let (parts, body) = request.into_parts();
        let request = Request::from_parts(parts.clone(), body);
        let mut upload = Multipart::from_request(request, &())
            .await
            .map_err(IntoResponse::into_response)?;
        let mut fields = Vec::new();
        let mut file_names = Pairs::new();
        while let Some(field) = upload
            .next_field()
            .await
            .map_err(IntoResponse::into_response)?
        {
            let name = field.name().unwrap_or_default().to_owned();
            if let Some(file) = field.file_name() {
                file_names.push((name.clone(), file.to_owned()));
            }
            let bytes = field.bytes().await.map_err(IntoResponse::into_response)?;
            fields.push((name, bytes));
        }
        Ok(Self {
            parts,
            fields,
            file_names,
        })
    }

    /// A part as text. What is no text shows where it is none.
    fn text(&self, name: &str) -> String {
        String::from_utf8_lossy(self.first(&[name])).into_owned()
    }

    /// What a file was called where it came from.
    fn file_name(&self, name: &str) -> String {
        Kept::find(&self.file_names, name).unwrap_or_default()
    }

    /// What a page can fill in again: everything but files.
    fn kept(&self, form: &str, names: &[&str]) -> Pairs {
        let value = |name: &&str| ((*name).to_owned(), self.text(name));
        let values = names
            .iter()
            .map(value)
            .filter(|(_, value)| !value.is_empty());
        std::iter::once(("form".to_owned(), form.to_owned()))
            .chain(values)
            .collect()
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
