//! The document around the desk.

use leptos::config::LeptosOptions;
use leptos::prelude::*;
use leptos_meta::MetaTags;

use super::App;

/// Where the desk's assets are, and whether its WASM was built.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdminAssets {
    /// The public page's style sheet: the sign looks here as it does there.
    pub page_stylesheet: String,
    /// The desk's own.
    pub stylesheet: String,
    /// The icon's path.
    pub icon: String,
    /// Whether there is a WASM to wake the page with.
    pub hydrate: bool,
}

/// The desk as a document, woken by its WASM where there is one.
#[component]
pub fn Shell(
    /// Where Leptos finds the WASM.
    options: LeptosOptions,
    /// The assets.
    assets: AdminAssets,
) -> impl IntoView {
    let scripts = assets
        .hydrate
        .then(|| view! { <HydrationScripts options islands=true/> });
    view! {
        <!DOCTYPE html>
        <html lang="en">
            <head>
                <Head assets/>
                <MetaTags/>
                {scripts}
            </head>
            <body class="desk">
                <App/>
            </body>
        </html>
    }
}

/// A document of the desk that nobody needs to be awake for: log-in, and what went wrong before it.
#[component]
pub fn Document(
    /// The title of the tab.
    title: String,
    /// The assets.
    assets: AdminAssets,
    /// What stands in its body.
    children: Children,
) -> impl IntoView {
    view! {
        <!DOCTYPE html>
        <html lang="en">
            <head>
                <Head assets/>
                <title>{title}</title>
            </head>
            <body class="desk">{children()}</body>
        </html>
    }
}

#[component]
fn Head(assets: AdminAssets) -> impl IntoView {
    view! {
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="color-scheme" content="light dark"/>
        <meta name="robots" content="noindex"/>
        <link rel="stylesheet" href=assets.page_stylesheet/>
        <link rel="stylesheet" href=assets.stylesheet/>
        <link rel="icon" href=assets.icon type="image/svg+xml"/>
    }
}
