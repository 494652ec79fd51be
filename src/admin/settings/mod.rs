//! What an event is: its name, its times, its look, and its end.

mod accent;
mod archive;
mod edit;
mod logo;

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::api::Outcome;
use super::api::settings::{EditEvent, Settings, load_settings};
use super::parts::{Heading, Problem};
use archive::Archive;
use edit::Edit;
use logo::Logo;

/// The settings of an event at their address.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let params = use_params_map();
    let slug = Memo::new(move |_| params.read().get("slug").unwrap_or_default());
    let query = use_query_map();
    let said = RwSignal::new(Outcome::from_query(|name| query.read_untracked().get(name)));
    // What was saved is read back: the form shows what is true, in the words in which it was stored.
    let action = ServerAction::<EditEvent>::new();
    let saved = RwSignal::new(0);
    Effect::new(move || {
        if let Some(Ok(outcome)) = &*action.value().read() {
            said.set(Some(outcome.clone()));
            saved.update(|times| *times += 1);
        }
    });
    let settings = Resource::new_blocking(
        move || (slug.get(), saved.get()),
        |(slug, _)| load_settings(slug),
    );
    view! {
        <p id="said" class="said" role="status">
            {move || said.read().as_ref().map(Outcome::sentence)}
        </p>
        <Transition fallback=|| view! { <p class="hint">"Loading …"</p> }>
            {move || Suspend::new(async move {
                match settings.await {
                    Ok(settings) => view! { <SettingsView settings action/> }.into_any(),
                    Err(error) => view! { <Problem error/> }.into_any(),
                }
            })}
        </Transition>
    }
    .into_any()
}

#[component]
fn SettingsView(settings: Settings, action: ServerAction<EditEvent>) -> impl IntoView {
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
            <Edit form seen kind page=page.clone() action/>
            <Logo slug=slug.clone() page=page.clone() has_logo/>
            <Archive slug page still_needed/>
        </div>
    }
    .into_any()
}
