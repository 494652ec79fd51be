//! Events as files: export, import.
//!
//! A file holds what operators made, not what was measured and no secret. Exported, imported and exported again it is
//! the same file.

mod check;
mod format;
mod story;

use serde::Deserialize;
use serde_json::json;

use super::events::{authorise_making, check_free, taken};
use super::json::JsonError;
use super::{Done, Services, authorise, calendar, visible_event};
use crate::domain::event::{Listing, Slug};
use crate::domain::operator::{Actor, Scope};
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::store::{AuditEntry, Tx};
use check::check;
use format::{Bundle, VERSION, VERSIONS, Whole};
use story::Story;

/// The longest file that is read, in bytes: thousands of messages in six languages.
pub const MAX_BUNDLE: usize = 8 * 1_024 * 1_024;

/// How a file is to be read in.
#[derive(Debug, Clone, Default)]
pub struct ImportOptions {
    /// The event's address, where it is to differ from that in the file.
    pub slug: Option<Slug>,
    /// Whether the event is to be in the phase that the file says, rather than a draft.
    pub keep_phase: bool,
}

/// Writes an event as a file.
pub async fn export(services: &Services, actor: &Actor, slug: &Slug) -> Result<String> {
    authorise(actor, Scope::Manage)?;
    let mut tx = services.store.read().await?;
    let event = visible_event(&mut tx, actor, slug).await?;
    if event.listing == Listing::Rehearsal {
        return Err(Error::Conflict(
            "this is a rehearsal; export the event it rehearses".to_owned(),
        ));
    }
    let whole = Whole {
        logo: tx.find_logo(&event.id).await?,
        components: tx.list_components(&event.id).await?,
        inventory: tx.list_inventory(&event.id).await?,
        messages: tx.list_every_message(&event.id).await?,
        incidents: tx.list_every_incident(&event.id).await?,
        story: Story::find(&mut tx, &event.id).await?.known_to(actor, slug),
        event,
    };
    let mut text = serde_json::to_string_pretty(&Bundle::from(whole))
        .map_err(|error| Error::internal("writing a bundle", error))?;
    text.push('\n');
    Ok(text)
}

/// Makes an event of a file: all of it or, when anything is wrong with it, nothing. Whoever keeps its phase, and with that
/// what was said, must be allowed to publish too.
pub async fn import(
    services: &Services,
    actor: &Actor,
    text: &str,
    options: ImportOptions,
) -> Result<Done<Slug>> {
    authorise_making(actor)?;
    if options.keep_phase {
        authorise(actor, Scope::Publish)?;
    }

    let now = services.now();
    let text = text.to_owned();
    // A long file would keep others waiting.
    let reading = tokio::task::spawn_blocking(move || check(read(&text)?, now));
    let mut whole = reading
        .await
        .map_err(|error| Error::internal("reading a bundle", error))??;
    let event = &mut whole.event;
    event.slug = options.slug.unwrap_or_else(|| event.slug.clone());
    check_free("event.slug", &event.slug)?;
    if !options.keep_phase {
        *event = event.copy(event.id.clone(), event.slug.clone(), now);
        whole.before_its_day();
    }
    let mut tx = services.store.write().await?;
    write(&mut tx, &whole, now).await?;
    let Whole { event, .. } = whole;
    tx.insert_audit_entry(AuditEntry {
        at: now,
        actor: actor.name(),
        action: "event.import",
        event: Some(&event.id),
        subject: event.slug.as_str(),
        detail: json!({ "title": event.title, "kind": event.kind, "phase": event.phase }),
    })
    .await?;
    tx.commit().await?;

    Ok(services.announce(&event, event.slug.clone(), false).await)
}

async fn write(tx: &mut Tx, whole: &Whole, now: Timestamp) -> Result<()> {
    let event = &whole.event;
    if !tx.insert_event(event, now).await? {
        return Err(taken(&event.slug));
    }
    if let Some(logo) = &whole.logo {
        tx.upsert_logo(&event.id, logo).await?;
    }
    tx.update_components(&event.id, &whole.components).await?;
    for item in &whole.inventory {
        tx.upsert_inventory_item(&event.id, item).await?;
    }
    for message in &whole.messages {
        tx.insert_message(message).await?;
    }
    for incident in &whole.incidents {
        tx.insert_incident(incident).await?;
    }
    whole.story.write(tx, &event.id).await?;
    calendar::keep(tx, event, now).await
}

/// What a file says that it is.
#[derive(Deserialize)]
struct Head {
    lineside_bundle: Option<u32>,
}

fn read(text: &str) -> Result<Bundle> {
    let field = "lineside_bundle";
    if text.len() > MAX_BUNDLE {
        let told = format!("the file may have at most {MAX_BUNDLE} bytes");
        return Err(Error::invalid("", told));
    }
    let text = text.trim_start_matches('\u{feff}').as_bytes();
    // What another version means by its fields is nobody's guess: only one thing is wrong with it.
    match super::json::parse::<Head>(text)
        .map_err(told)?
        .lineside_bundle
    {
        Some(version) if VERSIONS.contains(&version) => super::json::parse(text).map_err(told),
        Some(other) => {
            let told = format!(
                "version {other} is not known; this Lineside reads versions up to {VERSION}"
            );
            Err(Error::invalid(field, told))
        }
        None => Err(Error::invalid(field, "this is no Lineside bundle")),
    }
}

fn told(error: JsonError) -> Error {
    match error {
        JsonError::NotJson(why) => Error::invalid("", format!("this is not JSON: {why}")),
        JsonError::Field { path, message } => Error::invalid(path, message),
    }
}
