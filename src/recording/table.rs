//! Tables in CSV with columns that are known by name, read whole and checked before use.

use csv::{ByteRecord, ReaderBuilder, Trim};

/// The longest recording: a hundred days. More is a column of something else.
const MAX_T_S: f64 = 8_640_000.0;

/// The first thing that is wrong with a recording.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}{}: {message}", of(column))]
pub struct FeedError {
    /// The line, counted from 1.
    pub line: u64,
    /// The column's name; empty for the whole line.
    pub column: String,
    /// What is wrong, worded for the person who has to fix it.
    pub message: String,
}

fn of(column: &str) -> String {
    if column.is_empty() {
        String::new()
    } else {
        format!(", column {column}")
    }
}

/// A line of a recording with the names of its columns.
pub(super) struct Line<'a> {
    /// Its number, counted from 1.
    pub number: u64,
    columns: &'a [String],
    record: &'a ByteRecord,
}

impl Line<'_> {
    /// The text in a column; `None` when the column is missing or the cell empty.
    pub fn text(&self, column: &str) -> Result<Option<&str>, FeedError> {
        let index = self.columns.iter().position(|name| name == column);
        let Some(bytes) = index.and_then(|index| self.record.get(index)) else {
            return Ok(None);
        };
        match std::str::from_utf8(bytes) {
            Ok("") => Ok(None),
            Ok(text) => Ok(Some(text)),
            Err(_) => Err(self.wrong(column, "must be UTF-8 text")),
        }
    }

    /// The parsed text of a column.
    pub fn parsed<T, E: std::fmt::Display>(
        &self,
        column: &str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Result<Option<T>, FeedError> {
        let text = self.text(column)?;
        text.map(parse)
            .transpose()
            .map_err(|error| self.wrong(column, error))
    }

    /// The number in a column.
    pub fn number(&self, column: &str) -> Result<Option<f64>, FeedError> {
        self.parsed(column, |text| text.parse().map_err(|_| "must be a number"))
    }

    /// The line's time in milliseconds since the recording began.
    pub fn t_ms(&self) -> Result<i64, FeedError> {
        match self.number("t_s")? {
            #[expect(clippy::cast_possible_truncation, reason = "within a hundred days")]
            Some(t_s) if (0.0..=MAX_T_S).contains(&t_s) => Ok((t_s * 1_000.0).round() as i64),
            Some(_) => Err(self.wrong("t_s", format!("must lie between 0 and {MAX_T_S} seconds"))),
            None => Err(self.wrong("t_s", "must not be empty")),
        }
    }

    pub fn wrong(&self, column: &str, message: impl std::fmt::Display) -> FeedError {
        FeedError {
            line: self.number,
            column: column.to_owned(),
            message: message.to_string(),
        }
    }
}

/// Parses every line of a CSV file. Every column must be among `known`, and each of `needed` must be there.
pub(super) fn lines<T>(
    bytes: &[u8],
    known: &[&str],
    needed: &[&str],
    mut parse: impl FnMut(&Line) -> Result<T, FeedError>,
) -> Result<Vec<T>, FeedError> {
    let mut reader = ReaderBuilder::new()
        .trim(Trim::All)
        .flexible(true)
        .from_reader(bytes);
    let header = reader.byte_headers().map_err(|error| unreadable(&error))?;
    let columns = columns(header, known, needed)?;
    let mut parsed = Vec::new();
    for record in reader.byte_records() {
        let record = record.map_err(|error| unreadable(&error))?;
        let line = Line {
            number: record.position().map_or(0, csv::Position::line),
            columns: &columns,
            record: &record,
        };
        if record.len() != columns.len() {
            let message = format!("has {} cells under {} columns", record.len(), columns.len());
            return Err(line.wrong("", message));
        }
        parsed.push(parse(&line)?);
    }
    if parsed.is_empty() {
        return Err(in_header("", "the file has no rows"));
    }
    Ok(parsed)
}

fn columns(header: &ByteRecord, known: &[&str], needed: &[&str]) -> Result<Vec<String>, FeedError> {
    let mut columns: Vec<String> = Vec::with_capacity(header.len());
    for name in header {
        let name = String::from_utf8_lossy(name).into_owned();
        if !known.contains(&name.as_str()) {
            let message = format!("unknown column; known are {}", known.join(", "));
            return Err(in_header(&name, message));
        }
        if columns.contains(&name) {
            return Err(in_header(&name, "the column is there twice"));
        }
        columns.push(name);
    }
    match needed
        .iter()
        .find(|name| columns.iter().all(|c| c != *name))
    {
        Some(missing) => Err(in_header(missing, "the column is missing")),
        None => Ok(columns),
    }
}

fn in_header(column: &str, message: impl std::fmt::Display) -> FeedError {
    FeedError {
        line: 1,
        column: column.to_owned(),
        message: message.to_string(),
    }
}

fn unreadable(error: &csv::Error) -> FeedError {
    FeedError {
        line: error.position().map_or(1, csv::Position::line),
        column: String::new(),
        message: error.to_string(),
    }
}
