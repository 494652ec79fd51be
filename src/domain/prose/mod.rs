//! An operator's text with the few marks it may have: `**strong**`, `*emphasis*`, `[words](https://…)`, plain addresses.
//!
//! No Markdown library: theirs know lists, headings, quotes, entities and HTML, and each of these takes characters
//! away from somebody who wrote "1. Doors" or "#1 in line". Here whatever is no mark stays as it was typed.

mod parse;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::event::Link;

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Piece {
    /// Words as they are, line breaks among them.
    Text(String),
    /// Words with weight.
    Strong(Vec<Piece>),
    /// Words with stress.
    Emphasis(Vec<Piece>),
    /// Words that lead somewhere.
    Link {
        /// Where to.
        target: Link,
        /// What stands there; no link.
        words: Vec<Piece>,
    },
}

/// An operator's text, taken apart. Whoever shows it chooses: its pieces as elements, or its words alone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Prose(Vec<Piece>);

impl Prose {
    /// Takes a text apart. There is no wrong text: what is no mark is a word.
    pub fn parse(text: &str) -> Self {
        Self(parse::pieces(text))
    }

    /// Its pieces.
    pub fn pieces(&self) -> &[Piece] {
        &self.0
    }

    /// Its words alone, for where nothing can be marked.
    pub fn plain(&self) -> String {
        let mut words = String::new();
        write(&self.0, &mut words, Targets::Dropped);
        words
    }

    /// Its words, each link followed by where it leads.
    pub fn plain_with_links(&self) -> String {
        let mut words = String::new();
        write(&self.0, &mut words, Targets::Written);
        words
    }

    /// Whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Targets {
    Dropped,
    Written,
}

fn write(pieces: &[Piece], words: &mut String, targets: Targets) {
    for piece in pieces {
        match piece {
            Piece::Text(text) => words.push_str(text),
            Piece::Strong(inner) | Piece::Emphasis(inner) => write(inner, words, targets),
            Piece::Link {
                target,
                words: inner,
            } => {
                let from = words.len();
                write(inner, words, targets);
                if targets == Targets::Written && &words[from..] != target.as_str() {
                    words.push_str(" (");
                    words.push_str(target.as_str());
                    words.push(')');
                }
            }
        }
    }
}

/// A value that is put into a text and must read there as it was typed: its marks lose their meaning. An address keeps
/// its own.
pub fn escape(value: &str) -> Cow<'_, str> {
    if !value.contains(parse::MARKS) || Link::parse(value).is_ok() {
        return Cow::Borrowed(value);
    }
    let mut escaped = String::with_capacity(value.len() + 8);
    for c in value.chars() {
        if parse::MARKS.contains(&c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    Cow::Owned(escaped)
}

#[cfg(test)]
mod tests;
