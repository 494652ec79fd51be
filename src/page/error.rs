//! The page for what went wrong: what happened, what to do, and a way back.

use leptos::prelude::*;

use super::document::{Address, DocumentLinks, LanguageChoice, Shell, html_document};
use super::{AspectShape, slotted};
use crate::domain::locale::Locale;
use crate::domain::locale::words::{Trouble, Words};
use crate::domain::status_page::Aspect;

/// What went wrong, as people are told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorPage {
    /// What kind of trouble.
    pub trouble: Trouble,
    /// The number under which the server noted it, to be quoted to whoever can help.
    pub reference: Option<String>,
    /// The reader's language.
    pub locale: Locale,
}

/// The error page as HTML.
pub fn render_error(error: &ErrorPage, links: &DocumentLinks) -> String {
    let locale = error.locale;
    let labels = Words::new(locale).labels();
    let words = Words::new(locale).trouble(error.trouble);
    let reference = error.reference.clone();
    let back = Address::new("/".to_owned()).of(locale);
    let aspect = aspect(error.trouble);
    html_document(|| {
        let title = words.title.clone();
        let reference = reference.map(|id| {
            let sentence = slotted(&words.reference, view! { <code>{id}</code> });
            view! { <p class="next">{sentence}</p> }
        });
        view! {
            <Shell locale title description=words.text.clone() links=links.clone()>
                <body>
                    <header class="masthead"><p>{labels.live_status}</p></header>
                    <main id="main">
                        <section class="sign">
                            <div class="state" data-aspect=aspect.as_str()>
                                <h1><AspectShape aspect/><span>{words.title}</span></h1>
                                <p class="advice">{words.text}</p>
                                {reference}
                                <p><a class="action" href=back>{words.way_back}</a></p>
                            </div>
                        </section>
                    </main>
                    <footer><LanguageChoice label=labels.language locale languages=Locale::ALL.to_vec()/></footer>
                </body>
            </Shell>
        }
    })
}

/// The shape that goes with it: nothing here, wait, or broken.
fn aspect(trouble: Trouble) -> Aspect {
    match trouble {
        Trouble::NotFound | Trouble::Gone => Aspect::Ended,
        Trouble::TooMany => Aspect::Paused,
        Trouble::Unavailable | Trouble::Failed => Aspect::Problem,
    }
}
