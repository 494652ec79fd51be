//! What a message says in each language, beside what its readers get.

use leptos::prelude::*;

use super::shown::{Card, Widget, flag, note};
use crate::admin::api::compose::{MessageForm, Shown};
use crate::admin::form::{TextArea, Tongues};
use crate::domain::locale::Locale;
use crate::domain::message::MAX_TEXT;

/// Every language of the event, its own first.
#[component]
pub fn Says(
    /// The languages.
    languages: Vec<Locale>,
    /// What their readers get.
    shown: Shown,
    /// What was typed.
    form: MessageForm,
) -> impl IntoView {
    let own = languages.first().copied();
    let tongues = StoredValue::new(shown.tongues);
    let find = move |locale: Locale| {
        tongues.with_value(|tongues| tongues.iter().find(|t| t.locale == locale).cloned())
    };
    let tab = move |locale: Locale| {
        let missing = find(locale).as_ref().and_then(flag);
        let name = format!("flag-{}", locale.tag());
        view! { <span class="flag" data-live=name>{missing}</span> }.into_any()
    };
    let row = move |locale: Locale| {
        let tag = locale.tag();
        let tongue = find(locale);
        let missing = tongue.as_ref().and_then(note);
        let value = form.text.get(tag).cloned().unwrap_or_default();
        let rows = if Some(locale) == own { "3" } else { "2" };
        let card = tongue.clone().map(|tongue| view! { <Card tongue/> });
        let widget = tongue.map(|tongue| view! { <Widget tongue/> });
        view! {
            <TextArea
                label=locale.own_name()
                name=format!("message[text][{tag}]")
                limit=MAX_TEXT
                rows=rows
                value
                lang=Some((tag, locale.direction()))
            />
            <div class="reads">
                <p class="flag" data-live=format!("note-{tag}")>{missing}</p>
                <div class="news" lang=tag dir=locale.direction() data-live=format!("shown-{tag}")>{card}</div>
                <div data-live=format!("widget-{tag}")>{widget}</div>
            </div>
        }
        .into_any()
    };
    view! {
        <Tongues
            legend="What it says, and what shoppers read"
            hint="**strong**, *emphasis*, [words](https://…). A language left empty shows the event's own."
            languages
            flag=tab
            row
        />
    }
    .into_any()
}
