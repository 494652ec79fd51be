//! What keeps a server function from doing what was asked, worded for the operator.

use std::collections::BTreeMap;

use leptos::prelude::{FromServerFnError, ServerFnErrorErr};
use leptos::server_fn::codec::JsonEncoding;
use serde::{Deserialize, Serialize};

/// One field that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// Which: a name such as `title`, or a path such as `values.item`.
    pub field: String,
    /// What is wrong with it.
    pub message: String,
}

/// What kind of trouble.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trouble {
    /// The session has ended.
    SignedOut,
    /// The operator's role does not include this.
    Forbidden,
    /// There is no such thing.
    NotFound,
    /// Fields are wrong.
    Invalid,
    /// It does not fit what is there now.
    Conflict,
    /// Too often.
    TooMany,
    /// Not now.
    Unavailable,
    /// The server did not answer, so nobody knows.
    Unreachable,
    /// A fault of ours.
    Failed,
}

/// Why something was not done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskError {
    /// What kind of trouble.
    pub trouble: Trouble,
    /// What happened and what to do, in a sentence.
    pub message: String,
    /// What is wrong with which field.
    pub fields: Vec<FieldError>,
    /// A key to try again with, where the old one is used up.
    pub fresh_key: Option<String>,
    /// What other fields that are not shown hold when the form is sent again, by their names.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fresh: BTreeMap<String, String>,
}

impl DeskError {
    /// Trouble with the whole.
    pub fn new(trouble: Trouble, message: impl Into<String>) -> Self {
        Self {
            trouble,
            message: message.into(),
            fields: Vec::new(),
            fresh_key: None,
            fresh: BTreeMap::new(),
        }
    }

    /// The same, with another value for a field that is not shown: sent again, the form means what was told.
    #[must_use]
    pub fn with_fresh(mut self, field: &str, value: impl Into<String>) -> Self {
        self.fresh.insert(field.to_owned(), value.into());
        self
    }

    /// Trouble with one field.
    pub fn field(field: &str, message: impl std::fmt::Display) -> Self {
        Self::invalid(vec![FieldError {
            field: field.to_owned(),
            message: message.to_string(),
        }])
    }

    /// Trouble with some fields.
    pub fn invalid(fields: Vec<FieldError>) -> Self {
        Self {
            fields,
            ..Self::new(
                Trouble::Invalid,
                "Not done yet: please look at what is marked.",
            )
        }
    }

    /// What the form was filled with is missing, so nobody can tell what was changed.
    pub fn unfilled() -> Self {
        Self::new(
            Trouble::Invalid,
            "The form came without what it was filled with. Reload the page and try again.",
        )
    }

    /// The server did not answer, so nobody knows.
    pub fn unreachable() -> Self {
        Self::new(
            Trouble::Unreachable,
            "The server did not answer, so it may or may not have been done. Look at the page and try again: what is sent twice is done once.",
        )
    }

    /// What is wrong with the whole, and with the fields that do not show their own errors.
    pub fn besides(&self, shown: impl Fn(&str) -> bool) -> String {
        let others = self.fields.iter().filter(|error| !shown(&error.field));
        others.fold(self.message.clone(), |told, error| {
            format!("{told} {}", error.message)
        })
    }

    /// The operator's role does not include this.
    pub fn forbidden() -> Self {
        Self::new(
            Trouble::Forbidden,
            "Your role does not include this. An owner can change that.",
        )
    }

    /// The session has ended.
    pub fn signed_out() -> Self {
        Self::new(
            Trouble::SignedOut,
            "You are signed out, so nothing was done. Log in again in another tab, then come back and try again: what you wrote stays here.",
        )
    }
}

impl std::fmt::Display for DeskError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for DeskError {}

impl FromServerFnError for DeskError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => Self::new(
                Trouble::Invalid,
                "The form came without some of its fields. Reload the page and try again.",
            ),
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Response(_) => Self::unreachable(),
            _ => Self::new(
                Trouble::Failed,
                "Something went wrong between this page and the server. Reload the page and try again.",
            ),
        }
    }

    #[cfg(feature = "ssr")]
    fn status_code(&self) -> axum::http::StatusCode {
        use axum::http::StatusCode;
        match self.trouble {
            Trouble::SignedOut => StatusCode::UNAUTHORIZED,
            Trouble::Forbidden => StatusCode::FORBIDDEN,
            Trouble::NotFound => StatusCode::NOT_FOUND,
            Trouble::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
            Trouble::Conflict => StatusCode::CONFLICT,
            Trouble::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Trouble::Unavailable | Trouble::Unreachable => StatusCode::SERVICE_UNAVAILABLE,
            Trouble::Failed => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}
