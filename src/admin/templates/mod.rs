//! Prepared messages: what there is for what, and every version of each.

mod edit;
mod versions;

use leptos::prelude::*;
use leptos_meta::Title;

use super::api::templates::{TemplateEntry, load_templates};
use super::parts::{Heading, Problem, Said};
use super::{use_me, words};
use crate::domain::locale::Locale;
use crate::domain::operator::Scope;
use crate::domain::template::Scenario;

pub use edit::{NewTemplatePage, TemplatePage};

/// Every template, by what it is for.
#[component]
pub fn TemplatesPage() -> impl IntoView {
    let templates = Resource::new_blocking(|| (), |()| load_templates());
    let manage = use_me().may(Scope::Manage);
    view! {
        <Title text="Templates · Lineside desk"/>
        <div class="head">
            <Heading text="Templates"/>
            {manage.then(|| view! { <a class="button primary" href="/admin/templates/new">"New template"</a> })}
        </div>
        <Said/>
        <Suspense fallback=|| ()>
            {move || Suspend::new(async move {
                match templates.await {
                    Ok(templates) => view! { <List templates/> }.into_any(),
                    Err(error) => view! { <Problem error/> }.into_any(),
                }
            })}
        </Suspense>
    }
    .into_any()
}

#[component]
fn List(templates: Vec<TemplateEntry>) -> impl IntoView {
    let (gone, offered): (Vec<_>, Vec<_>) = templates
        .into_iter()
        .partition(|entry| entry.template.archived);
    let groups: Vec<_> = Scenario::ALL
        .into_iter()
        .filter_map(|scenario| {
            let of = |entry: &&TemplateEntry| entry.template.scenario == scenario;
            let rows: Vec<_> = offered.iter().filter(of).map(row).collect();
            (!rows.is_empty()).then(|| table(scenario.as_str(), scenario.label(), rows))
        })
        .collect();
    let gone: Vec<_> = gone.iter().map(row).collect();
    let gone = (!gone.is_empty()).then(|| table("archived", "Put away", gone));
    view! { {groups}{gone} }.into_any()
}

fn table(id: &str, heading: &'static str, rows: Vec<AnyView>) -> AnyView {
    let id = format!("templates-{id}");
    view! {
        <section class="panel" aria-labelledby=id.clone()>
            <h2 id=id.clone()>{heading}</h2>
            <table>
                <thead>
                    <tr>
                        <th scope="col">"Template"</th>
                        <th scope="col">"Fills in"</th>
                        <th scope="col">"Languages"</th>
                        <th scope="col">"Saved"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
    .into_any()
}

fn row(entry: &TemplateEntry) -> AnyView {
    let template = &entry.template;
    let key = template.key.as_str();
    let gaps = template.placeholders().unwrap_or_default();
    let gaps: Vec<_> = gaps.iter().map(|gap| gap.label()).collect();
    let gaps = if gaps.is_empty() {
        "–".to_owned()
    } else {
        gaps.join(", ")
    };
    let missing = missing(&template.missing());
    let missing = match missing.as_str() {
        "" => view! { "all" }.into_any(),
        missing => view! { <span class="flag">{format!("missing: {missing}")}</span> }.into_any(),
    };
    let saved = format!("version {}, {}", template.version, entry.saved);
    let loud = words::loudness(template.severity);
    view! {
        <tr>
            <th scope="row">
                <a class="strong" href=format!("/admin/templates/{key}")>{template.name.clone()}</a>
                <span class="hint"><code>{key.to_owned()}</code>{format!(" · {loud}")}</span>
            </th>
            <td data-label="Fills in">{gaps}</td>
            <td data-label="Languages">{missing}</td>
            <td data-label="Saved">{saved}</td>
        </tr>
    }
    .into_any()
}

fn missing(locales: &[Locale]) -> String {
    let names: Vec<_> = locales.iter().map(|locale| locale.own_name()).collect();
    names.join(", ")
}
