//! The log-in page: a plain form, because it must work on any browser that an operator has at hand.

use leptos::prelude::*;

use super::shell::{AdminAssets, Document};
use crate::domain::operator::MIN_PASSWORD;

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

/// The second step: a code of the authenticator, or a recovery code.
#[component]
pub fn CodePage(
    /// The assets.
    assets: AdminAssets,
    /// Where to go on to.
    next: String,
    /// Why the last attempt failed.
    #[prop(optional_no_strip)]
    error: Option<String>,
) -> impl IntoView {
    let invalid = error.is_some().then_some("true");
    let described = if error.is_some() {
        "code-error code-hint"
    } else {
        "code-hint"
    };
    let alert = error.map(|error| {
        view! { <p class="error" id="code-error" role="alert">{error}</p> }
    });
    view! {
        <Document title="Your code · Lineside desk".to_owned() assets>
            <main id="main" class="narrow">
                <h1 class="title">"Your code"</h1>
                <form class="form" method="post" action="/admin/login/code">
                    <input type="hidden" name="next" value=next/>
                    <div class="field">
                        <label for="code">"Code of your authenticator"</label>
                        <input
                            id="code"
                            name="code"
                            autocomplete="one-time-code"
                            autocapitalize="none"
                            spellcheck="false"
                            required
                            autofocus
                            aria-invalid=invalid
                            aria-describedby=described
                        />
                        <p class="hint" id="code-hint">
                            "Six figures. If you have lost it, type one of your recovery codes instead."
                        </p>
                    </div>
                    {alert}
                    <button class="primary" type="submit">"Log in"</button>
                    <p class="hint"><a href="/admin/login">"Begin again"</a></p>
                </form>
            </main>
        </Document>
    }
}

/// The page that an invitation leads to: one chooses a password and is in.
#[component]
pub fn JoinPage(
    /// The assets.
    assets: AdminAssets,
    /// The address of this page.
    page: String,
    /// Who is invited.
    email: String,
    /// As what.
    role: &'static str,
    /// What is wrong with the password that was chosen.
    #[prop(optional_no_strip)]
    error: Option<String>,
    /// What is wrong with its repetition.
    #[prop(optional_no_strip)]
    again_error: Option<String>,
) -> impl IntoView {
    let field =
        |name: &'static str, label: &'static str, error: Option<String>, hint: Option<String>| {
            let invalid = error.is_some().then_some("true");
            let hint =
                hint.map(|hint| view! { <p class="hint" id=format!("{name}-hint")>{hint}</p> });
            let alert = error.map(|error| {
                view! { <p class="error" id=format!("{name}-error") role="alert">{error}</p> }
            });
            view! {
                <div class="field">
                    <label for=name>{label}</label>
                    <input
                        id=name
                        name=name
                        type="password"
                        autocomplete="new-password"
                        required
                        aria-invalid=invalid
                        aria-describedby=format!("{name}-error {name}-hint")
                    />
                    {hint}
                    {alert}
                </div>
            }
        };
    let hint = format!("{MIN_PASSWORD} characters or more. A few words in a row are easy to keep.");
    view! {
        <Document title="Join · Lineside desk".to_owned() assets>
            <main id="main" class="narrow">
                <h1 class="title">"Welcome to the desk"</h1>
                <p>
                    "You are invited as "<strong>{role}</strong>". You will log in as "<strong>{email.clone()}</strong>"."
                </p>
                <form class="form" method="post" action=page>
                    <input type="hidden" name="username" autocomplete="username" value=email/>
                    {field("password", "Choose a password", error, Some(hint))}
                    {field("again", "The same password again", again_error, None)}
                    <button class="primary" type="submit">"Join and log in"</button>
                </form>
            </main>
        </Document>
    }
}

/// What whoever holds a link that does not work gets, whatever the reason.
#[component]
pub fn DeadLinkPage(
    /// The assets.
    assets: AdminAssets,
) -> impl IntoView {
    view! {
        <Document title="Link over · Lineside desk".to_owned() assets>
            <main id="main" class="narrow">
                <h1 class="title">"This link does not work"</h1>
                <p>
                    "A link like this works once, and for three days. Ask whoever sent it for a new one. If you have joined already, log in."
                </p>
                <p><a class="button primary" href="/admin/login">"Log in"</a></p>
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
