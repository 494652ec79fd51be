//! Colours that people can read: the tokens of the style sheet, measured as WCAG 2.2 measures them.

use std::collections::BTreeMap;

use crate::domain::brand::{DARK_GROUND, LIGHT_GROUND};
use crate::domain::colour::{Oklch, contrast};

const SHEET: &str = include_str!("../../../style/page.css");

/// Text on its ground.
const TEXT: [(&str, &str); 14] = [
    ("ink", "paper"),
    ("ink", "plate"),
    ("soft", "paper"),
    ("soft", "plate"),
    ("calm", "paper"),
    ("calm", "plate"),
    ("busy", "paper"),
    ("busy", "plate"),
    ("stop", "paper"),
    ("stop", "plate"),
    ("still", "paper"),
    ("still", "plate"),
    ("paper", "ink"),
    ("plate", "ink"),
];

/// Shapes, outlines of controls and the focus ring on their ground.
/// The waits' colour draws a line on paper, and a band that says nothing the line does not.
const SHAPES: [(&str, &str); 13] = [
    ("calm-shape", "plate"),
    ("calm-shape", "paper"),
    ("busy-shape", "plate"),
    ("busy-shape", "paper"),
    ("stop-shape", "plate"),
    ("stop-shape", "paper"),
    ("still-shape", "plate"),
    ("still-shape", "paper"),
    ("wait-shape", "paper"),
    ("edge", "plate"),
    ("edge", "paper"),
    ("still", "paper"),
    ("soft", "plate"),
];

/// Parses `oklch(L% C H)`.
fn colour(text: &str) -> Oklch {
    let inner = text.strip_prefix("oklch(").unwrap().trim_end_matches(')');
    let numbers: Vec<f64> = inner
        .split_whitespace()
        .map(|n| n.trim_end_matches('%').parse().unwrap())
        .collect();
    Oklch {
        lightness: numbers[0] / 100.0,
        chroma: numbers[1],
        hue: numbers[2],
    }
}

/// The two sides of `light-dark(…, …)`, with references to other tokens followed.
fn tokens() -> BTreeMap<&'static str, [&'static str; 2]> {
    let mut found = BTreeMap::new();
    for line in SHEET.lines() {
        let declared = line.trim().strip_prefix("--");
        let pair = declared.and_then(|d| d.split_once(": light-dark("));
        let Some((name, pair)) = pair else { continue };
        let (light, dark) = pair.trim_end_matches(");").split_once(", ").unwrap();
        let side = |side: &'static str, index: usize| match side.strip_prefix("var(--") {
            Some(other) => {
                let sides: &[&str; 2] = &found[other.trim_end_matches(')')];
                sides[index]
            }
            None => side,
        };
        let sides = [side(light, 0), side(dark, 1)];
        found.insert(name, sides);
    }
    found
}

fn check(pairs: &[(&str, &str)], least: f64) {
    let tokens = tokens();
    for (front, back) in pairs {
        for (theme, side) in ["light", "dark"].into_iter().zip(0..) {
            let [front_y, back_y] =
                [front, back].map(|name| colour(tokens[*name][side]).luminance());
            let ratio = contrast(front_y, back_y);
            assert!(ratio >= least, "{front} on {back}, {theme}: {ratio:.2}");
        }
    }
}

#[test]
fn text_stands_out_from_its_ground_in_both_themes() {
    check(&TEXT, 4.5);
}

#[test]
fn shapes_stand_out_from_their_ground_in_both_themes() {
    check(&SHAPES, 3.0);
}

/// A brand's colour is measured against these, so they must be the hardest that the sheet has.
#[test]
fn a_brand_is_measured_against_the_grounds_of_this_sheet() {
    let tokens = tokens();
    for (side, hardest) in [(0, LIGHT_GROUND), (1, DARK_GROUND)] {
        let grounds = ["paper", "plate"].map(|name| colour(tokens[name][side]));
        assert!(grounds.contains(&hardest), "{grounds:?}");
        for ground in grounds {
            let (other, own) = (ground.luminance(), hardest.luminance());
            assert!(if side == 0 {
                other >= own
            } else {
                other <= own
            });
        }
    }
}

/// Whatever is not a token escapes the measuring.
#[test]
fn colours_are_written_as_tokens_only() {
    for line in SHEET.lines().filter(|line| !line.trim().starts_with("--")) {
        for literal in ["#0", "#f", "rgb(", "hsl(", "oklch("] {
            assert!(!line.contains(literal), "{line}");
        }
    }
}

#[test]
fn every_aspect_has_a_tone() {
    use crate::domain::status_page::Aspect;
    // Paused and ended are slate, which is the tone of a sign without any.
    for aspect in [
        Aspect::Calm,
        Aspect::Busy,
        Aspect::Full,
        Aspect::Problem,
        Aspect::Stale,
    ] {
        let rule = format!("[data-aspect=\"{}\"]", aspect.as_str());
        assert!(SHEET.contains(&rule), "{rule}");
    }
}
