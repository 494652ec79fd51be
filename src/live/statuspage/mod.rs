//! The event as Statuspage's API v2 tells it, for the programs that read status pages.
//!
//! Source: the API of Statuspage-hosted pages (`/api` on any of them). `docs/statuspage.md` says what is mapped to what.

mod identity;
mod shapes;
mod view;

use serde_json::{Value, json};

use super::body::Body;
use super::snapshot::json_bytes;
use crate::domain::incident::Incident;
use crate::domain::status_page::{Facts, StatusPage};
use view::View;

/// The bodies under `/e/{slug}/api/v2/`, all in the event's own language.
#[derive(Debug, Clone)]
pub struct Statuspage {
    /// `status.json`: the state of everything.
    pub status: Body,
    /// `summary.json`: parts, what is unresolved, and the line.
    pub summary: Body,
    /// `components.json`: parts and products.
    pub components: Body,
    /// `incidents.json`: the newest known issues, resolved ones among them.
    pub incidents: Body,
    /// `incidents/unresolved.json`: the open ones.
    pub unresolved: Body,
    /// `scheduled-maintenances.json` and the two below it: an opening is none, so there are none.
    pub maintenances: Body,
}

impl Statuspage {
    /// Writes the bodies of `page`, which is made of `facts` in the event's own language. What says what it said before is kept.
    pub fn render(facts: &Facts, page: &StatusPage, base_url: &str, before: Option<&Self>) -> Self {
        let view = View::new(facts, page, base_url);
        let about = view.page();
        let status = view.status();
        let components = view.components();
        let unresolved = view.incidents(|incident| !incident.is_resolved());
        let body =
            |old: fn(&Self) -> &Body, value: Value| Body::kept(before.map(old), json_bytes(&value));
        Self {
            status: body(
                |all| &all.status,
                json!({ "page": about, "status": status }),
            ),
            summary: body(
                |all| &all.summary,
                json!({
                    "page": about,
                    "components": components,
                    "incidents": unresolved,
                    "scheduled_maintenances": [],
                    "status": status,
                    "x_event": view.line(),
                }),
            ),
            components: body(
                |all| &all.components,
                json!({ "page": about, "components": components }),
            ),
            incidents: body(
                |all| &all.incidents,
                json!({ "page": about, "incidents": view.incidents(every) }),
            ),
            unresolved: body(
                |all| &all.unresolved,
                json!({ "page": about, "incidents": unresolved }),
            ),
            maintenances: body(
                |all| &all.maintenances,
                json!({ "page": about, "scheduled_maintenances": [] }),
            ),
        }
    }
}

fn every(_: &Incident) -> bool {
    true
}

#[cfg(test)]
mod tests;
