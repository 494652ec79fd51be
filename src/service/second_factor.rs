//! The second factor: codes of an authenticator (TOTP, RFC 6238), and recovery codes for the day it is lost.
//!
//! Codes run on the machine's clock, as the authenticator's do, whatever clock the application lives by.

use serde_json::json;
use totp_rs::{Builder, Secret, Totp};

use super::secret::{random_recovery_code, sha256_hex};
use super::sessions::Here;
use super::throttle::warn_of;
use super::{LogInThrottle, Services};
use crate::domain::id::OperatorId;
use crate::domain::operator::{Actor, Operator};
use crate::domain::time::{Clock, SystemClock};
use crate::error::{Error, Result};
use crate::store::{AuditEntry, StoredFactor, Tx};

/// How many recovery codes somebody gets.
pub const RECOVERY_CODES: usize = 10;
const ISSUER: &str = "Lineside";
/// How long a code holds, in seconds (RFC 6238).
const STEP_S: i64 = 30;
/// The steps before now whose code is still taken, for clocks that are late.
const LATE_STEPS: i64 = 1;
/// For how many steps an offered secret is shown and waits for its first code: ten minutes.
const OFFER_STEPS: i64 = 20;

/// A secret to put into an authenticator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// To type, in Base32.
    pub secret: String,
    /// To scan or follow.
    pub link: String,
}

/// How it stands with somebody's second factor.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FactorState {
    /// Whether logging in takes a code.
    pub on: bool,
    /// How many recovery codes are left.
    pub recovery_codes: i64,
    /// The secret that waits for its first code.
    pub offer: Option<Offer>,
}

fn totp(secret: &str, account: &str) -> Result<Totp> {
    let secret = Secret::try_from_base32(secret)
        .map_err(|error| Error::internal("reading a second factor", error))?;
    // A colon would divide the label in another place.
    Builder::new()
        .with_secret(secret)
        .with_account_name(account.replace(':', "."))
        .with_issuer(Some(ISSUER))
        .build()
        .map_err(|error| Error::internal("reading a second factor", error))
}

fn offer(secret: String, account: &str) -> Result<Offer> {
    let link = totp(&secret, account)?.to_url();
    let link = link.map_err(|error| Error::internal("writing a second factor", error))?;
    Ok(Offer { secret, link })
}

/// The person who acts; a machine has no second factor.
async fn person(tx: &mut Tx, actor: &Actor) -> Result<Operator> {
    let Actor::Operator { id, .. } = actor else {
        return Err(Error::Forbidden(
            "only a person has a second factor".to_owned(),
        ));
    };
    let found = tx.find_operator_by_id(id).await?;
    Ok(found.ok_or(Error::NotFound("operator"))?.operator)
}

/// The step of now.
fn step_now() -> i64 {
    SystemClock.now().as_millis() / 1_000 / STEP_S
}

/// Whether a secret still waits for its first code.
fn is_offered(factor: &StoredFactor) -> bool {
    let since = factor.last_step + LATE_STEPS + 1;
    !factor.confirmed && step_now() - since < OFFER_STEPS
}

/// How it stands with one's own second factor.
pub async fn state(services: &Services, actor: &Actor) -> Result<FactorState> {
    let mut tx = services.store.read().await?;
    let operator = person(&mut tx, actor).await?;
    Ok(match tx.find_factor(&operator.id).await? {
        None => FactorState::default(),
        Some(factor) if factor.confirmed => FactorState {
            on: true,
            recovery_codes: tx.count_recovery_codes(&operator.id).await?,
            offer: None,
        },
        Some(factor) if !is_offered(&factor) => FactorState::default(),
        Some(factor) => FactorState {
            offer: Some(offer(factor.secret, operator.email.as_str())?),
            ..FactorState::default()
        },
    })
}

/// Offers a new secret. It changes nothing about logging in until its first right code.
pub async fn begin(services: &Services, actor: &Actor) -> Result<Offer> {
    let secret = Secret::generate().to_base32();
    let mut tx = services.store.write().await?;
    let operator = person(&mut tx, actor).await?;
    // A code of before the offer is nobody's; and so the step also says when the secret was offered.
    let last_step = step_now() - LATE_STEPS - 1;
    if !tx
        .upsert_factor_offer(&operator.id, &secret, last_step)
        .await?
    {
        return Err(Error::Conflict(
            "your second factor is on already".to_owned(),
        ));
    }
    // Only offered: nothing has been done yet that the log would have to tell.
    tx.commit().await?;
    offer(secret, operator.email.as_str())
}

