//! Reads the sources and holds what ARCHITECTURE.md says about them. The rules are the tables below;
//! `architecture/` knows how to read Rust just well enough to apply them.

#![expect(
    clippy::expect_used,
    reason = "helpers of tests stop at the first surprise"
)]

#[path = "architecture/rules.rs"]
mod rules;
#[path = "architecture/syntax.rs"]
mod syntax;

use std::fs;
use std::path::{Path, PathBuf};

/// Who may import whom. A file belongs to the longest row that its path starts with.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("error", &["domain"]),
    ("config", &["domain", "error"]),
    ("telemetry", &["config", "error"]),
    ("page", &["domain"]),
    ("store", &["domain", "error"]),
    ("live", &["domain", "page", "store", "telemetry", "error"]),
    ("recording", &["domain", "error"]),
    (
        "service",
        &["domain", "store", "live", "recording", "error"],
    ),
    ("sources", &["domain", "service", "error"]),
    (
        "state",
        &[
            "domain",
            "page",
            "store",
            "live",
            "service",
            "sources",
            "config",
            "telemetry",
            "error",
        ],
    ),
    ("admin", &["domain", "page"]),
    // The server functions. Nothing else of the desk may know the server.
    (
        "admin/api",
        &["domain", "page", "service", "state", "error"],
    ),
    ("surge", &["domain", "error", "telemetry"]),
    (
        "web",
        &[
            "domain",
            "page",
            "store",
            "live",
            "service",
            "sources",
            "admin",
            "state",
            "config",
            "telemetry",
            "error",
        ],
    ),
    ("cli", ANYTHING),
    ("main", ANYTHING),
    ("lib", ANYTHING),
];

/// Paths that have a home, and their homes. A path stands for everything below it too.
const HOMES: &[(&[&str], &[&str])] = &[
    (&["sqlx"], &["store", "error"]),
    (&["axum", "tower_http"], &["web", "state", "admin/api"]),
    // Routes are made of rows, which say who may.
    (&["axum::routing"], &["web/routes"]),
    (
        &["leptos", "leptos_axum", "leptos_meta", "leptos_router"],
        &["page", "admin", "web/admin", "state", "lib"],
    ),
    (&["std::env"], &["config"]),
];

/// Calls that read the system clock, by how they end. `Instant` is monotonic and free to use.
const CLOCKS: &[&str] = &[
    "SystemTime::now",
    "Timestamp::now",
    "Zoned::now",
    "OffsetDateTime::now_utc",
    "OffsetDateTime::now_local",
];
const CLOCK_HOME: &str = "domain/time";

/// Where `cfg(feature = …)` may stand, apart from the `mod` lines and the WASM entry point of `lib.rs`.
const FEATURE_HOME: &str = "admin";

/// Leptos' doors past its escaping.
const UNESCAPED: &[&str] = &["inner_html", "set_inner_html"];

/// The one place that puts markup into a page: the desk's own, rendered and escaped by the server.
const UNESCAPED_HOME: &str = "admin/wake/regions";

const MAX_LINES: usize = 400;

const ANYTHING: &[&str] = &["*"];

#[test]
fn the_sources_keep_to_the_architecture() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut violations = Vec::new();
    for file in rust_files(&root.join("src")) {
        let name = relative(root, &file);
        violations.extend(rules::check_source(&name, &read(&file)));
    }
    for folder in ["tests", "benches"] {
        for file in rust_files(&root.join(folder)) {
            violations.extend(rules::check_length(&relative(root, &file), &read(&file)));
        }
    }
    let report: Vec<String> = violations.iter().map(ToString::to_string).collect();
    assert!(report.is_empty(), "\n{}\n", report.join("\n"));
}

#[test]
fn the_import_table_has_no_cycles() {
    // Whatever is left when everything that imports nothing more is taken away, again and again, is a cycle.
    let mut left: Vec<_> = MAY_IMPORT
        .iter()
        .filter(|(_, may)| *may != ANYTHING)
        .collect();
    loop {
        let names: Vec<&str> = left.iter().map(|(owner, _)| *owner).collect();
        let before = left.len();
        left.retain(|(_, may)| may.iter().any(|other| names.contains(other)));
        if left.len() == before {
            break;
        }
    }
    assert!(left.is_empty(), "in or behind a cycle: {left:?}");
}

fn rust_files(dir: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    if !dir.exists() {
        return files;
    }
    for entry in fs::read_dir(dir).expect("a readable folder") {
        let path = entry.expect("a readable entry").path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn relative(root: &Path, file: &Path) -> String {
    let path = file.strip_prefix(root).expect("a path below the root");
    path.to_str().expect("a UTF-8 path").replace('\\', "/")
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).expect("a readable UTF-8 file")
}
