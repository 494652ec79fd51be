//! What shoppers take along: feeds, the calendar, the share card.

use axum::extract::{Query, Request, State};
use axum::response::Response;
use serde::Deserialize;

use super::extract::{EventSlug, Reader};
use super::page::{channel, finished, snapshot};
use super::problem::Failure;
use super::widget::for_everyone;
use crate::error::Error;
use crate::live::{Body, Look, Size, Theme, draw_badge};
use crate::service::Services;

/// `GET /e/{slug}/feed.atom`.
pub async fn atom(
    State(services): State<Services>,
    slug: EventSlug,
    reader: Reader,
    request: Request,
) -> Result<Response, Failure> {
    let snapshot = snapshot(&services.live, &slug)?;
    let feed = &snapshot.edition(reader.locale).take_away.atom;
    let answer = finished(feed, "application/atom+xml; charset=utf-8", &request);
    Ok(for_everyone(answer))
}

/// `GET /e/{slug}/feed.json`.
pub async fn json(
    State(services): State<Services>,
    slug: EventSlug,
    reader: Reader,
    request: Request,
) -> Result<Response, Failure> {
    let snapshot = snapshot(&services.live, &slug)?;
    let feed = &snapshot.edition(reader.locale).take_away.json_feed;
    Ok(for_everyone(finished(
        feed,
        "application/feed+json",
        &request,
    )))
}

/// `GET /e/{slug}/calendar.ics`: not there before the event has a time.
pub async fn calendar(
    State(services): State<Services>,
    slug: EventSlug,
    reader: Reader,
    request: Request,
) -> Result<Response, Failure> {
    let snapshot = snapshot(&services.live, &slug)?;
    let calendar = &snapshot.edition(reader.locale).take_away.calendar;
    let calendar = calendar.as_ref().ok_or(Error::NotFound("calendar"))?;
    Ok(finished(calendar, "text/calendar; charset=utf-8", &request))
}

/// What a badge is to look like.
#[derive(Deserialize)]
pub struct BadgeQuery {
    theme: Option<String>,
    size: Option<String>,
    label: Option<String>,
}

impl BadgeQuery {
    fn look(&self) -> Result<Look, Failure> {
        let theme = self
            .theme
            .as_deref()
            .map_or(Ok(Theme::default()), Theme::parse);
        let size = self
            .size
            .as_deref()
            .map_or(Ok(Size::default()), Size::parse);
        let theme = theme.map_err(|error| Error::invalid("theme", error))?;
        let size = size.map_err(|error| Error::invalid("size", error))?;
        let look = Look::new(theme, size, self.label.as_deref());
        Ok(look.map_err(|error| Error::invalid("label", error))?)
    }
}

/// `GET /e/{slug}/badge.svg`: drawn as asked, which takes microseconds.
pub async fn badge(
    State(services): State<Services>,
    slug: EventSlug,
    reader: Reader,
    Query(query): Query<BadgeQuery>,
    request: Request,
) -> Result<Response, Failure> {
    let snapshot = snapshot(&services.live, &slug)?;
    let page = &snapshot.edition(reader.locale).status_page;
    let badge = Body::small(draw_badge(page, &query.look()?));
    Ok(for_everyone(finished(&badge, "image/svg+xml", &request)))
}

/// `GET /e/{slug}/card.png`: the newest picture there is; only the very first is waited for.
pub async fn card(
    State(services): State<Services>,
    slug: EventSlug,
    request: Request,
) -> Result<Response, Failure> {
    let channel = channel(&services.live, &slug)?;
    let card = services.live.card(&channel).await;
    let card = card.ok_or(Error::Unavailable("the share card is not painted"))?;
    Ok(for_everyone(finished(&card.body, "image/png", &request)))
}
