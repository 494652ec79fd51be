//! Edits of an event that are compared with it first: whoever changes what somebody else has changed is told.

use super::DeskError;
use super::desk::Desk;
use crate::domain::event::Event;
use crate::error::Error;
use crate::service::events::{EventEdit, edit};

/// How often an edit is compared anew, because the event changed between the look and the write.
const TRIES: usize = 3;

/// Does what `compare` makes of a form and the event as it is; tells the event as that made it.
pub async fn edit_compared(
    desk: &Desk,
    slug: &str,
    compare: impl Fn(&Event) -> Result<EventEdit, DeskError>,
    beside_fields: fn(DeskError) -> DeskError,
) -> Result<Event, DeskError> {
    let mut again = 1..TRIES;
    loop {
        let seen = desk.event(slug).await?;
        let change = EventEdit {
            seen: Some(Box::new(seen.clone())),
            ..compare(&seen)?
        };
        match edit(desk.services(), &desk.actor, &seen.slug, change).await {
            Ok(done) => return Ok(done.id),
            Err(Error::Outdated(_)) if again.next().is_some() => {}
            Err(error) => return Err(beside_fields(desk.told(error))),
        }
    }
}
