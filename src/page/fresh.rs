//! How fresh everything is: a sentence for every reader, and the numbers with which the script keeps it true.

use leptos::prelude::*;

use super::slotted;
use crate::domain::estimate::FreshnessLevel;
use crate::domain::locale::words::Labels;
use crate::domain::status_page::Freshness;

fn level_name(level: FreshnessLevel) -> &'static str {
    match level {
        FreshnessLevel::Live => "live",
        FreshnessLevel::Delayed => "delayed",
        FreshnessLevel::Lost => "lost",
    }
}

/// "Live · measured 10:20 CET", with the time marked up inside the sentence.
#[component]
pub fn Fresh(
    /// How fresh.
    freshness: Freshness,
    /// The page's own words.
    labels: Labels,
) -> impl IntoView {
    let sentence = match freshness.level {
        FreshnessLevel::Live => labels.script.live,
        FreshnessLevel::Delayed => labels.script.delayed,
        FreshnessLevel::Lost => labels.script.lost,
    };
    let at = freshness.as_of.at.to_string();
    let time = view! { <time datetime=at.clone()>{freshness.as_of.text}</time> };
    view! {
        <p
            class="fresh"
            data-level=level_name(freshness.level)
            data-as-of=at
            data-generated-at=freshness.generated_at.to_string()
            data-delayed-after=freshness.delayed_after_s.to_string()
            data-stale-after=freshness.stale_after_s.to_string()
        >
            <span class="dot" aria-hidden="true"></span>
            <span>{slotted(&sentence, time)}</span>
        </p>
    }
}
