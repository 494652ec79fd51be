//! A plan from the text of its form to what the service takes, and back.

use super::compared::edit_compared;
use super::desk::Desk;
use super::plan::{PastEntry, PlanScreen, Typed, limit_key};
use super::{DeskError, FieldError, Trouble};
use crate::admin::words::DESK_LOCALE;
use crate::domain::event::{Event, Slug};
use crate::domain::locale::words::Words;
use crate::domain::operator::Scope;
use crate::domain::patch::Patch;
use crate::domain::plan::told::written::exact;
use crate::domain::plan::{Inputs, PastEvent, SPECS, SavedPlan};
use crate::error::Error;
use crate::service::events::EventEdit;
use crate::service::messages::Expected;
use crate::service::plans::{self, NewPlan};

/// Reads what was typed; everything that is wrong is told at once.
pub fn parse(typed: &Typed) -> Result<Inputs, DeskError> {
    let mut inputs = Inputs::default();
    let mut wrong = Vec::new();
    for spec in SPECS {
        let text = typed.get(spec.name).map_or("", String::as_str);
        if let Err(error) = spec.read(text, &mut inputs) {
            wrong.push((spec.name, error));
        }
    }
    if wrong.is_empty()
        && let Err(errors) = inputs.check()
    {
        wrong = errors;
    }
    if wrong.is_empty() {
        return Ok(inputs);
    }
    let field = |(name, error): (&str, crate::domain::plan::InputError)| FieldError {
        field: format!("plan.{name}"),
        message: error.to_string(),
    };
    Err(DeskError::invalid(wrong.into_iter().map(field).collect()))
}

/// Loads a plan, computed from what was typed if something was.
pub async fn load(slug: &str, typed: Option<Typed>, chosen: &str) -> Result<PlanScreen, DeskError> {
    let desk = Desk::here()?;
    let event = desk.event(slug).await?;
    let (services, actor) = (desk.services(), &desk.actor);
    let saved = plans::find(services, actor, &event.slug).await;
    let saved = saved.map_err(|error| desk.told(error))?;
    let choices = plans::list_past(services, actor).await;
    let choices = choices.map_err(|error| desk.told(error))?;
    let mut wrong = Vec::new();
    let read = match typed.as_ref().map(parse) {
        Some(Ok(inputs)) => Some(inputs),
        Some(Err(error)) => {
            wrong = error.fields;
            None
        }
        None => None,
    };
    let was = saved.as_ref().and_then(|plan| plan.past.clone());
    let past = match (typed.is_some(), chosen) {
        (false, _) => was,
        (true, "") => None,
        (true, chosen) => match find_past(&desk, was, chosen).await {
            Ok(past) => Some(past),
            Err(error) => {
                wrong.extend(error.fields);
                None
            }
        },
    };
    let stored = saved.as_ref().map(|plan| plan.inputs.clone());
    let inputs = read.or(stored).unwrap_or_default();
    let words = Words::new(DESK_LOCALE);
    let now = services.clock.now();
    Ok(PlanScreen {
        title: event.title.as_str().to_owned(),
        slug: event.slug.to_string(),
        phase: event.phase,
        listing: event.listing,
        inputs,
        past,
        choices: choices
            .into_iter()
            .filter(|past| past.id != event.id)
            .map(|past| PastEntry {
                slug: past.slug.to_string(),
                title: past.title.as_str().to_owned(),
            })
            .collect(),
        version: saved.as_ref().map_or(0, |plan| plan.version),
        saved: saved
            .as_ref()
            .map(|plan| words.moment(&event.zone, plan.saved_at, now)),
        capacity: saved.as_ref().map(capacity),
        present_capacity: event.capacity,
        wrong,
    })
}

/// The capacity that a plan comes to: the one that was chosen, else the one that is suggested.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a capacity of the event's own size"
)]
fn capacity(saved: &SavedPlan) -> u32 {
    let plan = saved.plan();
    plan.inputs.capacity.unwrap_or(plan.suggested_capacity) as u32
}

/// The past event that was chosen; one that is saved goes on lending what it lent.
async fn find_past(
    desk: &Desk,
    was: Option<PastEvent>,
    chosen: &str,
) -> Result<PastEvent, DeskError> {
    if let Some(past) = was.filter(|past| past.slug == chosen) {
        return Ok(past);
    }
    let slug = parse_past(chosen)?;
    let past = plans::past_event(desk.services(), &desk.actor, &slug).await;
    past.map_err(|error| desk.told(error))
}

