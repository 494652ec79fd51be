//! Labels, fields to type in, and what is wrong with them.

use leptos::prelude::*;

use super::FormState;
use super::state::path;

/// What is wrong with a field, beside it. Without WASM it comes with the page, with it `admin::wake` writes it here.
#[expect(
    clippy::needless_pass_by_value,
    reason = "a component owns its properties"
)]
#[component]
pub fn FieldError(
    /// The field's name.
    name: String,
) -> impl IntoView {
    let form = FormState::here();
    let wrong = form.wrong(&name);
    let id = format!("{}-error", form.id(&name));
    let right = wrong.is_none();
    view! { <p class="error" id=id data-wrong=path(&name) hidden=right>{wrong}</p> }.into_any()
}

/// The ids by which a field points at its hint and at what is wrong with it.
pub(super) fn described(form: FormState, name: &str, hint: bool) -> String {
    let id = form.id(name);
    if hint {
        format!("{id}-error {id}-hint")
    } else {
        format!("{id}-error")
    }
}

/// `true` for a field that is wrong, as `aria-invalid` wants it.
pub(super) fn invalid(form: FormState, name: &str) -> Option<&'static str> {
    form.wrong(name).map(|_| "true")
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
    value: String,
    /// What counts while it is left empty, shown in it.
    #[prop(optional, into)]
    standing: String,
    /// What to know about it.
    #[prop(optional, into)]
    hint: String,
    /// The browser's kind of field.
    #[prop(default = "text")]
    kind: &'static str,
    /// The keyboard that a phone shows.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    /// What the browser may fill in.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// The id of a list of suggestions.
    #[prop(optional)]
    list: Option<&'static str>,
    /// Whether emptying it is an answer, rather than a wish for the value it began with.
    #[prop(optional)]
    clearable: bool,
    /// The language of its text and its direction, where it is not the desk's.
    #[prop(optional_no_strip)]
    lang: Option<(&'static str, &'static str)>,
    /// What the browser knows better than the server, once it is awake: `zone`, or `slug-of:` and another field's name.
    #[prop(optional_no_strip)]
    suggest: Option<&'static str>,
) -> impl IntoView {
    let form = FormState::here();
    form.register(&name);
    let id = form.id(&name);
    let kept = form
        .kept(&name)
        .filter(|kept| clearable || !kept.is_empty());
    let secret = kind == "password";
    let kept = kept.filter(|_| !secret);
    let suggest = suggest.filter(|_| kept.is_none());
    let standing = Some(standing).filter(|standing| !standing.is_empty());
    let (lang, dir) = lang.unzip();
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <input
                id=id.clone()
                name=name.clone()
                type=kind
                value=kept.unwrap_or(value)
                placeholder=standing
                lang=lang
                dir=dir
                inputmode=inputmode
                list=list
                autocomplete=autocomplete
                data-suggest=suggest
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
    #[prop(optional, into)]
    value: String,
    /// What stands in it while it is empty.
    #[prop(optional, into)]
    standing: String,
    /// The language of its text and its direction, where it is not the desk's.
    #[prop(optional_no_strip)]
    lang: Option<(&'static str, &'static str)>,
) -> impl IntoView {
    let form = FormState::here();
    form.register(&name);
    let id = form.id(&name);
    let text = form.kept(&name).unwrap_or(value);
    let length = text.trim().chars().count();
    let (lang, dir) = lang.unzip();
    let standing = Some(standing).filter(|standing| !standing.is_empty());
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <textarea
                id=id.clone()
                name=name.clone()
                rows=rows
                lang=lang
                dir=dir
                placeholder=standing
                data-limit=limit
                aria-invalid=invalid(form, &name)
                aria-describedby=described(form, &name, !hint.is_empty())
            >
                // The parser drops a first line that is empty.
                {format!("\n{text}")}
            </textarea>
            <p class="count" data-over=(length > limit).then_some("")>
                <span class="length">{length}</span>{format!(" of {limit} characters")}
            </p>
            <Hint id hint/>
            <FieldError name/>
        </div>
    }
    .into_any()
}

/// What is wrong with a form as a whole. It stands after the fields, which know their own errors.
#[component]
pub fn Whole() -> impl IntoView {
    let form = FormState::here();
    // Asked when it is written, after every field of the form was made.
    let wrong = move || form.wrong_elsewhere();
    view! {
        <p class="error whole" role="alert" tabindex="-1" hidden=move || wrong().is_none()>
            {wrong}
        </p>
    }
    .into_any()
}

/// The one button that does it, with what is wrong with the whole above it.
#[component]
pub fn Submit(
    /// What it does.
    #[prop(into)]
    label: String,
    /// What it says while it is being done.
    #[prop(default = "Sending …")]
    busy: &'static str,
    /// Whether it is the screen's first action.
    #[prop(default = true)]
    primary: bool,
    /// The choice whose words it takes over once somebody chooses.
    #[prop(optional)]
    follows: Option<&'static str>,
    /// The part of the board that keeps its words true.
    #[prop(optional)]
    live: Option<&'static str>,
    /// The heading that tells it from others of the same words.
    #[prop(optional, into)]
    about: Option<String>,
    /// By what it is found again when the part of the page that it stands in comes anew.
    #[prop(optional, into)]
    id: Option<String>,
    /// What stands beside it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let class = if primary { "primary" } else { "primary lesser" };
    view! {
        <Whole/>
        <div class="submit">
            <button type="submit" class=class id=id aria-describedby=about>
                <span class="label" data-follows=follows data-live=live>{label}</span>
                <span class="busy" hidden>{busy}</span>
            </button>
            {children.map(|children| children())}
        </div>
    }
    .into_any()
}
