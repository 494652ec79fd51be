//! Saying the right thing in twenty seconds: pick a template, fill its gaps, see it in every language, publish.

mod chips;
/// One message, corrected or taken back.
pub mod correct;
mod fields;
mod said;
mod shown;
mod tongues;
mod waiting;

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::api::compose::{Composer as Begun, load_composer};
use super::api::messages::load_messages;
use super::board::{NowBar, Strip};
use super::form::{DeskForm, Submit};
use super::parts::{Heading, Problem, Said};
use super::wake::Companion;
use chips::Chips;
use fields::{Gaps, Options};
use said::SaidList;
use shown::{Todo, WholePages};
use tongues::Says;
use waiting::{Beside, Waiting};

pub use shown::{render_beside, render_shown};

/// The composer at its address, with what was said so far.
#[component]
pub fn ComposePage() -> impl IntoView {
    let slug = slug();
    let said = Resource::new_blocking(move || slug.get(), load_messages);
    view! {
        <Loaded whole=true>
            <Suspense fallback=|| ()>
                {move || Suspend::new(async move {
                    said.await.ok().map(|said| view! { <SaidList said slug=slug.get_untracked()/> })
                })}
            </Suspense>
        </Loaded>
    }
    .into_any()
}

/// The composer as a part of another screen of the event.
#[component]
pub fn Composer() -> impl IntoView {
    view! { <Loaded whole=false><span hidden></span></Loaded> }.into_any()
}

fn slug() -> Memo<String> {
    let params = use_params_map();
    Memo::new(move |_| params.read().get("slug").unwrap_or_default())
}

/// Loads what the address asks for.
#[component]
fn Loaded(
    /// Whether it is a screen of its own.
    whole: bool,
    /// What follows it.
    children: ChildrenFn,
) -> impl IntoView {
    let (slug, query) = (slug(), use_query_map());
    let asked = move |name: &str| query.read().get(name).unwrap_or_default();
    let begun = Resource::new_blocking(
        move || {
            let names = [
                "template",
                "draft",
                "beside",
                "scheduled",
                "alert",
                "occasion",
            ];
            (slug.get(), names.map(asked))
        },
        |(slug, [template, draft, beside, scheduled, alert, occasion])| {
            load_composer(slug, template, draft, beside, scheduled, alert, occasion)
        },
    );
    let children = StoredValue::new(children);
    view! {
        <Suspense fallback=|| ()>
            {move || Suspend::new(async move {
                match begun.await {
                    Ok(begun) if whole => {
                        view! { <Screen begun/>{children.with_value(|children| children())} }.into_any()
                    }
                    Ok(begun) => view! { <Panel begun whole/> }.into_any(),
                    Err(error) => view! { <Problem error/> }.into_any(),
                }
            })}
        </Suspense>
    }
    .into_any()
}

/// The composer with the event around it.
#[component]
fn Screen(begun: Begun) -> impl IntoView {
    let now = begun.now.clone();
    provide_context(now.clone());
    let (title, board) = (now.status_page.title.clone(), now.address());
    view! {
        <Title text=format!("Post · {title} · Lineside desk")/>
        <div data-live="strip"><Strip/></div>
        <div class="head">
            <div>
                <Heading text="Post a message"/>
                <p class="hint"><a href=board>{title}</a></p>
            </div>
        </div>
        <NowBar><Said/></NowBar>
        <Panel begun whole=true/>
    }
    .into_any()
}

#[component]
fn Panel(begun: Begun, whole: bool) -> impl IntoView {
    let Begun {
        now,
        languages,
        templates,
        form,
        gaps,
        answers,
        key,
        draft,
        beside,
        shown,
        drafts,
        scheduled,
    } = begun;
    let board = now.address();
    let page = if whole {
        format!("{board}/post")
    } else {
        board.clone()
    };
    let template = templates
        .iter()
        .find(|template| template.key.as_str() == form.template);
    let name = template.map_or("Own words", |template| template.name.as_str());
    let name = match form.scheduled.as_str() {
        "" => name.to_owned(),
        _ => format!("{name}, scheduled"),
    };
    let heading = if whole {
        name
    } else {
        format!("Post a message: {}", name.to_lowercase())
    };
    let draft = draft.unwrap_or_default();
    let saved = draft.saved.clone();
    let hidden = vec![
        ("slug", now.status_page.slug.to_string()),
        ("draft", draft.id),
        ("version", draft.version),
        ("message[template]", form.template.clone()),
        ("message[scheduled]", form.scheduled.clone()),
        ("message[scheduled_version]", form.scheduled_version.clone()),
        ("message[alert]", form.alert.clone()),
        ("message[occasion]", form.occasion.clone()),
    ];
    let picks = match form.alert.as_str() {
        "" => page.clone(),
        alert => format!("{page}?alert={alert}&occasion={}", form.occasion),
    };
    let said = format!("{board}/post#said-so-far");
    let (preview, keep) = (format!("{board}/preview"), format!("{board}/drafts"));
    let (preview_at, keep_at) = (preview.clone(), keep.clone());
    let (effect, todo) = (shown.effect.clone(), shown.todo.clone());
    let (whole_at, speaks) = (format!("{preview}/page"), languages.clone());
    let zone = now.status_page.zone.clone();
    let sends = if form.publish_at.is_empty() {
        "Publishing …"
    } else {
        "Scheduling …"
    };
    view! {
        <section class="panel first composer" id="post" aria-labelledby="post-heading" data-main>
            <Chips templates=templates.clone() chosen=form.template.clone() address=format!("{picks}#post-heading")/>
            <h2 id="post-heading" tabindex="-1">{heading}</h2>
            {answers.map(|answers| view! { <p class="hint">{answers}</p> })}
            {(!whole).then(|| view! {
                <p class="hint"><a href=said>"What was said so far, to correct it or to take it back"</a></p>
            })}
            <div data-live="beside"><Beside beside board=board.clone()/></div>
            <DeskForm name="post_message" page=page.clone() key hidden>
                <div class="writing">
                    <div class="says">
                        <Gaps gaps standing=shown.standing.clone() values=form.values.clone()/>
                        <Says languages shown form=form.clone()/>
                    </div>
                    <div class="how">
                        <Options form zone/>
                        <div data-live="todo"><Todo todo/></div>
                    </div>
                </div>
                <div class="send">
                    <Submit label=effect busy=sends live="effect">
                        <button type="submit" class="quiet asleep" formmethod="post" formaction=preview_at>
                            "Preview"
                        </button>
                        <button type="submit" class="quiet asleep" formmethod="post" formaction=keep_at>
                            "Save as a draft"
                        </button>
                        <WholePages languages=speaks at=whole_at/>
                        <Companion preview keep saved/>
                        <span class="hint keys awake">"Ctrl or ⌘ + Enter"</span>
                    </Submit>
                </div>
            </DeskForm>
        </section>
        <Waiting drafts scheduled board page/>
    }
    .into_any()
}
