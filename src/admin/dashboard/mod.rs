//! What is watched during a launch: each curve beside the limit at which it means trouble.

mod dials;

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::api::dashboard::{Dashboard, load_dashboard};
use super::board::{AlertsPanel, NowBar, Strip};
use super::parts::{Heading, Problem, Said};
use super::use_me;
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
    let Dashboard { now, window, dials } = dashboard;
    provide_context(now.clone());
    let offers = use_me().may(Scope::Publish);
    let (title, board) = (now.status_page.title.clone(), now.address());
    let address = format!("{board}/dashboard");
    let charts = format!("?charts={}", window.as_str());
    let choices =
        [(Window::Hour, "Last hour"), (Window::Event, "Whole event")].map(|(to, words)| {
            let href = format!("{address}?window={}", to.as_str());
            let here = (to == window).then_some("true");
            view! { <li><a class="chip" href=href aria-current=here>{words}</a></li> }
        });
    let again = format!("{address}?window={}", window.as_str());
    view! {
        <Title text=format!("Dashboard · {title} · Lineside desk")/>
        <div data-live="strip"><Strip/></div>
        <div class="head">
            <div>
                <Heading text="Dashboard"/>
                <p class="hint"><a href=board>{title}</a></p>
            </div>
        </div>
        <NowBar query=charts>
            <a class="asleep" href=again>"Reload"</a>
            <nav aria-label="How much of the event">
                <ul class="chips">{choices}</ul>
            </nav>
            <Said/>
        </NowBar>
        {offers.then(|| view! { <AlertsPanel/> })}
        <div class="dials" data-live="charts"><Dials dials offers/></div>
    }
    .into_any()
}
