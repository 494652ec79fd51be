//! The share card: the sign as a picture, for the previews that messengers and social networks show of a link.

mod drawing;
mod fonts;
mod lines;

use bytes::Bytes;

pub use fonts::Fonts;

use super::text::one_line;
use crate::domain::locale::Locale;
use crate::domain::status_page::sign::Figure;
use crate::domain::status_page::{Aspect, StatusPage};
use crate::error::{Error, Result};
use crate::page::CARD_SIZE;

const WIDTH: u16 = CARD_SIZE.0;
const HEIGHT: u16 = CARD_SIZE.1;

/// Everything the card says. While this stays the same, so does the picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardWords {
    locale: Locale,
    event: String,
    sentence: String,
    aspect: Aspect,
    figure: Option<Figure>,
    host: String,
}

impl CardWords {
    /// The words of a page found at `base_url`.
    pub fn new(page: &StatusPage, base_url: &str) -> Self {
        let figure = page.sign.figure.as_ref().map(|wait| Figure {
            figure: one_line(&wait.figure),
            unit: one_line(&wait.unit),
            note: None,
        });
        Self {
            locale: page.locale,
            event: one_line(&page.title),
            sentence: one_line(&page.sign.title),
            aspect: page.sign.aspect,
            figure,
            host: host(base_url).to_owned(),
        }
    }
}

/// `status.example` of `https://status.example/below`.
fn host(base_url: &str) -> &str {
    let rest = base_url
        .split_once("://")
        .map_or(base_url, |(_, rest)| rest);
    rest.split('/').next().unwrap_or(rest)
}

/// Paints the card as PNG. Takes tens of milliseconds of a core: not for the reactor.
pub fn paint(words: &CardWords, fonts: &Fonts) -> Result<Bytes> {
    let drawing = drawing::draw(words, fonts);
    let tree = fonts.parse(&drawing)?;
    let mut canvas = resvg::tiny_skia::Pixmap::new(WIDTH.into(), HEIGHT.into())
        .ok_or(Error::Unavailable("no memory for the share card"))?;
    resvg::render(
        &tree,
        resvg::tiny_skia::Transform::identity(),
        &mut canvas.as_mut(),
    );
    let png = canvas
        .encode_png()
        .map_err(|error| Error::internal("writing the share card", error))?;
    Ok(png.into())
}

#[cfg(test)]
mod tests;
