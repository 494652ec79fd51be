//! What merchants embed: the script, and its small JSON.

use axum::extract::{Query, Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::assets;
use super::cache::CachePolicy;
use super::extract::{EventSlug, Reader};
use super::page::{JSON, finished, snapshot};
use super::problem::Failure;
use crate::domain::event::EmbedOrigins;
use crate::domain::inventory::Sku;
use crate::error::Error;
use crate::service::Services;

/// Any shop may read what is public; no credentials are involved.
pub fn for_everyone(mut response: Response) -> Response {
    let any = HeaderValue::from_static("*");
    response
        .headers_mut()
        .insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, any.clone());
    response.headers_mut().insert(
        "cross-origin-resource-policy",
        HeaderValue::from_static("cross-origin"),
    );
    response
}

/// For the sites that may embed an event, where they are listed; a request that names no site comes from none.
fn for_sites(
    sites: &EmbedOrigins,
    headers: &HeaderMap,
    answer: impl FnOnce() -> Result<Response, Failure>,
) -> Response {
    if sites.is_empty() {
        return answer().map(for_everyone).into_response();
    }
    let origin = headers.get(header::ORIGIN);
    let allowed = |origin: &HeaderValue| origin.to_str().is_ok_and(|origin| sites.allow(origin));
    let refused = || Error::Forbidden("this site may not embed the event".to_owned());
    let mut response = if origin.is_none_or(allowed) {
        answer().into_response()
    } else {
        Failure::from(refused()).into_response()
    };
    let headers = response.headers_mut();
    if let Some(origin) = origin.filter(|origin| allowed(origin)) {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
        headers.insert(
            "cross-origin-resource-policy",
            HeaderValue::from_static("cross-origin"),
        );
    }
    // A cache must not give one site what another was told.
    headers.append(header::VARY, HeaderValue::from_static("origin"));
    response
}

/// `GET /widget.js`: the newest version under the address that merchants paste once.
pub async fn script(request: Request) -> Result<Response, Failure> {
    let asset = assets::find("widget.js").ok_or(Error::NotFound("file"))?;
    Ok(for_everyone(assets::answer(
        asset,
        CachePolicy::Script,
        &request,
    )))
}

/// Which item the widget is about.
#[derive(Deserialize)]
pub struct WidgetQuery {
    item: Option<String>,
}

/// `GET /e/{slug}/widget.json`: small, already worded, and for the sites that may embed it.
pub async fn json(
    State(services): State<Services>,
    slug: EventSlug,
    reader: Reader,
    Query(query): Query<WidgetQuery>,
    request: Request,
) -> Result<Response, Failure> {
    let snapshot = snapshot(&services.live, &slug)?;
    let edition = snapshot.edition(reader.locale);
    let answer = || {
        let body = match query.item.as_deref().filter(|item| !item.is_empty()) {
            None => &edition.widget,
            Some(item) => Sku::parse(item)
                .ok()
                .and_then(|sku| edition.widget_item(&sku))
                .ok_or(Error::NotFound("item"))?,
        };
        Ok(finished(body, JSON, &request))
    };
    let sites = &snapshot.facts.event.embed_origins;
    Ok(for_sites(sites, request.headers(), answer))
}
