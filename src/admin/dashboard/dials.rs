//! The dials: figure, limit, curve.

use leptos::prelude::*;

use crate::domain::dashboard::DialView;
use crate::page::Figure;

/// Every dial, those beyond their limit marked by a shape and a word.
#[component]
pub fn Dials(
    /// What to show.
    dials: Vec<DialView>,
    /// Whether to lead to the message that speaks of a limit that is crossed.
    offers: bool,
) -> impl IntoView {
    let dials = dials.into_iter().map(|view| dial(view, offers));
    view! { <ul class="dial-list">{dials.collect_view()}</ul> }.into_any()
}

/// The inner HTML of all dials: what the stream carries.
pub fn render_dials(dials: Vec<DialView>, offers: bool) -> String {
    Owner::new().with(|| view! { <Dials dials offers/> }.into_view().to_html())
}

fn dial(dial: DialView, offers: bool) -> impl IntoView {
    let DialView {
        label,
        value,
        limit,
        crossed,
        template,
        chart,
        ticks,
        width,
    } = dial;
    let crossed_words =
        crossed.then(|| view! { <strong class="crossed">"▲ Beyond its limit"</strong> });
    // The dashboard and the composer stand side by side under the event's address.
    let offer = template.filter(|_| offers).map(|key| {
        view! { " "<a href=format!("post?template={key}")>"Write to shoppers about it"</a> }
    });
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
                {offer}
            </p>
            {figure}
        </li>
    }
}
