//! The languages side by side: what is written in each, and what its readers get. On a phone one at a time.

use leptos::prelude::*;

use super::shown::{Card, flag, note};
use crate::admin::api::compose::{MessageForm, Shown};
use crate::admin::form::TextArea;
use crate::domain::locale::Locale;
use crate::domain::message::MAX_TEXT;

/// Every language of the event, its own first.
#[expect(
    clippy::needless_pass_by_value,
    reason = "a component owns its properties"
)]
#[component]
pub fn Tongues(
    /// The languages.
    languages: Vec<Locale>,
    /// What their readers get.
    shown: Shown,
    /// What was typed.
    form: MessageForm,
) -> impl IntoView {
    let own = languages.first().copied();
    let find = |locale: Locale| shown.tongues.iter().find(|tongue| tongue.locale == locale);
    let tabs: Vec<_> = languages
        .iter()
        .map(|locale| {
            let (tag, id) = (locale.tag(), format!("tongue-{}", locale.tag()));
            let checked = Some(*locale) == own;
            let missing = find(*locale).and_then(flag);
            view! {
                <div>
                    <input type="radio" name="tongue" id=id.clone() value=tag checked=checked/>
                    <label for=id>
                        <span lang=tag>{locale.own_name()}</span>
                        <span class="flag" data-live=format!("flag-{tag}")>{missing}</span>
                    </label>
                </div>
            }
        })
        .collect();
    let rows: Vec<_> = languages
        .iter()
        .map(|locale| {
            let tag = locale.tag();
            let tongue = find(*locale).cloned();
            let missing = tongue.as_ref().and_then(note);
            let value = form.text.get(tag).cloned().unwrap_or_default();
            let rows = if Some(*locale) == own { "3" } else { "2" };
            let card = tongue.map(|tongue| view! { <Card tongue/> });
            view! {
                <div class="tongue" data-tongue=tag>
                    <TextArea
                        label=locale.own_name()
                        name=format!("message[text][{tag}]")
                        limit=MAX_TEXT
                        rows=rows
                        value
                        lang=(tag, locale.direction())
                    />
                    <div class="reads">
                        <p class="flag" data-live=format!("note-{tag}")>{missing}</p>
                        <div class="news" lang=tag dir=locale.direction() data-live=format!("shown-{tag}")>{card}</div>
                    </div>
                </div>
            }
        })
        .collect();
    let several = languages.len() > 1;
    view! {
        <fieldset class="tongues" aria-describedby="tongues-hint">
            <legend>"What it says, and what shoppers read"</legend>
            <p class="hint" id="tongues-hint">
                "**strong**, *emphasis*, [words](https://…). A language left empty shows the event's own."
            </p>
            {several.then(|| view! { <div class="tabs" role="group" aria-label="Language">{tabs}</div> })}
            {rows}
        </fieldset>
    }
    .into_any()
}
