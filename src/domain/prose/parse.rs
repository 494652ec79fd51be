//! From a text to its pieces.

use super::Piece;
use crate::domain::event::Link;

/// The characters that may mean something; after a backslash they are only characters.
pub const MARKS: [char; 4] = ['*', '[', ']', '\\'];

/// How deep marks may stand inside each other; deeper ones are words.
const MAX_DEPTH: u8 = 4;

/// The pieces of a text.
pub fn pieces(text: &str) -> Vec<Piece> {
    Reader {
        depth: 0,
        links: true,
    }
    .read(text)
}

/// How a part of a text is read.
#[derive(Clone, Copy)]
struct Reader {
    depth: u8,
    /// Whether links are looked for: there is none inside a link.
    links: bool,
}

/// What was found at a place, and how many bytes of the text it takes.
type Found = (Piece, usize);

impl Reader {
    fn read(self, text: &str) -> Vec<Piece> {
        let mut found = Vec::new();
        let mut words = String::new();
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            let rest = &text[at..];
            if let Some(escaped) = escaped(rest) {
                words.push(escaped);
                at += 1 + escaped.len_utf8();
            } else if let Some((piece, length)) = self.mark(rest, text[..at].chars().next_back()) {
                if !words.is_empty() {
                    found.push(Piece::Text(std::mem::take(&mut words)));
                }
                found.push(piece);
                at += length;
            } else {
                words.push(c);
                at += c.len_utf8();
            }
        }
        if !words.is_empty() {
            found.push(Piece::Text(words));
        }
        found
    }

    fn mark(self, rest: &str, before: Option<char>) -> Option<Found> {
        if self.depth >= MAX_DEPTH {
            return None;
        }
        match rest.chars().next()? {
            '*' if !joins(before) => self.stress(rest),
            '[' if self.links => self.link(rest),
            'h' if self.links && !joins(before) => address(rest),
            _ => None,
        }
    }

    fn inside(self) -> Self {
        Self {
            depth: self.depth + 1,
            ..self
        }
    }

    /// `***both***`, `**strong**` or `*emphasis*`.
    fn stress(self, rest: &str) -> Option<Found> {
        let stars = rest.len() - rest.trim_start_matches('*').len();
        if stars > 3 {
            return None;
        }
        let inner = &rest[stars..];
        let end = closing(inner, stars)?;
        let words = self.inside().read(&inner[..end]);
        let piece = match stars {
            1 => Piece::Emphasis(words),
            2 => Piece::Strong(words),
            _ => Piece::Strong(vec![Piece::Emphasis(words)]),
        };
        Some((piece, end + 2 * stars))
    }

    /// `[words](https://…)`.
    fn link(self, rest: &str) -> Option<Found> {
        let inner = &rest[1..];
        let end = find(inner, |at| inner[at..].starts_with(['[', ']']))?;
        let target = inner[end..].strip_prefix("](")?;
        let length = bracket(target)?;
        let target = Link::parse(&target[..length]).ok()?;
        let reader = Self {
            links: false,
            ..self.inside()
        };
        let words = reader.read(&inner[..end]);
        let visible = !inner[..end].trim().is_empty();
        visible.then_some((Piece::Link { target, words }, 1 + end + 2 + length + 1))
    }
}

/// The character behind a backslash that takes its meaning away.
fn escaped(rest: &str) -> Option<char> {
    let c = rest.strip_prefix('\\')?.chars().next()?;
    MARKS.contains(&c).then_some(c)
}

/// Whether a character makes one word with a mark or an address beside it: `2*3*4` means a product. Other scripts
/// write without spaces, so only these letters do.
fn joins(beside: Option<char>) -> bool {
    beside.is_some_and(|c| c.is_ascii_alphanumeric())
}

/// The first place at which something is found that no backslash hides.
fn find(text: &str, is_there: impl Fn(usize) -> bool) -> Option<usize> {
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if is_there(at) {
            return Some(at);
        }
        let hidden = escaped(&text[at..]);
        at += hidden.map_or(c.len_utf8(), |hidden| 1 + hidden.len_utf8());
    }
    None
}

/// Where a run of exactly so many stars closes what a run of as many has opened.
fn closing(inner: &str, stars: usize) -> Option<usize> {
    if inner.starts_with(char::is_whitespace) {
        return None;
    }
    find(inner, |at| {
        let (before, from) = (&inner[..at], &inner[at..]);
        let after = from.trim_start_matches('*');
        let run = from.len() - after.len();
        run == stars
            && !before.is_empty()
            && !before.ends_with(|c: char| c == '*' || c.is_whitespace())
            && !joins(after.chars().next())
    })
}

/// How long a link's target is until the bracket that closes it.
fn bracket(target: &str) -> Option<usize> {
    let mut open = 0_usize;
    target.char_indices().find_map(|(at, c)| match c {
        '(' => {
            open += 1;
            None
        }
        ')' if open == 0 => Some(at),
        ')' => {
            open -= 1;
            None
        }
        _ => None,
    })
}

/// An address in the middle of a text, without the punctuation that follows it.
fn address(rest: &str) -> Option<Found> {
    if !rest.starts_with("https://") && !rest.starts_with("http://") {
        return None;
    }
    let belongs = |c: char| c.is_ascii_graphic() && !"\"'<>\\`^{}|[]".contains(c);
    let end = rest.find(|c| !belongs(c)).unwrap_or(rest.len());
    let mut address = &rest[..end];
    while let Some(last) = address.chars().next_back() {
        let opened = address.matches('(').count() >= address.matches(')').count();
        if !".,;:!?*".contains(last) && (last != ')' || opened) {
            break;
        }
        address = &address[..address.len() - 1];
    }
    let target = Link::parse(address).ok()?;
    let words = vec![Piece::Text(address.to_owned())];
    Some((Piece::Link { target, words }, address.len()))
}
