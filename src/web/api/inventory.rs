//! `PUT …/inventory` and `PUT …/inventory/{sku}`: a machine sets stock.

use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

use super::json;
use crate::domain::inventory::{Sku, StockLevel};
use crate::domain::revision::Revision;
use crate::domain::time::Timestamp;
use crate::error::Error;
use crate::service::inventory::{self, ItemChange};
use crate::service::{Done, Services};
use crate::web::extract::{Caller, EventSlug, JsonBody, path_piece};
use crate::web::problem::Failure;

/// What is to be known of an item; what is not said stays as it was.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemBody {
    title: Option<String>,
    variant: Option<String>,
    level: Option<StockLevel>,
    remaining: Option<u32>,
    price_tier: Option<String>,
    restock_at: Option<Timestamp>,
}

/// The same with its SKU, for many at once.
#[derive(Deserialize)]
pub struct NamedItemBody {
    sku: String,
    #[serde(flatten)]
    item: ItemBody,
}

/// Items to set: all or none.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InventoryBody {
    items: Vec<NamedItemBody>,
}

#[derive(Serialize)]
struct InventoryReply {
    changed: usize,
    revision: Option<Revision>,
}

/// The SKU in the path.
pub struct SkuPath(String);

impl<S: Send + Sync> FromRequestParts<S> for SkuPath {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        Ok(Self(path_piece(parts, state, "sku").await?))
    }
}

fn change(field: &str, sku: &str, body: ItemBody) -> Result<ItemChange, Failure> {
    Ok(ItemChange {
        sku: Sku::parse(sku).map_err(|error| Error::invalid(field, error))?,
        title: body.title,
        variant: body.variant,
        level: body.level,
        remaining: body.remaining,
        price_tier: body.price_tier,
        restock_at: body.restock_at,
    })
}

fn answer(done: &Done<usize>) -> Response {
    json(&InventoryReply {
        changed: done.id,
        revision: done.revision,
    })
    .into_response()
}

/// Sets one item.
pub async fn set_one(
    State(services): State<Services>,
    Caller(actor): Caller,
    EventSlug(slug): EventSlug,
    SkuPath(sku): SkuPath,
    JsonBody(body): JsonBody<ItemBody>,
) -> Result<Response, Failure> {
    let changes = vec![change("sku", &sku, body)?];
    Ok(answer(
        &inventory::set(&services, &actor, &slug, changes).await?,
    ))
}

/// Sets many items at once.
pub async fn set_many(
    State(services): State<Services>,
    Caller(actor): Caller,
    EventSlug(slug): EventSlug,
    JsonBody(body): JsonBody<InventoryBody>,
) -> Result<Response, Failure> {
    let changes: Result<Vec<_>, _> = body
        .items
        .into_iter()
        .enumerate()
        .map(|(index, named)| change(&format!("items[{index}].sku"), &named.sku, named.item))
        .collect();
    Ok(answer(
        &inventory::set(&services, &actor, &slug, changes?).await?,
    ))
}
