//! Signals: what they suggest and its answers, how parts are doing, limits and rules.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{DeskError, Outcome};
use crate::domain::component::ComponentStatus;
use crate::domain::locale::Locale;
use crate::domain::signals::Occasion;

/// What is noticed about an event now, in words.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct SignalsNow {
    /// What waits for a yes or no.
    pub offers: Vec<OfferCard>,
    /// Every alert that lasts, and those that ended lately.
    pub alerts: Vec<AlertLine>,
    /// How each part is doing.
    pub parts: Vec<PartLine>,
    /// What operators said about parts, for the server, which compares it with what it finds when the form comes back.
    pub stated: String,
}

/// A suggested message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferCard {
    /// The alert that makes it.
    pub alert: String,
    /// Whether it speaks of trouble or of its end.
    pub occasion: Occasion,
    /// The key of its form: another one when it comes back.
    pub key: String,
    /// What was noticed, in a few words.
    pub title: String,
    /// The figures, and since when.
    pub evidence: String,
    /// The key of its template, for the composer.
    pub template: String,
    /// Its text in each language.
    pub texts: Vec<(Locale, String)>,
    /// By when it promises the next update.
    pub promise: Option<String>,
    /// What keeps it from being published.
    pub wrong: Vec<String>,
}

/// An alert.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertLine {
    /// What was noticed.
    pub title: String,
    /// The figures, and since when.
    pub evidence: String,
    /// Whether it lasts.
    pub open: bool,
    /// Whether it lasts and suggests nothing: the shop's own business.
    pub mute: bool,
    /// What became of it, in a few words.
    pub state: String,
}

/// A part of the shop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartLine {
    /// Its identity.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How it is doing.
    pub status: ComponentStatus,
    /// How it is doing, in words.
    pub label: String,
    /// Until when an operator's word stands, if one does.
    pub stated_until: Option<String>,
}

/// Publishes what an alert suggests, as it stands.
#[server(prefix = "/admin/api", endpoint = "publish_suggestion")]
pub async fn publish_suggestion(
    slug: String,
    #[server(default)] alert: String,
    #[server(default)] occasion: String,
    key: String,
) -> Result<Outcome, DeskError> {
    use super::Deed;
    use super::desk::{self, Desk};
    use super::signals_form::read_occasion;
    use crate::domain::id::AlertId;
    use crate::service::signals::publish;

    let desk = Desk::here()?;
    let event = desk.event(&slug).await?;
    let which = (&AlertId::new(alert), read_occasion(&occasion)?);
    let key = Some(desk::key(&key)?);
    let published = publish(desk.services(), &desk.actor, &event.slug, which, key)
        .await
        .map_err(|error| desk.told(error))?;
    Ok(Outcome {
        deed: Deed::Posted.unless_repeated(published.repeated),
        screens: desk.screens(&event.slug),
        key: String::new(),
    })
}

/// Remembers that what an alert suggests is not to be said.
#[server(prefix = "/admin/api", endpoint = "dismiss_suggestion")]
pub async fn dismiss_suggestion(
    slug: String,
    #[server(default)] alert: String,
    #[server(default)] occasion: String,
) -> Result<Outcome, DeskError> {
    use super::Deed;
    use super::desk::Desk;
    use super::signals_form::read_occasion;
    use crate::domain::id::AlertId;
    use crate::service::signals::dismiss;

    let desk = Desk::here()?;
    let event = desk.event(&slug).await?;
    let which = (&AlertId::new(alert), read_occasion(&occasion)?);
    let dismissed = dismiss(desk.services(), &desk.actor, &event.slug, which)
        .await
        .map_err(|error| desk.told(error))?;
    let deed = Deed::SuggestionDismissed.unless_repeated(dismissed.repeated);
    Ok(Outcome::quiet(deed))
}

