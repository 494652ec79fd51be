//! Applies the tables of `architecture.rs` to one file at a time.

use std::fmt;

use super::syntax::{NamedPath, Token, paths, tokens};
use super::{
    ANYTHING, CLOCK_HOME, CLOCKS, FEATURE_HOME, HOMES, MAX_LINES, MAY_IMPORT, UNESCAPED,
    UNESCAPED_HOME,
};

/// A broken rule and where.
#[derive(Debug, PartialEq)]
pub struct Violation {
    pub file: String,
    pub line: usize,
    pub rule: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.rule)
    }
}

/// Every rule for a file below `src/`; `file` is its path from the root.
pub fn check_source(file: &str, source: &str) -> Vec<Violation> {
    let place = Place::of(file);
    let tokens = tokens(source);
    let mut broken: Vec<(usize, String)> = Vec::new();
    if !source.starts_with("//!") {
        broken.push((
            1,
            "a module opens with a `//!` line that says what it is".into(),
        ));
    }
    if place.may_import().is_none() {
        broken.push((
            1,
            format!(
                "`{}` has no row in MAY_IMPORT of tests/architecture.rs",
                place.path
            ),
        ));
    }
    for path in paths(&tokens, &place.module()) {
        broken.extend(
            import(&place, &path)
                .into_iter()
                .map(|rule| (path.line, rule)),
        );
        broken.extend(
            home(&place, &path)
                .into_iter()
                .map(|rule| (path.line, rule)),
        );
        broken.extend(
            clock(&place, &path)
                .into_iter()
                .map(|rule| (path.line, rule)),
        );
    }
    broken.extend(features(&place, &tokens));
    if place.path != UNESCAPED_HOME {
        broken.extend(unescaped(&tokens));
    }
    broken.sort();
    broken.dedup();
    let mut violations: Vec<Violation> = broken
        .into_iter()
        .map(|(line, rule)| Violation {
            file: file.to_owned(),
            line,
            rule,
        })
        .collect();
    violations.extend(check_length(file, source));
    violations
}

/// Long files need a reason in their head. Unit tests at the end of a file do not count.
pub fn check_length(file: &str, source: &str) -> Option<Violation> {
    let reasoned = source
        .lines()
        .take(15)
        .any(|line| line.starts_with("//! Length: "));
    let length = source
        .lines()
        .take_while(|line| line.trim() != "#[cfg(test)]")
        .count();
    (length > MAX_LINES && !reasoned).then(|| Violation {
        file: file.to_owned(),
        line: length,
        rule: format!(
            "{length} lines; above {MAX_LINES} the head gives the reason: `//! Length: …`"
        ),
    })
}

/// A file's place in the tree: `admin/api/messages` for `src/admin/api/messages.rs`.
struct Place {
    path: String,
}

impl Place {
    fn of(file: &str) -> Self {
        let path = file.trim_start_matches("src/").trim_end_matches(".rs");
        Self {
            path: path.trim_end_matches("/mod").to_owned(),
        }
    }

    fn is_below(&self, home: &str) -> bool {
        self.path
            .strip_prefix(home)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    fn top(&self) -> &str {
        self.path.split('/').next().unwrap_or_default()
    }

    fn module(&self) -> Vec<&str> {
        match self.path.as_str() {
            "lib" | "main" => Vec::new(),
            path => path.split('/').collect(),
        }
    }

    fn may_import(&self) -> Option<&'static [&'static str]> {
        let rows = MAY_IMPORT.iter().filter(|(owner, _)| self.is_below(owner));
        rows.max_by_key(|(owner, _)| owner.len())
            .map(|(_, may)| *may)
    }
}

