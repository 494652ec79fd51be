//! What an event is: its name, its times, its look, and its end.

mod archive;
mod edit;
mod logo;

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use super::api::settings::{Settings, load_settings};
use super::parts::{Heading, Problem, Said};
use archive::Archive;
use edit::Edit;
use logo::Logo;

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
        has_logo,
        still_needed,
        ..
    } = settings;
    let (title, slug) = (form.title.clone(), form.slug.clone());
    let board = format!("/admin/events/{slug}");
    let page = format!("{board}/settings");
    view! {
        <Title text=format!("Settings · {title} · Lineside desk")/>
        <div class="head">
            <div>
                <Heading text="Settings"/>
                <p class="hint"><a href=board>{title}</a></p>
            </div>
        </div>
        <div class="settings">
            <Edit form seen kind page=page.clone()/>
            <Logo slug=slug.clone() page=page.clone() has_logo/>
            <Archive slug page still_needed/>
        </div>
    }
    .into_any()
}
