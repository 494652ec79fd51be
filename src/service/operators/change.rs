//! What can be changed about an operator. Whatever changes what somebody may or how they prove who they are ends
//! their sessions, and tells the open ones at once.

use serde_json::{Value, json};

use crate::domain::id::SessionId;
use crate::domain::operator::{Actor, Email, Operator, Role};
use crate::domain::time::{Clock, SystemClock};
use crate::error::{Error, Result};
use crate::service::secret::random_password;
use crate::service::{Services, authorise_owner, passwords};
use crate::store::{AuditEntry, Tx};

/// Gives an operator a new random password, told this once, and ends their sessions.
pub async fn reset_password(services: &Services, actor: &Actor, email: &Email) -> Result<String> {
    authorise_owner(actor, "people")?;
    let password = random_password();
    let hashed = passwords::hash(&password).await?;

    let mut tx = services.store.write().await?;
    let operator = find(&mut tx, email).await?;
    tx.update_password(&operator.id, &hashed).await?;
    tx.delete_sessions_of(&operator.id, None).await?;
    let detail = json!({ "email": operator.email });
    audit(
        services,
        &mut tx,
        actor,
        "operator.reset_password",
        &operator,
        detail,
    )
    .await?;
    tx.commit().await?;

    services.live.sign_out();
    Ok(password)
}

/// Gives somebody the password they chose, if they know the old one, and ends their other sessions.
pub async fn change_password(
    services: &Services,
    actor: &Actor,
    old: &str,
    new: &str,
    keep: &SessionId,
) -> Result<()> {
    let Actor::Operator { id, .. } = actor else {
        return Err(Error::Forbidden("only a person has a password".to_owned()));
    };
    let found = services.store.read().await?.find_operator_by_id(id).await?;
    let found = found.ok_or(Error::NotFound("operator"))?;
    if !passwords::matches(old, Some(found.password_hash.clone())).await? {
        return Err(Error::invalid("old", "this is not your password now"));
    }
    passwords::check(new, &found.operator.email).map_err(|error| Error::invalid("new", error))?;
    if old == new {
        return Err(Error::invalid("new", "this is the password you have"));
    }
    let hashed = passwords::hash(new).await?;

    let mut tx = services.store.write().await?;
    let now = tx.find_operator_by_id(id).await?;
    if now.is_none_or(|now| now.password_hash != found.password_hash) {
        return Err(Error::Conflict(
            "your password has just been changed; log in again".to_owned(),
        ));
    }
    tx.update_password(id, &hashed).await?;
    tx.delete_sessions_of(id, Some(keep)).await?;
    tx.update_authenticated(keep, SystemClock.now()).await?;
    let detail = json!({ "email": found.operator.email });
    audit(
        services,
        &mut tx,
        actor,
        "operator.change_password",
        &found.operator,
        detail,
    )
    .await?;
    tx.commit().await?;

    services.live.sign_out();
    Ok(())
}

/// Trusts an operator with more or with less, and ends their sessions.
pub async fn set_role(services: &Services, actor: &Actor, email: &Email, role: Role) -> Result<()> {
    authorise_owner(actor, "people")?;

    let mut tx = services.store.write().await?;
    let operator = find(&mut tx, email).await?;
    if operator.role == role {
        return Ok(());
    }
    tx.update_role(&operator.id, role).await?;
    check_owners(&mut tx, actor, &operator).await?;
    tx.delete_sessions_of(&operator.id, None).await?;
    let detail = json!({ "email": operator.email, "role": { "from": operator.role, "to": role } });
    audit(
        services,
        &mut tx,
        actor,
        "operator.set_role",
        &operator,
        detail,
    )
    .await?;
    tx.commit().await?;

    services.live.sign_out();
    Ok(())
}

/// Bars an operator from the desk and ends their sessions.
pub async fn disable(services: &Services, actor: &Actor, email: &Email) -> Result<()> {
    set_disabled(services, actor, email, true).await
}

/// Lets an operator in again.
pub async fn enable(services: &Services, actor: &Actor, email: &Email) -> Result<()> {
    set_disabled(services, actor, email, false).await
}

async fn set_disabled(
    services: &Services,
    actor: &Actor,
    email: &Email,
    disabled: bool,
) -> Result<()> {
    authorise_owner(actor, "people")?;

    let mut tx = services.store.write().await?;
    let operator = find(&mut tx, email).await?;
    if operator.disabled == disabled {
        return Ok(());
    }
    tx.update_disabled(&operator.id, disabled).await?;
    check_owners(&mut tx, actor, &operator).await?;
    tx.delete_sessions_of(&operator.id, None).await?;
    let action = if disabled {
        "operator.disable"
    } else {
        "operator.enable"
    };
    let detail = json!({ "email": operator.email, "disabled": { "from": operator.disabled, "to": disabled } });
    audit(services, &mut tx, actor, action, &operator, detail).await?;
    tx.commit().await?;

    services.live.sign_out();
    Ok(())
}

/// Takes the second factor from somebody who has lost it, and ends their sessions.
pub async fn remove_second_factor(services: &Services, actor: &Actor, email: &Email) -> Result<()> {
    authorise_owner(actor, "people")?;

    let mut tx = services.store.write().await?;
    let operator = find(&mut tx, email).await?;
    if !tx.delete_factor(&operator.id).await? {
        return Err(Error::NotFound("second factor of theirs"));
    }
    tx.delete_sessions_of(&operator.id, None).await?;
    let detail = json!({ "email": operator.email });
    audit(
        services,
        &mut tx,
        actor,
        "second_factor.remove",
        &operator,
        detail,
    )
    .await?;
    tx.commit().await?;

    services.live.sign_out();
    Ok(())
}

async fn find(tx: &mut Tx, email: &Email) -> Result<Operator> {
    let found = tx.find_operator(email).await?;
    Ok(found.ok_or(Error::NotFound("operator"))?.operator)
}

/// Somebody has to be left who can let people in. Whoever has a shell can always make another owner.
async fn check_owners(tx: &mut Tx, actor: &Actor, operator: &Operator) -> Result<()> {
    let taken = operator.role == Role::Owner && *actor != Actor::Console;
    if taken && tx.count_owners().await? == 0 {
        return Err(Error::Conflict(format!(
            "{} is the last owner who can log in; make somebody else an owner first",
            operator.email.as_str()
        )));
    }
    Ok(())
}

async fn audit(
    services: &Services,
    tx: &mut Tx,
    actor: &Actor,
    action: &'static str,
    operator: &Operator,
    detail: Value,
) -> Result<()> {
    tx.insert_audit_entry(AuditEntry {
        at: services.now(),
        actor: actor.name(),
        action,
        event: None,
        subject: operator.id.as_str(),
        detail,
    })
    .await
}
