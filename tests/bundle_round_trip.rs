//! Whatever an event is, its file makes the same event again.

use std::cell::Cell;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use lineside::domain::event::{EventKind, Phase, Slug};
use lineside::domain::locale::Locale;
use lineside::domain::operator::Actor;
use lineside::domain::plan::Inputs;
use lineside::domain::time::{ManualClock, Timestamp};
use lineside::live::Live;
use lineside::service::Services;
use lineside::service::bundle::{self, ImportOptions};
use lineside::service::rehearsals::Players;
use lineside::store::Store;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Map, Value, json};

/// Words as operators write them: any letters, no white space around, perhaps several lines.
fn words() -> impl Strategy<Value = String> {
    "[^\\s\\p{C}]([^\\p{C}]{0,12}\n?[^\\p{C}]{0,12}[^\\s\\p{C}])?"
}

/// A name: one line.
fn name() -> impl Strategy<Value = String> {
    "[^\\s\\p{C}]([^\\p{C}]{0,20}[^\\s\\p{C}])?"
}

fn texts() -> impl Strategy<Value = Value> {
    let tags: Vec<_> = Locale::ALL.iter().map(|locale| locale.tag()).collect();
    let languages = subsequence(tags, 1..=Locale::ALL.len());
    languages.prop_flat_map(|languages| {
        let count = languages.len();
        prop::collection::vec(words(), count).prop_map(move |texts| {
            let texts = texts.into_iter().map(Value::from);
            let tags = languages.iter().map(|tag| (*tag).to_owned());
            Value::from(tags.zip(texts).collect::<Map<_, _>>())
        })
    })
}

/// When the files are read: nothing in them has happened later.
const LATEST: i64 = 4_000_000_000_000;

fn instant() -> impl Strategy<Value = i64> {
    0..LATEST
}

fn time(millis: i64) -> Value {
    json!(Timestamp::from_millis(millis))
}

fn maybe<T: Into<Value> + std::fmt::Debug>(
    strategy: impl Strategy<Value = T>,
) -> impl Strategy<Value = Value> {
    prop::option::of(strategy).prop_map(|value| value.map_or(Value::Null, Into::into))
}

fn maybe_time() -> impl Strategy<Value = Value> {
    maybe(instant().prop_map(time))
}

fn kind_and_phase() -> impl Strategy<Value = (EventKind, Phase)> {
    select(EventKind::ALL.to_vec()).prop_flat_map(|kind| {
        let phases = Phase::ALL.into_iter().filter(|phase| phase.is_of(kind));
        select(phases.collect::<Vec<_>>()).prop_map(move |phase| (kind, phase))
    })
}

fn languages() -> impl Strategy<Value = (Value, Value)> {
    subsequence(Locale::ALL.to_vec(), 1..=6).prop_flat_map(|chosen| {
        let all = json!(chosen);
        select(chosen).prop_map(move |default| (json!(default), all.clone()))
    })
}

