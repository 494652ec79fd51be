//! The report after the event: figures, the course, and tables of what happened when.

use leptos::prelude::*;

use super::document::{Address, DocumentLinks, LanguageChoice, Shell, html_document};
use super::{History, foreign};
use crate::domain::locale::Locale;
use crate::domain::report::{Cell, FigureView, ReportView, TableView};

/// The whole report as HTML.
pub fn render_report(view: ReportView, links: &DocumentLinks) -> String {
    let links = links.clone();
    html_document(|| view! { <ReportDocument view links/> })
}

#[component]
fn ReportDocument(view: ReportView, links: DocumentLinks) -> impl IntoView {
    let locale = view.locale;
    let labels = view.labels.clone();
    let title = format!("{} · {}", labels.heading, view.title);
    let event = format!("/e/{}", view.slug);
    let address = Some(Address {
        url: format!("{}{event}/report", links.base_url),
        default_locale: view.default_locale,
        languages: view.languages.clone(),
    });
    let back = format!("{event}?lang={}", locale.tag());
    let stylesheet = Some(links.report_stylesheet.clone());
    let languages = view.languages.clone();
    let (name, period) = (view.title.clone(), view.period.clone());
    view! {
        <Shell locale title description=labels.description address stylesheet links>
            <body class="report">
                <a class="skip" href="#main">{labels.skip}</a>
                <header class="masthead">
                    <p>{labels.heading}</p>
                    <a href=back>{labels.back}</a>
                </header>
                <main id="main">
                    <div class="plate">
                        <h1>{name}</h1>
                        <p class="period">{period}</p>
                    </div>
                    <ReportBody view/>
                </main>
                <footer>
                    <p>{labels.times_in}</p>
                    <div class="take-away">
                        <p id="take-away">{labels.take_away}</p>
                        <ul aria-labelledby="take-away">
                            <li><a href=format!("{event}/report.csv") download>{labels.csv}</a></li>
                            <li><a href=format!("{event}/report.json") download>{labels.json}</a></li>
                        </ul>
                    </div>
                    <LanguageChoice label=labels.language locale languages=languages.into()/>
                </footer>
            </body>
        </Shell>
    }
}

/// What a report says, below its heading.
#[component]
pub fn ReportBody(
    /// The report.
    view: ReportView,
) -> impl IntoView {
    let ReportView {
        locale,
        labels,
        figures,
        history,
        tables,
        ..
    } = view;
    let tables = tables
        .into_iter()
        .map(|table| view! { <Table table locale/> });
    view! {
        <section aria-labelledby="figures">
            <h2 id="figures">{labels.figures}</h2>
            <Figures figures/>
        </section>
        {history.map(|history| view! { <History history/> })}
        {tables.collect_view()}
    }
}

/// Figures with their labels.
#[component]
pub fn Figures(
    /// The figures.
    figures: Vec<FigureView>,
) -> impl IntoView {
    let figure = |figure: FigureView| {
        let FigureView { label, value, note } = figure;
        view! {
            <div>
                <dt>{label}</dt>
                {value.map(|value| view! { <dd class="value">{value}</dd> })}
                {note.map(|note| view! { <dd class="note">{note}</dd> })}
            </div>
        }
    };
    let figures: Vec<_> = figures.into_iter().map(figure).collect();
    view! { <dl class="figures">{figures}</dl> }
}

/// A table under its heading; wider than the page, it is moved alone.
#[component]
pub fn Table(
    /// What it says.
    table: TableView,
    /// The language of the page around it.
    locale: Locale,
) -> impl IntoView {
    let TableView {
        id,
        title,
        columns,
        rows,
        nothing,
    } = table;
    let heading = format!("{id}-heading");
    let body = if rows.is_empty() {
        view! { <p class="nothing">{nothing}</p> }.into_any()
    } else {
        let rows = rows
            .into_iter()
            .map(|cells| row(cells, &columns, locale))
            .collect_view();
        let heads = columns
            .into_iter()
            .map(|head| view! { <th scope="col">{head}</th> });
        let heads: Vec<_> = heads.collect();
        view! {
            <div class="scroll" tabindex="0" role="region" aria-labelledby=heading.clone()>
                <table aria-labelledby=heading.clone()>
                    <thead><tr>{heads}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    view! {
        <section class="table" id=id>
            <h2 id=heading>{title}</h2>
            {body}
        </section>
    }
}

fn row(cells: Vec<Cell>, columns: &[String], locale: Locale) -> impl IntoView + use<> {
    let mut cells = cells.into_iter();
    let head = cells.next().map(said);
    let cells = cells.zip(columns.iter().skip(1).cloned());
    let cells = cells.map(|(cell, column)| {
        let written = cell.lang.and_then(|lang| foreign(lang, locale));
        let (lang, dir) = (written.map(|(lang, _)| lang), written.map(|(_, dir)| dir));
        // On a phone the desk writes the column before each cell that says something.
        let column = (!cell.text.is_empty()).then_some(column);
        view! { <td lang=lang dir=dir data-label=column>{said(cell)}</td> }
    });
    view! { <tr><th scope="row">{head}</th>{cells.collect::<Vec<_>>()}</tr> }
}

/// What a cell says; an instant is one for machines, too.
fn said(cell: Cell) -> impl IntoView {
    let Cell { text, at, .. } = cell;
    match at {
        Some(at) => view! { <time datetime=at.to_string()>{text}</time> }.into_any(),
        None => text.into_any(),
    }
}
