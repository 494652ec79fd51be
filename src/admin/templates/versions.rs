//! Every version of a template: what it said, who saved it, and the way back to it.

use leptos::prelude::*;

use crate::admin::api::templates::TemplateEntry;
use crate::admin::form::{DeskForm, Submit};

/// The versions, newest first.
#[component]
pub fn Versions(
    /// The versions.
    versions: Vec<TemplateEntry>,
    /// Whether earlier ones may be brought back.
    manage: bool,
) -> impl IntoView {
    let newest = versions.first().map_or(1, |entry| entry.template.version);
    let rows: Vec<_> = versions
        .into_iter()
        .map(|entry| version(entry, newest, manage))
        .collect();
    view! {
        <section class="panel" aria-labelledby="versions-heading">
            <h2 id="versions-heading">"Versions"</h2>
            {rows}
        </section>
    }
    .into_any()
}

fn version(entry: TemplateEntry, newest: u32, manage: bool) -> AnyView {
    let TemplateEntry { template, saved } = entry;
    let number = template.version;
    let key = template.key.as_str().to_owned();
    let texts: Vec<_> = template
        .text
        .iter()
        .map(|(locale, text)| {
            let (tag, dir) = (locale.tag(), locale.direction());
            view! {
                <div><dt>{locale.own_name()}</dt><dd lang=tag dir=dir>{text.to_owned()}</dd></div>
            }
        })
        .collect();
    let away = if template.archived { ", put away" } else { "" };
    let restore = (manage && number != newest).then(|| {
        let hidden = vec![("name", key.clone()), ("version", newest.to_string())];
        let page = format!("/admin/templates/{key}");
        view! {
            <DeskForm name="restore_template" subject=("restore", number.to_string()) page hidden>
                <Submit label="Bring this version back" busy="Bringing it back …" primary=false/>
            </DeskForm>
        }
    });
    let id = format!("version-{number}");
    view! {
        <details id=id>
            <summary>{format!("Version {number}, {saved}{away}")}</summary>
            <dl class="texts">{texts}</dl>
            {restore}
        </details>
    }
    .into_any()
}
