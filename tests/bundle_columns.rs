//! Every column about an event is carried by its file, or left out on purpose: a new one has to be settled here.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::AssertSqlSafe;

use crate::support::TestApp;
use crate::support::database::open;

/// Tables whose rows a file carries: their columns in it, and those that it leaves out.
const CARRIED: &[(&str, &str, &str)] = &[
    (
        "event",
        "slug title kind phase phase_since phase_reason phase_next_update_by opens_at closes_at draws_at zone \
         default_locale languages listing capacity product_link waitlist_link embed_origins accent logo_hash",
        // Made anew: identities and versions. Of one installation alone: archives and rehearsals.
        "event_id version created_at archived_at tempo_at tempo_shows tempo_speed",
    ),
    ("component", "component_id name position", "event_id"),
    ("logo", "media_type bytes", "event_id"),
    (
        "message",
        "severity text published_at next_update_by automatic version edited_at retracted_at pinned expires_at",
        // What an alert is answered by, in one installation.
        "message_id event_id template filled",
    ),
    (
        "incident",
        "title impact components started_at resolved_at",
        "incident_id event_id",
    ),
    ("incident_update", "position status text at", "incident_id"),
    (
        "inventory_item",
        "sku title variant level remaining price_tier restock_at position",
        "event_id",
    ),
    (
        "phase_change",
        "position at phase reason next_update_by",
        "event_id",
    ),
    ("stock_change", "sku at level", "stock_change_id event_id"),
    ("plan", "inputs past version saved_at", "event_id"),
];

/// Tables that a file leaves out altogether.
const LEFT_OUT: &[&str] = &[
    // What was measured, and what was shown of it.
    "sample",
    "shown_wait",
    // What is noticed in the feeds of one installation, from which limits on, and what operators said of it for a time.
    "signal_settings",
    "alert",
    "watch",
    "component_override",
    "estimator_state",
    // What subscribed calendars were told, which know the event by its identity.
    "calendar_entry",
    // What is still to be said, in somebody's name.
    "scheduled_message",
    "draft",
    // Of this installation: links, rehearsals, whether the report is public, tokens, the log.
    "preview_link",
    "rehearsal",
    "report_publication",
    "api_token",
    "idempotency_key",
    "audit_entry",
];

#[tokio::test]
async fn every_column_about_an_event_is_in_its_file_or_left_out_on_purpose() {
    let app = TestApp::start().await;
    let mut database = open(&app.database).await;
    let columns: Vec<(String, String)> = sqlx::query_as(AssertSqlSafe(
        "select tables.name, columns.name from sqlite_schema tables, pragma_table_info(tables.name) columns
         where tables.type = 'table'"
            .to_owned(),
    ))
    .fetch_all(&mut database)
    .await
    .unwrap();
    let mut tables: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (table, column) in columns {
        tables.entry(table).or_default().insert(column);
    }
    let of_an_event = |table: &str, columns: &BTreeSet<String>| {
        columns.contains("event_id") || table == "incident_update"
    };
    tables.retain(|table, columns| of_an_event(table, columns));
    for (table, carried, left_out) in CARRIED {
        let known = carried
            .split_whitespace()
            .chain(left_out.split_whitespace());
        let known: BTreeSet<_> = known.map(str::to_owned).collect();
        assert_eq!(tables.remove(*table), Some(known), "{table}");
    }
    for table in LEFT_OUT {
        tables.remove(*table);
    }
    assert!(tables.is_empty(), "settle in {}: {tables:?}", file!());
    app.stop().await;
}
