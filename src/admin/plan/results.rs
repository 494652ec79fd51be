//! What follows from a plan's inputs: figures, two curves, the same in a table, and how it is computed.

use leptos::prelude::*;

use super::fields::label;
use crate::admin::api::FieldError;
use crate::domain::plan::PlanTold;
use crate::domain::plan::told::Formula;
use crate::page::Figure;
use crate::page::report::Figures;

/// The results of one plan.
#[component]
pub fn Results(
    /// What it says.
    told: PlanTold,
) -> impl IntoView {
    let PlanTold {
        figures,
        charts,
        width,
        ticks,
        rows,
        formulas,
    } = told;
    let charts = charts.map(|chart| {
        let ticks = ticks.clone();
        view! { <Figure chart width ticks/> }
    });
    let rows: Vec<_> = rows.into_iter().map(row).collect();
    let formulas: Vec<_> = formulas.into_iter().map(formula).collect();
    view! {
        <Figures figures/>
        <div class="history">{charts.collect_view()}</div>
        <details id="plan-rows">
            <summary>"Show the curves in figures"</summary>
            <div class="scroll">
                <table>
                    <caption class="visually-hidden">"Arrivals and line over time"</caption>
                    <thead>
                        <tr>
                            <th scope="col">"Time"</th>
                            <th scope="col">"Come per minute"</th>
                            <th scope="col">"In line"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
        <details id="plan-formulas" class="formulas">
            <summary>"How this is computed"</summary>
            <dl>{formulas}</dl>
        </details>
    }
}

/// Why nothing new follows from what is typed.
#[component]
pub fn Note(
    /// What is wrong with it.
    wrong: Vec<FieldError>,
) -> impl IntoView {
    let told = |error: FieldError| {
        let name = error.field.trim_start_matches("plan.");
        let label = match name {
            "past" => "Past event",
            name => label(name),
        };
        format!("{label}: {}", error.message)
    };
    let told: Vec<_> = wrong.into_iter().map(told).collect();
    (!told.is_empty()).then(|| {
        let told = format!(
            "Nothing new is computed until this is right. {}",
            told.join("; ")
        );
        view! { <p class="error">{told}</p> }
    })
}

fn row([time, come, waiting]: [String; 3]) -> impl IntoView {
    view! {
        <tr>
            <th scope="row">{time}</th>
            <td data-label="Come per minute">{come}</td>
            <td data-label="In line">{waiting}</td>
        </tr>
    }
}

fn formula(Formula { what, how, here }: Formula) -> impl IntoView {
    let here = here.map(|here| view! { <dd class="here">{here}</dd> });
    view! { <div><dt>{what}</dt><dd>{how}</dd>{here}</div> }
}
