//! Fields to choose in: a list, and boxes to tick.

use leptos::prelude::*;

use super::FormState;
use super::fields::{FieldError, described, invalid};

/// One of several answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// As it is sent.
    pub value: String,
    /// As it is read.
    pub label: String,
    /// What to know about it.
    pub note: Option<String>,
}

impl Choice {
    /// A choice without a note.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            note: None,
        }
    }
}

/// A list to choose one from.
#[expect(
    clippy::needless_pass_by_value,
    reason = "a component owns its properties"
)]
#[component]
pub fn Select(
    /// What it is called.
    #[prop(into)]
    label: String,
    /// Its name in the form.
    #[prop(into)]
    name: String,
    /// What to choose from.
    choices: Vec<Choice>,
    /// What is chosen until somebody chooses.
    #[prop(optional, into)]
    value: String,
    /// What to know about it.
    #[prop(optional, into)]
    hint: String,
) -> impl IntoView {
    let form = FormState::here();
    form.register(&name);
    let id = form.id(&name);
    let chosen = form.kept(&name).unwrap_or(value);
    let options = choices
        .into_iter()
        .map(|choice| {
            let selected = choice.value == chosen;
            view! { <option value=choice.value selected=selected>{choice.label}</option> }
        })
        .collect_view();
    let hinted = (!hint.is_empty())
        .then(|| view! { <p class="hint" id=format!("{id}-hint")>{hint.clone()}</p> });
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select
                id=id
                name=name.clone()
                aria-invalid=invalid(form, &name)
                aria-describedby=described(form, &name, !hint.is_empty())
            >
                {options}
            </select>
            {hinted}
            <FieldError name/>
        </div>
    }
    .into_any()
}

/// Answers to tick, one (`radio`) or several (`checkbox`).
#[expect(
    clippy::needless_pass_by_value,
    reason = "a component owns its properties"
)]
#[component]
pub fn Choose(
    /// What is asked.
    #[prop(into)]
    legend: String,
    /// Its name in the form; for several answers it ends in `[]`.
    name: &'static str,
    /// `radio` or `checkbox`.
    kind: &'static str,
    /// What to choose from.
    choices: Vec<Choice>,
    /// What is ticked at first.
    #[prop(optional, into)]
    ticked: Vec<String>,
) -> impl IntoView {
    let form = FormState::here();
    form.register(name);
    let group = form.id(name);
    let boxes = choices
        .into_iter()
        .map(|choice| {
            let id = format!("{group}-{}", choice.value);
            let checked = form
                .kept_tick(name, &choice.value)
                .unwrap_or_else(|| ticked.contains(&choice.value));
            let note_id = format!("{id}-note");
            let noted = choice.note.is_some().then(|| note_id.clone());
            let note = choice
                .note
                .map(|note| view! { <span class="hint" id=note_id>{note}</span> });
            view! {
                <div class="choice">
                    <input
                        id=id.clone()
                        type=kind
                        name=name
                        value=choice.value
                        checked=checked
                        aria-describedby=noted
                    />
                    <label for=id>{choice.label}</label>
                    {note}
                </div>
            }
        })
        .collect_view();
    view! {
        <fieldset
            class="field"
            aria-invalid=invalid(form, name)
            aria-describedby=described(form, name, false)
            tabindex="-1"
        >
            <legend>{legend}</legend>
            <div class="choices">{boxes}</div>
            <FieldError name=name.to_owned()/>
        </fieldset>
    }
    .into_any()
}
