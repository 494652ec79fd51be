//! Rehearsals of an event: what there is, and a new one. The form for that is plain in either case, because it may carry
//! files.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use super::api::DeskError;
use super::api::rehearsals::{LAUNCH_DAY, OWN, RehearsalEntry, Rehearsals, load_rehearsals};
use super::form::{DeskForm, Kept, Submit};
use super::import::wrong;
use super::parts::{EnvironmentStrip, Heading, Problem, Said};
use super::{LeftBehind, use_me, words};
use crate::domain::operator::Scope;
use crate::domain::rehearsal::{RehearsalState, Speed};

/// How fast a rehearsal goes unless somebody chooses.
const USUAL_SPEED: &str = "60";

/// The rehearsals of an event at their address; for a copy, its own.
#[component]
pub fn RehearsalsPage() -> impl IntoView {
    let params = use_params_map();
    let slug = Memo::new(move |_| params.read().get("slug").unwrap_or_default());
    let rehearsals = Resource::new_blocking(move || slug.get(), load_rehearsals);
    let left = LeftBehind::by("start_rehearsal").unwrap_or_default();
    view! {
        <Said/>
        <Suspense fallback=|| ()>
            {move || {
                let left = left.clone();
                Suspend::new(async move {
                    match rehearsals.await {
                        Ok(rehearsals) => {
                            view! { <View rehearsals slug=slug.get_untracked() left/> }.into_any()
                        }
                        Err(error) => view! { <Problem error/> }.into_any(),
                    }
                })
            }}
        </Suspense>
    }
    .into_any()
}

#[component]
fn View(rehearsals: Rehearsals, slug: String, left: Kept) -> impl IntoView {
    let Rehearsals {
        title,
        phase,
        listing,
        source,
        unfit,
        entries,
        key,
    } = rehearsals;
    let board = format!("/admin/events/{slug}");
    let page = format!("{board}/rehearsals");
    let may = use_me().may(Scope::Manage);
    let back = match &source {
        Some(source) => view! {
            <p class="hint">
                "A private copy of "<a href=format!("/admin/events/{source}/rehearsals")>{title.clone()}</a>
            </p>
        }
        .into_any(),
        None => view! { <p class="hint"><a href=board>{title.clone()}</a></p> }.into_any(),
    };
    let copy = source.is_some();
    let new = match unfit {
        _ if copy || !may => None,
        Some(reason) => Some(view! { <p class="nothing">{reason}</p> }.into_any()),
        None => Some(view! { <New page=page.clone() key left/> }.into_any()),
    };
    let none = (entries.is_empty() && !copy)
        .then(|| view! { <p class="nothing">"There is no rehearsal of this event yet."</p> });
    let entries: Vec<_> = entries
        .into_iter()
        .map(|entry| view! { <Entry entry page=page.clone() may/> })
        .collect();
    view! {
        <EnvironmentStrip slug phase listing/>
        <Title text=format!("Rehearsals · {title} · Lineside desk")/>
        <div class="head">
            <div>
                <Heading text=if copy { "Rehearsal" } else { "Rehearsals" }/>
                {back}
            </div>
        </div>
        <div class="settings">
            {none}
            {entries}
            {new}
        </div>
    }
    .into_any()
}

#[component]
fn Entry(entry: RehearsalEntry, page: String, may: bool) -> impl IntoView {
    let RehearsalEntry {
        slug,
        recording,
        speed,
        state,
        minute,
        minutes,
        started,
        trouble,
    } = entry;
    let name = slug.to_string();
    let id = format!("{name}-heading");
    let labelled = id.clone();
    let state_words = words::rehearsal_state(state);
    let heading = match speed.times() {
        1 => format!("{recording}, as fast as it was"),
        times => format!("{recording}, {times} times as fast"),
    };
    let at = match state {
        RehearsalState::Finished => format!("all {minutes} minutes"),
        _ => format!("at minute {minute} of {minutes}"),
    };
    let stop = (may && state == RehearsalState::Playing).then(|| {
        view! {
            <DeskForm name="stop_rehearsal" subject=("copy", name.clone()) page=page.clone()>
                <Submit label="Stop" busy="Stopping …" primary=false/>
            </DeskForm>
        }
    });
    let end = may.then(|| {
        view! {
            <DeskForm name="end_rehearsal" subject=("copy", name.clone()) page>
                <Submit label="End and put the copy away" busy="Ending …" primary=false/>
            </DeskForm>
        }
    });
    view! {
        <section class="panel rehearsed" aria-labelledby=labelled data-state=state.as_str()>
            <h2 id=id>{heading}</h2>
            <p><strong>{state_words}</strong>" "{at}". Begun "{started}"."</p>
            {trouble.map(|trouble| view! { <p class="hint">"It did not go on: "{trouble}"."</p> })}
            <progress max=minutes value=minute aria-label="How much of the day was played"></progress>
            <div class="submit">
                <a class="button" href=format!("/admin/events/{name}")>"Open its board"</a>
                {stop}
                {end}
            </div>
        </section>
    }
    .into_any()
}

