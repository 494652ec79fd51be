//! The feed as JSON Feed 1.1 (jsonfeed.org).

use serde::Serialize;

use super::entries::{Entry, Feed};
use crate::domain::locale::Locale;
use crate::domain::time::Timestamp;

const VERSION: &str = "https://jsonfeed.org/version/1.1";

/// The document.
#[derive(Serialize)]
pub struct JsonFeed<'a> {
    version: &'static str,
    title: &'a str,
    description: &'a str,
    home_page_url: &'a str,
    feed_url: &'a str,
    language: Locale,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    url: &'a str,
    title: &'a str,
    content_text: &'a str,
    language: Locale,
    tags: [&'static str; 1],
    date_published: Timestamp,
    date_modified: Timestamp,
}

impl<'a> From<&'a Feed> for JsonFeed<'a> {
    fn from(feed: &'a Feed) -> Self {
        Self {
            version: VERSION,
            title: &feed.title,
            description: &feed.subtitle,
            home_page_url: &feed.page_url,
            feed_url: &feed.json_url,
            language: feed.lang,
            items: feed.entries.iter().map(Item::from).collect(),
        }
    }
}

impl<'a> From<&'a Entry> for Item<'a> {
    fn from(entry: &'a Entry) -> Self {
        Self {
            id: &entry.id,
            url: &entry.url,
            title: &entry.title,
            content_text: &entry.text,
            language: entry.lang,
            tags: [entry.sort.0],
            date_published: entry.published,
            date_modified: entry.updated,
        }
    }
}
