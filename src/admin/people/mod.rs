//! People: who may log in, who is invited, who is logged in where.

mod invitations;
mod person;
/// Sessions in a table.
pub mod sessions;

use leptos::prelude::*;
use leptos_meta::Title;

use super::api::people::{People, load_people};
use super::parts::{Heading, Problem, Said, Told};
use invitations::{Invitations, Invite};
use person::Persons;
use sessions::Sessions;

/// The address of this screen.
pub const PAGE: &str = "/admin/people";

/// Everything about people, for owners.
#[component]
pub fn PeoplePage() -> impl IntoView {
    let people = Resource::new_blocking(|| (), |()| load_people());
    view! {
        <Title text="People · Lineside desk"/>
        <Said/>
        <Suspense fallback=|| ()>
            {move || Suspend::new(async move {
                match people.await {
                    Ok(people) => view! { <PeopleView people/> }.into_any(),
                    Err(error) => view! { <Problem error/> }.into_any(),
                }
            })}
        </Suspense>
    }
    .into_any()
}

#[component]
fn PeopleView(people: People) -> impl IntoView {
    let People {
        people,
        invited,
        sessions,
    } = people;
    view! {
        <div class="head"><Heading text="People"/></div>
        <div class="house">
            <Told/>
            <Persons people/>
            <Invite/>
            <Invitations invited/>
            <section aria-labelledby="sessions-heading">
                <h2 id="sessions-heading">"Logged in now"</h2>
                <Sessions sessions page=PAGE named=true/>
            </section>
        </div>
    }
    .into_any()
}
