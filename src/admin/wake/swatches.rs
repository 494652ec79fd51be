//! How an accent colour will look.

use leptos::prelude::*;
use leptos::web_sys::HtmlInputElement;

use super::dom;
use crate::domain::brand::{Accent, DARK_GROUND, LIGHT_GROUND};
use crate::domain::colour::Rgb;

/// A colour as each theme will show it: the one that is saved, then the one that is typed.
#[island]
pub fn Swatches(
    /// The name of the field to follow.
    field: String,
    /// The colour that is saved.
    saved: String,
) -> impl IntoView {
    let text = RwSignal::new(saved);
    Effect::new(move || {
        let field = field.clone();
        dom::listen("input", move |event| {
            let input = dom::target::<HtmlInputElement>(event);
            if let Some(input) = input.filter(|input| input.name() == field) {
                text.set(input.value());
            }
        });
    });
    let both = move || {
        Accent::parse(text.read().trim()).ok().map(|accent| {
            view! {
                <Swatch theme="Light" ground=Rgb::from(LIGHT_GROUND) colour=accent.on_light()/>
                <Swatch theme="Dark" ground=Rgb::from(DARK_GROUND) colour=accent.on_dark()/>
            }
        })
    };
    view! { <div class="swatches">{both}</div> }
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
