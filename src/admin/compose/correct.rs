//! One message that was said: put right in sight of everyone, or taken back.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use super::fields::{Loud, offered};
use crate::admin::api::messages::{SaidMessage, load_message};
use crate::admin::board::{NowBar, Strip};
use crate::admin::form::{Choice, Choose, DeskForm, Select, Submit, Texts, Worded};
use crate::admin::parts::{Heading, Problem, Said};
use crate::domain::message::MAX_TEXT;

/// The message at its address.
#[component]
pub fn CorrectPage() -> impl IntoView {
    let params = use_params_map();
    let asked = move |name: &str| params.read().get(name).unwrap_or_default();
    let message = Resource::new_blocking(
        move || (asked("slug"), asked("id")),
        |(slug, id)| load_message(slug, id),
    );
    view! {
        <Suspense fallback=|| ()>
            {move || Suspend::new(async move {
                match message.await {
                    Ok(message) => view! { <Message message/> }.into_any(),
                    Err(error) => view! { <Problem error/> }.into_any(),
                }
            })}
        </Suspense>
    }
    .into_any()
}

#[component]
fn Message(message: SaidMessage) -> impl IntoView {
    provide_context(message.now.clone());
    let (title, board) = (message.now.status_page.title.clone(), message.now.address());
    let post = format!("{board}/post");
    let story = message.story.join(" · ");
    let stands = message.stands;
    let body = if stands {
        view! { <Correct message=message.clone()/><Retract message/> }.into_any()
    } else {
        view! { <TakenBack message/> }.into_any()
    };
    view! {
        <Title text=format!("Correct · {title} · Lineside desk")/>
        <div data-live="strip"><Strip/></div>
        <div class="head">
            <div>
                <Heading text="A message that was said"/>
                <p class="hint"><a href=board>{title}</a>" · "<a href=post>"Post a message"</a></p>
                <p class="hint">{story}</p>
            </div>
        </div>
        <NowBar><Said/></NowBar>
        {body}
    }
    .into_any()
}

fn address(message: &SaidMessage) -> String {
    format!("{}/messages/{}", message.now.address(), message.id)
}

#[component]
fn Correct(message: SaidMessage) -> impl IntoView {
    let page = address(&message);
    let hidden = vec![
        ("slug", message.now.status_page.slug.to_string()),
        ("id", message.id.clone()),
    ];
    view! {
        <section class="panel worded" aria-labelledby="correct-heading" data-main>
            <h2 id="correct-heading">"Correct it"</h2>
            <p class="hint">"The page says when it was corrected. What it said before stays in the audit log."</p>
            <DeskForm name="correct_message" page key=message.version.to_string() hidden>
                <Fields message/>
                <Submit label="Correct it on the page" busy="Correcting …"/>
            </DeskForm>
        </section>
    }
    .into_any()
}

#[component]
fn Fields(message: SaidMessage) -> impl IntoView {
    let says = Worded {
        values: message.text,
        ..Worded::lines("What it says", "message[text]", MAX_TEXT)
    };
    let (promises, stays) = offered();
    let keep = |now: Option<String>, word: &str, none: &str, offered: Vec<Choice>| {
        let kept = now.map(|at| Choice::new("keep", format!("As it is: {word} {at}")));
        let none = Choice::new("", none);
        let choices = kept.into_iter().chain([none]).chain(offered);
        choices.collect::<Vec<_>>()
    };
    let chosen = |now: &Option<String>| if now.is_some() { "keep" } else { "" };
    let (next, leaves) = (chosen(&message.next_update), chosen(&message.expires));
    let next_choices = keep(message.next_update, "by", "No promise", promises);
    let leave_choices = keep(message.expires, "at", "Stays", stays);
    let ticked = if message.pinned {
        vec!["on".to_owned()]
    } else {
        vec![]
    };
    let first = Choice::new("on", "Stands first, on the page and in the widget");
    view! {
        <Texts legend="What it says" languages=message.languages asked=vec![says]/>
        <div class="columns">
            <Loud name="message[severity]" value=message.severity.as_str().to_owned()/>
            <Select label="Next update" name="message[next_update]" choices=next_choices value=next/>
            <Select label="Leaves the page" name="message[expiry]" choices=leave_choices value=leaves/>
            <Choose legend="Place" name="message[pinned]" kind="checkbox" choices=vec![first] ticked/>
        </div>
    }
    .into_any()
}

#[component]
fn Retract(message: SaidMessage) -> impl IntoView {
    let page = address(&message);
    let hidden = vec![
        ("slug", message.now.status_page.slug.to_string()),
        ("id", message.id.clone()),
        ("version", message.version.to_string()),
    ];
    view! {
        <section class="panel away" aria-label="Take it back">
            <details>
                <summary>"Take it back …"</summary>
                <DeskForm name="retract_message" page hidden>
                    <p class="hint">
                        "Shoppers no longer read it; the page says that a message was withdrawn, and when. There is no way back: what is to be said again is a new message."
                    </p>
                    <Submit label="Take it back for good" busy="Taking it back …" primary=false/>
                </DeskForm>
            </details>
        </section>
    }
    .into_any()
}

#[component]
fn TakenBack(message: SaidMessage) -> impl IntoView {
    let texts: Vec<_> = message
        .languages
        .into_iter()
        .filter_map(|locale| {
            let text = message.text.get(locale.tag())?.clone();
            Some(view! {
                <div><dt>{locale.own_name()}</dt><dd lang=locale.tag() dir=locale.direction()>{text}</dd></div>
            })
        })
        .collect();
    view! {
        <section class="panel" aria-labelledby="gone-heading">
            <h2 id="gone-heading">"It was taken back"</h2>
            <p class="hint">"Only the desk still knows what it said."</p>
            <dl class="texts">{texts}</dl>
        </section>
    }
    .into_any()
}
