//! The page for a shopper who typed their place into its form.

use axum::extract::{Query, Request};
use axum::http::Uri;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::cache::CachePolicy;
use super::encoding::{Conditions, negotiate};
use super::page::HTML;
use super::problem::Failure;
use crate::domain::locale::Locale;
use crate::domain::time::Timestamp;
use crate::live::{Admission, Snapshot};

/// What the form sends.
#[derive(Debug, Default, Deserialize)]
struct PlaceQuery {
    position: Option<String>,
}

/// What was typed as a place, if the address has one. A query that cannot be read has none: the page must come.
pub fn typed(uri: &Uri) -> Option<String> {
    let query: Query<PlaceQuery> = Query::try_from_uri(uri).unwrap_or_default();
    query.0.position
}

/// The page with its answer to what was `typed`; none when the event has no line that moves.
pub fn answer(
    snapshot: &Snapshot,
    locale: Option<Locale>,
    typed: &str,
    now: Timestamp,
    admission: &Admission,
    request: &Request,
) -> Result<Option<Response>, Failure> {
    if !snapshot.answers_places(locale) {
        return Ok(None);
    }
    admission.look_up()?;
    let wanted = negotiate(request.headers());
    let page = snapshot.place_page(locale, typed, now, wanted);
    let conditions = Conditions {
        method: request.method(),
        headers: request.headers(),
    };
    Ok(page.map(|page| {
        let answer = conditions.answer_bytes(page.bytes, &page.etag, page.encoding, HTML);
        (CachePolicy::Live, answer).into_response()
    }))
}
