//! Stock as a sheet: comma-separated values (RFC 4180) with a line of column names.

use csv::{ReaderBuilder, StringRecord, Trim, WriterBuilder};

use super::{ItemChange, Seen};
use crate::domain::audit::{cell, uncell};
use crate::domain::inventory::{InventoryItem, Sku, StockLevel};
use crate::domain::patch::Patch;
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};

/// The columns a sheet may have, in any order; only `sku` is needed.
const COLUMNS: [&str; 7] = [
    "sku",
    "title",
    "variant",
    "level",
    "remaining",
    "price_tier",
    "restock_at",
];
/// The longest sheet, in bytes: many times what the most items need.
const MAX_SHEET: usize = 262_144;

/// A line as it stands in the sheet: its number, counted from 1 with the column names, and what it asks for or what
/// is wrong with it.
pub(super) struct Line {
    pub number: u64,
    pub sku: String,
    pub change: Result<ItemChange, String>,
}

/// Reads a sheet. An empty cell leaves what it is about as it was. Commas, semicolons and tabs are taken as separators,
/// whichever the column names use, because that is what spreadsheets write in different countries.
pub(super) fn read(text: &str) -> Result<Vec<Line>> {
    let wrong = |message: String| Error::invalid("csv", message);
    if text.len() > MAX_SHEET {
        return Err(wrong(format!("keep it within {} KiB", MAX_SHEET / 1_024)));
    }
    let text = text.trim_start_matches('\u{feff}');
    let head = text.lines().next().unwrap_or_default();
    let separator = [b';', b'\t']
        .into_iter()
        .find(|separator| head.contains(char::from(*separator)))
        .unwrap_or(b',');
    let mut reader = ReaderBuilder::new()
        .delimiter(separator)
        .trim(Trim::All)
        .from_reader(text.as_bytes());
    let names = reader
        .headers()
        .map_err(|error| wrong(error.to_string()))?
        .clone();
    let columns = columns(&names).map_err(wrong)?;
    let number = |position: Option<&csv::Position>| position.map_or(0, |at| line_number(text, at));
    let lines: Vec<_> = reader
        .into_records()
        .map(|record| match record {
            Ok(record) => line(number(record.position()), &columns, &record),
            Err(error) => Line {
                number: number(error.position()),
                sku: String::new(),
                change: Err(told(&error)),
            },
        })
        .collect();
    if lines.is_empty() {
        return Err(wrong("there is no line below the column names".to_owned()));
    }
    Ok(lines)
}

/// Writes items as a sheet that reads back as what they are, and holds no formula.
pub(super) fn write(items: &[InventoryItem]) -> Result<String> {
    let mut sheet = WriterBuilder::new().from_writer(Vec::new());
    let failed = |error: csv::Error| Error::internal("writing a sheet", error);
    sheet.write_record(COLUMNS).map_err(failed)?;
    for item in items {
        let remaining = item.remaining.map(|n| n.to_string());
        let restock = item.restock_at.map(|at| at.to_string());
        let cells = [
            Some(item.sku.as_str()),
            Some(item.title.as_str()),
            item.variant.as_deref(),
            Some(item.level.as_str()),
            remaining.as_deref(),
            item.price_tier.as_deref(),
            restock.as_deref(),
        ];
        let cells = cells.map(|text| cell(text.unwrap_or_default()));
        sheet.write_record(cells).map_err(failed)?;
    }
    let bytes = sheet
        .into_inner()
        .map_err(|error| Error::internal("writing a sheet", error.into_error()))?;
    String::from_utf8(bytes).map_err(|error| Error::internal("writing a sheet", error))
}

/// Which column each cell of a line belongs to.
fn columns(names: &StringRecord) -> Result<Vec<&'static str>, String> {
    let mut columns = Vec::new();
    for name in names {
        let known = COLUMNS
            .into_iter()
            .find(|known| known.eq_ignore_ascii_case(name))
            .ok_or_else(|| {
                format!(
                    "the first line names the columns; “{name}” is none of {}",
                    COLUMNS.join(", ")
                )
            })?;
        if columns.contains(&known) {
            return Err(format!("the column {known} is there twice"));
        }
        columns.push(known);
    }
    if columns.contains(&"sku") {
        Ok(columns)
    } else {
        Err("the column sku is missing".to_owned())
    }
}

