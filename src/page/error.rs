//! The page for what went wrong: what happened, what to do, and a way back.

use leptos::prelude::*;

use super::document::{DocumentLinks, Shell, html_document};
use crate::domain::locale::Locale;
use crate::domain::locale::words::{self, Trouble};

/// What went wrong, as people are told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorPage {
    /// What kind of trouble.
    pub trouble: Trouble,
    /// The number under which the server noted it, to be quoted to whoever can help.
    pub reference: Option<String>,
}

/// The error page as HTML.
pub fn render_error(error: &ErrorPage, links: &DocumentLinks) -> String {
    let words = words::trouble(error.trouble);
    let reference = error.reference.clone();
    html_document(|| {
        let title = words.title.clone();
        let reference = reference.map(|id| {
            view! { <p class="next">{words.reference}" "<code>{id}</code></p> }
        });
        view! {
            <Shell locale=Locale::En title description=words.text.clone() links=links.clone()>
                <body>
                    <header class="masthead"><p>{words::labels().live_status}</p></header>
                    <main id="main">
                        <section class="sign">
                            <div class="state" data-aspect="stale">
                                <h1><span>{words.title}</span></h1>
                                <p class="advice">{words.text}</p>
                                {reference}
                                <p><a class="action" href="/">{words.way_back}</a></p>
                            </div>
                        </section>
                    </main>
                </body>
            </Shell>
        }
    })
}
