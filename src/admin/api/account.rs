//! One's own account: password, second factor, sessions.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use super::people::Sitting;
use super::{DeskError, Revealed, Settled};

/// A secret for an authenticator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offered {
    /// To type, in groups of four.
    pub secret: String,
    /// To follow on a phone.
    pub link: String,
    /// To scan: the side of a QR code in modules, and the path of its dark ones.
    pub code: Option<(i32, String)>,
}

/// One's own account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Whether logging in takes a code.
    pub second_factor: bool,
    /// How many recovery codes are left.
    pub recovery_codes: i64,
    /// The secret that waits for its first code.
    pub offered: Option<Offered>,
    /// Where one is logged in.
    pub sessions: Vec<Sitting>,
}

/// Loads it.
#[server(prefix = "/admin/api", endpoint = "account", input = GetUrl)]
pub async fn load_account() -> Result<Account, DeskError> {
    use super::desk::Desk;
    use super::people::sitting;
    use super::qr;
    use crate::domain::time::{Clock, SystemClock};
    use crate::service::{second_factor, sessions};

    let desk = Desk::here()?;
    let (services, actor) = (desk.services(), &desk.actor);
    let loading = async {
        let factor = second_factor::state(services, actor).await?;
        Ok((factor, sessions::list_own(services, actor).await?))
    };
    let (factor, sessions) = loading.await.map_err(|error| desk.told(error))?;
    let show = |offer: second_factor::Offer| Offered {
        secret: grouped(&offer.secret),
        code: qr::draw(&offer.link),
        link: offer.link,
    };
    Ok(Account {
        second_factor: factor.on,
        recovery_codes: factor.recovery_codes,
        offered: factor.offer.map(show),
        sessions: sitting(sessions, &desk, SystemClock.now()),
    })
}

/// In groups of four, as one reads a long word aloud.
#[cfg(feature = "ssr")]
fn grouped(secret: &str) -> String {
    let letters: Vec<_> = secret.chars().collect();
    let groups = letters
        .chunks(4)
        .map(|group| group.iter().collect::<String>());
    groups.collect::<Vec<_>>().join(" ")
}

/// Changes one's password; every other session of one's ends.
#[server(prefix = "/admin/api", endpoint = "change_password")]
pub async fn change_password(
    #[server(default)] old: String,
    #[server(default)] new: String,
    #[server(default)] again: String,
) -> Result<Settled, DeskError> {
    use super::desk::Desk;
    use crate::service::operators;

    let desk = Desk::here()?;
    desk.counted()?;
    if new != again {
        return Err(DeskError::field("again", "this is not the same"));
    }
    // The old password is asked for anyway: it is the proof.
    let keep = desk.session_id();
    operators::change_password(desk.services(), &desk.actor, &old, &new, keep)
        .await
        .map_err(|error| desk.told(error))?;
    desk.change_session_id().await?;
    Ok(Settled::PasswordChanged)
}

/// Offers a secret for an authenticator.
#[server(prefix = "/admin/api", endpoint = "begin_factor")]
pub async fn begin_factor() -> Result<Settled, DeskError> {
    use super::desk::Desk;
    use crate::service::second_factor::begin;

    let desk = Desk::confirmed().await?;
    begin(desk.services(), &desk.actor)
        .await
        .map_err(|error| desk.told(error))?;
    Ok(Settled::FactorOffered)
}

/// Takes the secret into use and ends one's other sessions; the answer is the recovery codes.
#[server(prefix = "/admin/api", endpoint = "confirm_factor")]
pub async fn confirm_factor(#[server(default)] code: String) -> Result<Revealed, DeskError> {
    use super::desk::Desk;
    use crate::service::second_factor::confirm;

    let desk = Desk::confirmed().await?;
    let (services, throttle) = (desk.services(), &desk.state.throttle);
    let codes = confirm(services, throttle, &desk.actor, &code, desk.place())
        .await
        .map_err(|error| desk.told(error))?;
    Ok(told_codes("The second factor is on", codes))
}

/// Makes new recovery codes; the answer is them.
#[server(prefix = "/admin/api", endpoint = "renew_codes")]
pub async fn renew_codes() -> Result<Revealed, DeskError> {
    use super::desk::Desk;
    use crate::service::second_factor::renew_recovery_codes;

    let desk = Desk::confirmed().await?;
    let codes = renew_recovery_codes(desk.services(), &desk.actor)
        .await
        .map_err(|error| desk.told(error))?;
    Ok(told_codes(
        "New recovery codes; the old ones no longer work",
        codes,
    ))
}

#[cfg(feature = "ssr")]
fn told_codes(title: &str, secrets: Vec<String>) -> Revealed {
    Revealed {
        title: title.to_owned(),
        note: "These codes let you in when the authenticator is lost, each of them once. Keep them where the phone is not: they are shown only now.".to_owned(),
        secrets,
    }
}

/// Switches one's second factor off, and ends all of one's sessions, this one too.
#[server(prefix = "/admin/api", endpoint = "remove_factor")]
pub async fn remove_factor() -> Result<Settled, DeskError> {
    use super::desk::Desk;
    use crate::service::second_factor::remove;

    let desk = Desk::confirmed().await?;
    remove(desk.services(), &desk.actor)
        .await
        .map_err(|error| desk.told(error))?;
    Ok(Settled::FactorRemoved)
}

/// Ends all of one's sessions but this one.
#[server(prefix = "/admin/api", endpoint = "end_other_sessions")]
pub async fn end_other_sessions() -> Result<Settled, DeskError> {
    use super::desk::Desk;
    use crate::service::sessions::end_others;

    let desk = Desk::here()?;
    end_others(desk.services(), &desk.actor, desk.session_id())
        .await
        .map_err(|error| desk.told(error))?;
    Ok(Settled::OthersEnded)
}
