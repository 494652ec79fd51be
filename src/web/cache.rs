//! How long an answer may be kept, and by whom: a type, so that no handler writes the header by hand.

use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponseParts, Response, ResponseParts};

/// What a handler allows caches to do with its answer. An answer without a policy is not stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CachePolicy {
    /// Public state of an event: a shared cache may answer for a second, may show an old copy while it fetches a
    /// new one, and may go on for a day when we are gone. Honest only because the page computes its own age.
    Live,
    /// A file with a content hash in its name: for ever.
    Immutable,
    /// What changes with a new version alone but keeps its address: a few minutes old at most, longer only when we are gone.
    Script,
    /// Streams, everything of the desk, answers to writes, errors.
    #[default]
    NoStore,
}

impl CachePolicy {
    /// The value of `Cache-Control`.
    pub fn header(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Live => {
                "public, max-age=0, s-maxage=1, stale-while-revalidate=30, stale-if-error=86400"
            }
            Self::Immutable => "public, max-age=31536000, immutable",
            Self::Script => {
                "public, max-age=300, stale-while-revalidate=3600, stale-if-error=86400"
            }
            Self::NoStore => "no-store",
        })
    }
}

impl IntoResponseParts for CachePolicy {
    type Error = std::convert::Infallible;

    fn into_response_parts(self, mut parts: ResponseParts) -> Result<ResponseParts, Self::Error> {
        parts.extensions_mut().insert(self);
        Ok(parts)
    }
}

/// Turns the policy that a handler attached into the header. The stream's `no-transform` is its own.
pub async fn write_header(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let policy = response
        .extensions()
        .get::<CachePolicy>()
        .copied()
        .unwrap_or_default();
    let headers = response.headers_mut();
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, policy.header());
    }
    response
}
