//! The log-in page: a plain form, because it must work on any browser that an operator has at hand.

use leptos::prelude::*;

use super::shell::{AdminAssets, Document};

/// The log-in form, again with what went wrong.
#[component]
pub fn LoginPage(
    /// The assets.
    assets: AdminAssets,
    /// The address that was typed before.
    #[prop(optional, into)]
    email: String,
    /// Where to go on to.
    next: String,
    /// Why the last attempt failed.
    #[prop(optional_no_strip)]
    error: Option<String>,
) -> impl IntoView {
    let invalid = error.is_some().then_some("true");
    let described = error.is_some().then_some("login-error");
    let again = !email.is_empty();
    let alert = error.map(|error| {
        view! { <p class="error" id="login-error" role="alert">{error}</p> }
    });
    view! {
        <Document title="Log in · Lineside desk".to_owned() assets>
            <main id="main" class="narrow">
                <h1 class="title">"Log in to the desk"</h1>
                <form class="form" method="post" action="/admin/login">
                    <input type="hidden" name="next" value=next/>
                    <div class="field">
                        <label for="email">"E-mail address"</label>
                        <input
                            id="email"
                            name="email"
                            type="email"
                            autocomplete="username"
                            required
                            autofocus=!again
                            value=email
                            aria-invalid=invalid
                            aria-describedby=described
                        />
                    </div>
                    <div class="field">
                        <label for="password">"Password"</label>
                        <input
                            id="password"
                            name="password"
                            type="password"
                            autocomplete="current-password"
                            required
                            autofocus=again
                            aria-invalid=invalid
                            aria-describedby=described
                        />
                    </div>
                    {alert}
                    <button class="primary" type="submit">"Log in"</button>
                    <p class="hint">
                        "No account, or the password is lost? Whoever runs this server makes one with "
                        <code>"lineside user create"</code>" or "<code>"lineside user reset-password"</code>"."
                    </p>
                </form>
            </main>
        </Document>
    }
}

/// What a plain form gets when its session has ended: the text is still in the browser, and this says how to send it.
#[component]
pub fn SignedOutPage(
    /// The assets.
    assets: AdminAssets,
) -> impl IntoView {
    view! {
        <Document title="Signed out · Lineside desk".to_owned() assets>
            <main id="main" class="narrow">
                <h1 class="title">"You are signed out"</h1>
                <p>"Nothing was published, and what you wrote is not lost:"</p>
                <ol class="steps">
                    <li><a href="/admin/login" target="_blank">"Log in in a new tab"</a>"."</li>
                    <li>"Come back to this tab and reload it. Your browser asks whether to send the form again: yes."</li>
                </ol>
            </main>
        </Document>
    }
}

/// What somebody gets who asked for more than their role includes.
#[component]
pub fn ForbiddenPage(
    /// The assets.
    assets: AdminAssets,
    /// What happened and what to do.
    message: String,
) -> impl IntoView {
    view! {
        <Document title="Not for your role · Lineside desk".to_owned() assets>
            <main id="main" class="narrow">
                <h1 class="title">"Not for your role"</h1>
                <p>{message}</p>
                <p><a class="button" href="/admin">"All events"</a></p>
            </main>
        </Document>
    }
}

/// What stands there when even the form cannot be shown.
#[component]
pub fn FailedPage(
    /// The assets.
    assets: AdminAssets,
    /// What happened and what to do.
    message: String,
) -> impl IntoView {
    view! {
        <Document title="Not right now · Lineside desk".to_owned() assets>
            <main id="main" class="narrow">
                <h1 class="title">"This cannot be shown right now"</h1>
                <p>{message}</p>
                <p><a class="button" href="/admin">"Try again"</a></p>
            </main>
        </Document>
    }
}
