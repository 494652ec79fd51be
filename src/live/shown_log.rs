//! Writes down what was shown and where estimators go on after a restart, beside the publisher: a slow disk delays no page.

use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::domain::estimate::Checkpoint;
use crate::domain::history::ShownWait;
use crate::domain::id::EventId;
use crate::error::Result;
use crate::store::Store;

/// How many minutes may wait to be written before they are dropped.
const BACKLOG: usize = 16;

/// What there is to note at one time.
#[derive(Debug, Default)]
pub struct Minute {
    /// What was shown of each event.
    pub waits: Vec<(EventId, ShownWait)>,
    /// Where each estimator goes on.
    pub checkpoints: Vec<(EventId, Checkpoint)>,
}

impl Minute {
    fn is_empty(&self) -> bool {
        self.waits.is_empty() && self.checkpoints.is_empty()
    }
}

/// The way to the task that writes.
#[derive(Debug)]
pub struct ShownLog {
    minutes: mpsc::Sender<Minute>,
    writing: JoinHandle<()>,
}

impl ShownLog {
    /// Begins to write to `store`.
    pub fn open(store: Store) -> Self {
        let (minutes, handed_over) = mpsc::channel(BACKLOG);
        let writing = tokio::spawn(write_all(store, handed_over));
        Self { minutes, writing }
    }

    /// Hands one minute over.
    pub fn note(&self, minute: Minute) {
        if !minute.is_empty() && self.minutes.try_send(minute).is_err() {
            tracing::warn!("the waits of this minute are not noted: the database is too slow");
        }
    }

    /// Returns when everything that was handed over is written.
    pub async fn close(self) {
        drop(self.minutes);
        if let Err(error) = self.writing.await {
            tracing::error!(%error, "the last waits that were shown are not noted");
        }
    }
}

async fn write_all(store: Store, mut minutes: mpsc::Receiver<Minute>) {
    while let Some(minute) = minutes.recv().await {
        if let Err(error) = write(&store, &minute).await {
            let cause = error.with_cause();
            tracing::warn!(cause, "the waits of this minute are not noted");
        }
    }
}

async fn write(store: &Store, minute: &Minute) -> Result<()> {
    let mut tx = store.write().await?;
    for (event, shown) in &minute.waits {
        tx.insert_shown_wait(event, shown).await?;
    }
    for (event, checkpoint) in &minute.checkpoints {
        tx.keep_checkpoint(event, checkpoint).await?;
    }
    tx.commit().await
}
