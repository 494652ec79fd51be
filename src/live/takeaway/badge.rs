//! The sign in one line, as a picture for e-mails and READMEs.

use std::fmt::Write as _;

use super::text::{escape, one_line};
use crate::domain::status_page::StatusPage;
use crate::page::aspect;

/// The longest label of a badge, in characters.
pub const MAX_LABEL: usize = 60;

/// On what a badge stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// On light ground.
    #[default]
    Light,
    /// On dark ground.
    Dark,
}

/// How large a badge is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Size {
    /// As high as a line of text and its surroundings: 28 pixels.
    #[default]
    Small,
    /// 44 pixels.
    Large,
}

/// Why a badge cannot look as asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LookError {
    /// Not one of the themes.
    #[error("the theme is light or dark")]
    UnknownTheme,
    /// Not one of the sizes.
    #[error("the size is small or large")]
    UnknownSize,
    /// The label does not fit.
    #[error("keep the label within {MAX_LABEL} characters")]
    LabelTooLong,
}

impl Theme {
    /// Parses a theme's name.
    pub fn parse(name: &str) -> Result<Self, LookError> {
        match name {
            "light" => Ok(Self::Light),
            "dark" => Ok(Self::Dark),
            _ => Err(LookError::UnknownTheme),
        }
    }
}

impl Size {
    /// Parses a size's name.
    pub fn parse(name: &str) -> Result<Self, LookError> {
        match name {
            "small" => Ok(Self::Small),
            "large" => Ok(Self::Large),
            _ => Err(LookError::UnknownSize),
        }
    }
}

/// What a badge looks like, and what it begins with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Look {
    /// On what it stands.
    pub theme: Theme,
    /// How large it is.
    pub size: Size,
    /// What it begins with in the place of the event's name; nothing when empty.
    label: Option<String>,
}

impl Look {
    /// A look that begins with `label`, if there is one.
    pub fn new(theme: Theme, size: Size, label: Option<&str>) -> Result<Self, LookError> {
        let label = label.map(one_line);
        if label
            .as_ref()
            .is_some_and(|label| label.chars().count() > MAX_LABEL)
        {
            return Err(LookError::LabelTooLong);
        }
        Ok(Self { theme, size, label })
    }
}

/// Colours of the plate, its edge, and the two kinds of text: those of `style/page.css`.
struct Paint {
    plate: &'static str,
    edge: &'static str,
    ink: &'static str,
    soft: &'static str,
}

impl Paint {
    fn of(theme: Theme) -> Self {
        match theme {
            Theme::Light => Self {
                plate: "#ffffff",
                edge: "#d6d9de",
                ink: "#131822",
                soft: "#4f5661",
            },
            Theme::Dark => Self {
                plate: "#171b24",
                edge: "#4f5661",
                ink: "#eceef3",
                soft: "#b4bac4",
            },
        }
    }
}

/// Draws the badge of `page`: a shape, the label, the sentence, and the wait with the time it is of, since a picture may be
/// kept by those who show it.
pub fn draw(page: &StatusPage, look: &Look) -> String {
    let (height, size) = match look.size {
        Size::Small => (28.0, 13.0),
        Size::Large => (44.0, 18.0),
    };
    let paint = Paint::of(look.theme);
    let label = look.label.clone().unwrap_or_else(|| one_line(&page.title));
    let sentence = sentence(page);
    let name = escape(format!("{label} {sentence}").trim());
    let (gap, shape) = (size * 0.6, size * 0.9);
    let mut end = gap + shape;
    let words = [(&label, 400, paint.soft), (&sentence, 600, paint.ink)];
    let shown = words.into_iter().filter(|(words, ..)| !words.is_empty());
    let placed: Vec<_> = shown
        .map(|(words, weight, fill)| {
            let (start, length) = (end + gap, size * widths(words, weight));
            end = start + length;
            (escape(words), weight, fill, start, length)
        })
        .collect();
    let width = (end + gap).ceil();
    let rtl = page.locale.direction() == "rtl";
    let mirrored = |start: f32, length: f32| if rtl { width - start - length } else { start };

    let mut svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" role="img" aria-label="{name}" xml:lang="{}"><title>{name}</title>"#,
        page.locale.tag(),
    );
    let (x, y, scale) = (mirrored(gap, shape), (height - shape) / 2.0, shape / 24.0);
    // Writing to a string does not fail, so the results of `write!` say nothing.
    let _ = write!(
        svg,
        r#"<rect x="0.5" y="0.5" width="{}" height="{}" rx="4" fill="{}" stroke="{}"/><path transform="translate({x} {y}) scale({scale})" fill="{}" d="{}"/>"#,
        width - 1.0,
        height - 1.0,
        paint.plate,
        paint.edge,
        aspect::colour(page.sign.aspect),
        aspect::outline(page.sign.aspect),
    );
    let baseline = height / 2.0 + size * 0.36;
    let direction = page.locale.direction();
    for (words, weight, fill, start, length) in placed {
        // Where a right-to-left text starts is its right end.
        let x = if rtl { width - start } else { start };
        let _ = write!(
            svg,
            r#"<text x="{x}" y="{baseline}" direction="{direction}" font-family="system-ui, sans-serif" font-size="{size}" font-weight="{weight}" fill="{fill}" textLength="{length}" lengthAdjust="spacingAndGlyphs">{words}</text>"#,
        );
    }
    svg.push_str("</svg>");
    svg
}