fn parse_past(chosen: &str) -> Result<Slug, DeskError> {
    Slug::parse(chosen).map_err(|_| DeskError::field("past", "there is no such event"))
}

/// Saves a plan in the place of the version that its form was filled with.
pub async fn save(slug: &str, key: &str, typed: &Typed, chosen: &str) -> Result<(), DeskError> {
    let desk = Desk::here()?;
    desk.require(Scope::Manage)?;
    let event = desk.event(slug).await?;
    let seen = key.trim().parse().map_err(|_| {
        DeskError::new(
            Trouble::Invalid,
            "The form came without the version that it was filled with. Reload the page and try again.",
        )
    })?;
    let inputs = parse(typed)?;
    let past = match chosen {
        "" => None,
        chosen => Some(parse_past(chosen)?),
    };
    let new = NewPlan {
        inputs: inputs.clone(),
        past: past.clone(),
        expected: Expected::OneOf(vec![seen]),
    };
    match plans::save(desk.services(), &desk.actor, &event.slug, new).await {
        Ok(_) => Ok(()),
        Err(Error::Outdated(_)) => {
            let there = plans::find(desk.services(), &desk.actor, &event.slug).await;
            let there = there.map_err(|error| desk.told(error))?;
            Err(conflict(&inputs, past.as_ref(), there.as_ref()))
        }
        Err(error) => {
            let mut told = desk.told(error);
            for wrong in told.fields.iter_mut().filter(|wrong| wrong.field != "past") {
                wrong.field = format!("plan.{}", wrong.field);
            }
            Err(told)
        }
    }
}

/// Two have planned at once: says where they differ, and lets the second insist.
fn conflict(mine: &Inputs, past: Option<&Slug>, there: Option<&SavedPlan>) -> DeskError {
    let theirs = there.map(|plan| plan.inputs.clone()).unwrap_or_default();
    let field = |field: String, saved: &str| FieldError {
        field,
        message: format!("somebody else has saved {saved} here"),
    };
    let inputs = SPECS.iter().filter_map(|spec| {
        let value = spec.value(&theirs);
        let saved = value.map_or("nothing".to_owned(), exact);
        (spec.value(mine) != value).then(|| field(format!("plan.{}", spec.name), &saved))
    });
    let their_past = there.and_then(|plan| plan.past.as_ref());
    let differs = past.map(Slug::as_str) != their_past.map(|past| past.slug.as_str());
    let title = their_past.map_or("no past event", |past| past.title.as_str());
    let past = differs.then(|| field("past".to_owned(), title));
    DeskError {
        fields: inputs.chain(past).collect(),
        fresh_key: Some(there.map_or(0, |plan| plan.version).to_string()),
        ..DeskError::new(
            Trouble::Conflict,
            "Somebody else has saved another plan meanwhile. What you typed stays here; save again to put it in the place of theirs.",
        )
    }
}

/// Gives the event the capacity that its saved plan comes to, unless that, or the capacity that was `seen`, has become
/// another.
pub async fn use_limits(slug: &str, planned: u32, seen: &str) -> Result<(), DeskError> {
    let desk = Desk::here()?;
    desk.require(Scope::Manage)?;
    let event = desk.event(slug).await?;
    let (services, actor) = (desk.services(), &desk.actor);
    let saved = plans::find(services, actor, &event.slug).await;
    let saved = saved.map_err(|error| desk.told(error))?;
    if saved.as_ref().map(capacity) != Some(planned) {
        return Err(DeskError::new(
            Trouble::Conflict,
            "Another plan has been saved meanwhile, so nothing was set. Reload the page to see what it comes to.",
        ));
    }
    let compare = |now: &Event| {
        let present = limit_key(now.capacity);
        if seen != present && now.capacity != Some(planned) {
            let told = format!(
                "Not set yet: the event's capacity was changed meanwhile, it is now: {}. Set it again if the plan's is still right.",
                now.capacity
                    .map_or_else(|| "no limit".to_owned(), |people| people.to_string()),
            );
            return Err(DeskError::new(Trouble::Conflict, told).with_fresh("seen", present));
        }
        Ok(EventEdit {
            capacity: Patch::Set(planned),
            ..EventEdit::default()
        })
    };
    edit_compared(&desk, slug, compare, |told| told).await?;
    Ok(())
}
