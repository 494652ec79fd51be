//! The report of an event: what everyone reads once it is published, and what stays at the desk.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use super::api::report::{ReportScreen, load_report};
use super::form::{DeskForm, Submit};
use super::parts::{EnvironmentStrip, Heading, Problem, Said};
use super::use_me;
use crate::admin::words::DESK_LOCALE;
use crate::domain::operator::Scope;
use crate::page::ReportBody;
use crate::page::report::{Figures, Table};

/// The report of an event at its address.
#[component]
pub fn ReportPage() -> impl IntoView {
    let params = use_params_map();
    let slug = Memo::new(move |_| params.read().get("slug").unwrap_or_default());
    let report = Resource::new_blocking(move || slug.get(), load_report);
    view! {
        <Said/>
        <Suspense fallback=|| ()>
            {move || Suspend::new(async move {
                match report.await {
                    Ok(screen) => view! { <ReportView screen/> }.into_any(),
                    Err(error) => view! { <Problem error/> }.into_any(),
                }
            })}
        </Suspense>
    }
    .into_any()
}

#[component]
fn ReportView(screen: ReportScreen) -> impl IntoView {
    let ReportScreen {
        phase,
        listing,
        view,
        shop,
        plan,
        published,
        goes_on,
    } = screen;
    let (title, slug) = (view.title.clone(), view.slug.clone());
    let board = format!("/admin/events/{slug}");
    let page = format!("{board}/report");
    let period = view.period.clone();
    let download = |kind: &str| format!("{page}.{kind}");
    let (csv, json) = (download("csv"), download("json"));
    view! {
        <Title text=format!("Report · {title} · Lineside desk")/>
        <EnvironmentStrip slug=slug.clone() phase listing/>
        <div class="head">
            <div>
                <Heading text="Report"/>
                <p class="hint"><a href=board>{title}</a>" · "{period}</p>
            </div>
            <nav class="actions" aria-label="Take the report along">
                <a class="button" href=csv download>"CSV"</a>
                <a class="button" href=json download>"JSON"</a>
            </nav>
        </div>
        <Publication slug page published goes_on/>
        <div class="told-report">
            <ReportBody view/>
            <section aria-labelledby="shop">
                <h2 id="shop">"The shop · only at the desk"</h2>
                <Figures figures=shop/>
            </section>
            {plan.map(|table| view! { <Table table locale=DESK_LOCALE/> })}
        </div>
    }
    .into_any()
}

/// Who may read it, and the button that changes that.
#[component]
fn Publication(
    slug: String,
    page: String,
    published: Option<String>,
    goes_on: bool,
) -> impl IntoView {
    let may = use_me().may(Scope::Publish);
    let public = format!("/e/{slug}/report");
    let shown = public.clone();
    let hidden = vec![("slug", slug)];
    let body = match (published, goes_on) {
        (Some(since), _) => view! {
            <p>
                "Everyone may read it since "{since}": "
                <a href=public target="_blank">{shown}</a>
                ". What is corrected or taken back changes there, too."
            </p>
            {may.then(|| view! {
                <DeskForm name="withdraw_report" page hidden>
                    <Submit label="Withdraw the report" busy="Withdrawing …" primary=false/>
                </DeskForm>
            })}
        }
        .into_any(),
        (None, true) => view! {
            <p>"Not public. The event goes on: this is how it went so far, and the report is published once the event has ended."</p>
        }
        .into_any(),
        (None, false) => view! {
            <p>
                "Not public. Published, it stands at "{public}
                ", and the event's page leads there. It holds everything below but what is marked as only at the desk."
            </p>
            {may.then(|| view! {
                <DeskForm name="publish_report" page hidden>
                    <Submit label="Publish the report to everyone" busy="Publishing …"/>
                </DeskForm>
            })}
        }
        .into_any(),
    };
    view! {
        <section class="panel publication" aria-labelledby="publication-heading">
            <h2 id="publication-heading">"Who may read it"</h2>
            {body}
        </section>
    }
    .into_any()
}
