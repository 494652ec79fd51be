//! What a form's fields share: what was kept from the last attempt, and what is wrong.

use leptos::prelude::*;
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
#[derive(Debug, Clone, Copy)]
pub struct FormState {
    prefix: StoredValue<String>,
    kept: StoredValue<Option<Kept>>,
    known: StoredValue<Vec<String>>,
}

impl FormState {
    /// The state of a form that starts with what was kept.
    pub fn new(name: &str, subject: Option<&str>, kept: Option<Kept>) -> Self {
        let prefix = match subject {
            Some(subject) => format!("{name}-{subject}"),
            None => name.to_owned(),
        };
        Self {
            prefix: StoredValue::new(prefix),
            kept: StoredValue::new(kept),
            known: StoredValue::new(Vec::new()),
        }
    }

    /// The state of the form around a field.
    pub fn here() -> Self {
        use_context().unwrap_or_else(|| Self::new("form", None, None))
    }

    /// The id of a field.
    pub fn id(&self, name: &str) -> String {
        let path = path(name).replace('.', "-");
        self.prefix.with_value(|prefix| format!("{prefix}-{path}"))
    }

    /// What a field held when its form was sent in vain.
    pub fn kept(&self, name: &str) -> Option<String> {
        self.kept.with_value(|kept| kept.as_ref()?.value(name))
    }

    /// Whether a box was ticked when its form was sent in vain; none if nothing was kept.
    pub fn kept_tick(&self, name: &str, value: &str) -> Option<bool> {
        self.kept.with_value(|kept| {
            let kept = kept.as_ref()?;
            Some(kept.values.iter().any(|(n, v)| n == name && v == value))
        })
    }

    /// Notes that a field shows its own errors.
    pub fn register(&self, name: &str) {
        self.known.update_value(|known| known.push(path(name)));
    }

    /// What is wrong with a field.
    pub fn wrong(&self, name: &str) -> Option<String> {
        let path = path(name);
        self.error(|error| {
            let wrong = error.fields.iter().filter(|error| error.field == path);
            let wrong: Vec<_> = wrong.map(|error| error.message.as_str()).collect();
            (!wrong.is_empty()).then(|| wrong.join("; "))
        })
    }

    /// What is wrong with the whole, or with fields that are not shown. Ask when all fields are registered.
    pub fn wrong_elsewhere(&self) -> Option<String> {
        let known = self.known.get_value();
        self.error(|error| Some(error.besides(|field| known.iter().any(|name| name == field))))
    }

    fn error<T>(&self, ask: impl FnOnce(&DeskError) -> Option<T>) -> Option<T> {
        self.kept
            .with_value(|kept| ask(kept.as_ref()?.error.as_ref()?))
    }
}

/// `values[item]` as errors name it: `values.item`.
pub(super) fn path(name: &str) -> String {
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
