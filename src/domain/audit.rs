//! The audit log: what to look for in it, and how an entry reads.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::event::Slug;
use super::time::Timestamp;

/// One entry, as it is read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AuditRecord {
    /// Its place in the log.
    pub id: i64,
    /// When.
    pub at: Timestamp,
    /// Who, as the log keeps it: `operator:…`, `token:…` or `console`.
    pub actor: String,
    /// Who, for people: an address, or the name of a token.
    pub actor_name: Option<String>,
    /// What, for example `message.post`.
    pub action: String,
    /// About which event.
    pub event: Option<Slug>,
    /// The thing that was made or changed.
    pub subject: String,
    /// The thing, for people: an address, or the name of a token.
    pub subject_name: Option<String>,
    /// What it was.
    pub before: Value,
    /// What it became.
    pub after: Value,
}

/// What to look for; what is not said is not looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Who, as the log keeps it.
    pub actor: Option<String>,
    /// What: `message.post`, or `message` for all that begins with it.
    pub action: Option<String>,
    /// About which event.
    pub event: Option<Slug>,
    /// What the entry says somewhere.
    pub text: Option<String>,
    /// From when on.
    pub from: Option<Timestamp>,
    /// Before when.
    pub to: Option<Timestamp>,
}

/// What an entry's detail says was before, and what came after.
///
/// Entries say `{"from": …, "to": …}`, either for the whole or for each field that changed. What says neither is what
/// the thing became.
pub fn sides(detail: &Value) -> (Value, Value) {
    let Value::Object(fields) = detail else {
        return (Value::Null, detail.clone());
    };
    if let Some(change) = Change::of(fields) {
        let others = fields
            .iter()
            .filter(|(name, _)| !matches!(name.as_str(), "from" | "to"));
        let others: Map<_, _> = others
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        let after = match change.to.clone() {
            Value::Object(mut after) => {
                after.extend(others);
                Value::Object(after)
            }
            to if others.is_empty() => to,
            to => {
                let mut whole = others;
                whole.insert("to".to_owned(), to);
                Value::Object(whole)
            }
        };
        return (change.from.clone(), after);
    }
    let (mut before, mut after) = (Map::new(), Map::new());
    for (name, value) in fields {
        match value.as_object().and_then(Change::of) {
            Some(change) => {
                before.insert(name.clone(), change.from.clone());
                after.insert(name.clone(), change.to.clone());
            }
            None => {
                after.insert(name.clone(), value.clone());
            }
        }
    }
    let before = if before.is_empty() {
        Value::Null
    } else {
        Value::Object(before)
    };
    let after = if after.is_empty() {
        Value::Null
    } else {
        Value::Object(after)
    };
    (before, after)
}

struct Change<'a> {
    from: &'a Value,
    to: &'a Value,
}

impl<'a> Change<'a> {
    fn of(fields: &'a Map<String, Value>) -> Option<Self> {
        Some(Self {
            from: fields.get("from")?,
            to: fields.get("to")?,
        })
    }
}

/// A cell of a sheet that no spreadsheet takes for a formula: what begins like one gets an apostrophe before it.
pub fn cell(text: &str) -> String {
    if begins_like_a_formula(text) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// What a [`cell`] was made of.
pub fn uncell(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if begins_like_a_formula(text) => text,
        _ => cell,
    }
}

/// Behind apostrophes too, so that every cell can be read back.
fn begins_like_a_formula(text: &str) -> bool {
    let formula = |c: char| matches!(c, '=' | '+' | '-' | '@') || c.is_control();
    text.trim_start_matches([' ', '\'']).starts_with(formula)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn an_entry_is_read_as_before_and_after_however_it_says_so() {
        for (detail, before, after) in [
            (json!({ "from": "a", "to": "b" }), json!("a"), json!("b")),
            (
                json!({ "from": "a", "to": "b", "reason": {} }),
                json!("a"),
                json!({ "to": "b", "reason": {} }),
            ),
            (
                json!({ "from": { "x": 1 }, "to": { "x": 2 }, "why": "w" }),
                json!({ "x": 1 }),
                json!({ "x": 2, "why": "w" }),
            ),
            (
                json!({ "title": { "from": 1, "to": 2 } }),
                json!({ "title": 1 }),
                json!({ "title": 2 }),
            ),
            (
                json!({ "title": "New" }),
                Value::Null,
                json!({ "title": "New" }),
            ),
            (json!({}), Value::Null, Value::Null),
            (json!([1]), Value::Null, json!([1])),
        ] {
            assert_eq!(sides(&detail), (before, after), "{detail}");
        }
    }

    #[test]
    fn no_cell_begins_like_a_formula() {
        for bad in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1"] {
            assert_eq!(cell(bad), format!("'{bad}"));
        }
        assert_eq!(cell("ana@example.com"), "ana@example.com");
        assert_eq!(uncell(&cell("'=1")), "'=1");
        assert_eq!(uncell("'quoted'"), "'quoted'");
    }

    proptest! {
        #[test]
        fn a_cell_is_what_was_said_with_at_most_an_apostrophe_before_it(text in ".{0,20}") {
            let (cell, quoted) = (cell(&text), format!("'{text}"));
            let formula = |c: char| "=+-@".contains(c) || c.is_control();
            prop_assert!(!cell.starts_with(formula));
            prop_assert!(cell == text || cell == quoted);
            prop_assert_eq!(uncell(&cell), text);
        }
    }
}
