//! The event once more: as a copy, as a file, and to rehearse on.

use leptos::prelude::*;

use crate::admin::form::{DeskForm, Field, Submit};

/// Copies the event, or takes it out as a file.
#[component]
pub fn Copies(
    /// The event.
    slug: String,
    /// Its name.
    title: String,
    /// The page it stands on.
    page: String,
) -> impl IntoView {
    let file = format!("/admin/events/{slug}/bundle.json");
    let rehearsals = format!("/admin/events/{slug}/rehearsals");
    view! {
        <section class="panel" aria-labelledby="copies-heading">
            <h2 id="copies-heading">"Copies"</h2>
            <p class="hint">
                "A copy is a draft with these settings, components, brand and variants, all in stock. Nothing that was said or measured comes along."
            </p>
            <DeskForm name="clone_event" page hidden=vec![("slug", slug)]>
                <div class="columns">
                    <Field label="Title of the copy" name="title" value=title/>
                    <Field
                        label="Address of the copy"
                        name="to"
                        hint="The page will be at /e/ and this: a–z, 0–9 and hyphens."
                    />
                </div>
                <Submit label="Copy as a draft" busy="Copying …" primary=false/>
            </DeskForm>
            <ul class="ways">
                <li>
                    <a class="button" href=file download="">"Download as a file"</a>
                    <span class="hint">"Everything that was made of the event, messages too; no samples, no secrets."</span>
                </li>
                <li>
                    <a class="button" href=rehearsals>"Rehearse"</a>
                    <span class="hint">"Practise on a private copy into which a recorded day is played."</span>
                </li>
            </ul>
        </section>
    }
    .into_any()
}
