//! The link with which people without a log-in may look at a draft: make, renew, withdraw, follow.

use serde_json::json;

use super::secret::{random_hex, sha256_hex};
use super::{Services, authorise, visible_event};
use crate::domain::event::{Event, Listing, Phase, Slug};
use crate::domain::operator::{Actor, Scope};
use crate::error::{Error, Result};
use crate::store::{AuditEntry, StoredPreviewLink};

/// For how many days a link may be good.
pub const DAYS: [u32; 3] = [1, 7, 30];

/// What keeps the secret from being looked up at all: hexadecimal digits of 32 bytes.
const SECRET_LENGTH: usize = 64;

/// Makes the link of a draft, in the place of one that it had, and tells its secret, this once.
pub async fn make(
    services: &Services,
    actor: &Actor,
    slug: &Slug,
    days: u32,
) -> Result<(StoredPreviewLink, String)> {
    authorise(actor, Scope::Manage)?;

    if !DAYS.contains(&days) {
        return Err(Error::invalid("days", "choose 1, 7 or 30 days"));
    }
    let now = services.now();
    let mut tx = services.store.write().await?;
    let event = visible_event(&mut tx, actor, slug).await?;
    if event.phase != Phase::Draft || event.listing == Listing::Rehearsal {
        return Err(Error::Conflict(
            "only a draft has a preview link; this event is none".to_owned(),
        ));
    }
    let secret = random_hex();
    let link = StoredPreviewLink {
        created_at: now,
        expires_at: now.plus_seconds(i64::from(days) * 86_400),
    };

    tx.upsert_preview_link(&event.id, &sha256_hex(&secret), &link)
        .await?;
    tx.insert_audit_entry(AuditEntry {
        at: now,
        actor: actor.name(),
        action: "preview.make",
        event: Some(&event.id),
        subject: event.slug.as_str(),
        detail: json!({ "expires_at": link.expires_at }),
    })
    .await?;
    tx.commit().await?;
    Ok((link, secret))
}

/// Withdraws the link of an event: from now on it leads nowhere.
pub async fn withdraw(services: &Services, actor: &Actor, slug: &Slug) -> Result<()> {
    authorise(actor, Scope::Manage)?;

    let mut tx = services.store.write().await?;
    let event = visible_event(&mut tx, actor, slug).await?;
    if !tx.delete_preview_link(&event.id).await? {
        return Err(Error::NotFound("preview link"));
    }
    tx.insert_audit_entry(AuditEntry {
        at: services.now(),
        actor: actor.name(),
        action: "preview.withdraw",
        event: Some(&event.id),
        subject: event.slug.as_str(),
        detail: json!({}),
    })
    .await?;
    tx.commit().await
}

/// The link of an event, without its secret; none when there is none or it is no longer good.
pub async fn find(
    services: &Services,
    actor: &Actor,
    slug: &Slug,
) -> Result<Option<StoredPreviewLink>> {
    authorise(actor, Scope::Manage)?;
    let now = services.now();
    let mut tx = services.store.read().await?;
    let event = visible_event(&mut tx, actor, slug).await?;
    let link = tx.find_preview_link(&event.id).await?;
    Ok(link.filter(|link| link.expires_at > now))
}

/// The event that a link leads to. Looked up by the secret's hash, so the comparison tells nothing by its duration.
pub async fn follow(services: &Services, secret: &str) -> Result<Event> {
    let unknown = Error::NotFound("page");
    if secret.len() != SECRET_LENGTH {
        return Err(unknown);
    }
    let now = services.now();
    let mut tx = services.store.read().await?;
    let found = tx.find_preview(&sha256_hex(secret), now).await?;
    found.ok_or(unknown)
}
