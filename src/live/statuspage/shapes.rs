//! The objects of Statuspage's API v2, member for member as its pages serve them.
//!
//! Every member of the published examples is there, those that we have nothing for as `null`. Times are RFC 3339 with milliseconds.

use serde::{Serialize, Serializer};

use crate::domain::component::ComponentStatus;
use crate::domain::event::Phase;
use crate::domain::incident::{Impact, IncidentStatus};
use crate::domain::rollup::Indicator;
use crate::domain::time::Timestamp;

/// An instant with its milliseconds, also when there are none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant(pub Timestamp);

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.with_millis())
    }
}

/// A date alone: when a part began to be shown.
#[derive(Debug, Clone, Copy)]
pub struct Date(pub Timestamp);

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = self.0.with_millis();
        serializer.serialize_str(text.split('T').next().unwrap_or(&text))
    }
}

/// The page that everything belongs to.
#[derive(Debug, Clone, Serialize)]
pub struct Page<'a> {
    pub(super) id: String,
    pub(super) name: &'a str,
    pub(super) url: String,
    pub(super) time_zone: &'a str,
    pub(super) updated_at: Instant,
}

/// The state of everything.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Status {
    pub(super) indicator: &'static str,
    pub(super) description: &'static str,
}

impl From<Indicator> for Status {
    fn from(indicator: Indicator) -> Self {
        Self {
            indicator: indicator.as_str(),
            description: indicator.description(),
        }
    }
}

/// A part of the shop, a product (then it is a group), or a variant of one.
#[derive(Debug, Clone, Serialize)]
pub struct Component<'a> {
    pub(super) id: String,
    pub(super) name: &'a str,
    pub(super) status: ComponentStatus,
    pub(super) created_at: Instant,
    pub(super) updated_at: Instant,
    pub(super) position: usize,
    pub(super) description: Option<&'a str>,
    pub(super) showcase: bool,
    pub(super) start_date: Option<Date>,
    pub(super) group_id: Option<String>,
    pub(super) page_id: String,
    pub(super) group: bool,
    pub(super) only_show_if_degraded: bool,
    /// The members of a group; a part that is none has no such member.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) components: Option<Vec<String>>,
}

/// A known issue.
#[expect(
    clippy::struct_field_names,
    reason = "members are named as Statuspage names them"
)]
#[derive(Debug, Clone, Serialize)]
pub struct Incident<'a> {
    pub(super) id: String,
    pub(super) name: &'a str,
    pub(super) status: IncidentStatus,
    pub(super) created_at: Instant,
    pub(super) updated_at: Instant,
    pub(super) monitoring_at: Option<Instant>,
    pub(super) resolved_at: Option<Instant>,
    pub(super) impact: Impact,
    pub(super) shortlink: String,
    pub(super) started_at: Instant,
    pub(super) page_id: String,
    pub(super) incident_updates: Vec<Update<'a>>,
    pub(super) components: Vec<Component<'a>>,
    pub(super) reminder_intervals: Option<String>,
}

/// A step in the story of a known issue.
#[derive(Debug, Clone, Serialize)]
pub struct Update<'a> {
    pub(super) id: String,
    pub(super) status: IncidentStatus,
    pub(super) body: String,
    pub(super) incident_id: String,
    pub(super) created_at: Instant,
    pub(super) updated_at: Instant,
    pub(super) display_at: Instant,
    /// `null`, not an empty list, where no part is named.
    pub(super) affected_components: Option<Vec<Affected<'a>>>,
    pub(super) deliver_notifications: bool,
    pub(super) custom_tweet: Option<String>,
    pub(super) tweet_id: Option<String>,
}

/// What a step did to a part.
#[derive(Debug, Clone, Serialize)]
pub struct Affected<'a> {
    pub(super) code: String,
    pub(super) name: &'a str,
    pub(super) old_status: ComponentStatus,
    pub(super) new_status: ComponentStatus,
}

/// The line, for programs that know of it; others skip what they do not know.
#[derive(Debug, Clone, Serialize)]
pub struct Line<'a> {
    pub(super) slug: &'a str,
    pub(super) phase: Phase,
    pub(super) queue_depth: Option<u64>,
    pub(super) wait_minutes: WaitMinutes,
    pub(super) as_of: Timestamp,
    pub(super) stale: bool,
}

/// The wait in whole minutes; all `null` while it is unknown.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct WaitMinutes {
    pub(super) low: Option<u64>,
    pub(super) mid: Option<u64>,
    pub(super) high: Option<u64>,
}
