//! What a caller says about a field that may be empty.

use serde::{Deserialize, Deserializer};

/// Nothing, "empty it", or its new value. In JSON: absent (with `#[serde(default)]`), `null`, or the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Patch<T> {
    /// The field stays as it is.
    #[default]
    Keep,
    /// The field becomes empty.
    Clear,
    /// The field becomes this.
    Set(T),
}

impl<T> Patch<T> {
    /// The field after the change.
    pub fn apply(self, before: Option<T>) -> Option<T> {
        match self {
            Self::Keep => before,
            Self::Clear => None,
            Self::Set(value) => Some(value),
        }
    }

    /// The same with its value parsed, where there is one.
    pub fn parse<U, E>(self, parse: impl FnOnce(T) -> Result<U, E>) -> Result<Patch<U>, E> {
        Ok(match self {
            Self::Keep => Patch::Keep,
            Self::Clear => Patch::Clear,
            Self::Set(value) => Patch::Set(parse(value)?),
        })
    }
}

/// Where "empty it" cannot be said: a value, or nothing.
impl<T> From<Option<T>> for Patch<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Keep, Self::Set)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Option::deserialize(deserializer)?;
        Ok(value.map_or(Self::Clear, Self::Set))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[derive(Deserialize)]
    struct Body {
        #[serde(default)]
        field: Patch<u32>,
    }

    fn field(json: &str) -> Patch<u32> {
        serde_json::from_str::<Body>(json).unwrap().field
    }

    #[test]
    fn an_absent_a_null_and_a_given_field_are_told_apart() {
        assert_eq!(field("{}"), Patch::Keep);
        assert_eq!(field(r#"{"field":null}"#), Patch::Clear);
        assert_eq!(field(r#"{"field":3}"#), Patch::Set(3));
        assert!(serde_json::from_str::<Body>(r#"{"field":"x"}"#).is_err());
    }

    proptest! {
        #[test]
        fn saying_it_twice_is_saying_it_once(before: Option<u8>, value: Option<u8>, clear: bool) {
            let patch = if clear { Patch::Clear } else { Patch::from(value) };
            let once = patch.apply(before);
            prop_assert_eq!(patch.apply(once), once);
        }
    }
}
