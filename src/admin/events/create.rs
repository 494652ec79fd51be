//! The form for a new event.

use leptos::prelude::*;

use crate::admin::events::fields::EventFields;
use crate::admin::form::{Choice, Choose, DeskForm, Field, Submit};
use crate::admin::words;
use crate::domain::event::EventKind;

/// The form for a new event; done, it leads to the event's board.
#[component]
pub fn CreateEvent() -> impl IntoView {
    view! {
        <section class="panel" aria-labelledby="create-heading">
            <h2 id="create-heading">"New event"</h2>
            <DeskForm name="create_event" page="/admin">
                <Fields/>
            </DeskForm>
        </section>
    }
    .into_any()
}

#[component]
fn Fields() -> impl IntoView {
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
                suggest=Some("slug-of:event[title]")
                hint="The page will be at /e/ and this: a–z, 0–9 and hyphens. Left empty, it is made of the title."
            />
        </div>
        <Choose legend="Kind" name="event[kind]" kind="radio" choices=kinds.to_vec() ticked=vec!["queue".to_owned()]/>
        <EventFields zone="UTC" guess_zone=true drawn=false/>
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
