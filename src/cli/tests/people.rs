//! People and the audit log by the command line.

use super::{Shell, last_line};

#[tokio::test]
async fn people_are_invited_trusted_and_let_in_and_the_log_tells_of_it() {
    let shell = Shell::new();
    shell
        .run("user create --email ana@example.com")
        .await
        .unwrap();
    let command =
        "user invite --email bo@example.com --role writer --base-url https://status.example/";
    let printed = shell.run(command).await.unwrap();
    let link = last_line(&printed);
    let (_, secret) = link
        .split_once("https://status.example/admin/join/")
        .unwrap();
    assert_eq!(secret.len(), 64);
    let again = shell
        .refused("user invite --email ana@example.com --role writer")
        .await;
    assert!(again.contains("already"), "{again}");

    shell
        .run("user set-role --email ana@example.com --role viewer")
        .await
        .unwrap();
    shell
        .run("user disable --email ana@example.com")
        .await
        .unwrap();
    shell
        .run("user enable --email ana@example.com")
        .await
        .unwrap();
    let listed = &shell.json("user list").await[0];
    assert_eq!(
        (&listed["role"], &listed["disabled"]),
        (&"viewer".into(), &false.into())
    );
    let none = shell
        .refused("user disable-totp --email ana@example.com")
        .await;
    assert!(none.contains("second factor"), "{none}");

    let log = shell.run("audit --action operator --json").await.unwrap();
    let first: serde_json::Value = serde_json::from_str(log.lines().next().unwrap()).unwrap();
    assert_eq!(log.lines().count(), 4);
    assert_eq!(
        (&first["action"], &first["actor"]),
        (&"operator.enable".into(), &"console".into())
    );
    let table = shell.run("audit --limit 1").await.unwrap();
    assert!(
        table.contains("operator.enable") && table.contains("ana@example.com"),
        "{table}"
    );
}