/// The form for a new rehearsal.
#[component]
fn New(page: String, key: String, left: Kept) -> impl IntoView {
    let Kept { values, error, .. } = left;
    let value = |name: &str| Kept::find(&values, name);
    let own = value("recording").as_deref() == Some(OWN);
    let speed = value("speed").unwrap_or_else(|| USUAL_SPEED.to_owned());
    let story = value("story").is_some();
    let speeds = Speed::ALL.map(|choice| {
        let times = choice.times().to_string();
        let id = format!("rehearse-{times}");
        let checked = times == speed;
        let label = match choice.times() {
            1 => "As fast as it was".to_owned(),
            _ => format!("{times} times as fast"),
        };
        view! {
            <div class="choice">
                <input id=id.clone() type="radio" name="speed" value=times checked=checked/>
                <label for=id>{label}</label>
            </div>
        }
    });
    let whole = error
        .as_ref()
        .filter(|error| error.fields.is_empty())
        .map(|error| error.message.clone());
    view! {
        <section class="panel" aria-labelledby="rehearse-heading">
            <h2 id="rehearse-heading">"A new rehearsal"</h2>
            <p class="hint">
                "Makes a private copy of this event and plays a recorded day into it. Nobody outside sees it. The copy's clock runs as fast as the day, so that waits and countdowns read as they did."
            </p>
            <form class="form" method="post" action=page enctype="multipart/form-data" data-plain="">
                <input type="hidden" name="key" value=key/>
                <fieldset class="field">
                    <legend>"The day"</legend>
                    <div class="choices">
                        <div class="choice">
                            <input id="rehearse-launch" type="radio" name="recording" value="launch_day" checked=!own aria-describedby="rehearse-launch-hint"/>
                            <label for="rehearse-launch">{LAUNCH_DAY}</label>
                            <span class="hint" id="rehearse-launch-hint">"151 minutes: doors open after 30, a pause, sold out after 125."</span>
                        </div>
                        <div class="choice">
                            <input id="rehearse-story" type="checkbox" name="story" value="yes" checked=story/>
                            <label for="rehearse-story">"with what was said on that day, in English"</label>
                        </div>
                        <div class="choice">
                            <input id="rehearse-own" type="radio" name="recording" value=OWN checked=own/>
                            <label for="rehearse-own">"A recording of your own"</label>
                        </div>
                    </div>
                </fieldset>
                <div class="columns">
                    <File id="rehearse-feed" name="feed" label="The waiting room (CSV)" hint="Columns as lineside replay reads them: t_s, queue_depth, admitted_total, state, …" error=error.clone()/>
                    <File id="rehearse-stock" name="stock" label="The stock, if it was recorded (CSV)" hint="t_s, sku, title, variant, remaining, level" error=error.clone()/>
                </div>
                <fieldset class="field">
                    <legend>"How fast"</legend>
                    <div class="choices">{speeds.to_vec()}</div>
                </fieldset>
                <p class="error" role="alert" hidden=whole.is_none()>{whole.clone()}</p>
                <div class="submit"><button type="submit" class="primary">"Rehearse"</button></div>
            </form>
        </section>
    }
    .into_any()
}

#[component]
fn File(
    id: &'static str,
    name: &'static str,
    label: &'static str,
    hint: &'static str,
    error: Option<DeskError>,
) -> impl IntoView {
    let told = wrong(error.as_ref(), name);
    let is_wrong = !told.is_empty();
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input
                id=id
                type="file"
                name=name
                accept=".csv,text/csv"
                autofocus=is_wrong
                aria-invalid=is_wrong.then_some("true")
                aria-describedby=format!("{id}-hint {id}-error")
            />
            <p class="hint" id=format!("{id}-hint")>{hint}</p>
            <p class="error" id=format!("{id}-error") role="alert" hidden=!is_wrong>{told.join("; ")}</p>
        </div>
    }
    .into_any()
}
