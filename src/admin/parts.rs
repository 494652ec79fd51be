//! Parts that every screen has: the bar, the heading, and what stands there when something went wrong.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::api::{DeskError, Landing, Outcome, Revealed, Settled, Trouble};
use super::use_me;
use crate::domain::event::{Listing, Phase};
use crate::domain::operator::{Role, Scope};

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
    let owns = me.role == Role::Owner;
    let publishes = me.may(Scope::Publish);
    view! {
        <header class="bar">
            <a class="brand" href="/admin" data-key="e">"Lineside desk"</a>
            {publishes.then(|| view! {
                <nav class="house" aria-label="House">
                    <a href="/admin/templates">"Templates"</a>
                    {owns.then(|| view! {
                        <a href="/admin/people">"People"</a>
                        <a href="/admin/tokens">"Tokens"</a>
                        <a href="/admin/audit">"Audit"</a>
                    })}
                </nav>
            })}
            <div class="who">
                <span class="awake">"Keys: ?"</span>
                <span>{role}</span>
                <a href="/admin/account" aria-label=format!("Your account, {}", me.email)>{me.email.clone()}</a>
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

/// What nobody may overlook: that shoppers do not see this event. It stands before everything else of a screen.
#[expect(
    clippy::needless_pass_by_value,
    reason = "a component owns its properties"
)]
#[component]
pub fn EnvironmentStrip(
    /// The event.
    #[prop(into)]
    slug: String,
    /// Where it is in its life.
    phase: Phase,
    /// Who comes across it.
    listing: Listing,
) -> impl IntoView {
    match (listing, phase) {
        (Listing::Rehearsal, _) => Some(
            view! {
                <p class="strip rehearsal">
                    <span>
                        <strong>"REHEARSAL · NOT PUBLIC"</strong>
                        " A recorded day on a private copy. "
                        <a href=format!("/admin/events/{slug}/rehearsals")>"Stop or end it"</a>
                    </span>
                </p>
            }
            .into_any(),
        ),
        (_, Phase::Draft) => Some(
            view! {
                <p class="strip">
                    <strong>"Draft — not public."</strong>
                    " Only the desk sees this event."
                </p>
            }
            .into_any(),
        ),
        _ => None,
    }
}

/// What was done last: as the address says, or as `admin::wake` hears it from the server.
#[component]
pub fn Said() -> impl IntoView {
    let query = use_query_map();
    let ask = |name: &str| query.read_untracked().get(name);
    let said = Outcome::from_query(ask).map(|outcome| outcome.sentence());
    let said = said.or_else(|| Settled::from_query(ask).map(|settled| settled.sentence()));
    view! { <p id="said" class="said" role="status" tabindex="-1">{said}</p> }.into_any()
}

/// What is told this once: it stands on the page that answers the form, and nowhere else.
#[component]
pub fn Told() -> impl IntoView {
    let revealed = use_context::<Revealed>()?;
    let secrets = revealed.secrets.into_iter();
    let secrets = secrets
        .map(|secret| view! { <li><code>{secret}</code></li> })
        .collect_view();
    Some(view! {
        <section class="told panel" aria-labelledby="told-heading">
            <h2 id="told-heading">{revealed.title}</h2>
            <p>{revealed.note}</p>
            <ul class="secrets">{secrets}</ul>
        </section>
    })
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
