//! An event as Statuspage's objects, in its own language.

use super::identity::{made_at, short_id};
use super::shapes::{
    Affected, Component, Date, Incident, Instant, Line, Page, Status, Update, WaitMinutes,
};
use crate::domain::component::ComponentStatus;
use crate::domain::estimate::{FreshnessLevel, WaitEstimate};
use crate::domain::id::ComponentId;
use crate::domain::incident::{self, IncidentUpdate};
use crate::domain::locale::LocalizedText;
use crate::domain::prose::Prose;
use crate::domain::rollup::{Indicator, line_status};
use crate::domain::signals::Signal;
use crate::domain::status_page::{ComponentView, Facts, StatusPage, StockView};
use crate::domain::time::Timestamp;
use crate::live::reply::{page_url, whole};

/// The part that also speaks for the line.
const WAITING_ROOM: &str = "waiting-room";

/// What everything is made of: the rows, and the page in the event's own language.
pub struct View<'a> {
    facts: &'a Facts,
    page: &'a StatusPage,
    url: String,
    id: String,
    created: Timestamp,
}

impl<'a> View<'a> {
    pub fn new(facts: &'a Facts, page: &'a StatusPage, base_url: &str) -> Self {
        let event = facts.event.id.as_str();
        Self {
            facts,
            page,
            url: page_url(base_url, page),
            id: short_id(&["page", event]),
            created: made_at(event).unwrap_or(facts.event.phase_since),
        }
    }

