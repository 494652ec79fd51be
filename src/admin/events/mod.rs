//! The list of events, and the form for a new one.

mod create;
/// The fields that a new event and an old one have in common.
pub mod fields;

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::api::events::{EventEntry, load_events};
use super::parts::{Heading, Problem};
use super::{use_me, words};
use crate::domain::event::Listing;
use crate::domain::operator::Scope;
use create::CreateEvent;

/// The first screen of the desk: the events there are, or those that were put away.
#[component]
pub fn EventsPage() -> impl IntoView {
    let query = use_query_map();
    let archived = Memo::new(move |_| query.read().get("show").as_deref() == Some("archived"));
    let events = Resource::new_blocking(move || archived.get(), load_events);
    let may_manage = use_me().may(Scope::Manage);
    let making = move || {
        (may_manage && !archived.get()).then(|| {
            view! {
                <CreateEvent/>
                <p class="elsewhere">"Or "<a href="/admin/import">"import an event from a file"</a>"."</p>
            }
        })
    };
    view! {
        <Title text="Events · Lineside desk"/>
        <Heading text="Events"/>
        <nav class="chips" aria-label="Which events">
            <Filter href="/admin" label="Current" here=!archived.get_untracked()/>
            <Filter href="/admin?show=archived" label="Archived" here=archived.get_untracked()/>
        </nav>
        <Suspense fallback=|| view! { <p class="hint">"Loading …"</p> }>
            {move || Suspend::new(async move {
                match events.await {
                    Ok(events) if archived.get_untracked() => view! { <Archive events/> }.into_any(),
                    Ok(events) => view! { <Current events may_manage/> }.into_any(),
                    Err(error) => view! { <Problem error/> }.into_any(),
                }
            })}
        </Suspense>
        {making}
    }
    .into_any()
}

#[component]
fn Filter(href: &'static str, label: &'static str, here: bool) -> impl IntoView {
    view! { <a class="chip" href=href aria-current=here.then_some("true")>{label}</a> }
}

/// The events that go on, and below them the private copies that people practise on.
#[component]
fn Current(events: Vec<EventEntry>, may_manage: bool) -> impl IntoView {
    let rehearsal = |event: &EventEntry| event.listing == Listing::Rehearsal;
    let (rehearsals, events): (Vec<_>, Vec<_>) = events.into_iter().partition(rehearsal);
    let practice = (!rehearsals.is_empty()).then(|| {
        view! {
            <section aria-labelledby="rehearsals-heading">
                <h2 id="rehearsals-heading">"Rehearsals, not public"</h2>
                <List events=rehearsals caption="Rehearsals"/>
            </section>
        }
    });
    let list = if events.is_empty() {
        let next = if may_manage {
            "There is no event yet. Make the first one below."
        } else {
            "There is no event yet. An owner or operator can make one."
        };
        view! { <p class="nothing">{next}</p> }.into_any()
    } else {
        view! { <List events caption="Events, newest first"/> }.into_any()
    };
    view! { {list}{practice} }.into_any()
}

#[component]
fn List(events: Vec<EventEntry>, caption: &'static str) -> impl IntoView {
    let rows = events.into_iter().map(row).collect_view();
    view! {
        <div class="scroll">
            <table class="events">
                <caption class="visually-hidden">{caption}</caption>
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
    let public = event.phase.is_public() && event.listing != Listing::Rehearsal;
    let unlisted = (public && event.listing == Listing::Unlisted)
        .then(|| view! { <span class="hint">" "{words::listing(event.listing)}</span> });
    let page = if public {
        let address = format!("/e/{}", event.slug);
        let shown = address.clone();
        view! { <a href=address rel="external">{shown}</a>{unlisted} }.into_any()
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

/// What was put away: its data is kept, and its addresses are taken.
#[component]
fn Archive(events: Vec<EventEntry>) -> impl IntoView {
    if events.is_empty() {
        return view! { <p class="nothing">"Nothing was archived yet."</p> }.into_any();
    }
    let row = |event: EventEntry| {
        view! {
            <tr>
                <th scope="row">
                    <span class="strong">{event.title}</span>
                    <span class="hint">{words::kind(event.kind)}" · "{words::listing(event.listing)}</span>
                </th>
                <td data-label="Address">{event.slug.to_string()}</td>
                <td data-label="Last phase">{words::phase(event.phase)}</td>
                <td data-label="Archived">{event.archived.unwrap_or_default()}</td>
            </tr>
        }
    };
    let rows = events.into_iter().map(row).collect_view();
    view! {
        <div class="scroll">
            <table class="events">
                <caption class="visually-hidden">"Archived events, the last one first"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Event"</th>
                        <th scope="col">"Address"</th>
                        <th scope="col">"Last phase"</th>
                        <th scope="col">"Archived"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
