//! Events in every state, to look at.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::brand::Brand;
use crate::domain::component::Component;
use crate::domain::estimate::Estimator;
use crate::domain::event::{
    EmbedOrigins, Event, EventKind, Link, Listing, Phase, Schedule, Slug, Title,
};
use crate::domain::id::{ComponentId, EventId, IncidentId, MessageId};
use crate::domain::incident::{Impact, Incident, IncidentStatus, IncidentUpdate};
use crate::domain::inventory::{InventoryItem, Sku, StockLevel};
use crate::domain::locale::{Languages, Locale, LocalizedText};
use crate::domain::message::{Message, Severity};
use crate::domain::metric::{Metric, Reading};
use crate::domain::signals::Health;
use crate::domain::status_page::{Facts, StatusPage};
use crate::domain::time::{Timestamp, Zone};
use crate::page::DocumentLinks;

/// When every sample page is looked at.
pub fn now() -> Timestamp {
    Timestamp::parse("2026-11-23T10:20:17Z").unwrap()
}

/// The same text in English.
pub fn text(english: &str) -> LocalizedText {
    LocalizedText::parse_one(Locale::En, english, 1_000).unwrap()
}

/// An event in `phase` about which nothing else is known.
pub fn facts(kind: EventKind, phase: Phase) -> Facts {
    let day = |hour: i64| now().floor_to(3_600).plus_seconds((hour - 10) * 3_600);
    Facts {
        event: Event {
            id: EventId::new("e"),
            slug: Slug::parse("meridian-4").unwrap(),
            title: Title::parse("Meridian 4 launch").unwrap(),
            kind,
            phase,
            phase_reason: None,
            phase_next_update_by: None,
            phase_since: now().plus_seconds(-240),
            schedule: Schedule {
                opens_at: Some(day(12)),
                closes_at: Some(day(18)),
                draws_at: Some(day(20)),
            },
            zone: Zone::parse("Europe/London").unwrap(),
            default_locale: Locale::En,
            languages: Languages::all(),
            listing: Listing::Public,
            capacity: Some(30_000),
            product_link: Some(Link::parse("https://shop.example/meridian-4").unwrap()),
            waitlist_link: Some(Link::parse("https://shop.example/waitlist").unwrap()),
            embed_origins: EmbedOrigins::default(),
            brand: Brand::default(),
            tempo: None,
            archived_at: None,
        },
        components: vec![],
        messages: vec![],
        incidents: vec![],
        inventory: vec![],
        calendar: vec![],
        report_published: false,
        health: Health::default(),
        estimator: Estimator::default(),
        course: Arc::default(),
    }
}

/// Feeds ten minutes of readings ending `age_s` before [`now`]: a line of `depth` that loses `per_min`.
pub fn feed(facts: &mut Facts, depth: f64, per_min: f64, age_s: i64) {
    for step in 0..=60_i32 {
        let at = now().plus_seconds(i64::from(step) * 10 - 600 - age_s);
        let since = f64::from(step) / 6.0;
        let reading = |metric, value| Reading { at, metric, value };
        let left = depth + per_min * (10.0 - since);
        facts
            .estimator
            .observe(reading(Metric::AdmittedTotal, since * per_min));
        facts.estimator.observe(reading(Metric::QueueDepth, left));
    }
}

/// A message said `ago_s` ago.
pub fn message(id: &str, severity: Severity, ago_s: i64, english: &str) -> Message {
    Message {
        id: MessageId::new(id),
        event_id: EventId::new("e"),
        severity,
        text: text(english),
        published_at: now().plus_seconds(-ago_s),
        next_update_by: None,
        pinned: false,
        expires_at: None,
        automatic: false,
        version: 1,
        edited_at: None,
        retracted_at: None,
    }
}

/// A variant.
pub fn item(sku: &str, size: &str, level: StockLevel, remaining: Option<u32>) -> InventoryItem {
    InventoryItem {
        sku: Sku::parse(sku).unwrap(),
        title: "Meridian 4".to_owned(),
        variant: Some(size.to_owned()),
        level,
        remaining,
        price_tier: None,
        restock_at: None,
    }
}

/// A launch in full swing: a long line, three messages, stock, a known issue and one that is over.
pub fn busy() -> Facts {
    let mut facts = facts(EventKind::Queue, Phase::Open);
    feed(&mut facts, 9_740.0, 290.0, 7);
    facts.components = vec![Component {
        id: ComponentId::new("payments"),
        name: "Payments".to_owned(),
    }];
    let mut newest = message(
        "m3",
        Severity::Notice,
        120,
        "We're experiencing high demand. Thank you for your patience.",
    );
    newest.next_update_by = Some(now().plus_seconds(880));
    let french = BTreeMap::from([(Locale::Fr, "Les portes sont ouvertes.".to_owned())]);
    facts.messages = vec![
        newest,
        message(
            "m2",
            Severity::Warning,
            700,
            "Card payments can take up to two minutes.\nPlease don't pay twice: your order is safe once you see the confirmation.",
        ),
        Message {
            text: LocalizedText::parse(french, 500).unwrap(),
            ..message("m1", Severity::Info, 1_200, "x")
        },
    ];
    let update = |status, ago_s: i64, english| IncidentUpdate {
        status,
        text: text(english),
        at: now().plus_seconds(-ago_s),
    };
    let incident = |id: &str, title, impact, updates| Incident {
        id: IncidentId::new(id),
        event_id: EventId::new("e"),
        title: text(title),
        impact,
        components: vec![ComponentId::new("payments")],
        updates,
    };
    facts.incidents = vec![
        incident(
            "i2",
            "Some card payments take longer",
            Impact::Minor,
            vec![
                update(
                    IncidentStatus::Investigating,
                    900,
                    "We see slow answers from our payment provider.",
                ),
                update(
                    IncidentStatus::Identified,
                    490,
                    "Payments go through but can take up to two minutes. Please don't pay twice.",
                ),
            ],
        ),
        incident(
            "i1",
            "Confirmation e-mails came late",
            Impact::None,
            vec![
                update(IncidentStatus::Investigating, 3_000, "Looking."),
                update(
                    IncidentStatus::Resolved,
                    1_500,
                    "All confirmations have been sent.",
                ),
            ],
        ),
    ];
    facts.inventory = vec![
        item("M4-40", "size 40", StockLevel::InStock, None),
        item("M4-42", "size 42", StockLevel::Low, Some(6)),
        item("M4-43", "size 43", StockLevel::Waitlist, None),
        InventoryItem {
            restock_at: Some(now().plus_seconds(86_400 * 3)),
            ..item("M4-44", "size 44", StockLevel::SoldOut, None)
        },
    ];
    facts
}

/// What a reader of English sees.
pub fn page(facts: &Facts) -> StatusPage {
    facts.status_page(Locale::En, now())
}

/// Links as the server would pass them.
pub fn links() -> DocumentLinks {
    DocumentLinks {
        stylesheet: "/assets/page.0123.css".to_owned(),
        report_stylesheet: "/assets/report.0123.css".to_owned(),
        script: "/assets/live.0123.js".to_owned(),
        icon: "/assets/favicon.0123.svg".to_owned(),
        base_url: "https://status.example".to_owned(),
    }
}
