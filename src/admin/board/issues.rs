//! Known issues: open one, and tell how the open ones go on.

use leptos::prelude::*;

use super::{here, languages};
use crate::admin::api::BoardNow;
use crate::admin::api::issues::story_key;
use crate::admin::form::{Choice, Choose, DeskForm, Select, Submit, Texts, Worded};
use crate::admin::{LeftBehind, words};
use crate::domain::incident::{Impact, IncidentStatus, MAX_TEXT};
use crate::domain::status_page::IncidentView;

/// The panel for known issues.
#[component]
pub fn Issues(
    /// The key of the form for a new one.
    key: String,
) -> impl IntoView {
    view! {
        <section class="panel worded" id="issues" aria-labelledby="issues-heading">
            <h2 id="issues-heading">"Known issues"</h2>
            <div data-live="issues"><IssueList/></div>
            <OpenForm key/>
        </section>
    }
    .into_any()
}

/// The issues that are open.
#[component]
pub fn IssueList() -> impl IntoView {
    let now = here();
    let incidents = now.status_page.incidents.iter();
    let open: Vec<_> = incidents
        .filter(|incident| incident.status != IncidentStatus::Resolved)
        .map(|incident| issue(&now, incident))
        .collect();
    if open.is_empty() {
        return view! { <p class="nothing">"No known issue is open."</p> }.into_any();
    }
    view! { <ul class="issues">{open}</ul> }.into_any()
}

fn issue(now: &BoardNow, incident: &IncidentView) -> impl IntoView + use<> {
    let id = incident.id.to_string();
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
    let last = incident.updates.first().map(|last| {
        let (text, at) = (last.text.plain(), last.at.text.clone());
        view! { <p class="text">{text}<span class="hint">" · "{at}</span></p> }
    });
    let statuses = IncidentStatus::ALL
        .map(|status| Choice::new(status.as_str(), words::issue_status(status)))
        .to_vec();
    // What was seen of its story: another's update in between makes it another form.
    let key = story_key(&id, incident.updates.len());
    let heading = format!("issue-{id}");
    let (labelled, title) = (heading.clone(), incident.title.clone());
    let status = incident.status;
    let languages = languages(now);
    let asked = vec![Worded::lines("What is known now", "text", MAX_TEXT)];
    view! {
        <li aria-labelledby=labelled>
            <h3 id=heading>{title}</h3>
            <p class="hint">{words::issue_status(status)}{affects}</p>
            {last}
            <DeskForm
                name="update_issue"
                subject=("incident", id)
                page=now.address()
                key
                stays=true
                hidden=vec![("slug", now.status_page.slug.to_string())]
            >
                <div class="columns">
                    <Select label="Status" name="status" choices=statuses value=status.as_str()/>
                </div>
                <Texts legend="What is known now" languages asked/>
                <Submit label="Publish the update" primary=false busy="Publishing …"/>
            </DeskForm>
        </li>
    }
}

#[component]
fn OpenForm(key: String) -> impl IntoView {
    let now = here();
    let impacts = Impact::ALL
        .map(|impact| Choice::new(impact.as_str(), words::impact(impact)))
        .to_vec();
    let parts: Vec<_> = now
        .status_page
        .components
        .iter()
        .map(|part| Choice::new(part.component.id.as_str(), part.component.name.clone()))
        .collect();
    let unfinished = LeftBehind::by("open_issue").is_some();
    let languages = languages(&now);
    let title = Worded {
        hint: "A few words, for example: Payments fail.",
        ..Worded::line("What is wrong", "title")
    };
    let asked = vec![
        title,
        Worded::lines("What is known so far", "text", MAX_TEXT),
    ];
    view! {
        <details open=unfinished>
            <summary>"Open a new issue"</summary>
            <DeskForm
                name="open_issue"
                page=now.address()
                key
                stays=true
                hidden=vec![("slug", now.status_page.slug.to_string())]
            >
                <Texts legend="What is said about it" languages asked/>
                <Select label="Impact" name="impact" choices=impacts value="minor"/>
                <Choose legend="Affects" name="components[]" kind="checkbox" choices=parts/>
                <Submit label="Open the issue" primary=false busy="Opening …"/>
            </DeskForm>
        </details>
    }
    .into_any()
}
