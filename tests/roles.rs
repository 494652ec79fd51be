//! The role matrix, from the router's own table: every route as nobody, as each role, and with each token.

use std::collections::BTreeMap;
use std::fmt::Write;

use lineside::domain::operator::{Role, Scope};
use lineside::domain::who::Who;
use lineside::web::routes::Route;
use lineside::web::table::table;
use reqwest::{Method, RequestBuilder};

use crate::support::desk::Desk;
use crate::support::{Client, SLUG, TestApp, within};

/// A route's path about something that is there.
fn address(path: &str) -> String {
    let pieces = [
        ("{slug}", SLUG),
        ("{id}", "none"),
        ("{sku}", "SNK-42"),
        ("{key}", "low_stock"),
        ("{stylesheet}", "page-00000000.css"),
        ("{secret}", "none"),
        ("{*path}", "none.css"),
        ("{*rest}", "no/such/page"),
    ];
    let filled = pieces
        .into_iter()
        .fold(path.to_owned(), |path, (gap, value)| {
            path.replace(gap, value)
        });
    assert!(
        !filled.contains('{'),
        "say in tests/roles.rs what stands for the gaps of {path}"
    );
    filled
}

/// Sends a request and reads the head of the answer alone: a stream has no end.
async fn status(request: RequestBuilder) -> (u16, String) {
    let answer = within("the head of an answer", request.send())
        .await
        .unwrap();
    let location = answer.headers().get("location");
    let location = location.map_or("", |value| value.to_str().unwrap());
    (answer.status().as_u16(), location.to_owned())
}

fn method(route: &Route) -> Method {
    route.method.clone().unwrap_or(Method::POST)
}

/// A request to a route of the desk; of a form nothing but its name, as a file where it takes one.
fn at_desk(desk: &Desk, route: &Route) -> RequestBuilder {
    let request = desk.request(method(route), &address(route.path));
    if method(route) == Method::GET {
        return request;
    }
    let request = request.header("sec-fetch-site", "same-origin");
    let form = route.form.unwrap_or_default();
    if route.takes_file() {
        let head = "--b\r\ncontent-disposition: form-data; name=\"form\"";
        return request
            .header("content-type", "multipart/form-data; boundary=b")
            .body(format!("{head}\r\n\r\n{form}\r\n--b--\r\n"));
    }
    request
        .header("content-type", "application/x-www-form-urlencoded")
        .body(format!("form={form}"))
}

fn named(route: &Route) -> String {
    let method = route.method.as_ref().map_or("any", Method::as_str);
    let form = route.form.map(|form| format!(" {form}"));
    format!("{method} {}{}", route.path, form.unwrap_or_default())
}

/// Insists that an answer is no refusal and no fault: what was sent may be wrong, its sender may send it.
#[track_caller]
fn passes(route: &Route, as_whom: &str, (status, location): &(u16, String)) {
    // Log-in says so itself when nothing was typed, and asks for the password before the code.
    let led_out = location.starts_with("/admin/login?");
    let said = route.path.starts_with("/admin/login") && (*status == 401 || led_out);
    let refused = matches!(status, 401 | 403 | 405 | 500..) || led_out;
    let refused = refused && !said;
    assert!(
        !refused,
        "{} as {as_whom}: {status} {location}",
        named(route)
    );
}

#[tokio::test]
async fn every_route_of_the_desk_lets_in_exactly_the_roles_of_its_row() {
    let app = TestApp::start().await;
    for role in Role::ALL {
        let mut desk = app.desk_of(role).await;
        let email = format!("{}@example.com", role.as_str());
        for route in table().iter().filter(|route| route.is_desk()) {
            let answer = status(at_desk(&desk, route)).await;
            if route.who.admits(role) {
                passes(route, role.as_str(), &answer);
            } else {
                assert_eq!(answer.0, 403, "{} as {role:?}", named(route));
            }
            if route.path == "/admin/logout" {
                let password = app.new_password(&email).await;
                desk = app.desk();
                desk.log_in(&email, &password).await.expect(303);
            }
        }
    }
    app.stop().await;
}

#[tokio::test]
async fn nobody_gets_past_the_log_in() {
    let app = TestApp::start().await;
    let rows = app.rows().await;
    let mut impostor = app.desk();
    impostor.cookie = "__Host-lineside=AAAAAAAAAAAAAAAAAAAAAA".to_owned();
    for desk in [app.desk(), impostor] {
        for route in table().iter().filter(|route| route.is_desk()) {
            let answer = status(at_desk(&desk, route)).await;
            let read = method(route) == Method::GET;
            let scripted = route.path.ends_with("/stream");
            let (expected, led_to) = match route.who {
                Who::Everyone => {
                    passes(route, "nobody", &answer);
                    continue;
                }
                _ if scripted => (401, ""),
                _ if read || route.path == "/admin/logout" => (303, "/admin/login?next="),
                _ => (401, ""),
            };
            assert_eq!(answer.0, expected, "{}", named(route));
            assert!(
                answer.1.starts_with(led_to),
                "{}: {}",
                named(route),
                answer.1
            );
        }
    }
    assert_eq!(app.rows().await, rows);
    app.stop().await;
}

