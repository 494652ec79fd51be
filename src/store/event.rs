//! Events.

use sqlx::FromRow;

use super::{Tx, stored};
use crate::domain::brand::{Accent, Brand};
use crate::domain::event::{Event, EventKind, Link, Listing, Phase, Schedule, Slug, Title};
use crate::domain::id::EventId;
use crate::domain::locale::{Locale, LocalizedText};
use crate::domain::time::{Tempo, Timestamp, Zone};
use crate::error::{Error, Result};

#[derive(FromRow)]
struct EventRow {
    event_id: String,
    slug: String,
    title: String,
    kind: String,
    phase: String,
    phase_reason: Option<String>,
    phase_next_update_by: Option<i64>,
    phase_since: i64,
    opens_at: Option<i64>,
    closes_at: Option<i64>,
    draws_at: Option<i64>,
    zone: String,
    default_locale: String,
    languages: String,
    listing: String,
    capacity: Option<i64>,
    product_link: Option<String>,
    waitlist_link: Option<String>,
    embed_origins: String,
    accent: Option<String>,
    logo_hash: Option<String>,
    tempo_at: Option<i64>,
    tempo_shows: Option<i64>,
    tempo_speed: Option<i64>,
    archived_at: Option<i64>,
}

impl TryFrom<EventRow> for Event {
    type Error = Error;

    fn try_from(row: EventRow) -> Result<Self> {
        let link = |text: Option<String>| text.map(|text| Link::parse(&text)).transpose();
        let accent = row.accent.as_deref().map(Accent::parse);
        let reason = row
            .phase_reason
            .as_deref()
            .map(serde_json::from_str::<LocalizedText>);
        Ok(Self {
            id: EventId::new(row.event_id),
            slug: stored("reading a slug", Slug::parse(&row.slug))?,
            title: stored("reading a title", Title::parse(&row.title))?,
            kind: stored("reading a kind", EventKind::parse(&row.kind))?,
            phase: stored("reading a phase", Phase::parse(&row.phase))?,
            phase_reason: stored("reading a phase's reason", reason.transpose())?,
            phase_next_update_by: row.phase_next_update_by.map(Timestamp::from_millis),
            phase_since: Timestamp::from_millis(row.phase_since),
            schedule: Schedule {
                opens_at: row.opens_at.map(Timestamp::from_millis),
                closes_at: row.closes_at.map(Timestamp::from_millis),
                draws_at: row.draws_at.map(Timestamp::from_millis),
            },
            zone: Zone::from_stored(row.zone),
            default_locale: stored("reading a language", Locale::parse(&row.default_locale))?,
            languages: stored("reading languages", serde_json::from_str(&row.languages))?,
            listing: stored("reading a listing", Listing::parse(&row.listing))?,
            capacity: row.capacity.and_then(|n| u32::try_from(n).ok()),
            product_link: stored("reading a link", link(row.product_link))?,
            waitlist_link: stored("reading a link", link(row.waitlist_link))?,
            embed_origins: stored("reading origins", serde_json::from_str(&row.embed_origins))?,
            brand: Brand {
                accent: stored("reading a colour", accent.transpose())?,
                logo_hash: row.logo_hash,
            },
            tempo: tempo(row.tempo_at, row.tempo_shows, row.tempo_speed)?,
            archived_at: row.archived_at.map(Timestamp::from_millis),
        })
    }
}

fn tempo(at: Option<i64>, shows: Option<i64>, speed: Option<i64>) -> Result<Option<Tempo>> {
    let (Some(at), Some(shows), Some(speed)) = (at, shows, speed) else {
        return Ok(None);
    };
    Ok(Some(Tempo {
        at: Timestamp::from_millis(at),
        shows: Timestamp::from_millis(shows),
        speed: stored("reading a tempo", u32::try_from(speed))?,
    }))
}

impl Tx {
    /// Adds an event and the first line of its phases' story; `false` when its slug is taken.
    pub async fn insert_event(&mut self, event: &Event, now: Timestamp) -> Result<bool> {
        let done = sqlx::query(
            "insert into event (event_id, slug, title, kind, phase, phase_since, zone, default_locale, version, created_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9)
             on conflict (slug) do nothing",
        )
        .bind(event.id.as_str())
        .bind(event.slug.as_str())
        .bind(event.title.as_str())
        .bind(event.kind.as_str())
        .bind(event.phase.as_str())
        .bind(event.phase_since.as_millis())
        .bind(event.zone.name())
        .bind(event.default_locale.tag())
        .bind(now.as_millis())
        .execute(self.conn())
        .await?;
        if done.rows_affected() == 0 {
            return Ok(false);
        }
        // What can be changed later has one writer each.
        self.update_event(event).await?;
        self.update_phase(event).await?;
        self.update_tempo(&event.id, event.tempo).await?;
        Ok(true)
    }

