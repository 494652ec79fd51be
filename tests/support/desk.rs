//! The desk as a browser without WASM uses it.

use std::fmt::Write as _;

use lineside::domain::operator::{Actor, Email, Role};
use lineside::service::operators;
use reqwest::Method;

use super::client::send;
use super::{Answer, Client, Document, Stream, TestApp, database};

/// A browser at the desk, with its cookie once it is logged in.
pub struct Desk {
    client: Client,
    pub cookie: String,
}

impl TestApp {
    /// Makes an operator; tells the password.
    pub async fn person(&self, email: &str, role: Role) -> String {
        let email = Email::parse(email).unwrap();
        let made = operators::create(&self.services, &Actor::Console, email, role).await;
        made.unwrap().1
    }

    /// Gives an operator another password; tells it.
    pub async fn new_password(&self, email: &str) -> String {
        let email = Email::parse(email).unwrap();
        let made = operators::reset_password(&self.services, &Actor::Console, &email).await;
        made.unwrap()
    }

    /// Lets it be long ago that anybody proved who they are.
    pub async fn forget_proofs(&self) {
        let sql = "update session set authenticated_at = authenticated_at - 600001";
        database::execute(&self.database, sql).await.unwrap();
    }

    /// A browser in which nobody is logged in.
    pub fn desk(&self) -> Desk {
        Desk {
            client: self.shopper(),
            cookie: String::new(),
        }
    }

    /// A browser in which somebody of this role is logged in.
    pub async fn desk_of(&self, role: Role) -> Desk {
        let email = format!("{}@example.com", role.as_str());
        let password = self.person(&email, role).await;
        let mut desk = self.desk();
        desk.log_in(&email, &password).await.expect(303);
        desk
    }
}

impl Desk {
    /// Sends the log-in form and keeps the cookie.
    pub async fn log_in(&mut self, email: &str, password: &str) -> Answer {
        let form = format!("email={}&password={password}", email.replace('@', "%40"));
        let answer = self.submit("/admin/login", &form).await;
        self.keep(&answer);
        answer
    }

    /// Keeps the cookie of an answer, where it has one.
    pub fn keep(&mut self, answer: &Answer) {
        if let Some((cookie, _)) = answer.header("set-cookie").split_once(';') {
            cookie.clone_into(&mut self.cookie);
        }
    }

    /// Follows the board of an event.
    pub async fn open_board(&self, slug: &str) -> Stream {
        let path = format!("/admin/events/{slug}/stream");
        Stream::send(self.request(Method::GET, &path)).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        send(self.request(Method::GET, path)).await
    }

    /// Submits a form.
    pub async fn submit(&self, path: &str, form: &str) -> Answer {
        self.submit_with(path, form, "sec-fetch-site", "same-origin")
            .await
    }

    /// Submits a form with one header more.
    pub async fn submit_with(&self, path: &str, form: &str, name: &str, value: &str) -> Answer {
        let request = self.request(Method::POST, path).header(name, value);
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        send(request.body(form.to_owned())).await
    }

    /// Submits a form with a file in it, its parts already divided by `boundary`.
    pub async fn send_parts(&self, path: &str, boundary: &str, parts: Vec<u8>) -> Answer {
        let kind = format!("multipart/form-data; boundary={boundary}");
        let request = self
            .request(Method::POST, path)
            .header("content-type", kind);
        send(request.header("sec-fetch-site", "same-origin").body(parts)).await
    }

    /// The beginning of a request.
    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.request_for(method, path, "text/html")
    }

    /// The beginning of a request for an answer of this kind.
    pub fn request_for(&self, method: Method, path: &str, accept: &str) -> reqwest::RequestBuilder {
        let request = self.client.request(method, path).header("accept", accept);
        if self.cookie.is_empty() {
            return request;
        }
        request.header("cookie", &self.cookie)
    }
}

/// A form of a page, as a browser would send it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form(Vec<(String, String)>);

impl Form {
    /// The first form of this name, as the page has it.
    pub fn of(page: &Document, name: &str) -> Self {
        let fields = page.fields(name);
        assert!(!fields.is_empty(), "no form {name}: {}", page.text("main"));
        Self(fields)
    }

    /// The same with something typed into a field.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        let field = self.0.iter_mut().find(|(field, _)| field == name);
        value.clone_into(&mut field.expect(name).1);
        self
    }

    /// What a field holds.
    pub fn value(&self, name: &str) -> &str {
        let field = self.0.iter().find(|(field, _)| field == name);
        &field.expect(name).1
    }

    /// The form as it is sent.
    pub fn encoded(&self) -> String {
        let pairs = self.0.iter();
        let pairs = pairs.map(|(name, value)| format!("{}={}", encoded(name), encoded(value)));
        pairs.collect::<Vec<_>>().join("&")
    }
}

/// A text as it stands in a form that is sent.
pub fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "%{byte:02X}");
        text
    })
}
