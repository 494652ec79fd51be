//! Sessions in a table: where somebody is logged in, and the end of it.

use leptos::prelude::*;

use crate::admin::api::people::Sitting;
use crate::admin::form::{DeskForm, Submit};

/// Sessions, newest first.
#[component]
pub fn Sessions(
    /// The sessions.
    sessions: Vec<Sitting>,
    /// The page it stands on.
    page: &'static str,
    /// Whether to say whose they are.
    #[prop(optional)]
    named: bool,
) -> impl IntoView {
    let rows = sessions
        .into_iter()
        .map(|session| row(session, page, named))
        .collect_view();
    view! {
        <table>
            <caption class="visually-hidden">"Sessions, newest first"</caption>
            <thead>
                <tr>
                    <th scope="col">{if named { "Who" } else { "Where" }}</th>
                    {named.then(|| view! { <th scope="col">"Where"</th> })}
                    <th scope="col">"Since"</th>
                    <th scope="col">"Last seen"</th>
                    <th scope="col">"End"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(session: Sitting, page: &'static str, named: bool) -> impl IntoView {
    let browser = if session.browser.is_empty() {
        "a browser that does not say what it is".to_owned()
    } else {
        session.browser
    };
    let place = view! {
        <span class="network">{session.network}</span>
        <span class="hint">{browser}</span>
        {session.here.then(|| view! { <strong class="here">"This one"</strong> })}
    };
    let end = view! {
        <DeskForm name="end_session" subject=("session", session.id) page=page>
            <Submit label=if session.here { "Log out here" } else { "End" } primary=false/>
        </DeskForm>
    };
    let (who, place) = if named {
        let who = view! { {session.email} }.into_any();
        (
            who,
            Some(view! { <td data-label="Where">{place}</td> }.into_any()),
        )
    } else {
        (place.into_any(), None)
    };
    view! {
        <tr>
            <th scope="row">{who}</th>
            {place}
            <td class="moment" data-label="Since">{session.begun}</td>
            <td class="moment" data-label="Last seen">{session.seen}</td>
            <td>{end}</td>
        </tr>
    }
}
