//! Who has which board open in this node, and what they are writing there. It is kept in memory and for as long as the
//! board's stream is open: whoever leaves is forgotten.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

use crate::domain::event::Slug;
use crate::domain::id::OperatorId;
use crate::domain::presence::{Colleague, Writing};
use crate::domain::time::Timestamp;

/// Everybody who has a board open. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Presence(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    boards: Mutex<HashMap<Slug, Vec<Person>>>,
    /// Told when somebody came, left or began to write.
    moved: watch::Sender<()>,
}

/// One operator at one board, with any number of windows.
#[derive(Debug)]
struct Person {
    operator: OperatorId,
    name: String,
    windows: usize,
    writing: Option<Writing>,
}

/// A board that somebody has open. Dropping it is leaving.
#[derive(Debug)]
pub struct Seat {
    presence: Presence,
    slug: Slug,
    operator: OperatorId,
}

impl Presence {
    /// Somebody opens a board.
    pub fn enter(&self, slug: &Slug, operator: &OperatorId, name: &str) -> Seat {
        let mut boards = self.boards();
        let people = boards.entry(slug.clone()).or_default();
        match people
            .iter_mut()
            .find(|person| person.operator == *operator)
        {
            Some(person) => person.windows += 1,
            None => people.push(Person {
                operator: operator.clone(),
                name: name.to_owned(),
                windows: 1,
                writing: None,
            }),
        }
        drop(boards);
        self.0.moved.send_replace(());
        Seat {
            presence: self.clone(),
            slug: slug.clone(),
            operator: operator.clone(),
        }
    }

    /// Notes what somebody is writing, or that they are writing no more, if they have the board open.
    pub fn note(&self, slug: &Slug, operator: &OperatorId, writing: Option<Writing>) {
        let mut boards = self.boards();
        let people = boards.get_mut(slug).into_iter().flatten();
        let mut person = people.filter(|person| person.operator == *operator);
        let Some(person) = person.next() else {
            return;
        };
        person.writing = writing;
        drop(boards);
        self.0.moved.send_replace(());
    }

    /// Everybody else at a board, by name.
    pub fn others(&self, slug: &Slug, me: &OperatorId, now: Timestamp) -> Vec<Colleague> {
        let boards = self.boards();
        let people = boards.get(slug).into_iter().flatten();
        let others = people.filter(|person| person.operator != *me);
        let mut others: Vec<_> = others
            .map(|person| Colleague {
                name: person.name.clone(),
                writing: person.writing.and_then(|writing| writing.still(now)),
            })
            .collect();
        others.sort_by(|one, other| one.name.cmp(&other.name));
        others
    }

    /// Follows who comes, leaves and begins to write.
    pub fn moves(&self) -> watch::Receiver<()> {
        self.0.moved.subscribe()
    }

    fn boards(&self) -> MutexGuard<'_, HashMap<Slug, Vec<Person>>> {
        self.0.boards.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut boards = self.presence.boards();
        if let Some(people) = boards.get_mut(&self.slug) {
            for person in people.iter_mut() {
                if person.operator == self.operator {
                    person.windows -= 1;
                }
            }
            people.retain(|person| person.windows > 0);
            if people.is_empty() {
                boards.remove(&self.slug);
            }
        }
        drop(boards);
        self.presence.0.moved.send_replace(());
    }
}
