//! What an event brings of its own look: one accent colour, kept readable, and a logo.

use serde::{Deserialize, Serialize};

use super::colour::{Oklch, Rgb, TEXT_CONTRAST, contrast};

/// The largest logo, in bytes: it travels inside the style sheet.
pub const MAX_LOGO: usize = 32 * 1_024;

/// The darker ground that text stands on in the light theme: the page's `--paper`.
pub const LIGHT_GROUND: Oklch = Oklch {
    lightness: 0.972,
    chroma: 0.006,
    hue: 85.0,
};
/// The lighter ground that text stands on in the dark theme: the page's `--plate`.
pub const DARK_GROUND: Oklch = Oklch {
    lightness: 0.215,
    chroma: 0.018,
    hue: 262.0,
};
/// Halvings of the way to black or white: finer than eight bits can show.
const STEPS: u32 = 20;

/// Why a brand is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BrandError {
    /// Not a colour.
    #[error("write the colour like #b8321c")]
    NotAColour,
    /// The logo does not fit.
    #[error("keep the logo within {MAX_LOGO} bytes")]
    LogoTooLarge,
    /// The bytes are no image of a kind that every browser shows.
    #[error("the logo is an SVG, PNG or WebP image")]
    NotAnImage,
    /// The SVG holds something that an image has no need of.
    #[error("the SVG holds {0}; save it as a plain image")]
    ActiveSvg(String),
}

/// An event's accent colour. Each theme shows it as light or dark as it must be to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Accent(Rgb);

impl Accent {
    /// Parses `#rrggbb`.
    pub fn parse(text: &str) -> Result<Self, BrandError> {
        Rgb::parse(text).map(Self).ok_or(BrandError::NotAColour)
    }

    /// The accent for the light theme: itself where it is dark enough, else darkened as little as will do.
    pub fn on_light(self) -> Rgb {
        self.towards(0.0, LIGHT_GROUND)
    }

    /// The accent for the dark theme: itself where it is light enough, else lightened as little as will do.
    pub fn on_dark(self) -> Rgb {
        self.towards(1.0, DARK_GROUND)
    }

    /// The colour nearest in lightness, on the way to `end`, that can be read on `ground`.
    fn towards(self, end: f64, ground: Oklch) -> Rgb {
        // As a screen shows it: its eight bits may be darker than what was asked for.
        let ground = Rgb::from(ground).luminance();
        let legible = |colour: Rgb| contrast(colour.luminance(), ground) >= TEXT_CONTRAST;
        if legible(self.0) {
            return self.0;
        }
        let colour = Oklch::from(self.0);
        let at = |lightness| {
            Rgb::from(Oklch {
                lightness,
                ..colour
            })
        };
        let (mut fails, mut passes) = (colour.lightness, end);
        for _ in 0..STEPS {
            let middle = f64::midpoint(fails, passes);
            if legible(at(middle)) {
                passes = middle;
            } else {
                fails = middle;
            }
        }
        at(passes)
    }
}

impl std::fmt::Display for Accent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl TryFrom<String> for Accent {
    type Error = BrandError;

    fn try_from(text: String) -> Result<Self, BrandError> {
        Self::parse(&text)
    }
}

impl From<Accent> for String {
    fn from(accent: Accent) -> Self {
        accent.to_string()
    }
}

/// The kind of image a logo is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogoType {
    /// A drawing.
    Svg,
    /// Pixels, without loss.
    Png,
    /// Pixels, smaller.
    Webp,
}

impl LogoType {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Svg, Self::Png, Self::Webp];

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Svg => "image/svg+xml",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
        }
    }

    /// Parses a media type.
    pub fn parse(media_type: &str) -> Result<Self, BrandError> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.media_type() == media_type)
            .ok_or(BrandError::NotAnImage)
    }

    /// The kind that the first bytes speak of. That of an SVG is a guess, until it is parsed.
    pub fn sniff(bytes: &[u8]) -> Result<Self, BrandError> {
        let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        if bytes.starts_with(b"\x89PNG\r\n\x1a\n") && bytes.get(12..16) == Some(b"IHDR") {
            Ok(Self::Png)
        } else if bytes.starts_with(b"RIFF") && bytes.get(8..15) == Some(b"WEBPVP8") {
            Ok(Self::Webp)
        } else if text.trim_ascii_start().starts_with(b"<") {
            Ok(Self::Svg)
        } else {
            Err(BrandError::NotAnImage)
        }
    }
}

/// A logo that was looked at and found to be nothing but an image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logo {
    /// The kind of image.
    pub kind: LogoType,
    /// The image.
    pub bytes: Vec<u8>,
}

/// An event's own look, as far as the page must know of it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Brand {
    /// Its colour.
    pub accent: Option<Accent>,
    /// SHA-256 of its logo.
    pub logo_hash: Option<String>,
}

impl Brand {
    /// Whether there is nothing of its own.
    pub fn is_plain(&self) -> bool {
        self.accent.is_none() && self.logo_hash.is_none()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// White on white and black on black are the hardest.
    fn colour() -> impl Strategy<Value = String> {
        prop_oneof!["#[0-9a-f]{6}", "#(00|ff|fe){3}"]
    }

    #[test]
    fn a_warm_red_is_itself_by_day_and_lighter_by_night() {
        let red = Accent::parse("#b8321c").unwrap();
        assert_eq!(red.on_light().to_string(), "#b8321c");
        assert_ne!(red.on_dark(), red.on_light());
    }

    #[test]
    fn an_image_is_known_by_its_first_bytes() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR";
        let webp = b"RIFF\x10\0\0\0WEBPVP8L";
        assert_eq!(LogoType::sniff(png), Ok(LogoType::Png));
        assert_eq!(LogoType::sniff(webp), Ok(LogoType::Webp));
        assert_eq!(LogoType::sniff(b"\n <svg/>"), Ok(LogoType::Svg));
        for bad in [&b""[..], b"GIF89a", b"\x89PNG", b"RIFF....WAVEfmt ", b"MZ"] {
            assert_eq!(LogoType::sniff(bad), Err(BrandError::NotAnImage));
        }
    }

    proptest! {
        #[test]
        fn every_accent_can_be_read_in_both_themes(text in colour()) {
            let accent = Accent::parse(&text).unwrap();
            for (shown, ground) in [(accent.on_light(), LIGHT_GROUND), (accent.on_dark(), DARK_GROUND)] {
                let ground = Rgb::from(ground);
                let ratio = contrast(shown.luminance(), ground.luminance());
                prop_assert!(ratio >= TEXT_CONTRAST, "{shown}: {ratio}");
                // A legible colour is left alone, and no other is moved further than it must be.
                let before = contrast(accent.0.luminance(), ground.luminance());
                if before >= TEXT_CONTRAST {
                    prop_assert_eq!(shown, accent.0);
                } else {
                    prop_assert!(ratio < TEXT_CONTRAST + 0.3, "{shown}: {ratio}");
                }
            }
        }

        #[test]
        fn an_accent_survives_its_own_text(text in colour()) {
            let accent = Accent::parse(&text).unwrap();
            prop_assert_eq!(accent.to_string(), text);
        }
    }
}
