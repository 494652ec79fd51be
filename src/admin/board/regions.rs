//! The parts of a board that keep themselves true: rendered on the server, by the components that rendered the page.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;

use super::alerts::{Alarm, Alerts, Parts, StateForm};
use super::issues::IssueList;
use super::now::{NowLine, Seen};
use super::phase::PhaseForm;
use super::stock::Variants;
use super::{Strip, promise_label};
use crate::admin::Me;
use crate::admin::api::BoardNow;
use crate::domain::operator::Scope;

/// The inner HTML of each part, by its name in `data-live`.
pub type BoardRegions = BTreeMap<String, String>;

/// Every part of a board as this operator sees it.
pub fn render(now: &Arc<BoardNow>, me: &Me) -> BoardRegions {
    Owner::new().with(|| {
        provide_context(me.clone());
        provide_context(now.clone());
        rendered(now, me)
    })
}

fn rendered(now: &BoardNow, me: &Me) -> BoardRegions {
    let mut regions = BoardRegions::from([
        ("strip".to_owned(), html(|| view! { <Strip/> })),
        ("now".to_owned(), html(|| view! { <NowLine/> })),
        ("seen".to_owned(), html(|| view! { <Seen/> })),
    ]);
    if me.may(Scope::Publish) {
        regions.insert("alarm".to_owned(), html(|| view! { <Alarm/> }));
        regions.insert("alerts".to_owned(), html(|| view! { <Alerts/> }));
        regions.insert("parts".to_owned(), html(|| view! { <Parts/> }));
        regions.insert("state".to_owned(), html(|| view! { <StateForm/> }));
        regions.insert("phase".to_owned(), html(|| view! { <PhaseForm/> }));
        regions.insert("issues".to_owned(), html(|| view! { <IssueList/> }));
        for promise in &now.promises {
            let name = format!("promise-{}", promise.minutes);
            regions.insert(name, html(|| promise_label(promise)));
        }
    }
    if me.may(Scope::Inventory) {
        regions.insert("stock".to_owned(), html(|| view! { <Variants/> }));
    }
    regions
}

fn html<V: IntoView>(view: impl FnOnce() -> V) -> String {
    view().into_view().to_html()
}
