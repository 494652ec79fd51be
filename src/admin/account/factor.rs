//! The second factor: off, offered, or on.

use leptos::prelude::*;

use super::PAGE;
use crate::admin::api::account::{Account, Offered};
use crate::admin::form::{DeskForm, Field, ProofField, Submit};

/// What there is to do about the second factor.
#[component]
pub fn Factor(account: Account) -> impl IntoView {
    let body = match (account.second_factor, account.offered) {
        (true, _) => view! { <On left=account.recovery_codes/> }.into_any(),
        (false, Some(offered)) => view! { <Offer offered/> }.into_any(),
        (false, None) => view! { <Off/> }.into_any(),
    };
    view! {
        <section class="panel" aria-labelledby="factor-heading">
            <h2 id="factor-heading">"Second factor"</h2>
            {body}
        </section>
    }
    .into_any()
}

#[component]
fn Off() -> impl IntoView {
    view! {
        <p>
            "Off: your password alone lets you in. With a second factor, logging in also takes a code of an authenticator app on your phone."
        </p>
        <DeskForm name="begin_factor" page=PAGE>
            <ProofField/>
            <Submit label="Set it up"/>
        </DeskForm>
    }
    .into_any()
}

#[component]
fn Offer(offered: Offered) -> impl IntoView {
    let picture = offered.code.map(|(side, path)| {
        view! {
            <svg
                class="qr"
                viewBox=format!("0 0 {side} {side}")
                width="200"
                height="200"
                role="img"
                aria-label="The secret as a QR code; it stands as text beside it"
                shape-rendering="crispEdges"
            >
                <rect width=side height=side fill="#fff"></rect>
                <path d=path fill="#000"></path>
            </svg>
        }
    });
    view! {
        <p>"Scan this with your authenticator app, or type the secret into it. It is not on yet."</p>
        <div class="offer">
            {picture}
            <div>
                <p class="hint">"Secret"</p>
                <p><code class="secret">{offered.secret}</code></p>
                <p><a href=offered.link>"Open in an app on this device"</a></p>
            </div>
        </div>
        <DeskForm name="confirm_factor" page=PAGE plain=true>
            <Field
                label="The code that the app shows now"
                name="code"
                inputmode="numeric"
                autocomplete="one-time-code"
                hint="Six figures. Then you get recovery codes."
            />
            <ProofField/>
            <Submit label="Switch it on"/>
        </DeskForm>
    }
    .into_any()
}

#[component]
fn On(left: i64) -> impl IntoView {
    let left = match left {
        0 => "No recovery code is left: make new ones.".to_owned(),
        1 => "One recovery code is left.".to_owned(),
        left => format!("{left} recovery codes are left."),
    };
    view! {
        <p>"On: logging in takes your password and a code. "{left}</p>
        <div class="changes">
            <DeskForm name="renew_codes" page=PAGE plain=true>
                <ProofField/>
                <Submit label="Make new recovery codes" primary=false/>
            </DeskForm>
            <DeskForm name="remove_factor" page=PAGE>
                <ProofField/>
                <Submit label="Switch it off and log out everywhere" primary=false/>
            </DeskForm>
        </div>
    }
    .into_any()
}
