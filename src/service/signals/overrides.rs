//! An operator says how a part is doing, in the place of the machine, for a time.

use serde_json::json;

use crate::domain::component::ComponentStatus;
use crate::domain::event::{Event, Slug};
use crate::domain::id::ComponentId;
use crate::domain::operator::{Actor, Scope};
use crate::domain::signals::{StatusOverride, check_override};
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::service::messages::Expected;
use crate::service::{Done, Services, authorise, visible_event};
use crate::store::{AuditEntry, Tx};

/// Two clicks on one button lie no farther apart, in seconds: what they ask for ends at nearly the same time.
const ONE_CLICK_S: f64 = 60.0;

/// What is said about a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated {
    /// The part.
    pub component: ComponentId,
    /// What counts in the place of the machine's word; nothing while the part is left to that.
    pub stated: Option<StatusOverride>,
    /// Grows whenever something is said, taken back, or counts no more by itself: 0 before anybody said anything.
    pub version: u32,
}

/// What somebody who says how a part is doing knows of what was said before.
#[derive(Debug, Clone, Copy)]
pub enum Known<'a> {
    /// What counted when their form was filled.
    Seen(&'a [StatusOverride]),
    /// A version.
    Version(&'a Expected),
}

/// What operators said about the parts of an event that counts now.
pub async fn list_stated(
    services: &Services,
    actor: &Actor,
    slug: &Slug,
) -> Result<Vec<StatusOverride>> {
    authorise(actor, Scope::Publish)?;
    let mut tx = services.store.read().await?;
    let event = visible_event(&mut tx, actor, slug).await?;
    let now = event.time_at(services.now());
    tx.list_overrides(&event.id, now).await
}

/// What is said about one part.
pub async fn find_stated(
    services: &Services,
    actor: &Actor,
    slug: &Slug,
    component: &ComponentId,
) -> Result<Stated> {
    authorise(actor, Scope::Publish)?;
    let mut tx = services.store.read().await?;
    let event = visible_event(&mut tx, actor, slug).await?;
    let now = event.time_at(services.now());
    find(&mut tx, &event, component, now).await
}

/// Says how a part is doing until a time, or with nothing to say leaves it to the machine again. What changes nothing leaves
/// no trace. Whoever knows something else said about the part than what counts is told.
pub async fn state(
    services: &Services,
    actor: &Actor,
    slug: &Slug,
    component: &ComponentId,
    status: Option<(ComponentStatus, Timestamp)>,
    known: Known<'_>,
) -> Result<Done<Stated>> {
    authorise(actor, Scope::Publish)?;

    let now = services.now();
    let mut tx = services.store.write().await?;
    let event = visible_event(&mut tx, actor, slug).await?;
    let time = event.time_at(now);
    if let Some((_, until)) = status {
        check_override(until, time).map_err(|error| Error::invalid("until", error))?;
    }
    let before = find(&mut tx, &event, component, time).await?;
    let after = status.map(|(status, until)| StatusOverride {
        component: component.clone(),
        status,
        until,
    });
    let outdated = match known {
        Known::Version(expected) => expected.check_of("status", before.version).is_err(),
        Known::Seen(seen) => {
            let about = |known: &&StatusOverride| known.component == *component;
            let mut seen = seen.iter().filter(|known| known.until > time);
            seen.find(about) != before.stated.as_ref()
        }
    };
    let by = tx.find_newest_actor(&event.id, component.as_str()).await?;
    // A version is meant as it is; a form is sent twice by a second click.
    let twice = outdated
        && matches!(known, Known::Seen(_))
        && by == Some(actor.name())
        && is_one_click(before.stated.as_ref(), after.as_ref());
    if after == before.stated || twice {
        // The only writer must not wait for the publisher.
        drop(tx);
        return Ok(services.announce(&event, before, true).await);
    }
    if outdated {
        return Err(Error::Outdated("status"));
    }

    match &after {
        Some(after) => tx.upsert_override(&event.id, after, time).await?,
        None => tx.withdraw_override(&event.id, component).await?,
    }
    tx.insert_audit_entry(AuditEntry {
        at: now,
        actor: actor.name(),
        action: "component.state",
        event: Some(&event.id),
        subject: component.as_str(),
        detail: json!({ "from": before.stated, "to": after }),
    })
    .await?;
    let stated = Stated {
        component: component.clone(),
        version: tx.find_override_version(&event.id, component, time).await?,
        stated: after,
    };
    tx.update_version(&event.id).await?;
    tx.commit().await?;

    Ok(services.announce(&event, stated, false).await)
}

/// Whether what is asked for is what counts, but for the moment between two clicks.
fn is_one_click(before: Option<&StatusOverride>, after: Option<&StatusOverride>) -> bool {
    let (Some(before), Some(after)) = (before, after) else {
        return false;
    };
    let apart_s = after.until.seconds_since(before.until).abs();
    before.status == after.status && apart_s <= ONE_CLICK_S
}

async fn find(
    tx: &mut Tx,
    event: &Event,
    component: &ComponentId,
    now: Timestamp,
) -> Result<Stated> {
    let components = tx.list_components(&event.id).await?;
    if components.iter().all(|known| known.id != *component) {
        return Err(Error::NotFound("component"));
    }
    let mut stated = tx.list_overrides(&event.id, now).await?.into_iter();
    Ok(Stated {
        component: component.clone(),
        stated: stated.find(|stated| stated.component == *component),
        version: tx.find_override_version(&event.id, component, now).await?,
    })
}
