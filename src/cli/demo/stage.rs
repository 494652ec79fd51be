//! What the demo needs before its day begins: an event, somebody to log in, and a token for the feed.

use crate::cli::Out;
use crate::domain::event::{EventKind, Link, Schedule, Slug, Title};
use crate::domain::locale::Locale;
use crate::domain::operator::{Actor, Email, Role, Scope};
use crate::domain::time::Zone;
use crate::error::{Error, Result};
use crate::service::events::{self, NewEvent};
use crate::service::tokens::{self, NewToken};
use crate::service::{Services, operators};

const SLUG: &str = "aurora-drop";
const EMAIL: &str = "demo@example.com";
/// When doors open in the recording.
const OPENS_AFTER_S: i64 = 1_800;
/// Above the 30 583 of the recording's fullest moment: the line is long, never full.
const CAPACITY: u32 = 40_000;

/// What was made.
pub struct Stage {
    /// The event.
    pub slug: Slug,
    /// For the feed.
    pub token: String,
    password: String,
}

/// Makes it all.
pub async fn set(services: &Services) -> Result<Stage> {
    let by = &Actor::Console;
    let new = event(services)?;
    let slug = new.slug.clone();
    events::create(services, by, new).await?;
    let email = Email::parse(EMAIL).map_err(unsound)?;
    let (_, password) = operators::create(services, by, email, Role::Owner).await?;
    let scopes = vec![Scope::Ingest, Scope::Publish, Scope::Inventory];
    let new = NewToken {
        name: "The replayed feed".to_owned(),
        event: Some(slug.clone()),
        scopes,
        expires_at: None,
    };
    let (_, token) = tokens::create(services, by, new).await?;
    Ok(Stage {
        slug,
        token,
        password,
    })
}

fn event(services: &Services) -> Result<NewEvent> {
    let link = |text| Link::parse(text).map_err(unsound).map(Some);
    Ok(NewEvent {
        slug: Slug::parse(SLUG).map_err(unsound)?,
        title: Title::parse("Aurora Runner launch").map_err(unsound)?,
        kind: EventKind::Queue,
        public: true,
        schedule: Schedule {
            opens_at: Some(services.clock.now().plus_seconds(OPENS_AFTER_S)),
            ..Schedule::default()
        },
        zone: Zone::parse("Europe/Paris").map_err(unsound)?,
        default_locale: Locale::En,
        capacity: Some(CAPACITY),
        product_link: link("https://shop.example/aurora-runner")?,
        waitlist_link: link("https://shop.example/aurora-runner/waitlist")?,
    })
}

/// Our own words are in order; a test says so.
fn unsound(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::internal("setting the demo's stage", error)
}

impl Stage {
    /// Tells where to look and how to get in.
    pub fn announce(&self, url: &str, speed: f64, out: &mut Out) -> Result<()> {
        let Self {
            slug,
            token,
            password,
        } = self;
        #[expect(clippy::cast_precision_loss, reason = "half an hour")]
        let opens_in_s = OPENS_AFTER_S as f64 / speed;
        out.line(&format!(
            "Lineside demo: a launch day, {speed} times as fast"
        ))?;
        out.line("")?;
        for (what, value) in [
            ("Page", format!("{url}/e/{slug}")),
            ("Desk", format!("{url}/admin")),
            ("E-mail", EMAIL.to_owned()),
            ("Password", password.clone()),
            ("API token", token.clone()),
        ] {
            out.line(&format!("  {what:<10} {value}"))?;
        }
        out.line("")?;
        out.line(&format!(
            "Doors open in {opens_in_s:.0} seconds. Ctrl-C ends the demo and removes everything."
        ))
    }
}
