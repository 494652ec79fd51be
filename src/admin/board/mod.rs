//! The board of one event, built for stress: the sign as shoppers see it now, and beside it what can be done.

mod alerts;
mod issues;
mod now;
mod others;
mod phase;
mod regions;
mod stock;

use std::sync::Arc;

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use super::api::board::load_board;
use super::api::{Board, BoardNow, PromiseChoice};
use super::compose::Composer;
use super::form::{FieldError, FormState};
use super::parts::{EnvironmentStrip, Heading, Problem};
use super::{use_me, words};
use crate::domain::event::Listing;
use crate::domain::locale::Locale;
use crate::domain::operator::Scope;

pub use alerts::AlertsPanel;
pub use now::NowBar;
pub use others::render_others;
pub use regions::{BoardRegions, render};

/// The board at its address.
#[component]
pub fn BoardPage() -> impl IntoView {
    let params = use_params_map();
    let slug = Memo::new(move |_| params.read().get("slug").unwrap_or_default());
    let board = Resource::new_blocking(move || slug.get(), load_board);
    view! {
        <Suspense fallback=|| ()>
            {move || Suspend::new(async move {
                match board.await {
                    Ok(board) => view! { <BoardView board/> }.into_any(),
                    Err(error) => view! { <Problem error/> }.into_any(),
                }
            })}
        </Suspense>
    }
    .into_any()
}

/// The event now, as every part of its board finds it.
fn here() -> Arc<BoardNow> {
    expect_context()
}

/// The languages that an event is published in, its own first.
fn languages(now: &BoardNow) -> Vec<Locale> {
    let page = &now.status_page;
    page.languages.led_by(page.default_locale)
}

#[component]
fn BoardView(board: Board) -> impl IntoView {
    let now = board.now.clone();
    provide_context(now.clone());
    let (me, page, address) = (use_me(), &now.status_page, now.address());
    let title = page.title.clone();
    let settings = format!("{address}/settings");
    let (plan, report) = (format!("{address}/plan"), format!("{address}/report"));
    let dashboard = format!("{address}/dashboard");
    let kind = words::kind(page.kind);
    let manage = me.may(Scope::Manage);
    let publish = me.may(Scope::Publish);
    let inventory = me.may(Scope::Inventory);
    view! {
        <Title text=format!("{title} · Lineside desk")/>
        <div data-live="strip"><Strip/></div>
        <div class="head">
            <div>
                <Heading text=title/>
                <p class="hint">{kind}" · "<PublicLink/></p>
            </div>
            <nav class="actions" aria-label="This event">
                <a class="button" data-key="d" href=dashboard>"Dashboard"</a>
                <a class="button" data-key="c" href=plan>"Plan"</a>
                <a class="button" data-key="r" href=report>"Report"</a>
                {manage.then(|| view! { <a class="button" data-key="s" href=settings>"Settings"</a> })}
            </nav>
        </div>
        <NowBar><now::Parts/></NowBar>
        <div class="board">
            <section class="seen" aria-label="The public page right now" data-live="seen"><now::Seen/></section>
            <div class="doing">
                {publish.then(move || view! {
                    <AlertsPanel/>
                    <Composer/>
                    <phase::PhasePanel/>
                    <issues::Issues key=board.key_of("open-issue")/>
                })}
                {inventory.then(|| view! { <stock::Stock/> })}
                {(!publish && !inventory)
                    .then(|| view! { <p class="nothing">"You may look. An owner can let you do more."</p> })}
            </div>
        </div>
    }
    .into_any()
}

/// What nobody may overlook: that shoppers do not see this.
#[component]
pub fn Strip() -> impl IntoView {
    let now = here();
    let page = &now.status_page;
    view! { <EnvironmentStrip slug=page.slug.to_string() phase=page.phase listing=page.listing/> }
}

#[component]
fn PublicLink() -> impl IntoView {
    let now = here();
    let address = format!("/e/{}", now.status_page.slug);
    if now.status_page.listing == Listing::Rehearsal {
        view! { <span>"no public page"</span> }.into_any()
    } else if now.status_page.phase.is_public() {
        let shown = address.clone();
        view! { <a href=address target="_blank">"Public page "{shown}</a> }.into_any()
    } else {
        view! { <span>"The page will be at "{address}</span> }.into_any()
    }
}

/// The promise to speak again, with the time that it would name.
#[component]
pub fn Promise() -> impl IntoView {
    const NAME: &str = "next_in_min";
    let now = here();
    let form = FormState::here();
    form.register(NAME);
    let chosen = form.kept(NAME).unwrap_or_default();
    let id = form.id(NAME);
    let described = format!("{id}-error");
    let options: Vec<_> = now
        .promises
        .iter()
        .map(|promise| {
            let minutes = promise.minutes.to_string();
            let live = format!("promise-{minutes}");
            let selected = minutes == chosen;
            view! { <option value=minutes selected=selected data-live=live>{promise_label(promise)}</option> }
        })
        .collect();
    let wrong = form.wrong(NAME).map(|_| "true");
    view! {
        <div class="field">
            <label for=id.clone()>"Next update"</label>
            <select id=id name=NAME aria-invalid=wrong aria-describedby=described>
                <option value="">"No promise"</option>
                {options}
            </select>
            <FieldError name=NAME.to_owned()/>
        </div>
    }
    .into_any()
}

/// "in 15 min: by 10:20 CET".
pub fn promise_label(promise: &PromiseChoice) -> String {
    let length = match promise.minutes {
        minutes if minutes >= 60 => format!("{} h", minutes / 60),
        minutes => format!("{minutes} min"),
    };
    format!("in {length}: by {}", promise.at.text)
}
