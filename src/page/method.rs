//! The page that tells how the wait is estimated: plain words first, formulas below.

use leptos::prelude::*;

use super::document::{Address, DocumentLinks, LanguageChoice, Shell, html_document};
use crate::domain::locale::Locale;
use crate::domain::locale::words::Words;

/// Where it is.
pub const METHOD_PATH: &str = "/how-the-wait-is-estimated";

/// What is told in plain words: headings and what stands below them.
const SECTIONS: [(&str, &str); 5] = [
    ("how-count", "how-count-text"),
    ("how-change", "how-change-text"),
    ("how-range", "how-range-text"),
    ("how-absent", "how-absent-text"),
    ("how-limits", "how-limits-text"),
];
/// The formulas, which are the same in every language, and what they mean.
const FORMULAS: [(&str, &str); 4] = [
    ("t = ln(1 + h·N ÷ r) ÷ h", "how-formula-wait"),
    ("r = Σ n ÷ Σ T", "how-formula-pace"),
    (
        "n₁ ln(n₁ ÷ T₁) + n₂ ln(n₂ ÷ T₂) − n ln(n ÷ T) > 8 φ",
        "how-formula-change",
    ),
    ("t · exp(−k₁ σ) … t · exp(k₂ σ)", "how-formula-range"),
];

/// The address of the page in `locale`, on this site.
pub fn method_address(locale: Locale) -> String {
    Address::new(METHOD_PATH.to_owned()).of(locale)
}

/// The page as HTML.
pub fn render_method(locale: Locale, links: &DocumentLinks) -> String {
    let words = Words::new(locale);
    let labels = words.labels();
    html_document(|| {
        let address = Some(Address::new(format!("{}{METHOD_PATH}", links.base_url)));
        let (title, lead) = (words.say("how-title"), words.say("how-lead"));
        let sections = SECTIONS.map(|(heading, text)| {
            view! { <section><h2>{words.say(heading)}</h2><p>{words.say(text)}</p></section> }
        });
        let formulas = FORMULAS.map(|(formula, text)| {
            view! { <p><code dir="ltr">{formula}</code></p><p>{words.say(text)}</p> }
        });
        view! {
            <Shell locale title=title.clone() description=lead.clone() address links=links.clone()>
                <body>
                    <header class="masthead"><p>{labels.live_status}</p></header>
                    <main id="main" class="told">
                        <h1 class="plain">{title}</h1>
                        <p>{lead}</p>
                        {sections.into_iter().collect_view()}
                        <section><h2>{words.say("how-formulas")}</h2>{formulas.into_iter().collect_view()}</section>
                    </main>
                    <footer><LanguageChoice label=labels.language locale languages=Locale::ALL.to_vec()/></footer>
                </body>
            </Shell>
        }
    })
}
