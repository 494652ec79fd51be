//! What may stand in a document of another format: their writers escape what has a meaning there, but pass on
//! characters that the format does not have at all.

/// The text without characters that XML 1.0 (§2.2) forbids and iCalendar (RFC 5545 §3.1) would break lines at.
/// Line feeds stay.
pub fn clean(text: &str) -> String {
    let legal = |c: &char| {
        *c == '\n'
            || !(c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}'))
    };
    text.replace("\r\n", "\n").chars().filter(legal).collect()
}

/// The cleaned text on one line.
pub fn one_line(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text with what has a meaning in XML written so that it has none.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// The beginning of a text as a headline: its first line, at most `limit` characters, cut at a word where there is one.
pub fn headline(text: &str, limit: usize) -> String {
    let first = one_line(text.trim().lines().next().unwrap_or_default());
    let Some((end, _)) = first.char_indices().nth(limit) else {
        return first;
    };
    let head = &first[..end];
    let cut = head.rfind(' ').filter(|at| *at > end / 2).unwrap_or(end);
    format!("{}…", head[..cut].trim_end())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_headline_is_the_first_line_cut_at_a_word() {
        assert_eq!(headline("Short.\nAnd more.", 80), "Short.");
        assert_eq!(headline("The line is moving again", 15), "The line is…");
        assert_eq!(headline("入場を再開しました", 4), "入場を再…");
    }

    proptest! {
        #[test]
        fn a_cleaned_text_has_no_control_character_but_line_feeds(text in any::<String>()) {
            prop_assert!(!clean(&text).chars().any(|c| c.is_control() && c != '\n'));
            prop_assert!(!one_line(&text).chars().any(char::is_control));
        }

        #[test]
        fn a_headline_keeps_its_limit(text in any::<String>(), limit in 1_usize..60) {
            prop_assert!(headline(&text, limit).chars().count() <= limit + 1);
        }
    }
}
