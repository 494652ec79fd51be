//! Known issues and their stories.

use leptos::prelude::*;

use super::{Time, foreign, prose};
use crate::domain::incident::IncidentStatus;
use crate::domain::locale::Locale;
use crate::domain::locale::words::{Labels, SLOT};
use crate::domain::status_page::{ComponentView, IncidentUpdateView, IncidentView};

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

/// The parts an issue affects; while it is open with how they are doing: "affects Payments (slower than usual)".
fn affected(incident: &IncidentView, labels: &Labels) -> Option<String> {
    let open = incident.status != IncidentStatus::Resolved;
    let name = |part: &ComponentView| {
        let name = &part.component.name;
        if open {
            format!("{name} ({})", part.label)
        } else {
            name.clone()
        }
    };
    let names: Vec<_> = incident.components.iter().map(name).collect();
    (!names.is_empty()).then(|| labels.affects.replace(SLOT, &names.join(", ")))
}

fn card(incident: IncidentView, labels: &Labels, locale: Locale) -> impl IntoView + use<> {
    let parts = affected(&incident, labels);
    let (lang, dir) = foreign(incident.lang, locale).unzip();
    let anchor = incident.id.anchor();
    let (impact, status) = (incident.impact.as_str(), incident.status);
    // The newest step's state stands in the head already.
    let labels: Vec<_> = incident
        .updates
        .iter()
        .map(|u| Some(u.label.clone()))
        .collect();
    let notes = std::iter::once(parts).chain(labels.into_iter().skip(1));
    let steps = incident.updates.into_iter().zip(notes);
    let steps = steps.map(|(update, note)| step(update, note, locale));
    let story = view! { <ol class="story">{steps.collect_view()}</ol> };
    let head = view! {
        <h3 lang=lang dir=dir>{incident.title}</h3>
        " "
        <span class="mark">{incident.label}</span>
    };
    // What is over is told to those who ask.
    let body = if status == IncidentStatus::Resolved {
        view! { <details class="settled"><summary>{head}</summary>{story}</details> }.into_any()
    } else {
        view! { <header>{head}</header>{story} }.into_any()
    };
    view! { <article id=anchor data-impact=impact data-status=status.as_str()>{body}</article> }
}

fn step(update: IncidentUpdateView, note: Option<String>, locale: Locale) -> impl IntoView {
    let (lang, dir) = foreign(update.lang, locale).unzip();
    let note = note.map(|note| view! { " · "{note} });
    view! {
        <li>
            <p class="text" lang=lang dir=dir>{prose::elements(&update.text)}</p>
            <p class="next"><Time moment=update.at/>{note}</p>
        </li>
    }
}
