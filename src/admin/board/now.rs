//! What is true now: the sign as shoppers see it, the line in figures, and what was said last.

use leptos::prelude::*;

use super::BoardState;
use super::live::Wire;
use crate::admin::Awake;
use crate::admin::api::Outcome;
use crate::page::{AspectShape, Facts, News, Sign};

/// How many messages the board repeats.
const MESSAGES: usize = 3;

/// One line that stays in sight: the state, who watches, and whether news comes. It leads to the parts below.
#[component]
pub fn NowBar() -> impl IntoView {
    let state = BoardState::here();
    let sign = Memo::new(move |_| {
        let page = state.page.read();
        (page.sign.aspect, page.sign.title.clone())
    });
    let publish = crate::admin::use_me().may(crate::domain::operator::Scope::Publish);
    let inventory = crate::admin::use_me().may(crate::domain::operator::Scope::Inventory);
    view! {
        <div class="nowbar" data-wire=move || wire_name(state.wire.get())>
            <p class="state">
                {move || {
                    let (aspect, title) = sign.get();
                    view! {
                        <span class="shape" data-aspect=aspect.as_str()><AspectShape aspect/></span>
                        <strong>{title}</strong>
                    }
                }}
            </p>
            <p class="screens"><b data-screens>{move || state.now.read().streams}</b>" "{move || plural(state.now.read().streams)}</p>
            <Wired/>
            <nav aria-label="On this board">
                {publish.then(|| view! {
                    <a href="#post" rel="external">"Post"</a>
                    <a href="#phase" rel="external">"Phase"</a>
                    <a href="#issues" rel="external">"Issues"</a>
                })}
                {inventory.then(|| view! { <a href="#stock" rel="external">"Stock"</a> })}
            </nav>
            <p id="said" class="said" role="status">
                {move || state.said.read().as_ref().map(Outcome::sentence)}
            </p>
        </div>
    }
    .into_any()
}

fn plural(screens: usize) -> &'static str {
    if screens == 1 {
        "screen watching"
    } else {
        "screens watching"
    }
}

fn wire_name(wire: Wire) -> &'static str {
    match wire {
        Wire::Still => "still",
        Wire::Live => "live",
        Wire::Lost => "lost",
        Wire::SignedOut => "signed-out",
    }
}

/// Whether news comes; spoken when that changes.
#[component]
fn Wired() -> impl IntoView {
    let state = BoardState::here();
    let Awake(awake) = expect_context();
    let words = move || match state.wire.get() {
        Wire::Still => "As it was when this page was loaded",
        Wire::Live => "Live",
        Wire::Lost => "No news from the server; trying again",
        Wire::SignedOut => "Signed out: nothing here moves any more",
    };
    let login = move || {
        (state.wire.get() == Wire::SignedOut)
            .then(|| view! { " "<a href="/admin/login" target="_blank">"Log in again"</a> })
    };
    view! {
        <p class="wire">
            <span role="status">{words}</span>
            {login}
            <a class="reload" href=state.address() rel="external" hidden=awake>"Reload"</a>
        </p>
    }
    .into_any()
}

/// The sign, the figures, and the last messages.
#[component]
pub fn Now() -> impl IntoView {
    let state = BoardState::here();
    let facts = Memo::new(move |_| state.page.read().facts.clone());
    let news = Memo::new(move |_| {
        let page = state.page.read();
        let messages: Vec<_> = page.messages.iter().take(MESSAGES).cloned().collect();
        (messages, page.labels.clone(), page.locale)
    });
    view! {
        <section class="seen" aria-label="The public page right now">
            <p class="caption">"The public page right now"</p>
            {move || view! { <Sign page=state.page.get()/> }}
            {move || view! { <Facts facts=facts.get()/> }}
            {move || {
                let (messages, labels, locale) = news.get();
                view! { <News messages labels locale/> }
            }}
        </section>
    }
    .into_any()
}
