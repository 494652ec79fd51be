//! Who stands behind a name in the audit log.

use super::tokens;
use crate::domain::id::{OperatorId, TokenId};
use crate::domain::operator::Actor;
use crate::domain::time::Timestamp;
use crate::error::Result;
use crate::store::Tx;

/// Something, and whoever did it as people call them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credited<T> {
    /// What was done.
    pub what: T,
    /// By whom.
    pub by: String,
}

/// How people call whoever the audit log names so.
pub(super) async fn credited<T>(tx: &mut Tx, name: &str, what: T) -> Result<Credited<T>> {
    let by = match name.split_once(':') {
        Some(("operator", id)) => {
            let operator = tx.find_operator_by_id(&OperatorId::new(id)).await?;
            operator.map(|operator| operator.operator.email.as_str().to_owned())
        }
        Some(("token", _)) => Some("a machine".to_owned()),
        Some(("rule", _)) => Some("a rule".to_owned()),
        _ => Some("the console".to_owned()),
    };
    let by = by.unwrap_or_else(|| "somebody".to_owned());
    Ok(Credited { what, by })
}

/// Whoever the audit log names so, with what they may do today; nobody when they may not act any more.
pub(super) async fn today(tx: &mut Tx, name: &str, now: Timestamp) -> Result<Option<Actor>> {
    match name.split_once(':') {
        Some(("operator", id)) => {
            let operator = tx.find_operator_by_id(&OperatorId::new(id)).await?;
            let operator = operator.filter(|operator| !operator.operator.disabled);
            Ok(operator.map(|operator| Actor::Operator {
                id: operator.operator.id,
                role: operator.operator.role,
            }))
        }
        Some(("token", id)) => {
            let token = tx.find_token_by_id(&TokenId::new(id)).await?;
            Ok(token.and_then(|token| tokens::holder(token, now)))
        }
        _ => Ok((name == Actor::Console.name()).then_some(Actor::Console)),
    }
}
