//! Colours as screens show them and as people see them, and how well two of them stand apart.

use serde::{Deserialize, Serialize};

/// The contrast that text needs on its ground (WCAG 2.2, success criterion 1.4.3).
pub const TEXT_CONTRAST: f64 = 4.5;

/// A colour of a screen: sRGB in eight bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rgb {
    /// Red.
    pub red: u8,
    /// Green.
    pub green: u8,
    /// Blue.
    pub blue: u8,
}

/// A colour as people see it (OKLCH, <https://bottosson.github.io/posts/oklab/>).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Oklch {
    /// From 0, black, to 1, white.
    pub lightness: f64,
    /// From 0, grey, to about 0.32.
    pub chroma: f64,
    /// In degrees; red is near 29.
    pub hue: f64,
}

/// How well two colours of these luminances stand apart: from 1 to 21 (WCAG 2.2).
pub fn contrast(one: f64, other: f64) -> f64 {
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Relative luminance of linear sRGB (WCAG 2.2), 0 to 1.
fn luminance([red, green, blue]: [f64; 3]) -> f64 {
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

impl Rgb {
    /// Parses `#rrggbb`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.trim().strip_prefix('#')?;
        let plain = digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit());
        let number = u32::from_str_radix(digits, 16).ok().filter(|_| plain)?;
        let [_, red, green, blue] = number.to_be_bytes();
        Some(Self { red, green, blue })
    }

    fn linear(self) -> [f64; 3] {
        [self.red, self.green, self.blue].map(|channel| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        })
    }

    /// Relative luminance (WCAG 2.2), 0 to 1.
    pub fn luminance(self) -> f64 {
        luminance(self.linear())
    }
}

impl std::fmt::Display for Rgb {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

impl From<Rgb> for Oklch {
    fn from(colour: Rgb) -> Self {
        let [red, green, blue] = colour.linear();
        let long =
            (0.412_221_470_8 * red + 0.536_332_536_3 * green + 0.051_445_992_9 * blue).cbrt();
        let medium =
            (0.211_903_498_2 * red + 0.680_699_545_1 * green + 0.107_396_956_6 * blue).cbrt();
        let short =
            (0.088_302_461_9 * red + 0.281_718_837_6 * green + 0.629_978_700_5 * blue).cbrt();
        let a = 1.977_998_495_1 * long - 2.428_592_205_0 * medium + 0.450_593_709_9 * short;
        let b = 0.025_904_037_1 * long + 0.782_771_766_2 * medium - 0.808_675_766_0 * short;
        Self {
            lightness: 0.210_454_255_3 * long + 0.793_617_785_0 * medium - 0.004_072_046_8 * short,
            chroma: a.hypot(b),
            hue: b.atan2(a).to_degrees(),
        }
    }
}

impl Oklch {
    /// Linear sRGB; channels that no screen shows are clipped, as the cruellest screen does.
    fn linear(self) -> [f64; 3] {
        let hue = self.hue.to_radians();
        let (a, b) = (self.chroma * hue.cos(), self.chroma * hue.sin());
        let long = (self.lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
        let medium = (self.lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
        let short = (self.lightness - 0.089_484_177_5 * a - 1.291_485_548 * b).powi(3);
        [
            4.076_741_662_1 * long - 3.307_711_591_3 * medium + 0.230_969_929_2 * short,
            -1.268_438_004_6 * long + 2.609_757_401_1 * medium - 0.341_319_396_5 * short,
            -0.004_196_086_3 * long - 0.703_418_614_7 * medium + 1.707_614_701 * short,
        ]
        .map(|channel| channel.clamp(0.0, 1.0))
    }

    /// Relative luminance (WCAG 2.2), 0 to 1.
    pub fn luminance(self) -> f64 {
        luminance(self.linear())
    }
}

impl From<Oklch> for Rgb {
    fn from(colour: Oklch) -> Self {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clipped to 0–1 before"
        )]
        let [red, green, blue] = colour.linear().map(|channel| {
            let value = if channel <= 0.003_130_8 {
                channel * 12.92
            } else {
                1.055 * channel.powf(1.0 / 2.4) - 0.055
            };
            (value * 255.0).round() as u8
        });
        Self { red, green, blue }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn contrast_measures_as_the_standard_says() {
        let [black, white, grey] =
            ["#000000", "#ffffff", "#767676"].map(|c| Rgb::parse(c).unwrap());
        assert!((contrast(black.luminance(), white.luminance()) - 21.0).abs() < 0.01);
        // The lightest grey that passes on white, as every checker says.
        assert!((contrast(grey.luminance(), white.luminance()) - 4.54).abs() < 0.01);
    }

    #[test]
    fn only_six_digits_are_a_colour() {
        for bad in [
            "",
            "#",
            "b8321c",
            "#b8321",
            "#b8321cff",
            "#+12345",
            "red",
            "#é1234",
        ] {
            assert_eq!(Rgb::parse(bad), None, "{bad}");
        }
        assert_eq!(Rgb::parse(" #B8321c ").unwrap().to_string(), "#b8321c");
    }

    proptest! {
        #[test]
        fn a_colour_survives_the_way_to_the_eye_and_back(red: u8, green: u8, blue: u8) {
            let colour = Rgb { red, green, blue };
            prop_assert_eq!(Rgb::from(Oklch::from(colour)), colour);
            prop_assert_eq!(Rgb::parse(&colour.to_string()), Some(colour));
        }
    }
}
