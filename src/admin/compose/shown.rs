//! What would be published: the message in each language, the widget, and what the button does. Rendered by the same
//! components when the page is loaded and while somebody types.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::waiting::Beside;
use crate::admin::api::compose::{DraftEntry, Shown, Tongue, WidgetShown};
use crate::domain::locale::Locale;
use crate::page::MessageCard;

/// The parts of a composer that follow what is typed, by their names in `data-live`.
pub fn render_shown(shown: &Shown) -> BTreeMap<String, String> {
    Owner::new().with(|| {
        let mut parts = BTreeMap::from([
            ("effect".to_owned(), html(|| shown.effect.clone())),
            (
                "todo".to_owned(),
                html(|| view! { <Todo todo=shown.todo.clone()/> }),
            ),
        ]);
        for tongue in &shown.tongues {
            let tag = tongue.locale.tag();
            parts.insert(format!("flag-{tag}"), html(|| flag(tongue)));
            parts.insert(format!("note-{tag}"), html(|| note(tongue)));
            let card = html(|| view! { <Card tongue=tongue.clone()/> });
            parts.insert(format!("shown-{tag}"), card);
            let widget = html(|| view! { <Widget tongue=tongue.clone()/> });
            parts.insert(format!("widget-{tag}"), widget);
        }
        parts
    })
}

/// What somebody else made of a draft, beside the form that goes on.
pub fn render_beside(beside: Option<&DraftEntry>) -> BTreeMap<String, String> {
    Owner::new().with(|| {
        let beside = beside.cloned();
        let html = html(|| view! { <Beside beside board=String::new()/> });
        BTreeMap::from([("beside".to_owned(), html)])
    })
}

fn html<V: IntoView>(view: impl FnOnce() -> V) -> String {
    view().into_view().to_html()
}

/// Whether a message that is written at all lacks a language.
fn lacks(tongue: &Tongue) -> bool {
    tongue.missing && tongue.message.is_some()
}

/// What to say about a language that the message is not written in, in a word.
pub fn flag(tongue: &Tongue) -> Option<&'static str> {
    lacks(tongue).then_some("missing")
}

/// The same in a sentence.
pub fn note(tongue: &Tongue) -> Option<String> {
    let instead = tongue.message.as_ref().map(|message| message.lang);
    let instead = instead.filter(|_| lacks(tongue))?;
    Some(format!("Missing: its readers get {}.", instead.own_name()))
}

/// The message as one language's readers get it.
#[component]
pub fn Card(
    /// The language and the message.
    tongue: Tongue,
) -> impl IntoView {
    let Tongue {
        locale,
        message,
        labels,
        ..
    } = tongue;
    match message {
        Some(message) => view! { <MessageCard message labels locale/> }.into_any(),
        None => view! { <p class="nothing" lang="en" dir="ltr">"Nothing yet."</p> }.into_any(),
    }
}

/// What the widget says on a shop's page to one language's readers.
#[component]
pub fn Widget(
    /// The language and the widget's words; nothing while there is nothing to read.
    tongue: Tongue,
) -> impl IntoView {
    let (lang, dir) = (tongue.locale.tag(), tongue.locale.direction());
    tongue.widget.map(|widget| {
        let WidgetShown {
            title,
            wait,
            message,
        } = widget;
        view! {
            <figure class="widget">
                <figcaption class="caption">"In the widget on a product page"</figcaption>
                <div lang=lang dir=dir>
                    <strong>{title}</strong>
                    {wait.map(|wait| view! { " · "<span>{wait}</span> })}
                    {message.map(|message| view! { <p>{message}</p> })}
                </div>
            </figure>
        }
    })
}

/// What is still to be done before it can be published.
#[component]
pub fn Todo(
    /// Each in a few words.
    todo: Vec<String>,
) -> impl IntoView {
    (!todo.is_empty()).then(|| {
        let items: Vec<_> = todo
            .into_iter()
            .map(|item| view! { <li>{item}</li> })
            .collect();
        view! { <p class="hint">"Before it can go out:"</p><ul class="todo">{items}</ul> }
    })
}

/// The way to the whole page as it would be, in each language and in a tab of its own. It stands after the button that
/// publishes, because the first button of a form is the one that the Enter key presses.
#[expect(
    clippy::needless_pass_by_value,
    reason = "a component owns its properties"
)]
#[component]
pub fn WholePages(
    /// The languages, the event's own first.
    languages: Vec<Locale>,
    /// Where the page is drawn.
    at: String,
) -> impl IntoView {
    let several = languages.len() > 1;
    let button = |locale: Locale| {
        let tag = locale.tag();
        let words = if several {
            view! { <span lang=tag dir=locale.direction()>{locale.own_name()}</span> }.into_any()
        } else {
            "See the whole page".into_any()
        };
        view! {
            <button
                type="submit"
                class="quiet"
                formmethod="post"
                formtarget="_blank"
                formaction=at.clone()
                name="lang"
                value=tag
            >
                {words}
            </button>
        }
    };
    let buttons: Vec<_> = languages.into_iter().map(button).collect();
    if !several {
        return buttons.into_any();
    }
    view! {
        <details class="pages">
            <summary>"See the whole page"</summary>
            <div class="acts" role="group" aria-label="The whole page, in a new tab">{buttons}</div>
        </details>
    }
    .into_any()
}
