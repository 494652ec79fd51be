//! What the settings promise.

use std::io::Write;

use proptest::prelude::*;
use secrecy::ExposeSecret;

use super::*;

fn environment(variables: &[(&str, &str)]) -> Environment {
    variables
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

fn flags(given: &[(&'static str, &str)]) -> Flags {
    given
        .iter()
        .map(|(name, text)| (*name, (*text).to_owned()))
        .collect()
}

fn load(given: &[(&'static str, &str)], variables: &[(&str, &str)]) -> Result<Settings> {
    let known = BTreeSet::from(["LINESIDE_TOKEN".to_owned()]);
    Settings::load(&flags(given), &environment(variables), &known)
}

fn refused(given: &[(&'static str, &str)], variables: &[(&str, &str)]) -> String {
    load(given, variables).unwrap_err().to_string()
}

fn file(text: &str) -> tempfile::NamedTempFile {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    file
}

#[test]
fn nothing_set_is_a_server_for_this_machine() {
    let settings = load(&[], &[]).unwrap();
    assert_eq!(settings.listen.to_string(), "127.0.0.1:3000");
    assert_eq!(
        settings.database_url.expose_secret(),
        "sqlite://lineside.db"
    );
    assert!(settings.max_streams < settings.max_connections);
    assert_eq!(settings.origin("listen"), &Origin::Default);
}

#[test]
fn a_flag_beats_the_environment_which_beats_the_file_which_beats_the_default() {
    let file = file("drain_s = 1\nmax_streams = 10\nlisten = '127.0.0.1:1'\nlog = 'debug'");
    let config = file.path().to_str().unwrap();
    let variables = [
        ("LINESIDE_CONFIG", config),
        ("LINESIDE_LISTEN", "127.0.0.1:2"),
        ("LINESIDE_MAX_STREAMS", "20"),
    ];
    let settings = load(&[("listen", "127.0.0.1:3")], &variables).unwrap();
    assert_eq!(settings.listen.port(), 3);
    assert_eq!(settings.max_streams, 20);
    assert_eq!(settings.drain, Duration::from_secs(1));
    assert_eq!(settings.max_connections, 19_000);
    assert_eq!(settings.log, "debug");
    assert_eq!(settings.origin("listen").to_string(), "flag --listen");
    assert_eq!(
        settings.origin("max_streams").to_string(),
        "environment LINESIDE_MAX_STREAMS"
    );
    assert_eq!(settings.origin("drain_s"), &Origin::File(config.into()));
}

#[test]
fn the_names_of_platforms_are_understood_and_our_own_come_first() {
    let common = [
        ("PORT", "8080"),
        ("DATABASE_URL", "sqlite://a.db"),
        ("RUST_LOG", "warn"),
    ];
    let settings = load(&[], &common).unwrap();
    assert_eq!(settings.listen.to_string(), "0.0.0.0:8080");
    assert_eq!(settings.database_url.expose_secret(), "sqlite://a.db");
    assert_eq!(settings.log, "warn");

    let mut both = common.to_vec();
    both.push(("LINESIDE_LISTEN", "[::1]:9"));
    assert_eq!(load(&[], &both).unwrap().listen.to_string(), "[::1]:9");
}

#[test]
fn a_secret_is_read_from_the_file_its_twin_names() {
    let secret = file("sqlite://secret.db\n");
    let path = secret.path().to_str().unwrap();
    let settings = load(&[], &[("DATABASE_URL_FILE", path)]).unwrap();
    assert_eq!(settings.database_url.expose_secret(), "sqlite://secret.db");

    let both = [("DATABASE_URL_FILE", path), ("DATABASE_URL", "sqlite://b")];
    let error = refused(&[], &both);
    assert!(
        error.contains("DATABASE_URL or DATABASE_URL_FILE"),
        "{error}"
    );
    let missing = refused(&[], &[("LINESIDE_DATABASE_URL_FILE", "/no/such")]);
    assert!(missing.contains("LINESIDE_DATABASE_URL_FILE"), "{missing}");
}

#[test]
fn an_unknown_key_in_the_file_is_named() {
    let file = file("listne = '127.0.0.1:1'");
    let config = file.path().to_str().unwrap();
    let error = refused(&[("config", config)], &[]);
    assert!(
        error.contains("listne") && error.contains(config),
        "{error}"
    );
}

#[test]
fn an_unknown_variable_of_ours_is_named_and_others_are_not_our_business() {
    let variables = [
        ("LINESIDE_LISTNE", "x"),
        ("LINESIDE_TOKEN", "ls_x"),
        ("HOME", "/"),
    ];
    let error = refused(&[], &variables);
    assert!(
        error.contains("LINESIDE_LISTNE") && !error.contains("TOKEN"),
        "{error}"
    );
}

#[test]
fn what_kubernetes_sets_beside_a_service_of_our_name_does_no_harm() {
    let variables = [
        ("LINESIDE_SERVICE_HOST", "10.0.0.1"),
        ("LINESIDE_SERVICE_PORT_HTTP", "80"),
        ("LINESIDE_PORT", "tcp://10.0.0.1:80"),
        ("LINESIDE_PORT_80_TCP_ADDR", "10.0.0.1"),
    ];
    assert!(load(&[], &variables).is_ok());
    assert!(refused(&[], &[("LINESIDE_PORT", "80")]).contains("LINESIDE_PORT"));
}

#[test]
fn every_mistake_is_told_with_its_setting_and_origin() {
    let variables = [("LINESIDE_DRAIN_S", "soon"), ("PORT", "http")];
    let error = refused(&[("max_streams", "0")], &variables);
    for part in [
        "drain_s: `soon`",
        "environment LINESIDE_DRAIN_S",
        "listen: `0.0.0.0:http`",
        "environment PORT",
        "flag --max-streams",
    ] {
        assert!(error.contains(part), "{part} in {error}");
    }
}

#[test]
fn settings_that_do_not_go_together_are_both_named() {
    let error = refused(
        &[("max_streams", "500")],
        &[("LINESIDE_MAX_CONNECTIONS", "400")],
    );
    for part in [
        "max_connections",
        "LINESIDE_MAX_CONNECTIONS",
        "max_streams",
        "--max-streams",
    ] {
        assert!(error.contains(part), "{part} in {error}");
    }
}

#[test]
fn a_file_that_is_missing_or_is_no_toml_is_told_in_one_line() {
    let file = file("listen = ");
    let config = file.path().to_str().unwrap();
    for path in [config, "/no/such/file.toml"] {
        let error = refused(&[("config", path)], &[]);
        assert!(error.contains(path) && !error.contains('\n'), "{error}");
    }
}

#[test]
fn a_base_url_ends_after_the_host() {
    let base = |text| load(&[("base_url", text)], &[]).map(|settings| settings.base_url);
    assert_eq!(
        base("https://status.example.com/").unwrap().as_deref(),
        Some("https://status.example.com")
    );
    for bad in [
        "status.example.com",
        "https://a/b",
        "https://a?b",
        "ftp://a",
    ] {
        assert!(base(bad).is_err(), "{bad}");
    }
}

#[test]
fn proxies_are_networks_or_single_addresses_and_never_everybody() {
    let proxies = |text| {
        let loaded = load(&[("trusted_proxies", text)], &[])?;
        let shown = loaded.report().into_iter();
        let mut shown = shown.filter(|row| row.name == "trusted_proxies");
        Ok::<_, Error>(shown.next().unwrap().value)
    };
    assert_eq!(load(&[], &[]).unwrap().trusted_proxies, []);
    for (text, shown) in [
        ("", "nobody"),
        ("10.0.0.0/8", "10.0.0.0/8"),
        (
            "10.1.2.3/8, ::1,192.0.2.7",
            "10.0.0.0/8, ::1/128, 192.0.2.7/32",
        ),
    ] {
        assert_eq!(proxies(text).unwrap(), shown, "{text}");
    }
    for bad in [
        "proxy.example",
        "10.0.0.0/33",
        "10.0.0.0/8 ::1",
        "0.0.0.0/0",
        "::/0",
    ] {
        let error = proxies(bad).unwrap_err().to_string();
        assert!(error.contains("trusted_proxies"), "{error}");
    }
}

#[test]
fn a_password_is_never_shown() {
    for (url, shown) in [
        ("sqlite://lineside.db", "sqlite://lineside.db"),
        ("postgres://ana:p@ss@db/x", "postgres://ana:***@db/x"),
        ("postgres://db/x?password=y", "postgres://db/x?***"),
    ] {
        assert_eq!(report::redacted(url), shown);
    }
    let settings = load(&[], &[("DATABASE_URL", "sqlite://a:b@c")]).unwrap();
    assert!(!format!("{settings:?}").contains("a:b"));
    assert!(
        settings
            .report()
            .iter()
            .all(|row| !row.value.contains("a:b"))
    );
}

#[test]
fn a_listener_on_every_address_is_reached_on_this_machine() {
    assert_eq!(
        local_url("0.0.0.0:80".parse().unwrap()),
        "http://127.0.0.1:80"
    );
    assert_eq!(local_url("[::]:80".parse().unwrap()), "http://[::1]:80");
}

#[test]
fn every_setting_is_checked_by_name_as_a_flag() {
    for name in names() {
        assert!(check(name, "\u{0}=/").is_err(), "{name}");
    }
}

proptest! {
    #[test]
    fn any_text_is_a_value_or_a_mistake_that_names_the_setting(text in "\\PC{1,20}", index in 0..SPECS.len()) {
        let name = SPECS[index].name;
        if let Err(error) = load(&[(name, &text)], &[]) {
            prop_assert!(error.to_string().contains(name));
        }
    }
}
