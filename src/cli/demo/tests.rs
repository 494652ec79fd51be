//! The demo's day, played in a few seconds.

use std::io;

use super::*;
use crate::cli::out::tests::Printed;
use crate::config::{Environment, Flags as SettingFlags};

fn settings(listen: &str) -> Settings {
    let flags = SettingFlags::from([("listen", listen.to_owned())]);
    Settings::load(&flags, &Environment::default(), &crate::cli::variables()).unwrap()
}

/// Watches a demo until `looking` has seen what it waits for and stopped it; one that ends by itself is a failure.
async fn while_playing<T>(
    playing: impl Future<Output = Result<()>>,
    looking: impl Future<Output = T>,
) -> T {
    tokio::pin!(playing);
    let seen = tokio::select! {
        biased;
        seen = looking => seen,
        ended = &mut playing => panic!("the demo ended by itself: {ended:?}"),
    };
    playing.await.unwrap();
    seen
}

#[tokio::test]
async fn the_day_is_played_to_its_end_and_the_page_stays_up() {
    let printed = Printed::default();
    let mut out = Out::to(printed.clone(), io::sink());
    let (shutdown, settings) = (CancellationToken::new(), settings("127.0.0.1:0"));
    let looking = async {
        while !printed.text().contains("The day is over") {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let text = printed.text();
        let value = |label: &str| {
            let line = text
                .lines()
                .find(|line| line.trim_start().starts_with(label));
            line.unwrap()
                .trim_start()
                .trim_start_matches(label)
                .trim()
                .to_owned()
        };
        assert!(value("Desk").ends_with("/admin"));
        assert_eq!(value("E-mail"), "demo@example.com");
        assert!(value("Password").len() > 20 && value("API token").starts_with("ls_"));
        let api = value("Page").replace("/e/", "/api/v1/events/");
        let client = crate::cli::http::client(&api, DRAIN).unwrap();
        let event = client.get(&api).send().await.unwrap();
        let event: serde_json::Value = event.json().await.unwrap();
        shutdown.cancel();
        event
    };
    // A day in six seconds.
    let playing = play(1_500.0, &settings, &mut out, shutdown.clone());
    let event = while_playing(playing, looking).await;
    assert_eq!(event["phase"], "ended");
    assert_eq!(event["incidents"][0]["status"], "resolved");
    assert_eq!(event["inventory"].as_array().unwrap().len(), 6);
    assert!(event["messages"].as_array().unwrap().len() >= 5);
}

#[tokio::test]
async fn a_port_that_is_taken_is_told_with_what_to_do() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let settings = settings(&taken.local_addr().unwrap().to_string());
    let mut out = Out::to(io::sink(), io::sink());
    let error = play(60.0, &settings, &mut out, CancellationToken::new())
        .await
        .unwrap_err();
    assert!(
        error.to_string().contains("in use") && error.to_string().contains("--listen"),
        "{error}"
    );
}

#[tokio::test]
async fn a_demo_that_is_stopped_early_ends_well() {
    let printed = Printed::default();
    let mut out = Out::to(printed.clone(), io::sink());
    let (shutdown, settings) = (CancellationToken::new(), settings("127.0.0.1:0"));
    let stopping = async {
        while !printed.text().contains("Ctrl-C") {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        shutdown.cancel();
    };
    let playing = play(60.0, &settings, &mut out, shutdown.clone());
    while_playing(playing, stopping).await;
}
