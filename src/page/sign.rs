//! The sign: the state in one sentence, what to do now, and the one large figure.

use leptos::prelude::*;

use super::{AspectShape, Fresh, Time, method_address, slotted};
use crate::domain::event::Link;
use crate::domain::locale::words::Labels;
use crate::domain::status_page::{self, SignState, StatusPage};

/// A figure longer than this is set smaller, so that it stays on one line of a phone.
const LONG_FIGURE: usize = 8;

/// The one thing to do now that is a link: where it leads, and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// Where it leads.
    pub link: String,
    /// What it says.
    pub label: String,
}

/// The action that goes with the page's state, if there is one.
pub(super) fn action(page: &StatusPage) -> Option<Action> {
    let text = |link: &Option<Link>| link.as_ref().map(|link| link.as_str().to_owned());
    let (link, label) = match page.sign.state {
        SignState::SoldOut => (text(&page.waitlist_link), &page.labels.join_waitlist),
        SignState::Available => (text(&page.product_link), &page.labels.product),
        SignState::Ended => (page.report.clone(), &page.labels.report),
        _ => return None,
    };
    let (link, label) = (link?, label.clone());
    Some(Action { link, label })
}

/// The link beside the wait that leads to how it is known.
pub(super) fn how(page: &StatusPage) -> Action {
    Action {
        link: method_address(page.locale),
        label: page.labels.how.clone(),
    }
}

/// The whole sign, as a preview shows it.
#[component]
pub fn Sign(
    /// What is true.
    page: StatusPage,
) -> impl IntoView {
    let (action, how) = (action(&page), how(&page));
    view! {
        <section class="sign">
            <State event=page.title sign=page.sign.clone() labels=page.labels.clone() action/>
            <Wait sign=page.sign how/>
            <Fresh freshness=page.freshness labels=page.labels/>
        </section>
    }
}

/// The event's name, the state in one sentence, and what to do now.
#[component]
pub fn State(
    /// The event's name.
    event: String,
    /// What the sign says.
    sign: status_page::Sign,
    /// The page's own words.
    labels: Labels,
    /// The one thing to do that is a link.
    action: Option<Action>,
) -> impl IntoView {
    let next_update_by = labels.next_update_by;
    let promise = sign.next_update.map(|by| {
        let late = sign.overdue.then(|| {
            view! { " "<strong class="overdue">{labels.overdue}</strong> }
        });
        view! { <p class="next" data-due>{slotted(&next_update_by, view! { <Time moment=by/> })}{late}</p> }
    });
    let stopped = sign.state.stops_sales();
    let action = action.map(|action| {
        view! { <p><a class="action" href=action.link>{action.label}</a></p> }
    });
    view! {
        <div class="state" data-aspect=sign.aspect.as_str() data-stopped=stopped>
            <p class="event">{event}</p>
            <h1><AspectShape aspect=sign.aspect/><span>{sign.title}</span></h1>
            {sign.explanation.map(|text| view! { <p class="explanation">{text}</p> })}
            {sign.advice.map(|text| view! { <p class="advice">{text}</p> })}
            {promise}
            {action}
        </div>
    }
}

/// The wait as a large figure; before opening, the time that is left.
#[component]
pub fn Wait(
    /// What the sign says.
    sign: status_page::Sign,
    /// Where it says how the wait is known.
    how: Action,
) -> impl IntoView {
    let figure = sign.figure.map(|wait| {
        let long = wait.figure.chars().count() > LONG_FIGURE;
        view! {
            <p class="wait">
                <span class="figure" data-figure data-long=long>{wait.figure}</span>
                " "
                <span class="unit">{wait.unit}</span>
            </p>
            {wait.note.map(|note| view! { <p class="note">{note}</p> })}
            <p class="how"><a href=how.link>{how.label}</a></p>
        }
    });
    let countdown = sign.countdown.map(|left| {
        view! {
            <p class="wait">
                <time class="figure" data-countdown data-long=true datetime=left.until.to_string()>
                    {left.text}
                </time>
                " "
                <span class="unit local"></span>
            </p>
        }
    });
    (figure, countdown)
}
