//! Numbers, times of day and dates as each language writes them, by the Unicode CLDR data of ICU4X.

use std::cell::LazyCell;

use icu_calendar::Gregorian;
use icu_datetime::fieldsets::{MD, T, YMD};
use icu_datetime::preferences::HourCycle;
use icu_datetime::{
    DateTimeFormatterPreferences, FixedCalendarDateTimeFormatter, NoCalendarFormatter,
};
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_decimal::options::DecimalFormatterOptions;
use icu_time::Time;

use super::Locale;
use crate::domain::time::WallClock;

/// Formatters of one language. Making them reads tables, so they are made once.
struct Formatters {
    decimal: DecimalFormatter,
    time: NoCalendarFormatter<T>,
    day: FixedCalendarDateTimeFormatter<Gregorian, MD>,
    day_of_year: FixedCalendarDateTimeFormatter<Gregorian, YMD>,
}

thread_local! {
    // One set a thread, because they count their references without locks.
    static FORMATTERS: LazyCell<[Formatters; Locale::ALL.len()]> =
        LazyCell::new(|| Locale::ALL.map(Formatters::new));
}

impl Formatters {
    #[expect(
        clippy::expect_used,
        reason = "the data of every language is compiled in; a test makes them all"
    )]
    fn new(locale: Locale) -> Self {
        let tag = match locale {
            // International English: the day before the month.
            Locale::En => "en-GB",
            other => other.tag(),
        };
        let language: icu_locale_core::Locale = tag.parse().expect("tags are BCP 47");
        let mut preferences = DateTimeFormatterPreferences::from(&language);
        // Schedules are written with 24 hours: half past midnight must not be mistaken for noon.
        preferences.hour_cycle = Some(HourCycle::Clock24);
        let made = "the data is compiled in";
        Self {
            decimal: DecimalFormatter::try_new(
                (&language).into(),
                DecimalFormatterOptions::default(),
            )
            .expect(made),
            time: NoCalendarFormatter::try_new(preferences, T::hm()).expect(made),
            day: FixedCalendarDateTimeFormatter::try_new(preferences, MD::long()).expect(made),
            day_of_year: FixedCalendarDateTimeFormatter::try_new(preferences, YMD::long())
                .expect(made),
        }
    }

    fn with<T>(locale: Locale, write: impl FnOnce(&Self) -> T) -> T {
        FORMATTERS.with(|formatters| write(&formatters[locale as usize]))
    }
}

/// A whole number with its digits grouped: `18,700`, `18.700`, `18 700`.
pub fn number(locale: Locale, number: u64) -> String {
    Formatters::with(locale, |formatters| {
        formatters
            .decimal
            .format(&Decimal::from(number))
            .to_string()
    })
}

/// A number of tenths with the language's decimal sign: `98.1`, `98,1`; whole ones without it.
pub fn tenths(locale: Locale, tenths: u64) -> String {
    if tenths.is_multiple_of(10) {
        return number(locale, tenths / 10);
    }
    let mut decimal = Decimal::from(tenths);
    decimal.multiply_pow10(-1);
    Formatters::with(locale, |formatters| {
        formatters.decimal.format(&decimal).to_string()
    })
}

/// The time of day, in 24 hours: `10:00`.
pub fn time(locale: Locale, at: &WallClock) -> String {
    Time::try_new(at.hour, at.minute, 0, 0).map_or_else(
        |_| String::new(),
        |time| {
            Formatters::with(locale, |formatters| {
                formatters.time.format(&time).to_string()
            })
        },
    )
}

/// The day, with its year when that is not `this_year`: `23 November`, `3 January 2027`.
pub fn date(locale: Locale, at: &WallClock, this_year: i16) -> String {
    let Ok(day) = icu_calendar::Date::try_new_gregorian(at.year.into(), at.month, at.day) else {
        return String::new();
    };
    Formatters::with(locale, |formatters| {
        if at.year == this_year {
            formatters.day.format(&day).to_string()
        } else {
            formatters.day_of_year.format(&day).to_string()
        }
    })
}
