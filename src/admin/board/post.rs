//! Posting a message: pick a template, fill its gaps, see it, publish it.

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::now::publish_label;
use super::{Promise, here};
use crate::admin::LeftBehind;
use crate::admin::form::{Choice, DeskForm, Field, FormState, Select, Submit, TextArea};
use crate::admin::words::{self, DESK_LOCALE};
use crate::domain::id::MessageId;
use crate::domain::message::{MAX_TEXT, Severity};
use crate::domain::prose::Prose;
use crate::domain::status_page::{MessageView, Moment, Standing};
use crate::domain::template::{Placeholder, Template, TemplateText};
use crate::page::MessageCard;

/// What a template that promises an update promises by itself, in minutes.
const USUAL_PROMISE: u32 = 15;
/// What stands where a gap is not filled yet.
const GAP: &str = "…";

/// The panel for a new message.
#[expect(
    clippy::needless_pass_by_value,
    reason = "a component owns its properties"
)]
#[component]
pub fn Post(
    /// The templates that are offered.
    templates: Vec<Template>,
    /// The form's key.
    key: String,
) -> impl IntoView {
    let now = here();
    let address = now.address();
    let left = LeftBehind::by("post_message").and_then(|kept| kept.value("template"));
    let asked = use_query_map().read_untracked().get("template").or(left);
    let template = templates
        .iter()
        .find(|template| asked.as_deref() == Some(template.key.as_str()))
        .cloned();
    let chosen = template.as_ref().map(|template| template.key.as_str());
    let chip = |key: Option<&str>, name: &str| {
        let href = match key {
            Some(key) => format!("{address}?template={key}#post"),
            None => format!("{address}#post"),
        };
        let here = (chosen == key).then_some("true");
        view! { <li><a class="chip" href=href aria-current=here>{name.to_owned()}</a></li> }
    };
    let chips: Vec<_> = [chip(None, "Own words")]
        .into_iter()
        .chain(
            templates
                .iter()
                .map(|t| chip(Some(t.key.as_str()), &t.name)),
        )
        .collect();
    let hidden = vec![
        ("slug", now.status_page.slug.to_string()),
        ("template", chosen.unwrap_or_default().to_owned()),
    ];
    view! {
        <section class="panel first" id="post" aria-labelledby="post-heading">
            <h2 id="post-heading">"Post a message"</h2>
            <nav aria-label="Templates"><ul class="chips">{chips}</ul></nav>
            <DeskForm name="post_message" page=address.clone() key stays=true hidden>
                <Fields template/>
            </DeskForm>
        </section>
    }
    .into_any()
}

#[component]
fn Fields(template: Option<Template>) -> impl IntoView {
    let now = here();
    let gaps = template
        .as_ref()
        .map(|t| t.placeholders().unwrap_or_default())
        .unwrap_or_default();
    let promises = gaps.contains(&Placeholder::NextUpdateBy);
    let promised = now.promises.iter().find(|p| p.minutes == USUAL_PROMISE);
    let standing: BTreeMap<_, _> = gaps
        .iter()
        .filter_map(|gap| {
            let value = match gap {
                Placeholder::NextUpdateBy => promised.map(|promise| promise.at.text.clone()),
                gap => gap.live_value(&now.status_page),
            };
            Some((gap.as_str().to_owned(), value?))
        })
        .collect();
    let fields: Vec<_> = gaps
        .into_iter()
        .map(|gap| {
            let standing = standing.get(gap.as_str()).cloned().unwrap_or_default();
            let hint = hint(gap);
            view! { <Field label=gap.label() name=format!("values[{}]", gap.as_str()) standing hint/> }
        })
        .collect();
    let text = template.is_none().then(|| {
        let hint = "Plain text, as shoppers will read it.";
        view! { <TextArea label="Message" name="text" limit=MAX_TEXT rows="4" hint/> }
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
    view! {
        {text}
        {fields}
        <div class="columns">
            <Select label="How loud" name="severity" choices=severities value=severity.as_str()/>
            <Promise value=promised/>
        </div>
        <Preview template severity standing/>
        <Submit label=publish_label(&now) busy="Publishing …" live="publish">
            <button type="submit" class="quiet" formmethod="get">"Preview"</button>
            <span class="hint keys awake">"Ctrl or ⌘ + Enter"</span>
        </Submit>
    }
    .into_any()
}

/// The message as it would stand on the page, from what was typed so far.
#[component]
fn Preview(
    template: Option<Template>,
    severity: Severity,
    standing: BTreeMap<String, String>,
) -> impl IntoView {
    let now = here();
    let form = FormState::here();
    let text = match template {
        Some(template) => filled(&template, form, &standing),
        None => form.kept("text").unwrap_or_default(),
    };
    let page = &now.status_page;
    let typed = form.kept("severity");
    let severity = typed
        .and_then(|name| Severity::parse(&name).ok())
        .unwrap_or(severity);
    let minutes: Option<u32> = form.kept("next_in_min").and_then(|m| m.parse().ok());
    let promise = minutes.and_then(|m| now.promises.iter().find(|p| p.minutes == m));
    let shown = if text.trim().is_empty() {
        view! { <p class="nothing">"Nothing yet: write the message."</p> }.into_any()
    } else {
        let message = MessageView {
            id: MessageId::new("preview"),
            severity,
            label: page.labels.severity(severity).to_owned(),
            text: Prose::parse(text.trim()),
            lang: page.locale,
            published: Moment {
                at: now.now.at,
                text: "now".to_owned(),
            },
            next_update: promise.map(|promise| promise.at.clone()),
            pending: promise.is_some(),
            overdue: false,
            edited: None,
            retracted: None,
            standing: Standing::Listed,
            expires_at: None,
            automatic: false,
        };
        view! { <MessageCard message labels=page.labels.clone() locale=page.locale/> }.into_any()
    };
    view! {
        <section class="preview" aria-label="Preview">
            <p class="caption">"What shoppers will read"</p>
            {shown}
        </section>
    }
    .into_any()
}

/// The template with what is typed, what is known, and a mark where a gap is still open.
fn filled(template: &Template, form: FormState, standing: &BTreeMap<String, String>) -> String {
    let (_, text) = template.text.resolve(DESK_LOCALE, DESK_LOCALE);
    let filled = TemplateText::parse(text).and_then(|text| {
        let typed = text.placeholders().into_iter().filter_map(|gap| {
            let name = gap.as_str();
            let value = form.kept(&format!("values[{name}]"))?;
            Some((name.to_owned(), value))
        });
        text.fill(&typed.collect(), |gap| {
            let known = standing.get(gap.as_str()).cloned();
            Some(known.unwrap_or_else(|| GAP.to_owned()))
        })
    });
    filled.unwrap_or_else(|error| error.to_string())
}

fn hint(gap: Placeholder) -> &'static str {
    match gap {
        Placeholder::NextUpdateBy => "Left empty, the time promised below, in each language.",
        Placeholder::RemainingBand => "A figure, for example 50: it stands in every language.",
        gap if gap.is_live() => "Left empty, what the page says then, in each language.",
        _ => "As it stands in every language.",
    }
}