/// Takes the offered secret into use, ends all of one's sessions but this one, and tells the recovery codes, this once.
pub async fn confirm(
    services: &Services,
    throttle: &LogInThrottle,
    actor: &Actor,
    code: &str,
    here: &Here,
) -> Result<Vec<String>> {
    let codes = new_codes();
    let mut tx = services.store.write().await?;
    let operator = person(&mut tx, actor).await?;
    throttle.check_code(operator.id.as_str(), &here.network)?;
    let factor = tx.find_factor(&operator.id).await?;
    let factor = factor.filter(is_offered);
    let factor = factor.ok_or(Error::NotFound("second factor to switch on any more"))?;
    if !take_code(&mut tx, &operator, &factor.secret, code).await? {
        return Err(Error::invalid("code", WRONG_CODE));
    }

    tx.confirm_factor(&operator.id, services.now()).await?;
    tx.replace_recovery_codes(&operator.id, &hashes(&codes))
        .await?;
    tx.delete_sessions_of(&operator.id, Some(&here.id)).await?;
    audit(services, &mut tx, actor, "second_factor.add", &operator).await?;
    tx.commit().await?;

    services.live.sign_out();
    Ok(codes)
}

/// What somebody is told whose code is wrong, too old, or was used before.
pub const WRONG_CODE: &str =
    "this is not the code of now, or it was used before; wait for the next one";

/// Makes ten new recovery codes in place of the old ones, and tells them, this once.
pub async fn renew_recovery_codes(services: &Services, actor: &Actor) -> Result<Vec<String>> {
    let codes = new_codes();
    let mut tx = services.store.write().await?;
    let operator = person(&mut tx, actor).await?;
    if !operator.second_factor {
        return Err(Error::NotFound("second factor of yours"));
    }
    tx.replace_recovery_codes(&operator.id, &hashes(&codes))
        .await?;
    audit(
        services,
        &mut tx,
        actor,
        "second_factor.renew_codes",
        &operator,
    )
    .await?;
    tx.commit().await?;
    Ok(codes)
}

/// Switches one's own second factor off, and ends all of one's sessions.
pub async fn remove(services: &Services, actor: &Actor) -> Result<()> {
    let mut tx = services.store.write().await?;
    let operator = person(&mut tx, actor).await?;
    if !tx.delete_factor(&operator.id).await? {
        return Err(Error::NotFound("second factor of yours"));
    }
    tx.delete_sessions_of(&operator.id, None).await?;
    audit(services, &mut tx, actor, "second_factor.remove", &operator).await?;
    tx.commit().await?;

    services.live.sign_out();
    Ok(())
}

/// Takes a code of the authenticator, or a recovery code. Each works once, also for two who send it at once.
pub async fn check(
    services: &Services,
    throttle: &LogInThrottle,
    id: &OperatorId,
    code: &str,
    network: &str,
) -> Result<bool> {
    throttle.check_code(id.as_str(), network)?;
    let mut tx = services.store.write().await?;
    let found = tx.find_operator_by_id(id).await?;
    let Some(operator) = found.map(|found| found.operator) else {
        return Ok(false);
    };
    let factor = tx.find_factor(id).await?.filter(|factor| factor.confirmed);
    let Some(factor) = factor else {
        return Ok(false);
    };
    if take_code(&mut tx, &operator, &factor.secret, code).await? {
        tx.commit().await?;
        return Ok(true);
    }
    let hash = sha256_hex(code.trim().to_lowercase());
    if !tx.use_recovery_code(id, &hash, services.now()).await? {
        warn_of("a code was wrong", operator.email.as_str(), network);
        return Ok(false);
    }
    let actor = Actor::Operator {
        id: id.clone(),
        role: operator.role,
    };
    audit(
        services,
        &mut tx,
        &actor,
        "second_factor.use_recovery_code",
        &operator,
    )
    .await?;
    tx.commit().await?;
    Ok(true)
}

/// Takes a code if it is right for now, a step before or a step after, and none of its step or later was taken yet.
async fn take_code(tx: &mut Tx, operator: &Operator, secret: &str, code: &str) -> Result<bool> {
    let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let now_s = u64::try_from(SystemClock.now().as_millis() / 1_000).unwrap_or(0);
    let step = totp(secret, operator.email.as_str())?.check(&digits, now_s);
    match step.and_then(|step| i64::try_from(step).ok()) {
        Some(step) => tx.use_step(&operator.id, step).await,
        None => Ok(false),
    }
}

fn new_codes() -> Vec<String> {
    (0..RECOVERY_CODES)
        .map(|_| random_recovery_code())
        .collect()
}

fn hashes(codes: &[String]) -> Vec<String> {
    codes.iter().map(sha256_hex).collect()
}

async fn audit(
    services: &Services,
    tx: &mut Tx,
    actor: &Actor,
    action: &'static str,
    operator: &Operator,
) -> Result<()> {
    tx.insert_audit_entry(AuditEntry {
        at: services.now(),
        actor: actor.name(),
        action,
        event: None,
        subject: operator.id.as_str(),
        detail: json!({ "email": operator.email }),
    })
    .await
}