fn line(number: u64, columns: &[&'static str], record: &StringRecord) -> Line {
    let cell = |name: &str| {
        let index = columns.iter().position(|column| *column == name)?;
        let cell = record.get(index).map(uncell);
        cell.filter(|cell| !cell.is_empty())
    };
    let said = |name: &str| Patch::from(cell(name).map(str::to_owned));
    let change = || {
        let beside = |column: &str, message: &dyn std::fmt::Display| format!("{column}: {message}");
        Ok(ItemChange {
            sku: Sku::parse(cell("sku").unwrap_or_default()).map_err(|e| beside("sku", &e))?,
            title: said("title"),
            variant: said("variant"),
            level: cell("level")
                .map(StockLevel::parse)
                .transpose()
                .map_err(|e| beside("level", &e))?,
            remaining: cell("remaining")
                .map(str::parse)
                .transpose()
                .map_err(|_| beside("remaining", &"give a whole number, or nothing"))?,
            price_tier: said("price_tier"),
            restock_at: cell("restock_at")
                .map(Timestamp::parse)
                .transpose()
                .map_err(|e| beside("restock_at", &e))?
                .into(),
            seen: Seen::Unsaid,
        })
    };
    Line {
        number,
        sku: cell("sku").unwrap_or_default().to_owned(),
        change: change(),
    }
}

/// The number of the line a record begins on. The reader's own position lies before the empty lines it skips.
fn line_number(text: &str, position: &csv::Position) -> u64 {
    let begin = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let skipped = text
        .bytes()
        .skip(begin)
        .take_while(|byte| matches!(byte, b'\r' | b'\n'))
        .filter(|byte| *byte == b'\n')
        .count();
    position.line() + skipped as u64
}

fn told(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => format!("{len} cells where the first line names {expected_len}"),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn item() -> impl Strategy<Value = InventoryItem> {
        // No white space at the ends: a name never has any.
        let name = || "[^\\p{C}\\s]([^\\p{C}]{0,20}[^\\p{C}\\s])?";
        let stock = prop_oneof![
            (1u32..900).prop_map(|n| (StockLevel::Low, Some(n))),
            Just((StockLevel::SoldOut, Some(0))),
            Just((StockLevel::InStock, None)),
        ];
        let optional = || prop::option::of(name());
        (
            "[A-Za-z0-9._-]{0,10}[A-Za-z0-9]",
            name(),
            optional(),
            stock,
            optional(),
            prop::option::of(0i64..4_000_000_000),
        )
            .prop_map(
                |(sku, title, variant, (level, remaining), price_tier, restock)| InventoryItem {
                    sku: Sku::parse(&sku).unwrap(),
                    title,
                    variant,
                    level,
                    remaining,
                    price_tier,
                    restock_at: restock.map(|s| Timestamp::from_millis(s * 1_000)),
                },
            )
    }

    proptest! {
        #[test]
        fn a_written_sheet_reads_back_as_the_same_items(items in prop::collection::vec(item(), 1..8)) {
            let lines = read(&write(&items).unwrap()).unwrap();
            prop_assert_eq!(lines.len(), items.len());
            for (line, item) in lines.into_iter().zip(items) {
                let change = line.change.unwrap();
                prop_assert_eq!(super::super::apply(change, None).unwrap(), item);
            }
        }

        #[test]
        fn no_text_whatever_makes_the_reader_panic(text in ".{0,200}") {
            if let Ok(lines) = read(&text) {
                prop_assert!(!lines.is_empty());
            }
        }
    }

    #[test]
    fn a_name_like_a_formula_becomes_text_and_reads_back() {
        let item = InventoryItem {
            sku: Sku::parse("-A").unwrap(),
            title: "=1+1".to_owned(),
            variant: Some("'=2".to_owned()),
            level: StockLevel::Low,
            remaining: None,
            price_tier: None,
            restock_at: None,
        };
        let sheet = write(std::slice::from_ref(&item)).unwrap();
        assert!(sheet.ends_with("\n'-A,'=1+1,''=2,low,,,\n"), "{sheet}");
        let line = read(&sheet).unwrap().remove(0);
        let change = line.change.unwrap();
        assert_eq!(super::super::apply(change, None).unwrap(), item);
    }

    #[test]
    fn every_wrong_line_is_told_with_its_number() {
        let text = "sku;level;remaining\nA;low;3\nB;plenty;\n a b;low;\nC;low;x\n\nD;low\n";
        let lines = read(text).unwrap();
        let wrong: Vec<_> = lines
            .into_iter()
            .filter_map(|line| Some((line.number, line.change.err()?)))
            .collect();
        assert_eq!(
            wrong.iter().map(|(number, _)| *number).collect::<Vec<_>>(),
            [3, 4, 5, 7]
        );
        assert!(wrong[0].1.starts_with("level:"), "{}", wrong[0].1);
        assert!(wrong[1].1.starts_with("sku:"), "{}", wrong[1].1);
        assert!(wrong[2].1.starts_with("remaining:"), "{}", wrong[2].1);
        assert_eq!(wrong[3].1, "2 cells where the first line names 3");
    }

    #[test]
    fn a_sheet_without_usable_columns_is_refused_as_a_whole() {
        for (text, told) in [
            ("", "sku is missing"),
            ("title\nShoe", "sku is missing"),
            ("sku,sku\nA,B", "twice"),
            ("sku,colour\nA,red", "“colour”"),
            ("sku,level\n", "no line"),
        ] {
            let said = read(text)
                .err()
                .map(|error| format!("{error:?}"))
                .unwrap_or_default();
            assert!(said.contains(told), "{text:?}: {said}");
        }
    }
}
