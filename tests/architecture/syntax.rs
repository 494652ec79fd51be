//! Just enough of Rust's syntax: tokens without comments and literals, and the paths they spell.

/// A word or a mark, and its line. `::` is one token; literals become `"`; lifetimes and comments vanish.
#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    pub text: String,
    pub line: usize,
}

/// A path as written, such as `crate::store::Pool`, resolved as far as the file itself tells.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedPath {
    pub segments: Vec<String>,
    pub line: usize,
}

pub fn tokens(source: &str) -> Vec<Token> {
    let chars: Vec<char> = source.chars().collect();
    let mut tokens = Vec::new();
    let (mut at, mut line) = (0, 1);
    while at < chars.len() {
        let rest = &chars[at..];
        let (text, length) = next_token(rest);
        if let Some(text) = text {
            tokens.push(Token { text, line });
        }
        line += rest[..length].iter().filter(|c| **c == '\n').count();
        at += length;
    }
    tokens
}

/// The token at the front, if it is one to keep, and how many characters it spans.
fn next_token(rest: &[char]) -> (Option<String>, usize) {
    let second = rest.get(1).copied().unwrap_or(' ');
    match rest[0] {
        '/' if second == '/' => (None, rest.iter().take_while(|c| **c != '\n').count()),
        '/' if second == '*' => (None, block_comment(rest)),
        '"' => (Some("\"".into()), quoted(rest, '"')),
        '\'' => match character(rest) {
            Some(length) => (Some("\"".into()), length),
            None => (
                None,
                1 + rest[1..].iter().take_while(|c| is_word(**c)).count(),
            ),
        },
        ':' if second == ':' => (Some("::".into()), 2),
        c if is_word(c) => {
            let length = rest.iter().take_while(|c| is_word(**c)).count();
            let word: String = rest[..length].iter().collect();
            match literal_after_prefix(&word, &rest[length..]) {
                Some(more) => (Some("\"".into()), length + more),
                None => (Some(word), length),
            }
        }
        c if c.is_whitespace() => (None, 1),
        c => (Some(c.into()), 1),
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn block_comment(rest: &[char]) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at + 1 < rest.len() {
        match (rest[at], rest[at + 1]) {
            ('/', '*') => depth += 1,
            ('*', '/') => depth -= 1,
            _ => {
                at += 1;
                continue;
            }
        }
        at += 2;
        if depth == 0 {
            return at;
        }
    }
    rest.len()
}

fn quoted(rest: &[char], quote: char) -> usize {
    let mut at = 1;
    while at < rest.len() && rest[at] != quote {
        at += if rest[at] == '\\' { 2 } else { 1 };
    }
    (at + 1).min(rest.len())
}

/// The length of a character literal; none if the quote starts a lifetime.
fn character(rest: &[char]) -> Option<usize> {
    match (rest.get(1)?, rest.get(2)?) {
        ('\\', _) => Some(quoted(rest, '\'')),
        (_, '\'') => Some(3),
        _ => None,
    }
}

/// `b"…"`, `c"…"`, `b'…'`, `r"…"`, `r#"…"#` and their kin: the length after the prefix.
fn literal_after_prefix(word: &str, rest: &[char]) -> Option<usize> {
    let raw = matches!(word, "r" | "br" | "cr");
    let hashes = if raw {
        rest.iter().take_while(|c| **c == '#').count()
    } else {
        0
    };
    match rest.get(hashes)? {
        '"' if raw => {
            let end: Vec<char> = std::iter::once('"').chain(vec!['#'; hashes]).collect();
            let body = &rest[hashes + 1..];
            let length = body.windows(end.len()).position(|window| window == end);
            Some(length.map_or(rest.len(), |length| hashes + 1 + length + end.len()))
        }
        '"' if matches!(word, "b" | "c") => Some(quoted(rest, '"')),
        '\'' if word == "b" => Some(quoted(rest, '\'')),
        _ => None,
    }
}

/// Every path of the file, `use` trees spelled out, `super` and `self` resolved from `module`, the file's own path.
pub fn paths(tokens: &[Token], module: &[&str]) -> Vec<NamedPath> {
    let mut found = Vec::new();
    let mut here: Vec<String> = module.iter().map(ToString::to_string).collect();
    let mut inline_modules = Vec::new();
    let mut depth = 0_usize;
    let mut at = 0;
    while at < tokens.len() {
        let text = |offset: usize| {
            tokens
                .get(at + offset)
                .map_or("", |token| token.text.as_str())
        };
        match text(0) {
            "mod" if text(2) == "{" => {
                inline_modules.push(depth);
                here.push(text(1).to_owned());
                depth += 1;
                at += 3;
            }
            "{" => {
                depth += 1;
                at += 1;
            }
            "}" => {
                depth = depth.saturating_sub(1);
                if inline_modules.last() == Some(&depth) {
                    inline_modules.pop();
                    here.pop();
                }
                at += 1;
            }
            "use" if text(1) != "<" => {
                at += 1;
                use_tree(tokens, &mut at, &[], &here, &mut found);
            }
            word if is_word_token(word)
                || word == "::" && !is_word_token(text_before(tokens, at)) =>
            {
                let path = inline_path(tokens, &mut at);
                if path.segments.len() > 1 {
                    found.push(resolved(path, &here));
                }
            }
            _ => at += 1,
        }
    }
    found
}

fn text_before(tokens: &[Token], at: usize) -> &str {
    at.checked_sub(1)
        .map_or("", |before| tokens[before].text.as_str())
}

fn is_word_token(text: &str) -> bool {
    text.starts_with(is_word)
}

fn inline_path(tokens: &[Token], at: &mut usize) -> NamedPath {
    let line = tokens[*at].line;
    let mut segments = Vec::new();
    while let Some(token) = tokens.get(*at) {
        if is_word_token(&token.text) {
            segments.push(token.text.clone());
            *at += 1;
        } else if token.text != "::" {
            break;
        }
        match tokens.get(*at).map(|token| token.text.as_str()) {
            Some("::") => *at += 1,
            _ => break,
        }
    }
    NamedPath { segments, line }
}

/// One branch of a `use`, up to its `,`, `}` or `;`.
fn use_tree(
    tokens: &[Token],
    at: &mut usize,
    prefix: &[String],
    here: &[String],
    found: &mut Vec<NamedPath>,
) {
    let mut segments = prefix.to_vec();
    let mut line = tokens.get(*at).map_or(0, |token| token.line);
    while let Some(token) = tokens.get(*at) {
        match token.text.as_str() {
            "{" => {
                *at += 1;
                while tokens.get(*at).is_some_and(|token| token.text != "}") {
                    use_tree(tokens, at, &segments, here, found);
                    if tokens.get(*at).is_some_and(|token| token.text == ",") {
                        *at += 1;
                    }
                }
                *at += 1;
                return;
            }
            "," | "}" | ";" => break,
            // The new name is not part of the path.
            "as" => *at += 2,
            "::" => *at += 1,
            segment => {
                segments.push(segment.to_owned());
                line = token.line;
                *at += 1;
            }
        }
    }
    if segments.len() > prefix.len() {
        found.push(resolved(NamedPath { segments, line }, here));
    }
}

/// Turns `self::…` and `super::…` into `crate::…`.
fn resolved(path: NamedPath, here: &[String]) -> NamedPath {
    let ups = path
        .segments
        .iter()
        .skip_while(|s| *s == "self")
        .take_while(|s| *s == "super")
        .count();
    let selfs = path
        .segments
        .iter()
        .take_while(|segment| *segment == "self")
        .count();
    if ups + selfs == 0 {
        return path;
    }
    let base = &here[..here.len().saturating_sub(ups)];
    let segments = std::iter::once("crate".to_owned())
        .chain(base.iter().cloned())
        .chain(path.segments[ups + selfs..].iter().cloned())
        .collect();
    NamedPath {
        segments,
        line: path.line,
    }
}
