//! Paints share cards beside the publisher, never in its way: a page is out long before its picture is.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::takeaway::{CardWords, Fonts, paint};
use super::{Body, Channel, Live};

/// How long a change waits for the next one: what an operator does in one breath is painted once.
const SETTLE: Duration = Duration::from_secs(1);

/// How long a reader waits for the first card: fonts are looked for once, which takes a second or two on a slow disk.
const PATIENCE: Duration = Duration::from_secs(10);

/// A finished share card.
#[derive(Debug)]
pub struct Card {
    words: CardWords,
    /// The picture, as PNG.
    pub body: Body,
}

/// Paints the cards of a [`Live`], the newest words only.
pub struct CardPainter {
    live: Live,
    base_url: String,
    /// Found when the first card is painted.
    fonts: Arc<OnceLock<Fonts>>,
}

impl CardPainter {
    /// Becomes the painter of `live`.
    pub fn new(live: Live, base_url: &str) -> Self {
        Self {
            live,
            base_url: base_url.to_owned(),
            fonts: Arc::default(),
        }
    }

    /// Paints until told to stop.
    pub async fn run(self, shutdown: CancellationToken) {
        loop {
            tokio::select! {
                biased;
                () = shutdown.cancelled() => return,
                () = self.live.0.cards_due.notified() => {}
            }
            tokio::select! {
                biased;
                () = shutdown.cancelled() => return,
                () = self.live.0.card_wanted.notified() => {}
                () = tokio::time::sleep(SETTLE) => {}
            }
            let channels = self.live.0.channels.load_full();
            for channel in channels.values() {
                self.paint_if_due(channel).await;
            }
        }
    }

    async fn paint_if_due(&self, channel: &Channel) {
        let snapshot = channel.snapshot();
        if !snapshot.is_public() {
            return;
        }
        let words = CardWords::new(&snapshot.edition(None).status_page, &self.base_url);
        let painted = channel
            .card
            .borrow()
            .as_ref()
            .map(|card| card.words == words);
        if painted == Some(true) {
            return;
        }
        let fonts = self.fonts.clone();
        let painting = tokio::task::spawn_blocking(move || {
            let png = paint(&words, fonts.get_or_init(Fonts::of_this_machine));
            png.map(|png| Card {
                words,
                body: Body::small(png),
            })
        });
        match painting.await {
            Ok(Ok(card)) => {
                channel.card.send_replace(Some(Arc::new(card)));
            }
            // The last card goes on being served; the next change tries again.
            Ok(Err(error)) => tracing::error!(cause = error.with_cause(), "no share card"),
            Err(error) => tracing::error!(%error, "painting a share card failed"),
        }
    }
}

impl Live {
    /// The newest card of an event; waits a little for the first one. `None` when there is none even then.
    pub async fn card(&self, channel: &Channel) -> Option<Arc<Card>> {
        let mut cards = channel.card.subscribe();
        if cards.borrow().is_none() {
            self.0.card_wanted.notify_one();
        }
        let first = tokio::time::timeout(PATIENCE, cards.wait_for(Option::is_some)).await;
        first.ok()?.ok()?.clone()
    }
}
