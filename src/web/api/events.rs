//! Events themselves: a machine makes, copies, edits and archives them.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;

use super::{DoneReply, json, made};
use crate::domain::brand::{Accent, Logo};
use crate::domain::event::{EmbedOrigins, EventKind, Link, Listing, Schedule, Slug, Title};
use crate::domain::locale::{Languages, Locale};
use crate::domain::patch::Patch;
use crate::domain::time::{Timestamp, Zone};
use crate::error::{Error, Result};
use crate::service::events::{self, EventEdit, NewEvent};
use crate::service::{Done, Services, logo};
use crate::web::extract::{Caller, EventSlug, JsonBody};
use crate::web::problem::Failure;

/// A new event. What it says can all be said differently later, but for its kind and its slug.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewEventBody {
    slug: Slug,
    title: Title,
    kind: EventKind,
    #[serde(default)]
    draft: bool,
    opens_at: Option<Timestamp>,
    closes_at: Option<Timestamp>,
    draws_at: Option<Timestamp>,
    time_zone: Option<String>,
    default_language: Option<Locale>,
    capacity: Option<u32>,
    product_link: Option<Link>,
    waitlist_link: Option<Link>,
}

impl TryFrom<NewEventBody> for NewEvent {
    type Error = Error;

    fn try_from(body: NewEventBody) -> Result<Self> {
        let zone = body.time_zone.map(|name| zone(&name)).transpose()?;
        Ok(Self {
            slug: body.slug,
            title: body.title,
            kind: body.kind,
            public: !body.draft,
            schedule: Schedule {
                opens_at: body.opens_at,
                closes_at: body.closes_at,
                draws_at: body.draws_at,
            },
            zone: zone.unwrap_or_else(Zone::utc),
            default_locale: body.default_language.unwrap_or(Locale::En),
            capacity: body.capacity,
            product_link: body.product_link,
            waitlist_link: body.waitlist_link,
        })
    }
}

fn zone(name: &str) -> Result<Zone> {
    Zone::parse(name).map_err(|error| Error::invalid("time_zone", error))
}

/// Where an event is to be copied to.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CloneBody {
    slug: Slug,
    title: Option<Title>,
}

/// What is to be different about an event: what is not said stays, `null` empties. The logo is an image in Base64.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct EventBody {
    title: Patch<Title>,
    opens_at: Patch<Timestamp>,
    closes_at: Patch<Timestamp>,
    draws_at: Patch<Timestamp>,
    time_zone: Patch<String>,
    default_language: Patch<Locale>,
    languages: Patch<Languages>,
    listing: Patch<Listing>,
    capacity: Patch<u32>,
    product_link: Patch<Link>,
    waitlist_link: Patch<Link>,
    embed_origins: Patch<EmbedOrigins>,
    accent: Patch<Accent>,
    logo: Patch<String>,
}

impl TryFrom<EventBody> for EventEdit {
    type Error = Error;

    fn try_from(body: EventBody) -> Result<Self> {
        let zone = body.time_zone.parse(|name| zone(&name))?;
        Ok(Self {
            title: needed("title", body.title)?,
            opens_at: body.opens_at,
            closes_at: body.closes_at,
            draws_at: body.draws_at,
            zone: needed("time_zone", zone)?,
            default_locale: needed("default_language", body.default_language)?,
            languages: needed("languages", body.languages)?,
            listing: needed("listing", body.listing)?,
            capacity: body.capacity,
            product_link: body.product_link,
            waitlist_link: body.waitlist_link,
            embed_origins: match body.embed_origins {
                Patch::Keep => None,
                Patch::Clear => Some(EmbedOrigins::default()),
                Patch::Set(origins) => Some(origins),
            },
            accent: body.accent,
            logo: body.logo.parse(|text| image(&text))?,
            seen: None,
        })
    }
}

/// A field that every event has.
fn needed<T>(field: &str, patch: Patch<T>) -> Result<Option<T>> {
    match patch {
        Patch::Keep => Ok(None),
        Patch::Set(value) => Ok(Some(value)),
        Patch::Clear => Err(Error::invalid(field, "every event has one")),
    }
}

fn image(base64: &str) -> Result<Logo> {
    let bytes = STANDARD
        .decode(base64.trim())
        .map_err(|_| Error::invalid("logo", "send the image in Base64"))?;
    logo::parse(bytes).map_err(|error| Error::invalid("logo", error))
}

/// Makes an event: 201 with its address.
pub async fn create(
    State(services): State<Services>,
    Caller(actor): Caller,
    JsonBody(body): JsonBody<NewEventBody>,
) -> Result<Response, Failure> {
    let slug = body.slug.clone();
    let done = events::create(&services, &actor, body.try_into()?).await?;
    Ok(made(&Done {
        id: slug,
        revision: done.revision,
        repeated: done.repeated,
    }))
}

/// Copies an event as a draft: 201 with the copy's address.
pub async fn clone(
    State(services): State<Services>,
    Caller(actor): Caller,
    EventSlug(slug): EventSlug,
    JsonBody(body): JsonBody<CloneBody>,
) -> Result<Response, Failure> {
    let done = events::clone(&services, &actor, &slug, body.slug, body.title).await?;
    Ok(made(&done))
}

/// Edits an event.
pub async fn edit(
    State(services): State<Services>,
    Caller(actor): Caller,
    EventSlug(slug): EventSlug,
    JsonBody(body): JsonBody<EventBody>,
) -> Result<Response, Failure> {
    let done = events::edit(&services, &actor, &slug, body.try_into()?).await?;
    let reply = DoneReply {
        id: done.id.id.to_string(),
        revision: done.revision,
    };
    Ok(json(&reply).into_response())
}

/// Archives a draft or an ended event.
pub async fn archive(
    State(services): State<Services>,
    Caller(actor): Caller,
    EventSlug(slug): EventSlug,
) -> Result<StatusCode, Failure> {
    events::archive(&services, &actor, &slug).await?;
    Ok(StatusCode::NO_CONTENT)
}
