//! The operator's desk: rendered on the server, hydrated in the browser, and complete without either script or
//! WASM, because every form is a plain form first.

/// The server functions.
pub mod api;
/// The board of one event.
pub mod board;
/// The list of events, and the form for a new one.
pub mod events;
/// Forms that work with and without WASM.
pub mod form;
/// The log-in page.
pub mod login;
/// Parts that every screen has.
pub mod parts;
/// What an event is, and its end.
pub mod settings;
/// Stock from a sheet.
pub mod sheet;
/// The document around the desk.
pub mod shell;
/// The desk's own words.
pub mod words;

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::{SsrMode, path};
use serde::{Deserialize, Serialize};

use crate::domain::operator::{Role, Scope};
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

/// Whether the WASM is awake: what only serves those without it is hidden then.
#[derive(Debug, Clone, Copy)]
pub struct Awake(pub ReadSignal<bool>);

/// Whether the browser is past its first page, so that a new heading takes the focus.
#[derive(Debug, Clone, Copy)]
pub struct Travelled(pub StoredValue<bool>);

/// What a plain form left behind when it could not be done.
#[derive(Debug, Clone, Copy)]
pub struct LeftBehind(pub StoredValue<Kept>);

/// The desk.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    // The server knows these from the request; the browser reads them from the page.
    let me = SharedValue::new(use_me).into_inner();
    let kept = SharedValue::new(|| use_context::<Kept>().unwrap_or_default()).into_inner();
    provide_context(me);
    provide_context(LeftBehind(StoredValue::new(kept)));
    provide_context(Travelled(StoredValue::new(false)));
    let (awake, set_awake) = signal(false);
    Effect::new(move || set_awake.set(true));
    provide_context(Awake(awake));

    view! {
        <Router>
            <a class="skip" href="#main">"Skip to the content"</a>
            <parts::Bar/>
            <main id="main">
                <Routes fallback=parts::NotFound>
                    <Route path=path!("/admin") view=events::EventsPage ssr=SsrMode::Async/>
                    <Route path=path!("/admin/events/:slug") view=board::BoardPage ssr=SsrMode::Async/>
                    <Route path=path!("/admin/events/:slug/settings") view=settings::SettingsPage ssr=SsrMode::Async/>
                    <Route path=path!("/admin/events/:slug/stock") view=sheet::SheetPage ssr=SsrMode::Async/>
                </Routes>
            </main>
        </Router>
    }
    .into_any()
}
