//! Parts that every screen has: the bar, the heading, and what stands there when something went wrong.

use leptos::html;
use leptos::prelude::*;
use leptos_meta::Title;

use super::api::{DeskError, Trouble};
use super::{Travelled, use_me};
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
            <a class="brand" href="/admin">"Lineside desk"</a>
            <div class="who">
                <span>{me.email}" · "{role}</span>
                <form method="post" action="/admin/logout">
                    <button type="submit">"Log out"</button>
                </form>
            </div>
        </header>
    }
    .into_any()
}

/// The heading of a screen. It takes the focus when one comes here from another screen without a page load.
#[component]
pub fn Heading(
    /// What it says.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    let node = NodeRef::<html::H1>::new();
    let travelled = use_context::<Travelled>();
    Effect::new(move || {
        let (Some(heading), Some(Travelled(travelled))) = (node.get(), travelled) else {
            return;
        };
        if travelled.get_value() {
            let _ = heading.focus();
        }
        travelled.set_value(true);
    });
    view! { <h1 class="title" tabindex="-1" node_ref=node>{text}</h1> }.into_any()
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
            view! { <a class="button primary" href="/admin/login" rel="external">"Log in"</a> }
                .into_any()
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
