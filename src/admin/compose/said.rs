//! What was said so far, each with the way to put it right.

use leptos::prelude::*;

use crate::admin::api::messages::SaidEntry;
use crate::admin::words;

/// The messages, newest first.
#[expect(
    clippy::needless_pass_by_value,
    reason = "a component owns its properties"
)]
#[component]
pub fn SaidList(
    /// The messages.
    said: Vec<SaidEntry>,
    /// The event's name in URLs.
    slug: String,
) -> impl IntoView {
    let rows: Vec<_> = said
        .into_iter()
        .map(|entry| {
            let href = format!("/admin/events/{slug}/messages/{}", entry.id);
            let marks = entry.marks.join(" · ");
            view! {
                <tr>
                    <td data-label="Published">{entry.at}</td>
                    <td data-label="How loud">{words::loudness(entry.severity)}</td>
                    <th scope="row">
                        <a href=href>{entry.words}</a>
                        <span class="hint">{marks}</span>
                    </th>
                </tr>
            }
        })
        .collect();
    let empty = rows.is_empty();
    view! {
        <section class="panel" id="said-so-far" aria-labelledby="said-heading">
            <h2 id="said-heading">"Said so far"</h2>
            {if empty {
                view! { <p class="nothing">"Nothing yet."</p> }.into_any()
            } else {
                view! {
                    <table>
                        <caption class="hint">"Open one to correct it or to take it back."</caption>
                        <thead>
                            <tr>
                                <th scope="col">"Published"</th>
                                <th scope="col">"How loud"</th>
                                <th scope="col">"Message"</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                }
                    .into_any()
            }}
        </section>
    }
    .into_any()
}
