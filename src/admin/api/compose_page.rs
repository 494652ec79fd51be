//! What the composer shows, put together from what the services know.

use std::sync::Arc;

use super::compose::{
    Composer, DraftEntry, MessageForm, OpenedDraft, SavedDraft, ScheduledEntry, Shown, Tongue,
    WidgetShown,
};
use super::compose_form::{self, Asked};
use super::desk::{self, Desk};
use super::signals_words::offer_title;
use super::{DeskError, Trouble};
use crate::admin::form::Kept;
use crate::admin::words::DESK_LOCALE;
use crate::domain::draft::Draft;
use crate::domain::event::{Event, Listing};
use crate::domain::id::MessageId;
use crate::domain::locale::Locale;
use crate::domain::locale::words::Words;
use crate::domain::message::ScheduledMessage;
use crate::domain::signals::Offer;
use crate::domain::status_page::{Sign, StatusPage};
use crate::domain::template::{Placeholder, Template};
use crate::domain::time::Timestamp;
use crate::service::drafts::{self, Saved};
use crate::service::messages::{self, Preview};
use crate::service::{Credited, IdempotencyKey, signals, templates};

/// How much of a text a list shows, in characters.
const EXCERPT: usize = 80;

/// What a composer goes on with.
pub struct Begun {
    /// A form that was sent in vain.
    pub left: Option<Kept>,
    /// A template's key.
    pub template: String,
    /// A draft.
    pub draft: String,
    /// What somebody else made of it.
    pub beside: String,
    /// A scheduled message.
    pub scheduled: String,
    /// The alert whose suggestion is to be changed.
    pub alert: String,
    /// What that suggestion speaks of.
    pub occasion: String,
}

/// Everything a composer starts from.
pub async fn load(desk: &Desk, slug: &str, begun: Begun) -> Result<Composer, DeskError> {
    let event = desk.event(slug).await?;
    let services = desk.services();
    let listed = templates::list(services, &desk.actor).await;
    let templates = listed.map_err(|error| desk.told(error))?;
    let drafts = drafts::list(services, &desk.actor, &event.slug).await;
    let drafts = drafts.map_err(|error| desk.told(error))?;
    let scheduled = messages::list_scheduled(services, &desk.actor, &event.slug).await;
    let scheduled = scheduled.map_err(|error| desk.told(error))?;

    let lists = Lists {
        desk,
        event: &event,
        templates: &templates,
    };
    let is_new = begun.left.is_none() && begun.draft.is_empty() && begun.scheduled.is_empty();
    let opened = drafts.iter().find(|d| d.what.id.as_str() == begun.draft);
    let (mut form, draft) = match &begun.left {
        Some(kept) => (MessageForm::of_pairs(&kept.values), kept_draft(kept)),
        None => match opened {
            Some(draft) => (
                MessageForm::of_draft(&draft.what.fields),
                Some(lists.opened(draft)),
            ),
            None if begun.draft.is_empty() => (lists.scheduled_form(&scheduled, &begun)?, None),
            None => return Err(gone("draft")),
        },
    };
    if scheduled
        .iter()
        .all(|s| s.what.id.as_str() != form.scheduled)
    {
        // Published or cancelled meanwhile: what was written goes on as a message of its own.
        form.scheduled.clear();
        form.scheduled_version.clear();
    }
    let answers = lists.answer(&mut form, is_new.then_some(&begun)).await?;
    let template = compose_form::find(&templates, &form.template);
    form.complete(template, is_new);
    let gaps = template.map(Template::placeholders);
    let gaps = gaps.and_then(Result::ok).unwrap_or_default();
    let beside = drafts.iter().find(|d| d.what.id.as_str() == begun.beside);
    Ok(Composer {
        now: Arc::new(desk.board_now(&event).await?),
        languages: languages(&event),
        gaps,
        answers,
        key: desk::next_key(),
        draft,
        beside: beside.map(|beside| lists.draft(beside)),
        shown: show(desk, &event, &form).await?,
        drafts: drafts.iter().map(|draft| lists.draft(draft)).collect(),
        scheduled: scheduled.iter().map(|s| lists.scheduled(s)).collect(),
        form,
        templates,
    })
}

