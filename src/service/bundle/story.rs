//! What became of an event, as its file has it: its phases, its stock levels, its plan. Since version 2.

use serde::{Deserialize, Serialize};

use super::check::{MAX_VERSION, past, text};
use super::format::{Bundle, Texts, texts};
use crate::domain::event::{EventError, Phase, Slug, Title};
use crate::domain::id::EventId;
use crate::domain::inventory::{Sku, StockLevel};
use crate::domain::message;
use crate::domain::operator::Actor;
use crate::domain::plan::{InputError, Inputs, MANY, PastEvent, SavedPlan};
use crate::domain::report::{PhaseStep, StockChange};
use crate::domain::time::Timestamp;
use crate::error::Result;
use crate::service::plans::may_name;
use crate::service::wrong::Wrong;
use crate::store::Tx;

/// A move to a phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PhasePart {
    pub phase: Phase,
    pub at: Timestamp,
    pub reason: Option<Texts>,
    pub next_update_by: Option<Timestamp>,
}

/// A variant's new level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StockPart {
    pub sku: Sku,
    pub at: Timestamp,
    pub level: StockLevel,
}

/// What was planned.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanPart {
    pub inputs: Inputs,
    pub past: Option<PastEvent>,
    pub version: u32,
    pub saved_at: Timestamp,
}

/// What became of an event.
#[derive(Debug, Clone, Default)]
pub struct Story {
    pub phases: Vec<PhaseStep>,
    pub stock: Vec<StockChange>,
    pub plan: Option<SavedPlan>,
}

impl Story {
    /// Reads it from the store.
    pub async fn find(tx: &mut Tx, event: &EventId) -> Result<Self> {
        Ok(Self {
            phases: tx.list_phase_changes(event).await?,
            stock: tx.list_stock_changes(event).await?,
            plan: tx.find_plan(event).await?,
        })
    }

    /// It without what `actor` may not know.
    pub fn known_to(mut self, actor: &Actor, slug: &Slug) -> Self {
        if let Some(plan) = &mut self.plan {
            plan.past = plan.past.take_if(|past| may_name(actor, slug, past));
        }
        self
    }

    /// Writes it; a file that does not tell its phases leaves the one that the event is in.
    pub async fn write(&self, tx: &mut Tx, event: &EventId) -> Result<()> {
        if !self.phases.is_empty() {
            tx.update_phase_changes(event, &self.phases).await?;
        }
        tx.insert_stock_changes(event, &self.stock).await?;
        if let Some(plan) = &self.plan {
            tx.upsert_plan(event, plan).await?;
        }
        Ok(())
    }

    pub fn phase_parts(&self) -> Vec<PhasePart> {
        let part = |step: &PhaseStep| PhasePart {
            phase: step.phase,
            at: step.at,
            reason: step.reason.as_ref().map(texts),
            next_update_by: step.next_update_by,
        };
        self.phases.iter().map(part).collect()
    }

    pub fn stock_parts(&self) -> Vec<StockPart> {
        let part = |change: &StockChange| StockPart {
            sku: change.sku.clone(),
            at: change.at,
            level: change.level,
        };
        self.stock.iter().map(part).collect()
    }

    pub fn plan_part(self) -> Option<PlanPart> {
        self.plan.map(|plan| PlanPart {
            inputs: plan.inputs,
            past: plan.past,
            version: plan.version,
            saved_at: plan.saved_at,
        })
    }
}

/// The story of a file, or every path at which it is wrong.
pub fn check(wrong: &mut Wrong, bundle: &mut Bundle, now: Timestamp) -> Story {
    let phases = std::mem::take(&mut bundle.phases);
    in_order(wrong, "phases", phases.iter().map(|part| part.at), now);
    let phases = phases.into_iter().enumerate();
    let kind = bundle.event.kind;
    let phases = phases.filter_map(|(index, part)| {
        if !part.phase.is_of(kind) {
            let told = EventError::PhaseOfAnotherKind(part.phase);
            wrong.say(format!("phases[{index}].phase"), told);
        }
        let path = format!("phases[{index}].reason");
        let reason = part.reason;
        let reason = reason.map(|reason| text(wrong, &path, reason, message::MAX_TEXT));
        Some(PhaseStep {
            at: part.at,
            phase: part.phase,
            reason: reason.map_or(Some(None), |reason| reason.map(Some))?,
            next_update_by: part.next_update_by,
        })
    });
    let phases = phases.collect();
    let stock = std::mem::take(&mut bundle.stock_changes);
    in_order(
        wrong,
        "stock_changes",
        stock.iter().map(|part| part.at),
        now,
    );
    let stock = stock.into_iter().map(|part| StockChange {
        sku: part.sku,
        at: part.at,
        level: part.level,
    });
    Story {
        phases,
        stock: stock.collect(),
        plan: bundle.plan.take().map(|part| plan(wrong, part, now)),
    }
}

fn in_order(wrong: &mut Wrong, list: &str, times: impl Iterator<Item = Timestamp>, now: Timestamp) {
    let mut before = Timestamp::from_millis(i64::MIN);
    for (index, at) in times.enumerate() {
        let path = format!("{list}[{index}].at");
        if at < before {
            wrong.say(&path, "is earlier than the one before it");
        }
        past(wrong, path, Some(at), now);
        before = at;
    }
}

fn plan(wrong: &mut Wrong, part: PlanPart, now: Timestamp) -> SavedPlan {
    for (name, error) in part.inputs.check().err().unwrap_or_default() {
        wrong.say(format!("plan.inputs.{name}"), error);
    }
    if let Some(past) = &part.past {
        past_event(wrong, past);
    }
    if !(1..=MAX_VERSION).contains(&part.version) {
        let told = format!("is at least 1 and at most {MAX_VERSION}");
        wrong.say("plan.version", told);
    }
    past(wrong, "plan.saved_at", Some(part.saved_at), now);
    SavedPlan {
        inputs: part.inputs,
        past: part.past,
        version: part.version,
        saved_at: part.saved_at,
    }
}

fn past_event(wrong: &mut Wrong, past: &PastEvent) {
    wrong.note("plan.past.slug", Slug::parse(&past.slug));
    wrong.note("plan.past.title", Title::parse(&past.title));
    for (name, people) in [("visitors", past.visitors), ("peak_depth", past.peak_depth)] {
        if !(0.0..=MANY).contains(&people) {
            let (low, high) = (0.0, MANY);
            wrong.say(
                format!("plan.past.{name}"),
                InputError::OutOfRange { low, high },
            );
        }
    }
    if past.shape.clone().check().is_none() {
        wrong.say("plan.past.shape", "a plan cannot build on this");
    }
}
