//! The people who may log in, and what an owner can change about them.

use leptos::prelude::*;

use super::PAGE;
use crate::admin::api::people::Person;
use crate::admin::form::{Choice, DeskForm, ProofField, Select, Submit};
use crate::admin::{LeftBehind, use_me, words};
use crate::domain::operator::Role;

/// Everybody, by address.
#[component]
pub fn Persons(people: Vec<Person>) -> impl IntoView {
    let rows = people.into_iter().map(row).collect_view();
    view! {
        <table class="people">
            <caption class="visually-hidden">"Who may log in"</caption>
            <thead>
                <tr>
                    <th scope="col">"Address"</th>
                    <th scope="col">"Role"</th>
                    <th scope="col">"Logs in with"</th>
                    <th scope="col">"Change"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(person: Person) -> impl IntoView {
    let me = use_me().email == person.email;
    let with = match (person.disabled, person.second_factor) {
        (true, _) => "cannot log in",
        (false, true) => "password and code",
        (false, false) => "password alone",
    };
    // What was refused is shown, not folded away.
    let refused = LeftBehind::by("change_person")
        .is_some_and(|kept| kept.value("email").as_ref() == Some(&person.email));
    let (email, role, disabled) = (person.email.clone(), person.role, person.disabled);
    view! {
        <tr data-disabled=disabled.then_some("")>
            <th scope="row">
                <span class="strong">{email.clone()}</span>
                {me.then(|| view! { <span class="hint">"you"</span> })}
            </th>
            <td data-label="Role">{words::role(role)}</td>
            <td data-label="Logs in with">{with}</td>
            <td>
                <details open=refused>
                    <summary>"Change"<span class="visually-hidden">{format!(" {email}")}</span></summary>
                    <Change person/>
                </details>
            </td>
        </tr>
    }
}

/// The roles to choose from.
pub fn roles() -> Vec<Choice> {
    Role::ALL
        .into_iter()
        .rev()
        .map(|role| Choice::new(role.as_str(), words::role_with_rights(role)))
        .collect()
}

#[component]
fn Change(person: Person) -> impl IntoView {
    let email = person.email;
    // Part of an id, which has no spaces and no signs.
    let named = email.replace(|c: char| !c.is_ascii_alphanumeric(), "-");
    let form = |change: &'static str| {
        let subject = format!("{change}-{named}");
        (
            subject,
            vec![("email", email.clone()), ("change", change.to_owned())],
        )
    };
    let (subject, hidden) = form("role");
    let role = view! {
        <DeskForm name="change_person" subject=("subject", subject) page=PAGE hidden=hidden>
            <Select label="Role" name="role" choices=roles() value=person.role.as_str()/>
            <ProofField/>
            <Submit label="Change the role and end their sessions" primary=false/>
        </DeskForm>
    };
    let (subject, hidden) = form(if person.disabled { "enable" } else { "disable" });
    let bar = view! {
        <DeskForm name="change_person" subject=("subject", subject) page=PAGE hidden=hidden>
            <ProofField/>
            <Submit
                label=if person.disabled { "Let them log in again" } else { "Bar from the desk and end their sessions" }
                primary=false
            />
        </DeskForm>
    };
    let factor = person.second_factor.then(|| {
        let (subject, hidden) = form("remove_factor");
        view! {
            <DeskForm name="change_person" subject=("subject", subject) page=PAGE hidden=hidden>
                <ProofField/>
                <Submit label="Remove their second factor and end their sessions" primary=false/>
            </DeskForm>
        }
    });
    view! { <div class="changes">{role}{bar}{factor}</div> }.into_any()
}
