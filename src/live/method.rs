//! The page that tells how the wait is estimated, finished once for all readers.

use std::sync::Arc;

use super::body::Body;
use crate::domain::locale::Locale;
use crate::page::{DocumentLinks, INDEX_LOCALE, render_method};

/// The page in every language. Cloning shares it.
#[derive(Debug, Clone)]
pub struct Method(Arc<[Body]>);

impl Method {
    /// Renders and compresses it, which takes some milliseconds.
    pub fn new(links: &DocumentLinks) -> Self {
        let documents = Locale::ALL.map(|locale| Body::new(render_method(locale, links)));
        Self(documents.into())
    }

    /// The page in a language, else in that of the list of events.
    pub fn document(&self, locale: Option<Locale>) -> Option<&Body> {
        self.0.get(locale.unwrap_or(INDEX_LOCALE) as usize)
    }
}
