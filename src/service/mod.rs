//! What people and machines can do. Every function reads in four beats: authorise, decide, write and commit, announce.
//!
//! The desk, the API and the command line all come through here, so a rule that holds here holds everywhere.

/// The audit log: search, take along.
pub mod audit;
/// Events as files: export, import.
pub mod bundle;
/// Parts of the shop: add, rename, reorder, remove.
pub mod components;
/// What operators watch.
pub mod dashboard;
/// Drafts: save by themselves, list, discard.
pub mod drafts;
/// Events: create, clone, list, edit, move to another phase, archive.
pub mod events;
/// Known issues: open and update.
pub mod incidents;
/// Stock: set levels and counts.
pub mod inventory;
/// Invitations: make, take back, come in.
pub mod invitations;
/// JSON from elsewhere, parsed with the paths of what is wrong.
pub mod json;
/// Logos: looked at before they are shown.
pub mod logo;
/// Messages: preview, post, schedule, list, correct, retract.
pub mod messages;
/// Operators: create, log in, change, bar.
pub mod operators;
/// Plans: save, look up.
pub mod plans;
/// Links to drafts: make, renew, withdraw, follow.
pub mod preview;
/// Rehearsals: start, stop, list.
pub mod rehearsals;
/// Reports: make, publish, withdraw.
pub mod reports;
/// Samples: take in.
pub mod samples;
/// The second factor: codes and recovery codes.
pub mod second_factor;
/// Sessions: list, end, prove again who one is.
pub mod sessions;
/// Signals: watch for them, answer what they suggest, set their limits.
pub mod signals;
/// Templates: list, make, edit, put away.
pub mod templates;
/// API tokens: create, list, revoke, recognise.
pub mod tokens;

mod authors;
mod calendar;
mod once;
mod passwords;
mod secret;
mod throttle;
mod wrong;

use std::sync::Arc;

pub use authors::Credited;
pub use once::{IdempotencyKey, KEY_REUSED};
pub use secret::{new_id, sha256_hex};
pub use throttle::LogInThrottle;

use crate::domain::event::{Event, Slug};
use crate::domain::operator::{Actor, Role, Scope};
use crate::domain::revision::Revision;
use crate::domain::time::{Clock, Timestamp};
use crate::error::{Error, Result};
use crate::live::Live;
use crate::store::{Store, Tx};
use rehearsals::Players;

pub use crate::store::OpenSession;

/// What every service function needs. Cheap to clone.
#[derive(Clone)]
pub struct Services {
    /// The rows.
    pub store: Store,
    /// The hub that a committed change is announced to.
    pub live: Live,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// The rehearsals that this process plays.
    pub players: Players,
}

/// Something was done: what it made, and the revision of the page that shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done<T> {
    /// What was made or changed: its identity, mostly.
    pub id: T,
    /// The revision that shows it; none when no publisher runs in this process.
    pub revision: Option<Revision>,
    /// Whether it had been done already: by an earlier request with the same key, where it has one.
    pub repeated: bool,
}

impl Services {
    fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Announces a committed change of `event`.
    async fn announce<T>(&self, event: &Event, id: T, repeated: bool) -> Done<T> {
        let revision = self.live.changed(&event.id, &event.slug).await;
        Done {
            id,
            revision,
            repeated,
        }
    }
}

/// The first beat: may the actor do this at all? For edges that must look before they can ask a service.
pub fn authorise(actor: &Actor, scope: Scope) -> Result<()> {
    if actor.may(scope) {
        return Ok(());
    }
    Err(Error::Forbidden(format!(
        "this needs the scope {}",
        scope.as_str()
    )))
}

/// The first beat for people and tokens: only those who could edit the database anyway, or own the installation.
fn authorise_owner(actor: &Actor, what: &str) -> Result<()> {
    match actor {
        Actor::Console
        | Actor::Operator {
            role: Role::Owner, ..
        } => Ok(()),
        _ => Err(Error::Forbidden(format!("only an owner handles {what}"))),
    }
}

/// The event of this slug, unless the actor may not know of it or it was archived.
async fn visible_event(tx: &mut Tx, actor: &Actor, slug: &Slug) -> Result<Event> {
    let event = tx
        .find_event(slug)
        .await?
        .filter(|event| actor.sees(&event.id))
        .ok_or(Error::NotFound("event"))?;
    match event.archived_at {
        Some(_) => Err(Error::Gone("event")),
        None => Ok(event),
    }
}
