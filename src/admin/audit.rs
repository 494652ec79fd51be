//! The audit log: who did what, with what was before and what came after.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use serde_json::Value;

use super::LeftBehind;
use super::api::audit::{AuditForm, AuditView, load_audit};
use super::form::{Choice, DeskForm, Field, FormState, Kept, ProofField, Select, Whole};
use super::parts::{Heading, Problem, Said};
use crate::domain::audit::AuditRecord;
use crate::domain::event::Slug;

const PAGE: &str = "/admin/audit";

/// The log, for owners.
#[component]
pub fn AuditPage() -> impl IntoView {
    let query = use_query_map();
    // A form that takes the log along and was refused brings back what was looked for.
    let left = LeftBehind::by("export_audit");
    let get = move |name: &str| match &left {
        Some(kept) => kept.value(name),
        None => query.read_untracked().get(name),
    };
    let before = get("before").and_then(|before| before.parse::<i64>().ok());
    let form = AuditForm::of(get);
    let asked = form.clone();
    let found = Resource::new_blocking(|| (), move |()| load_audit(asked.clone(), before));
    view! {
        <Title text="Audit log · Lineside desk"/>
        <Said/>
        <Suspense fallback=|| ()>
            {move || {
                let form = form.clone();
                Suspend::new(async move {
                    match found.await {
                        Ok(found) => view! { <Found found form later=before.is_some()/> }.into_any(),
                        Err(error) => view! { <Problem error/> }.into_any(),
                    }
                })
            }}
        </Suspense>
    }
    .into_any()
}

#[component]
fn Found(found: AuditView, form: AuditForm, later: bool) -> impl IntoView {
    let AuditView {
        entries,
        next,
        actors,
        actions,
        error,
    } = found;
    let rows = entries.iter().map(row).collect_view();
    let shown = match entries.len() {
        0 => view! { <p class="nothing">"Nothing is found."</p> }.into_any(),
        _ => view! { <Entries>{rows}</Entries> }.into_any(),
    };
    let first = later.then(|| view! { <a class="button" href=address(&form, None)>"Newest"</a> });
    let next =
        next.map(|next| view! { <a class="button" href=address(&form, Some(next))>"Older"</a> });
    let kept = Kept {
        form: "search_audit".to_owned(),
        values: form
            .fields()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .to_vec(),
        error,
    };
    view! {
        <div class="head"><Heading text="Audit log"/></div>
        <div class="house wide">
            <Search kept actors actions/>
            {shown}
            <nav class="pages" aria-label="Pages">{first}{next}</nav>
            <Export form/>
        </div>
    }
    .into_any()
}

/// The address of what a form looks for, from a place in the log on.
fn address(form: &AuditForm, before: Option<i64>) -> String {
    let fields = form.fields();
    let fields = fields.iter().filter(|(_, value)| !value.is_empty());
    let mut pairs: Vec<_> = fields
        .map(|(name, value)| format!("{name}={}", encoded(value)))
        .collect();
    pairs.extend(before.map(|before| format!("before={before}")));
    if pairs.is_empty() {
        return PAGE.to_owned();
    }
    format!("{PAGE}?{}", pairs.join("&"))
}

