//! Where the value of a setting comes from.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use super::{Environment, SPECS, Spec, flag, variable};
use crate::error::{Error, FieldError, Result};

/// Settings given as flags: the setting's name and the text behind the flag. `config` names the file.
pub type Flags = BTreeMap<&'static str, String>;

/// Where a value was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// On the command line.
    Flag(String),
    /// In this environment variable.
    Variable(String),
    /// In the file that this environment variable names.
    SecretFile(String),
    /// In this settings file.
    File(PathBuf),
    /// Nowhere: nobody has said anything.
    Default,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(name) => write!(f, "flag {name}"),
            Self::Variable(name) => write!(f, "environment {name}"),
            Self::SecretFile(name) => write!(f, "file named by {name}"),
            Self::File(path) => write!(f, "file {}", path.display()),
            Self::Default => f.write_str("default"),
        }
    }
}

/// Looks for settings in all their places.
pub(super) struct Finder<'a> {
    flags: &'a Flags,
    environment: &'a Environment,
    file: toml::Table,
    path: PathBuf,
}

impl<'a> Finder<'a> {
    /// Reads the settings file, if one is named.
    pub fn new(flags: &'a Flags, environment: &'a Environment) -> Result<Self> {
        let named = flags.get("config").map(String::as_str);
        let named = named.or_else(|| environment.get("LINESIDE_CONFIG"));
        let file = named.map_or_else(|| Ok(toml::Table::new()), |path| read_toml(path.as_ref()))?;
        Ok(Self {
            flags,
            environment,
            file,
            path: named.unwrap_or_default().into(),
        })
    }

    /// Keys of the file that nobody knows.
    pub fn unknown_keys(&self) -> Vec<FieldError> {
        let known = |key: &str| SPECS.iter().any(|spec| spec.name == key);
        let names: Vec<_> = super::names().collect();
        self.file
            .keys()
            .filter(|key| !known(key))
            .map(|key| FieldError {
                field: key.clone(),
                message: format!(
                    "no such setting (from file {}); known are {}",
                    self.path.display(),
                    names.join(", ")
                ),
            })
            .collect()
    }

    /// The text of a setting and where it stands; `None` when it has not even a default.
    pub fn find(&self, spec: &Spec) -> Result<Option<(String, Origin)>, FieldError> {
        if let Some(text) = self.flags.get(spec.name) {
            return Ok(Some((text.clone(), Origin::Flag(flag(spec.name)))));
        }
        if let Some(found) = self.in_variable(spec, &variable(spec.name))? {
            return Ok(Some(found));
        }
        if let Some(common) = spec.common
            && let Some((text, origin)) = self.in_variable(spec, common)?
        {
            // Platforms that set PORT expect it to be served on every address.
            let text = if common == "PORT" {
                format!("0.0.0.0:{text}")
            } else {
                text
            };
            return Ok(Some((text, origin)));
        }
        if let Some(value) = self.file.get(spec.name) {
            let text = as_text(value).ok_or_else(|| FieldError {
                field: spec.name.to_owned(),
                message: format!(
                    "write a text or a whole number (from file {})",
                    self.path.display()
                ),
            })?;
            return Ok(Some((text, Origin::File(self.path.clone()))));
        }
        Ok(spec.default.map(|text| (text.to_owned(), Origin::Default)))
    }

    fn in_variable(&self, spec: &Spec, name: &str) -> Result<Option<(String, Origin)>, FieldError> {
        let wrong = |message| FieldError {
            field: spec.name.to_owned(),
            message,
        };
        let direct = self.environment.get(name);
        let twin = format!("{name}_FILE");
        let indirect = self.environment.get(&twin).filter(|_| spec.secret);
        match (direct, indirect) {
            (Some(_), Some(_)) => Err(wrong(format!("set {name} or {twin}, not both"))),
            (Some(text), None) => Ok(Some((text.to_owned(), Origin::Variable(name.to_owned())))),
            (None, Some(path)) => match std::fs::read_to_string(path) {
                Ok(text) => Ok(Some((text.trim().to_owned(), Origin::SecretFile(twin)))),
                Err(error) => Err(wrong(format!(
                    "cannot read {path}: {error} (from environment {twin})"
                ))),
            },
            (None, None) => Ok(None),
        }
    }
}

fn as_text(value: &toml::Value) -> Option<String> {
    match value {
        toml::Value::String(text) => Some(text.clone()),
        toml::Value::Integer(number) => Some(number.to_string()),
        _ => None,
    }
}

fn read_toml(path: &Path) -> Result<toml::Table> {
    let wrong = |error: &dyn fmt::Display| {
        // TOML errors draw the line they are about; the command line wants one line.
        let text = error.to_string();
        let lines: Vec<_> = text.lines().map(str::trim).collect();
        Error::invalid("config", format!("{}: {}", path.display(), lines.join(" ")))
    };
    let text = std::fs::read_to_string(path).map_err(|error| wrong(&error))?;
    text.parse::<toml::Table>().map_err(|error| wrong(&error))
}
