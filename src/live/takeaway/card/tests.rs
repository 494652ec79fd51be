//! The card is always drawn, whatever it says.

use std::sync::LazyLock;

use proptest::prelude::*;
use resvg::usvg::{Node, Rect};

use super::*;

/// No font of the machine, so that every machine sees the same card.
static FONTS: LazyLock<Fonts> = LazyLock::new(Fonts::embedded);

fn words(locale: Locale, event: &str, sentence: &str, figure: Option<(&str, &str)>) -> CardWords {
    CardWords {
        locale,
        event: one_line(event),
        sentence: one_line(sentence),
        aspect: Aspect::Busy,
        figure: figure.map(|(figure, unit)| Figure {
            figure: figure.to_owned(),
            unit: unit.to_owned(),
            note: None,
        }),
        host: "status.example".to_owned(),
    }
}

/// Left and right edge of every text on the card.
fn extents(card: &CardWords) -> Vec<(f32, f32)> {
    let drawing = drawing::draw(card, &FONTS);
    let tree = FONTS.parse(&drawing).unwrap();
    let extent = |node: &Node| match node {
        Node::Text(text) => {
            let place = text.abs_bounding_box();
            Some((place.left(), place.right()))
        }
        _ => None,
    };
    tree.root().children().iter().filter_map(extent).collect()
}

/// The ink of every line of text on the card.
fn inked(card: &CardWords) -> Vec<Rect> {
    let drawing = drawing::draw(card, &FONTS);
    let tree = FONTS.parse(&drawing).unwrap();
    let ink = |node: &Node| match node {
        Node::Text(text) => Some(text.flattened().abs_bounding_box()),
        _ => None,
    };
    tree.root().children().iter().filter_map(ink).collect()
}

fn busy(locale: Locale) -> CardWords {
    let figure = Some(("25–40", "minutes for most people joining now"));
    words(locale, "Meridian 4 launch", "It's very busy", figure)
}

#[test]
fn a_card_is_a_png_of_the_size_that_previews_want() {
    let png = paint(&busy(Locale::En), &FONTS).unwrap();
    let picture = resvg::tiny_skia::Pixmap::decode_png(&png).unwrap();
    assert_eq!(
        (picture.width(), picture.height()),
        (WIDTH.into(), HEIGHT.into())
    );
    let tone = picture.pixel(600, 50).unwrap();
    assert_eq!((tone.red(), tone.green(), tone.blue()), (0xd5, 0x74, 0x00));
    let ink = picture
        .pixels()
        .iter()
        .filter(|pixel| pixel.red() < 0x40 && pixel.green() < 0x40);
    assert!(ink.count() > 5_000, "there are letters on it");
}

#[test]
fn a_card_read_from_the_right_is_mirrored() {
    let (left, right) = (extents(&busy(Locale::En)), extents(&busy(Locale::Ar)));
    assert_eq!(left.len(), right.len());
    for ((from, _), (_, to)) in left.into_iter().zip(right) {
        assert!((from + to - 1_200.0).abs() < 8.0, "{from} {to}");
    }
}

#[test]
fn the_host_is_that_of_the_address() {
    assert_eq!(
        host("https://status.example:8443/below"),
        "status.example:8443"
    );
    assert_eq!(host("status.example"), "status.example");
}

#[test]
fn letters_that_only_ours_could_write_are_not_given_to_another_font() {
    let (family, content) = FONTS.markup("Meridian <4> ٤");
    assert_eq!(
        (family.as_str(), content.as_str()),
        (drawing::FAMILY, "Meridian &lt;4&gt; ٤")
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_text_breaks_the_drawing(event in "[\\PC<>&'\"\\]]{1,120}", sentence in "[\\PC<>&'\"\\]]{1,90}", locale in prop::sample::select(Locale::ALL.to_vec())) {
        let card = words(locale, &event, &sentence, Some(("25–40", "minutes")));
        prop_assert!(extents(&card).len() >= 3, "figure, unit and host are always there");
    }

    #[test]
    fn no_text_leaves_the_plate(event in "[a-zA-ZÀ-ž<&\" ]{1,120}", sentence in "[a-zA-ZÀ-ž<&\" ]{1,90}", locale in prop::sample::select(Locale::ALL.to_vec())) {
        let card = words(locale, &event, &sentence, Some(("25–40", "minutes")));
        for (left, right) in extents(&card) {
            prop_assert!(left > 40.0 && right < 1_160.0, "{left}–{right}");
        }
    }

    #[test]
    fn no_line_touches_another(event in "[a-zA-ZÀ-ž]{1,12}( [a-zA-ZÀ-ž]{1,12}){0,9}", sentence in "[a-zA-ZÀ-ž]{1,12}( [a-zA-ZÀ-ž]{1,12}){0,7}", figure in prop::option::of(Just(("25–40", "minutes for most people joining now")))) {
        let lines = inked(&words(Locale::En, &event, &sentence, figure));
        for (index, line) in lines.iter().enumerate() {
            for other in &lines[..index] {
                prop_assert!(line.intersect(other).is_none(), "{line:?} {other:?}");
            }
        }
    }

    #[test]
    fn letters_that_no_font_has_do_not_hold_up_the_painter(text in "[\\u{0300}-\\u{036f}\\u{0600}-\\u{06ff}\\u{3040}-\\u{30ff}\\u{1f300}-\\u{1f5ff}]{1,60}") {
        let texts = [drawing::Text { text: &text, weight: 700 }];
        prop_assert_eq!(FONTS.widths(&texts).len(), 1);
    }
}
