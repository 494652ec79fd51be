//! Who may use something: the column that every route of the server has, and the matrix in `docs/roles.md`.

use super::operator::{Role, Scope};

/// Who may.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Anybody, without saying who they are.
    Everyone,
    /// Whoever is logged in at the desk.
    Operators,
    /// Operators whose role includes this.
    May(Scope),
    /// Owners alone.
    Owners,
    /// Machines whose token has this scope.
    Tokens(Scope),
}

impl Who {
    /// Whether somebody who is logged in with this role may.
    pub fn admits(self, role: Role) -> bool {
        match self {
            Self::Everyone | Self::Operators => true,
            Self::May(scope) => role.may(scope),
            Self::Owners => role == Role::Owner,
            Self::Tokens(_) => false,
        }
    }

    /// Whether a token with these scopes may.
    pub fn admits_token(self, scopes: &[Scope]) -> bool {
        match self {
            Self::Everyone => true,
            Self::Tokens(scope) => scopes.contains(&scope),
            Self::Operators | Self::May(_) | Self::Owners => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_owner_may_whatever_somebody_at_the_desk_may() {
        let everything = [
            Who::Everyone,
            Who::Operators,
            Who::May(Scope::Manage),
            Who::May(Scope::Ingest),
            Who::Owners,
        ];
        for who in everything {
            assert!(who.admits(Role::Owner), "{who:?}");
        }
        assert!(!Who::Owners.admits(Role::Operator));
        assert!(!Who::May(Scope::Publish).admits(Role::Viewer));
    }

    #[test]
    fn a_token_opens_nothing_of_the_desk_and_a_role_nothing_of_the_machines() {
        for scope in Scope::ALL {
            assert!(!Who::Operators.admits_token(&Scope::ALL));
            assert!(!Who::May(scope).admits_token(&Scope::ALL));
            assert!(!Who::Tokens(scope).admits(Role::Owner));
            assert!(Who::Tokens(scope).admits_token(&[scope]));
            assert!(!Who::Tokens(scope).admits_token(&[]));
        }
    }
}
