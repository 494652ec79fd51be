//! What a message would look like, from what is typed so far: worked out where the operator sits.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::BoardState;
use crate::admin::form::FormState;
use crate::admin::words::DESK_LOCALE;
use crate::domain::id::MessageId;
use crate::domain::message::Severity;
use crate::domain::status_page::{MessageView, Moment};
use crate::domain::template::{Template, TemplateText};
use crate::page::MessageCard;

/// What stands where a gap is not filled yet.
const GAP: &str = "…";

/// The message as it would stand on the page, next to nothing typed or not.
#[component]
pub fn Preview(
    /// The template, unless the words are the operator's own.
    template: Option<Template>,
    /// The gaps' values when nothing is typed.
    #[prop(into)]
    defaults: Signal<BTreeMap<String, String>>,
) -> impl IntoView {
    let state = BoardState::here();
    let form = FormState::here();
    let view = Memo::new(move |_| {
        let text = match &template {
            Some(template) => filled(template, form, &defaults.read()),
            None => form.typed("text").unwrap_or_default(),
        };
        let severity = form.typed("severity");
        let severity = severity.and_then(|name| Severity::parse(&name).ok());
        let severity = severity
            .or(template.as_ref().map(|template| template.severity))
            .unwrap_or(Severity::Info);
        let now = state.now.read();
        let minutes = form
            .typed("next_in_min")
            .and_then(|m| m.parse::<u32>().ok());
        let promise = minutes.and_then(|m| now.promises.iter().find(|p| p.minutes == m));
        (!text.trim().is_empty()).then(|| MessageView {
            id: MessageId::new("preview"),
            severity,
            label: now.status_page.labels.severity(severity).to_owned(),
            text: text.trim().to_owned(),
            lang: now.status_page.locale,
            published: Moment {
                at: now.now.at,
                text: "now".to_owned(),
            },
            next_update: promise.map(|promise| promise.at.clone()),
            pending: promise.is_some(),
            overdue: false,
            edited: None,
            retracted: None,
            automatic: false,
        })
    });
    view! {
        <section class="preview" aria-label="Preview">
            <p class="caption">"What shoppers will read"</p>
            {move || match view.get() {
                Some(message) => {
                    let page = state.page.read_untracked();
                    let (labels, locale) = (page.labels.clone(), page.locale);
                    view! { <MessageCard message labels locale/> }.into_any()
                }
                None => view! { <p class="nothing">"Nothing yet: write the message."</p> }.into_any(),
            }}
        </section>
    }
    .into_any()
}

/// The template with what is typed, what is known, and a mark where a gap is still open.
fn filled(template: &Template, form: FormState, defaults: &BTreeMap<String, String>) -> String {
    let (_, text) = template.text.resolve(DESK_LOCALE, DESK_LOCALE);
    let filled = TemplateText::parse(text).and_then(|text| {
        let typed = text.placeholders().into_iter().filter_map(|gap| {
            let name = gap.as_str();
            let value = form.typed(&format!("values[{name}]"))?;
            Some((name.to_owned(), value))
        });
        text.fill(&typed.collect(), |gap| {
            let known = defaults.get(gap.as_str()).cloned();
            Some(known.unwrap_or_else(|| GAP.to_owned()))
        })
    });
    filled.unwrap_or_else(|error| error.to_string())
}
