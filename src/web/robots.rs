//! What search engines are told of unlisted events, whose addresses are for those who were given them.

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

use crate::domain::event::{Listing, Slug};
use crate::live::Live;

const ROBOTS: HeaderName = HeaderName::from_static("x-robots-tag");

/// Keeps everything of an unlisted event out of search engines. Its page says so itself, for it is asked for most.
pub async fn hide_unlisted(State(live): State<Live>, request: Request, next: Next) -> Response {
    let slug = slug_below(request.uri().path()).and_then(|slug| Slug::parse(slug).ok());
    let mut response = next.run(request).await;
    let channel = slug.and_then(|slug| live.public_channel(&slug).ok());
    if channel.is_some_and(|channel| channel.snapshot().facts.event.listing != Listing::Public) {
        let noindex = HeaderValue::from_static("noindex");
        response.headers_mut().insert(ROBOTS, noindex);
    }
    response
}

/// The event that an address is of, its page excepted.
fn slug_below(path: &str) -> Option<&str> {
    if let Some((slug, _)) = path
        .strip_prefix("/e/")
        .and_then(|rest| rest.split_once('/'))
    {
        return Some(slug);
    }
    path.strip_prefix("/api/v1/events/")?.split('/').next()
}
