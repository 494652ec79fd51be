//! Every language says everything, in its own way.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use fluent_templates::fluent_bundle::FluentResource;
use proptest::prelude::*;

use super::*;

const EN: Words = Words { locale: Locale::En };

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every message of a language with the gaps that it has.
fn messages(locale: Locale) -> BTreeMap<String, BTreeSet<String>> {
    let path = root().join(format!("locales/{}/page.ftl", locale.tag()));
    let source = fs::read_to_string(path).unwrap();
    FluentResource::try_new(source.clone())
        .unwrap_or_else(|(_, errors)| panic!("{locale:?}: {errors:?}"));
    let mut messages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut key = String::new();
    for line in source.lines().filter(|line| !line.starts_with('#')) {
        if let Some((name, _)) = line.split_once(" =").filter(|_| !line.starts_with(' ')) {
            key = name.to_owned();
            assert!(
                messages.insert(key.clone(), BTreeSet::new()).is_none(),
                "{key} twice in {locale:?}"
            );
        }
        for gap in line.split('$').skip(1) {
            let gap: String = gap
                .chars()
                .take_while(char::is_ascii_alphanumeric)
                .collect();
            messages.get_mut(&key).unwrap().insert(gap);
        }
    }
    messages
}

/// The program's text, this folder's tests left out.
fn sources(folder: &Path, text: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, text);
        } else if path.extension().is_some_and(|kind| kind == "rs")
            && !path.ends_with("words/tests.rs")
        {
            text.push_str(&fs::read_to_string(path).unwrap());
        }
    }
}

#[test]
fn every_language_has_every_message_and_no_other() {
    let english: BTreeSet<_> = messages(Locale::En).into_keys().collect();
    for locale in Locale::ALL {
        let theirs: BTreeSet<_> = messages(locale).into_keys().collect();
        let missing: Vec<_> = english.difference(&theirs).collect();
        let more: Vec<_> = theirs.difference(&english).collect();
        assert!(
            missing.is_empty() && more.is_empty(),
            "{locale:?} lacks {missing:?} and has {more:?}"
        );
    }
}

#[test]
fn no_language_loses_what_a_sentence_is_about() {
    // A plural may say "one" in words instead of writing the number, and need no number to choose by.
    let said = |gaps: &BTreeSet<String>| -> BTreeSet<String> {
        gaps.iter().filter(|gap| *gap != "count").cloned().collect()
    };
    let english = messages(Locale::En);
    for locale in Locale::ALL {
        for (key, gaps) in messages(locale) {
            assert_eq!(said(&gaps), said(&english[&key]), "{key} in {locale:?}");
        }
    }
}

#[test]
fn every_message_is_said_somewhere_and_every_one_said_is_there() {
    let mut text = String::new();
    sources(&root().join("src"), &mut text);
    let english = messages(Locale::En);
    for key in english.keys() {
        assert!(text.contains(&format!("\"{key}\"")), "nobody says {key}");
    }
    for call in ["words.say(", "words.fill(", "words.count("] {
        let literals = text.split(call).skip(1).map(str::trim_start);
        for rest in literals.filter_map(|rest| rest.strip_prefix('"')) {
            let key = rest.split('"').next().unwrap();
            assert!(english.contains_key(key), "{key} is said but not there");
        }
    }
}

#[test]
fn numbers_say_no_more_than_is_known() {
    assert_eq!(EN.people(18_743.0), "about 18,700");
    assert_eq!(EN.people(42.0), "42");
    assert_eq!(EN.people(999_999.0), "about 1,000,000");
    assert_eq!(EN.per_minute(288.0), "290 a minute");
    assert_eq!(EN.per_minute(0.2), "fewer than 1 a minute");
}

#[test]
fn numbers_are_written_as_each_language_does() {
    let written = Locale::ALL.map(|locale| Words::new(locale).number(18_700));
    let expected = [
        "18,700",
        "18.700",
        "18\u{202f}700",
        "18.700",
        "18,700",
        "18,700",
    ];
    assert_eq!(written, expected);
}