/// What would be published, were the form sent now.
pub async fn show(desk: &Desk, event: &Event, form: &MessageForm) -> Result<Shown, DeskError> {
    let services = desk.services();
    let listed = templates::list(services, &desk.actor).await;
    let templates = listed.map_err(|error| desk.told(error))?;
    let Asked {
        new,
        publish_at,
        wrong,
    } = compose_form::read(form, event, &templates);
    let preview = messages::preview(services, &desk.actor, &event.slug, &new, publish_at).await;
    let preview = preview.map_err(|error| desk.told(error))?;
    let now = event.time_at(services.clock.now());
    let channel = services.live.channel(&event.slug);
    let streams = channel.as_ref().map_or(0, |channel| channel.streams());
    let live = channel.map(|channel| channel.snapshot());
    let promised = new
        .next_update
        .map(|due| due.from(publish_at.unwrap_or(now)));
    let template = compose_form::find(&templates, &form.template);
    let gaps = template.map(Template::placeholders);
    let standing = gaps.and_then(Result::ok).unwrap_or_default();
    let standing = standing.into_iter().filter_map(|gap| {
        let value = match gap {
            Placeholder::NextUpdateBy => promised.map(|by| moment(event, by, now)),
            gap => gap.live_value(live.as_ref()?.status_page(DESK_LOCALE)),
        };
        Some((format!("message[values][{}]", gap.as_str()), value?))
    });
    // Nothing is wrong with a form that nobody has begun to fill in.
    let begun = !form.template.is_empty() || !preview.pages.is_empty();
    let unread = wrong.iter().map(|wrong| &wrong.message);
    let todo = unread
        .chain(preview.wrong.iter().map(|wrong| &wrong.message))
        .filter(|_| begun);
    Ok(Shown {
        tongues: languages(event)
            .into_iter()
            .map(|locale| tongue(&preview, locale))
            .collect(),
        todo: todo.cloned().collect(),
        standing: standing.collect(),
        effect: match publish_at {
            Some(at) => format!("Schedule for {}", moment(event, at, now)),
            None => effect(event, streams),
        },
    })
}

/// Keeps a form as a draft.
pub async fn keep(
    desk: &Desk,
    slug: &str,
    key: &IdempotencyKey,
    opened: Option<drafts::Opened>,
    form: &MessageForm,
) -> Result<SavedDraft, DeskError> {
    let event = desk.event(slug).await?;
    let services = desk.services();
    let listed = templates::list(services, &desk.actor).await;
    let templates = listed.map_err(|error| desk.told(error))?;
    let fields = form.to_draft(&templates)?;
    let saving = drafts::save(
        services,
        &desk.actor,
        &event.slug,
        key,
        opened.as_ref(),
        fields,
    );
    let Saved { draft, beside } = saving.await.map_err(|error| desk.told(error))?;
    let lists = Lists {
        desk,
        event: &event,
        templates: &templates,
    };
    Ok(SavedDraft {
        id: draft.id.to_string(),
        at: Words::new(DESK_LOCALE).clock(&event.zone, draft.saved_at),
        beside: beside.map(|beside| lists.draft(&beside)),
    })
}

/// The languages of an event, its own first.
pub fn languages(event: &Event) -> Vec<Locale> {
    event.languages.led_by(event.default_locale)
}

/// An instant as the desk writes it.
pub fn moment(event: &Event, at: Timestamp, now: Timestamp) -> String {
    Words::new(DESK_LOCALE).moment(&event.zone, at, now)
}

/// What publishing a message does now.
fn effect(event: &Event, streams: usize) -> String {
    match (event.is_public(), streams) {
        (false, _) if event.listing == Listing::Rehearsal => "Publish to the rehearsal".to_owned(),
        (false, _) => "Save to the draft page".to_owned(),
        (_, 0) => "Publish to the page".to_owned(),
        (_, 1) => "Publish to 1 person".to_owned(),
        (_, people) => {
            let people = Words::new(DESK_LOCALE).number(people as u64);
            format!("Publish to {people} people")
        }
    }
}

fn tongue(preview: &Preview, locale: Locale) -> Tongue {
    let page = preview.pages.iter().find(|page| page.locale == locale);
    let message = page.and_then(Preview::message).cloned();
    Tongue {
        locale,
        missing: preview.missing.contains(&locale),
        message: message.map(|mut message| {
            // Six of them stand on one page.
            message.id = MessageId::new(format!("preview-{}", locale.tag()));
            message
        }),
        widget: page.map(widget),
        labels: Words::new(locale).labels(),
    }
}

fn widget(page: &StatusPage) -> WidgetShown {
    let Sign { title, figure, .. } = &page.sign;
    WidgetShown {
        title: title.clone(),
        wait: figure.as_ref().map(|_| page.wait_text.clone()),
        message: page.leading_message(),
    }
}

/// Something that a form was about is there no more.
pub fn gone(what: &str) -> DeskError {
    let told =
        format!("There is no such {what} any more: it was published, discarded or cancelled.");
    DeskError::new(Trouble::NotFound, told)
}

fn kept_draft(kept: &Kept) -> Option<OpenedDraft> {
    Some(OpenedDraft {
        id: kept.value("draft").filter(|id| !id.is_empty())?,
        version: kept.value("version").unwrap_or_default(),
        saved: String::new(),
    })
}

/// What the lists beside the composer need to know.
struct Lists<'a> {
    desk: &'a Desk,
    event: &'a Event,
    templates: &'a [Template],
}

