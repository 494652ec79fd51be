//! Samples: take in.

use super::{Services, authorise, visible_event};
use crate::domain::estimate::{AHEAD_S, is_ahead};
use crate::domain::event::Slug;
use crate::domain::metric::Sample;
use crate::domain::operator::{Actor, Scope};
use crate::domain::time::Timestamp;
use crate::error::{Error, FieldError, Result};
use crate::store::Inserted;

/// How far back a feed may deliver what it missed.
const MAX_BEHIND_S: i64 = 86_400;
/// The most samples in one delivery.
pub const MAX_SAMPLES: usize = 500;

/// Takes in a delivery: all of it or, if one sample is wrong, none. A reading sent twice counts once.
///
/// Nothing is announced: the publisher looks at the rows once a second, and so any number of deliveries in a
/// second cost one rendering.
pub async fn ingest(
    services: &Services,
    actor: &Actor,
    slug: &Slug,
    source: &str,
    samples: &[Sample],
) -> Result<Inserted> {
    authorise(actor, Scope::Ingest)?;

    check(source, samples)?;

    let mut tx = services.store.write().await?;
    let event = visible_event(&mut tx, actor, slug).await?;
    check_times(samples, event.time_at(services.now()))?;
    let inserted = tx.insert_samples(&event.id, source, samples).await?;
    if inserted.accepted > 0 {
        tx.update_version(&event.id).await?;
    }
    tx.commit().await?;
    Ok(inserted)
}

fn check(source: &str, samples: &[Sample]) -> Result<()> {
    let named = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if source.is_empty() || source.len() > 64 || !source.chars().all(named) {
        return Err(Error::invalid(
            "source",
            "use 1 to 64 letters, digits, dots, hyphens and underscores",
        ));
    }
    if samples.is_empty() || samples.len() > MAX_SAMPLES {
        return Err(Error::invalid(
            "samples",
            format!("send 1 to {MAX_SAMPLES} samples"),
        ));
    }
    Ok(())
}

/// Checks that the feed's clock is right.
fn check_times(samples: &[Sample], now: Timestamp) -> Result<()> {
    let wrong: Vec<_> = samples
        .iter()
        .enumerate()
        .filter_map(|(index, sample)| {
            let message = if is_ahead(sample.at(), now) {
                format!("lies more than {AHEAD_S} s in the future; is the feed's clock right?")
            } else if sample.at() < now.plus_seconds(-MAX_BEHIND_S) {
                "lies more than a day in the past".to_owned()
            } else {
                return None;
            };
            Some(FieldError {
                field: format!("samples[{index}].at"),
                message,
            })
        })
        .collect();
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(wrong))
    }
}