/// A text as a value inside a query.
fn encoded(text: &str) -> String {
    use std::fmt::Write;
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a String does not fail.
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

/// What to choose from, a group of actions, such as `message`, before those that are in it.
fn grouped(actions: Vec<String>) -> Vec<Choice> {
    let mut choices = vec![Choice::new("", "Anything")];
    for action in actions {
        let group = action.split('.').next().unwrap_or_default();
        if !choices.iter().any(|choice| choice.value == group) {
            choices.push(Choice::new(group, format!("{group}: all")));
        }
        choices.push(Choice::new(action.clone(), action));
    }
    choices
}

/// A form by `GET`: what was looked for stands in the address, and can be sent to somebody.
#[component]
fn Search(kept: Kept, actors: Vec<(String, String)>, actions: Vec<String>) -> impl IntoView {
    provide_context(FormState::new("search_audit", None, Some(kept)));
    let actors: Vec<_> = [Choice::new("", "Anybody")]
        .into_iter()
        .chain(
            actors
                .into_iter()
                .map(|(actor, name)| Choice::new(actor, name)),
        )
        .collect();
    let actions = grouped(actions);
    view! {
        <form class="form panel" method="get" action=PAGE role="search" aria-label="Search the audit log">
            <div class="columns">
                <Select label="Who" name="actor" choices=actors/>
                <Select label="Did what" name="action" choices=actions/>
                <Field label="Event" name="event" hint="Its address, such as spring-drop." clearable=true/>
                <Field label="Text" name="text" hint="Anywhere in the entry." clearable=true/>
                <Field label="From (UTC)" name="from" kind="datetime-local" clearable=true/>
                <Field label="Before (UTC)" name="to" kind="datetime-local" clearable=true/>
            </div>
            <Whole/>
            <div class="submit">
                <button type="submit" class="primary">"Search"</button>
                <a href=PAGE>"Everything"</a>
            </div>
        </form>
    }
    .into_any()
}

#[component]
fn Entries(children: Children) -> impl IntoView {
    view! {
        <table class="log">
            <caption class="visually-hidden">"Entries, newest first"</caption>
            <thead>
                <tr>
                    <th scope="col">"When (UTC)"</th>
                    <th scope="col">"Who"</th>
                    <th scope="col">"Did"</th>
                    <th scope="col">"Before"</th>
                    <th scope="col">"After"</th>
                </tr>
            </thead>
            <tbody>{children()}</tbody>
        </table>
    }
    .into_any()
}

fn row(entry: &AuditRecord) -> impl IntoView + use<> {
    let at = entry.at.to_string();
    let shown = at
        .replace('T', " ")
        .trim_end_matches('Z')
        .chars()
        .take(19)
        .collect::<String>();
    let who = entry
        .actor_name
        .clone()
        .unwrap_or_else(|| entry.actor.clone());
    let what = entry
        .subject_name
        .clone()
        .unwrap_or_else(|| entry.subject.clone());
    // An event that was changed is its own subject.
    let what = Some(what).filter(|what| {
        let named = entry.event.as_ref().map(Slug::as_str);
        !what.is_empty() && named != Some(what)
    });
    let event = entry.event.as_ref().map(|slug| {
        let then = what.as_ref().map(|_| " · ");
        view! { <a href=format!("/admin/events/{slug}")>{slug.to_string()}</a>{then} }
    });
    view! {
        <tr>
            <th scope="row"><time datetime=at>{shown}</time></th>
            <td data-label="Who">{who}</td>
            <td data-label="Did"><b>{entry.action.clone()}</b><span class="hint">{event}{what}</span></td>
            <td data-label="Before">{facts(&entry.before)}</td>
            <td data-label="After">{facts(&entry.after)}</td>
        </tr>
    }
}

/// What an entry says of one side, a line for each field.
fn facts(value: &Value) -> AnyView {
    match value {
        Value::Null => view! { <span class="hint">"—"</span> }.into_any(),
        Value::Object(fields) => {
            let lines = fields.iter().map(|(name, value)| {
                view! { <li><span class="hint">{name.clone()}</span>" "{plain(value)}</li> }
            });
            view! { <ul class="sides">{lines.collect_view()}</ul> }.into_any()
        }
        other => view! { <span>{plain(other)}</span> }.into_any(),
    }
}

/// A value in one line: texts without their quotes, the rest as JSON.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => "nothing".to_owned(),
        other => other.to_string(),
    }
}

#[component]
fn Export(form: AuditForm) -> impl IntoView {
    let hidden = form
        .fields()
        .map(|(name, value)| (name, value.to_owned()))
        .to_vec();
    view! {
        <section class="panel" aria-labelledby="export-heading">
            <h2 id="export-heading">"Take it along"</h2>
            <p class="hint">"Everything that the search finds, all pages of it. That you took it is noted in the log."</p>
            <DeskForm name="export_audit" page=PAGE hidden plain=true>
                <ProofField/>
                <Whole/>
                <div class="submit">
                    <button type="submit" name="format" value="csv">"Download CSV"</button>
                    <button type="submit" name="format" value="jsonl">"Download JSON lines"</button>
                </div>
            </DeskForm>
        </section>
    }
    .into_any()
}
