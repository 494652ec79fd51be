//! The operator's desk: rendered on the server, woken in the browser where that helps, and complete without either
//! script or WASM, because every form is a plain form first.

/// One's own account.
pub mod account;
/// The server functions.
pub mod api;
/// The audit log.
pub mod audit;
/// The board of one event.
pub mod board;
/// Messages: written, scheduled, corrected, taken back.
pub mod compose;
/// What is watched during a launch.
pub mod dashboard;
/// The list of events, and the form for a new one.
pub mod events;
/// Forms that work with and without WASM.
pub mod form;
/// An event from a file.
pub mod import;
/// The keys that work at the desk.
pub mod keys;
/// The log-in page.
pub mod login;
/// Parts that every screen has.
pub mod parts;
/// People, their roles and their sessions.
pub mod people;
/// What is expected of an event, and which limits follow.
pub mod plan;
/// Rehearsals of an event.
pub mod rehearsals;
/// What an event was like.
pub mod report;
/// What an event is, and its end.
pub mod settings;
/// Stock from a sheet.
pub mod sheet;
/// The document around the desk.
pub mod shell;
/// Prepared messages.
pub mod templates;
/// API tokens.
pub mod tokens;
/// What is awake in the browser.
pub mod wake;
/// The desk's own words.
pub mod words;

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::{SsrMode, path};
use serde::{Deserialize, Serialize};

use crate::domain::operator::{Operator, Role, Scope};
use form::Kept;

pub use login::LoginPage;
pub use shell::{AdminAssets, Document, Shell};

/// The operator who is logged in, as the desk shows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    /// The name they log in with.
    pub email: String,
    /// What they are trusted with.
    pub role: Role,
}

impl From<&Operator> for Me {
    fn from(operator: &Operator) -> Self {
        Self {
            email: operator.email.as_str().to_owned(),
            role: operator.role,
        }
    }
}

impl Me {
    /// Whether to show what needs `scope`. The server asks again.
    pub fn may(&self, scope: Scope) -> bool {
        self.role.may(scope)
    }
}

/// The operator who is logged in.
pub fn use_me() -> Me {
    use_context::<Me>().unwrap_or_else(|| Me {
        email: String::new(),
        role: Role::Viewer,
    })
}

/// Whether the operator has proved lately who they are. Until then a dangerous act asks for it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Fresh(pub bool);

/// What a plain form left behind when it could not be done, or was sent by `GET` to see what it would make.
#[derive(Debug, Clone, Default)]
pub struct LeftBehind(pub Kept);

impl LeftBehind {
    /// What this form left behind, if it was the one.
    pub fn by(form: &str) -> Option<Kept> {
        let LeftBehind(kept) = use_context()?;
        kept.is_for(form, None).then_some(kept)
    }
}

/// The desk. It is rendered on the server only; what is awake in the browser stands in [`wake`].
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Router>
            <a class="skip" href="#main">"Skip to the content"</a>
            <parts::Bar/>
            <main id="main">
                <Routes fallback=parts::NotFound>
                    <Route path=path!("/admin") view=events::EventsPage ssr=SsrMode::Async/>
                    <Route path=path!("/admin/account") view=account::AccountPage ssr=SsrMode::Async/>
                    <Route path=path!("/admin/people") view=people::PeoplePage ssr=SsrMode::Async/>
                    <Route path=path!("/admin/tokens") view=tokens::TokensPage ssr=SsrMode::Async/>
                    <Route path=path!("/admin/audit") view=audit::AuditPage ssr=SsrMode::Async/>
                    <Route path=path!("/admin/import") view=import::ImportPage ssr=SsrMode::Async/>
                    <Route path=path!("/admin/events/:slug") view=board::BoardPage ssr=SsrMode::Async/>
                    <Route path=path!("/admin/events/:slug/post") view=compose::ComposePage ssr=SsrMode::Async/>
                    <Route path=path!("/admin/events/:slug/messages/:id") view=compose::correct::CorrectPage ssr=SsrMode::Async/>
                    <Route path=path!("/admin/templates") view=templates::TemplatesPage ssr=SsrMode::Async/>
                    <Route path=path!("/admin/templates/new") view=templates::NewTemplatePage ssr=SsrMode::Async/>
                    <Route path=path!("/admin/templates/:key") view=templates::TemplatePage ssr=SsrMode::Async/>
                    <Route path=path!("/admin/events/:slug/dashboard") view=dashboard::DashboardPage ssr=SsrMode::Async/>
                    <Route path=path!("/admin/events/:slug/plan") view=plan::PlanPage ssr=SsrMode::Async/>
                    <Route path=path!("/admin/events/:slug/report") view=report::ReportPage ssr=SsrMode::Async/>
                    <Route path=path!("/admin/events/:slug/settings") view=settings::SettingsPage ssr=SsrMode::Async/>
                    <Route path=path!("/admin/events/:slug/rehearsals") view=rehearsals::RehearsalsPage ssr=SsrMode::Async/>
                    <Route path=path!("/admin/events/:slug/stock") view=sheet::SheetPage ssr=SsrMode::Async/>
                </Routes>
            </main>
        </Router>
        <keys::Keys/>
        <wake::Wake/>
    }
    .into_any()
}
