//! `docs/api.md` has a row for every route that is not the desk's, and none for any other.

use std::collections::BTreeMap;

use lineside::domain::who::Who;
use lineside::web::routes::Route;
use lineside::web::table::table;

/// The calls of the table, without their queries, and the cell beside each.
fn written() -> BTreeMap<String, String> {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/api.md");
    let text = std::fs::read_to_string(file).unwrap();
    let row = |line: &str| {
        let (call, rest) = line.strip_prefix("| `")?.split_once("` |")?;
        let call = call.split_once('?').map_or(call, |(call, _)| call);
        let beside = rest.split_once('|').map_or(rest, |(cell, _)| cell);
        Some((call.to_owned(), beside.trim().to_owned()))
    };
    text.lines().filter_map(row).collect()
}

fn call(route: &Route) -> String {
    let method = route
        .method
        .as_ref()
        .map_or("any", |method| method.as_str());
    format!("{method} {}", route.path)
}

#[test]
fn every_call_is_written_down_with_its_scope_and_no_other_is() {
    let mut written = written();
    let routes = table();
    for route in routes.iter().filter(|route| !route.is_desk()) {
        let call = call(route);
        let beside = written.remove(&call);
        assert!(beside.is_some(), "add to docs/api.md: {call}");
        if let Who::Tokens(scope) = route.who {
            let scope = format!("`{}`", scope.as_str());
            assert_eq!(beside, Some(scope), "{call}");
        }
    }
    assert!(
        written.is_empty(),
        "docs/api.md has rows that the table has not: {:?}",
        written.keys()
    );
}
