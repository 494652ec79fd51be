//! Recordings in files, and what is made of them.

use std::path::Path;

use serde::Serialize;

use crate::error::{Error, Result};
use crate::recording::FeedError;

/// Reads and parses a file; what is wrong comes with the file's name.
pub fn read<T>(file: &Path, parse: fn(&[u8]) -> Result<T, FeedError>) -> Result<T> {
    let name = file.display().to_string();
    let bytes = std::fs::read(file).map_err(|error| Error::invalid(&name, error))?;
    parse(&bytes).map_err(|error| Error::invalid(&name, error))
}

/// Writes a file of JSON; what is wrong comes with the file's name.
pub fn write_json(file: &Path, value: &impl Serialize) -> Result<()> {
    let json = serde_json::to_vec(value).map_err(|e| Error::internal("writing JSON", e))?;
    std::fs::write(file, json).map_err(|error| Error::invalid(file.display().to_string(), error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recording::parse_feed;

    #[test]
    fn a_file_that_is_not_there_is_named() {
        let error = read(Path::new("/no/such.csv"), parse_feed).unwrap_err();
        assert!(error.to_string().contains("/no/such.csv"), "{error}");
    }
}
