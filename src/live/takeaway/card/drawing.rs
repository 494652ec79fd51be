//! The card as SVG: the plate with its tone, the event's name, the sentence, the wait, where it is from.

use std::fmt::Write as _;

use super::lines::{Block, LEADING, fit, pieces, words};
use super::{CardWords, Fonts, HEIGHT, WIDTH};
use crate::page::aspect;

/// The family of the embedded fonts.
pub const FAMILY: &str = "Inter";

const MEDIUM: u16 = 500;
const BOLD: u16 = 700;
/// The light theme of `style/page.css`; a picture has only one.
const PAPER: &str = "#f8f5f1";
const PLATE: &str = "#ffffff";
const INK: &str = "#131822";
const SOFT: &str = "#4f5661";
const RULE: &str = "#d6d9de";

/// The column that everything stands in.
const LEFT: f32 = 96.0;
const RIGHT: f32 = 1_104.0;
/// The room that the shape and the gap behind it take before the sentence, in letter sizes.
const INDENT: f32 = 1.12;
/// Where the event's name begins.
const NAME_BASELINE: f32 = 122.0;
/// The room between the name and the sentence's letters.
const GAP: f32 = 26.0;
/// Where the figure stands, and where the foot begins.
const FIGURE_BASELINE: f32 = 466.0;
const FOOT: f32 = 510.0;

/// A text to be measured.
#[derive(Debug, Clone, Copy)]
pub struct Text<'a> {
    /// What it says.
    pub text: &'a str,
    /// How bold it is, in CSS numbers.
    pub weight: u16,
}

/// Draws the card.
pub fn draw(card: &CardWords, fonts: &Fonts) -> String {
    let set = |text: &str, weight, sizes: &[f32], width, most| {
        let mut pieces = pieces(text);
        pieces.push(("n n".to_owned(), true));
        pieces.push(("nn".to_owned(), true));
        let texts: Vec<_> = pieces
            .iter()
            .map(|(text, _)| Text { text, weight })
            .collect();
        let mut widths = fonts.widths(&texts);
        let space = match widths.split_off(widths.len().saturating_sub(2))[..] {
            [with, without] => (with - without).max(0.0),
            _ => 0.0,
        };
        pieces.truncate(widths.len());
        fit(&words(pieces, &widths), space, sizes, width, most)
    };
    let column = RIGHT - LEFT;
    let tone = aspect::colour(card.aspect);
    let mut page = Sheet::new(card.locale.direction() == "rtl", fonts);
    let (width, height) = (f32::from(WIDTH), f32::from(HEIGHT));
    page.rect(0.0, 0.0, width, height, PAPER);
    page.rect(40.0, 40.0, width - 80.0, height - 80.0, PLATE);
    page.rect(40.0, 40.0, width - 80.0, 20.0, tone);

    let event = set(&card.event, MEDIUM, &[36.0, 31.0, 27.0], column, 2);
    page.block(&event, MEDIUM, SOFT, 0.0, NAME_BASELINE, Base::OfText);

    let (sizes, most): (&[f32], _) = match card.figure {
        Some(_) => (&[64.0, 57.0, 50.0, 44.0], 2),
        None => (&[82.0, 73.0, 64.0, 55.0, 47.0], 3),
    };
    let indent = sizes.first().map_or(0.0, |size| size * INDENT);
    let sentence = set(&card.sentence, BOLD, sizes, column - indent, most);
    let size = sentence.size;
    // Without a figure the sentence stands in its place.
    let baseline = match card.figure {
        Some(_) => NAME_BASELINE + event.above_last() + GAP + size,
        None => FIGURE_BASELINE - sentence.above_last(),
    };
    page.shape(aspect::outline(card.aspect), tone, size * 0.78, baseline);
    page.block(&sentence, BOLD, INK, size * INDENT, baseline, Base::OfCard);

    if let Some(wait) = &card.figure {
        let figure = set(&wait.figure, BOLD, &[150.0, 120.0, 92.0, 68.0], column, 1);
        page.block(&figure, BOLD, INK, 0.0, FIGURE_BASELINE, Base::OfCard);
        let taken = fonts.widths(&[Text {
            text: &wait.figure,
            weight: BOLD,
        }]);
        let taken = taken.first().copied().unwrap_or(0.0) * figure.size / super::lines::MEASURED_AT;
        let beside = taken + 30.0;
        let unit = set(&wait.unit, MEDIUM, &[40.0, 34.0, 28.0], column - beside, 2);
        page.block(
            &unit,
            MEDIUM,
            SOFT,
            beside,
            FIGURE_BASELINE - unit.above_last(),
            Base::OfCard,
        );
    }
    page.rect(LEFT, FOOT, column, 2.0, RULE);
    let host = set(&card.host, MEDIUM, &[28.0, 22.0], column, 1);
    page.block(&host, MEDIUM, SOFT, 0.0, FOOT + 46.0, Base::OfText);
    page.finish()
}

/// Which way a text runs.
#[derive(Clone, Copy, PartialEq)]
enum Base {
    /// As the card's language.
    OfCard,
    /// As its own first letter: names are not translated.
    OfText,
}

/// An SVG in the making; mirrored where the card is read from the right.
struct Sheet<'a> {
    svg: String,
    fonts: &'a Fonts,
    rtl: bool,
}

// Writing to a string does not fail, so the results of `write!` say nothing.
impl<'a> Sheet<'a> {
    fn new(rtl: bool, fonts: &'a Fonts) -> Self {
        let svg = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}">"#
        );
        Self { svg, fonts, rtl }
    }

    fn rect(&mut self, x: f32, y: f32, width: f32, height: f32, fill: &str) {
        let _ = write!(
            self.svg,
            r#"<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{fill}"/>"#
        );
    }

    /// The aspect's outline (in a box of 24) at the beginning of a line, standing on its baseline.
    fn shape(&mut self, outline: &str, fill: &str, size: f32, baseline: f32) {
        let x = if self.rtl { RIGHT - size } else { LEFT };
        let (y, scale) = (baseline - size + size * 0.04, size / 24.0);
        let _ = write!(
            self.svg,
            r#"<path transform="translate({x} {y}) scale({scale})" fill="{fill}" d="{outline}"/>"#
        );
    }

    /// A block of text `indent` away from the column's beginning, its first baseline at `first`.
    fn block(
        &mut self,
        block: &Block,
        weight: u16,
        fill: &str,
        indent: f32,
        first: f32,
        base: Base,
    ) {
        let (x, anchor) = if self.rtl {
            (RIGHT - indent, "end")
        } else {
            (LEFT + indent, "start")
        };
        let mut baseline = first;
        for line in &block.lines {
            let (family, content) = self.fonts.markup(line);
            // The renderer takes every text for left-to-right; an isolate says otherwise.
            let content = match (self.rtl, base) {
                (false, _) => content,
                (true, Base::OfCard) => format!("\u{2067}{content}\u{2069}"),
                (true, Base::OfText) => format!("\u{2068}{content}\u{2069}"),
            };
            let _ = write!(
                self.svg,
                r#"<text x="{x}" y="{baseline}" text-anchor="{anchor}" font-family="'{family}'" font-size="{}" font-weight="{weight}" fill="{fill}">{content}</text>"#,
                block.size,
            );
            baseline += block.size * LEADING;
        }
    }

    fn finish(mut self) -> String {
        self.svg.push_str("</svg>");
        self.svg
    }
}
