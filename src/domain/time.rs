//! Instants, zones and the clock.

use std::sync::atomic::{AtomicI64, Ordering};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An instant: milliseconds since 1970-01-01 UTC. Written as RFC 3339 in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

/// Why a text is no instant or no zone.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TimeError {
    /// Not an instant with its offset.
    #[error("write the time like 2026-11-23T10:20:05Z")]
    NotATimestamp,
    /// A wall clock that never shows this: clocks jump over it when summer time begins.
    #[error("clocks go forward over this time that day; choose an earlier or a later one")]
    Skipped,
    /// Not a zone of the time-zone database.
    #[error("no such time zone; use a name like Europe/Paris")]
    UnknownZone,
}

impl Timestamp {
    /// From milliseconds since the epoch; held within the years −9999 to 9999.
    pub fn from_millis(millis: i64) -> Self {
        let (min, max) = (
            jiff::Timestamp::MIN.as_millisecond(),
            jiff::Timestamp::MAX.as_millisecond(),
        );
        Self(millis.clamp(min, max))
    }

    /// Milliseconds since the epoch.
    pub fn as_millis(self) -> i64 {
        self.0
    }

    /// Parses RFC 3339, for example `2026-11-23T10:20:05Z`.
    pub fn parse(text: &str) -> Result<Self, TimeError> {
        let parsed: jiff::Timestamp = text.trim().parse().map_err(|_| TimeError::NotATimestamp)?;
        Ok(Self(parsed.as_millisecond()))
    }

    /// This instant moved by whole seconds, backwards when negative.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self::from_millis(self.0.saturating_add(seconds.saturating_mul(1_000)))
    }

    /// Seconds from `earlier` to this instant; negative when `earlier` is later.
    #[expect(clippy::cast_precision_loss, reason = "spans of centuries fit 2^52 ms")]
    pub fn seconds_since(self, earlier: Self) -> f64 {
        (self.0 - earlier.0) as f64 / 1_000.0
    }

    /// The latest multiple of `step_s` seconds that is not after this instant.
    #[must_use]
    pub fn floor_to(self, step_s: i64) -> Self {
        let step = step_s.max(1) * 1_000;
        Self::from_millis(self.0.div_euclid(step) * step)
    }

    /// RFC 3339 with milliseconds, also when there are none.
    pub fn with_millis(self) -> String {
        format!("{:.3}", self.to_jiff())
    }

    fn to_jiff(self) -> jiff::Timestamp {
        jiff::Timestamp::from_millisecond(self.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
    }
}

impl std::fmt::Display for Timestamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.to_jiff().fmt(f)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

/// The zone an event's times are written in, by its name in the time-zone database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Zone(String);

impl Zone {
    /// Universal time, the zone of an event that names none.
    pub fn utc() -> Self {
        Self("UTC".to_owned())
    }

    /// Parses a name such as `Europe/Paris`. Needs the time-zone database, so: on the server.
    pub fn parse(name: &str) -> Result<Self, TimeError> {
        let name = name.trim();
        let zone = jiff::tz::TimeZone::get(name).map_err(|_| TimeError::UnknownZone)?;
        Ok(Self(zone.iana_name().unwrap_or("UTC").to_owned()))
    }

    /// A name that the store holds and that was parsed before.
    pub fn from_stored(name: String) -> Self {
        Self(name)
    }

    /// The zone's name.
    pub fn name(&self) -> &str {
        &self.0
    }

    /// What clocks and calendars in this zone show.
    pub fn wall_clock(&self, at: Timestamp) -> WallClock {
        let zoned = self.zoned(at);
        let name = zoned.strftime("%Z").to_string();
        // Zones without letters of their own are known by their distance from universal time.
        let zone = if name.starts_with(['+', '-']) {
            format!("UTC{name}")
        } else {
            name
        };
        WallClock {
            year: zoned.year(),
            month: zoned.month().unsigned_abs(),
            day: zoned.day().unsigned_abs(),
            hour: zoned.hour().unsigned_abs(),
            minute: zoned.minute().unsigned_abs(),
            zone,
        }
    }

