//! Parts of the shop: add, rename, reorder, remove.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{DeskError, Outcome};

/// One row of the form: text, not looked at yet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ComponentRow {
    /// Its identity; empty for a new one.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// Its place in the order, from 1.
    pub place: String,
    /// Anything, if it is to go.
    pub gone: String,
}

/// Puts the rows in the place of the parts there are; its `key` is the list that the form was filled with.
#[server(prefix = "/admin/api", endpoint = "set_components")]
pub async fn set_components(
    slug: String,
    #[server(default)] key: String,
    #[server(default)] components: Vec<ComponentRow>,
) -> Result<Outcome, DeskError> {
    use super::Deed;
    use super::desk::Desk;
    use crate::domain::component::Component;
    use crate::domain::operator::Scope;
    use crate::error::Error;
    use crate::service::components;

    let desk = Desk::here()?;
    desk.require(Scope::Manage)?;
    let event = desk.event(&slug).await?;
    let seen: Vec<Component> = serde_json::from_str(&key).map_err(|_| DeskError::unfilled())?;
    let wanted = parse(&components)?;

    let (services, by) = (desk.services(), &desk.actor);
    let key = write_seen(&wanted)?;
    let set = components::set(services, by, &event.slug, wanted, Some(&seen)).await;
    match set {
        Ok(_) => Ok(Outcome {
            deed: Deed::ComponentsSet,
            screens: desk.screens(&event.slug),
            key,
        }),
        Err(Error::Outdated(_)) => {
            let now = components::list(services, by, &event.slug).await;
            Err(outdated(&now.map_err(|error| desk.told(error))?)?)
        }
        Err(error) => Err(desk.told(error)),
    }
}

#[cfg(feature = "ssr")]
mod server {
    use super::super::{DeskError, FieldError, Trouble};
    use super::ComponentRow;
    use crate::domain::component::Component;
    use crate::domain::event::Slug;
    use crate::domain::id::ComponentId;

    /// What a form was filled with, to be sent back with it.
    pub fn write_seen(components: &[Component]) -> Result<String, DeskError> {
        serde_json::to_string(components)
            .map_err(|_| DeskError::new(Trouble::Failed, "The form could not be written."))
    }

    /// The parts as the rows want them, in their order; a row that never got a name is none.
    pub fn parse(rows: &[ComponentRow]) -> Result<Vec<Component>, DeskError> {
        let mut wrong = Vec::new();
        let mut placed: Vec<(f64, Component)> = Vec::new();
        for (index, row) in rows.iter().enumerate() {
            let new = row.id.is_empty();
            if !row.gone.is_empty() || (new && row.name.trim().is_empty()) {
                continue;
            }
            let mut note = |field: &str, error: &dyn std::fmt::Display| {
                wrong.push(FieldError {
                    field: format!("components.{index}.{field}"),
                    message: error.to_string(),
                });
            };
            let name = Component::parse_name(&row.name).map_err(|error| note("name", &error));
            let place = match row.place.trim() {
                "" => Ok(f64::INFINITY),
                text => text.parse::<u16>().map(f64::from),
            };
            let place = place.map_err(|_| note("place", &"give a whole number"));
            let id = if new {
                Ok(free_id(&row.name, rows))
            } else {
                ComponentId::parse(&row.id).map_err(|error| note("name", &error))
            };
            if let (Ok(name), Ok(place), Ok(id)) = (name, place, id) {
                placed.push((place, Component { id, name }));
            }
        }
        if !wrong.is_empty() {
            return Err(DeskError::invalid(wrong));
        }
        placed.sort_by(|a, b| a.0.total_cmp(&b.0));
        Ok(placed.into_iter().map(|(_, component)| component).collect())
    }

    /// An identity made of a name that no other row has.
    fn free_id(name: &str, rows: &[ComponentRow]) -> ComponentId {
        let base = Slug::suggest(name).map_or_else(|| "part".to_owned(), String::from);
        let base: String = base.chars().take(56).collect();
        let taken = |id: &str| rows.iter().any(|row| row.id == id);
        let mut numbered = (2..).map(|number| format!("{base}-{number}"));
        let free = Some(base.clone()).filter(|id| !taken(id));
        let free = free.or_else(|| numbered.find(|id| !taken(id)));
        ComponentId::new(free.unwrap_or(base))
    }

    /// Somebody else has changed the list: what it is now stands beside what is kept.
    pub fn outdated(now: &[Component]) -> Result<DeskError, DeskError> {
        let names: Vec<_> = now
            .iter()
            .map(|component| component.name.as_str())
            .collect();
        let told = format!(
            "Not saved yet: somebody else has changed the components; they are now: {}. What you wrote is kept: save again to put it in their place.",
            names.join(", ")
        );
        Ok(DeskError {
            fresh_key: Some(write_seen(now)?),
            ..DeskError::new(Trouble::Conflict, told)
        })
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        fn row(id: &str, name: &str, place: &str, gone: &str) -> ComponentRow {
            ComponentRow {
                id: id.to_owned(),
                name: name.to_owned(),
                place: place.to_owned(),
                gone: gone.to_owned(),
            }
        }

        #[test]
        fn rows_are_ordered_removed_and_given_an_identity_of_their_own() {
            let rows = [
                row("checkout", "Till", "2", ""),
                row("site", "Shop", "1", ""),
                row("payments", "Payments", "3", "yes"),
                row("", "Checkout", "", ""),
                row("", " ", "", ""),
            ];
            let parts = parse(&rows).unwrap();
            let parts: Vec<_> = parts
                .iter()
                .map(|p| (p.id.as_str(), p.name.as_str()))
                .collect();
            assert_eq!(
                parts,
                [
                    ("site", "Shop"),
                    ("checkout", "Till"),
                    ("checkout-2", "Checkout")
                ]
            );
        }

        #[test]
        fn what_is_wrong_stands_beside_its_row() {
            let rows = [
                row("site", "", "1", ""),
                row("checkout", "Till", "first", ""),
            ];
            let error = parse(&rows).unwrap_err();
            let fields: Vec<_> = error.fields.iter().map(|wrong| &wrong.field).collect();
            assert_eq!(fields, ["components.0.name", "components.1.place"]);
        }
    }
}

#[cfg(feature = "ssr")]
pub use server::write_seen;
#[cfg(feature = "ssr")]
use server::{outdated, parse};
