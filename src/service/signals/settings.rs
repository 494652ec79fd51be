//! The limits of an event, and which signals may speak by themselves.

use serde_json::json;

use crate::domain::event::Slug;
use crate::domain::operator::{Actor, Scope};
use crate::domain::signals::SignalSettings;
use crate::error::{Error, FieldError, Result};
use crate::service::messages::Expected;
use crate::service::{Done, Services, authorise, visible_event};
use crate::store::AuditEntry;

/// What is watched for in an event, with its version: 0 before anybody said anything.
pub async fn find(
    services: &Services,
    actor: &Actor,
    slug: &Slug,
) -> Result<(SignalSettings, u32)> {
    authorise(actor, Scope::Manage)?;
    let mut tx = services.store.read().await?;
    let event = visible_event(&mut tx, actor, slug).await?;
    tx.find_signal_settings(&event.id).await
}

/// Puts other limits and rules in the place of those there were. What changes nothing leaves no trace. Whoever lets a signal
/// publish, or says when one does that may, must be allowed to publish.
pub async fn save(
    services: &Services,
    actor: &Actor,
    slug: &Slug,
    settings: SignalSettings,
    expected: &Expected,
) -> Result<Done<u32>> {
    authorise(actor, Scope::Manage)?;

    check(&settings)?;
    let mut tx = services.store.write().await?;
    let event = visible_event(&mut tx, actor, slug).await?;
    let (before, version) = tx.find_signal_settings(&event.id).await?;
    if settings == before {
        // The only writer must not wait for the publisher.
        drop(tx);
        return Ok(services.announce(&event, version, true).await);
    }
    expected.check_of("limits", version)?;
    if settings.speaks_otherwise(&before) {
        authorise(actor, Scope::Publish)?;
    }

    let version = version + 1;
    tx.upsert_signal_settings(&event.id, &settings, version)
        .await?;
    tx.insert_audit_entry(AuditEntry {
        at: services.now(),
        actor: actor.name(),
        action: "signals.set",
        event: Some(&event.id),
        subject: event.slug.as_str(),
        detail: json!({ "from": before, "to": settings }),
    })
    .await?;
    tx.update_version(&event.id).await?;
    tx.commit().await?;

    Ok(services.announce(&event, version, false).await)
}

fn check(settings: &SignalSettings) -> Result<()> {
    let limits = settings.thresholds.wrong().into_iter();
    let mut wrong: Vec<_> = limits
        .map(|(field, error)| FieldError {
            field: format!("thresholds.{field}"),
            message: error.to_string(),
        })
        .collect();
    if let Err(error) = settings.rules.check() {
        wrong.push(FieldError {
            field: "rules".to_owned(),
            message: error.to_string(),
        });
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(wrong))
    }
}
