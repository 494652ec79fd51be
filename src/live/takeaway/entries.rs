//! What a feed tells: one entry a message, a step of a known issue, and the phase; the same for both formats.

use super::text::{clean, headline, one_line};
use crate::domain::locale::Locale;
use crate::domain::locale::words::Words;
use crate::domain::status_page::{IncidentUpdateView, IncidentView, MessageView, StatusPage};
use crate::domain::time::Timestamp;
use crate::page::Address;

/// The longest headline of a message, in characters; the text follows whole.
const HEADLINE: usize = 90;

/// A feed before it is written in a format.
#[derive(Debug, Clone, PartialEq)]
pub struct Feed {
    /// Its identity, whatever its address and language.
    pub id: String,
    /// The event and its state.
    pub title: String,
    /// What kind of feed this is.
    pub subtitle: String,
    /// The language of the page's own words.
    pub lang: Locale,
    /// The page that it follows.
    pub page_url: String,
    /// Where the Atom form is.
    pub atom_url: String,
    /// Where the JSON form is.
    pub json_url: String,
    /// When anything in it was said or changed last.
    pub updated: Timestamp,
    /// Newest first.
    pub entries: Vec<Entry>,
}

/// One thing that was said.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its identity: the same in every language, and after every correction.
    pub id: String,
    /// Where it stands on the page.
    pub url: String,
    /// What it says, in short.
    pub title: String,
    /// What it says.
    pub text: String,
    /// The language it is really in.
    pub lang: Locale,
    /// What sort it is, for machines and for people.
    pub sort: (&'static str, String),
    /// When it was said.
    pub published: Timestamp,
    /// When it was said, corrected or taken back last.
    pub updated: Timestamp,
}

impl Feed {
    /// The feed of a page found at `base_url`.
    pub fn new(page: &StatusPage, base_url: &str) -> Self {
        let whole = Address::of_event(page, base_url);
        let address = |rest: &str| whole.below(rest).of(page.locale);
        let page_url = address("");
        let writer = Writer {
            page,
            url: &page_url,
        };
        let mut entries: Vec<_> = page.messages.iter().map(|m| writer.message(m)).collect();
        entries.extend(page.incidents.iter().flat_map(|i| writer.incident(i)));
        entries.push(writer.phase());
        // Stable, so that of what was said at one instant the message leads.
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.published));
        let newest = entries.iter().map(|entry| entry.updated).max();
        Self {
            id: urn(page.id.as_str()),
            title: one_line(&format!("{} · {}", page.title, page.sign.title)),
            subtitle: page.labels.live_status.clone(),
            lang: page.locale,
            atom_url: address("/feed.atom"),
            json_url: address("/feed.json"),
            page_url,
            updated: newest.unwrap_or(page.as_of),
            entries,
        }
    }
}

struct Writer<'a> {
    page: &'a StatusPage,
    url: &'a str,
}

impl Writer<'_> {
    fn at(&self, anchor: &str) -> String {
        format!("{}#{anchor}", self.url)
    }

    fn message(&self, message: &MessageView) -> Entry {
        let published = message.published.at;
        let entry = Entry {
            id: urn(message.id.as_str()),
            url: self.at(&message.id.anchor()),
            title: headline(&message.text.plain(), HEADLINE),
            text: clean(&message.text.plain_with_links()),
            lang: message.lang,
            sort: (message.severity.as_str(), message.label.clone()),
            published,
            updated: message.edited.as_ref().map_or(published, |at| at.at),
        };
        let Some(at) = &message.retracted else {
            return entry;
        };
        // A reader keeps what it fetched: the entry must say itself that it no longer holds.
        let words = Words::new(self.page.locale);
        Entry {
            title: words.say("feed-withdrawn"),
            text: words.fill("feed-withdrawn-text", &[("time", &at.text)]),
            lang: self.page.locale,
            updated: at.at,
            ..entry
        }
    }

    fn incident(&self, incident: &IncidentView) -> Vec<Entry> {
        let steps = incident.updates.iter().rev().zip(1..);
        let step = |(update, number): (&IncidentUpdateView, u32)| Entry {
            id: format!("{}#{number}", urn(incident.id.as_str())),
            url: self.at(&incident.id.anchor()),
            title: one_line(&format!("{} · {}", incident.title, update.label)),
            text: clean(&update.text.plain_with_links()),
            lang: update.lang,
            sort: (update.status.as_str(), update.label.clone()),
            published: update.at.at,
            updated: update.at.at,
        };
        steps.map(step).collect()
    }

    fn phase(&self) -> Entry {
        let phase = &self.page.phase_news;
        let since = phase.since;
        // The sentence may name a time of the schedule.
        let times = self.page.calendar.iter().map(|view| view.entry.changed_at);
        Entry {
            id: format!(
                "{}#{}-{}",
                urn(self.page.id.as_str()),
                self.page.phase,
                since.as_millis()
            ),
            url: self.url.to_owned(),
            title: one_line(&phase.title),
            text: clean(phase.reason.as_deref().unwrap_or(&phase.title)),
            lang: phase.lang,
            sort: (
                self.page.phase.as_str(),
                self.page.labels.live_status.clone(),
            ),
            published: since,
            updated: times.fold(since, Timestamp::max),
        }
    }
}

/// An identifier as an IRI; a fragment names a part of it (RFC 8141 §2.3.3).
fn urn(id: &str) -> String {
    format!("urn:uuid:{id}")
}