fn logo() -> impl Strategy<Value = Value> {
    let png = prop::collection::vec(any::<u8>(), 0..60)
        .prop_map(|rest| [&b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR"[..], &rest].concat());
    let svg = "[a-z ]{0,20}"
        .prop_map(|text| format!("<svg xmlns='http://www.w3.org/2000/svg'><!--{text}--></svg>"));
    let image = prop_oneof![png, svg.prop_map(String::into_bytes)];
    maybe(image.prop_map(|bytes| STANDARD.encode(bytes)))
}

fn link() -> impl Strategy<Value = Value> {
    maybe("https?://[a-z]{1,8}\\.example/[a-zA-Z0-9?=&#%é]{0,20}")
}

fn event() -> impl Strategy<Value = Value> {
    let phase = (kind_and_phase(), instant(), maybe(texts()), maybe_time());
    let times = (
        maybe_time(),
        instant(),
        prop::option::of(1..9_000_000_i64),
        maybe_time(),
    );
    let zones = select(vec![
        "UTC",
        "Europe/Paris",
        "Asia/Kolkata",
        "America/New_York",
    ]);
    let places = (
        zones,
        languages(),
        select(vec!["public", "unlisted"]),
        maybe(1..u32::MAX),
    );
    let origins = prop::collection::btree_set(0..99_u32, 0..4);
    let look = (link(), link(), origins, maybe("#[0-9a-f]{6}"), logo());
    (name(), phase, times, places, look).prop_map(|(title, phase, times, places, look)| {
        let ((kind, phase), since, reason, promise) = phase;
        let (opens, closes, opens_too, draws) = times;
        let (zone, (default, languages), listing, capacity) = places;
        let (product, waitlist, origins, accent, logo) = look;
        // Doors close after they open, where both are settled.
        let opens = opens_too.map_or(opens, |before| time((closes - before).max(0)));
        let closes = if opens_too.is_some() { time(closes + 1) } else { Value::Null };
        let origins: Vec<_> = origins.iter().map(|i| format!("https://a{i}.example")).collect();
        json!({
            "slug": "x", "title": title, "kind": kind, "phase": phase, "phase_since": time(since),
            "phase_reason": reason, "phase_next_update_by": promise,
            "opens_at": opens, "closes_at": closes, "draws_at": draws, "time_zone": zone,
            "default_language": default, "languages": languages, "listing": listing, "capacity": capacity,
            "product_link": product, "waitlist_link": waitlist, "embed_origins": origins,
            "accent": accent, "logo": logo,
        })
    })
}

fn stock() -> impl Strategy<Value = (&'static str, Value)> {
    prop_oneof![
        maybe(1..9_999_u32).prop_map(|n| ("in_stock", n)),
        maybe(1..9_u32).prop_map(|n| ("low", n)),
        maybe(Just(0_u32)).prop_map(|n| ("sold_out", n)),
        maybe(Just(0_u32)).prop_map(|n| ("waitlist", n)),
    ]
}

fn inventory() -> impl Strategy<Value = Vec<Value>> {
    let item = (name(), maybe(name()), stock(), maybe(name()), maybe_time());
    prop::collection::btree_map("[A-Za-z0-9]{1,8}", item, 0..6).prop_map(|items| {
        let item = |(sku, (title, variant, (level, remaining), tier, restock))| {
            json!({
                "sku": sku, "title": title, "variant": variant, "level": level,
                "remaining": remaining, "price_tier": tier, "restock_at": restock,
            })
        };
        // Neither the alphabet nor anything else orders them but the merchant.
        items.into_iter().map(item).rev().collect()
    })
}

fn messages() -> impl Strategy<Value = Vec<Value>> {
    let severity = select(vec!["info", "notice", "warning", "critical"]);
    let changes = (1..9_u32, maybe_time(), maybe_time(), maybe_time());
    let message = (
        instant(),
        severity,
        texts(),
        maybe_time(),
        any::<bool>(),
        changes,
    );
    let all = prop::collection::vec(message, 0..6);
    // One at most stands first.
    (all, prop::option::of(0..6_usize)).prop_map(|(mut messages, pinned)| {
        messages.sort_by_key(|message| message.0);
        let message = |(index, message)| {
            let (at, severity, text, promise, automatic, changes) = message;
            let (version, edited, retracted, expires): (_, _, Value, _) = changes;
            let pinned = pinned == Some(index) && retracted.is_null();
            json!({
                "severity": severity, "text": text, "published_at": time(at), "next_update_by": promise,
                "automatic": automatic, "version": version, "pinned": pinned,
                "expires_at": expires,
                "edited_at": edited, "retracted_at": retracted,
            })
        };
        messages.into_iter().enumerate().map(message).collect()
    })
}

fn incidents(ids: Vec<String>) -> impl Strategy<Value = Vec<Value>> {
    let status = select(vec!["investigating", "identified", "monitoring"]);
    let update = (status, texts(), instant());
    let updates = prop::collection::vec(update, 1..4);
    let count = ids.len();
    let parts = (subsequence(ids, 0..=count), any::<bool>());
    let impact = select(vec!["none", "minor", "major", "critical"]);
    let incident = (texts(), impact, parts, updates);
    prop::collection::vec(incident, 0..4).prop_map(|mut incidents| {
        incidents.sort_by_key(|incident| incident.3[0].2);
        let incident =
            |(title, impact, (mut parts, resolved), mut updates): (_, _, (Vec<_>, _), Vec<_>)| {
                if resolved {
                    // Its parts may have gone since.
                    parts.push("gone-since".to_owned());
                    let last: &mut (&str, Value, i64) = updates.last_mut().unwrap();
                    last.0 = "resolved";
                }
                let update =
                    |(status, text, at)| json!({ "status": status, "text": text, "at": time(at) });
                let updates: Vec<_> = updates.into_iter().map(update).collect();
                json!({ "title": title, "impact": impact, "components": parts, "updates": updates })
            };
        incidents.into_iter().map(incident).collect()
    })
}

/// What became of it, in the order of time.
fn story() -> impl Strategy<Value = (Vec<Value>, Vec<Value>)> {
    // Those that every kind of event has.
    let common = |phase: &Phase| EventKind::ALL.into_iter().all(|kind| phase.is_of(kind));
    let phases: Vec<_> = Phase::ALL.into_iter().filter(common).collect();
    let phase = (instant(), select(phases), maybe(texts()), maybe_time());
    let phases = prop::collection::vec(phase, 1..6).prop_map(|mut phases| {
        phases.sort_by_key(|phase| phase.0);
        let phase = |(at, phase, reason, promise)| {
            json!({ "at": time(at), "phase": phase, "reason": reason, "next_update_by": promise })
        };
        phases.into_iter().map(phase).collect()
    });
    let level = select(vec!["in_stock", "low", "sold_out", "waitlist"]);
    let change = (instant(), "[A-Za-z0-9]{1,8}", level);
    let changes = prop::collection::vec(change, 0..6).prop_map(|mut changes| {
        changes.sort_by_key(|change| change.0);
        let change = |(at, sku, level)| json!({ "at": time(at), "sku": sku, "level": level });
        changes.into_iter().map(change).collect()
    });
    (phases, changes)
}

/// What was planned, with halves of percents.
fn plan() -> impl Strategy<Value = Value> {
    let past = (
        name(),
        1..9_000_u32,
        prop::collection::vec(1..900_u32, 1..9),
    );
    let past = past.prop_map(|(title, visitors, people)| {
        let people: Vec<_> = people.into_iter().map(|n| f64::from(n) / 4.0).collect();
        let shape = json!({ "first_min": -3, "step_min": 4, "people": people });
        let visitors = f64::from(visitors);
        json!({
            "slug": "old", "title": title, "visitors": visitors, "peak_depth": visitors / 2.0, "shape": shape,
        })
    });
    let pct = (0..=200_u32).prop_map(|halves| f64::from(halves) / 2.0);
    let units = maybe((1..9_000_u32).prop_map(f64::from));
    let saved = (1..99_u32, instant());
    maybe(
        (pct, units, maybe(past), saved).prop_map(|(pct, units, past, (version, saved))| {
            let inputs = Inputs {
                email_pct: pct,
                ..Inputs::default()
            };
            let mut inputs = serde_json::to_value(inputs).unwrap();
            inputs["units"] = units;
            json!({ "inputs": inputs, "past": past, "version": version, "saved_at": time(saved) })
        }),
    )
}

/// A file of any event whatever.
fn file() -> impl Strategy<Value = Value> {
    let ids = prop::collection::btree_set("[a-z]([a-z0-9-]{0,6}[a-z0-9])?", 0..6);
    let rest = ids.prop_flat_map(|ids| {
        let ids: Vec<_> = ids.into_iter().collect();
        let names = prop::collection::vec(name(), ids.len());
        (Just(ids.clone()), names, incidents(ids))
    });
    let parts = (event(), rest, inventory(), messages(), story(), plan());
    parts.prop_map(|(event, rest, inventory, messages, story, plan)| {
        let (ids, names, incidents) = rest;
        let (phases, stock_changes) = story;
        let parts = ids.into_iter().zip(names);
        let parts: Vec<_> = parts
            .map(|(id, name)| json!({ "id": id, "name": name }))
            .collect();
        json!({
            "lineside_bundle": 2, "event": event, "components": parts,
            "inventory": inventory, "messages": messages, "incidents": incidents,
            "phases": phases, "stock_changes": stock_changes, "plan": plan,
        })
    })
}

/// Reads a file in under an address of its own, and writes that event as a file.
async fn through(services: &Services, text: &str, number: usize, keep_phase: bool) -> String {
    let slug = Slug::parse(&format!("event-{number}")).unwrap();
    let options = ImportOptions {
        slug: Some(slug.clone()),
        keep_phase,
    };
    let by = &Actor::Console;
    let made = bundle::import(services, by, text, options).await;
    assert_eq!(made.expect(text).id, slug);
    let out = bundle::export(services, by, &slug).await.unwrap();
    out.replacen(&format!("\"{slug}\""), "\"x\"", 1)
}

#[test]
fn exported_imported_and_exported_again_any_event_is_the_same() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let dir = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", dir.path().join("lineside.db").display());
    let services = Services {
        store: runtime.block_on(Store::open(&url)).unwrap(),
        live: Live::default(),
        clock: std::sync::Arc::new(ManualClock::at(Timestamp::from_millis(LATEST))),
        players: Players::default(),
    };
    let number = Cell::new(0);
    let mut runner = TestRunner::new(Config::with_cases(96));
    let tried = runner.run(&file(), |file| {
        let number = number.replace(number.get() + 3);
        runtime.block_on(async {
            let first = through(&services, &file.to_string(), number, true).await;
            prop_assert_eq!(&serde_json::from_str::<Value>(&first).unwrap(), &file);
            let second = through(&services, &first, number + 1, true).await;
            prop_assert_eq!(&second, &first);
            // As a draft it is what it was before anything happened, and what was planned.
            let draft = through(&services, &first, number + 2, false).await;
            let mut draft: Value = serde_json::from_str(&draft).unwrap();
            prop_assert_eq!(&draft["event"]["phase"], "draft");
            for field in [
                "phase",
                "phase_since",
                "phase_reason",
                "phase_next_update_by",
            ] {
                draft["event"][field] = file["event"][field].clone();
            }
            for part in ["event", "components", "plan"] {
                prop_assert_eq!(&draft[part], &file[part]);
            }
            for past in ["messages", "incidents", "stock_changes"] {
                prop_assert_eq!(&draft[past], &json!([]));
            }
            let unsold = draft["inventory"].as_array().unwrap();
            prop_assert_eq!(unsold.len(), file["inventory"].as_array().unwrap().len());
            prop_assert!(unsold.iter().all(|item| item["level"] == "in_stock"));
            Ok(())
        })
    });
    tried.unwrap();
    runtime.block_on(services.store.close());
}
