//! People: who they are, who is invited, where they sit; and what an owner changes about that.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use super::{DeskError, Revealed, Settled};
use crate::domain::invitation::InvitationState;
use crate::domain::operator::Role;

/// One person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The name they log in with.
    pub email: String,
    /// What they are trusted with.
    pub role: Role,
    /// Whether they may no longer log in.
    pub disabled: bool,
    /// Whether logging in takes a code of theirs.
    pub second_factor: bool,
}

/// One invitation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invited {
    /// Its identity.
    pub id: String,
    /// Who is invited.
    pub email: String,
    /// As what.
    pub role: Role,
    /// What has become of it.
    pub state: InvitationState,
    /// Until when the link works, or did.
    pub until: String,
}

/// One session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sitting {
    /// What its owner calls it by.
    pub id: String,
    /// Whose it is.
    pub email: String,
    /// When it began.
    pub begun: String,
    /// When it was last used.
    pub seen: String,
    /// From which network.
    pub network: String,
    /// With which browser, as it says itself.
    pub browser: String,
    /// Whether it is the one that asks.
    pub here: bool,
}

/// Everything about people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct People {
    /// Who may log in, and who no longer may.
    pub people: Vec<Person>,
    /// Who is invited, and who was lately.
    pub invited: Vec<Invited>,
    /// Who is logged in where.
    pub sessions: Vec<Sitting>,
}

/// Loads it.
#[server(prefix = "/admin/api", endpoint = "people", input = GetUrl)]
pub async fn load_people() -> Result<People, DeskError> {
    use super::desk::{Desk, moment};
    use crate::domain::time::{Clock, SystemClock};
    use crate::service::{invitations, operators, sessions};

    let desk = Desk::here()?;
    let (services, actor) = (desk.services(), &desk.actor);
    let loading = async {
        let people = operators::list(services, actor).await?;
        let invited = invitations::list(services, actor).await?;
        let sessions = sessions::list_all(services, actor).await?;
        Ok((people, invited, sessions))
    };
    let (people, invited, sessions) = loading.await.map_err(|error| desk.told(error))?;
    let now = services.clock.now();
    Ok(People {
        people: people
            .into_iter()
            .map(|operator| Person {
                email: operator.email.as_str().to_owned(),
                role: operator.role,
                disabled: operator.disabled,
                second_factor: operator.second_factor,
            })
            .collect(),
        invited: invited
            .into_iter()
            // Whoever came in stands among the people.
            .filter(|invitation| invitation.state(now) != InvitationState::Used)
            .take(RECENT)
            .map(|invitation| Invited {
                id: invitation.id.to_string(),
                email: invitation.email.as_str().to_owned(),
                role: invitation.role,
                state: invitation.state(now),
                until: moment(invitation.expires_at, now),
            })
            .collect(),
        sessions: sitting(sessions, &desk, SystemClock.now()),
    })
}

/// How many invitations are shown.
#[cfg(feature = "ssr")]
const RECENT: usize = 20;

/// Sessions as they are shown.
#[cfg(feature = "ssr")]
pub(super) fn sitting(
    sessions: Vec<crate::service::OpenSession>,
    desk: &super::desk::Desk,
    now: crate::domain::time::Timestamp,
) -> Vec<Sitting> {
    use super::desk::moment;

    let show = |session: crate::service::OpenSession| Sitting {
        here: session.begun.id == *desk.session_id(),
        id: session.begun.id.to_string(),
        email: session.email.as_str().to_owned(),
        begun: moment(session.begun.at, now),
        seen: moment(session.begun.seen_at, now),
        network: session.begun.network,
        browser: session.begun.browser,
    };
    sessions.into_iter().map(show).collect()
}

/// Invites somebody; the answer is their link.
#[server(prefix = "/admin/api", endpoint = "invite")]
pub async fn invite(
    #[server(default)] email: String,
    #[server(default)] role: String,
) -> Result<Revealed, DeskError> {
    use super::desk::Desk;
    use crate::domain::invitation::VALID_H;
    use crate::domain::operator::Email;
    use crate::service::invitations;

    let desk = Desk::confirmed().await?;
    let email = Email::parse(&email).map_err(|error| DeskError::field("email", error))?;
    let role = Role::parse(&role).map_err(|error| DeskError::field("role", error))?;

    let (invitation, secret) = invitations::invite(desk.services(), &desk.actor, email, role)
        .await
        .map_err(|error| beside("email", desk.told(error)))?;
    let base = &desk.state.links.base_url;
    let email = invitation.email.as_str();
    Ok(Revealed {
        title: format!("{email} is invited as {}", role.as_str()),
        note: format!(
            "Send them this link by a way that only they read. It works once, within {VALID_H} hours, and is shown only now; an earlier link of theirs no longer works."
        ),
        secrets: vec![format!("{base}/admin/join/{secret}")],
    })
}

/// What does not fit is said beside the field that it is about.
#[cfg(feature = "ssr")]
fn beside(field: &str, told: DeskError) -> DeskError {
    match told.trouble {
        super::Trouble::Conflict => DeskError::field(field, told.message),
        _ => told,
    }
}

/// Takes an invitation back.
#[server(prefix = "/admin/api", endpoint = "withdraw_invitation")]
pub async fn withdraw_invitation(id: String) -> Result<Settled, DeskError> {
    use super::desk::Desk;
    use crate::domain::id::InvitationId;
    use crate::service::invitations;

    let desk = Desk::confirmed().await?;
    invitations::withdraw(desk.services(), &desk.actor, &InvitationId::new(id))
        .await
        .map_err(|error| desk.told(error))?;
    Ok(Settled::Withdrawn)
}

/// Changes something about somebody: `role` and what it is to be, `disable`, `enable`, or `remove_factor`.
#[server(prefix = "/admin/api", endpoint = "change_person")]
pub async fn change_person(
    email: String,
    #[server(default)] change: String,
    #[server(default)] role: String,
) -> Result<Settled, DeskError> {
    use super::Trouble;
    use super::desk::Desk;
    use crate::domain::operator::Email;
    use crate::service::operators;

    let desk = Desk::confirmed().await?;
    let (services, actor) = (desk.services(), &desk.actor);
    let email = Email::parse(&email).map_err(|error| DeskError::field("email", error))?;
    let (settled, done) = match change.as_str() {
        "role" => {
            let role = Role::parse(&role).map_err(|error| DeskError::field("role", error))?;
            let done = operators::set_role(services, actor, &email, role).await;
            (Settled::RoleSet, done)
        }
        "disable" => (
            Settled::Disabled,
            operators::disable(services, actor, &email).await,
        ),
        "enable" => (
            Settled::Enabled,
            operators::enable(services, actor, &email).await,
        ),
        "remove_factor" => {
            let done = operators::remove_second_factor(services, actor, &email).await;
            (Settled::FactorRemoved, done)
        }
        _ => return Err(DeskError::new(Trouble::Invalid, "Choose what to change.")),
    };
    done.map_err(|error| desk.told(error))?;
    Ok(settled)
}

/// Ends a session, one's own or, for an owner, anybody's.
#[server(prefix = "/admin/api", endpoint = "end_session")]
pub async fn end_session(session: String) -> Result<Settled, DeskError> {
    use super::desk::Desk;
    use crate::domain::id::SessionId;
    use crate::service::sessions;

    let desk = Desk::here()?;
    sessions::end(desk.services(), &desk.actor, &SessionId::new(session))
        .await
        .map_err(|error| desk.told(error))?;
    Ok(Settled::SessionEnded)
}
