//! Labels, fields, and what is wrong with them.

use leptos::prelude::*;

use super::FormState;

/// What is wrong with a field, beside it.
#[component]
pub fn FieldError(
    /// The field's name.
    name: String,
) -> impl IntoView {
    let form = FormState::here();
    let id = format!("{}-error", form.id(&name));
    let wrong = Signal::derive(move || form.wrong(&name));
    view! { <p class="error" id=id hidden=move || wrong.read().is_none()>{wrong}</p> }.into_any()
}

/// The attributes by which a field points at its hint and its error.
fn described(
    form: FormState,
    name: &str,
    hint: bool,
) -> impl Fn() -> Option<String> + Clone + use<> {
    let (name, id) = (name.to_owned(), form.id(name));
    move || {
        let wrong = form.wrong(&name).map(|_| format!("{id}-error"));
        let hint = hint.then(|| format!("{id}-hint"));
        let ids: Vec<_> = wrong.into_iter().chain(hint).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}

fn invalid(form: FormState, name: &str) -> impl Fn() -> Option<&'static str> + Clone + use<> {
    let name = name.to_owned();
    move || form.wrong(&name).map(|_| "true")
}

#[component]
fn Hint(id: String, hint: String) -> impl IntoView {
    (!hint.is_empty()).then(|| view! { <p class="hint" id=format!("{id}-hint")>{hint}</p> })
}

/// One line.
#[component]
pub fn Field(
    /// What it is called.
    #[prop(into)]
    label: String,
    /// Its name in the form.
    #[prop(into)]
    name: String,
    /// What it holds until somebody types.
    #[prop(optional, into)]
    value: MaybeProp<String>,
    /// What to know about it.
    #[prop(optional, into)]
    hint: String,
    /// The browser's kind of field.
    #[prop(default = "text")]
    kind: &'static str,
    /// The keyboard that a phone shows.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    /// The id of a list of suggestions.
    #[prop(optional)]
    list: Option<&'static str>,
) -> impl IntoView {
    let form = FormState::here();
    form.register(&name);
    let id = form.id(&name);
    let kept = form.kept(&name);
    let value = move || kept.clone().or_else(|| value.get());
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <input
                id=id.clone()
                name=name.clone()
                type=kind
                value=value
                inputmode=inputmode
                list=list
                autocomplete="off"
                aria-invalid=invalid(form, &name)
                aria-describedby=described(form, &name, !hint.is_empty())
            />
            <Hint id hint/>
            <FieldError name/>
        </div>
    }
    .into_any()
}

/// Several lines, counted.
#[component]
pub fn TextArea(
    /// What it is called.
    #[prop(into)]
    label: String,
    /// Its name in the form.
    #[prop(into)]
    name: String,
    /// How many characters fit.
    limit: usize,
    /// How many lines to show.
    #[prop(default = "3")]
    rows: &'static str,
    /// What to know about it.
    #[prop(optional, into)]
    hint: String,
    /// What it holds at first.
    #[prop(optional)]
    value: String,
) -> impl IntoView {
    let form = FormState::here();
    form.register(&name);
    let id = form.id(&name);
    let kept = form.kept(&name).unwrap_or(value);
    let counted = name.clone();
    let length = Signal::derive(move || {
        let typed = form.typed(&counted).unwrap_or_default();
        typed.trim().chars().count()
    });
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <textarea
                id=id.clone()
                name=name.clone()
                rows=rows
                aria-invalid=invalid(form, &name)
                aria-describedby=described(form, &name, !hint.is_empty())
            >
                {kept}
            </textarea>
            <p class="count" data-over=move || (length.get() > limit).then_some("")>
                {move || format!("{} of {limit} characters", length.get())}
            </p>
            <Hint id hint/>
            <FieldError name/>
        </div>
    }
    .into_any()
}

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

/// A list to choose one from. Its choices may change their words while it is open, not their number.
#[component]
pub fn Select(
    /// What it is called.
    #[prop(into)]
    label: String,
    /// Its name in the form.
    #[prop(into)]
    name: String,
    /// What to choose from.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// What is chosen until somebody chooses.
    #[prop(optional, into)]
    value: Signal<String>,
) -> impl IntoView {
    let form = FormState::here();
    form.register(&name);
    let id = form.id(&name);
    let kept = form.kept(&name);
    let chosen = Signal::derive(move || kept.clone().unwrap_or_else(|| value.get()));
    let count = choices.with_untracked(Vec::len);
    let options = (0..count)
        .map(|index| {
            let choice = choices.with_untracked(|choices| choices.get(index).cloned());
            let value = choice.map(|choice| choice.value).unwrap_or_default();
            let words = move || {
                choices.with(|choices| choices.get(index).map(|choice| choice.label.clone()))
            };
            let here = value.clone();
            let selected = move || *chosen.read() == here;
            view! { <option value=value selected=selected>{words}</option> }
        })
        .collect_view();
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select
                id=id
                name=name.clone()
                aria-invalid=invalid(form, &name)
                aria-describedby=described(form, &name, false)
            >
                {options}
            </select>
            <FieldError name/>
        </div>
    }
    .into_any()
}

/// Answers to tick, one (`radio`) or several (`checkbox`).
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
    #[prop(default = "")]
    value: &'static str,
) -> impl IntoView {
    let form = FormState::here();
    form.register(name);
    let group = form.id(name);
    let boxes = choices
        .into_iter()
        .map(|choice| {
            let id = format!("{group}-{}", choice.value);
            let ticked = form
                .kept_tick(name, &choice.value)
                .unwrap_or(choice.value == value);
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
                        checked=ticked
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

/// The one button that does it, with what is wrong with the whole above it.
#[component]
pub fn Submit(
    /// What it does.
    #[prop(into)]
    label: Signal<String>,
    /// What it says while it is being done.
    #[prop(default = "Sending …")]
    busy: &'static str,
    /// Whether it is the screen's first action.
    #[prop(default = true)]
    primary: bool,
    /// What stands beside it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let form = FormState::here();
    let class = if primary { "primary" } else { "primary lesser" };
    let words = move || {
        if form.pending.get() {
            busy.to_owned()
        } else {
            label.get()
        }
    };
    view! {
        <p class="error whole" role="alert" tabindex="-1" hidden=move || form.wrong_elsewhere().is_none()>
            {move || form.wrong_elsewhere()}
        </p>
        <div class="submit">
            <button type="submit" class=class aria-disabled=move || form.pending.get().then_some("true")>
                {words}
            </button>
            {children.map(|children| children())}
        </div>
    }
    .into_any()
}
