//! Recordings from elsewhere are hostile until they have parsed.

use proptest::prelude::*;

use super::*;
use crate::domain::event::{EventKind, Phase};
use crate::domain::inventory::StockLevel;
use crate::domain::metric::Metric;

fn wrong(text: &str) -> String {
    parse_feed(text.as_bytes()).unwrap_err().to_string()
}

#[test]
fn a_row_holds_what_was_reported_and_never_the_answer() {
    let rows = parse_feed(
        b"t_s,queue_depth,state,announced_rate_per_min,true_wait_s\n0,5,waiting,720,9\n2.5,,,,\n",
    )
    .unwrap();
    let readings = vec![
        (Metric::QueueDepth, 5.0),
        (Metric::AdmissionRatePerMin, 720.0),
    ];
    let first = Row {
        line: 2,
        t_ms: 0,
        readings,
        phase: Some(Phase::Waiting),
    };
    let second = Row {
        line: 3,
        t_ms: 2_500,
        readings: Vec::new(),
        phase: None,
    };
    assert_eq!(rows, [first, second]);
}

#[test]
fn what_is_wrong_is_told_with_its_line_and_column() {
    for (text, told) in [
        (
            "t_s,queue_depth\n0,1\n5,-1\n",
            "line 3, column queue_depth: must not be negative",
        ),
        (
            "t_s,queue_depth\n0,1.5\n",
            "line 2, column queue_depth: must be a whole number",
        ),
        (
            "t_s,queue_depth\n0,many\n",
            "line 2, column queue_depth: must be a number",
        ),
        (
            "t_s,queue_depth\n0,NaN\n",
            "line 2, column queue_depth: must be a finite number",
        ),
        (
            "t_s,error_rate\n0,2\n",
            "line 2, column error_rate: must be at most 1",
        ),
        (
            "t_s,state\n0,drawn\n",
            "line 2, column state: must be one of waiting",
        ),
        (
            "t_s,state\n-1,open\n",
            "line 2, column t_s: must lie between",
        ),
        (
            "t_s,state\n,open\n",
            "line 2, column t_s: must not be empty",
        ),
        ("t_s,state\n0\n", "line 2: has 1 cells under 2 columns"),
        ("t_s,mood\n0,fine\n", "line 1, column mood: unknown column"),
        (
            "t_s,t_s\n0,0\n",
            "line 1, column t_s: the column is there twice",
        ),
        (
            "queue_depth\n0\n",
            "line 1, column t_s: the column is missing",
        ),
        ("t_s,queue_depth\n", "line 1: the file has no rows"),
        (
            "t_s,announced_rate_per_min,admission_rate_per_min\n0,1,1\n",
            "under two names",
        ),
        ("", "line 1"),
    ] {
        let error = wrong(text);
        assert!(error.contains(told), "{error} for {text:?}");
    }
}

#[test]
fn an_inventory_row_that_contradicts_itself_is_refused() {
    let head = "t_s,sku,title,variant,remaining,level";
    let wrong = |row: &str| {
        let error = parse_stock(format!("{head}\n{row}\n").as_bytes()).unwrap_err();
        (error.line, error.column)
    };
    assert_eq!(wrong("0,A-1,Shoe,42,5,sold_out"), (2, "level".to_owned()));
    assert_eq!(wrong("0,A 1,Shoe,42,5,low"), (2, "sku".to_owned()));
    assert_eq!(wrong("0,A-1,Shoe,42,-5,low"), (2, "remaining".to_owned()));
    assert_eq!(wrong("0,A-1,Shoe,42,5,gone"), (2, "level".to_owned()));
    let rows = parse_stock(format!("{head}\n0,A-1,Shoe,42,0,waitlist\n").as_bytes()).unwrap();
    assert_eq!(rows[0].level, StockLevel::Waitlist);
    assert_eq!(rows[0].remaining, Some(0));
}

#[test]
fn a_day_that_no_event_can_follow_is_refused_by_its_line() {
    let day = |feed: &str| Recording {
        rows: parse_feed(feed.as_bytes()).unwrap(),
        stock: Vec::new(),
    };
    let told = |feed: &str| {
        let wrong = day(feed).check_phases(EventKind::Queue);
        wrong.map_err(|error| error.to_string())
    };
    assert_eq!(
        told("t_s,state\n0,waiting\n5,open\n9,open\n20,ended\n"),
        Ok(())
    );
    assert_eq!(told("t_s,queue_depth\n0,5\n"), Ok(()));
    let error = told("t_s,state\n0,waiting\n5,\n9,sold_out\n").unwrap_err();
    assert!(
        error.starts_with("line 4, column state: cannot go from waiting to sold_out"),
        "{error}"
    );
    let draw = day("t_s,state\n0,waiting\n").check_phases(EventKind::Draw);
    assert_eq!(draw.unwrap_err().line, 2);
}

/// Cells that are nearly right, and cells that are not.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        "[0-9]{1,6}",
        "-?[0-9]{0,3}[.e]?[0-9]{0,3}",
        Just("open".to_owned()),
        Just("NaN".to_owned()),
        Just("\"a\nb\"".to_owned()),
        Just("\"".to_owned()),
        "\\PC{0,6}",
    ]
}

fn table(columns: &'static str) -> impl Strategy<Value = String> {
    let row = prop::collection::vec(cell(), 1..7).prop_map(|cells| cells.join(","));
    prop::collection::vec(row, 0..6).prop_map(move |rows| format!("{columns}\n{}", rows.join("\n")))
}

proptest! {
    #[test]
    fn any_bytes_parse_or_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = parse_feed(&bytes);
        let _ = parse_stock(&bytes);
    }

    #[test]
    fn a_hostile_feed_parses_to_sound_rows_or_names_a_line_of_it(
        text in table("t_s,queue_depth,state,error_rate"),
    ) {
        match parse_feed(text.as_bytes()) {
            Ok(rows) => for row in rows {
                prop_assert!((0..=8_640_000_000).contains(&row.t_ms));
                for (metric, value) in row.readings {
                    prop_assert_eq!(metric.check(value), Ok(value));
                }
            },
            Err(error) => {
                let lines = u64::try_from(text.lines().count()).unwrap();
                prop_assert!((1..=lines + 1).contains(&error.line), "{}", error);
            }
        }
    }

    #[test]
    fn a_hostile_inventory_never_contradicts_itself(text in table("t_s,sku,remaining,level")) {
        for row in parse_stock(text.as_bytes()).unwrap_or_default() {
            prop_assert_eq!(StockLevel::decide(Some(row.level), row.remaining), Ok(row.level));
        }
    }
}