    pub fn page(&self) -> Page<'a> {
        let parts = self
            .page
            .components
            .iter()
            .map(|view| self.touched(&view.component.id));
        let stories = self
            .facts
            .incidents
            .iter()
            .filter_map(|incident| Some(incident.updates.last()?.at));
        let newest = parts
            .chain(stories)
            .chain([self.created, self.facts.event.phase_since])
            .max();
        Page {
            id: self.id.clone(),
            name: &self.page.title,
            url: self.url.clone(),
            time_zone: &self.page.zone,
            updated_at: Instant(newest.unwrap_or(self.created)),
        }
    }

    pub fn status(&self) -> Status {
        let open = self.unresolved().map(|incident| incident.impact);
        let parts = self.page.components.iter().map(|view| self.status_of(view));
        Indicator::of(open, parts).into()
    }

    /// Parts of the shop, then products with their variants.
    pub fn components(&self) -> Vec<Component<'a>> {
        let parts = self.page.components.iter().enumerate();
        let mut all: Vec<_> = parts
            .map(|(index, view)| self.part(view, index + 1))
            .collect();
        let mut products: Vec<(&str, Vec<&StockView>)> = Vec::new();
        for view in &self.page.inventory {
            let title = view.item.title.as_str();
            match products.iter_mut().find(|(known, _)| *known == title) {
                Some((_, variants)) => variants.push(view),
                None => products.push((title, vec![view])),
            }
        }
        let after = all.len() + 1;
        for (index, (title, variants)) in products.into_iter().enumerate() {
            all.extend(self.product(title, &variants, after + index));
        }
        all
    }

    pub fn incidents(&self, which: impl Fn(&incident::Incident) -> bool) -> Vec<Incident<'a>> {
        let mut wanted: Vec<_> = self
            .facts
            .incidents
            .iter()
            .filter(|one| which(one))
            .collect();
        wanted.sort_by_key(|incident| std::cmp::Reverse(incident.started_at()));
        wanted
            .into_iter()
            .filter_map(|incident| self.incident(incident))
            .collect()
    }

    pub fn line(&self) -> Line<'a> {
        let minutes = |seconds: f64| Some(whole(seconds / 60.0));
        Line {
            slug: self.page.slug.as_str(),
            phase: self.page.phase,
            queue_depth: self.page.queue.depth.map(whole),
            wait_minutes: match self.page.wait {
                WaitEstimate::Known {
                    low_s,
                    mid_s,
                    high_s,
                } => WaitMinutes {
                    low: minutes(low_s),
                    mid: minutes(mid_s),
                    high: minutes(high_s),
                },
                WaitEstimate::Unknown { .. } => WaitMinutes::default(),
            },
            as_of: self.page.as_of,
            stale: self.page.freshness.level == FreshnessLevel::Lost,
        }
    }

    fn unresolved(&self) -> impl Iterator<Item = &'a incident::Incident> {
        self.facts
            .incidents
            .iter()
            .filter(|incident| !incident.is_resolved())
    }

    /// How a part is doing. The waiting room speaks for the line too, for which v2 has no other place.
    fn status_of(&self, view: &ComponentView) -> ComponentStatus {
        if view.component.id.as_str() != WAITING_ROOM {
            return view.status;
        }
        let fresh = self.page.freshness.level != FreshnessLevel::Lost;
        let depth = self.page.queue.depth.filter(|_| fresh);
        let troubled = self.unresolved().next().is_some();
        let line = line_status(self.page.phase, depth, self.page.queue.capacity, troubled);
        view.status.max(line)
    }

    /// When something was last said or noticed about a part.
    fn touched(&self, id: &ComponentId) -> Timestamp {
        let naming = self
            .facts
            .incidents
            .iter()
            .filter(|incident| incident.components.contains(id));
        let said = naming.filter_map(|incident| Some(incident.updates.last()?.at));
        let drives = |signal: Signal| signal.drives().is_some_and(|(part, _)| part == id.as_str());
        let alerts = self
            .facts
            .health
            .alerts
            .iter()
            .filter(|alert| drives(alert.topic.signal));
        let noticed = alerts.map(|alert| alert.cleared_at.unwrap_or(alert.opened_at));
        let phase = (id.as_str() == WAITING_ROOM).then_some(self.facts.event.phase_since);
        said.chain(noticed)
            .chain(phase)
            .max()
            .map_or(self.created, |at| at.max(self.created))
    }

    fn part_id(&self, id: &ComponentId) -> String {
        short_id(&["component", self.facts.event.id.as_str(), id.as_str()])
    }

    fn part(&self, view: &'a ComponentView, position: usize) -> Component<'a> {
        Component {
            status: self.status_of(view),
            updated_at: Instant(self.touched(&view.component.id)),
            showcase: true,
            ..self.component(
                self.part_id(&view.component.id),
                &view.component.name,
                position,
            )
        }
    }

    /// A part about which nothing else is known.
    fn component(&self, id: String, name: &'a str, position: usize) -> Component<'a> {
        Component {
            id,
            name,
            status: ComponentStatus::Operational,
            created_at: Instant(self.created),
            updated_at: Instant(self.created),
            position,
            description: None,
            showcase: false,
            start_date: Some(Date(self.created)),
            group_id: None,
            page_id: self.id.clone(),
            group: false,
            only_show_if_degraded: false,
            components: None,
        }
    }

    /// A product as a group of its variants. That one is gone is no outage; it stands in the description.
    fn product(
        &self,
        title: &'a str,
        variants: &[&'a StockView],
        position: usize,
    ) -> Vec<Component<'a>> {
        let event = self.facts.event.id.as_str();
        let group = short_id(&["product", event, title]);
        let members = variants.iter().enumerate().map(|(index, view)| Component {
            description: Some(&view.label),
            group_id: Some(group.clone()),
            ..self.component(
                short_id(&["variant", event, view.item.sku.as_str()]),
                view.item.variant.as_deref().unwrap_or(title),
                index + 1,
            )
        });
        let members: Vec<_> = members.collect();
        let whole = Component {
            group: true,
            components: Some(members.iter().map(|member| member.id.clone()).collect()),
            ..self.component(group, title, position)
        };
        std::iter::once(whole).chain(members).collect()
    }

    /// An incident with its story, newest first. One without a story, which opening makes impossible, is left out: clients stumble over it.
    fn incident(&self, incident: &'a incident::Incident) -> Option<Incident<'a>> {
        let (first, last) = (incident.updates.first()?, incident.updates.last()?);
        let id = short_id(&["incident", incident.id.as_str()]);
        let reached = |status| {
            let step = incident
                .updates
                .iter()
                .find(|update| update.status == status);
            step.map(|update| Instant(update.at))
        };
        let parts = self.page.components.iter().enumerate();
        let affected: Vec<_> = parts
            .filter(|(_, view)| incident.components.contains(&view.component.id))
            .map(|(index, view)| self.part(view, index + 1))
            .collect();
        let before = std::iter::once(None).chain(incident.updates.iter().map(Some));
        let steps = incident.updates.iter().zip(before).enumerate();
        let story = steps.map(|(index, (update, before))| {
            let step = Step {
                incident,
                id: &id,
                index,
                update,
                before,
            };
            self.update(&step, &affected)
        });
        let mut story: Vec<_> = story.collect();
        story.reverse();
        Some(Incident {
            name: self.said(&incident.title),
            status: last.status,
            created_at: Instant(first.at),
            updated_at: Instant(last.at),
            monitoring_at: reached(incident::IncidentStatus::Monitoring),
            resolved_at: reached(incident::IncidentStatus::Resolved),
            impact: incident.impact,
            shortlink: format!("{}#{}", self.url, incident.id.anchor()),
            started_at: Instant(first.at),
            page_id: self.id.clone(),
            incident_updates: story,
            components: affected,
            reminder_intervals: None,
            id,
        })
    }

    fn update(&self, step: &Step<'_, 'a>, affected: &[Component<'a>]) -> Update<'a> {
        let at = Instant(step.update.at);
        let left = |update: Option<&IncidentUpdate>| match update {
            Some(update) if update.status != incident::IncidentStatus::Resolved => {
                step.incident.impact.into()
            }
            _ => ComponentStatus::Operational,
        };
        let moved = |component: &Component<'a>| Affected {
            code: component.id.clone(),
            name: component.name,
            old_status: left(step.before),
            new_status: left(Some(step.update)),
        };
        Update {
            id: short_id(&["update", step.incident.id.as_str(), &step.index.to_string()]),
            status: step.update.status,
            body: Prose::parse(self.said(&step.update.text)).plain_with_links(),
            incident_id: step.id.to_owned(),
            created_at: at,
            updated_at: at,
            display_at: at,
            affected_components: (!affected.is_empty())
                .then(|| affected.iter().map(moved).collect()),
            deliver_notifications: true,
            custom_tweet: None,
            tweet_id: None,
        }
    }

    fn said<'t>(&self, text: &'t LocalizedText) -> &'t str {
        let own = self.facts.event.default_locale;
        text.resolve(own, own).1
    }
}

/// A step in the story of an incident, with the one before it.
struct Step<'s, 'a> {
    incident: &'a incident::Incident,
    id: &'s str,
    index: usize,
    update: &'a IncidentUpdate,
    before: Option<&'a IncidentUpdate>,
}
