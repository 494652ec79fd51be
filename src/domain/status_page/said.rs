//! What operators said, as a shopper sees it at one instant.

use super::build::View;
use super::{Facts, MessageView, Standing};
use crate::domain::message::Message;
use crate::domain::prose::Prose;
use crate::domain::time::Timestamp;

/// How many messages a page carries: so many of those that were said last, and so many of those that stand. The pinned one
/// comes besides.
pub const MESSAGES: u32 = 10;

impl Facts {
    /// The same facts, were `message` said now: what a preview shows.
    #[must_use]
    pub fn with_message(&self, message: Message) -> Self {
        let mut facts = self.clone();
        if message.pinned {
            let pinned = facts.messages.iter_mut().filter(|other| other.pinned);
            pinned.for_each(|other| other.pinned = false);
        }
        let now = message.published_at;
        facts.messages.insert(0, message);
        // What there is no room for any more, as when it is read from the store.
        let (mut said, mut standing) = (0, 0);
        facts.messages.retain(|message| {
            let stands = !message.is_expired(now);
            said += 1;
            standing += u32::from(stands);
            message.pinned || said <= MESSAGES || (stands && standing <= MESSAGES)
        });
        facts
    }
}

impl View<'_> {
    /// The pinned message, then the others as they come.
    pub fn messages(&self) -> Vec<MessageView> {
        let mut views: Vec<_> = self
            .facts
            .messages
            .iter()
            .map(|message| self.message(message))
            .collect();
        views.sort_by_key(|view| view.standing != Standing::Pinned);
        views
    }

    fn message(&self, message: &Message) -> MessageView {
        let (lang, text) = self.resolve(&message.text);
        let stands = message.stands();
        let pending = self.is_pending(message);
        let if_stands = |at: Option<Timestamp>| at.filter(|_| stands).map(|at| self.moment(at));
        MessageView {
            id: message.id.clone(),
            severity: message.severity,
            label: self.words.severity(message.severity),
            text: if stands {
                Prose::parse(text)
            } else {
                Prose::default()
            },
            lang,
            published: self.moment(message.published_at),
            next_update: if_stands(message.next_update_by),
            pending,
            overdue: pending && message.next_update_by.is_some_and(|by| by < self.now),
            edited: if_stands(message.edited_at),
            retracted: message.retracted_at.map(|at| self.moment(at)),
            standing: self.standing(message),
            expires_at: message.expires_at,
            automatic: message.automatic,
        }
    }

    fn standing(&self, message: &Message) -> Standing {
        match message {
            message if message.is_expired(self.now) => Standing::Expired,
            message if message.pinned && message.stands() => Standing::Pinned,
            _ => Standing::Listed,
        }
    }

    /// A promise is kept by anything said after it; until then it is pending, and broken once its time has passed.
    fn is_pending(&self, message: &Message) -> bool {
        let newest = self
            .facts
            .messages
            .iter()
            .find(|message| message.stands())
            .is_none_or(|newest| newest.id == message.id);
        newest && message.stands() && message.next_update_by.is_some()
    }
}
