//! Answers about one shopper's place: made for them alone, from memory, out of what everyone's page is made of.

use bytes::Bytes;

use super::body::{self, Body, Encoding};
use super::snapshot::json_bytes;
use super::{Snapshot, reply};
use crate::domain::estimate::PlaceError;
use crate::domain::locale::Locale;
use crate::domain::locale::words::Words;
use crate::domain::status_page::PlaceWait;
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::page;

/// The most characters of what somebody typed that stand in the field again.
const MAX_TYPED: usize = 40;

/// Finished bytes for one reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finished {
    /// The bytes.
    pub bytes: Bytes,
    /// The encoding they are in.
    pub encoding: Encoding,
    /// Their entity tag.
    pub etag: String,
}

impl Snapshot {
    /// The JSON about the place that was `typed`. Events without a line have no places.
    pub fn place_reply(&self, locale: Option<Locale>, typed: &str, now: Timestamp) -> Result<Body> {
        if !self.facts.has_places() {
            return Err(Error::NotFound("line"));
        }
        let words = self.words(locale);
        let place = self
            .look_up(typed, now)
            .map_err(|error| Error::invalid("position", words.place_error(error)))?;
        let text = place.text(words);
        Ok(Body::small(json_bytes(&reply::place(place, &text))))
    }

    /// Whether the page has room for an answer about a place.
    pub fn answers_places(&self, locale: Option<Locale>) -> bool {
        self.edition(locale).place_gap.is_some()
    }

    /// The page with the place that was `typed` and its wait in the form; none when the page has no form.
    pub fn place_page(
        &self,
        locale: Option<Locale>,
        typed: &str,
        now: Timestamp,
        wanted: Encoding,
    ) -> Option<Finished> {
        let edition = self.edition(locale);
        let (gap, place) = (edition.place_gap.as_ref()?, &edition.status_page.place);
        let said = self.look_up(typed, now);
        let typed: String = typed.trim().chars().take(MAX_TYPED).collect();
        let place = place.clone()?.answered(&typed, said, self.words(locale));
        let part = page::render_place(&edition.status_page, place);
        let (bytes, encoding) = gap.fill(part.as_bytes(), wanted);
        let tag = format!("{}-{}", edition.document.tag(), body::tag(part.as_bytes()));
        Some(Finished {
            bytes,
            encoding,
            etag: encoding.etag(&tag),
        })
    }

    fn look_up(&self, typed: &str, now: Timestamp) -> Result<PlaceWait, PlaceError> {
        self.facts.place_wait(typed, now)
    }

    fn words(&self, locale: Option<Locale>) -> Words {
        Words::new(self.edition(locale).status_page.locale)
    }
}
