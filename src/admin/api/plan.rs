//! The plan of an event: look at it, save it, use it.

use std::collections::BTreeMap;

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{DeskError, FieldError, Settled};
use crate::domain::event::{Listing, Phase};
use crate::domain::plan::{Inputs, PastEvent};

/// What was typed into each field, by the name of its input.
pub type Typed = BTreeMap<String, String>;

/// An event that a plan may build on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastEntry {
    /// Its name in URLs.
    pub slug: String,
    /// Its name for people.
    pub title: String,
}

/// A plan as the desk shows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlanScreen {
    /// The event's name.
    pub title: String,
    /// Its name in URLs.
    pub slug: String,
    /// Where it is in its life.
    pub phase: Phase,
    /// Who comes across it.
    pub listing: Listing,
    /// What is computed: what was typed, else what is saved, else the defaults.
    pub inputs: Inputs,
    /// The past event that it builds on.
    pub past: Option<PastEvent>,
    /// Events that it could build on.
    pub choices: Vec<PastEntry>,
    /// The saved version; 0 before the first.
    pub version: u32,
    /// When it was saved.
    pub saved: Option<String>,
    /// The capacity that the saved plan comes to.
    pub capacity: Option<u32>,
    /// The capacity that the event has.
    pub present_capacity: Option<u32>,
    /// What is wrong with what was typed; then the rest is what is saved.
    pub wrong: Vec<FieldError>,
}

/// The capacity that somebody has seen: it makes the hidden field of the form that replaces it.
pub fn limit_key(capacity: Option<u32>) -> String {
    capacity.map_or_else(|| "none".to_owned(), |people| people.to_string())
}

/// Loads the plan of an event, computed from what was typed if something was.
#[server(prefix = "/admin/api", endpoint = "plan")]
pub async fn load_plan(
    slug: String,
    #[server(default)] typed: Option<Typed>,
    #[server(default)] past: String,
) -> Result<PlanScreen, DeskError> {
    use super::desk::Status;
    use super::plan_form::load;

    let status = Status::here();
    status.of(load(&slug, typed, &past).await)
}

/// Saves a plan; its `key` is the version that its form was filled with.
#[server(prefix = "/admin/api", endpoint = "save_plan")]
pub async fn save_plan(
    slug: String,
    #[server(default)] key: String,
    #[server(default)] plan: Typed,
    #[server(default)] past: String,
) -> Result<Settled, DeskError> {
    use super::plan_form::save;

    save(&slug, &key, &plan, &past).await?;
    Ok(Settled::PlanSaved)
}

/// Gives the event the capacity that its saved plan comes to, which is the one that was looked at.
#[server(prefix = "/admin/api", endpoint = "use_limits")]
pub async fn use_limits(
    slug: String,
    capacity: u32,
    #[server(default)] seen: String,
) -> Result<Settled, DeskError> {
    use super::plan_form::use_limits;

    use_limits(&slug, capacity, &seen).await?;
    Ok(Settled::LimitsUsed)
}
