//! What is awake in the browser. The desk is rendered on the server and works as it comes; these islands make it quicker
//! to work with, and are all that its WASM holds.

mod answer;
mod board;
mod companion;
mod dom;
mod filter;
mod forms;
mod hints;
mod keys;
mod leaving;
mod presence;
mod regions;
mod results;
mod swatches;
mod written;

use leptos::prelude::*;

pub use answer::{Answer, Done};
pub use board::{Frame, Wire};
pub use companion::Companion;
pub use swatches::Swatches;

/// Wakes the page around it: forms are sent without leaving it, and keys do what the page says they do. It listens to
/// the document, so that parts which come anew are awake as well.
#[island]
pub fn Wake() -> impl IntoView {
    // Effects run in the browser only.
    Effect::new(|| {
        forms::wake();
        hints::wake();
        keys::wake();
        leaving::wake();
        presence::wake();
        results::wake();
        filter::wake();
        dom::mark_awake();
    });
}
