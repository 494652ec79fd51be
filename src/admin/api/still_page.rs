//! The whole page as it would be with a message, drawn by what draws the page that everyone gets.

use super::compose::MessageForm;
use super::compose_form::{self, Asked};
use super::compose_page::moment;
use super::desk::Desk;
use super::{DeskError, FieldError, Trouble};
use crate::domain::event::Event;
use crate::domain::locale::Locale;
use crate::error::Error;
use crate::page::{DocumentLinks, render_still};
use crate::service::{messages, templates};

/// Draws the page of an event in one of its languages, or tells what keeps the message from being published.
pub async fn draw(
    desk: &Desk,
    slug: &str,
    lang: &str,
    form: &MessageForm,
) -> Result<String, DeskError> {
    let event = desk.event(slug).await?;
    let services = desk.services();
    let listed = templates::list(services, &desk.actor).await;
    let templates = listed.map_err(|error| desk.told(error))?;
    let Asked {
        new,
        publish_at,
        mut wrong,
    } = compose_form::read(form, &event, &templates);
    let preview = messages::preview(services, &desk.actor, &event.slug, &new, publish_at).await;
    let preview = preview.map_err(|error| desk.told(error))?;
    let unfit = preview.wrong.into_iter();
    wrong.extend(unfit.map(|wrong| FieldError {
        field: wrong.field,
        message: wrong.message,
    }));
    if !wrong.is_empty() {
        return Err(DeskError {
            fields: wrong,
            ..DeskError::new(
                Trouble::Invalid,
                "There is no page to show yet: please look at what is marked.",
            )
        });
    }
    let asked = Locale::parse(lang).ok();
    let asked = asked.filter(|locale| event.languages.contains(*locale));
    let locale = asked.unwrap_or(event.default_locale);
    let mut pages = preview.pages.into_iter();
    let page = pages.find(|page| page.locale == locale);
    let (Some(page), Some(channel)) = (page, services.live.channel(&event.slug)) else {
        return Err(desk.told(Error::Unavailable("the page is not made yet; try again")));
    };
    let snapshot = channel.snapshot();
    let now = event.time_at(services.clock.now());
    let told = match publish_at {
        None => "PREVIEW – NOT PUBLIC: the page as it would be now. It stands still.".to_owned(),
        Some(at) => format!(
            "PREVIEW – NOT PUBLIC: the page as it would be {}, if nothing else changes until then. It stands still.",
            moment(&event, at, now)
        ),
    };
    let own = snapshot.stylesheet.as_ref().map(|own| own.path.as_str());
    let links = DocumentLinks {
        stylesheet: stylesheet(&event, own, &desk.state.links),
        ..desk.state.links.clone()
    };
    let drawing = move || render_still(&page, snapshot.revision, &links, told);
    let drawn = tokio::task::spawn_blocking(drawing).await;
    drawn.map_err(|error| desk.told(Error::internal("drawing a preview", error)))
}

/// Where the page finds its look: that of an event which is not public is told to nobody but the desk.
fn stylesheet(event: &Event, own: Option<&str>, links: &DocumentLinks) -> String {
    match own {
        Some(own) if event.is_public() => own.to_owned(),
        Some(_) => format!("/admin/events/{}/style.css", event.slug),
        None => links.stylesheet.clone(),
    }
}
