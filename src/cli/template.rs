//! `lineside template …`: what prepared messages there are, and what each says.

use clap::Subcommand;

use super::Out;
use super::console::{Missing, with_services};
use super::flags::Json;
use crate::config::Settings;
use crate::domain::locale::Locale;
use crate::domain::operator::Actor;
use crate::domain::template::Template;
use crate::error::{Error, Result};
use crate::service::{Credited, templates};

/// What to do with templates.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// List the templates
    List {
        /// Those that were put away as well
        #[arg(long, env = "LINESIDE_ALL", value_parser = clap::builder::BoolishValueParser::new())]
        all: bool,
        #[command(flatten)]
        json: Json,
    },
    /// Show what a template says in each language
    #[command(after_help = "Example:\n  lineside template show low_stock")]
    Show {
        /// Its key, as `template list` prints it
        key: String,
        /// An earlier version [default: the newest]
        #[arg(long, env = "LINESIDE_VERSION")]
        version: Option<u32>,
        #[command(flatten)]
        json: Json,
    },
}

/// Does it.
pub async fn run(command: Command, settings: &Settings, out: &mut Out) -> Result<()> {
    with_services(settings, Missing::Refuse, async |services| match command {
        Command::List { all, json } => {
            let mut listed = templates::list_all(services, &Actor::Console).await?;
            listed.retain(|credited| all || !credited.what.archived);
            list(listed, &json, out)
        }
        Command::Show { key, version, json } => {
            let versions = templates::versions(services, &Actor::Console, &key).await?;
            let wanted = |credited: &Credited<Template>| {
                version.is_none_or(|version| credited.what.version == version)
            };
            let found = versions.into_iter().find(wanted);
            show(&found.ok_or(Error::NotFound("version"))?, &json, out)
        }
    })
    .await
}

fn list(listed: Vec<Credited<Template>>, json: &Json, out: &mut Out) -> Result<()> {
    let templates = listed.into_iter().map(|credited| credited.what);
    if json.json {
        return out.json(&templates.collect::<Vec<_>>());
    }
    let row = |template: Template| {
        let gaps = template.placeholders().unwrap_or_default();
        let gaps: Vec<_> = gaps.iter().map(|gap| gap.as_str()).collect();
        [
            template.key.as_str().to_owned(),
            template.scenario.as_str().to_owned(),
            template.version.to_string(),
            languages(&template),
            gaps.join(" "),
            if template.archived {
                format!("{} (put away)", template.name)
            } else {
                template.name.clone()
            },
        ]
    };
    out.table(
        [
            "KEY",
            "SCENARIO",
            "VERSION",
            "LANGUAGES",
            "PLACEHOLDERS",
            "NAME",
        ],
        templates.map(row),
    )
}

fn languages(template: &Template) -> String {
    let tags: Vec<_> = template
        .text
        .iter()
        .map(|(locale, _)| locale.tag())
        .collect();
    tags.join(" ")
}

fn show(found: &Credited<Template>, json: &Json, out: &mut Out) -> Result<()> {
    let template = &found.what;
    if json.json {
        return out.json(template);
    }
    let saved = match template.saved_by {
        Some(_) => format!("saved {} by {}", template.saved_at, found.by),
        None => "came with the installation".to_owned(),
    };
    let (name, version) = (&template.name, template.version);
    out.line(&format!("{name}, version {version}, {saved}"))?;
    for (locale, text) in template.text.iter() {
        out.line(&format!("{}: {text}", locale.tag()))?;
    }
    for locale in template.missing() {
        out.line(&format!("{}: missing", Locale::tag(locale)))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::cli::tests::Shell;

    #[tokio::test]
    async fn templates_are_listed_and_shown_without_a_server() {
        let shell = Shell::with_event().await;
        let listed = shell.run("template list").await.unwrap();
        assert!(listed.contains("low_stock"), "{listed}");
        assert!(listed.contains("item remaining_band"), "{listed}");
        let shown = shell.run("template show low_stock").await.unwrap();
        assert!(shown.contains("en: {item} is running low"), "{shown}");
        assert!(shown.contains("came with the installation"), "{shown}");
        let version = shell.run("template show low_stock --version 99").await;
        assert_eq!(version.unwrap_err().to_string(), "there is no such version");
        let unknown = shell.run("template show nope").await.unwrap_err();
        assert_eq!(unknown.to_string(), "there is no such template");
    }
}
