//! What merchants embed: the script, and its small JSON.

use axum::extract::{Query, Request, State};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use serde::Deserialize;

use super::assets;
use super::cache::CachePolicy;
use super::extract::{EventSlug, Reader};
use super::page::{JSON, finished, snapshot};
use super::problem::Failure;
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

/// `GET /e/{slug}/widget.json`: small, and already worded.
pub async fn json(
    State(services): State<Services>,
    slug: EventSlug,
    reader: Reader,
    Query(query): Query<WidgetQuery>,
    request: Request,
) -> Result<Response, Failure> {
    let snapshot = snapshot(&services.live, &slug)?;
    let edition = snapshot.edition(reader.locale);
    let body = match query.item.as_deref().filter(|item| !item.is_empty()) {
        None => &edition.widget,
        Some(item) => Sku::parse(item)
            .ok()
            .and_then(|sku| edition.widget_item(&sku))
            .ok_or(Error::NotFound("item"))?,
    };
    Ok(for_everyone(finished(body, JSON, &request)))
}