fn import(place: &Place, path: &NamedPath) -> Option<String> {
    let may = place.may_import()?;
    let (root, rest) = path.segments.split_first()?;
    if may == ANYTHING || !matches!(root.as_str(), "crate" | "lineside") {
        return None;
    }
    let Some(target) = rest.first() else {
        return Some("the crate's root is imported whole: name the module".into());
    };
    if target == place.top() || may.contains(&target.as_str()) {
        return None;
    }
    Some(match may {
        [] => format!(
            "`{}` imports nothing of ours, but names `{target}`",
            place.path
        ),
        _ => format!(
            "`{}` may import {}, not `{target}`",
            place.path,
            may.join(", ")
        ),
    })
}

fn home(place: &Place, path: &NamedPath) -> Option<String> {
    let spelled = path.segments.join("::");
    HOMES.iter().find_map(|(guests, homes)| {
        let guest = guests.iter().find(|guest| {
            spelled
                .strip_prefix(**guest)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
        })?;
        let at_home = homes.iter().any(|home| place.is_below(home));
        (!at_home).then(|| format!("`{guest}` belongs in {}", homes.join(", ")))
    })
}

fn clock(place: &Place, path: &NamedPath) -> Option<String> {
    let spelled = path.segments.join("::");
    let reads_clock = CLOCKS.iter().any(|clock| {
        spelled
            .strip_suffix(clock)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with(':'))
    });
    (reads_clock && !place.is_below(CLOCK_HOME))
        .then(|| format!("the system clock is read in {CLOCK_HOME} only: take a Clock"))
}

fn features(place: &Place, tokens: &[Token]) -> Vec<(usize, String)> {
    if place.is_below(FEATURE_HOME) {
        return Vec::new();
    }
    let mut broken = Vec::new();
    for at in 0..tokens.len() {
        if !matches!(tokens[at].text.as_str(), "cfg" | "cfg_attr") {
            continue;
        }
        let opens = at + if text(tokens, at + 1) == "!" { 2 } else { 1 };
        if text(tokens, opens) != "(" {
            continue;
        }
        let closes = closing(tokens, opens);
        let names_feature = tokens[opens..closes]
            .iter()
            .any(|token| token.text == "feature");
        if names_feature && !(place.path == "lib" && guards_module(tokens, closes + 1)) {
            broken.push((
                tokens[at].line,
                "`cfg(feature)` stands on the `mod` lines of lib.rs and in server functions only"
                    .into(),
            ));
        }
    }
    broken
}

/// Whether the attribute that ends here stands on a module or on the WASM entry point.
fn guards_module(tokens: &[Token], mut at: usize) -> bool {
    if text(tokens, at) != "]" {
        return false;
    }
    at += 1;
    while text(tokens, at) == "#" {
        at = closing(tokens, at + 1) + 1;
    }
    if text(tokens, at) == "pub" {
        at += 1;
    }
    if text(tokens, at) == "(" {
        at = closing(tokens, at) + 1;
    }
    text(tokens, at) == "mod" || (text(tokens, at) == "fn" && text(tokens, at + 1) == "hydrate")
}

/// The position of the bracket that closes the one at `at`.
fn closing(tokens: &[Token], at: usize) -> usize {
    let mut depth = 0_usize;
    for (position, token) in tokens.iter().enumerate().skip(at) {
        match token.text.as_str() {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return position;
        }
    }
    tokens.len()
}

fn text(tokens: &[Token], at: usize) -> &str {
    tokens.get(at).map_or("", |token| token.text.as_str())
}

