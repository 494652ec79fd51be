//! What commands print: data to standard output, everything else to standard error.

use std::io::{self, ErrorKind, Write};

use serde::Serialize;

use crate::error::{Error, Result};

/// Where a command prints. Whoever reads may go away (`lineside … | head`): that is no failure.
pub struct Out {
    data: Box<dyn Write + Send>,
    notes: Box<dyn Write + Send>,
    reader_gone: bool,
}

impl Out {
    /// Standard output and standard error.
    pub fn of_process() -> Self {
        Self::to(io::stdout(), io::stderr())
    }

    /// Data and notes to where a test reads them.
    pub fn to(data: impl Write + Send + 'static, notes: impl Write + Send + 'static) -> Self {
        Self {
            data: Box::new(data),
            notes: Box::new(notes),
            reader_gone: false,
        }
    }

    /// Prints one line of data.
    pub fn line(&mut self, line: &str) -> Result<()> {
        if self.reader_gone {
            return Ok(());
        }
        let written = writeln!(self.data, "{line}").and_then(|()| self.data.flush());
        match written {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.reader_gone = true;
                Ok(())
            }
            written => written.map_err(|error| Error::internal("printing", error)),
        }
    }

    /// Prints data as one line of JSON.
    pub fn json(&mut self, data: &impl Serialize) -> Result<()> {
        let text =
            serde_json::to_string(data).map_err(|error| Error::internal("printing", error))?;
        self.line(&text)
    }

    /// Prints rows in aligned columns, the names of the columns first.
    pub fn table<const N: usize>(
        &mut self,
        names: [&str; N],
        rows: impl IntoIterator<Item = [String; N]>,
    ) -> Result<()> {
        let mut lines = vec![names.map(str::to_owned)];
        lines.extend(rows);
        let widths: [usize; N] = std::array::from_fn(|column| {
            let widths = lines.iter().filter_map(|line| line.get(column));
            widths.map(|cell| cell.chars().count()).max().unwrap_or(0)
        });
        for line in &lines {
            let cells = line.iter().zip(widths);
            let padded: Vec<_> = cells
                .map(|(cell, width)| format!("{cell:width$}"))
                .collect();
            self.line(padded.join("  ").trim_end())?;
        }
        Ok(())
    }

    /// Tells the person at the terminal something that is no data.
    pub fn note(&mut self, line: &str) {
        // Nobody can be told that they cannot be told.
        let _ = writeln!(self.notes, "{line}");
    }

    /// Tells why the command failed, in one line; what lies behind it goes to the log.
    pub fn error(&mut self, error: &Error) {
        if let Error::Internal(cause) = error {
            tracing::debug!(cause = format!("{cause:?}"), "failed");
        }
        self.note(&format!("lineside: {}", worded(error)));
    }
}

/// The error for somebody with a shell, who may know our insides.
fn worded(error: &Error) -> String {
    let text = match error {
        Error::Internal(cause) => match cause.chain().next_back() {
            Some(root) if root.to_string() != cause.to_string() => format!("{cause}: {root}"),
            _ => cause.to_string(),
        },
        other => other.to_string(),
    };
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
pub mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    /// Keeps what was printed.
    #[derive(Clone, Default)]
    pub struct Printed(Arc<Mutex<Vec<u8>>>);

    impl Printed {
        /// Everything so far.
        pub fn text(&self) -> String {
            String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
        }
    }

    impl Write for Printed {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    struct Closed;

    impl Write for Closed {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(ErrorKind::BrokenPipe.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_reader_that_goes_away_is_no_failure() {
        let mut out = Out::to(Closed, Closed);
        assert!(out.line("one").is_ok() && out.line("two").is_ok());
    }

    #[test]
    fn columns_are_aligned_and_lines_end_without_blanks() {
        let printed = Printed::default();
        let mut out = Out::to(printed.clone(), io::sink());
        let rows = [
            ["a".to_owned(), "é".to_owned()],
            ["longer".to_owned(), String::new()],
        ];
        out.table(["x", "y"], rows).unwrap();
        assert_eq!(printed.text(), "x       y\na       é\nlonger\n");
    }

    #[test]
    fn a_fault_of_ours_is_told_in_one_line_with_its_root() {
        let printed = Printed::default();
        let mut out = Out::to(io::sink(), printed.clone());
        let root = io::Error::other("disk\nfull");
        out.error(&Error::internal("writing the backup", root));
        assert_eq!(printed.text(), "lineside: writing the backup: disk full\n");
    }
}