fn sentence(page: &StatusPage) -> String {
    let title = one_line(&page.sign.title);
    if page.sign.figure.is_none() {
        return title;
    }
    one_line(&format!(
        "{title} · {} ({})",
        page.wait_text, page.freshness.as_of.text
    ))
}

/// About how wide a text is in letter sizes, whatever font shows it; it is fitted into that.
fn widths(text: &str, weight: u16) -> f32 {
    let width = |letter: char| match letter {
        ' ' | '.' | ',' | ':' | ';' | '!' | '|' | '\'' | '’' | 'i' | 'j' | 'l' | 'I' | '('
        | ')' | '·' => 0.3,
        'm' | 'w' | 'M' | 'W' | '—' => 0.86,
        'A'..='Z' => 0.68,
        // Kana, ideographs, full-width forms.
        '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{ff00}'..='\u{ff60}' => 1.0,
        // Marks and isolates take no room.
        '\u{0300}'..='\u{036f}' | '\u{200b}'..='\u{200f}' | '\u{2066}'..='\u{2069}' => 0.0,
        _ => 0.56,
    };
    let bolder = if weight > 500 { 1.05 } else { 1.0 };
    text.chars().map(width).sum::<f32>() * bolder
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::locale::Locale;
    use crate::page::tests::sample::{busy, now};

    fn badge(locale: Locale, look: &Look) -> String {
        draw(&busy().status_page(locale, now()), look)
    }

    #[test]
    fn a_badge_says_what_it_is_of_how_it_is_and_of_when_the_wait_is() {
        let svg = badge(Locale::En, &Look::default());
        assert!(
            svg.contains("<title>Meridian 4 launch It's very busy · about "),
            "{svg}"
        );
        assert!(svg.contains("(10:20 GMT)"), "{svg}");
        assert!(
            svg.contains(aspect::outline(crate::domain::status_page::Aspect::Busy)),
            "{svg}"
        );
    }

    #[test]
    fn a_label_takes_the_place_of_the_name_and_an_empty_one_leaves_it_out() {
        let look = |label| Look::new(Theme::Dark, Size::Large, Some(label)).unwrap();
        assert!(badge(Locale::En, &look("Line <now>")).contains(">Line &lt;now&gt;</text>"));
        assert_eq!(badge(Locale::En, &look("")).matches("<text ").count(), 1);
        let long = "x".repeat(MAX_LABEL + 1);
        let refused = Look::new(Theme::Light, Size::Small, Some(&long));
        assert_eq!(refused, Err(LookError::LabelTooLong));
    }

    proptest! {
        #[test]
        fn whatever_the_label_the_picture_is_well_formed_and_holds_its_words(label in "\\PC{0,60}") {
            let look = Look::new(Theme::Light, Size::Small, Some(&label)).unwrap();
            for locale in Locale::ALL {
                let svg = badge(locale, &look);
                let tree = resvg::usvg::Tree::from_str(&svg, &resvg::usvg::Options::default());
                prop_assert!(tree.is_ok(), "{}", svg);
            }
        }
    }
}
