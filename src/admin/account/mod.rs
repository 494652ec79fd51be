//! One's own account: password, second factor, sessions.

mod factor;

use leptos::prelude::*;
use leptos_meta::Title;

use super::api::account::{Account, load_account};
use super::form::{DeskForm, Field, Submit};
use super::parts::{Heading, Problem, Said, Told};
use super::people::sessions::Sessions;
use super::use_me;
use factor::Factor;

/// The address of this screen.
pub const PAGE: &str = "/admin/account";

/// One's own account.
#[component]
pub fn AccountPage() -> impl IntoView {
    let account = Resource::new_blocking(|| (), |()| load_account());
    view! {
        <Title text="Your account · Lineside desk"/>
        <Said/>
        <Suspense fallback=|| ()>
            {move || Suspend::new(async move {
                match account.await {
                    Ok(account) => view! { <AccountView account/> }.into_any(),
                    Err(error) => view! { <Problem error/> }.into_any(),
                }
            })}
        </Suspense>
    }
    .into_any()
}

#[component]
fn AccountView(account: Account) -> impl IntoView {
    let others = account.sessions.len() > 1;
    let sessions = account.sessions.clone();
    view! {
        <div class="head">
            <div>
                <Heading text="Your account"/>
                <p class="hint">{use_me().email}</p>
            </div>
        </div>
        <div class="house">
            <Told/>
            <Factor account/>
            <Password/>
            <section aria-labelledby="own-sessions-heading">
                <h2 id="own-sessions-heading">"Where you are logged in"</h2>
                <Sessions sessions page=PAGE/>
                {others.then(|| view! {
                    <DeskForm name="end_other_sessions" page=PAGE>
                        <Submit label="End all others" primary=false/>
                    </DeskForm>
                })}
            </section>
        </div>
    }
    .into_any()
}

#[component]
fn Password() -> impl IntoView {
    view! {
        <section class="panel" aria-labelledby="password-heading">
            <h2 id="password-heading">"Password"</h2>
            <DeskForm name="change_password" page=PAGE>
                <Field label="Your password now" name="old" kind="password" autocomplete="current-password"/>
                <div class="columns">
                    <Field
                        label="New password"
                        name="new"
                        kind="password"
                        autocomplete="new-password"
                        hint="12 characters or more. A few words in a row are easy to keep."
                    />
                    <Field label="The same again" name="again" kind="password" autocomplete="new-password"/>
                </div>
                <Submit label="Change it and end all other sessions" primary=false/>
            </DeskForm>
        </section>
    }
    .into_any()
}
