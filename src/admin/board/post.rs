//! Posting a message: pick a template, fill its gaps, see it, publish it.

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::BoardState;
use super::preview::Preview;
use crate::admin::api::PromiseChoice;
use crate::admin::api::messages::PostMessage;
use crate::admin::form::{Choice, DeskForm, Field, FormState, Select, Submit, TextArea};
use crate::admin::{Awake, LeftBehind, words};
use crate::domain::event::Phase;
use crate::domain::message::{MAX_TEXT, Severity};
use crate::domain::template::{Placeholder, Template};

/// What a template that promises an update promises by itself, in minutes.
const USUAL_PROMISE: u32 = 15;

/// The panel for a new message.
#[component]
pub fn Post() -> impl IntoView {
    let state = BoardState::here();
    let query = use_query_map();
    let left = use_context::<LeftBehind>();
    let kept = left.and_then(|LeftBehind(left)| {
        left.with_value(|kept| {
            kept.is_for("post_message", None)
                .then(|| kept.value("template"))
        })
    });
    let asked = Memo::new(move |_| {
        query
            .read()
            .get("template")
            .or_else(|| kept.clone().flatten())
    });
    let template = Memo::new(move |_| asked.get().filter(|key| state.template(key).is_some()));
    let (action, key) = state.action::<PostMessage>("post");
    let chip = move |key: Option<String>, name: String| {
        let address = state.address();
        let href = match &key {
            Some(key) => format!("{address}?template={key}#post"),
            None => format!("{address}#post"),
        };
        let here = move || (template.get() == key).then_some("true");
        view! { <li><a class="chip" href=href aria-current=here data-noscroll>{name}</a></li> }
    };
    let chips = state.templates.with_value(|templates| {
        let chip = |t: &Template| chip(Some(t.key.as_str().to_owned()), t.name.clone());
        templates.iter().map(chip).collect_view()
    });
    view! {
        <section class="panel first" id="post" aria-labelledby="post-heading">
            <h2 id="post-heading">"Post a message"</h2>
            <nav aria-label="Templates">
                <ul class="chips">{chip(None, "Own words".to_owned())}{chips}</ul>
            </nav>
            {move || {
                let template = template.get().and_then(|key| state.template(&key));
                let hidden = vec![
                    ("slug", state.slug()),
                    ("template", template.as_ref().map(|t| t.key.as_str().to_owned()).unwrap_or_default()),
                ];
                view! {
                    <DeskForm
                        name="post_message"
                        page=state.address()
                        action
                        key
                        hidden
                    >
                        <Fields template/>
                    </DeskForm>
                }
            }}
        </section>
    }
    .into_any()
}

#[component]
fn Fields(template: Option<Template>) -> impl IntoView {
    let state = BoardState::here();
    let form = FormState::here();
    let gaps = template
        .as_ref()
        .map(|t| t.placeholders().unwrap_or_default())
        .unwrap_or_default();
    let promises = gaps.contains(&Placeholder::NextUpdateBy);
    let defaults = {
        let gaps = gaps.clone();
        Signal::derive(move || {
            let now = state.now.read();
            let minutes = match form.typed("next_in_min") {
                Some(minutes) => minutes.parse().ok(),
                None => Some(USUAL_PROMISE),
            };
            let promise = now.promises.iter().find(|p| Some(p.minutes) == minutes);
            let value = |gap: &Placeholder| {
                let value = match gap {
                    Placeholder::NextUpdateBy => promise.map(|promise| promise.at.text.clone()),
                    gap => gap.live_value(&now.status_page),
                };
                value.map(|value| (gap.as_str().to_owned(), value))
            };
            gaps.iter().filter_map(value).collect::<BTreeMap<_, _>>()
        })
    };
    let fields = gaps
        .into_iter()
        .map(|gap| {
            let standing = Signal::derive(move || defaults.read().get(gap.as_str()).cloned());
            let hint = hint(gap);
            view! { <Field label=gap.label() name=format!("values[{}]", gap.as_str()) standing hint/> }
        })
        .collect_view();
    let text = template.is_none().then(|| {
        on_cleanup(move || {
            let typed = form.typed_now("text");
            state.words.try_set_value(typed.unwrap_or_default());
        });
        let hint = "Plain text, as shoppers will read it.";
        let value = state.words.get_value();
        view! { <TextArea label="Message" name="text" limit=MAX_TEXT rows="4" hint value/> }
    });
    let severity = template
        .as_ref()
        .map_or(Severity::Info, |template| template.severity);
    let severities = Severity::ALL
        .map(|severity| Choice::new(severity.as_str(), words::severity(severity)))
        .to_vec();
    let promised = if promises {
        USUAL_PROMISE.to_string()
    } else {
        String::new()
    };
    let Awake(awake) = expect_context();
    view! {
        {text}
        {fields}
        <div class="columns">
            <Select label="How loud" name="severity" choices=severities value=severity.as_str()/>
            <Promise value=promised/>
        </div>
        <Preview template defaults/>
        <Submit label=Signal::derive(move || publish_label(state)) busy="Publishing …">
            <button type="submit" class="quiet" formmethod="get" hidden=awake>"Preview"</button>
            <span class="hint keys" hidden=move || !awake.get()>"Ctrl or ⌘ + Enter"</span>
        </Submit>
    }
    .into_any()
}

fn hint(gap: Placeholder) -> &'static str {
    match gap {
        Placeholder::NextUpdateBy => "Left empty, the time promised below, in each language.",
        Placeholder::RemainingBand => "A figure, for example 50: it stands in every language.",
        gap if gap.is_live() => "Left empty, what the page says then, in each language.",
        _ => "As it stands in every language.",
    }
}

fn publish_label(state: BoardState) -> String {
    let now = state.now.read();
    match (now.status_page.phase, now.streams) {
        (Phase::Draft, _) => "Publish to the draft".to_owned(),
        (_, 0) => "Publish to the page".to_owned(),
        (_, 1) => "Publish to 1 screen".to_owned(),
        (_, screens) => format!("Publish to {screens} screens"),
    }
}

/// The promise to speak again, with the time that it would name.
#[component]
pub fn Promise(
    /// What is promised at first, in minutes.
    #[prop(optional, into)]
    value: String,
) -> impl IntoView {
    let state = BoardState::here();
    let choices = Signal::derive(move || {
        let choice = |promise: &PromiseChoice| {
            let length = match promise.minutes {
                minutes if minutes >= 60 => format!("{} h", minutes / 60),
                minutes => format!("{minutes} min"),
            };
            Choice::new(
                promise.minutes.to_string(),
                format!("in {length}: by {}", promise.at.text),
            )
        };
        let now = state.now.read();
        let promises = now.promises.iter().map(choice);
        [Choice::new("", "No promise")]
            .into_iter()
            .chain(promises)
            .collect::<Vec<_>>()
    });
    view! { <Select label="Next update" name="next_in_min" choices value/> }.into_any()
}
