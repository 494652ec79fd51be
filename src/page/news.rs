//! What operators said, newest first.

use leptos::prelude::*;

use super::{Time, foreign, prose, slotted};
use crate::domain::locale::Locale;
use crate::domain::locale::words::Labels;
use crate::domain::status_page::{MessageView, Moment, Standing};

/// The messages under their heading, or a calm line when there are none.
#[component]
pub fn News(
    /// Those that are shown, in their order.
    messages: Vec<MessageView>,
    /// The page's own words.
    labels: Labels,
    /// The language of the page.
    locale: Locale,
) -> impl IntoView {
    let heading = labels.updates.clone();
    let list = if messages.is_empty() {
        view! { <p class="nothing">{labels.no_updates}</p> }.into_any()
    } else {
        let cards = messages.into_iter().map(|message| {
            let labels = labels.clone();
            view! { <li><MessageCard message labels locale/></li> }
        });
        view! { <ol class="entries">{cards.collect_view()}</ol> }.into_any()
    };
    view! { <section class="news"><h2>{heading}</h2>{list}</section> }
}

/// One message.
#[component]
pub fn MessageCard(
    /// What was said.
    message: MessageView,
    /// The page's own words.
    labels: Labels,
    /// The language of the page around it.
    locale: Locale,
) -> impl IntoView {
    if let Some(at) = message.retracted {
        return tombstone(message.published, at, &labels).into_any();
    }
    let (lang, dir) = foreign(message.lang, locale).unzip();
    let pinned = (message.standing == Standing::Pinned).then(|| view! { " · "{labels.pinned} });
    let automatic = message.automatic.then(|| view! { " · "{labels.automatic} });
    let edited = message.edited.map(|at| {
        view! { " · "{slotted(&labels.edited, view! { <Time moment=at/> })} }
    });
    let promise = message.next_update.map(|by| {
        let late = message.overdue.then(|| {
            view! { " "<strong class="overdue">{labels.overdue}</strong> }
        });
        view! { <p class="next" data-due=message.pending>{slotted(&labels.next_update_by, view! { <Time moment=by/> })}{late}</p> }
    });
    let anchor = message.id.anchor();
    let until = message.expires_at.map(|at| at.to_string());
    view! {
        <article id=anchor data-severity=message.severity.as_str() data-until=until>
            <header>
                <p class="mark"><strong>{message.label}</strong>{pinned}{automatic}</p>
                " "
                <p class="note"><Time moment=message.published/>{edited}</p>
            </header>
            <p class="text" lang=lang dir=dir>{prose::elements(&message.text)}</p>
            {promise}
        </article>
    }
    .into_any()
}

/// What stays of a message that was taken back: that there was one, and when.
fn tombstone(published: Moment, retracted: Moment, labels: &Labels) -> impl IntoView + use<> {
    let sentence = slotted(&labels.retracted, view! { <Time moment=retracted/> });
    view! {
        <article data-retracted>
            <header><p class="note"><Time moment=published/></p></header>
            <p class="text">{sentence}</p>
        </article>
    }
}
