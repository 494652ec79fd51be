//! The form for a new event.

use leptos::prelude::*;
use leptos::web_sys::js_sys::{Array, Intl, Object, Reflect};
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use crate::admin::api::events::CreateEvent as CreateEventFn;
use crate::admin::events::fields::EventFields;
use crate::admin::form::{Choice, Choose, DeskForm, Field, FormState, Submit};
use crate::admin::words;
use crate::domain::event::EventKind;

/// The form for a new event; done, it leads to the event's board.
#[component]
pub fn CreateEvent() -> impl IntoView {
    let action = ServerAction::<CreateEventFn>::new();
    let navigate = use_navigate();
    Effect::new(move || {
        if let Some(Ok(created)) = &*action.value().read() {
            navigate(
                &format!("/admin/events/{}", created.slug),
                NavigateOptions::default(),
            );
        }
    });
    view! {
        <section class="panel" aria-labelledby="create-heading">
            <h2 id="create-heading">"New event"</h2>
            <DeskForm name="create_event" page="/admin" action>
                <Fields/>
            </DeskForm>
        </section>
    }
    .into_any()
}

#[component]
fn Fields() -> impl IntoView {
    let form = FormState::here();
    let slug = Signal::derive(move || form.typed("event[title]").map(|title| suggest_slug(&title)));
    // Known to the browser only; on the server, and until it is awake, it is UTC.
    let (zone, set_zone) = signal("UTC".to_owned());
    Effect::new(move || set_zone.set(browser_zone().unwrap_or_else(|| "UTC".to_owned())));
    let drawn = move || form.typed("event[kind]").as_deref() == Some("draw");
    let kinds = EventKind::ALL.map(|kind| Choice {
        value: kind.as_str().to_owned(),
        label: words::kind(kind).to_owned(),
        note: None,
    });
    view! {
        <div class="columns">
            <Field label="Title" name="event[title]"/>
            <Field
                label="Address"
                name="event[slug]"
                value=slug
                hint="The page will be at /e/ and this: a–z, 0–9 and hyphens."
            />
        </div>
        <Choose legend="Kind" name="event[kind]" kind="radio" choices=kinds.to_vec() value="queue"/>
        <EventFields zone drawn=Signal::derive(drawn)/>
        <Choose
            legend="Who sees it"
            name="event[public]"
            kind="checkbox"
            choices=vec![Choice {
                value: "yes".to_owned(),
                label: "Make it public now".to_owned(),
                note: Some("Otherwise it starts as a draft that only the desk sees.".to_owned()),
            }]
        />
        <Submit label="Create the event" busy="Creating …"/>
    }
    .into_any()
}

/// The zone that the browser lives in.
fn browser_zone() -> Option<String> {
    let format = Intl::DateTimeFormat::new(&Array::new(), &Object::new());
    let zone = Reflect::get(&format.resolved_options(), &"timeZone".into()).ok()?;
    zone.as_string().filter(|zone| !zone.is_empty())
}

/// An address made of a title: `Spring Drop 2027!` becomes `spring-drop-2027`.
fn suggest_slug(title: &str) -> String {
    let mut slug = String::new();
    for c in title.chars() {
        let plain = match c.to_ascii_lowercase() {
            c @ ('a'..='z' | '0'..='9') => Some(c),
            'à' | 'á' | 'â' | 'ä' | 'å' | 'À' | 'Á' | 'Â' | 'Ä' | 'Å' => Some('a'),
            'è' | 'é' | 'ê' | 'ë' | 'È' | 'É' | 'Ê' | 'Ë' => Some('e'),
            'ì' | 'í' | 'î' | 'ï' => Some('i'),
            'ò' | 'ó' | 'ô' | 'ö' | 'ø' | 'Ö' | 'Ø' => Some('o'),
            'ù' | 'ú' | 'û' | 'ü' | 'Ü' => Some('u'),
            'ç' | 'Ç' => Some('c'),
            'ñ' | 'Ñ' => Some('n'),
            _ => None,
        };
        match plain {
            Some(c) => slug.push(c),
            None if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            None => {}
        }
    }
    slug.truncate(64);
    slug.trim_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::event::Slug;

    #[test]
    fn a_title_suggests_a_readable_address() {
        assert_eq!(suggest_slug("Spring Drop 2027!"), "spring-drop-2027");
        assert_eq!(suggest_slug("Été à Zürich"), "ete-a-zurich");
    }

    proptest! {
        #[test]
        fn a_suggested_address_is_a_slug_or_nothing(title in ".{0,90}") {
            let slug = suggest_slug(&title);
            prop_assert!(slug.is_empty() || Slug::parse(&slug).is_ok());
        }
    }
}
