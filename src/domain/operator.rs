//! People and machines that may act, and what they may do.

use serde::{Deserialize, Serialize};

use super::id::{EventId, OperatorId, TokenId};
use super::signals::Signal;

/// The shortest password, in characters (NIST SP 800-63B asks for at least 8; a desk on the internet deserves more).
pub const MIN_PASSWORD: usize = 12;
/// The longest password, in bytes: enough for any passphrase, too little to burden the hash.
pub const MAX_PASSWORD: usize = 256;

/// What somebody may do. Tokens carry scopes; roles stand for a set of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Send samples.
    Ingest,
    /// Post messages, open and update incidents, change the phase.
    Publish,
    /// Set stock.
    Inventory,
    /// Create and change events.
    Manage,
}

/// What an operator is trusted with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Everything.
    Owner,
    /// Runs events: publishes, sets stock, manages events.
    Operator,
    /// Writes: publishes and sets stock.
    Writer,
    /// Looks.
    Viewer,
}

/// Why a name, address, role or scope is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OperatorError {
    /// Not one of the four roles.
    #[error("the role is one of owner, operator, writer, viewer")]
    UnknownRole,
    /// Not one of the four scopes.
    #[error("scopes are ingest, publish, inventory, manage")]
    UnknownScope,
    /// Not an address.
    #[error("give an e-mail address such as ana@example.com")]
    BadEmail,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Self; 4] = [Self::Ingest, Self::Publish, Self::Inventory, Self::Manage];

    /// The scope's name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ingest => "ingest",
            Self::Publish => "publish",
            Self::Inventory => "inventory",
            Self::Manage => "manage",
        }
    }

    /// Parses the scope's name on the wire.
    pub fn parse(text: &str) -> Result<Self, OperatorError> {
        Self::ALL
            .into_iter()
            .find(|scope| scope.as_str() == text)
            .ok_or(OperatorError::UnknownScope)
    }
}

impl Role {
    /// Every role, most trusted first.
    pub const ALL: [Self; 4] = [Self::Owner, Self::Operator, Self::Writer, Self::Viewer];

    /// The role's name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Operator => "operator",
            Self::Writer => "writer",
            Self::Viewer => "viewer",
        }
    }

    /// Parses the role's name on the wire.
    pub fn parse(text: &str) -> Result<Self, OperatorError> {
        Self::ALL
            .into_iter()
            .find(|role| role.as_str() == text)
            .ok_or(OperatorError::UnknownRole)
    }

    /// Whether the role includes a scope. Samples come from machines, so only the owner may send them by hand.
    pub fn may(self, scope: Scope) -> bool {
        match self {
            Self::Owner => true,
            Self::Operator => scope != Scope::Ingest,
            Self::Writer => matches!(scope, Scope::Publish | Scope::Inventory),
            Self::Viewer => false,
        }
    }
}

/// An operator's e-mail address, the name they log in with. Compared without case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Email(String);

impl Email {
    /// Parses an address: one `@` with something on both sides, no spaces, at most 254 bytes (RFC 5321).
    pub fn parse(text: &str) -> Result<Self, OperatorError> {
        let text = text.trim().to_lowercase();
        let (local, host) = text.split_once('@').ok_or(OperatorError::BadEmail)?;
        let clean = text.len() <= 254 && !text.chars().any(|c| c.is_whitespace() || c.is_control());
        if clean && !local.is_empty() && !host.is_empty() && !host.contains('@') {
            Ok(Self(text))
        } else {
            Err(OperatorError::BadEmail)
        }
    }

    /// The address as text, lower case.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A person who may log in to the desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Operator {
    /// Their identity.
    pub id: OperatorId,
    /// The name they log in with.
    pub email: Email,
    /// What they are trusted with.
    pub role: Role,
    /// Whether they may no longer log in.
    pub disabled: bool,
    /// Whether logging in takes a code of theirs as well.
    pub second_factor: bool,
}

/// Who does something; every service function asks for one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// A person at the desk.
    Operator {
        /// Who.
        id: OperatorId,
        /// Trusted with what.
        role: Role,
    },
    /// A machine with a token.
    Token {
        /// Which token.
        id: TokenId,
        /// What it may do.
        scopes: Vec<Scope>,
        /// The one event it may do it to, or every event.
        event: Option<EventId>,
    },
    /// What plays a recorded day into the private copy of a rehearsal.
    Player {
        /// The copy, and nothing else.
        event: EventId,
    },
    /// A rule by which a signal of one event publishes its message, because an operator switched that on.
    Rule {
        /// The event, and nothing else.
        event: EventId,
        /// The signal.
        signal: Signal,
    },
    /// Somebody with a shell on the host, who could edit the database anyway.
    Console,
}

impl Actor {
    /// Whether the actor may do `scope` at all.
    pub fn may(&self, scope: Scope) -> bool {
        match self {
            Self::Operator { role, .. } => role.may(scope),
            Self::Token { scopes, .. } => scopes.contains(&scope),
            Self::Player { .. } => scope != Scope::Manage,
            Self::Rule { .. } => scope == Scope::Publish,
            Self::Console => true,
        }
    }

    /// Whether the actor may know of `event`.
    pub fn sees(&self, event: &EventId) -> bool {
        match self {
            Self::Token {
                event: Some(own), ..
            }
            | Self::Player { event: own }
            | Self::Rule { event: own, .. } => own == event,
            _ => true,
        }
    }

    /// How the audit log names the actor.
    pub fn name(&self) -> String {
        match self {
            Self::Operator { id, .. } => format!("operator:{id}"),
            Self::Token { id, .. } => format!("token:{id}"),
            Self::Player { .. } => "player".to_owned(),
            Self::Rule { signal, .. } => format!("rule:{}", signal.as_str()),
            Self::Console => "console".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_may_do_what_the_matrix_says() {
        use Scope::{Ingest, Inventory, Manage, Publish};
        let matrix = [
            (Role::Owner, [true, true, true, true]),
            (Role::Operator, [false, true, true, true]),
            (Role::Writer, [false, true, true, false]),
            (Role::Viewer, [false, false, false, false]),
        ];
        for (role, may) in matrix {
            for (scope, expected) in [Ingest, Publish, Inventory, Manage].into_iter().zip(may) {
                assert_eq!(role.may(scope), expected, "{role:?} {scope:?}");
            }
        }
    }

    #[test]
    fn a_token_for_one_event_does_not_see_another() {
        let actor = Actor::Token {
            id: TokenId::new("t"),
            scopes: vec![Scope::Ingest],
            event: Some(EventId::new("a")),
        };
        assert!(actor.sees(&EventId::new("a")) && !actor.sees(&EventId::new("b")));
    }

    #[test]
    fn addresses_are_compared_without_case() {
        assert_eq!(
            Email::parse(" Ana@Example.com "),
            Email::parse("ana@example.com")
        );
        for bad in ["", "@", "a@", "@b", "a b@c", "a@b@c"] {
            assert_eq!(Email::parse(bad), Err(OperatorError::BadEmail), "{bad}");
        }
    }
}
