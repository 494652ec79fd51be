//! An event's logo: a plain form in either case, because it carries a file.

use leptos::prelude::*;

use crate::admin::LeftBehind;
use crate::domain::brand::MAX_LOGO;

/// Sends a logo, or takes it away.
#[component]
pub fn Logo(
    /// The event.
    slug: String,
    /// The page it stands on.
    page: String,
    /// The mark of the one there is, so that nobody replaces another unawares; empty when there is none.
    seen: String,
) -> impl IntoView {
    let has_logo = !seen.is_empty();
    let left = ["set_logo", "remove_logo"]
        .iter()
        .find_map(|form| LeftBehind::by(form));
    let error = left.and_then(|kept| kept.error);
    let wrong = error.map(|error| {
        let field = error.fields.into_iter().next();
        field.map_or(error.message, |field| field.message)
    });
    let is_wrong = wrong.is_some();
    let remove = has_logo.then(|| {
        view! {
            <form method="post" action=page.clone() data-plain="">
                <input type="hidden" name="form" value="remove_logo"/>
                <input type="hidden" name="slug" value=slug/>
                <input type="hidden" name="seen" value=seen.clone()/>
                <button type="submit">"Remove the logo"</button>
            </form>
        }
    });
    view! {
        <section class="panel" aria-labelledby="logo-heading">
            <h2 id="logo-heading">"Logo"</h2>
            <p class="hint">
                {if has_logo { "The page shows a logo." } else { "The page shows no logo." }}
            </p>
            <form class="form" method="post" action=page enctype="multipart/form-data" data-plain="">
                <input type="hidden" name="seen" value=seen/>
                <div class="field">
                    <label for="logo-image">"Image file"</label>
                    <input
                        id="logo-image"
                        type="file"
                        name="image"
                        accept="image/svg+xml,image/png,image/webp"
                        // The place of what is wrong is the first thing to read on the page that comes back.
                        autofocus=is_wrong
                        aria-invalid=is_wrong.then_some("true")
                        aria-describedby="logo-image-hint logo-image-error"
                    />
                    <p class="hint" id="logo-image-hint">
                        {format!("SVG, PNG or WebP, at most {} KiB.", MAX_LOGO / 1_024)}
                    </p>
                    <p class="error" id="logo-image-error" hidden=!is_wrong>{wrong}</p>
                </div>
                <div class="submit"><button type="submit" class="primary lesser">"Send the logo"</button></div>
            </form>
            {remove}
        </section>
    }
    .into_any()
}
