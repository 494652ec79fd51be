//! Known issues and their stories.

use leptos::prelude::*;

use super::{Time, foreign};
use crate::domain::incident::IncidentStatus;
use crate::domain::locale::Locale;
use crate::domain::locale::words::{Labels, SLOT};
use crate::domain::status_page::{IncidentUpdateView, IncidentView};

/// Known issues; when there are none, a calm line or nothing.
#[component]
pub fn Issues(
    /// Open ones first.
    incidents: Vec<IncidentView>,
    /// The page's own words.
    labels: Labels,
    /// The language of the page.
    locale: Locale,
    /// Whether to say that there are none.
    reassure: bool,
) -> impl IntoView {
    (reassure || !incidents.is_empty()).then(|| {
        let list = if incidents.is_empty() {
            view! { <p class="nothing">{labels.no_issues.clone()}</p> }.into_any()
        } else {
            let cards = incidents
                .into_iter()
                .map(|incident| view! { <li>{card(incident, &labels, locale)}</li> });
            view! { <ol class="entries">{cards.collect_view()}</ol> }.into_any()
        };
        view! { <section class="issues"><h2>{labels.issues}</h2>{list}</section> }
    })
}

fn card(incident: IncidentView, labels: &Labels, locale: Locale) -> impl IntoView + use<> {
    let (lang, dir) = foreign(incident.lang, locale).unzip();
    let names: Vec<_> = incident.components.into_iter().map(|c| c.name).collect();
    let affects = (!names.is_empty()).then(|| labels.affects.replace(SLOT, &names.join(", ")));
    // A finished story is told by its last word.
    let steps = match incident.status {
        IncidentStatus::Resolved => 1,
        _ => incident.updates.len(),
    };
    let updates = incident.updates.into_iter().take(steps).enumerate();
    // The newest step's state stands in the head already.
    let updates = updates.map(|(i, update)| {
        let note = if i == 0 {
            affects.clone()
        } else {
            Some(update.label.clone())
        };
        step(update, note, locale)
    });
    view! {
        <article data-impact=incident.impact.as_str() data-status=incident.status.as_str()>
            <header>
                <h3 lang=lang dir=dir>{incident.title}</h3>
                " "
                <span class="mark">{incident.label}</span>
            </header>
            <ol class="story">{updates.collect_view()}</ol>
        </article>
    }
}

fn step(update: IncidentUpdateView, note: Option<String>, locale: Locale) -> impl IntoView {
    let (lang, dir) = foreign(update.lang, locale).unzip();
    let note = note.map(|note| view! { " · "{note} });
    view! {
        <li>
            <p class="text" lang=lang dir=dir>{update.text}</p>
            <p class="next"><Time moment=update.at/>{note}</p>
        </li>
    }
}
