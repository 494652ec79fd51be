//! An address made of a title.

use super::Slug;

impl Slug {
    /// A readable address for a title: `Spring Drop 2027!` becomes `spring-drop-2027`; none where nothing of it fits.
    pub fn suggest(title: &str) -> Option<Self> {
        let mut slug = String::new();
        for c in title.chars() {
            let plain = match c.to_ascii_lowercase() {
                c @ ('a'..='z' | '0'..='9') => Some(c),
                'à' | 'á' | 'â' | 'ä' | 'å' | 'À' | 'Á' | 'Â' | 'Ä' | 'Å' => Some('a'),
                'è' | 'é' | 'ê' | 'ë' | 'È' | 'É' | 'Ê' | 'Ë' => Some('e'),
                'ì' | 'í' | 'î' | 'ï' => Some('i'),
                'ò' | 'ó' | 'ô' | 'ö' | 'ø' | 'Ö' | 'Ø' => Some('o'),
                'ù' | 'ú' | 'û' | 'ü' | 'Ü' => Some('u'),
                'ç' | 'Ç' => Some('c'),
                'ñ' | 'Ñ' => Some('n'),
                _ => None,
            };
            match plain {
                Some(c) => slug.push(c),
                None if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
                None => {}
            }
        }
        slug.truncate(64);
        Self::parse(slug.trim_matches('-')).ok()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_title_suggests_a_readable_address() {
        let suggested = |title| Slug::suggest(title).map(|slug| slug.to_string());
        assert_eq!(
            suggested("Spring Drop 2027!").as_deref(),
            Some("spring-drop-2027")
        );
        assert_eq!(suggested("Été à Zürich").as_deref(), Some("ete-a-zurich"));
        assert_eq!(suggested("抽選"), None);
    }

    proptest! {
        #[test]
        fn every_title_suggests_an_address_or_none(title in ".{0,90}") {
            let slug = Slug::suggest(&title);
            prop_assert!(slug.is_none_or(|slug| Slug::parse(slug.as_str()).is_ok()));
        }
    }
}