    /// Puts what an operator can edit of an event in the place of what it was.
    pub async fn update_event(&mut self, event: &Event) -> Result<()> {
        let languages = serde_json::to_string(&event.languages);
        let origins = serde_json::to_string(&event.embed_origins);
        sqlx::query(
            "update event set title = $2, opens_at = $3, closes_at = $4, draws_at = $5, zone = $6, default_locale = $7,
                languages = $8, listing = $9, capacity = $10, product_link = $11, waitlist_link = $12,
                embed_origins = $13, accent = $14, logo_hash = $15
             where event_id = $1",
        )
        .bind(event.id.as_str())
        .bind(event.title.as_str())
        .bind(event.schedule.opens_at.map(Timestamp::as_millis))
        .bind(event.schedule.closes_at.map(Timestamp::as_millis))
        .bind(event.schedule.draws_at.map(Timestamp::as_millis))
        .bind(event.zone.name())
        .bind(event.default_locale.tag())
        .bind(stored("writing languages", languages)?)
        .bind(event.listing.as_str())
        .bind(event.capacity.map(i64::from))
        .bind(event.product_link.as_ref().map(Link::as_str))
        .bind(event.waitlist_link.as_ref().map(Link::as_str))
        .bind(stored("writing origins", origins)?)
        .bind(event.brand.accent.map(String::from))
        .bind(event.brand.logo_hash.as_deref())
        .execute(self.conn())
        .await?;
        Ok(())
    }

    /// Puts an event away for good.
    pub async fn update_archived(&mut self, event: &EventId, now: Timestamp) -> Result<()> {
        sqlx::query("update event set archived_at = $2 where event_id = $1")
            .bind(event.as_str())
            .bind(now.as_millis())
            .execute(self.conn())
            .await?;
        Ok(())
    }

    /// Moves an event to another phase, with the operator's reason and promise, and adds it to the phases' story.
    pub async fn update_phase(&mut self, event: &Event) -> Result<()> {
        let reason = event.phase_reason.as_ref().map(serde_json::to_string);
        sqlx::query(
            "update event set phase = $2, phase_reason = $3, phase_next_update_by = $4, phase_since = $5
             where event_id = $1",
        )
        .bind(event.id.as_str())
        .bind(event.phase.as_str())
        .bind(stored("writing a phase's reason", reason.transpose())?)
        .bind(event.phase_next_update_by.map(Timestamp::as_millis))
        .bind(event.phase_since.as_millis())
        .execute(self.conn())
        .await?;
        self.insert_phase_change(event).await
    }

    /// Settles how an event's time runs.
    pub async fn update_tempo(&mut self, event: &EventId, tempo: Option<Tempo>) -> Result<()> {
        sqlx::query(
            "update event set tempo_at = $2, tempo_shows = $3, tempo_speed = $4 where event_id = $1",
        )
        .bind(event.as_str())
        .bind(tempo.map(|tempo| tempo.at.as_millis()))
        .bind(tempo.map(|tempo| tempo.shows.as_millis()))
        .bind(tempo.map(|tempo| i64::from(tempo.speed)))
        .execute(self.conn())
        .await?;
        Ok(())
    }

    /// Notes that something about the event has changed, so that every node publishes it.
    pub async fn update_version(&mut self, event: &EventId) -> Result<()> {
        sqlx::query("update event set version = version + 1 where event_id = $1")
            .bind(event.as_str())
            .execute(self.conn())
            .await?;
        Ok(())
    }

    /// The event with this slug.
    pub async fn find_event(&mut self, slug: &Slug) -> Result<Option<Event>> {
        sqlx::query_as::<_, EventRow>("select * from event where slug = $1")
            .bind(slug.as_str())
            .fetch_optional(self.conn())
            .await?
            .map(Event::try_from)
            .transpose()
    }

    /// The event with this identity.
    pub async fn find_event_by_id(&mut self, id: &EventId) -> Result<Option<Event>> {
        sqlx::query_as::<_, EventRow>("select * from event where event_id = $1")
            .bind(id.as_str())
            .fetch_optional(self.conn())
            .await?
            .map(Event::try_from)
            .transpose()
    }

    /// Every event that is not archived, newest first.
    pub async fn list_events(&mut self) -> Result<Vec<Event>> {
        sqlx::query_as::<_, EventRow>(
            "select * from event where archived_at is null order by created_at desc, slug",
        )
        .fetch_all(self.conn())
        .await?
        .into_iter()
        .map(Event::try_from)
        .collect()
    }

    /// Every event that is archived, the one put away last first.
    pub async fn list_archived_events(&mut self) -> Result<Vec<Event>> {
        sqlx::query_as::<_, EventRow>(
            "select * from event where archived_at is not null order by archived_at desc, slug",
        )
        .fetch_all(self.conn())
        .await?
        .into_iter()
        .map(Event::try_from)
        .collect()
    }

    /// The version of every event that is not archived: what a node compares to know what to publish.
    pub async fn list_event_versions(&mut self) -> Result<Vec<(EventId, i64)>> {
        let rows: Vec<(String, i64)> =
            sqlx::query_as("select event_id, version from event where archived_at is null")
                .fetch_all(self.conn())
                .await?;
        Ok(rows
            .into_iter()
            .map(|(id, version)| (EventId::new(id), version))
            .collect())
    }

    /// The version of an event that is not archived.
    pub async fn find_event_version(&mut self, id: &EventId) -> Result<Option<i64>> {
        Ok(sqlx::query_scalar(
            "select version from event where event_id = $1 and archived_at is null",
        )
        .bind(id.as_str())
        .fetch_optional(self.conn())
        .await?)
    }

    /// The names of archived events that the public knew of.
    pub async fn list_gone_slugs(&mut self) -> Result<Vec<Slug>> {
        // A draft was nobody's business and stays so, and so does a rehearsal.
        let rows: Vec<String> = sqlx::query_scalar(
            "select slug from event
             where archived_at is not null and phase <> 'draft' and listing <> 'rehearsal'",
        )
        .fetch_all(self.conn())
        .await?;
        let slug = |text: String| stored("reading a slug", Slug::parse(&text));
        rows.into_iter().map(slug).collect()
    }
}
