//! A private copy as a recording plays to it: through the same services as feeds and operators come.

use crate::domain::event::{Phase, Slug};
use crate::domain::metric::Sample;
use crate::domain::operator::Actor;
use crate::domain::patch::Patch;
use crate::error::{Error, Result};
use crate::recording::{StockRow, Target, Tell};
use crate::service::events::{self, PhaseChange};
use crate::service::inventory::{self, ItemChange, Seen};
use crate::service::{Services, samples};

/// What samples of a rehearsal are said to come from.
const SOURCE: &str = "recording";

/// The copy of one rehearsal.
pub struct Copy {
    /// The services.
    pub services: Services,
    /// Who plays.
    pub actor: Actor,
    /// The copy.
    pub slug: Slug,
}

impl Target for Copy {
    async fn phase(&mut self, _: Tell<'_>) -> Result<Phase> {
        let event = events::find(&self.services, &self.actor, &self.slug).await?;
        Ok(event.phase)
    }

    async fn send_samples(&mut self, samples: &[Sample], _: Tell<'_>) -> Result<()> {
        samples::ingest(&self.services, &self.actor, &self.slug, SOURCE, samples).await?;
        Ok(())
    }

    async fn change_phase(&mut self, phase: Phase, _: &str, _: Tell<'_>) -> Result<()> {
        let change = PhaseChange {
            phase,
            reason: [].into(),
            next_update_by: None,
            seen: None,
        };
        let moved = events::change_phase(&self.services, &self.actor, &self.slug, change, None);
        match moved.await {
            // Operators have moved it themselves, which is what they practise.
            Ok(_) | Err(Error::Conflict(_)) => Ok(()),
            Err(error) => Err(error),
        }
    }

    async fn set_stock(&mut self, rows: &[&StockRow], _: Tell<'_>) -> Result<()> {
        let change = |row: &&StockRow| ItemChange {
            sku: row.sku.clone(),
            title: row.title.clone().into(),
            variant: row.variant.clone().into(),
            level: Some(row.level),
            remaining: row.remaining,
            price_tier: Patch::Keep,
            restock_at: Patch::Keep,
            seen: Seen::Unsaid,
        };
        let changes = rows.iter().map(change).collect();
        inventory::set(&self.services, &self.actor, &self.slug, changes).await?;
        Ok(())
    }
}