impl Lists<'_> {
    fn moment(&self, at: Timestamp) -> String {
        let now = self.event.time_at(self.desk.services().clock.now());
        moment(self.event, at, now)
    }

    /// The form of the scheduled message that is to be changed, or one that is new.
    fn scheduled_form(
        &self,
        scheduled: &[Credited<ScheduledMessage>],
        begun: &Begun,
    ) -> Result<MessageForm, DeskError> {
        if begun.scheduled.is_empty() {
            return Ok(MessageForm {
                template: begun.template.clone(),
                ..MessageForm::default()
            });
        }
        let wanted = |s: &&Credited<ScheduledMessage>| s.what.id.as_str() == begun.scheduled;
        let found = scheduled.iter().find(wanted);
        let found = found.ok_or_else(|| gone("scheduled message"))?;
        Ok(MessageForm::of_scheduled(&found.what, &self.event.zone))
    }

    /// Puts what an alert suggests into a form that is to be said in its place, and tells so; a suggestion that waits no more is
    /// told as well.
    async fn answer(
        &self,
        form: &mut MessageForm,
        begun: Option<&Begun>,
    ) -> Result<Option<String>, DeskError> {
        if let Some(begun) = begun {
            form.alert.clone_from(&begun.alert);
            form.occasion.clone_from(&begun.occasion);
        }
        let Some(which) = form.answers() else {
            return Ok(None);
        };
        let (services, actor) = (self.desk.services(), &self.desk.actor);
        let noticed = signals::look(services, actor, &self.event.slug).await;
        let noticed = noticed.map_err(|error| self.desk.told(error))?;
        let is_it = |offer: &Offer| (&offer.alert, offer.occasion) == (&which.0, which.1);
        let mut offers = noticed.offers.iter().map(|suggested| &suggested.offer);
        let offer = offers.find(|offer| is_it(offer));
        let alert = noticed.alerts.iter().find(|alert| alert.id == which.0);
        let (Some(offer), Some(alert)) = (offer, alert) else {
            form.alert.clear();
            form.occasion.clear();
            let told = "What an alert suggested here was answered meanwhile, or is over.";
            return Ok(Some(told.to_owned()));
        };
        if begun.is_some() && form.template == offer.suggestion.template {
            *form = MessageForm::of_offer(offer);
        }
        let title = offer_title(alert, offer.occasion);
        let told =
            format!("In answer to “{title}”: once this is published, nobody is asked again.");
        Ok(Some(told))
    }

    fn opened(&self, draft: &Credited<Draft>) -> OpenedDraft {
        OpenedDraft {
            id: draft.what.id.to_string(),
            version: draft.what.version.to_string(),
            saved: format!("Saved {} by {}", self.moment(draft.what.saved_at), draft.by),
        }
    }

    fn draft(&self, draft: &Credited<Draft>) -> DraftEntry {
        let form = MessageForm::of_draft(&draft.what.fields);
        let named = |(tag, text): (&String, &String)| {
            let locale = Locale::parse(tag).ok()?;
            Some((locale.own_name().to_owned(), text.clone()))
        };
        let gap = |(name, value): (&String, &String)| {
            let gap = Placeholder::parse(name).ok()?;
            Some((gap.label().to_owned(), value.clone()))
        };
        let texts = form.text.iter().filter_map(named);
        DraftEntry {
            id: draft.what.id.to_string(),
            version: draft.what.version,
            words: self.begins(&form),
            texts: texts.chain(form.values.iter().filter_map(gap)).collect(),
            by: draft.by.clone(),
            at: self.moment(draft.what.saved_at),
        }
    }

    fn scheduled(&self, scheduled: &Credited<ScheduledMessage>) -> ScheduledEntry {
        let message = &scheduled.what;
        let form = MessageForm::of_scheduled(message, &self.event.zone);
        ScheduledEntry {
            id: message.id.to_string(),
            version: message.version,
            words: self.begins(&form),
            by: scheduled.by.clone(),
            at: self.moment(message.publish_at),
            missed: message.missed.as_ref().map(|missed| missed.because.clone()),
        }
    }

    /// How a message begins, in words that tell it from others.
    fn begins(&self, form: &MessageForm) -> String {
        let template = compose_form::find(self.templates, &form.template);
        let own = self.event.default_locale.tag();
        let text = form.text.get(own).or_else(|| form.text.values().next());
        let values: Vec<_> = form.values.values().map(String::as_str).collect();
        let parts = [
            template.map(|template| template.name.clone()),
            Some(values.join(", ")),
            text.cloned(),
        ];
        let parts = parts
            .into_iter()
            .flatten()
            .filter(|part| !part.trim().is_empty());
        excerpt(&parts.collect::<Vec<_>>().join(": "))
    }
}

/// The beginning of a text on one line.
pub fn excerpt(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}
