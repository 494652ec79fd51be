//! The way from a commit to the publisher and back.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use tokio::sync::{Notify, watch};

use crate::domain::id::EventId;

/// Events that somebody waits for. Asking twice before the publisher comes round is asking once.
#[derive(Debug)]
pub struct Requests {
    pending: Mutex<Pending>,
    wake: Notify,
    answered: watch::Sender<u64>,
}

#[derive(Debug, Default)]
struct Pending {
    events: HashSet<EventId>,
    ticket: u64,
}

impl Default for Requests {
    fn default() -> Self {
        Self {
            pending: Mutex::default(),
            wake: Notify::new(),
            answered: watch::Sender::new(0),
        }
    }
}

impl Requests {
    /// Asks for `event` to be published; resolves when it has been.
    pub fn ask(&self, event: EventId) -> impl Future<Output = ()> + use<> {
        let ticket = {
            let mut pending = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
            pending.events.insert(event);
            pending.ticket += 1;
            pending.ticket
        };
        let mut answered = self.answered.subscribe();
        self.wake.notify_one();
        async move {
            // The sender lives as long as the hub; an error means that nobody is left to wait.
            let _ = answered.wait_for(|done| *done >= ticket).await;
        }
    }

    /// Resolves when somebody has asked.
    pub async fn asked(&self) {
        self.wake.notified().await;
    }

    /// Takes what was asked for, with the ticket to answer.
    pub fn take(&self) -> (HashSet<EventId>, u64) {
        let mut pending = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
        (std::mem::take(&mut pending.events), pending.ticket)
    }

    /// Tells everyone who asked up to `ticket` that it is done.
    pub fn answer(&self, ticket: u64) {
        self.answered.send_replace(ticket);
    }
}
