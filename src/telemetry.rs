//! What is logged, how and where to: to standard error, because standard output belongs to data.
//!
//! No log line carries a body, a cookie, a token or a shopper's address; whoever adds a field keeps to that.

use std::panic::PanicHookInfo;

use tracing::Subscriber;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;

use crate::config::LogFormat;
use crate::error::{Error, Result};

/// What decides how log lines look.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// As asked for.
    pub format: LogFormat,
    /// Whether somebody is looking: the sink is a terminal.
    pub terminal: bool,
    /// Whether colours are welcome, see `NO_COLOR`.
    pub colour: bool,
}

/// Logs to standard error from now on, panics included. To be called once, at the start.
pub fn start(style: Style, filter: &str) -> Result<()> {
    let subscriber = subscriber(style, filter, std::io::stderr)?;
    tracing::subscriber::set_global_default(subscriber)
        .map_err(|error| Error::internal("starting the log", error))?;
    std::panic::set_hook(Box::new(log_panic));
    Ok(())
}

/// What writes log lines to `sink`.
pub fn subscriber<W>(
    style: Style,
    filter: &str,
    sink: W,
) -> Result<Box<dyn Subscriber + Send + Sync>>
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    let filter = EnvFilter::builder()
        .parse(filter)
        .map_err(|error| Error::invalid("log", error))?;
    let lines = tracing_subscriber::fmt::layer().with_writer(sink);
    let registry = tracing_subscriber::registry().with(filter);
    let json = match style.format {
        LogFormat::Auto => !style.terminal,
        LogFormat::Human => false,
        LogFormat::Json => true,
    };
    Ok(if json {
        let lines = lines
            .json()
            .flatten_event(true)
            .with_current_span(true)
            .with_span_list(false);
        Box::new(registry.with(lines))
    } else {
        let lines = lines
            .with_ansi(style.terminal && style.colour)
            .with_target(false);
        Box::new(registry.with(lines))
    })
}

/// Logs a panic with its place, so that it is found where everything else is.
fn log_panic(panic: &PanicHookInfo<'_>) {
    let message = panic.payload_as_str().unwrap_or("no message");
    let place = panic
        .location()
        .map_or_else(String::new, ToString::to_string);
    tracing::error!(place, "panic: {message}");
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::sync::{Arc, Mutex};

    use super::*;

    #[derive(Clone, Default)]
    struct Sink(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Sink {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn logged(format: LogFormat, terminal: bool, filter: &str, act: impl FnOnce()) -> String {
        let sink = Sink::default();
        let style = Style {
            format,
            terminal,
            colour: false,
        };
        let writer = sink.clone();
        let subscriber = subscriber(style, filter, move || writer.clone()).unwrap();
        tracing::subscriber::with_default(subscriber, act);
        String::from_utf8(sink.0.lock().unwrap().clone()).unwrap()
    }

    #[test]
    fn lines_are_json_unless_somebody_looks() {
        let hello = || tracing::info!(answer = 42, "hello");
        let text = logged(LogFormat::Auto, false, "info", hello);
        let line: serde_json::Value = serde_json::from_str(text.trim()).unwrap();
        assert_eq!(line["message"], "hello");
        assert_eq!(line["answer"], 42);

        let text = logged(LogFormat::Auto, true, "info", hello);
        assert!(
            text.contains("hello answer=42") && !text.contains('{'),
            "{text}"
        );
    }

    #[test]
    fn the_format_can_be_forced() {
        let hello = || tracing::info!("hello");
        assert!(logged(LogFormat::Json, true, "info", hello).starts_with('{'));
        assert!(!logged(LogFormat::Human, false, "info", hello).starts_with('{'));
    }

    #[test]
    fn the_filter_decides_what_is_logged() {
        let text = logged(LogFormat::Human, false, "warn", || {
            tracing::info!("quiet");
            tracing::warn!("loud");
        });
        assert!(text.contains("loud") && !text.contains("quiet"), "{text}");
    }

    #[test]
    fn a_filter_that_makes_no_sense_is_refused() {
        let style = Style {
            format: LogFormat::Auto,
            terminal: false,
            colour: false,
        };
        assert!(subscriber(style, "a=b=c", io::sink).is_err());
    }
}
