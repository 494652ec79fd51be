//! The environment, read once.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;

use crate::error::FieldError;

/// What all our variables begin with.
const PREFIX: &str = "LINESIDE_";

/// The environment variables as they were when the program started. An empty one counts as not set.
#[derive(Debug, Clone, Default)]
pub struct Environment(BTreeMap<String, String>);

impl Environment {
    /// The environment of this process. Variables that are not Unicode cannot be ours and are left out.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that reads the environment"
    )]
    pub fn of_process() -> Self {
        std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .collect()
    }

    /// The value of a variable.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0
            .get(name)
            .map(|value| value.trim())
            .filter(|value| !value.is_empty())
    }

    /// Our variables that nobody knows: probably misspelt, so better said than ignored.
    pub(super) fn unknown(&self, known: &BTreeSet<String>) -> Vec<FieldError> {
        let unknown = |(name, value): &(&String, &String)| {
            name.starts_with(PREFIX) && !known.contains(*name) && !is_service_link(name, value)
        };
        self.0
            .iter()
            .filter(unknown)
            .map(|(name, _)| FieldError {
                field: name.clone(),
                message: "no such setting; `lineside check-config` lists them".to_owned(),
            })
            .collect()
    }
}

impl FromIterator<(String, String)> for Environment {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(variables: I) -> Self {
        Self(variables.into_iter().collect())
    }
}

/// Whether a variable is one that Kubernetes sets in every container next to a service called `lineside`.
fn is_service_link(name: &str, value: &str) -> bool {
    let address = value.starts_with("tcp://") || value.starts_with("udp://");
    name.ends_with("_SERVICE_HOST")
        || name.contains("_SERVICE_PORT")
        || name.contains("_PORT_") && (name.contains("_TCP") || name.contains("_UDP"))
        || name.ends_with("_PORT") && address
}

/// The command line of this process, the program's name first.
pub fn arguments() -> Vec<OsString> {
    std::env::args_os().collect()
}
