//! Labels, fields to type in, and what is wrong with them.

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

/// The ids by which a field points at its hint and its error.
pub(super) fn described(
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

/// `true` for a field that is wrong, as `aria-invalid` wants it.
pub(super) fn invalid(
    form: FormState,
    name: &str,
) -> impl Fn() -> Option<&'static str> + Clone + use<> {
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
    /// What counts while it is left empty, shown in it.
    #[prop(optional, into)]
    standing: MaybeProp<String>,
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
    /// Whether emptying it is an answer, rather than a wish for the value it began with.
    #[prop(optional)]
    clearable: bool,
) -> impl IntoView {
    let form = FormState::here();
    form.register(&name);
    let id = form.id(&name);
    let kept = name.clone();
    let value = move || {
        let kept = form
            .kept(&kept)
            .filter(|kept| clearable || !kept.is_empty());
        kept.or_else(|| value.get())
    };
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <input
                id=id.clone()
                name=name.clone()
                type=kind
                value=value
                placeholder=move || standing.get()
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
    let text = form.kept_now(&name).unwrap_or(value);
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
                {text}
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
