//! A text in every language of an event, side by side; where there is little room, one language at a time.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::FormState;
use super::fields::{Field, TextArea};
use crate::domain::locale::Locale;

/// The languages as rows of one question, its own first.
#[expect(
    clippy::needless_pass_by_value,
    reason = "a component owns its properties"
)]
#[component]
pub fn Tongues<F, R>(
    /// What is asked.
    #[prop(into)]
    legend: String,
    /// What to know about it.
    #[prop(into)]
    hint: String,
    /// The languages.
    languages: Vec<Locale>,
    /// What stands beside the name of a language, where one is shown at a time.
    flag: F,
    /// What stands in a language's row.
    row: R,
) -> impl IntoView
where
    F: Fn(Locale) -> AnyView + 'static,
    R: Fn(Locale) -> AnyView + 'static,
{
    let form = FormState::here();
    let own = languages.first().copied();
    let shown = form.kept("tongue");
    let shown = shown.or_else(|| own.map(|own| own.tag().to_owned()));
    let tabs: Vec<_> = languages
        .iter()
        .map(|locale| {
            let tag = locale.tag();
            let id = form.id(&format!("tongue-{tag}"));
            let checked = shown.as_deref() == Some(tag);
            view! {
                <div>
                    <input type="radio" name="tongue" id=id.clone() value=tag checked=checked/>
                    <label for=id><span lang=tag>{locale.own_name()}</span>{flag(*locale)}</label>
                </div>
            }
        })
        .collect();
    let rows: Vec<_> = languages
        .iter()
        .map(|locale| {
            let leads = (Some(*locale) == own).then_some("");
            view! { <div class="tongue" data-tongue=locale.tag() data-leads=leads>{row(*locale)}</div> }
        })
        .collect();
    let several = languages.len() > 1;
    let hint_id = form.id("tongues-hint");
    let (described, hinted) = if hint.is_empty() {
        (None, None)
    } else {
        let hinted = view! { <p class="hint" id=hint_id.clone()>{hint}</p> };
        (Some(hint_id), Some(hinted))
    };
    view! {
        <fieldset class="tongues" aria-describedby=described>
            <legend>{legend}</legend>
            {hinted}
            {several.then(|| view! { <div class="tabs" role="group" aria-label="Language">{tabs}</div> })}
            {rows}
        </fieldset>
    }
    .into_any()
}

/// Something that is asked for in every language.
#[derive(Debug, Clone)]
pub struct Worded {
    /// What it is called.
    pub label: &'static str,
    /// Its name in the form, before the tag of a language in brackets.
    pub name: &'static str,
    /// How many characters fit, where there may be several lines.
    pub lines: Option<usize>,
    /// What to know about it.
    pub hint: &'static str,
    /// What it holds at first, by the tag of its language.
    pub values: BTreeMap<String, String>,
}

impl Worded {
    /// One line.
    pub fn line(label: &'static str, name: &'static str) -> Self {
        Self {
            label,
            name,
            lines: None,
            hint: "",
            values: BTreeMap::new(),
        }
    }

    /// Several lines, of at most so many characters.
    pub fn lines(label: &'static str, name: &'static str, limit: usize) -> Self {
        Self {
            lines: Some(limit),
            ..Self::line(label, name)
        }
    }

    /// The field for one language among several.
    fn among(&self, locale: Locale, label: &'static str, hint: &'static str) -> AnyView {
        let lang = Some((locale.tag(), locale.direction()));
        // By what stands in an empty field the style sheet sees that it is empty.
        self.field(locale, label, hint, " ", lang)
    }

    /// The field for the only language.
    fn alone(&self, locale: Locale) -> AnyView {
        let lang = Some((locale.tag(), locale.direction()));
        self.field(locale, self.label, self.hint, "", lang)
    }

    fn field(
        &self,
        locale: Locale,
        label: &'static str,
        hint: &'static str,
        standing: &'static str,
        lang: Option<(&'static str, &'static str)>,
    ) -> AnyView {
        let tag = locale.tag();
        let name = format!("{}[{tag}]", self.name);
        let value = self.values.get(tag).cloned().unwrap_or_default();
        match self.lines {
            None => {
                view! { <Field label name value standing hint lang clearable=true/> }.into_any()
            }
            Some(limit) => {
                view! { <TextArea label name limit rows="2" value standing hint lang/> }.into_any()
            }
        }
    }
}

/// What is asked for in every language, with those flagged that are missing. With one language, nothing but the fields.
#[component]
pub fn Texts(
    /// What is asked.
    #[prop(into)]
    legend: String,
    /// The languages, the event's own first.
    languages: Vec<Locale>,
    /// What is asked for in each.
    asked: Vec<Worded>,
) -> impl IntoView {
    let Some(own) = languages.first().copied() else {
        return ().into_any();
    };
    if languages.len() == 1 {
        return asked
            .iter()
            .map(|asked| asked.alone(own))
            .collect_view()
            .into_any();
    }
    let hint = match asked.as_slice() {
        [only] => only.hint,
        _ => "",
    };
    let (form, several) = (FormState::here(), asked.len() > 1);
    let flag = move |locale: Locale| {
        (locale != own)
            .then(|| view! { <span class="flag" data-lacks=locale.tag()>"missing"</span> })
            .into_any()
    };
    let row = move |locale: Locale| {
        let (name, tag) = (locale.own_name(), locale.tag());
        let note = (locale != own).then(|| {
            let missing = if several {
                "Not whole: for what is missing"
            } else {
                "Missing:"
            };
            let note = format!("{missing} its readers get {}.", own.own_name());
            view! { <p class="flag" data-lacks=tag>{note}</p> }
        });
        if let [only] = asked.as_slice() {
            return view! { {only.among(locale, name, "")}{note} }.into_any();
        }
        let heading = form.id(&format!("tongue-{tag}-name"));
        let named = heading.clone();
        let fields = asked.iter().map(|asked| {
            let hint = if locale == own { asked.hint } else { "" };
            asked.among(locale, asked.label, hint)
        });
        view! {
            <div class="named" role="group" aria-labelledby=named>
                <p class="name" id=heading lang=tag>{name}</p>
                {fields.collect_view()}
                {note}
            </div>
        }
        .into_any()
    };
    view! { <Tongues legend hint languages flag row/> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_style_sheet_flags_every_language() {
        let css = include_str!("../../../style/admin.css");
        for locale in Locale::ALL {
            let flag = format!("label [data-lacks=\"{}\"]", locale.tag());
            assert!(css.contains(&flag), "{flag}");
        }
    }
}
