//! `PUT …/inventory` and `PUT …/inventory/{sku}`: a machine sets stock.

use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

use super::json;
use crate::domain::inventory::{Sku, StockLevel};
use crate::domain::patch::Patch;
use crate::domain::revision::Revision;
use crate::domain::time::Timestamp;
use crate::error::Error;
use crate::service::inventory::{self, ItemChange, Seen};
use crate::service::{Done, Services};
use crate::web::extract::{Caller, EventSlug, JsonBody, path_piece};
use crate::web::problem::Failure;

/// What is to be known of an item; what is not said stays as it was, and `null` empties a text or a time.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemBody {
    #[serde(default)]
    title: Patch<String>,
    #[serde(default)]
    variant: Patch<String>,
    level: Option<StockLevel>,
    remaining: Option<u32>,
    #[serde(default)]
    price_tier: Patch<String>,
    #[serde(default)]
    restock_at: Patch<Timestamp>,
}

/// The same with its SKU, for many at once. Written out, because `flatten` would let misspelled fields pass and
/// forget which field an error is about.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedItemBody {
    sku: String,
    #[serde(default)]
    title: Patch<String>,
    #[serde(default)]
    variant: Patch<String>,
    level: Option<StockLevel>,
    remaining: Option<u32>,
    #[serde(default)]
    price_tier: Patch<String>,
    #[serde(default)]
    restock_at: Patch<Timestamp>,
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

impl NamedItemBody {
    fn split(self) -> (String, ItemBody) {
        let item = ItemBody {
            title: self.title,
            variant: self.variant,
            level: self.level,
            remaining: self.remaining,
            price_tier: self.price_tier,
            restock_at: self.restock_at,
        };
        (self.sku, item)
    }
}

/// Where there is only one item, its fields need no place in a list.
fn of_the_one(error: Error) -> Error {
    let Error::Invalid(mut fields) = error else {
        return error;
    };
    for error in &mut fields {
        if let Some(field) = error.field.strip_prefix("items[0].") {
            error.field = field.to_owned();
        }
    }
    Error::Invalid(fields)
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
        seen: Seen::Unsaid,
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
    let done = inventory::set(&services, &actor, &slug, changes).await;
    Ok(answer(&done.map_err(of_the_one)?))
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
        .map(|(index, named)| {
            let (sku, item) = named.split();
            change(&format!("items[{index}].sku"), &sku, item)
        })
        .collect();
    Ok(answer(
        &inventory::set(&services, &actor, &slug, changes?).await?,
    ))
}
