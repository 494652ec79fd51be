//! The composer: everything it starts from, what a message would look like, and drafts.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use super::{BoardNow, DeskError, Landing, Outcome};
use crate::domain::locale::Locale;
use crate::domain::locale::words::Labels;
use crate::domain::status_page::MessageView;
use crate::domain::template::{Placeholder, Template};

/// The fields of a message's form, as they are typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MessageForm {
    /// A template's key; nothing for own words.
    pub template: String,
    /// What was typed into its gaps.
    pub values: BTreeMap<String, String>,
    /// The text by the tag of its language.
    pub text: BTreeMap<String, String>,
    /// How loud it is.
    pub severity: String,
    /// The promise to speak again: minutes, or an instant.
    pub next_update: String,
    /// When it leaves the page: minutes, or an instant.
    pub expiry: String,
    /// Whether it stands first.
    pub pinned: String,
    /// When it is published, as the event's clocks show it.
    pub publish_at: String,
    /// The scheduled message that it changes.
    pub scheduled: String,
    /// Which version of it.
    pub scheduled_version: String,
    /// The alert in whose suggestion's place it is said.
    pub alert: String,
    /// What that suggestion speaks of.
    pub occasion: String,
}

/// A message as one language's readers would get it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tongue {
    /// The readers' language.
    pub locale: Locale,
    /// Whether it is not written in it.
    pub missing: bool,
    /// The message; none while there is nothing to read.
    pub message: Option<MessageView>,
    /// What the widget would say; none while there is nothing to read.
    pub widget: Option<WidgetShown>,
    /// The page's own words.
    pub labels: Labels,
}

/// What the widget would say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WidgetShown {
    /// The state in a sentence.
    pub title: String,
    /// The wait, when it is known.
    pub wait: Option<String>,
    /// The message.
    pub message: Option<String>,
}

/// What would be published.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// Each of the event's languages, its own first.
    pub tongues: Vec<Tongue>,
    /// What is still to be done before it can be published.
    pub todo: Vec<String>,
    /// What counts for a gap that is left empty, by its field.
    pub standing: BTreeMap<String, String>,
    /// What the button does.
    pub effect: String,
}

/// A draft that is listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftEntry {
    /// Its identity.
    pub id: String,
    /// Its version when it was listed.
    pub version: u32,
    /// How it begins.
    pub words: String,
    /// What is written in each language.
    pub texts: Vec<(String, String)>,
    /// Who saved it.
    pub by: String,
    /// When.
    pub at: String,
}

/// A message that waits for its time, or missed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScheduledEntry {
    /// Its identity.
    pub id: String,
    /// Its version when it was listed.
    pub version: u32,
    /// What it is to say.
    pub words: String,
    /// Who scheduled it.
    pub by: String,
    /// For when.
    pub at: String,
    /// Why it was not published then.
    pub missed: Option<String>,
}

/// A draft that a form goes on with.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenedDraft {
    /// Its identity.
    pub id: String,
    /// Its version when the form was filled with it.
    pub version: String,
    /// When it was saved, and by whom.
    pub saved: String,
}

/// Everything a composer starts from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Composer {
    /// The event as it is now.
    pub now: Arc<BoardNow>,
    /// The languages it is published in, its own first.
    pub languages: Vec<Locale>,
    /// The templates that are offered.
    pub templates: Vec<Template>,
    /// What the form is filled with.
    pub form: MessageForm,
    /// The gaps to fill.
    pub gaps: Vec<Placeholder>,
    /// What it has to do with an alert, in a sentence.
    pub answers: Option<String>,
    /// The form's key.
    pub key: String,
    /// The draft it goes on with.
    pub draft: Option<OpenedDraft>,
    /// What somebody else made of that draft meanwhile.
    pub beside: Option<DraftEntry>,
    /// What would be published.
    pub shown: Shown,
    /// What others and one oneself have begun.
    pub drafts: Vec<DraftEntry>,
    /// What waits for its time.
    pub scheduled: Vec<ScheduledEntry>,
}

/// Loads the composer of an event: empty, with a template, or with what was begun or scheduled before.
#[server(prefix = "/admin/api", endpoint = "composer", input = GetUrl)]
pub async fn load_composer(
    slug: String,
    #[server(default)] template: String,
    #[server(default)] draft: String,
    #[server(default)] beside: String,
    #[server(default)] scheduled: String,
    #[server(default)] alert: String,
    #[server(default)] occasion: String,
) -> Result<Composer, DeskError> {
    use super::compose_page::{Begun, load};
    use super::desk::{Desk, Status};
    use crate::admin::LeftBehind;

    let status = Status::here();
    let begun = Begun {
        left: LeftBehind::by("post_message"),
        template,
        draft,
        beside,
        scheduled,
        alert,
        occasion,
    };
    let loaded = match Desk::here() {
        Ok(desk) => load(&desk, &slug, begun).await,
        Err(error) => Err(error),
    };
    status.of(loaded)
}

