//! `lineside user …`: the people who may log in to the desk.

use clap::Subcommand;
use serde_json::json;

use super::Out;
use super::console::{Missing, with_services};
use super::flags::Json;
use crate::config::Settings;
use crate::domain::operator::{Actor, Email, Role};
use crate::error::Result;
use crate::service::{Services, operators};

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
        [
            operator.email.as_str().to_owned(),
            operator.role.as_str().to_owned(),
            state.to_owned(),
        ]
    };
    out.table(["EMAIL", "ROLE", "STATE"], operators.into_iter().map(row))
}