/// Says how a part is doing for some minutes, or leaves it to the machine again; its `key` is what was said about parts when
/// the form was filled.
#[server(prefix = "/admin/api", endpoint = "state_component")]
pub async fn state_component(
    slug: String,
    #[server(default)] key: String,
    #[server(default)] component: String,
    #[server(default)] status: String,
    #[server(default)] minutes: String,
) -> Result<Outcome, DeskError> {
    use super::Deed;
    use super::desk::Desk;
    use super::signals_form::{read_stated, restated, said_meanwhile, write_stated};
    use crate::domain::id::ComponentId;
    use crate::domain::signals::StatusOverride;
    use crate::error::Error;
    use crate::service::signals::{Known, list_stated, state};

    let desk = Desk::here()?;
    let event = desk.event(&slug).await?;
    let seen: Vec<StatusOverride> =
        serde_json::from_str(&key).map_err(|_| DeskError::unfilled())?;
    let now = event.time_at(desk.services().clock.now());
    let stated = read_stated(&status, &minutes, now)?;
    let component = ComponentId::new(component);
    let (services, by) = (desk.services(), &desk.actor);
    let known = Known::Seen(&seen);
    let done = state(services, by, &event.slug, &component, stated, known).await;
    match done {
        Ok(done) => Ok(Outcome {
            deed: match done.id.stated {
                Some(_) => Deed::StatusStated.unless_repeated(done.repeated),
                None => Deed::StatusLeft.unless_repeated(done.repeated),
            },
            screens: desk.screens(&event.slug),
            key: write_stated(&restated(seen, &component, done.id.stated))
                .map_err(|error| desk.told(error))?,
        }),
        Err(Error::Outdated(_)) => {
            let now = list_stated(services, by, &event.slug).await;
            let now = now.map_err(|error| desk.told(error))?;
            let key = write_stated(&now).map_err(|error| desk.told(error))?;
            Err(said_meanwhile(&now, &component, key))
        }
        Err(error) => Err(desk.told(error)),
    }
}

/// Limits and rules as they are typed: a share in percent, a limit left empty is not watched for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SignalsForm {
    /// Percent of requests.
    pub error_rate: String,
    /// Seconds.
    pub p95_latency: String,
    /// Percent of the capacity.
    pub capacity_left: String,
    /// Percent of the admitted.
    pub handoff: String,
    /// People.
    pub handoff_min_count: String,
    /// Times as long.
    pub wait_jump: String,
    /// Seconds.
    pub silent_pause_s: String,
    /// Seconds.
    pub silence_s: String,
    /// Seconds.
    pub confirm_s: String,
    /// Anything, if it is watched for.
    pub sold_out: String,
    /// The names of the signals that publish by themselves.
    pub rules: Vec<String>,
}

/// Sets limits and rules; its `key` is the version that the form was filled with.
#[server(prefix = "/admin/api", endpoint = "set_signals")]
pub async fn set_signals(
    slug: String,
    #[server(default)] key: String,
    #[server(default)] signals: SignalsForm,
) -> Result<Outcome, DeskError> {
    use super::Deed;
    use super::desk::Desk;
    use super::signals_form::{beside_fields, outdated, read_settings};
    use crate::domain::operator::Scope;
    use crate::error::Error;
    use crate::service::messages::Expected;
    use crate::service::signals::{find, save};

    let desk = Desk::here()?;
    desk.require(Scope::Manage)?;
    let event = desk.event(&slug).await?;
    let seen: u32 = key.parse().map_err(|_| DeskError::unfilled())?;
    let wanted = read_settings(&signals)?;
    let (services, by) = (desk.services(), &desk.actor);
    let saved = save(
        services,
        by,
        &event.slug,
        wanted,
        &Expected::OneOf(vec![seen]),
    )
    .await;
    match saved {
        Ok(saved) => Ok(Outcome {
            key: saved.id.to_string(),
            ..Outcome::quiet(Deed::SignalsSet)
        }),
        Err(Error::Outdated(_)) => {
            let now = find(services, by, &event.slug).await;
            let (now, version) = now.map_err(|error| desk.told(error))?;
            Err(outdated(&now, &signals, version))
        }
        Err(error) => Err(beside_fields(desk.told(error))),
    }
}
