//! `lineside user …`: the people who may log in to the desk.

use clap::Subcommand;
use serde_json::json;

use super::Out;
use super::console::{Missing, with_services};
use super::flags::Json;
use crate::config::Settings;
use crate::domain::operator::{Actor, Email, Role};
use crate::error::Result;
use crate::service::{Services, invitations, operators};

/// What to do with operators.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make an operator; prints the password once, alone on the last line
    #[command(after_help = "Example:\n  lineside user create --email ana@example.com --role owner")]
    Create {
        /// The address to log in with
        #[arg(long, env = "LINESIDE_EMAIL", value_parser = Email::parse)]
        email: Email,
        /// owner (everything), operator (runs events), writer (publishes, sets stock) or viewer
        #[arg(long, env = "LINESIDE_ROLE", default_value = "owner", value_parser = Role::parse)]
        role: Role,
        #[command(flatten)]
        json: Json,
    },
    /// Give an operator a new password and end their sessions; prints it once, alone on the last line
    ResetPassword {
        /// Whose
        #[arg(long, env = "LINESIDE_EMAIL", value_parser = Email::parse)]
        email: Email,
        #[command(flatten)]
        json: Json,
    },
    /// Invite somebody: prints a link that lets them choose a password, once, alone on the last line
    #[command(
        after_help = "Example:\n  lineside user invite --email bo@example.com --role writer --base-url https://status.example"
    )]
    Invite {
        /// The address they will log in with
        #[arg(long, env = "LINESIDE_EMAIL", value_parser = Email::parse)]
        email: Email,
        /// owner (everything), operator (runs events), writer (publishes, sets stock) or viewer
        #[arg(long, env = "LINESIDE_ROLE", value_parser = Role::parse)]
        role: Role,
        /// How the world reaches the server [default: the setting of this name, or the address it listens on]
        #[arg(long = "base-url", env = "LINESIDE_BASE_URL", value_name = "URL")]
        site: Option<String>,
        #[command(flatten)]
        json: Json,
    },
    /// Trust an operator with more or less, and end their sessions
    SetRole {
        /// Whom
        #[arg(long, env = "LINESIDE_EMAIL", value_parser = Email::parse)]
        email: Email,
        /// With what: owner, operator, writer or viewer
        #[arg(long, env = "LINESIDE_ROLE", value_parser = Role::parse)]
        role: Role,
    },
    /// Let an operator log in again who was barred
    Enable {
        /// Whom
        #[arg(long, env = "LINESIDE_EMAIL", value_parser = Email::parse)]
        email: Email,
    },
    /// Take the second factor from an operator who has lost it, and end their sessions
    DisableTotp {
        /// From whom
        #[arg(long, env = "LINESIDE_EMAIL", value_parser = Email::parse)]
        email: Email,
    },
    /// List operators
    List {
        #[command(flatten)]
        json: Json,
    },
    /// Bar an operator from the desk and end their sessions
    Disable {
        /// Whom
        #[arg(long, env = "LINESIDE_EMAIL", value_parser = Email::parse)]
        email: Email,
    },
}

/// Does it.
pub async fn run(command: Command, settings: &Settings, out: &mut Out) -> Result<()> {
    let missing = match command {
        Command::Create { .. } => Missing::Make,
        _ => Missing::Refuse,
    };
    with_services(settings, missing, async |services| match command {
        Command::Create { email, role, json } => create(services, email, role, &json, out).await,
        Command::ResetPassword { email, json } => {
            let password = operators::reset_password(services, &Actor::Console, &email).await?;
            if json.json {
                return out.json(&json!({ "email": email, "password": password }));
            }
            out.line(&format!("{} has a new password:", email.as_str()))?;
            out.line(&password)
        }
        Command::Invite {
            email,
            role,
            site,
            json,
        } => {
            let site = site.unwrap_or_else(|| site_of(settings));
            invite(services, email, role, &site, &json, out).await
        }
        Command::SetRole { email, role } => {
            operators::set_role(services, &Actor::Console, &email, role).await?;
            let (email, role) = (email.as_str(), role.as_str());
            out.note(&format!("{email} is trusted as {role} now"));
            Ok(())
        }
        Command::Enable { email } => {
            operators::enable(services, &Actor::Console, &email).await?;
            out.note(&format!("{} can log in again", email.as_str()));
            Ok(())
        }
        Command::DisableTotp { email } => {
            operators::remove_second_factor(services, &Actor::Console, &email).await?;
            out.note(&format!("{} logs in by password alone now", email.as_str()));
            Ok(())
        }
        Command::List { json } => list(services, &json, out).await,
        Command::Disable { email } => {
            operators::disable(services, &Actor::Console, &email).await?;
            out.note(&format!("{} can no longer log in", email.as_str()));
            Ok(())
        }
    })
    .await
}

async fn create(
    services: &Services,
    email: Email,
    role: Role,
    json: &Json,
    out: &mut Out,
) -> Result<()> {
    let (operator, password) = operators::create(services, &Actor::Console, email, role).await?;
    if json.json {
        let made = json!({
            "id": operator.id, "email": operator.email, "role": operator.role, "password": password,
        });
        return out.json(&made);
    }
    let (email, role) = (operator.email.as_str(), operator.role.as_str());
    out.line(&format!(
        "{email} may log in as {role}; the password is told only now:"
    ))?;
    out.line(&password)
}

/// The address of the server's pages, as far as it is set.
fn site_of(settings: &Settings) -> String {
    let site = settings.base_url.clone();
    site.unwrap_or_else(|| format!("http://{}", settings.listen))
}

async fn invite(
    services: &Services,
    email: Email,
    role: Role,
    site: &str,
    json: &Json,
    out: &mut Out,
) -> Result<()> {
    let (invitation, secret) = invitations::invite(services, &Actor::Console, email, role).await?;
    let link = format!("{}/admin/join/{secret}", site.trim_end_matches('/'));
    let (email, role) = (invitation.email.as_str(), role.as_str());
    if json.json {
        return out.json(&json!({
            "id": invitation.id, "email": email, "role": role, "expires_at": invitation.expires_at, "link": link,
        }));
    }
    out.line(&format!(
        "{email} may join as {role} until {}; the link works once and is told only now:",
        invitation.expires_at
    ))?;
    out.line(&link)
}

async fn list(services: &Services, json: &Json, out: &mut Out) -> Result<()> {
    let operators = operators::list(services, &Actor::Console).await?;
    if json.json {
        return out.json(&operators);
    }
    let row = |operator: crate::domain::operator::Operator| {
        let state = if operator.disabled {
            "disabled"
        } else {
            "active"
        };
        let code = if operator.second_factor { "yes" } else { "no" };
        [
            operator.email.as_str().to_owned(),
            operator.role.as_str().to_owned(),
            state.to_owned(),
            code.to_owned(),
        ]
    };
    out.table(
        ["EMAIL", "ROLE", "STATE", "TOTP"],
        operators.into_iter().map(row),
    )
}
