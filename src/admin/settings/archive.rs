//! The end of an event's page.

use leptos::prelude::*;

use crate::admin::form::{DeskForm, Field, ProofField, Submit};

/// Archives the event, or says why that cannot be.
#[component]
pub fn Archive(
    /// The event.
    slug: String,
    /// The page it stands on.
    page: String,
    /// Why it cannot be archived.
    still_needed: Option<String>,
) -> impl IntoView {
    let body = match still_needed {
        Some(reason) => view! { <p class="hint">"Not now: "{reason}"."</p> }.into_any(),
        None => view! {
            <p class="hint">
                "Its page, feeds and widget say that it is gone (410), its streams end, and nothing can be said of it any more. This cannot be undone."
            </p>
            <DeskForm name="archive_event" page hidden=vec![("slug", slug.clone())]>
                <Field label=format!("Type {slug} to confirm") name="confirm"/>
                <ProofField/>
                <Submit label="Archive for good" busy="Archiving …" primary=false/>
            </DeskForm>
        }
        .into_any(),
    };
    view! {
        <section class="panel" aria-labelledby="archive-heading">
            <h2 id="archive-heading">"Archive"</h2>
            {body}
        </section>
    }
    .into_any()
}
