//! What is not published: drafts to go on with, and messages that wait for their time.

use leptos::prelude::*;

use crate::admin::api::compose::{DraftEntry, ScheduledEntry};
use crate::admin::form::{DeskForm, Submit};

/// Scheduled messages and drafts; nothing where there are none.
#[component]
pub fn Waiting(
    /// What was begun.
    drafts: Vec<DraftEntry>,
    /// What waits for its time.
    scheduled: Vec<ScheduledEntry>,
    /// The event's board.
    board: String,
    /// The page that the forms stand on.
    page: String,
) -> impl IntoView {
    let slug = board.rsplit('/').next().unwrap_or_default().to_owned();
    let context = Context { board, page, slug };
    let scheduled = (!scheduled.is_empty()).then(|| {
        let rows: Vec<_> = scheduled
            .into_iter()
            .map(|entry| scheduled_row(&context, entry))
            .collect();
        view! {
            <section class="panel" id="scheduled" aria-labelledby="scheduled-heading">
                <h2 id="scheduled-heading">"Scheduled"</h2>
                <ul class="waiting">{rows}</ul>
            </section>
        }
    });
    let drafts = (!drafts.is_empty()).then(|| {
        let rows: Vec<_> = drafts
            .into_iter()
            .map(|entry| draft_row(&context, entry))
            .collect();
        view! {
            <section class="panel" id="drafts" aria-labelledby="drafts-heading">
                <h2 id="drafts-heading">"Drafts"</h2>
                <ul class="waiting">{rows}</ul>
            </section>
        }
    });
    view! { {scheduled}{drafts} }.into_any()
}

struct Context {
    board: String,
    page: String,
    slug: String,
}

fn scheduled_row(context: &Context, entry: ScheduledEntry) -> impl IntoView + use<> {
    let ScheduledEntry {
        id,
        version,
        words,
        by,
        at,
        missed,
    } = entry;
    let href = format!("{}/post?scheduled={id}#post", context.board);
    let state = match &missed {
        None => format!("for {at}, by {by}"),
        Some(because) => format!("missed {at}: {because} (scheduled by {by})"),
    };
    let late = missed.is_some().then_some("");
    let hidden = || {
        vec![
            ("slug", context.slug.clone()),
            ("version", version.to_string()),
        ]
    };
    let subject = || ("scheduled", id.clone());
    let page = &context.page;
    view! {
        <li data-missed=late>
            <p class="words"><strong>{words}</strong></p>
            <p class="hint">{state}</p>
            <div class="acts">
                <a class="button" href=href>"Change"</a>
                <DeskForm name="publish_scheduled" subject=subject() page=page.clone() hidden=hidden()>
                    <Submit label="Publish now" busy="Publishing …" primary=false/>
                </DeskForm>
                <details>
                    <summary>"Cancel …"</summary>
                    <DeskForm name="cancel_scheduled" subject=subject() page=page.clone() hidden=hidden()>
                        <p class="hint">"It will not be published. The audit log keeps what it says."</p>
                        <Submit label="Cancel it" busy="Cancelling …" primary=false/>
                    </DeskForm>
                </details>
            </div>
        </li>
    }
}

fn draft_row(context: &Context, entry: DraftEntry) -> impl IntoView + use<> {
    let DraftEntry {
        id,
        version,
        words,
        by,
        at,
        ..
    } = entry;
    let href = format!("{}/post?draft={id}#post", context.board);
    let hidden = vec![
        ("slug", context.slug.clone()),
        ("version", version.to_string()),
    ];
    view! {
        <li>
            <p class="words"><strong>{words}</strong></p>
            <p class="hint">{format!("saved {at}, by {by}")}</p>
            <div class="acts">
                <a class="button" href=href>"Go on"</a>
                <details>
                    <summary>"Discard …"</summary>
                    <DeskForm name="discard_draft" subject=("draft", id) page=context.page.clone() hidden>
                        <p class="hint">"Nobody can go on with it then. The audit log keeps what it says."</p>
                        <Submit label="Discard it" busy="Discarding …" primary=false/>
                    </DeskForm>
                </details>
            </div>
        </li>
    }
}

/// What somebody else made of the draft that a form went on with: both are kept, and this one is shown.
#[expect(
    clippy::needless_pass_by_value,
    reason = "a component owns its properties"
)]
#[component]
pub fn Beside(
    /// The other draft, if there is one.
    beside: Option<DraftEntry>,
    /// The event's board; nothing when the page is known from elsewhere.
    board: String,
) -> impl IntoView {
    beside.map(|other| {
        let texts: Vec<_> = other
            .texts
            .into_iter()
            .map(|(name, text)| view! { <div><dt>{name}</dt><dd>{text}</dd></div> })
            .collect();
        let href = match board.as_str() {
            "" => format!("post?draft={}#post", other.id),
            board => format!("{board}/post?draft={}#post", other.id),
        };
        view! {
            <section class="beside" role="alert" aria-label="Two drafts">
                <p>
                    <strong>{other.by}</strong>
                    {format!(" changed this draft meanwhile ({}). Yours goes on as a draft of its own; theirs says:", other.at)}
                </p>
                <dl>{texts}</dl>
                <p><a href=href target="_blank">"Open theirs"</a></p>
            </section>
        }
    })
}
