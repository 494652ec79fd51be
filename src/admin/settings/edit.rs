//! The form for what an event is.

use leptos::prelude::*;

use crate::admin::api::events::EventForm;
use crate::admin::events::fields::EventFields;
use crate::admin::form::{DeskForm, Field, Submit};
use crate::admin::wake::Swatches;
use crate::admin::words;
use crate::domain::event::EventKind;

/// The form, filled with what is true. Two people may use it at once: only what was touched is changed.
#[component]
pub fn Edit(
    /// What is true.
    form: EventForm,
    /// The same, to be sent back.
    seen: String,
    /// What cannot be changed any more.
    kind: EventKind,
    /// The page it stands on.
    page: String,
) -> impl IntoView {
    let hidden = vec![("slug", form.slug.clone())];
    let zone = form.zone.clone();
    let (title, accent, slug) = (form.title.clone(), form.accent.clone(), form.slug.clone());
    view! {
        <section class="panel" aria-labelledby="edit-heading">
            <h2 id="edit-heading">"The event"</h2>
            <p class="hint">
                {words::kind(kind)}" at /e/"{slug}". Kind and address stay as they are: shoppers have the link."
            </p>
            <DeskForm name="edit_event" page key=seen hidden>
                <Field label="Title" name="event[title]" value=title/>
                <EventFields values=form zone drawn=kind == EventKind::Draw/>
                <Field
                    label="Accent colour"
                    name="event[accent]"
                    value=accent.clone()
                    hint="Like #b8321c; empty for none. Each theme makes it as dark or light as it must be to be read."
                    clearable=true
                />
                <Swatches field="event[accent]".to_owned() saved=accent/>
                <Submit label="Save the settings" busy="Saving …"/>
            </DeskForm>
        </section>
    }
    .into_any()
}
