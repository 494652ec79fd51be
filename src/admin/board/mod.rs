//! The board of one event, built for stress: the sign as shoppers see it now, and beside it what can be done.

mod issues;
mod live;
mod now;
mod phase;
mod post;
mod preview;
mod stock;

use leptos::prelude::*;
use leptos::reactive::owner::WeakOwner;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::api::board::load_board;
use super::api::{Board, BoardNow, DeskError, Outcome};
use super::parts::{Heading, Problem};
use super::{use_me, words};
use crate::domain::event::Phase;
use crate::domain::operator::Scope;
use crate::domain::status_page::StatusPage;
use crate::domain::template::Template;
use live::Wire;

/// What every part of a board shares.
#[derive(Clone, Copy)]
pub struct BoardState {
    /// What changes by itself.
    pub now: RwSignal<BoardNow>,
    /// The public page; changes only when it does.
    pub page: Memo<StatusPage>,
    /// Whether news still comes.
    pub wire: RwSignal<Wire>,
    /// What was done last.
    pub said: RwSignal<Option<Outcome>>,
    /// The operator's own words, kept while they look at a template.
    pub words: StoredValue<String>,
    /// The templates that are offered.
    pub templates: StoredValue<Vec<Template>>,
    /// What makes the keys of the forms.
    key: StoredValue<String>,
    owner: StoredValue<WeakOwner>,
}

impl BoardState {
    /// The board around a part of it.
    pub fn here() -> Self {
        expect_context()
    }

    /// The address of the board.
    pub fn address(&self) -> String {
        let page = self.page.read_untracked();
        format!("/admin/events/{}", page.slug)
    }

    /// The offered template of this key.
    pub fn template(&self, key: &str) -> Option<Template> {
        self.templates.with_value(|templates| {
            let found = templates
                .iter()
                .find(|template| template.key.as_str() == key);
            found.cloned()
        })
    }

    /// The event's name in URLs.
    pub fn slug(&self) -> String {
        self.page.read_untracked().slug.to_string()
    }

    /// The action of a form, and the key under which it takes effect once. Both belong to the board, not to the part
    /// that asks for them: a row may be gone before it hears that it was done. What was done is told, and the next
    /// form gets a key of its own.
    pub fn action<F>(self, form: &str) -> (ServerAction<F>, RwSignal<String>)
    where
        F: ServerFn<Output = Outcome, Error = DeskError> + Clone + Send + Sync + 'static,
    {
        let make = || {
            let action = ServerAction::<F>::new();
            let key = RwSignal::new(self.key.with_value(|key| format!("{key}-{form}")));
            Effect::new(move || {
                let next = match &*action.value().read() {
                    Some(Ok(outcome)) => {
                        self.said.set(Some(outcome.clone()));
                        Some(outcome.key.clone())
                    }
                    Some(Err(error)) => error.fresh_key.clone(),
                    None => None,
                };
                if let Some(next) = next {
                    key.set(next);
                }
            });
            (action, key)
        };
        match self.owner.with_value(WeakOwner::upgrade) {
            Some(board) => board.with(make),
            None => make(),
        }
    }
}

/// The board at its address.
#[component]
pub fn BoardPage() -> impl IntoView {
    let params = use_params_map();
    let slug = Memo::new(move |_| params.read().get("slug").unwrap_or_default());
    let board = Resource::new_blocking(move || slug.get(), load_board);
    view! {
        <Suspense fallback=|| view! { <p class="hint">"Loading …"</p> }>
            {move || Suspend::new(async move {
                match board.await {
                    Ok(board) => view! { <BoardView board/> }.into_any(),
                    Err(error) => view! { <Problem error/> }.into_any(),
                }
            })}
        </Suspense>
    }
    .into_any()
}

#[component]
fn BoardView(board: Board) -> impl IntoView {
    let query = use_query_map();
    let said = Outcome::from_query(|name| query.read_untracked().get(name));
    let now = RwSignal::new(board.now);
    let state = BoardState {
        now,
        page: Memo::new(move |_| now.read().status_page.clone()),
        wire: RwSignal::new(Wire::Still),
        said: RwSignal::new(said),
        words: StoredValue::default(),
        templates: StoredValue::new(board.templates),
        key: StoredValue::new(board.key),
        owner: StoredValue::new(Owner::current().unwrap_or_default().downgrade()),
    };
    provide_context(state);
    live::follow(state);

    let me = use_me();
    let title = state.page.read_untracked().title.clone();
    let draft = move || state.page.read().phase == Phase::Draft;
    let settings = format!("{}/settings", state.address());
    let manage = me.may(Scope::Manage);
    let publish = me.may(Scope::Publish);
    let inventory = me.may(Scope::Inventory);
    view! {
        <Title text=format!("{title} · Lineside desk")/>
        <p class="strip" hidden=move || !draft()>
            <strong>"Draft — not public."</strong>" Only the desk sees this event."
        </p>
        <div class="head">
            <div>
                <Heading text=title/>
                <p class="hint">
                    {move || words::kind(state.page.read().kind)}" · "
                    {move || words::phase(state.page.read().phase)}" · "<PublicLink/>
                </p>
            </div>
            {manage.then(|| view! { <a class="button" href=settings>"Settings"</a> })}
        </div>
        <now::NowBar/>
        <div class="board">
            <now::Now/>
            <div class="doing">
                {publish.then(|| view! { <post::Post/><phase::PhasePanel/><issues::Issues/> })}
                {inventory.then(|| view! { <stock::Stock/> })}
                {(!publish && !inventory)
                    .then(|| view! { <p class="nothing">"You may look. An owner can let you do more."</p> })}
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn PublicLink() -> impl IntoView {
    let state = BoardState::here();
    move || {
        let page = state.page.read();
        let address = format!("/e/{}", page.slug);
        if page.phase.is_public() {
            let shown = address.clone();
            view! { <a href=address rel="external" target="_blank">"Public page "{shown}</a> }
                .into_any()
        } else {
            view! { <span>"The page will be at "{address}</span> }.into_any()
        }
    }
}
