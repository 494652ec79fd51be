//! What a form's fields share: what is typed, what was kept, and what is wrong.

use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::js_sys::Array;
use leptos::web_sys::{FormData, HtmlElement, HtmlTextAreaElement};
use serde::{Deserialize, Serialize};

use crate::admin::api::DeskError;

/// Fields and their values, as the browser sends them.
pub type Pairs = Vec<(String, String)>;

/// What a plain form left behind: what was typed and, if it could not be done, why.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The form's name.
    pub form: String,
    /// What was typed.
    pub values: Pairs,
    /// Why it could not be done; none for a preview.
    pub error: Option<DeskError>,
}

impl Kept {
    /// The value of a field.
    pub fn value(&self, name: &str) -> Option<String> {
        Self::find(&self.values, name)
    }

    /// The value of a field among others.
    pub fn find(pairs: &Pairs, name: &str) -> Option<String> {
        let found = pairs.iter().find(|(field, _)| field == name);
        found.map(|(_, value)| value.clone())
    }

    /// Whether it was left by this form.
    pub fn is_for(&self, form: &str, subject: Option<&(&'static str, String)>) -> bool {
        let same =
            |(name, value): &(&'static str, String)| self.value(name).as_ref() == Some(value);
        self.form == form && subject.is_none_or(same)
    }
}

/// What the fields of one form share.
#[derive(Clone, Copy)]
pub struct FormState {
    prefix: StoredValue<String>,
    kept: RwSignal<Option<Kept>>,
    typed: RwSignal<Pairs>,
    known: StoredValue<Vec<String>>,
    node: NodeRef<html::Form>,
    /// Why the last attempt failed.
    pub error: Signal<Option<DeskError>>,
    /// Whether an attempt is under way.
    pub pending: Signal<bool>,
}

impl FormState {
    /// The state of a form that starts with what was kept.
    pub fn new(
        name: &str,
        subject: Option<String>,
        kept: Option<Kept>,
        error: Signal<Option<DeskError>>,
        pending: Signal<bool>,
        node: NodeRef<html::Form>,
    ) -> Self {
        let prefix = match subject {
            Some(subject) => format!("{name}-{subject}"),
            None => name.to_owned(),
        };
        let typed = kept.as_ref().map(|kept| kept.values.clone());
        Self {
            prefix: StoredValue::new(prefix),
            kept: RwSignal::new(kept),
            typed: RwSignal::new(typed.unwrap_or_default()),
            known: StoredValue::new(Vec::new()),
            node,
            error,
            pending,
        }
    }

    /// The state of the form around a field.
    pub fn here() -> Self {
        use_context().unwrap_or_else(|| {
            Self::new(
                "form",
                None,
                None,
                Signal::stored(None),
                Signal::stored(false),
                NodeRef::new(),
            )
        })
    }

    /// The id of a field.
    pub fn id(&self, name: &str) -> String {
        let path = path(name).replace('.', "-");
        self.prefix.with_value(|prefix| format!("{prefix}-{path}"))
    }

    /// What a field held when its form was sent in vain.
    pub fn kept(&self, name: &str) -> Option<String> {
        self.kept
            .with(|kept| kept.as_ref().and_then(|kept| kept.value(name)))
    }

    /// The same, for a field that only starts with it.
    pub fn kept_now(&self, name: &str) -> Option<String> {
        untrack(|| self.kept(name))
    }

    /// Whether a box was ticked when its form was sent in vain; none if nothing was kept.
    pub fn kept_tick(&self, name: &str, value: &str) -> Option<bool> {
        self.kept.with(|kept| {
            let kept = kept.as_ref()?;
            Some(kept.values.iter().any(|(n, v)| n == name && v == value))
        })
    }

    /// What a field holds now, if that is known yet.
    pub fn typed(&self, name: &str) -> Option<String> {
        self.typed.with(|pairs| Kept::find(pairs, name))
    }

    /// What a field holds, for somebody who asks once; none when the form is gone.
    pub fn typed_now(&self, name: &str) -> Option<String> {
        self.typed
            .try_with_untracked(|pairs| Kept::find(pairs, name))?
    }

    /// Notes that a field shows its own errors.
    pub fn register(&self, name: &str) {
        self.known.update_value(|known| known.push(path(name)));
    }

    /// What is wrong with a field.
    pub fn wrong(&self, name: &str) -> Option<String> {
        let path = path(name);
        self.error.with(|error| {
            let wrong = error.as_ref()?.fields.iter();
            let wrong: Vec<_> = wrong
                .filter(|error| error.field == path)
                .map(|error| error.message.clone())
                .collect();
            (!wrong.is_empty()).then(|| wrong.join("; "))
        })
    }

    /// What is wrong with the whole, or with fields that are not shown.
    pub fn wrong_elsewhere(&self) -> Option<String> {
        self.error.with(|error| {
            let error = error.as_ref()?;
            let known = self.known.get_value();
            let others = error.fields.iter().filter(|e| !known.contains(&e.field));
            let others: Vec<_> = others.map(|error| error.message.as_str()).collect();
            Some(if others.is_empty() {
                error.message.clone()
            } else {
                format!("{} {}", error.message, others.join("; "))
            })
        })
    }

    /// Reads the fields anew.
    pub fn refresh(&self) {
        let Some(form) = self.node.get_untracked() else {
            return;
        };
        let Ok(data) = FormData::new_with_form(&form) else {
            return;
        };
        let pair = |entry| {
            let entry = Array::from(&entry);
            Some((entry.get(0).as_string()?, entry.get(1).as_string()?))
        };
        let pairs: Pairs = Array::from(&data).iter().filter_map(pair).collect();
        if self.typed.with_untracked(|typed| *typed != pairs) {
            self.typed.set(pairs);
        }
    }

    /// Empties the fields after they were sent.
    pub fn clear(self) {
        // First the fields forget what was kept, then they go back to what they hold by themselves.
        self.kept.set(None);
        let _ = request_animation_frame(move || {
            let Some(form) = self.node.get_untracked() else {
                return;
            };
            // What a textarea was rendered with is what it would go back to.
            let areas = form.get_elements_by_tag_name("textarea");
            for area in (0..areas.length()).filter_map(|index| areas.item(index)) {
                if let Ok(area) = area.dyn_into::<HtmlTextAreaElement>() {
                    let _ = area.set_default_value("");
                }
            }
            form.reset();
            self.refresh();
        });
    }

    /// Leads to what is wrong.
    pub fn focus_first_wrong(self) {
        let _ = request_animation_frame(move || {
            let Some(form) = self.node.get_untracked() else {
                return;
            };
            let wrong = form.query_selector("[aria-invalid=true], .error[tabindex]");
            let wrong = wrong.ok().flatten();
            let wrong = wrong.and_then(|wrong| wrong.dyn_into::<HtmlElement>().ok());
            if let Some(wrong) = wrong {
                let _ = wrong.focus();
            }
        });
    }
}

/// `values[item]` as errors name it: `values.item`.
fn path(name: &str) -> String {
    name.replace("[]", "").replace('[', ".").replace(']', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fields_name_and_the_path_of_its_error_are_the_same_thing() {
        assert_eq!(path("values[wait_range]"), "values.wait_range");
        assert_eq!(path("components[]"), "components");
        assert_eq!(path("text"), "text");
    }

    #[test]
    fn what_was_kept_belongs_to_one_form_about_one_thing() {
        let kept = Kept {
            form: "update_issue".into(),
            values: vec![("incident".into(), "a".into())],
            error: None,
        };
        assert!(kept.is_for("update_issue", Some(&("incident", "a".into()))));
        assert!(!kept.is_for("update_issue", Some(&("incident", "b".into()))));
        assert!(!kept.is_for("open_issue", None));
    }
}
