//! The desk as a browser without WASM uses it.

use lineside::domain::operator::{Actor, Email, Role};
use lineside::service::operators;
use reqwest::Method;

use super::client::send;
use super::{Answer, Client, Stream, TestApp, database};

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
        let request = self
            .client
            .request(method, path)
            .header("accept", "text/html");
        if self.cookie.is_empty() {
            return request;
        }
        request.header("cookie", &self.cookie)
    }
}
