//! Words that stand on the page whatever happens, for views and for the page's script.

use serde::{Deserialize, Serialize};

use super::{SLOT, Words};
use crate::domain::message::Severity;

/// Words that stand on the page whatever happens. A sentence with an element in it holds [`SLOT`] in its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Labels {
    /// What kind of page this is.
    pub live_status: String,
    /// Link past the head of the page, for keyboards.
    pub skip: String,
    /// The choice of languages.
    pub language: String,
    /// Heading of the messages.
    pub updates: String,
    /// Said when there are none.
    pub no_updates: String,
    /// Heading of the stock list.
    pub stock: String,
    /// Heading of the known issues.
    pub issues: String,
    /// Said when there are none.
    pub no_issues: String,
    /// A promised update, with a slot for its time.
    pub next_update_by: String,
    /// After a promised update that did not come.
    pub overdue: String,
    /// A message that no person wrote.
    pub automatic: String,
    /// A message that stands first, whatever was said after it.
    pub pinned: String,
    /// A correction, with a slot for its time.
    pub edited: String,
    /// A message that was taken back, with a slot for the time.
    pub retracted: String,
    /// The parts an issue affects, with a slot for their names.
    pub affects: String,
    /// Link to the waitlist.
    pub join_waitlist: String,
    /// The same for ears that hear it out of its row, with a slot for the variant.
    pub join_waitlist_for: String,
    /// A restock, with a slot for its time.
    pub restock: String,
    /// Link that loads the page anew, for browsers without script.
    pub reload: String,
    /// Button that stops live updates.
    pub pause_updates: String,
    /// The zone of the page's times, with a slot for its name.
    pub times_in: String,
    /// Link to the page that tells how the wait is estimated.
    pub how: String,
    /// Link to the product.
    pub product: String,
    /// Link to the report after the event.
    pub report: String,
    /// Before the links to feeds and calendar.
    pub take_away: String,
    /// Link to the feed as Atom.
    pub feed_atom: String,
    /// Link to the feed as JSON.
    pub feed_json: String,
    /// Link to the calendar.
    pub calendar: String,
    /// How loud a message is, in the order of [`Severity::ALL`]; see [`Labels::severity`].
    pub severities: [String; 4],
    /// Templates for the script's own sentences about freshness.
    pub script: ScriptLabels,
}

/// Sentences that the script says when the server cannot, with [`SLOT`] for the time or the age.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScriptLabels {
    /// All is well.
    pub live: String,
    /// Later than expected.
    pub delayed: String,
    /// No connection; what is shown is old.
    pub lost: String,
    /// Live updates are stopped by the reader.
    pub paused: String,
    /// A countdown that has run out, before the server says what follows.
    pub any_moment: String,
    /// A countdown's last minute.
    pub soon: String,
    /// A countdown below an hour, with `{m}`.
    pub in_minutes: String,
    /// A countdown of whole hours, with `{h}`.
    pub in_hours: String,
    /// A countdown of hours and minutes, with `{h}` and `{m}`.
    pub in_both: String,
    /// What the reader's own clock shows, where it is not the event's.
    pub your_time: String,
}

impl Labels {
    /// How loud a message is, as a word beside it.
    pub fn severity(&self, severity: Severity) -> &str {
        &self.severities[severity as usize]
    }
}

impl Words {
    /// The labels of the page.
    pub fn labels(self) -> Labels {
        Labels {
            live_status: self.say("live-status"),
            skip: self.say("skip"),
            language: self.say("language"),
            updates: self.say("updates"),
            no_updates: self.say("no-updates"),
            stock: self.say("stock"),
            issues: self.say("issues"),
            no_issues: self.say("no-issues"),
            next_update_by: self.fill("next-update-by", &[("time", SLOT)]),
            overdue: self.say("overdue"),
            automatic: self.say("automatic"),
            pinned: self.say("pinned"),
            edited: self.fill("edited", &[("time", SLOT)]),
            retracted: self.fill("retracted", &[("time", SLOT)]),
            affects: self.fill("affects", &[("parts", SLOT)]),
            join_waitlist: self.say("join-waitlist"),
            join_waitlist_for: self.fill("join-waitlist-for", &[("item", SLOT)]),
            restock: self.fill("restock", &[("time", SLOT)]),
            reload: self.say("reload"),
            pause_updates: self.say("pause-updates"),
            times_in: self.fill("times-in", &[("zone", SLOT)]),
            how: self.say("how-link"),
            product: self.say("product"),
            report: self.say("report-link"),
            take_away: self.say("take-away"),
            feed_atom: self.say("feed-atom"),
            feed_json: self.say("feed-json"),
            calendar: self.say("calendar"),
            severities: Severity::ALL.map(|severity| self.severity(severity)),
            script: self.script_labels(),
        }
    }

    /// The script's labels.
    pub fn script_labels(self) -> ScriptLabels {
        let (h, m) = (("h", "{h}"), ("m", "{m}"));
        ScriptLabels {
            live: self.fill("fresh-live", &[("age", SLOT)]),
            delayed: self.fill("fresh-delayed", &[("age", SLOT)]),
            lost: self.fill("fresh-lost", &[("time", SLOT)]),
            paused: self.fill("fresh-paused", &[("age", SLOT)]),
            any_moment: self.say("in-any-moment"),
            soon: self.say("in-under-a-minute"),
            in_minutes: self.fill("in-minutes", &[m]),
            in_hours: self.fill("in-hours", &[h]),
            in_both: self.fill("in-hours-minutes", &[h, m]),
            your_time: self.fill("your-time", &[("time", SLOT)]),
        }
    }
}
