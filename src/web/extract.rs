//! Our own extractors: the framework's answer in plain text, these answer as a problem that names the field.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Query, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::problem::Failure;
use crate::domain::event::Slug;
use crate::domain::locale::{Languages, Locale, LocaleError};
use crate::domain::operator::Actor;
use crate::error::Error;
use crate::service::json::{self, JsonError};
use crate::service::messages::Expected;
use crate::service::{IdempotencyKey, Services, tokens};

/// The event's slug in the path. What cannot be a slug is no event: 404, not 400.
pub struct EventSlug(pub Slug);

impl<S: Send + Sync> FromRequestParts<S> for EventSlug {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let params: Vec<(String, String)> = path(parts, state).await?;
        let slug = params.iter().find(|(name, _)| name == "slug");
        slug.and_then(|(_, text)| Slug::parse(text).ok())
            .map(Self)
            .ok_or_else(|| Error::NotFound("event").into())
    }
}

/// Another piece of the path, by the name it has in the route.
pub async fn path_piece<S: Send + Sync>(
    parts: &mut Parts,
    state: &S,
    name: &str,
) -> Result<String, Failure> {
    let params: Vec<(String, String)> = path(parts, state).await?;
    let found = params.into_iter().find(|(key, _)| key == name);
    found
        .map(|(_, value)| value)
        .ok_or_else(|| Error::NotFound("page").into())
}

#[expect(
    clippy::disallowed_types,
    reason = "the one place that turns its rejection into ours"
)]
async fn path<S: Send + Sync>(
    parts: &mut Parts,
    state: &S,
) -> Result<Vec<(String, String)>, Failure> {
    let path = axum::extract::Path::from_request_parts(parts, state).await;
    Ok(path.map_err(|_| Error::NotFound("page"))?.0)
}

/// The language that the address asks for, `?lang=fr`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reader {
    /// The language; `None` stands for the event's own. What is no language of ours counts as none: a shopper with a
    /// mistyped link must see the page.
    pub locale: Option<Locale>,
    mistyped: bool,
}

impl Reader {
    /// Reads the query of an address.
    pub fn of(uri: &Uri) -> Self {
        let asked: Query<LangQuery> = Query::try_from_uri(uri).unwrap_or_default();
        let parsed = asked.0.lang.filter(|tag| !tag.is_empty());
        let parsed = parsed.map(|tag| Locale::parse(&tag));
        Self {
            locale: parsed.clone().and_then(Result::ok),
            mistyped: matches!(parsed, Some(Err(_))),
        }
    }

    /// The language for a machine, which is told when it asks for one that there is not, or that the event is not
    /// published in.
    pub fn strict(self, languages: &Languages) -> Result<Option<Locale>, Failure> {
        if self.mistyped {
            return Err(Error::invalid("lang", LocaleError::UnknownLocale).into());
        }
        if self
            .locale
            .is_some_and(|locale| !languages.contains(locale))
        {
            let told = format!("the event is published in {}", languages.tags());
            return Err(Error::invalid("lang", told).into());
        }
        Ok(self.locale)
    }

    /// An address of ours in the same language.
    pub fn keep(self, path: &str) -> String {
        match self.locale {
            Some(locale) => format!("{path}?lang={}", locale.tag()),
            None => path.to_owned(),
        }
    }
}

#[derive(Debug, Default, Deserialize)]
struct LangQuery {
    lang: Option<String>,
}

impl<S: Send + Sync> FromRequestParts<S> for Reader {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Failure> {
        Ok(Self::of(&parts.uri))
    }
}

/// Whoever holds the bearer token of this request.
pub async fn recognise(headers: &HeaderMap, services: &Services) -> Result<Actor, Error> {
    let secret = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, secret)| secret.trim())
        .ok_or(NO_TOKEN)?;
    tokens::recognise(services, secret).await
}

const NO_TOKEN: Error = Error::Unauthorized("send a token: Authorization: Bearer ls_…");

/// The machine that the route's row has let pass.
pub struct Caller(pub Actor);

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Failure> {
        let actor = parts.extensions.get::<Actor>();
        Ok(Self(actor.cloned().ok_or(NO_TOKEN)?))
    }
}

/// The `Idempotency-Key` header, where there is one.
pub struct OnceKey(pub Option<IdempotencyKey>);

impl<S: Send + Sync> FromRequestParts<S> for OnceKey {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Failure> {
        let Some(value) = parts.headers.get("idempotency-key") else {
            return Ok(Self(None));
        };
        // Bytes that are no text fail the key's own rule as well.
        let text = value.to_str().unwrap_or_default();
        Ok(Self(Some(IdempotencyKey::parse(text)?)))
    }
}

/// The `If-Match` header (RFC 9110 §13.1.1): which versions of a message the caller means.
pub struct IfMatch(pub Expected);

impl<S: Send + Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Failure> {
        if !parts.headers.contains_key(header::IF_MATCH) {
            return Ok(Self(Expected::Any));
        }
        let lines = parts.headers.get_all(header::IF_MATCH).iter();
        let tags: Vec<_> = lines
            .filter_map(|line| line.to_str().ok())
            .flat_map(|line| line.split(','))
            .map(str::trim)
            .collect();
        if tags.contains(&"*") {
            return Ok(Self(Expected::Any));
        }
        // A tag that is none of ours, or a weak one, matches nothing.
        let version = |tag: &str| tag.strip_prefix('"')?.strip_suffix('"')?.parse().ok();
        Ok(Self(Expected::OneOf(
            tags.into_iter().filter_map(version).collect(),
        )))
    }
}

/// A JSON body; errors name the field by its path.
pub struct JsonBody<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for JsonBody<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let bytes = json_bytes(request, state).await?;
        parse_json(&bytes).map(Self)
    }
}

/// A JSON body as text, for whoever reads it with care of their own.
pub struct JsonText(pub String);

impl<S: Send + Sync> FromRequest<S> for JsonText {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let bytes = json_bytes(request, state).await?;
        parse_json::<serde::de::IgnoredAny>(&bytes)?;
        let text = String::from_utf8(bytes.into());
        text.map(Self).map_err(|error| not_json(&error.to_string()))
    }
}

async fn json_bytes<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, Failure> {
    if !is_json(request.headers()) {
        let detail = "send JSON: Content-Type: application/json".to_owned();
        return Err(Failure::Request(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail));
    }
    let limit = super::body_limit(request.uri().path());
    let read = Bytes::from_request(request, state).await;
    read.map_err(|rejection| {
        let status = rejection.status();
        let detail = match status {
            StatusCode::PAYLOAD_TOO_LARGE => format!("the body may have at most {limit} bytes"),
            _ => "the body did not arrive whole".to_owned(),
        };
        Failure::Request(status, detail)
    })
}

fn is_json(headers: &HeaderMap) -> bool {
    let content_type = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    content_type
        .and_then(|value| value.split(';').next())
        .is_some_and(|media| media.trim().eq_ignore_ascii_case("application/json"))
}

fn parse_json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Failure> {
    json::parse(bytes).map_err(|error| match error {
        JsonError::Field { path, message } => Error::invalid(path, message).into(),
        JsonError::NotJson(why) => not_json(&why),
    })
}

fn not_json(why: &str) -> Failure {
    Failure::Request(StatusCode::BAD_REQUEST, format!("this is not JSON: {why}"))
}