#[test]
fn times_are_written_in_the_events_zone_with_its_name() {
    let paris = Zone::parse("Europe/Paris").unwrap();
    let at = Timestamp::parse("2026-11-23T09:00:00Z").unwrap();
    assert_eq!(EN.moment(&paris, at, at), "10:00 CET");
    let yesterday = at.plus_seconds(-86_400);
    let when = |locale| Words::new(locale).when(&paris, at, yesterday);
    assert_eq!(when(Locale::En), "on 23 November at 10:00 CET");
    assert_eq!(when(Locale::De), "am 23. November um 10:00 CET");
    assert_eq!(when(Locale::Fr), "le 23 novembre à 10:00 CET");
    assert_eq!(when(Locale::Es), "el 23 de noviembre a las 10:00 CET");
    assert_eq!(when(Locale::Ja), "11月23日 10:00 CET");
    assert!(
        when(Locale::Ar).contains("23 نوفمبر"),
        "{}",
        when(Locale::Ar)
    );
    let last_year = at.plus_seconds(-400 * 86_400);
    assert_eq!(
        EN.moment(&paris, at, last_year),
        "23 November 2026, 10:00 CET"
    );
}

#[test]
fn waits_read_as_a_person_would_say_them() {
    assert_eq!(EN.wait(1_560.0, 2_280.0), "about 25–40 minutes");
    assert_eq!(EN.wait(0.0, 20.0), "less than a minute");
    assert_eq!(EN.wait(0.0, 150.0), "up to 3 minutes");
    assert_eq!(EN.wait(4_300.0, 7_000.0), "about 1 h to 2 h");
    assert_eq!(EN.wait_figure(1_560.0, 2_280.0).0, "25–40");
}

#[test]
fn plurals_follow_the_rules_of_the_language() {
    let ar = Words::new(Locale::Ar);
    assert!(
        ar.wait(0.0, 170.0).ends_with("دقائق"),
        "three take the plural"
    );
    assert!(
        ar.wait(0.0, 110.0).ends_with("دقيقتين"),
        "two take the dual"
    );
    assert!(
        ar.wait(1_560.0, 2_280.0).ends_with("دقيقة"),
        "forty take the singular"
    );
    let es = Words::new(Locale::Es);
    assert_eq!(es.stock(StockLevel::Low, Some(1)), "Solo queda 1");
    assert_eq!(es.stock(StockLevel::Low, Some(3)), "Solo quedan 3");
}

#[test]
fn a_countdown_ends_in_silence() {
    assert_eq!(EN.countdown(7_800.0).as_deref(), Some("in 2 h 10 min"));
    assert_eq!(EN.countdown(30.0).as_deref(), Some("in less than a minute"));
    assert_eq!(EN.countdown(86_400.0 * 3.0).as_deref(), Some("in 3 days"));
    assert_eq!(EN.countdown(0.0).as_deref(), Some("any moment now"));
    assert_eq!(EN.countdown(-600.0), None);
}

proptest! {
    #[test]
    fn grouping_loses_no_digit(number in 0..10_u64.pow(18)) {
        let digits: String = EN.number(number).chars().filter(char::is_ascii_digit).collect();
        prop_assert_eq!(digits, number.to_string());
    }

    #[test]
    fn every_language_can_say_every_wait_and_countdown(
        low in 0.0..50_000.0_f64, more in 0.0..50_000.0_f64, left in -1_000.0..50_000.0_f64,
    ) {
        for locale in Locale::ALL {
            let words = Words::new(locale);
            for said in [words.wait(low, low + more), words.wait_figure(low, low + more).0, words.people(low)] {
                prop_assert!(!said.is_empty() && !said.contains(['{', '$']), "{:?}: {}", locale, said);
            }
            prop_assert_eq!(words.countdown(left).is_none(), left <= -600.0);
        }
    }
}

#[test]
fn a_time_among_arabic_words_stays_in_one_piece() {
    let zone = Zone::parse("Europe/Paris").unwrap();
    let at = Timestamp::parse("2026-11-27T04:00:00Z").unwrap();
    let told = |today| Words::new(Locale::Ar).moment(&zone, at, today);
    let time = "\u{2068}05:00 CET\u{2069}";
    assert_eq!(told(at), time);
    let later = told(at.plus_seconds(-3 * 86_400));
    assert_eq!(later, format!("\u{2068}27 نوفمبر\u{2069}، {time}"));
}