#[tokio::test]
async fn every_route_of_the_machines_takes_exactly_the_scope_of_its_row() {
    let app = TestApp::start().await;
    let mut machines: Vec<(String, Vec<Scope>, Client)> =
        vec![("nobody".to_owned(), Vec::new(), app.shopper())];
    for scope in Scope::ALL {
        let name = scope.as_str().to_owned();
        machines.push((name, vec![scope], app.machine(&[scope]).await));
    }
    let owner = app.desk_of(Role::Owner).await;
    for route in table().iter().filter(|route| !route.is_desk()) {
        let path = address(route.path);
        for (name, scopes, machine) in &machines {
            let answer = status(machine.request(method(route), &path)).await;
            if route.who.admits_token(scopes) {
                passes(route, name, &answer);
            } else {
                let expected = if scopes.is_empty() { 401 } else { 403 };
                assert_eq!(answer.0, expected, "{} as {name}", named(route));
            }
        }
        // The desk's cookie opens nothing here.
        if route.who != Who::Everyone {
            let answer = status(owner.request(method(route), &path)).await;
            assert_eq!(answer.0, 401, "{} with a cookie", named(route));
        }
    }
    app.stop().await;
}

#[tokio::test]
async fn a_token_is_nobody_at_the_desk() {
    let app = TestApp::start().await;
    let machine = app.machine(&Scope::ALL).await;
    for route in table().iter().filter(|route| route.is_desk()) {
        if route.who != Who::Everyone {
            let (status, location) =
                status(machine.request(method(route), &address(route.path))).await;
            let led = status == 303 && location.starts_with("/admin/login?next=");
            assert!(status == 401 || led, "{}: {status}", named(route));
        }
    }
    app.stop().await;
}

#[tokio::test]
async fn a_path_takes_no_method_but_those_of_its_rows() {
    let app = TestApp::start().await;
    let owner = app.desk_of(Role::Owner).await;
    let mut methods: BTreeMap<&str, Vec<Method>> = BTreeMap::new();
    for route in table() {
        let known = methods.entry(route.path).or_default();
        known.extend(
            route
                .method
                .map_or(vec![Method::GET, Method::POST], |method| vec![method]),
        );
    }
    for (path, known) in methods.iter().filter(|(path, _)| !path.contains("{*rest}")) {
        for other in [
            Method::GET,
            Method::POST,
            Method::PUT,
            Method::PATCH,
            Method::DELETE,
        ] {
            if known.contains(&other) {
                continue;
            }
            let request = owner.request(other.clone(), &address(path));
            let (status, _) = status(request.header("sec-fetch-site", "same-origin")).await;
            assert!(matches!(status, 404 | 405), "{other} {path}: {status}");
        }
    }
    app.stop().await;
}

/// No server function has an address of its own: each is reached by the form of a screen, or loads one.
#[tokio::test]
async fn server_functions_are_reached_by_forms_only() {
    let app = TestApp::start().await;
    let owner = app.desk_of(Role::Owner).await;
    for (path, method) in leptos::server_fn::axum::server_fn_paths() {
        let request = owner.request(method.clone(), path);
        let (status, _) = status(request.header("sec-fetch-site", "same-origin")).await;
        assert_eq!(status, 404, "{method} {path}");
    }
    app.stop().await;
}

/// The matrix as `docs/roles.md` has it.
fn matrix() -> String {
    let mut text = String::from(
        "| route | form | nobody | viewer | writer | operator | owner | token |\n|---|---|---|---|---|---|---|---|\n",
    );
    let tick = |may: bool| if may { "✓" } else { "–" };
    for route in table() {
        let method = route.method.as_ref().map_or("any", Method::as_str);
        let form = route.form.map_or(String::new(), |form| format!("`{form}`"));
        let token = match route.who {
            Who::Tokens(scope) => format!("`{}`", scope.as_str()),
            who => tick(who.admits_token(&Scope::ALL)).to_owned(),
        };
        write!(text, "| `{method} {}` | {form} |", route.path).unwrap();
        write!(text, " {} |", tick(route.who == Who::Everyone)).unwrap();
        for role in Role::ALL.into_iter().rev() {
            write!(text, " {} |", tick(route.who.admits(role))).unwrap();
        }
        writeln!(text, " {token} |").unwrap();
    }
    text
}

#[test]
fn the_written_matrix_is_the_table() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/roles.md");
    let written = std::fs::read_to_string(file).unwrap();
    let matrix = matrix();
    let missing: Vec<_> = matrix
        .lines()
        .filter(|line| !written.contains(*line))
        .collect();
    assert!(
        missing.is_empty(),
        "add to docs/roles.md:\n{}",
        missing.join("\n")
    );
    let lines = |text: &str| text.lines().filter(|line| line.starts_with("| `")).count();
    assert_eq!(
        lines(&written),
        lines(&matrix),
        "docs/roles.md has rows that the table has not"
    );
}
