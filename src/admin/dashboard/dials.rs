//! The dials: figure, limit, curve.

use leptos::prelude::*;

use crate::domain::dashboard::DialView;
use crate::page::Figure;

/// Every dial, those beyond their limit marked by a shape and a word.
#[component]
pub fn Dials(
    /// What to show.
    dials: Vec<DialView>,
) -> impl IntoView {
    view! { <ul class="dial-list">{dials.into_iter().map(dial).collect_view()}</ul> }.into_any()
}

/// The inner HTML of all dials: what the stream carries.
pub fn render_dials(dials: Vec<DialView>) -> String {
    Owner::new().with(|| view! { <Dials dials/> }.into_view().to_html())
}

fn dial(dial: DialView) -> impl IntoView {
    let DialView {
        label,
        value,
        limit,
        crossed,
        chart,
        ticks,
        width,
    } = dial;
    let crossed_words =
        crossed.then(|| view! { <strong class="crossed">"▲ Beyond its limit"</strong> });
    let figure = match chart {
        Some(chart) => view! { <Figure chart width ticks/> }.into_any(),
        None => view! { <p class="nothing">"No course to draw yet."</p> }.into_any(),
    };
    view! {
        <li class="history" data-crossed=crossed.then_some("")>
            <h2>{label}</h2>
            <p class="reading">
                <b>{value.unwrap_or_else(|| "nothing lately".to_owned())}</b>
                {limit.map(|limit| view! { <span class="hint">" "{limit}</span> })}
                " "
                {crossed_words}
            </p>
            {figure}
        </li>
    }
}
