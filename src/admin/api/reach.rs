//! Who comes across an event: its languages, its listing, and the sites that may embed it.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{DeskError, Outcome};

/// The form as it is filled, or as it came: text, not looked at yet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReachForm {
    /// The tags of the languages that are ticked.
    pub languages: Vec<String>,
    /// Who comes across it.
    pub listing: String,
    /// The sites that may embed it.
    pub embed_origins: String,
}

/// Changes what was touched in the form; its `key` is what it was filled with.
#[server(prefix = "/admin/api", endpoint = "edit_reach")]
pub async fn edit_reach(
    slug: String,
    #[server(default)] key: String,
    #[server(default)] reach: ReachForm,
) -> Result<Outcome, DeskError> {
    use super::Deed;
    use super::compared::edit_compared;
    use super::desk::Desk;
    use crate::domain::event::Event;
    use crate::domain::operator::Scope;

    let desk = Desk::here()?;
    desk.require(Scope::Manage)?;
    let filled = read_seen(&key)?;
    let compare = |now: &Event| parse(&reach, &filled, &form_of(now));

    let edited = edit_compared(&desk, &slug, compare, beside_fields).await?;
    Ok(Outcome {
        deed: Deed::Edited,
        screens: desk.screens(&edited.slug),
        key: write_seen(&form_of(&edited))?,
    })
}

#[cfg(feature = "ssr")]
mod server {
    use super::super::{DeskError, FieldError, Trouble};
    use super::ReachForm;
    use crate::domain::event::{EmbedOrigins, Event, Listing, Origin};
    use crate::domain::locale::{Languages, Locale};
    use crate::service::events::EventEdit;

    /// The form of an event as it is.
    pub fn form_of(event: &Event) -> ReachForm {
        let tags = event.languages.iter().map(|locale| locale.tag().to_owned());
        let origins: Vec<_> = event.embed_origins.iter().map(Origin::as_str).collect();
        ReachForm {
            languages: tags.collect(),
            listing: event.listing.as_str().to_owned(),
            embed_origins: origins.join(", "),
        }
    }

    /// What a form was filled with, to be sent back with it.
    pub fn write_seen(form: &ReachForm) -> Result<String, DeskError> {
        serde_json::to_string(form)
            .map_err(|_| DeskError::new(Trouble::Failed, "The form could not be written."))
    }

    /// Reads what [`write_seen`] wrote.
    pub fn read_seen(text: &str) -> Result<ReachForm, DeskError> {
        serde_json::from_str(text).map_err(|_| DeskError::unfilled())
    }

    /// An edit: `form` was made from an event that looked like `seen`, which looks like `now` today. Only what was touched
    /// is changed; what somebody else has touched as well is a conflict, told beside it, and counts as seen from then on.
    pub fn parse(
        form: &ReachForm,
        seen: &ReachForm,
        now: &ReachForm,
    ) -> Result<EventEdit, DeskError> {
        let mut told_of = seen.clone();
        let mut conflicts = Vec::new();
        let mut clash = |field: &str, mine: &str, before: &str, theirs: &str| {
            let clashes = mine != before && theirs != before && theirs != mine;
            if clashes {
                let told = format!(
                    "somebody made this “{theirs}” meanwhile; save again to put yours in its place"
                );
                conflicts.push(wrong(field, &told));
            }
            clashes
        };
        let spoken = |form: &ReachForm| form.languages.join(", ");
        if clash("languages", &spoken(form), &spoken(seen), &spoken(now)) {
            told_of.languages.clone_from(&now.languages);
        }
        if clash("listing", &form.listing, &seen.listing, &now.listing) {
            told_of.listing.clone_from(&now.listing);
        }
        let origins = |form: &ReachForm| form.embed_origins.trim().to_owned();
        if clash(
            "embed_origins",
            &origins(form),
            &origins(seen),
            &origins(now),
        ) {
            told_of.embed_origins.clone_from(&now.embed_origins);
        }
        if conflicts.is_empty() {
            return edit(form, seen);
        }
        let told = "Not saved yet: somebody else has changed the same. What they chose stands beside it, what you chose is kept.";
        Err(DeskError {
            fields: conflicts,
            fresh_key: Some(write_seen(&told_of)?),
            ..DeskError::new(Trouble::Conflict, told)
        })
    }

