//! API tokens: what there is, a new one, the end of one.

use leptos::prelude::*;
use leptos_meta::Title;

use super::api::tokens::{LIVES, TokenEntry, Tokens, load_tokens};
use super::form::{Choice, Choose, DeskForm, Field, ProofField, Select, Submit};
use super::parts::{Heading, Problem, Said, Told};
use super::words;
use crate::domain::operator::Scope;

const PAGE: &str = "/admin/tokens";

/// The tokens of machines, for owners.
#[component]
pub fn TokensPage() -> impl IntoView {
    let tokens = Resource::new_blocking(|| (), |()| load_tokens());
    view! {
        <Title text="Tokens · Lineside desk"/>
        <Said/>
        <Suspense fallback=|| ()>
            {move || Suspend::new(async move {
                match tokens.await {
                    Ok(tokens) => view! { <TokensView tokens/> }.into_any(),
                    Err(error) => view! { <Problem error/> }.into_any(),
                }
            })}
        </Suspense>
    }
    .into_any()
}

#[component]
fn TokensView(tokens: Tokens) -> impl IntoView {
    let Tokens { tokens, events } = tokens;
    view! {
        <div class="head">
            <div>
                <Heading text="Tokens"/>
                <p class="hint">"With these, machines send samples, publish and set stock."</p>
            </div>
        </div>
        <div class="house">
            <Told/>
            <Create events/>
            <List tokens/>
        </div>
    }
    .into_any()
}

#[component]
fn Create(events: Vec<(String, String)>) -> impl IntoView {
    let scopes = Scope::ALL.map(|scope| Choice {
        value: scope.as_str().to_owned(),
        label: words::scope(scope).to_owned(),
        note: None,
    });
    let title = |(slug, title): (String, String)| {
        let label = format!("{title} ({slug})");
        Choice::new(slug, label)
    };
    let events: Vec<_> = [Choice::new("", "Every event")]
        .into_iter()
        .chain(events.into_iter().map(title))
        .collect();
    let lives: Vec<_> = [Choice::new("", "Choose …")]
        .into_iter()
        .chain(LIVES.map(|(days, label)| Choice::new(days, label)))
        .collect();
    view! {
        <section class="panel" aria-labelledby="create-heading">
            <h2 id="create-heading">"New token"</h2>
            <DeskForm name="create_token" page=PAGE plain=true>
                <div class="columns">
                    <Field label="Name" name="name" hint="What it is for, such as “queue feed”."/>
                    <Select label="Event" name="event" choices=events/>
                    <Select label="Ends after" name="days" choices=lives/>
                </div>
                <Choose legend="It may" name="scopes[]" kind="checkbox" choices=scopes.to_vec()/>
                <ProofField/>
                <Submit label="Make the token"/>
            </DeskForm>
        </section>
    }
    .into_any()
}

#[component]
fn List(tokens: Vec<TokenEntry>) -> impl IntoView {
    if tokens.is_empty() {
        return view! { <p class="nothing">"There is no token yet."</p> }.into_any();
    }
    let rows = tokens.into_iter().map(row).collect_view();
    view! {
        <table>
            <caption class="visually-hidden">"Tokens; those that work come first"</caption>
            <thead>
                <tr>
                    <th scope="col">"Token"</th>
                    <th scope="col">"May"</th>
                    <th scope="col">"Made"</th>
                    <th scope="col">"Last used"</th>
                    <th scope="col">"Works"</th>
                    <th scope="col">"End"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(token: TokenEntry) -> impl IntoView {
    let name = if token.name.is_empty() {
        token.id.clone()
    } else {
        token.name
    };
    let revoke = token.works.then(|| {
        view! {
            <DeskForm name="revoke_token" subject=("id", token.id) page=PAGE>
                <Submit label="Revoke" primary=false/>
            </DeskForm>
        }
    });
    view! {
        <tr data-disabled=(!token.works).then_some("")>
            <th scope="row">
                <span class="strong">{name}</span>
                <span class="hint">{token.event.unwrap_or_else(|| "every event".to_owned())}</span>
            </th>
            <td data-label="May">{token.scopes.join(", ")}</td>
            <td class="moment" data-label="Made">{token.made}<span class="hint">" by "{token.made_by}</span></td>
            <td class="moment" data-label="Last used">{token.used.unwrap_or_else(|| "never".to_owned())}</td>
            <td class="moment" data-label="Works">{token.state}</td>
            <td>{revoke}</td>
        </tr>
    }
}
