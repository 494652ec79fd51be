//! Who comes across an event.

use leptos::prelude::*;

use crate::admin::api::reach::ReachForm;
use crate::admin::form::{Choice, Choose, DeskForm, Field, Submit};
use crate::admin::words;
use crate::domain::event::{Listing, MAX_ORIGINS};
use crate::domain::locale::Locale;

/// The form for languages, listing and embedding sites, filled with what is true.
#[component]
pub fn Reach(
    /// The event.
    slug: String,
    /// The page it stands on.
    page: String,
    /// What is true.
    form: ReachForm,
    /// The same, to be sent back.
    seen: String,
) -> impl IntoView {
    let languages = Locale::ALL.map(|locale| Choice::new(locale.tag(), locale.own_name()));
    let rehearsal = form.listing == Listing::Rehearsal.as_str();
    let listings = Listing::CHOICES.map(|listing| Choice {
        value: listing.as_str().to_owned(),
        label: words::listing(listing).to_owned(),
        note: Some(words::listing_effect(listing).to_owned()),
    });
    // A rehearsal has no choice, and says again what it is.
    let mut hidden = vec![("slug", slug)];
    if rehearsal {
        hidden.push(("reach[listing]", form.listing.clone()));
    }
    let listed = (!rehearsal).then(|| {
        view! {
            <Choose
                legend="Once it is public"
                name="reach[listing]"
                kind="radio"
                choices=listings.to_vec()
                ticked=vec![form.listing.clone()]
            />
        }
    });
    let origins = format!(
        "Like https://shop.example, with commas between them; at most {MAX_ORIGINS}. Empty for every site."
    );
    view! {
        <section class="panel" aria-labelledby="reach-heading">
            <h2 id="reach-heading">"Who comes across it"</h2>
            <DeskForm name="edit_reach" page key=seen hidden>
                {listed}
                <Choose
                    legend="Published in"
                    name="reach[languages][]"
                    kind="checkbox"
                    choices=languages.to_vec()
                    ticked=form.languages
                />
                <p class="hint">
                    "The page offers these languages and no other. Its own language is always among them."
                </p>
                <Field
                    label="Sites that may embed it"
                    name="reach[embed_origins]"
                    value=form.embed_origins
                    hint=origins
                    clearable=true
                />
                <Submit label="Save who comes across it" busy="Saving …" primary=false/>
            </DeskForm>
        </section>
    }
    .into_any()
}
