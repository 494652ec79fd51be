//! What is a mark and what is not, and that nothing else is lost.

use proptest::prelude::*;

use super::*;

fn text(words: &str) -> Piece {
    Piece::Text(words.to_owned())
}

fn link(words: &str, target: &str) -> Piece {
    Piece::Link {
        target: Link::parse(target).unwrap(),
        words: vec![text(words)],
    }
}

fn parse(source: &str) -> Vec<Piece> {
    Prose::parse(source).pieces().to_vec()
}

#[test]
fn the_marks_there_are() {
    assert_eq!(
        parse("Please **don't pay twice**, *really*."),
        [
            text("Please "),
            Piece::Strong(vec![text("don't pay twice")]),
            text(", "),
            Piece::Emphasis(vec![text("really")]),
            text("."),
        ]
    );
    assert_eq!(
        parse("***now***"),
        [Piece::Strong(vec![Piece::Emphasis(vec![text("now")])])]
    );
    assert_eq!(
        parse("これは**重要**です"),
        [
            text("これは"),
            Piece::Strong(vec![text("重要")]),
            text("です")
        ]
    );
    assert_eq!(
        parse("[Join **now**](https://shop.example/w?a=(b))."),
        [
            Piece::Link {
                target: Link::parse("https://shop.example/w?a=(b)").unwrap(),
                words: vec![text("Join "), Piece::Strong(vec![text("now")])],
            },
            text("."),
        ]
    );
}

#[test]
fn an_address_is_a_link_without_the_punctuation_around_it() {
    for (source, address, rest) in [
        ("https://shop.example/w.", "https://shop.example/w", "."),
        (
            "https://shop.example/a_(b))",
            "https://shop.example/a_(b)",
            ")",
        ),
        ("http://shop.example、次", "http://shop.example", "、次"),
        (
            "https://shop.example/a*b*c now",
            "https://shop.example/a*b*c",
            " now",
        ),
    ] {
        assert_eq!(
            parse(source),
            [link(address, address), text(rest)],
            "{source}"
        );
    }
    let strong = Piece::Strong(vec![link("https://a.example", "https://a.example")]);
    assert_eq!(parse("**https://a.example**"), [strong]);
}

#[test]
fn what_is_no_mark_stays_as_it_was_typed() {
    for source in [
        "2 * 3 * 4 and 2*3*4",
        "** not strong **, *open, ****",
        "1. Doors\n# 1 in line\n> quoted\n- a list\n`code` _x_ &amp; <b>bold</b>",
        "[words](javascript:alert(1)) [x](data:,y) [](x) [a] (b)",
        "[a [b](ftp://a.example",
        "https:// http://\u{202e}evil xhttps://a.example",
        "{item} \\n \\",
    ] {
        assert_eq!(parse(source), [text(source)], "{source}");
    }
}

#[test]
fn a_backslash_takes_a_marks_meaning_away() {
    assert_eq!(
        parse(r"\*not\* \[a\](https\://x) \\"),
        [text(r"*not* [a](https\://x) \")]
    );
    assert_eq!(parse(r"**a \** b**"), [Piece::Strong(vec![text("a ** b")])]);
}

#[test]
fn words_alone_may_name_where_links_lead() {
    let prose = Prose::parse("**Join** [the list](https://a.example) or https://b.example");
    assert_eq!(prose.plain(), "Join the list or https://b.example");
    assert_eq!(
        prose.plain_with_links(),
        "Join the list (https://a.example) or https://b.example"
    );
}

#[test]
fn marks_do_not_nest_without_end() {
    let source = format!("{}x{}", "*a **b ".repeat(300), "** c*".repeat(300));
    let prose = Prose::parse(&source);
    assert!(prose.plain().len() <= source.len());
}

/// What may not be lost: everything but the marks themselves and where links lead.
fn words(source: &str) -> String {
    source.chars().filter(|c| !"*[]()\\".contains(*c)).collect()
}

/// Whether `part` is `whole` with some characters left out.
fn is_left_of(part: &str, whole: &str) -> bool {
    let mut rest = whole.chars();
    part.chars().all(|c| rest.any(|other| other == c))
}

fn marked() -> impl Strategy<Value = String> {
    let bits = prop_oneof![
        Just("*".to_owned()),
        Just("**".to_owned()),
        Just("[".to_owned()),
        Just("](https://a.example)".to_owned()),
        Just("\\".to_owned()),
        Just(" ".to_owned()),
        Just("https://b.example/".to_owned()),
        "[a-z列é.]{1,4}",
    ];
    prop::collection::vec(bits, 0..24).prop_map(|bits| bits.concat())
}

proptest! {
    #[test]
    fn any_text_can_be_taken_apart_and_only_loses_marks(source in any::<String>()) {
        let prose = Prose::parse(&source);
        prop_assert!(is_left_of(&prose.plain(), &source));
        prop_assert!(is_left_of(&words(&prose.plain_with_links()), &source));
    }

    #[test]
    fn no_word_is_lost_among_marks(source in marked()) {
        let told = Prose::parse(&source).plain_with_links();
        prop_assert!(is_left_of(&told, &source.replace("](", " (").replace('[', "")) || told.len() <= source.len());
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        prop_assert_eq!(letters(&told), letters(&source));
    }

    #[test]
    fn a_text_without_marks_is_its_own_only_piece(source in "[^*\\[\\]\\\\h]{1,60}") {
        prop_assert_eq!(parse(&source), [text(&source)]);
    }

    #[test]
    fn every_link_leads_to_http(source in marked()) {
        fn links(pieces: &[Piece]) -> Vec<&Link> {
            pieces.iter().flat_map(|piece| match piece {
                Piece::Text(_) => vec![],
                Piece::Strong(inner) | Piece::Emphasis(inner) => links(inner),
                Piece::Link { target, words } => {
                    assert!(links(words).is_empty(), "a link in a link");
                    vec![target]
                }
            }).collect()
        }
        for link in links(Prose::parse(&source).pieces()) {
            prop_assert!(Link::parse(link.as_str()).is_ok());
        }
    }

    #[test]
    fn an_escaped_value_reads_as_it_was_typed(value in "[a-z*\\[\\]\\\\() ]{0,30}") {
        let source = format!("before {} after", escape(&value));
        prop_assert_eq!(Prose::parse(&source).plain(), format!("before {value} after"));
    }
}
