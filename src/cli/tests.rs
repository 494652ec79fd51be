//! What the command line promises, on a database of its own for each test.

use std::io;

use serde_json::Value;

use super::out::tests::Printed;
use super::*;
use crate::config::Environment;
use crate::error::Error;

/// A directory with a database in it, for as long as the test runs.
pub struct Shell {
    dir: tempfile::TempDir,
}

impl Shell {
    pub fn new() -> Self {
        Self {
            dir: tempfile::tempdir().unwrap(),
        }
    }

    /// With one public event, `drop`.
    pub async fn with_event() -> Self {
        let shell = Self::new();
        shell
            .run("event create --slug drop --title Drop --zone Europe/Paris")
            .await
            .unwrap();
        shell
    }

    pub fn path(&self, name: &str) -> String {
        self.dir.path().join(name).to_str().unwrap().to_owned()
    }

    pub fn database_url(&self) -> String {
        format!("sqlite://{}", self.path("lineside.db"))
    }

    /// Runs a command whose words are parted by blanks; gives what it printed to standard output.
    pub async fn run(&self, line: &str) -> Result<String> {
        self.run_words(&line.split_whitespace().collect::<Vec<_>>())
            .await
    }

    pub async fn run_words(&self, words: &[&str]) -> Result<String> {
        let url = self.database_url();
        let mut all = words.to_vec();
        all.extend(["--database-url", &url]);
        let cli = read(&all).unwrap();
        let settings = Settings::load(&cli.flags(), &Environment::default(), &variables())?;
        let printed = Printed::default();
        let mut out = Out::to(printed.clone(), io::sink());
        cli.run(&settings, &mut out).await?;
        Ok(printed.text())
    }

    async fn refused(&self, line: &str) -> String {
        self.run(line).await.unwrap_err().to_string()
    }

    async fn json(&self, line: &str) -> Value {
        serde_json::from_str(&self.run(&format!("{line} --json")).await.unwrap()).unwrap()
    }
}

fn read(words: &[&str]) -> std::result::Result<Cli, clap::Error> {
    let words = ["lineside"].iter().chain(words);
    Cli::read(words.map(OsString::from))
}

fn usage_error(line: &str) -> String {
    let error = read(&line.split_whitespace().collect::<Vec<_>>()).unwrap_err();
    assert_eq!(error.exit_code(), 2, "{error}");
    error.to_string()
}

fn last_line(text: &str) -> &str {
    text.lines().next_back().unwrap_or_default()
}

#[test]
fn the_tree_of_commands_is_sound() {
    flags::with_variables(Cli::command()).debug_assert();
}

#[test]
fn every_flag_has_its_variable_and_the_help_names_it() {
    fn check(command: &clap::Command) {
        for arg in command.get_arguments().filter(|arg| !arg.is_global_set()) {
            let Some(long) = arg
                .get_long()
                .filter(|long| !["help", "version"].contains(long))
            else {
                continue;
            };
            let variable = crate::config::variable(long);
            let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
            let env = arg
                .get_env()
                .map(|name| name.to_string_lossy().into_owned());
            assert!(
                env == Some(variable.clone()) || help.contains(&format!("[env: {variable}]")),
                "{} --{long}",
                command.get_name()
            );
            assert!(!help.is_empty(), "{} --{long}", command.get_name());
        }
        command.get_subcommands().for_each(check);
    }
    check(&flags::with_variables(Cli::command()));
}

#[test]
fn without_a_subcommand_it_serves() {
    for line in [&[][..], &["--listen", "127.0.0.1:0"], &["--log", "debug"]] {
        let cli = read(line).unwrap();
        assert!(matches!(cli.command, Command::Serve(_)), "{line:?}");
    }
    let cli = read(&["--database-url", "sqlite://a.db", "user", "list"]).unwrap();
    assert!(matches!(cli.command, Command::User(_)));
    assert_eq!(cli.flags()["database_url"], "sqlite://a.db");
}

