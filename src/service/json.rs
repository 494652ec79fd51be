//! JSON from elsewhere: what is wrong with it comes with the path of the field.

use serde::de::DeserializeOwned;

/// Why a text is not the JSON it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JsonError {
    /// Not JSON at all; why.
    NotJson(String),
    /// JSON, but one field is wrong.
    Field {
        /// Its path, such as `samples[0].queue_depth`; empty for the whole.
        path: String,
        /// What is wrong with it.
        message: String,
    },
}

/// Parses a whole text of JSON.
pub fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, JsonError> {
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let parsed = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let (path, inner) = (error.path().to_string(), error.into_inner());
        if inner.is_data() {
            return JsonError::Field {
                path: field_of(&path, &inner),
                message: inner.to_string(),
            };
        }
        JsonError::NotJson(inner.to_string())
    })?;
    deserializer
        .end()
        .map_err(|error| JsonError::NotJson(error.to_string()))?;
    Ok(parsed)
}

/// The field that an error is about. A missing one has no path of its own: serde names it in the sentence only.
fn field_of(path: &str, error: &serde_json::Error) -> String {
    let sentence = error.to_string();
    let missing = sentence
        .strip_prefix("missing field `")
        .and_then(|rest| rest.split('`').next());
    match (path, missing) {
        (".", missing) => missing.unwrap_or_default().to_owned(),
        (path, Some(missing)) => format!("{path}.{missing}"),
        (path, None) => path.to_owned(),
    }
}