fn unescaped(tokens: &[Token]) -> Vec<(usize, String)> {
    let doors = tokens
        .iter()
        .filter(|token| UNESCAPED.contains(&token.text.as_str()));
    doors
        .map(|door| {
            (
                door.line,
                format!("`{}` passes text by unescaped", door.text),
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines on which a file would break a rule, its opening `//!` line given.
    fn broken_lines(file: &str, source: &str) -> Vec<usize> {
        let violations = check_source(file, &format!("//! What it is.\n{source}"));
        violations.iter().map(|violation| violation.line).collect()
    }

    fn assert_broken(file: &str, source: &str) {
        assert_eq!(broken_lines(file, source), [2], "{file}: {source}");
    }

    fn assert_kept(file: &str, source: &str) {
        assert!(broken_lines(file, source).is_empty(), "{file}: {source}");
    }

    #[test]
    fn an_import_outside_the_table_is_found_however_it_is_written() {
        for source in [
            "use crate::store::Pool;",
            "use crate::{store};",
            "use crate::{domain::Event, store::{Pool as P}};",
            "pub use crate::store;",
            "use super::store::Pool;",
            "fn f() { crate::store::open() }",
            "fn f(pool: &super::store::Pool) {}",
            "#[derive(crate::store::Row)] struct S;",
            "macro_rules! m { () => { $crate::store::open() } }",
            "mod tests { use super::super::store; }",
            "use crate::*;",
            "use crate as everything;",
            "use lineside::store;",
        ] {
            assert_broken("src/domain.rs", source);
        }
        assert_broken("src/domain/event.rs", "use super::super::store;");
        assert_broken("src/domain/mod.rs", "use super::store;");
    }

    #[test]
    fn a_violation_names_file_line_and_rule() {
        let source = "//! The wait.\n\nuse crate::{\n    domain::Event,\n    store::Pool,\n};\n";
        let found = check_source("src/domain/estimate.rs", source);
        let report: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert_eq!(
            report,
            [
                "src/domain/estimate.rs:5: `domain/estimate` imports nothing of ours, but names `store`"
            ]
        );
    }

    #[test]
    fn imports_inside_the_table_pass() {
        assert_kept(
            "src/domain/event.rs",
            "use super::time::Clock; use crate::domain::locale;",
        );
        assert_kept(
            "src/domain/event.rs",
            "mod tests { use super::*; use super::super::time; }",
        );
        assert_kept("src/domain/mod.rs", "mod event; use self::event::Event;");
        assert_kept(
            "src/service/messages.rs",
            "use crate::{domain::Event, error::Error, store};",
        );
        assert_kept(
            "src/web/page.rs",
            "use crate::{admin::App, state::AppState, live};",
        );
        assert_kept("src/cli.rs", "use crate::{web, surge};");
        assert_kept("src/main.rs", "use lineside::{cli, web};");
        assert_kept(
            "src/store.rs",
            "fn f() -> impl Iterator + use<'static> { x }",
        );
    }

    #[test]
    fn comments_and_literals_break_nothing() {
        assert_kept(
            "src/domain.rs",
            "/// See [`crate::store::Pool`].\nstruct S; // crate::store::x",
        );
        assert_kept(
            "src/domain.rs",
            "/* crate::store::a /* nested */ inner_html */ struct S;",
        );
        assert_kept(
            "src/domain.rs",
            r##"const A: &str = r#"" sqlx::query inner_html"#;"##,
        );
        assert_kept(
            "src/domain.rs",
            r#"const A: (&str, char) = ("\" axum::Json", '"');"#,
        );
        assert_kept("src/domain.rs", "fn f<'a>(x: &'a str) -> &'a str { x }");
    }

    #[test]
    fn code_after_a_literal_is_still_read() {
        for literal in [
            "'\"'",
            "'\\''",
            "b'\\\\'",
            "\"\\\"\"",
            "r#\"\"\"#",
            "'a'",
            "\"\\\\\"",
        ] {
            assert_broken(
                "src/domain.rs",
                &format!("const A: &'static X = {literal}; use crate::store;"),
            );
        }
    }

    #[test]
    fn only_server_functions_of_the_desk_know_the_server() {
        assert_broken("src/admin/board.rs", "use crate::service::messages;");
        assert_broken("src/admin/board.rs", "use axum::http::StatusCode;");
        assert_kept(
            "src/admin/api.rs",
            "use crate::service::messages; use axum::http::StatusCode;",
        );
        assert_kept(
            "src/admin/api/messages.rs",
            "use crate::{service, state::AppState};",
        );
        assert_broken("src/admin/api/messages.rs", "use crate::store;");
    }

    #[test]
    fn libraries_stay_in_their_homes() {
        assert_broken("src/service/messages.rs", "use sqlx::SqlitePool;");
        assert_broken("src/service.rs", "#[derive(sqlx::FromRow)] struct Row;");
        assert_broken("src/service.rs", "fn f() { ::sqlx::query(q) }");
        assert_broken("src/live.rs", "use {std::fmt, axum::body::Body};");
        assert_broken("src/live.rs", "use tower_http::trace;");
        assert_broken("src/web/page.rs", "use leptos::prelude::*;");
        assert_broken("src/store.rs", "use std::{env, fmt};");
        assert_broken("src/cli.rs", "fn f() { std::env::args() }");
        assert_kept("src/store/events.rs", "use sqlx::SqlitePool;");
        assert_kept(
            "src/web/admin.rs",
            "use leptos::prelude::*; use leptos_axum::LeptosRoutes;",
        );
        assert_kept("src/config.rs", "use std::env;");
        assert_kept(
            "src/live.rs",
            "fn f(x: crate::domain::sqlx::X) { env!(\"A\"); x.axum }",
        );
    }

    #[test]
    fn only_the_clock_reads_the_clock() {
        assert_broken("src/store.rs", "fn f() { std::time::SystemTime::now() }");
        assert_broken("src/store.rs", "fn f() { Timestamp::now() }");
        assert_broken(
            "src/domain/event.rs",
            "fn f() { time::OffsetDateTime::now_utc() }",
        );
        assert_kept("src/domain/time.rs", "fn f() { SystemTime::now() }");
        assert_kept(
            "src/live.rs",
            "fn f() { Instant::now(); clock.now(); MyTimestamp::now() }",
        );
    }

    #[test]
    fn features_are_chosen_on_module_lines_and_in_server_functions() {
        assert_broken("src/domain.rs", "#[cfg(feature = \"ssr\")] use std::fmt;");
        assert_broken(
            "src/domain.rs",
            "#[cfg_attr(feature = \"ssr\", derive(Debug))] struct S;",
        );
        assert_broken(
            "src/web.rs",
            "fn f() { if cfg!(all(test, feature = \"ssr\")) {} }",
        );
        assert_broken(
            "src/lib.rs",
            "#[cfg(feature = \"ssr\")] pub use store::Pool;",
        );
        assert_kept(
            "src/lib.rs",
            "#[cfg(feature = \"ssr\")] #[doc(hidden)] pub(crate) mod store;",
        );
        assert_kept(
            "src/lib.rs",
            "#[cfg(feature = \"hydrate\")] #[wasm_bindgen] pub fn hydrate() {}",
        );
        assert_kept(
            "src/admin/api.rs",
            "fn f() { #[cfg(feature = \"ssr\")] {} }",
        );
        assert_kept(
            "src/domain.rs",
            "#[cfg(test)] mod tests { struct feature; }",
        );
    }

    #[test]
    fn unescaped_html_is_refused() {
        assert_broken(
            "src/page/message.rs",
            "fn f() { view! { <p inner_html=text></p> } }",
        );
        assert_broken(
            "src/admin/board.rs",
            "fn f() { element.set_inner_html(text) }",
        );
    }

    #[test]
    fn a_module_says_what_it_is_and_has_a_row() {
        assert_eq!(check_source("src/domain.rs", "struct S;").len(), 1);
        assert_eq!(broken_lines("src/helpers.rs", "struct S;"), [1]);
        assert_eq!(broken_lines("src/storeroom.rs", "struct S;"), [1]);
    }

    #[test]
    fn long_files_give_a_reason() {
        let long = "\n".repeat(MAX_LINES + 1);
        assert!(check_length("src/a.rs", &long).is_some());
        assert!(check_length("src/a.rs", &"\n".repeat(MAX_LINES)).is_none());
        assert!(check_length("src/a.rs", &format!("//! Length: one table.\n{long}")).is_none());
        assert!(check_length("src/a.rs", &format!("fn f() {{}}\n#[cfg(test)]\n{long}")).is_none());
    }
}
