//! The capacity planner: what is expected, what follows from it, and the limits to set.

mod fields;
mod results;

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use super::api::DeskError;
use super::api::plan::{PlanScreen, Typed, limit_key, load_plan};
use super::form::{Choice, DeskForm, Kept, Select, Submit};
use super::parts::{EnvironmentStrip, Heading, Problem, Said};
use super::{LeftBehind, use_me};
use crate::domain::operator::Scope;
use crate::domain::plan::Plan;
use crate::domain::plan::told::written::grouped;
use fields::Fields;
use results::{Note, Results};

const FORM: &str = "save_plan";

/// The plan of an event at its address.
#[component]
pub fn PlanPage() -> impl IntoView {
    let params = use_params_map();
    let slug = Memo::new(move |_| params.read().get("slug").unwrap_or_default());
    let left = LeftBehind::by(FORM);
    let typed = left.as_ref().map(typed);
    let past = left.as_ref().and_then(|kept| kept.value("past"));
    let past = past.unwrap_or_default();
    let plan = Resource::new_blocking(
        move || slug.get(),
        move |slug| load_plan(slug, typed.clone(), past.clone()),
    );
    view! {
        <Said/>
        <Suspense fallback=|| ()>
            {move || {
                let left = left.clone();
                Suspend::new(async move {
                    match plan.await {
                        Ok(screen) => view! { <PlanView screen left/> }.into_any(),
                        Err(error) => view! { <Problem error/> }.into_any(),
                    }
                })
            }}
        </Suspense>
    }
    .into_any()
}

/// What was typed into the form, by the name of each input.
fn typed(kept: &Kept) -> Typed {
    let inputs = kept.values.iter().filter_map(|(field, value)| {
        let name = field.strip_prefix("plan[")?.strip_suffix(']')?;
        Some((name.to_owned(), value.clone()))
    });
    inputs.collect()
}

#[component]
fn PlanView(screen: PlanScreen, left: Option<Kept>) -> impl IntoView {
    let PlanScreen {
        title,
        slug,
        phase,
        listing,
        inputs,
        past,
        choices,
        version,
        saved,
        capacity,
        present_capacity,
        wrong,
    } = screen;
    let manage = use_me().may(Scope::Manage);
    let board = format!("/admin/events/{slug}");
    let page = format!("{board}/plan");
    // Where something was only to be computed, what is wrong stands beside its field, too.
    if let Some(kept) = left.filter(|kept| kept.error.is_none()) {
        provide_context(LeftBehind(Kept {
            error: (!wrong.is_empty()).then(|| DeskError::invalid(wrong.clone())),
            ..kept
        }));
    }
    let chosen = past.as_ref().map(|past| past.slug.clone());
    let past_choices = std::iter::once(Choice::new("", "None: by the shares below")).chain(
        choices
            .into_iter()
            .map(|past| Choice::new(past.slug, past.title)),
    );
    let past_choices: Vec<_> = past_choices.collect();
    let hidden = vec![("slug", slug.clone())];
    let form_inputs = inputs.clone();
    let told = Plan::of(&inputs, past.as_ref()).told();
    let old = (!wrong.is_empty()).then_some("");
    let saved = match saved {
        Some(at) => format!("Saved {at}."),
        None => "Not saved yet: these are assumptions to replace.".to_owned(),
    };
    view! {
        <Title text=format!("Plan · {title} · Lineside desk")/>
        <EnvironmentStrip slug=slug.clone() phase listing/>
        <div class="head">
            <div>
                <Heading text="Capacity plan"/>
                <p class="hint"><a href=board>{title}</a>" · "{saved}</p>
            </div>
        </div>
        <div class="planner">
            <section class="panel" aria-labelledby="inputs-heading">
                <h2 id="inputs-heading">"What is expected"</h2>
                <p class="hint">"Every number that stands here at first is an assumption. Replace what you know better; an empty field counts as the assumption."</p>
                <DeskForm name=FORM page=page.clone() key=version.to_string() hidden free=!manage>
                    <Select
                        label="Build on a past event"
                        name="past"
                        choices=past_choices
                        value=chosen.unwrap_or_default()
                        hint="People then come minute by minute as they came to it."
                    />
                    <Fields inputs=form_inputs/>
                    {manage.then(|| view! {
                        <Submit label="Save the plan" busy="Saving …">
                            <Calculate/>
                        </Submit>
                    })}
                    {(!manage).then(|| view! {
                        <div class="submit asleep"><Calculate/></div>
                    })}
                </DeskForm>
            </section>
            <section class="results" aria-labelledby="results-heading">
                <h2 id="results-heading">"What follows"</h2>
                <div role="status" data-live="plan-note"><Note wrong/></div>
                <div data-live="plan" data-old=old><Results told/></div>
            </section>
            {manage.then(|| view! { <UseLimits slug page capacity present_capacity/> })}
        </div>
    }
    .into_any()
}

/// The button that computes without WASM. With it, what it would show comes while somebody types.
#[component]
fn Calculate() -> impl IntoView {
    view! { <button class="asleep" type="submit" formmethod="get" data-results>"Calculate"</button> }
}

/// The button that gives the event the capacity of its saved plan.
#[component]
fn UseLimits(
    slug: String,
    page: String,
    capacity: Option<u32>,
    present_capacity: Option<u32>,
) -> impl IntoView {
    let written = |people: u32| grouped(people.into());
    let present = match present_capacity {
        Some(people) => format!("The event's capacity is {} now.", written(people)),
        None => "The event has no capacity limit now.".to_owned(),
    };
    let body = match capacity {
        None => {
            view! { <p class="hint">{present}" Save the plan to use its limit."</p> }.into_any()
        }
        Some(people) if Some(people) == present_capacity => {
            view! { <p class="hint">{present}" The saved plan comes to the same."</p> }.into_any()
        }
        Some(people) => {
            let hidden = vec![
                ("slug", slug),
                ("capacity", people.to_string()),
                ("seen", limit_key(present_capacity)),
            ];
            view! {
                <p class="hint">{present}</p>
                <DeskForm name="use_limits" page hidden>
                    <Submit
                        label=format!("Set the capacity to {}, as saved", written(people))
                        busy="Setting …"
                        primary=false
                    />
                </DeskForm>
            }
            .into_any()
        }
    };
    view! {
        <section class="panel" aria-labelledby="limits-heading">
            <h2 id="limits-heading">"Use these limits"</h2>
            {body}
            <p class="hint">"How many are let in a minute is set in your waiting room, not here."</p>
        </section>
    }
    .into_any()
}
