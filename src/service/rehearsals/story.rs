//! What the operators of the launch day did, at which moment of the recording.

use std::collections::BTreeMap;

use crate::domain::event::Slug;
use crate::domain::id::IncidentId;
use crate::domain::incident::{Impact, IncidentStatus};
use crate::domain::locale::Locale;
use crate::domain::message::{Due, Severity};
use crate::domain::operator::Actor;
use crate::domain::template::Placeholder;
use crate::error::{Error, Result};
use crate::recording::Pace;
use crate::service::incidents::{self, NewIncident, NewUpdate};
use crate::service::messages::{self, NewMessage, Wording};
use crate::service::{Services, components};

/// In how many minutes more is promised to be said of the pause.
const PAUSE_PROMISE_MIN: u32 = 10;
/// What the known issue of the day is about, in an event that has it.
const CHECKOUT: &str = "checkout";

/// One thing that an operator does.
enum Act {
    /// Posts a template's words as they are.
    Say(&'static str),
    /// Posts a template with these values.
    Fill(&'static str, &'static [(&'static str, &'static str)]),
    /// Posts words of their own.
    Write(Severity, &'static str),
    /// Says that the line is paused, and by when there is more to say.
    SayPaused,
    /// Says that the line moves again, and what the wait is now.
    SayResumed,
    /// Opens a known issue about the checkout.
    Open(&'static str, &'static str),
    /// Says how it goes on.
    Update(IncidentStatus, &'static str),
}

/// The day, by seconds of the recording.
const DAY: [(i64, Act); 14] = [
    (
        600,
        Act::Write(
            Severity::Info,
            "Welcome. The waiting room is open; this page tells you when doors open, and you need not reload it.",
        ),
    ),
    (1_860, Act::Say("high_traffic")),
    (
        2_910,
        Act::Open(
            "Checkout is slow",
            "Some payments take longer than usual. We are looking into it.",
        ),
    ),
    (2_970, Act::Say("checkout_slow")),
    (
        3_390,
        Act::Update(
            IncidentStatus::Identified,
            "Our payment partner answers slowly. We send fewer requests at a time until it recovers.",
        ),
    ),
    (
        3_420,
        Act::Fill(
            "low_stock",
            &[("item", "Aurora Runner EU 42"), ("remaining_band", "150")],
        ),
    ),
    (
        3_660,
        Act::Update(
            IncidentStatus::Monitoring,
            "Payments are quick again. We keep watching.",
        ),
    ),
    (
        4_290,
        Act::Update(
            IncidentStatus::Resolved,
            "Checkout works as usual. Orders placed meanwhile went through once.",
        ),
    ),
    (4_515, Act::SayPaused),
    (4_890, Act::SayResumed),
    (
        4_935,
        Act::Write(
            Severity::Info,
            "EU 42 is back: 480 more pairs have come in.",
        ),
    ),
    (
        6_900,
        Act::Fill(
            "low_stock",
            &[("item", "Aurora Runner EU 41"), ("remaining_band", "500")],
        ),
    ),
    (7_515, Act::Say("sold_out")),
    (
        9_030,
        Act::Write(
            Severity::Info,
            "The launch has ended. Thank you for coming, and for your patience.",
        ),
    ),
];

/// Does it all in time.
pub async fn tell(services: &Services, actor: &Actor, slug: &Slug, pace: &Pace) -> Result<()> {
    let mut story = Story {
        services,
        actor,
        slug,
        incident: None,
    };
    for (t_s, act) in &DAY {
        pace.reach(t_s * 1_000).await;
        match story.act(act).await {
            // Operators have resolved the issue or edited the template themselves, which is what they practise.
            Ok(()) | Err(Error::Conflict(_) | Error::Invalid(_) | Error::NotFound(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

struct Story<'a> {
    services: &'a Services,
    actor: &'a Actor,
    slug: &'a Slug,
    incident: Option<IncidentId>,
}

impl Story<'_> {
    async fn act(&mut self, act: &Act) -> Result<()> {
        match act {
            Act::Say(template) => self.fill(template, BTreeMap::new(), None).await,
            Act::Fill(template, values) => {
                let values = values
                    .iter()
                    .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
                self.fill(template, values.collect(), None).await
            }
            Act::Write(severity, text) => {
                let wording = Wording::Text {
                    text: english(text),
                    severity: *severity,
                };
                self.post(wording, None).await
            }
            Act::SayPaused => self.say_paused().await,
            Act::SayResumed => self.say_resumed().await,
            Act::Open(title, text) => self.open(title, text).await,
            Act::Update(status, text) => self.update(*status, text).await,
        }
    }

    async fn say_paused(&self) -> Result<()> {
        self.fill("line_paused", BTreeMap::new(), Some(PAUSE_PROMISE_MIN))
            .await
    }

    async fn say_resumed(&self) -> Result<()> {
        let channel = self.services.live.channel(self.slug);
        let page = channel.map(|channel| channel.snapshot());
        let known = page.is_some_and(|page| {
            let page = page.status_page(Locale::En);
            Placeholder::WaitRange.live_value(page).is_some()
        });
        if known {
            return self.fill("line_resumed", BTreeMap::new(), None).await;
        }
        let wording = Wording::Text {
            text: english("The line is moving again."),
            severity: Severity::Info,
        };
        self.post(wording, None).await
    }

    async fn fill(
        &self,
        template: &str,
        values: BTreeMap<String, String>,
        next_in_min: Option<u32>,
    ) -> Result<()> {
        let wording = Wording::Template {
            template: template.to_owned(),
            values,
            edited: BTreeMap::new(),
        };
        self.post(wording, next_in_min).await
    }

    async fn post(&self, wording: Wording, next_in_min: Option<u32>) -> Result<()> {
        let new = NewMessage {
            next_update: next_in_min.map(Due::InMinutes),
            ..NewMessage::plain(wording)
        };
        let (services, by, slug) = (self.services, self.actor, self.slug);
        messages::post(services, by, slug, new, None).await?;
        Ok(())
    }

    async fn open(&mut self, title: &str, text: &str) -> Result<()> {
        let parts = components::list(self.services, self.actor, self.slug).await?;
        let parts = parts.into_iter().map(|part| part.id);
        let new = NewIncident {
            title: english(title),
            text: english(text),
            status: IncidentStatus::Investigating,
            impact: Impact::Minor,
            components: parts.filter(|id| id.as_str() == CHECKOUT).collect(),
        };
        let done = incidents::open(self.services, self.actor, self.slug, new, None).await?;
        self.incident = Some(done.id);
        Ok(())
    }

    async fn update(&self, status: IncidentStatus, text: &str) -> Result<()> {
        let Some(id) = &self.incident else {
            return Ok(());
        };
        let new = NewUpdate {
            status,
            text: english(text),
            seen: None,
        };
        incidents::update(self.services, self.actor, self.slug, id, new, None).await?;
        Ok(())
    }
}

fn english(text: &str) -> BTreeMap<Locale, String> {
    BTreeMap::from([(Locale::En, text.to_owned())])
}