#[test]
fn wrong_usage_is_told_apart_from_failure() {
    assert!(usage_error("serve --listen somewhere").contains("127.0.0.1:3000"));
    assert!(usage_error("bogus").contains("bogus"));
    assert!(usage_error("token create").contains("--scope"));
    assert!(usage_error("token create --scope ingest,fly").contains("publish"));
    assert!(usage_error("event create --slug A --title x").contains("a–z"));
    assert!(usage_error("post --event drop").contains("--template"));
    assert!(usage_error("post --event drop --text a --template b").contains("cannot be used"));
    assert!(usage_error("post --event drop --template t --set item").contains("item="));
    assert!(usage_error("message correct --event drop --id x").contains("--text"));
    assert!(usage_error("message correct --event drop --id x --lang de").contains("--text"));
}

#[test]
fn only_a_server_talks_about_itself_unasked() {
    let filter = |line: &[&str]| {
        let cli = read(line).unwrap();
        let settings = Settings::load(&cli.flags(), &Environment::default(), &variables()).unwrap();
        cli.log_filter(&settings).to_owned()
    };
    assert_eq!(filter(&["user", "list"]), "warn");
    assert_eq!(filter(&["user", "list", "--log", "debug"]), "debug");
    assert!(filter(&["serve"]).starts_with("info"));
}

#[tokio::test]
async fn a_password_is_printed_once_alone_on_the_last_line() {
    let shell = Shell::new();
    let printed = shell
        .run("user create --email ana@example.com")
        .await
        .unwrap();
    let password = last_line(&printed);
    assert!(password.len() > 20 && !password.contains(' '), "{printed}");
    let listed = shell.run("user list").await.unwrap();
    assert!(
        listed.contains("ana@example.com  owner  active"),
        "{listed}"
    );
    assert!(!listed.contains(password));

    let reset = shell
        .run("user reset-password --email ana@example.com")
        .await
        .unwrap();
    assert_ne!(last_line(&reset), password);
    shell
        .run("user disable --email ana@example.com")
        .await
        .unwrap();
    assert_eq!(shell.json("user list").await[0]["disabled"], true);
    assert!(
        shell
            .refused("user create --email ana@example.com")
            .await
            .contains("already")
    );
    assert!(
        shell
            .refused("user disable --email bo@example.com")
            .await
            .contains("operator")
    );
}

#[tokio::test]
async fn a_token_is_printed_once_listed_without_its_secret_and_revoked() {
    let shell = Shell::with_event().await;
    let line = "token create --event drop --scope publish,ingest --expires-in-days 2";
    let printed = shell.run(line).await.unwrap();
    let secret = last_line(&printed);
    assert!(secret.starts_with("ls_") && secret.len() > 60, "{printed}");

    let listed = shell.json("token list").await;
    let id = listed[0]["id"].as_str().unwrap();
    let table = shell.run("token list").await.unwrap();
    assert!(
        table.contains("drop") && table.contains("ingest,publish"),
        "{table}"
    );
    assert!(
        table.contains("until ") && !table.contains(secret),
        "{table}"
    );

    shell.run(&format!("token revoke {id}")).await.unwrap();
    assert!(shell.run("token list").await.unwrap().contains("revoked"));
    assert!(
        shell
            .refused(&format!("token revoke {id}"))
            .await
            .contains("token")
    );
    assert!(
        shell
            .refused("token create --event no --scope ingest")
            .await
            .contains("event")
    );
}

