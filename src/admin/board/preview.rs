//! What a message would look like, from what is typed so far: worked out where the operator sits.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::BoardState;
use crate::admin::api::{BoardNow, PromiseChoice};
use crate::admin::form::FormState;
use crate::domain::id::MessageId;
use crate::domain::message::Severity;
use crate::domain::status_page::{MessageView, Moment};
use crate::domain::template::{Placeholder, Template};
use crate::page::MessageCard;

/// What stands where a gap is not filled yet.
const GAP: &str = "…";

/// The value that a gap has by itself, where the page knows one.
pub fn live_value(gap: Placeholder, now: &BoardNow, promise: &PromiseChoice) -> Option<String> {
    let page = &now.status_page;
    match gap {
        Placeholder::WaitRange => page.sign.figure.as_ref().map(|_| page.wait_text.clone()),
        Placeholder::QueueDepth => page.depth_text.clone(),
        Placeholder::OpensAt => page.opens.as_ref().map(|at| at.text.clone()),
        Placeholder::NextUpdateBy => Some(promise.at.text.clone()),
        Placeholder::WaitlistUrl => page.waitlist_link.as_ref().map(|l| l.as_str().to_owned()),
        Placeholder::Item | Placeholder::Variant | Placeholder::RemainingBand => None,
    }
}

/// The message as it would stand on the page, next to nothing typed or not.
#[component]
pub fn Preview(
    /// The template, unless the words are the operator's own.
    template: Option<&'static Template>,
    /// The gaps' values when nothing is typed.
    #[prop(into)]
    defaults: Signal<BTreeMap<String, String>>,
) -> impl IntoView {
    let state = BoardState::here();
    let form = FormState::here();
    let view = Memo::new(move |_| {
        let text = match template {
            Some(template) => filled(template, form, &defaults.read()),
            None => form.typed("text").unwrap_or_default(),
        };
        let severity = form.typed("severity");
        let severity = severity.and_then(|name| Severity::parse(&name).ok());
        let severity = severity
            .or(template.map(|template| template.severity))
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
    let gaps = template.placeholders().unwrap_or_default();
    let values = gaps.into_iter().map(|gap| {
        let name = gap.as_str();
        let typed = form.typed(&format!("values[{name}]"));
        let value = typed.or_else(|| defaults.get(name).cloned());
        let value = value.filter(|value| !value.trim().is_empty());
        (name.to_owned(), value.unwrap_or_else(|| GAP.to_owned()))
    });
    match template.fill(&values.collect()) {
        Ok(texts) => texts.into_values().next().unwrap_or_default(),
        Err(error) => error.to_string(),
    }
}
