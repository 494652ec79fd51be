//! The link to a draft for people without a log-in.

use leptos::prelude::*;

use crate::admin::api::previews::LIVES;
use crate::admin::form::{Choice, DeskForm, Select, Submit};

/// Makes, renews or withdraws the link. It is told once, on the page that answers.
#[expect(
    clippy::needless_pass_by_value,
    reason = "a component owns its properties"
)]
#[component]
pub fn Preview(
    /// The event.
    slug: String,
    /// The page it stands on.
    page: String,
    /// Until when the link is good, if there is one.
    until: Option<String>,
) -> impl IntoView {
    let lives = LIVES.map(|(days, label)| Choice::new(days, label));
    let hidden = vec![("slug", slug)];
    let (state, label) = match &until {
        Some(until) => (
            format!("There is a link, good until {until}. Renewing it makes a new one, and the old one stops working."),
            "Renew the link",
        ),
        None => (
            "There is no link. Whoever has one sees the draft as shoppers would get it, without logging in.".to_owned(),
            "Make a preview link",
        ),
    };
    let withdraw = until.is_some().then(|| {
        view! {
            <DeskForm name="withdraw_preview" page=page.clone() hidden=hidden.clone()>
                <Submit label="Withdraw the link" primary=false/>
            </DeskForm>
        }
    });
    view! {
        <section class="panel" aria-labelledby="preview-heading">
            <h2 id="preview-heading">"Preview link"</h2>
            <p class="hint">{state}</p>
            <DeskForm name="make_preview" page=page.clone() hidden=hidden.clone() plain=true>
                <Select label="Good for" name="days" choices=lives.to_vec() value="7"/>
                <Submit label=label primary=false/>
            </DeskForm>
            {withdraw}
        </section>
    }
    .into_any()
}
