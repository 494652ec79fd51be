//! Sets a text into a box: breaks it into lines, and sets it smaller until it fits.

/// The size at which words are measured; widths grow in proportion.
pub const MEASURED_AT: f32 = 100.0;

/// The height of a line, in letter sizes.
pub const LEADING: f32 = 1.25;

/// A text broken into lines at a size.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// The size of its letters in pixels.
    pub size: f32,
    /// Its lines.
    pub lines: Vec<String>,
}

impl Block {
    /// How far its first baseline is above its last.
    pub fn above_last(&self) -> f32 {
        let below_first = self.lines.iter().skip(1);
        below_first.map(|_| self.size * LEADING).sum()
    }
}

/// One piece of text that is never broken, with its width at [`MEASURED_AT`].
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    text: String,
    width: f32,
    /// Whether a space stands before it, unless it begins a line.
    spaced: bool,
}

/// Where a text may be broken: at spaces, and before letters of scripts that are written without any.
pub fn pieces(text: &str) -> Vec<(String, bool)> {
    let mut pieces: Vec<(String, bool)> = Vec::new();
    for part in text.split_whitespace() {
        let mut begins = true;
        for c in part.chars() {
            // What closes must not begin a line.
            let breaks = begins || (is_unspaced(c) && !"、。，．」』）！？ー・：".contains(c));
            match pieces.last_mut() {
                Some((piece, _)) if !breaks => piece.push(c),
                _ => pieces.push((c.to_string(), begins)),
            }
            begins = false;
        }
    }
    pieces
}

/// Kana, Han, Hangul and their full-width company.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}')
}

/// Puts pieces and their widths together.
pub fn words(pieces: Vec<(String, bool)>, widths: &[f32]) -> Vec<Word> {
    let word = |((text, spaced), width): ((String, bool), &f32)| Word {
        text,
        width: *width,
        spaced,
    };
    pieces.into_iter().zip(widths).map(word).collect()
}

/// Sets `words` at the first of `sizes` at which they take at most `most` lines of `width`. What is too long even at
/// the last size ends in an ellipsis; a word that is too wide even then makes its text smaller still.
pub fn fit(words: &[Word], space: f32, sizes: &[f32], width: f32, most: usize) -> Block {
    let widest = words.iter().map(|word| word.width).fold(1.0, f32::max);
    let floor = width / widest * MEASURED_AT;
    let fits = |size: &&f32| {
        **size <= floor && wrap(words, space, width * MEASURED_AT / **size).len() <= most
    };
    let last = sizes.last().copied().unwrap_or(MEASURED_AT);
    let size = sizes.iter().find(fits).copied().unwrap_or(last.min(floor));
    let mut lines = balanced(words, space, width * MEASURED_AT / size);
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            last.push('…');
        }
    }
    Block { size, lines }
}

/// Wraps into as few lines as `width` allows, and then as narrow as these few allow: no last word stands alone.
fn balanced(words: &[Word], space: f32, width: f32) -> Vec<String> {
    let mut lines = wrap(words, space, width);
    let widest = words.iter().map(|word| word.width).fold(0.0, f32::max);
    for percent in (50..100_u8).rev() {
        let narrower = width * f32::from(percent) / 100.0;
        let tighter = wrap(words, space, narrower);
        if tighter.len() > lines.len() || widest > narrower {
            break;
        }
        lines = tighter;
    }
    lines
}

fn wrap(words: &[Word], space: f32, width: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut used = 0.0;
    for word in words {
        let gap = if word.spaced { space } else { 0.0 };
        match lines.last_mut() {
            Some(line) if used + gap + word.width <= width => {
                if word.spaced {
                    line.push(' ');
                }
                line.push_str(&word.text);
                used += gap + word.width;
            }
            _ => {
                lines.push(word.text.clone());
                used = word.width;
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Every letter is half as wide as it is high.
    fn half(text: &str) -> Vec<Word> {
        let pieces = pieces(text);
        let widths: Vec<_> = pieces
            .iter()
            .map(|(text, _)| text.chars().map(|_| MEASURED_AT / 2.0).sum())
            .collect();
        words(pieces, &widths)
    }

    #[test]
    fn a_long_text_is_broken_at_words_and_set_smaller() {
        let text = half("The waiting room is open");
        let block = fit(&text, 50.0, &[60.0, 40.0], 260.0, 2);
        assert!((block.size - 40.0).abs() < 0.01, "{}", block.size);
        assert_eq!(block.lines, ["The waiting", "room is open"]);
    }

    #[test]
    fn japanese_is_broken_anywhere_but_before_what_closes() {
        let block = fit(&half("再開しました。"), 50.0, &[100.0], 300.0, 2);
        assert_eq!(block.lines, ["再開しま", "した。"]);
    }

    #[test]
    fn a_word_that_is_wider_than_its_box_is_set_smaller_still() {
        let block = fit(&half("Donaudampfschiff"), 50.0, &[60.0, 40.0], 160.0, 2);
        assert_eq!(block.lines, ["Donaudampfschiff"]);
        assert!((block.size - 20.0).abs() < 0.01, "{}", block.size);
    }

    #[test]
    fn no_last_word_stands_alone() {
        let block = fit(&half("Sold out at 15:42 CET"), 50.0, &[20.0], 180.0, 2);
        assert_eq!(block.lines, ["Sold out at", "15:42 CET"]);
    }

    proptest! {
        #[test]
        fn nothing_of_a_text_is_lost_while_lines_are_left(text in "[a-z 漢字かな。]{0,60}") {
            let block = fit(&half(&text), 50.0, &[20.0], 10_000.0, 99);
            let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(letters(&block.lines.concat()), letters(&text));
        }

        #[test]
        fn a_block_never_has_more_lines_than_there_is_room_for(text in "\\PC{0,200}", most in 1_usize..4) {
            let block = fit(&half(&text), 50.0, &[80.0, 40.0], 500.0, most);
            prop_assert!(block.lines.len() <= most);
        }
    }
}
