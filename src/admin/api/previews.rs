//! The link with which people without a log-in look at a draft.

use leptos::prelude::*;

use super::{DeskError, Revealed, Settled};

/// How long a link may be good: days, and how that is read.
pub const LIVES: [(&str, &str); 3] = [("1", "1 day"), ("7", "7 days"), ("30", "30 days")];

/// Makes the link of a draft, or renews it; it is shown this once.
#[server(prefix = "/admin/api", endpoint = "make_preview")]
pub async fn make_preview(
    slug: String,
    #[server(default)] days: String,
) -> Result<Revealed, DeskError> {
    use super::desk::Desk;
    use crate::domain::operator::Scope;
    use crate::service::preview;

    let desk = Desk::here()?;
    desk.require(Scope::Manage)?;
    let event = desk.event(&slug).await?;
    // What is no number is no choice either, and the service says so.
    let days = days.trim().parse().unwrap_or(0);

    let made = preview::make(desk.services(), &desk.actor, &event.slug, days).await;
    let (_, secret) = made.map_err(|error| desk.told(error))?;
    let base = &desk.state.links.base_url;
    Ok(Revealed {
        title: "The preview link".to_owned(),
        note: format!(
            "Whoever has it sees the draft as shoppers would get it, for {days} {}. It is shown only now; an older link no longer works.",
            if days == 1 { "day" } else { "days" }
        ),
        secrets: vec![format!("{base}/preview/{secret}")],
    })
}

/// Withdraws the link.
#[server(prefix = "/admin/api", endpoint = "withdraw_preview")]
pub async fn withdraw_preview(slug: String) -> Result<Settled, DeskError> {
    use super::desk::Desk;
    use crate::domain::operator::Scope;
    use crate::service::preview;

    let desk = Desk::here()?;
    desk.require(Scope::Manage)?;
    let event = desk.event(&slug).await?;
    preview::withdraw(desk.services(), &desk.actor, &event.slug)
        .await
        .map_err(|error| desk.told(error))?;
    Ok(Settled::PreviewWithdrawn)
}