    /// Parses what an `<input type="datetime-local">` sends, `2026-11-23T10:00`, as this zone's wall clock. Where clocks
    /// show a time twice, when summer time ends, the first one is meant; a time that they jump over is refused.
    pub fn parse_local(&self, text: &str) -> Result<Timestamp, TimeError> {
        let civil: jiff::civil::DateTime =
            text.trim().parse().map_err(|_| TimeError::NotATimestamp)?;
        let ambiguous = self.tz().to_ambiguous_timestamp(civil);
        if matches!(ambiguous.offset(), jiff::tz::AmbiguousOffset::Gap { .. }) {
            return Err(TimeError::Skipped);
        }
        let at = ambiguous.earlier().map_err(|_| TimeError::NotATimestamp)?;
        Ok(Timestamp::from_millis(at.as_millisecond()))
    }

    /// The wall clock as [`Self::parse_local`] reads it and as browsers shorten it: without seconds where there are none.
    pub fn write_local(&self, at: Timestamp) -> String {
        let text = self.zoned(at).datetime().to_string();
        text.strip_suffix(":00").unwrap_or(&text).to_owned()
    }

    fn zoned(&self, at: Timestamp) -> jiff::ZonedDateTime {
        at.to_jiff().to_zoned_datetime(self.tz())
    }

    fn tz(&self) -> jiff::tz::TimeZone {
        jiff::tz::TimeZone::get(&self.0).unwrap_or(jiff::tz::TimeZone::UTC)
    }
}

/// An instant as clocks and calendars of one zone show it, to the minute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WallClock {
    /// The year.
    pub year: i16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// The zone's abbreviation at that instant: `CET`, `UTC+03`.
    pub zone: String,
}

impl WallClock {
    /// Whether both fall on one day.
    pub fn same_day(&self, other: &Self) -> bool {
        (self.year, self.month, self.day) == (other.year, other.month, other.day)
    }
}

/// Tells the time. Everything that asks for "now" asks one of these.
pub trait Clock: Send + Sync + 'static {
    /// The present instant.
    fn now(&self) -> Timestamp;

    /// How many times as fast as wires and disks it runs.
    fn speed(&self) -> f64 {
        1.0
    }
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one home of the system clock"
    )]
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(jiff::Timestamp::now().as_millisecond())
    }
}

/// A clock that starts at the present and then runs `speed` times as fast: a day in minutes, for the demo.
#[derive(Debug, Clone, Copy)]
pub struct FastClock {
    started: Timestamp,
    speed: f64,
}

impl FastClock {
    /// Starts now.
    pub fn start(speed: f64) -> Self {
        Self {
            started: SystemClock.now(),
            speed,
        }
    }
}

impl Clock for FastClock {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "milliseconds of a demo run"
    )]
    fn now(&self) -> Timestamp {
        let real_s = SystemClock.now().seconds_since(self.started);
        Timestamp::from_millis(self.started.0 + (real_s * self.speed * 1_000.0) as i64)
    }

    fn speed(&self) -> f64 {
        self.speed
    }
}

/// How time runs for something that has a time of its own: a private copy in which a day passes in minutes, or stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tempo {
    /// An instant of everybody's time.
    pub at: Timestamp,
    /// What time it was there at that instant.
    pub shows: Timestamp,
    /// How many times as fast it runs since; 0 when it stands.
    pub speed: u32,
}

impl Tempo {
    /// Begins at `now` as everybody's time, and runs `speed` times as fast from then on.
    pub fn start(now: Timestamp, speed: u32) -> Self {
        Self {
            at: now,
            shows: now,
            speed,
        }
    }

    /// What time it is there. Before it began, as it began.
    pub fn time_at(self, now: Timestamp) -> Timestamp {
        let passed = now.0.saturating_sub(self.at.0).max(0);
        Timestamp::from_millis(
            self.shows
                .0
                .saturating_add(passed.saturating_mul(i64::from(self.speed))),
        )
    }

    /// Stands at `shows` from `now` on.
    pub fn stopped(now: Timestamp, shows: Timestamp) -> Self {
        Self {
            at: now,
            shows,
            speed: 0,
        }
    }
}

/// A clock that stands still until it is told otherwise, for tests.
#[derive(Debug)]
pub struct ManualClock(AtomicI64);

