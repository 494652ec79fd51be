//! The keys that work at the desk, as they are listed under `?`.

use leptos::prelude::*;

/// Key and what it does. A link or button that answers to one says so in `data-key`.
const KEYS: [(&str, &str); 12] = [
    (
        "Ctrl or ⌘ + Enter",
        "Publish what is written, or send the form one is in",
    ),
    ("p", "Post a message (on a board)"),
    ("1 to 9, 0", "A template, own words (where one posts)"),
    ("/", "Find a template (where one posts)"),
    ("h", "Change the phase (on a board)"),
    ("i", "Known issues (on a board)"),
    ("k", "Stock (on a board)"),
    ("d", "Dashboard (on a board)"),
    ("c", "Capacity plan (on a board)"),
    ("r", "Report (on a board)"),
    ("s", "Settings (on a board)"),
    ("e", "All events"),
];

/// The list, closed until it is asked for.
#[component]
pub fn Keys() -> impl IntoView {
    let rows = KEYS.map(|(key, does)| {
        view! { <div><dt><kbd>{key}</kbd></dt><dd>{does}</dd></div> }
    });
    view! {
        <dialog id="keys" aria-labelledby="keys-heading">
            <h2 id="keys-heading">"Keys"</h2>
            <dl>
                {rows.collect_view()}
                <div><dt><kbd>"?"</kbd></dt><dd>"This list"</dd></div>
            </dl>
            <form method="dialog"><button>"Close"</button></form>
        </dialog>
    }
    .into_any()
}
