//! Parts that every screen has: the bar, the heading, and what stands there when something went wrong.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::api::{DeskError, Outcome, Trouble};
use super::use_me;
use crate::domain::operator::Role;

/// The bar on top: where one is, who one is, and the way out.
#[component]
pub fn Bar() -> impl IntoView {
    let me = use_me();
    let role = match me.role {
        Role::Owner => "owner",
        Role::Operator => "operator",
        Role::Writer => "writer",
        Role::Viewer => "viewer",
    };
    view! {
        <header class="bar">
            <a class="brand" href="/admin" data-key="e">"Lineside desk"</a>
            <div class="who">
                <span class="awake">"Keys: ?"</span>
                <span>{me.email}" · "{role}</span>
                <form method="post" action="/admin/logout">
                    <button type="submit">"Log out"</button>
                </form>
            </div>
        </header>
    }
    .into_any()
}

/// The heading of a screen.
#[component]
pub fn Heading(
    /// What it says.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! { <h1 class="title">{text}</h1> }.into_any()
}

/// What was done last: as the address says, or as `admin::wake` hears it from the server.
#[component]
pub fn Said() -> impl IntoView {
    let query = use_query_map();
    let said = Outcome::from_query(|name| query.read_untracked().get(name));
    view! {
        <p id="said" class="said" role="status" tabindex="-1">{said.as_ref().map(Outcome::sentence)}</p>
    }
    .into_any()
}

/// What stands in place of a screen that could not be loaded.
#[component]
pub fn Problem(
    /// Why.
    error: DeskError,
) -> impl IntoView {
    let title = match error.trouble {
        Trouble::NotFound => "There is no such page",
        Trouble::SignedOut => "You are signed out",
        Trouble::Forbidden => "Not for your role",
        _ => "This cannot be shown right now",
    };
    let way_back = match error.trouble {
        Trouble::SignedOut => {
            view! { <a class="button primary" href="/admin/login">"Log in"</a> }.into_any()
        }
        _ => view! { <a class="button" href="/admin">"All events"</a> }.into_any(),
    };
    view! {
        <Title text=format!("{title} · Lineside desk")/>
        <section class="problem">
            <Heading text=title/>
            <p>{error.message}</p>
            <p>{way_back}</p>
        </section>
    }
    .into_any()
}

/// What stands at an address that the desk does not have.
#[component]
pub fn NotFound() -> impl IntoView {
    let error = DeskError::new(
        Trouble::NotFound,
        "The address may be mistyped, or the event was never made.",
    );
    view! { <Problem error/> }.into_any()
}
