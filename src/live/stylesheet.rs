//! The style sheet of an event that has a look of its own: the common one, and what its brand adds.
//!
//! Colour and logo travel inside it, so that a branded page costs no request more than any other and needs nothing
//! inline.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::body::Body;
use crate::domain::brand::{Brand, Logo};
use crate::domain::event::Slug;

/// A finished style sheet.
#[derive(Debug)]
pub struct Stylesheet {
    /// Where it is served; holds a hash of its content.
    pub path: String,
    /// Its bytes.
    pub body: Body,
    brand: Brand,
}

impl Stylesheet {
    /// Adds a brand to the common style sheet.
    pub fn new(common: &str, slug: &Slug, brand: &Brand, logo: Option<&Logo>) -> Self {
        let accent = brand.accent.map(|accent| {
            let (light, dark) = (accent.on_light(), accent.on_dark());
            format!(":root{{--brand:light-dark({light},{dark})}}")
        });
        let logo = logo.map(|logo| {
            let (kind, image) = (logo.kind.media_type(), STANDARD.encode(&logo.bytes));
            format!(".logo{{background-image:url(\"data:{kind};base64,{image}\")}}")
        });
        let (accent, logo) = (accent.unwrap_or_default(), logo.unwrap_or_default());
        let body = Body::new(format!("{common}{accent}{logo}"));
        Self {
            path: format!("/e/{slug}/style.{}.css", body.tag()),
            body,
            brand: brand.clone(),
        }
    }

    /// Whether it is the style sheet of this brand.
    pub fn is_of(&self, brand: &Brand) -> bool {
        self.brand == *brand
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::brand::{Accent, LogoType};
    use crate::live::Encoding;

    fn text(sheet: &Stylesheet) -> String {
        String::from_utf8(sheet.body.bytes(Encoding::Identity).to_vec()).unwrap()
    }

    #[test]
    fn a_brand_is_added_to_the_common_sheet_under_a_name_of_its_own() {
        let slug = Slug::parse("spring-drop").unwrap();
        let mut brand = Brand {
            accent: Some(Accent::parse("#b8321c").unwrap()),
            logo_hash: None,
        };
        let red = Stylesheet::new("p{}", &slug, &brand, None);
        assert!(text(&red).starts_with("p{}:root{--brand:light-dark(#b8321c,#"));
        assert!(!text(&red).contains(".logo"));
        brand.accent = Some(Accent::parse("#b8321d").unwrap());
        let redder = Stylesheet::new("p{}", &slug, &brand, None);
        assert_ne!(red.path, redder.path);
        assert!(red.path.starts_with("/e/spring-drop/style.") && !red.is_of(&brand));
    }

    #[test]
    fn a_logo_cannot_end_the_rule_it_stands_in() {
        let slug = Slug::parse("a").unwrap();
        let brand = Brand {
            accent: None,
            logo_hash: Some("h".to_owned()),
        };
        let logo = Logo {
            kind: LogoType::Svg,
            bytes: b"<svg>\")}body{display:none}</svg>".to_vec(),
        };
        let sheet = Stylesheet::new("", &slug, &brand, Some(&logo));
        assert!(text(&sheet).contains("url(\"data:image/svg+xml;base64,"));
        assert!(!text(&sheet).contains("display:none"));
    }
}
