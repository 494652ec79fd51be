//! The application's one error. It knows no HTTP: `web::problem` turns it into answers.
//!
//! Domain errors stay in the domain and become `Error::Invalid` at the edge that knows which field they
//! belong to. Use `Error::Internal` only for what no caller can do anything about; its text is logged once
//! and never shown.

/// Short for results of everything above the domain.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// One thing that is wrong with what was sent.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct FieldError {
    /// Where: a path such as `samples[0].queue_depth`, or empty for the whole.
    pub field: String,
    /// What is wrong, worded for the person who has to fix it.
    pub message: String,
}

/// Why something was not done. Nothing was changed, unless the commit itself failed to answer: then only a
/// repeated request with the same idempotency key can tell.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing, or the caller may not know of it.
    #[error("there is no such {0}")]
    NotFound(&'static str),
    /// The caller has not said who they are, or not convincingly.
    #[error("{0}")]
    Unauthorized(&'static str),
    /// The caller is known and may not.
    #[error("{0}")]
    Forbidden(String),
    /// What was sent is wrong in these fields.
    #[error("{}", join(.0))]
    Invalid(Vec<FieldError>),
    /// What was asked does not fit what is there now.
    #[error("{0}")]
    Conflict(String),
    /// The caller meant an earlier version of this.
    #[error("the {0} has been changed since; look at it again")]
    Outdated(&'static str),
    /// It was there, and was put away for good.
    #[error("this {0} has been put away")]
    Gone(&'static str),
    /// Asked too often.
    #[error("too many attempts; try again in {retry_after_s} s")]
    TooMany {
        /// When to come back, in seconds.
        retry_after_s: u64,
    },
    /// Cannot be done now and may work later.
    #[error("{0}")]
    Unavailable(&'static str),
    /// A fault of ours.
    #[error("something went wrong on our side")]
    Internal(#[source] anyhow::Error),
}

fn join(fields: &[FieldError]) -> String {
    let lines: Vec<_> = fields
        .iter()
        .map(|error| match error.field.as_str() {
            "" => error.message.clone(),
            field => format!("{field}: {}", error.message),
        })
        .collect();
    lines.join("; ")
}

impl Error {
    /// One field is wrong.
    pub fn invalid(field: impl Into<String>, message: impl std::fmt::Display) -> Self {
        Self::Invalid(vec![FieldError {
            field: field.into(),
            message: message.to_string(),
        }])
    }

    /// The whole story, for the log: an internal error shows its cause nowhere else.
    pub fn with_cause(&self) -> String {
        match self {
            Self::Internal(cause) => format!("{cause:#}"),
            other => other.to_string(),
        }
    }

    /// A fault of ours, with what we were doing.
    pub fn internal(doing: &'static str, error: impl Into<anyhow::Error>) -> Self {
        Self::Internal(error.into().context(doing))
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed => {
                Self::Unavailable("the database does not answer; try again")
            }
            // Locked or busy beyond the timeout: SQLite's primary codes 5 and 6.
            sqlx::Error::Database(inner)
                if matches!(inner.code().as_deref(), Some("5" | "6" | "517" | "261")) =>
            {
                Self::Unavailable("the database is busy; try again")
            }
            _ => Self::Internal(error.into()),
        }
    }
}
