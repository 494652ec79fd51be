//! The report of an event: look at it, publish it, withdraw it.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use super::{DeskError, Settled};
use crate::domain::event::{Listing, Phase};
use crate::domain::report::{FigureView, ReportView, TableView};

/// A report as the desk shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportScreen {
    /// Where the event is in its life.
    pub phase: Phase,
    /// Who comes across the event.
    pub listing: Listing,
    /// What everyone reads once it is published.
    pub view: ReportView,
    /// How the shop did, which only the desk shows.
    pub shop: Vec<FigureView>,
    /// What was planned beside what was seen; none when nobody planned.
    pub plan: Option<TableView>,
    /// Since when everyone may read it.
    pub published: Option<String>,
    /// Whether there is more to come, so that it cannot be published yet.
    pub goes_on: bool,
}

/// Loads the report of an event.
#[server(prefix = "/admin/api", endpoint = "report", input = GetUrl)]
pub async fn load_report(slug: String) -> Result<ReportScreen, DeskError> {
    use super::desk::{Desk, Status};
    use super::report_words::{plan, shop};
    use crate::admin::words::DESK_LOCALE;
    use crate::domain::locale::words::Words;
    use crate::domain::report::check_publication;
    use crate::service::reports;

    async fn load(slug: &str) -> Result<ReportScreen, DeskError> {
        let desk = Desk::here()?;
        let event = desk.event(slug).await?;
        let (services, actor) = (desk.services(), &desk.actor);
        let report = reports::make(services, actor, &event.slug).await;
        let report = report.map_err(|error| desk.told(error))?;
        let published = reports::published_at(services, actor, &event.slug).await;
        let published = published.map_err(|error| desk.told(error))?;
        let words = Words::new(DESK_LOCALE);
        let now = services.clock.now();
        Ok(ReportScreen {
            phase: event.phase,
            listing: event.listing,
            view: report.view(DESK_LOCALE),
            shop: shop(&report),
            plan: plan(&report),
            published: published.map(|at| words.moment(&event.zone, at, now)),
            goes_on: check_publication(&event).is_err(),
        })
    }

    let status = Status::here();
    status.of(load(&slug).await)
}

/// Lets everyone read the report.
#[server(prefix = "/admin/api", endpoint = "publish_report")]
pub async fn publish_report(slug: String) -> Result<Settled, DeskError> {
    use super::desk::Desk;
    use crate::domain::operator::Scope;
    use crate::service::reports::publish;

    let desk = Desk::here()?;
    desk.require(Scope::Publish)?;
    let event = desk.event(&slug).await?;
    publish(desk.services(), &desk.actor, &event.slug)
        .await
        .map_err(|error| desk.told(error))?;
    Ok(Settled::ReportPublished)
}

/// Takes the report back.
#[server(prefix = "/admin/api", endpoint = "withdraw_report")]
pub async fn withdraw_report(slug: String) -> Result<Settled, DeskError> {
    use super::desk::Desk;
    use crate::domain::operator::Scope;
    use crate::service::reports::withdraw;

    let desk = Desk::here()?;
    desk.require(Scope::Publish)?;
    let event = desk.event(&slug).await?;
    withdraw(desk.services(), &desk.actor, &event.slug)
        .await
        .map_err(|error| desk.told(error))?;
    Ok(Settled::ReportWithdrawn)
}
