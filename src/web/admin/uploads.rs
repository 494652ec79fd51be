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
    let plain = Plain {
        state,
        parts: upload.parts,
        body: Bytes::new(),
        // A page cannot fill in a file again, so nothing of it is kept.
        values: vec![("form".to_owned(), "set_logo".to_owned())],
    };
    let asked = SetLogo {
        slug: slug.to_string(),
        image,
    };
    plain.carry_out(Ok(asked)).await
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

/// Whether a form comes with a file.
pub fn is_upload(request: &Request) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/form-data"))
}

/// A form with a file in it, as browsers send it: in parts (RFC 7578).
pub struct Upload {
    parts: Parts,
    fields: Vec<(String, Bytes)>,
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