    /// What was touched, parsed; everything that is wrong with it is told at once.
    fn edit(form: &ReachForm, seen: &ReachForm) -> Result<EventEdit, DeskError> {
        let mut edit = EventEdit::default();
        let mut errors = Vec::new();
        if form.languages != seen.languages {
            let chosen = form.languages.iter().map(|tag| Locale::parse(tag));
            let chosen: Result<Vec<_>, _> = chosen.collect();
            match chosen.and_then(|chosen| Languages::parse(&chosen)) {
                Ok(languages) => edit.languages = Some(languages),
                Err(error) => errors.push(wrong("languages", &error)),
            }
        }
        if form.listing != seen.listing {
            match Listing::parse(&form.listing) {
                Ok(listing) => edit.listing = Some(listing),
                Err(error) => errors.push(wrong("listing", &error)),
            }
        }
        if form.embed_origins.trim() != seen.embed_origins {
            match EmbedOrigins::parse_text(&form.embed_origins) {
                Ok(origins) => edit.embed_origins = Some(origins),
                Err(error) => errors.push(wrong("embed_origins", &error)),
            }
        }
        if errors.is_empty() {
            Ok(edit)
        } else {
            Err(DeskError::invalid(errors))
        }
    }

    fn wrong(field: &str, message: &dyn std::fmt::Display) -> FieldError {
        FieldError {
            field: format!("reach.{field}"),
            message: message.to_string(),
        }
    }

    /// A service's errors, as the fields of this form are named.
    pub fn beside_fields(mut told: DeskError) -> DeskError {
        for wrong in &mut told.fields {
            wrong.field = format!("reach.{}", wrong.field);
        }
        told
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        fn form(languages: &[&str], origins: &str) -> ReachForm {
            ReachForm {
                languages: languages.iter().map(|tag| (*tag).to_owned()).collect(),
                listing: "public".to_owned(),
                embed_origins: origins.to_owned(),
            }
        }

        #[test]
        fn only_what_was_touched_is_changed_and_both_touching_it_is_a_conflict() {
            let seen = form(&["en", "fr"], "");
            let edit = parse(
                &form(&["en"], ""),
                &seen,
                &form(&["en", "fr"], "https://a.example"),
            );
            let edit = edit.unwrap();
            assert!(edit.languages.is_some() && edit.embed_origins.is_none());

            let conflict = parse(&form(&["en"], ""), &seen, &form(&["fr"], "")).unwrap_err();
            assert_eq!(conflict.fields[0].field, "reach.languages");
            let told_of = read_seen(&conflict.fresh_key.unwrap()).unwrap();
            // Whoever was told may insist, and still undoes nothing else.
            let theirs = form(&["fr"], "https://a.example");
            let edit = parse(&form(&["en"], ""), &told_of, &theirs).unwrap();
            assert!(edit.languages.is_some() && edit.embed_origins.is_none());
        }

        #[test]
        fn everything_that_is_wrong_is_told_at_once() {
            let mine = form(&[], "http://a.example");
            let error = parse(&mine, &form(&["en"], ""), &form(&["en"], "")).unwrap_err();
            let fields: Vec<_> = error.fields.iter().map(|wrong| &wrong.field).collect();
            assert_eq!(fields, ["reach.languages", "reach.embed_origins"]);
        }
    }
}

#[cfg(feature = "ssr")]
use server::{beside_fields, parse, read_seen};
#[cfg(feature = "ssr")]
pub use server::{form_of, write_seen};
