//! How an accent colour will look.

use leptos::prelude::*;

use crate::admin::form::FormState;
use crate::domain::brand::{Accent, DARK_GROUND, LIGHT_GROUND};
use crate::domain::colour::Rgb;

/// The typed colour as each theme will show it.
#[component]
pub fn Swatches(
    /// The colour that is saved.
    saved: String,
) -> impl IntoView {
    let form = FormState::here();
    let accent = move || {
        let typed = form.typed("event[accent]");
        Accent::parse(typed.as_deref().unwrap_or(&saved).trim()).ok()
    };
    let both = move || {
        accent().map(|accent| {
            view! {
                <Swatch theme="Light" ground=Rgb::from(LIGHT_GROUND) colour=accent.on_light()/>
                <Swatch theme="Dark" ground=Rgb::from(DARK_GROUND) colour=accent.on_dark()/>
            }
        })
    };
    view! { <div class="swatches">{both}</div> }.into_any()
}

#[component]
fn Swatch(theme: &'static str, ground: Rgb, colour: Rgb) -> impl IntoView {
    let (ground, colour) = (ground.to_string(), colour.to_string());
    view! {
        <svg role="img" width="144" height="40" aria-label=format!("{theme} theme: {colour}")>
            <rect width="144" height="40" rx="3" fill=ground></rect>
            <text x="72" y="25" text-anchor="middle" fill=colour.clone()>{format!("{theme} {colour}")}</text>
        </svg>
    }
}
