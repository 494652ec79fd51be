//! Colours that people can read: the tokens of the style sheet, measured as WCAG 2.2 measures them.

use std::collections::BTreeMap;

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
const SHAPES: [(&str, &str); 12] = [
    ("calm-shape", "plate"),
    ("calm-shape", "paper"),
    ("busy-shape", "plate"),
    ("busy-shape", "paper"),
    ("stop-shape", "plate"),
    ("stop-shape", "paper"),
    ("still-shape", "plate"),
    ("still-shape", "paper"),
    ("edge", "plate"),
    ("edge", "paper"),
    ("still", "paper"),
    ("soft", "plate"),
];

/// Relative luminance of an `oklch(L% C H)` colour; out-of-gamut channels are clipped, as the cruellest screen does.
fn luminance(colour: &str) -> f64 {
    let inner = colour.strip_prefix("oklch(").unwrap().trim_end_matches(')');
    let numbers: Vec<f64> = inner
        .split_whitespace()
        .map(|n| n.trim_end_matches('%').parse().unwrap())
        .collect();
    let (lightness, chroma, hue) = (numbers[0] / 100.0, numbers[1], numbers[2].to_radians());
    let (a, b) = (chroma * hue.cos(), chroma * hue.sin());
    let long = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
    let medium = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
    let short = (lightness - 0.089_484_177_5 * a - 1.291_485_548 * b).powi(3);
    let red = 4.076_741_662_1 * long - 3.307_711_591_3 * medium + 0.230_969_929_2 * short;
    let green = -1.268_438_004_6 * long + 2.609_757_401_1 * medium - 0.341_319_396_5 * short;
    let blue = -0.004_196_086_3 * long - 0.703_418_614_7 * medium + 1.707_614_701 * short;
    0.2126 * red.clamp(0.0, 1.0) + 0.7152 * green.clamp(0.0, 1.0) + 0.0722 * blue.clamp(0.0, 1.0)
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
            let [front_y, back_y] = [front, back].map(|name| luminance(tokens[*name][side]) + 0.05);
            let ratio = front_y.max(back_y) / front_y.min(back_y);
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

#[test]
fn black_on_white_measures_as_the_standard_says() {
    let ratio = (luminance("oklch(100% 0 0)") + 0.05) / (luminance("oklch(0% 0 0)") + 0.05);
    assert!((ratio - 21.0).abs() < 0.01, "{ratio}");
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
