//! The feed as Atom (RFC 4287).

use atom_syndication::{
    Category, Content, Entry as AtomEntry, Feed as AtomFeed, FixedDateTime, Generator, Link,
    Person, Text, WriteConfig,
};

use super::entries::{Entry, Feed};
use crate::domain::locale::Locale;
use crate::domain::time::Timestamp;

/// Writes the feed.
#[expect(clippy::expect_used, reason = "writing to memory does not fail")]
pub fn write(feed: &Feed) -> Vec<u8> {
    let document = AtomFeed {
        id: feed.id.clone(),
        title: Text::plain(&feed.title),
        subtitle: Some(Text::plain(&feed.subtitle)),
        updated: time(feed.updated),
        lang: Some(feed.lang.tag().to_owned()),
        authors: vec![Person {
            name: feed.subtitle.clone(),
            ..Person::default()
        }],
        generator: Some(Generator {
            value: "Lineside".to_owned(),
            ..Generator::default()
        }),
        links: vec![
            link("self", &feed.atom_url, "application/atom+xml", feed.lang),
            link("alternate", &feed.page_url, "text/html", feed.lang),
        ],
        entries: feed.entries.iter().map(entry).collect(),
        ..AtomFeed::default()
    };
    let compact = WriteConfig {
        write_document_declaration: true,
        indent_size: None,
    };
    document
        .write_with_config(Vec::new(), compact)
        .expect("memory takes every byte")
}

fn entry(entry: &Entry) -> AtomEntry {
    let lang = Some(entry.lang.tag().to_owned());
    AtomEntry {
        id: entry.id.clone(),
        title: Text {
            lang: lang.clone(),
            ..Text::plain(&entry.title)
        },
        published: Some(time(entry.published)),
        updated: time(entry.updated),
        categories: vec![Category {
            term: entry.sort.0.to_owned(),
            label: Some(entry.sort.1.clone()),
            ..Category::default()
        }],
        links: vec![link("alternate", &entry.url, "text/html", entry.lang)],
        content: Some(Content {
            value: Some(entry.text.clone()),
            content_type: Some("text".to_owned()),
            lang,
            ..Content::default()
        }),
        ..AtomEntry::default()
    }
}

fn link(rel: &str, href: &str, media: &str, lang: Locale) -> Link {
    Link {
        href: href.to_owned(),
        rel: rel.to_owned(),
        mime_type: Some(media.to_owned()),
        hreflang: Some(lang.tag().to_owned()),
        ..Link::default()
    }
}

/// The crate takes times in a type of its own; text is the way into it.
fn time(at: Timestamp) -> FixedDateTime {
    at.to_string().parse().unwrap_or_default()
}
