//! The sign's shapes: state by shape first, by colour second, never without words beside them.

use leptos::prelude::*;

use crate::domain::status_page::Aspect;

/// The shape as path data in a box of 24 by 24.
pub fn outline(aspect: Aspect) -> &'static str {
    match aspect {
        Aspect::Calm => "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Z",
        Aspect::Busy => "M12 .5 23.5 12 12 23.5.5 12Z",
        Aspect::Paused => "M4 2h6v20H4ZM14 2h6v20h-6Z",
        Aspect::Full => "M2.5 2.5h19v19h-19Z",
        Aspect::Ended => "M1 8.5h22v7H1Z",
        Aspect::Problem => "M12 1.5 23.5 22H.5Z",
        // A ring: the inner circle runs the other way round and stays empty.
        Aspect::Stale => {
            "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20ZM12 5.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13Z"
        }
    }
}

/// The shape's colour where no style sheet reaches: the light shapes of `style/page.css`, which stand out from dark too.
pub fn colour(aspect: Aspect) -> &'static str {
    match aspect {
        Aspect::Calm => "#009d5f",
        Aspect::Busy | Aspect::Full => "#d57400",
        Aspect::Paused | Aspect::Ended => "#586989",
        Aspect::Problem => "#d92225",
        Aspect::Stale => "#747a85",
    }
}

/// One of the sign's shapes, in the current tone. Words always stand beside it, so it is hidden from readers' ears.
#[component]
pub fn AspectShape(
    /// Which.
    aspect: Aspect,
) -> impl IntoView {
    view! {
        <svg class="aspect" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
            <path d=outline(aspect)></path>
        </svg>
    }
}