impl ManualClock {
    /// Stands at `now`.
    pub fn at(now: Timestamp) -> Self {
        Self(AtomicI64::new(now.0))
    }

    /// Moves on.
    pub fn advance_seconds(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1_000, Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_wall_clock_shows_the_zones_own_time_and_name() {
        let at = Timestamp::parse("2026-11-23T23:05:09Z").unwrap();
        let paris = Zone::parse("Europe/Paris").unwrap().wall_clock(at);
        assert_eq!((paris.day, paris.hour, paris.minute), (24, 0, 5));
        assert_eq!(paris.zone, "CET");
        let dubai = Zone::parse("Asia/Dubai").unwrap().wall_clock(at);
        assert_eq!(dubai.zone, "UTC+04");
        assert!(paris.same_day(&dubai));
    }

    #[test]
    fn an_unknown_zone_is_refused() {
        assert_eq!(Zone::parse("Mars/Olympus"), Err(TimeError::UnknownZone));
    }

    #[test]
    fn a_local_time_is_read_in_the_events_zone() {
        let paris = Zone::parse("Europe/Paris").unwrap();
        let at = paris.parse_local("2026-11-23T10:00").unwrap();
        assert_eq!(at.to_string(), "2026-11-23T09:00:00Z");
    }

    #[test]
    fn a_local_time_that_clocks_jump_over_is_refused_and_one_shown_twice_is_the_first() {
        let paris = Zone::parse("Europe/Paris").unwrap();
        for skipped in ["2027-03-28T02:00", "2027-03-28T02:59"] {
            assert_eq!(paris.parse_local(skipped), Err(TimeError::Skipped));
        }
        let at = |text| paris.parse_local(text).unwrap().to_string();
        assert_eq!(at("2027-03-28T03:00"), "2027-03-28T01:00:00Z");
        assert_eq!(at("2026-10-25T02:30"), "2026-10-25T00:30:00Z");
    }

    #[test]
    fn a_local_time_is_written_as_short_as_browsers_write_it() {
        let paris = Zone::parse("Europe/Paris").unwrap();
        for text in [
            "2026-11-23T10:00",
            "2026-11-23T10:00:30",
            "2026-11-23T00:00",
        ] {
            let at = paris.parse_local(text).unwrap();
            assert_eq!(paris.write_local(at), text);
        }
    }

    #[test]
    fn a_time_of_its_own_runs_at_its_speed_and_stands_where_it_was_stopped() {
        let at = |seconds| Timestamp::from_millis(1_000_000_000).plus_seconds(seconds);
        let tempo = Tempo::start(at(0), 60);
        assert_eq!(tempo.time_at(at(2)), at(120));
        assert_eq!(tempo.time_at(at(-5)), at(0));
        let stopped = Tempo::stopped(at(2), tempo.time_at(at(2)));
        assert_eq!(stopped.time_at(at(9_000)), at(120));
    }

    proptest! {
        #[test]
        fn a_time_of_its_own_never_runs_backwards(speed in 0u32..1_000, first: i64, later in 0i64..i64::MAX) {
            let tempo = Tempo::start(Timestamp::from_millis(0), speed);
            let first = Timestamp::from_millis(first);
            let later = Timestamp::from_millis(first.as_millis().saturating_add(later));
            prop_assert!(tempo.time_at(first) <= tempo.time_at(later));
        }

        #[test]
        fn a_local_time_reads_as_it_was_written(millis in -60_000_000_000_000_i64..200_000_000_000_000) {
            let (at, zone) = (Timestamp::from_millis(millis), Zone::parse("Asia/Kolkata").unwrap());
            prop_assert_eq!(zone.parse_local(&zone.write_local(at)), Ok(at));
        }

        #[test]
        fn a_timestamp_survives_its_own_text(millis in -60_000_000_000_000_i64..200_000_000_000_000) {
            let at = Timestamp::from_millis(millis);
            prop_assert_eq!(Timestamp::parse(&at.to_string()), Ok(at));
        }

        #[test]
        fn any_text_either_parses_or_is_refused(text in ".{0,40}") {
            let _ = Timestamp::parse(&text);
        }
    }
}