/// Shows what a message would look like to shoppers; nothing is written.
#[server(prefix = "/admin/api", endpoint = "preview_message")]
pub async fn preview_message(
    slug: String,
    #[server(default)] message: MessageForm,
) -> Result<Shown, DeskError> {
    use super::compose_page::show;
    use super::desk::Desk;

    let desk = Desk::here()?;
    let event = desk.event(&slug).await?;
    show(&desk, &event, &message).await
}

impl Landing for Shown {
    fn sentence(&self) -> String {
        String::new()
    }

    fn landing(&self, page: &str) -> String {
        page.to_owned()
    }

    fn next_key(&self) -> Option<String> {
        None
    }

    fn parts(&self) -> BTreeMap<String, String> {
        crate::admin::compose::render_shown(self)
    }

    fn standing(&self) -> BTreeMap<String, String> {
        self.standing.clone()
    }

    fn shows_again(&self) -> bool {
        true
    }
}

/// A whole page as it would be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StillPage {
    /// The document.
    pub html: String,
}

/// Shows the whole page in one language as it would be with a message; nothing is written.
#[server(prefix = "/admin/api", endpoint = "preview_page")]
pub async fn preview_page(
    slug: String,
    #[server(default)] lang: String,
    #[server(default)] message: MessageForm,
) -> Result<StillPage, DeskError> {
    use super::desk::Desk;
    use super::message_change::prefixed;
    use super::still_page::draw;

    let desk = Desk::here()?;
    let html = draw(&desk, &slug, &lang, &message).await;
    html.map(|html| StillPage { html }).map_err(prefixed)
}

impl Landing for StillPage {
    fn sentence(&self) -> String {
        String::new()
    }

    fn landing(&self, page: &str) -> String {
        page.to_owned()
    }

    fn next_key(&self) -> Option<String> {
        None
    }

    fn document(&self) -> Option<String> {
        Some(self.html.clone())
    }
}

/// Where a form is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedDraft {
    /// The draft.
    pub id: String,
    /// When, as the event's clocks show it.
    pub at: String,
    /// What somebody else made of the draft that the form went on with.
    pub beside: Option<DraftEntry>,
}

/// Saves a form as it is, right or wrong.
#[server(prefix = "/admin/api", endpoint = "save_draft")]
pub async fn save_draft(
    slug: String,
    key: String,
    #[server(default)] draft: String,
    #[server(default)] version: String,
    #[server(default)] message: MessageForm,
) -> Result<SavedDraft, DeskError> {
    use super::compose_page::keep;
    use super::desk::{self, Desk};

    let desk = Desk::here()?;
    let key = desk::key(&key)?;
    keep(&desk, &slug, &key, desk::opened(&draft, &version), &message).await
}

impl Landing for SavedDraft {
    fn sentence(&self) -> String {
        match self.beside {
            None => format!("Saved {}", self.at),
            Some(_) => format!("Saved {} as a draft of its own", self.at),
        }
    }

    fn landing(&self, page: &str) -> String {
        let board = page.strip_suffix("/drafts").unwrap_or(page);
        let beside = self.beside.as_ref();
        let beside = beside.map(|beside| format!("&beside={}", beside.id));
        let beside = beside.unwrap_or_default();
        format!("{board}/post?done=kept&draft={}{beside}#said", self.id)
    }

    fn next_key(&self) -> Option<String> {
        None
    }

    fn parts(&self) -> BTreeMap<String, String> {
        crate::admin::compose::render_beside(self.beside.as_ref())
    }
}

/// Discards a draft for good; the audit log keeps what it said.
#[server(prefix = "/admin/api", endpoint = "discard_draft")]
pub async fn discard_draft(
    slug: String,
    #[server(default)] draft: String,
    #[server(default)] version: String,
) -> Result<Outcome, DeskError> {
    use super::desk::{self, Desk};
    use super::{Deed, Trouble};
    use crate::service::drafts::discard;

    let desk = Desk::here()?;
    let event = desk.event(&slug).await?;
    let opened = desk::opened(&draft, &version)
        .ok_or_else(|| DeskError::new(Trouble::NotFound, "There is no such draft."))?;

    discard(desk.services(), &desk.actor, &event.slug, &opened)
        .await
        .map_err(|error| desk.told(error))?;
    Ok(Outcome::quiet(Deed::DraftDiscarded))
}
