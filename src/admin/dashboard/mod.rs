//! What is watched during a launch: each curve beside the limit at which it means trouble.

mod dials;

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::api::dashboard::{Dashboard, load_dashboard};
use super::board::Others;
use super::parts::{EnvironmentStrip, Heading, Problem};
use super::use_me;
use super::wake::Wire;
use crate::domain::dashboard::Window;
use crate::domain::operator::Scope;

pub use dials::{Dials, render_dials};

/// The dashboard of an event at its address.
#[component]
pub fn DashboardPage() -> impl IntoView {
    let params = use_params_map();
    let slug = Memo::new(move |_| params.read().get("slug").unwrap_or_default());
    let query = use_query_map();
    let window = Memo::new(move |_| query.read().get("window").unwrap_or_default());
    let dashboard = Resource::new_blocking(
        move || (slug.get(), window.get()),
        |(slug, window)| load_dashboard(slug, window),
    );
    view! {
        <Suspense fallback=|| ()>
            {move || Suspend::new(async move {
                match dashboard.await {
                    Ok(dashboard) => view! { <DashboardView dashboard/> }.into_any(),
                    Err(error) => view! { <Problem error/> }.into_any(),
                }
            })}
        </Suspense>
    }
    .into_any()
}

#[component]
fn DashboardView(dashboard: Dashboard) -> impl IntoView {
    let Dashboard {
        title,
        slug,
        phase,
        listing,
        window,
        dials,
    } = dashboard;
    let offers = use_me().may(Scope::Publish);
    let board = format!("/admin/events/{slug}");
    let address = format!("{board}/dashboard");
    let stream = format!("{board}/stream?charts={}", window.as_str());
    let choice = |to: Window, words: &'static str| {
        let href = format!("{address}?window={}", to.as_str());
        let here = (to == window).then_some("true");
        view! { <li><a class="chip" href=href aria-current=here>{words}</a></li> }
    };
    view! {
        <Title text=format!("Dashboard · {title} · Lineside desk")/>
        <EnvironmentStrip slug phase listing/>
        <div class="head">
            <div>
                <Heading text="Dashboard"/>
                <p class="hint"><a href=board.clone()>{title}</a></p>
            </div>
        </div>
        <div class="nowbar">
            <div class="now" data-live="now"></div>
            <Wire stream/>
            <a class="asleep" href=format!("{address}?window={}", window.as_str())>"Reload"</a>
            <nav aria-label="How much of the event">
                <ul class="chips">{choice(Window::Hour, "Last hour")}{choice(Window::Event, "Whole event")}</ul>
            </nav>
            <Others address=board/>
        </div>
        <div class="dials" data-live="charts"><Dials dials offers/></div>
    }
    .into_any()
}
