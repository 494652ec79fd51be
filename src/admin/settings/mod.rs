//! What an event is: its name, its times, its look, who comes across it, its parts, its limits,
//! its copies, and its end.

mod archive;
mod components;
mod copies;
mod edit;
mod logo;
mod preview;
mod reach;
mod signals;

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use super::api::settings::{Settings, load_settings};
use super::parts::{EnvironmentStrip, Heading, Problem, Said, Told};
use crate::domain::event::{Listing, Phase};
use archive::Archive;
use components::Components;
use copies::Copies;
use edit::Edit;
use logo::Logo;
use preview::Preview;
use reach::Reach;
use signals::Signals;

/// The settings of an event at their address.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let params = use_params_map();
    let slug = Memo::new(move |_| params.read().get("slug").unwrap_or_default());
    let settings = Resource::new_blocking(move || slug.get(), load_settings);
    view! {
        <Said/>
        <Suspense fallback=|| ()>
            {move || Suspend::new(async move {
                match settings.await {
                    Ok(settings) => view! { <SettingsView settings/> }.into_any(),
                    Err(error) => view! { <Problem error/> }.into_any(),
                }
            })}
        </Suspense>
    }
    .into_any()
}

#[component]
fn SettingsView(settings: Settings) -> impl IntoView {
    let Settings {
        form,
        seen,
        kind,
        phase,
        logo,
        still_needed,
        listing,
        reach,
        reach_seen,
        components,
        components_seen,
        signals,
        signals_seen,
        preview_until,
    } = settings;
    let (title, slug) = (form.title.clone(), form.slug.clone());
    let board = format!("/admin/events/{slug}");
    let page = format!("{board}/settings");
    let rehearsal = listing == Listing::Rehearsal;
    let draft = phase == Phase::Draft && !rehearsal;
    let preview = draft.then(|| {
        view! { <Preview slug=slug.clone() page=page.clone() until=preview_until/> }
    });
    let copies = (!rehearsal).then(|| {
        view! { <Copies slug=slug.clone() title=title.clone() page=page.clone()/> }
    });
    view! {
        <EnvironmentStrip slug=slug.clone() phase listing/>
        <Title text=format!("Settings · {title} · Lineside desk")/>
        <div class="head">
            <div>
                <Heading text="Settings"/>
                <p class="hint"><a href=board>{title}</a></p>
            </div>
        </div>
        <div class="settings">
            <Told/>
            <Edit form seen kind page=page.clone()/>
            {preview}
            <Reach slug=slug.clone() page=page.clone() form=reach seen=reach_seen/>
            <Components slug=slug.clone() page=page.clone() components seen=components_seen/>
            <Signals slug=slug.clone() page=page.clone() form=signals seen=signals_seen/>
            <Logo slug=slug.clone() page=page.clone() seen=logo/>
            {copies}
            <Archive slug page still_needed/>
        </div>
    }
    .into_any()
}
