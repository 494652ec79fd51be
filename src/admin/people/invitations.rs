//! Invitations: the form for one, and those that are open.

use leptos::prelude::*;

use super::PAGE;
use super::person::roles;
use crate::admin::api::people::Invited;
use crate::admin::form::{DeskForm, Field, ProofField, Select, Submit};
use crate::admin::words;
use crate::domain::invitation::InvitationState;

/// The form that invites somebody. Its answer is their link.
#[component]
pub fn Invite() -> impl IntoView {
    view! {
        <section class="panel" aria-labelledby="invite-heading">
            <h2 id="invite-heading">"Invite somebody"</h2>
            <p class="hint">
                "You get a link to pass on. Whoever follows it chooses a password and is in."
            </p>
            <DeskForm name="invite" page=PAGE plain=true>
                <div class="columns">
                    <Field label="E-mail address" name="email" kind="email"/>
                    <Select label="Role" name="role" choices=roles() value="writer"/>
                </div>
                <ProofField/>
                <Submit label="Make the link"/>
            </DeskForm>
        </section>
    }
    .into_any()
}

/// Those who have not come in yet.
#[component]
pub fn Invitations(invited: Vec<Invited>) -> impl IntoView {
    if invited.is_empty() {
        return ().into_any();
    }
    let rows = invited.into_iter().map(row).collect_view();
    view! {
        <section aria-labelledby="invited-heading">
            <h2 id="invited-heading">"Invited"</h2>
            <table>
                <caption class="visually-hidden">"Who is invited and has not come in"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Address"</th>
                        <th scope="col">"Role"</th>
                        <th scope="col">"Link"</th>
                        <th scope="col">"Change"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
    .into_any()
}

fn row(invited: Invited) -> impl IntoView {
    let state = match invited.state {
        InvitationState::Open => format!("works until {}", invited.until),
        InvitationState::Used => "used".to_owned(),
        InvitationState::Withdrawn => "withdrawn".to_owned(),
        InvitationState::Expired => format!("ended {}", invited.until),
    };
    let withdraw = (invited.state == InvitationState::Open).then(|| {
        view! {
            <DeskForm name="withdraw_invitation" subject=("id", invited.id) page=PAGE>
                <ProofField/>
                <Submit label="Withdraw" primary=false/>
            </DeskForm>
        }
    });
    view! {
        <tr>
            <th scope="row">{invited.email}</th>
            <td data-label="Role">{words::role(invited.role)}</td>
            <td data-label="Link">{state}</td>
            <td>{withdraw}</td>
        </tr>
    }
}
