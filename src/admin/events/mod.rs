//! The list of events, and the form for a new one.

mod create;
/// The fields that a new event and an old one have in common.
pub mod fields;

use leptos::prelude::*;
use leptos_meta::Title;

use super::api::events::{EventEntry, load_events};
use super::parts::{Heading, Problem};
use super::{use_me, words};
use crate::domain::operator::Scope;
use create::CreateEvent;

/// The first screen of the desk.
#[component]
pub fn EventsPage() -> impl IntoView {
    let events = Resource::new_blocking(|| (), |()| load_events());
    let may_manage = use_me().may(Scope::Manage);
    view! {
        <Title text="Events · Lineside desk"/>
        <Heading text="Events"/>
        <Suspense fallback=|| view! { <p class="hint">"Loading …"</p> }>
            {move || Suspend::new(async move {
                match events.await {
                    Ok(events) => view! { <List events may_manage/> }.into_any(),
                    Err(error) => view! { <Problem error/> }.into_any(),
                }
            })}
        </Suspense>
        {may_manage.then(|| view! { <CreateEvent/> })}
    }
    .into_any()
}

#[component]
fn List(events: Vec<EventEntry>, may_manage: bool) -> impl IntoView {
    if events.is_empty() {
        let next = if may_manage {
            "There is no event yet. Make the first one below."
        } else {
            "There is no event yet. An owner or operator can make one."
        };
        return view! { <p class="nothing">{next}</p> }.into_any();
    }
    let rows = events.into_iter().map(row).collect_view();
    view! {
        <div class="scroll">
            <table class="events">
                <thead>
                    <tr>
                        <th scope="col">"Event"</th>
                        <th scope="col">"Phase"</th>
                        <th scope="col">"Opens"</th>
                        <th scope="col">"Screens"</th>
                        <th scope="col">"Page"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(event: EventEntry) -> impl IntoView {
    let page = if event.phase.is_public() {
        view! { <a href=format!("/e/{}", event.slug) rel="external">{format!("/e/{}", event.slug)}</a> }.into_any()
    } else {
        view! { <span class="hint">"not public"</span> }.into_any()
    };
    view! {
        <tr data-phase=event.phase.as_str()>
            <th scope="row">
                <a class="strong" href=format!("/admin/events/{}", event.slug)>{event.title}</a>
                <span class="hint">{words::kind(event.kind)}</span>
            </th>
            <td><span class="phase">{words::phase(event.phase)}</span></td>
            <td data-label="Opens">{event.opens.unwrap_or_else(|| "—".to_owned())}</td>
            <td data-label="Screens">{event.streams}</td>
            <td data-label="Page">{page}</td>
        </tr>
    }
}
