//! The languages that an event is published in.

use serde::{Deserialize, Serialize};

use super::{Locale, LocaleError};

/// One language or more, in the order of [`Locale::ALL`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Locale>", into = "Vec<Locale>")]
pub struct Languages(Vec<Locale>);

impl Languages {
    /// Every language there is.
    pub fn all() -> Self {
        Self(Locale::ALL.to_vec())
    }

    /// Parses a choice of languages; how often and in which order they are named does not matter.
    pub fn parse(chosen: &[Locale]) -> Result<Self, LocaleError> {
        let all = Locale::ALL.into_iter();
        let chosen: Vec<_> = all.filter(|locale| chosen.contains(locale)).collect();
        if chosen.is_empty() {
            return Err(LocaleError::NoLanguage);
        }
        Ok(Self(chosen))
    }

    /// Checks that the language an event speaks first is one that it speaks.
    pub fn check(&self, default: Locale) -> Result<(), LocaleError> {
        if self.contains(default) {
            Ok(())
        } else {
            Err(LocaleError::DefaultMissing(default.own_name()))
        }
    }

    /// Whether `locale` is one of them.
    pub fn contains(&self, locale: Locale) -> bool {
        self.0.contains(&locale)
    }

    /// Each of them.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Locale> {
        self.0.iter().copied()
    }

    /// Each of them, `own` first.
    pub fn led_by(&self, own: Locale) -> Vec<Locale> {
        let others = self.iter().filter(|locale| *locale != own);
        [own].into_iter().chain(others).collect()
    }

    /// Their tags: `en, fr`.
    pub fn tags(&self) -> String {
        let tags: Vec<_> = self.iter().map(Locale::tag).collect();
        tags.join(", ")
    }
}

impl TryFrom<Vec<Locale>> for Languages {
    type Error = LocaleError;

    fn try_from(chosen: Vec<Locale>) -> Result<Self, LocaleError> {
        Self::parse(&chosen)
    }
}

impl From<Languages> for Vec<Locale> {
    fn from(languages: Languages) -> Self {
        languages.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_choice_is_kept_once_each_and_in_order(chosen in prop::collection::vec(0usize..6, 0..12)) {
            let chosen: Vec<_> = chosen.into_iter().map(|i| Locale::ALL[i]).collect();
            match Languages::parse(&chosen) {
                Ok(languages) => {
                    prop_assert!(languages.iter().is_sorted());
                    for locale in Locale::ALL {
                        prop_assert_eq!(languages.contains(locale), chosen.contains(&locale));
                        prop_assert_eq!(languages.check(locale).is_ok(), chosen.contains(&locale));
                        let led = languages.led_by(locale);
                        prop_assert_eq!(led[0], locale);
                        prop_assert!(languages.iter().all(|other| led.contains(&other)));
                    }
                    let json = serde_json::to_string(&languages).unwrap();
                    prop_assert_eq!(serde_json::from_str::<Languages>(&json).unwrap(), languages);
                }
                Err(error) => {
                    prop_assert!(chosen.is_empty());
                    prop_assert_eq!(error, LocaleError::NoLanguage);
                }
            }
        }
    }
}