#[tokio::test]
async fn an_event_is_public_unless_it_is_a_draft() {
    let shell = Shell::with_event().await;
    shell
        .run("event create --slug later --title Later --kind draw --draft")
        .await
        .unwrap();
    let events = shell.json("event list").await;
    let phase = |slug: &str| {
        let events = events.as_array().unwrap().iter();
        let found = events.clone().find(|event| event["slug"] == slug).unwrap();
        found["phase"].as_str().unwrap().to_owned()
    };
    assert_eq!(phase("drop"), "scheduled");
    assert_eq!(phase("later"), "draft");
    assert!(
        shell
            .refused("event create --slug drop --title Again")
            .await
            .contains("already")
    );
    let times = "--opens-at 2026-11-23T10:00:00Z --closes-at 2026-11-23T09:00:00Z";
    let line = format!("event create --slug x --title X {times}");
    assert!(shell.refused(&line).await.contains("closes_at"));
}

#[tokio::test]
async fn a_message_goes_straight_to_the_database() {
    let shell = Shell::with_event().await;
    let printed = shell
        .run("post --event drop --template high_traffic")
        .await
        .unwrap();
    assert_eq!(printed.lines().count(), 1);
    let paused = "post --event drop --template line_paused --next-update-in-min 10";
    shell.run(paused).await.unwrap();
    let words = [
        "post",
        "--event",
        "drop",
        "--text",
        "Guten Tag",
        "--lang",
        "de",
    ];
    shell.run_words(&words).await.unwrap();
    let gaps = [
        "post",
        "--event",
        "drop",
        "--template",
        "low_stock",
        "--set",
        "item=A, B",
    ];
    let refused = shell.run_words(&gaps).await.unwrap_err();
    assert!(refused.to_string().contains("remaining_band"), "{refused}");
    let all = [&gaps[..], &["--set", "remaining_band=few"]].concat();
    shell.run_words(&all).await.unwrap();

    for line in [
        "--event no --template sold_out",
        "--event drop --template no",
    ] {
        let refused = shell.refused(&format!("post {line}")).await;
        assert!(refused.contains("no such"), "{refused}");
    }
}

#[tokio::test]
async fn a_backup_is_a_database_of_its_own_and_overwrites_nothing() {
    let shell = Shell::with_event().await;
    let copy = shell.path("copy.db");
    shell.run(&format!("backup {copy}")).await.unwrap();
    let store = crate::store::Store::open(&format!("sqlite://{copy}"))
        .await
        .unwrap();
    assert_eq!(
        store
            .read()
            .await
            .unwrap()
            .list_events()
            .await
            .unwrap()
            .len(),
        1
    );
    store.close().await;
    assert!(
        shell
            .refused(&format!("backup {copy}"))
            .await
            .contains("exists")
    );
}

#[tokio::test]
async fn a_database_that_is_not_there_is_not_made_by_mistake() {
    let shell = Shell::new();
    for line in [
        "user list",
        "token list",
        "event list",
        "backup x",
        "post --event a --template b",
    ] {
        let refused = shell.refused(line).await;
        assert!(
            refused.contains("there is no database"),
            "{line}: {refused}"
        );
    }
    assert!(!std::path::Path::new(&shell.path("lineside.db")).exists());
}

#[tokio::test]
async fn a_server_that_is_not_there_is_not_ready() {
    let shell = Shell::new();
    let refused = shell
        .run("healthcheck --url http://127.0.0.1:1")
        .await
        .unwrap_err();
    assert!(matches!(refused, Error::Conflict(_)), "{refused}");
    assert!(
        refused
            .to_string()
            .contains("http://127.0.0.1:1 is not ready"),
        "{refused}"
    );
    assert!(usage_error("healthcheck --url nonsense").contains("https://"));
}

#[tokio::test]
async fn the_settings_in_effect_are_printed_with_their_origin() {
    let shell = Shell::new();
    let table = shell.run("check-config --drain-s 5").await.unwrap();
    assert!(table.contains("drain_s          5"), "{table}");
    assert!(table.contains("flag --drain-s"), "{table}");
    let json = shell.json("check-config").await;
    assert_eq!(
        json.as_array().unwrap().len(),
        crate::config::names().count()
    );
}

mod people;
