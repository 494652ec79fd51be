//! What is true now: the sign as shoppers see it, the line in figures, and what was said last.

use leptos::prelude::*;

use super::alerts::AlarmBell;
use super::here;
use super::others::Others;
use crate::admin::api::BoardNow;
use crate::admin::parts::Said;
use crate::admin::use_me;
use crate::admin::wake::Wire;
use crate::admin::words::DESK_LOCALE;
use crate::domain::locale::words::Words;
use crate::domain::operator::Scope;
use crate::page::{AspectShape, Facts, News, Sign};

/// How many messages the board repeats.
const MESSAGES: usize = 3;

/// One line that stays in sight: the state, who watches, whether news comes, and who else is here.
#[component]
pub fn NowBar(
    /// What the screen asks of the stream besides, as a query.
    #[prop(optional)]
    query: Option<String>,
    /// What else stands in it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let publish = use_me().may(Scope::Publish);
    let address = here().address();
    let stream = format!("{address}/stream{}", query.unwrap_or_default());
    view! {
        <div class="nowbar">
            <div class="now" data-live="now"><NowLine/></div>
            <Wire stream/>
            <Others address/>
            {publish.then(|| view! { <AlarmBell/> })}
            {children.map(|children| children())}
        </div>
    }
    .into_any()
}

/// What stands in the board's own line: it leads to the parts below.
#[component]
pub fn Parts() -> impl IntoView {
    let publish = use_me().may(Scope::Publish);
    let inventory = use_me().may(Scope::Inventory);
    view! {
        <a class="asleep" href=here().address()>"Reload"</a>
        <nav aria-label="On this board">
            {publish.then(|| view! {
                <a href="#post" data-key="p">"Post"</a>
                <a href="#phase" data-key="h">"Phase"</a>
                <a href="#issues" data-key="i">"Issues"</a>
            })}
            {inventory.then(|| view! { <a href="#stock" data-key="k">"Stock"</a> })}
        </nav>
        <Said/>
    }
    .into_any()
}

/// The state in a word, and how many watch.
#[component]
pub fn NowLine() -> impl IntoView {
    let now = here();
    let sign = &now.status_page.sign;
    let (aspect, title) = (sign.aspect, sign.title.clone());
    let watching = if now.streams == 1 {
        "screen watching"
    } else {
        "screens watching"
    };
    view! {
        <p class="state">
            <span class="shape" data-aspect=aspect.as_str()><AspectShape aspect/></span>
            <strong>{title}</strong>
        </p>
        <p class="screens"><b data-screens>{now.streams}</b>" "{watching}</p>
        {next_update(&now)}
    }
    .into_any()
}

/// The promise that falls due next, and how long that is away.
fn next_update(now: &BoardNow) -> Option<AnyView> {
    let due = now.next_update()?;
    let by = due.text.clone();
    let left = due.at.seconds_since(now.now.at);
    Some(if left < 0.0 {
        view! { <p class="due" data-overdue>"Overdue: an update was promised by "{by}</p> }
            .into_any()
    } else {
        let left = Words::new(DESK_LOCALE).countdown(left);
        view! { <p class="due">"Next update promised by "{by}", "{left}</p> }.into_any()
    })
}

/// The sign, the figures, and the last messages.
#[component]
pub fn Seen() -> impl IntoView {
    let now = here();
    let page = now.status_page.clone();
    let messages: Vec<_> = page.messages.iter().take(MESSAGES).cloned().collect();
    let (facts, labels, locale) = (page.facts.clone(), page.labels.clone(), page.locale);
    view! {
        <p class="caption">"The public page right now"</p>
        <Sign page/>
        <Facts facts/>
        <News messages labels locale/>
    }
    .into_any()
}
