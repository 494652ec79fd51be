//! Known issues: open one, and tell how the open ones go on.

use leptos::prelude::*;

use super::BoardState;
use crate::admin::api::issues::{OpenIssue, UpdateIssue};
use crate::admin::form::{Choice, Choose, DeskForm, Field, Select, Submit, TextArea};
use crate::admin::words;
use crate::domain::incident::{Impact, IncidentStatus, MAX_TEXT};
use crate::domain::status_page::IncidentView;

/// The panel for known issues.
#[component]
pub fn Issues() -> impl IntoView {
    let state = BoardState::here();
    let open = Memo::new(move |_| {
        let page = state.page.read();
        let open = page.incidents.iter();
        let open = open.filter(|incident| incident.status != IncidentStatus::Resolved);
        open.cloned().collect::<Vec<_>>()
    });
    let none = move || open.read().is_empty();
    view! {
        <section class="panel" id="issues" aria-labelledby="issues-heading">
            <h2 id="issues-heading">"Known issues"</h2>
            <p class="nothing" hidden=move || !none()>"No known issue is open."</p>
            <ul class="issues">
                <For
                    each=move || open.get()
                    key=|incident| incident.id.clone()
                    let:incident
                >
                    <Issue incident open/>
                </For>
            </ul>
            <OpenForm/>
        </section>
    }
    .into_any()
}

#[component]
fn Issue(incident: IncidentView, open: Memo<Vec<IncidentView>>) -> impl IntoView {
    let state = BoardState::here();
    let id = incident.id.to_string();
    let (action, key) = state.action::<UpdateIssue>(&format!("issue-{id}"));
    // The row stays while its story goes on, and with it whatever is being written.
    let first = incident.clone();
    let current = Memo::new(move |_| {
        let open = open.read();
        let found = open.iter().find(|other| other.id == first.id);
        found.cloned().unwrap_or_else(|| first.clone())
    });
    let heading = format!("issue-{id}");
    let labelled = heading.clone();
    let affects: Vec<_> = incident
        .components
        .iter()
        .map(|c| c.component.name.clone())
        .collect();
    let affects = if affects.is_empty() {
        String::new()
    } else {
        format!(" · affects {}", affects.join(", "))
    };
    let last = move || {
        let current = current.read();
        let last = current.updates.first()?;
        let (text, at) = (last.text.clone(), last.at.text.clone());
        Some(view! { <p class="text">{text}<span class="hint">" · "{at}</span></p> })
    };
    let status = Signal::derive(move || current.read().status.as_str().to_owned());
    let statuses = IncidentStatus::ALL
        .map(|status| Choice::new(status.as_str(), words::issue_status(status)))
        .to_vec();
    view! {
        <li aria-labelledby=labelled>
            <h3 id=heading>{incident.title}</h3>
            <p class="hint">{move || words::issue_status(current.read().status)}{affects}</p>
            {last}
            <DeskForm
                name="update_issue"
                subject=("incident", id)
                page=state.address()
                action
                key
                hidden=vec![("slug", state.slug())]
            >
                <div class="columns">
                    <Select label="Status" name="status" choices=statuses value=status/>
                </div>
                <TextArea label="What is known now" name="text" limit=MAX_TEXT rows="2"/>
                <Submit label="Publish the update" primary=false busy="Publishing …"/>
            </DeskForm>
        </li>
    }
    .into_any()
}

#[component]
fn OpenForm() -> impl IntoView {
    let state = BoardState::here();
    let (action, key) = state.action::<OpenIssue>("open-issue");
    let impacts = Impact::ALL
        .map(|impact| Choice::new(impact.as_str(), words::impact(impact)))
        .to_vec();
    let parts = state.page.read_untracked().components.clone();
    let parts: Vec<_> = parts
        .into_iter()
        .map(|part| Choice::new(part.component.id.as_str(), part.component.name))
        .collect();
    let left = use_context::<crate::admin::LeftBehind>();
    let unfinished =
        left.is_some_and(|left| left.0.with_value(|kept| kept.is_for("open_issue", None)));
    view! {
        <details open=unfinished>
            <summary>"Open a new issue"</summary>
            <DeskForm
                name="open_issue"
                page=state.address()
                action
                key
                hidden=vec![("slug", state.slug())]
            >
                <Field label="What is wrong" name="title" hint="A few words, for example: Payments fail."/>
                <Select label="Impact" name="impact" choices=impacts value="minor"/>
                <Choose legend="Affects" name="components[]" kind="checkbox" choices=parts/>
                <TextArea label="What is known so far" name="text" limit=MAX_TEXT rows="2"/>
                <Submit label="Open the issue" primary=false busy="Opening …"/>
            </DeskForm>
        </details>
    }
    .into_any()
}
