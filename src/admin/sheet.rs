//! Stock from a sheet: paste or send it, see what it would change, then change it. Plain forms in either case, because
//! the sheet may come as a file.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use super::LeftBehind;
use super::api::DeskError;
use super::api::sheet::{LineEffect, SheetLine, SheetPlan, StockSheet, load_stock_sheet};
use super::board::{NowBar, Strip};
use super::form::Kept;
use super::parts::{Heading, Problem, Said};

/// The sheet of an event's stock at its address.
#[component]
pub fn SheetPage() -> impl IntoView {
    let params = use_params_map();
    let slug = Memo::new(move |_| params.read().get("slug").unwrap_or_default());
    let left = ["check_stock", "import_stock"]
        .into_iter()
        .find_map(LeftBehind::by);
    let Kept { values, error, .. } = left.unwrap_or_default();
    let csv = Kept::find(&values, "csv").unwrap_or_default();
    let sheet = Resource::new_blocking(
        move || slug.get(),
        move |slug| load_stock_sheet(slug, csv.clone()),
    );
    view! {
        <Said/>
        <Suspense fallback=|| ()>
            {move || {
                let error = error.clone();
                Suspend::new(async move {
                    match sheet.await {
                        Ok(sheet) => view! { <SheetView sheet slug=slug.get_untracked() error/> }.into_any(),
                        Err(error) => view! { <Problem error/> }.into_any(),
                    }
                })
            }}
        </Suspense>
    }
    .into_any()
}

#[component]
fn SheetView(sheet: StockSheet, slug: String, error: Option<DeskError>) -> impl IntoView {
    let StockSheet { now, csv, checked } = sheet;
    provide_context(now.clone());
    let (title, board) = (now.status_page.title.clone(), now.address());
    let page = format!("{board}/stock");
    let (plan, refused) = match checked {
        Some(Ok(plan)) => (Some(plan), None),
        Some(Err(message)) => (None, Some(message)),
        None => (None, None),
    };
    // What is wrong line by line stands in the plan below.
    let told = error.filter(|_| plan.as_ref().is_none_or(|plan| plan.wrong == 0));
    let told = told.map(|error| {
        let field = error.fields.into_iter().next();
        field.map_or(error.message, |field| field.message)
    });
    let wrong = refused.or(told);
    let is_wrong = wrong.is_some();
    let plan = plan.map(|plan| view! { <PlanView plan slug page=page.clone() csv=csv.clone()/> });
    view! {
        <Title text=format!("Stock from a file · {title} · Lineside desk")/>
        <div data-live="strip"><Strip/></div>
        <div class="head">
            <div>
                <Heading text="Stock from a file"/>
                <p class="hint"><a href=board>{title}</a></p>
            </div>
        </div>
        <NowBar/>
        <section class="panel" aria-labelledby="sheet-heading">
            <h2 id="sheet-heading">"The sheet"</h2>
            <form class="form" method="post" action=page enctype="multipart/form-data">
                <input type="hidden" name="form" value="check_stock"/>
                <div class="field">
                    <label for="sheet-csv">"Lines"</label>
                    <textarea
                        id="sheet-csv"
                        class="sheet"
                        name="csv"
                        rows="10"
                        spellcheck="false"
                        aria-invalid=is_wrong.then_some("true")
                        aria-describedby="sheet-csv-hint sheet-csv-error"
                    >
                        {csv}
                    </textarea>
                    <p class="hint" id="sheet-csv-hint">
                        "The first line names the columns. Only sku is needed; an empty cell leaves what is known, and variants that are not in the sheet stay as they are."
                    </p>
                    <p class="error" id="sheet-csv-error" role="alert" hidden=!is_wrong>{wrong}</p>
                </div>
                <div class="field">
                    <label for="sheet-file">"Or a CSV file, which goes before the lines"</label>
                    <input id="sheet-file" type="file" name="file" accept=".csv,text/csv"/>
                </div>
                <div class="submit">
                    <button type="submit" class="primary lesser">"Show what would change"</button>
                </div>
            </form>
        </section>
        {plan}
    }
    .into_any()
}

#[component]
fn PlanView(plan: SheetPlan, slug: String, page: String, csv: String) -> impl IntoView {
    let SheetPlan {
        lines,
        changes,
        wrong,
        mark,
    } = plan;
    let summary = match (wrong, changes) {
        (0, 0) => "Everything is as the sheet says already.".to_owned(),
        (0, _) => format!(
            "{} would change. Nothing has been changed yet.",
            counted(changes, "variant")
        ),
        _ => format!(
            "{} wrong. Nothing is changed until every line is right.",
            counted(wrong, "line")
        ),
    };
    let import = (wrong == 0 && changes > 0).then(|| {
        view! {
            <form class="form" method="post" action=page>
                <input type="hidden" name="form" value="import_stock"/>
                <input type="hidden" name="slug" value=slug/>
                <input type="hidden" name="key" value=mark/>
                <textarea name="csv" hidden>{csv}</textarea>
                <div class="submit">
                    <button type="submit" class="primary">{format!("Change {}", counted(changes, "variant"))}</button>
                </div>
            </form>
        }
    });
    let rows = lines.into_iter().map(row).collect_view();
    view! {
        <section class="panel" id="plan" aria-labelledby="plan-heading">
            <h2 id="plan-heading">"What would change"</h2>
            <p role="status">{summary}</p>
            <div class="scroll">
                <table class="plan">
                    <thead>
                        <tr>
                            <th scope="col">"Line"</th>
                            <th scope="col">"SKU"</th>
                            <th scope="col">"Effect"</th>
                            <th scope="col">"Details"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {import}
        </section>
    }
    .into_any()
}

fn row(line: SheetLine) -> impl IntoView {
    let (name, effect) = match line.effect {
        LineEffect::New => ("new", "new"),
        LineEffect::Changed => ("changed", "changed"),
        LineEffect::Same => ("same", "as it is"),
        LineEffect::Wrong => ("wrong", "wrong"),
    };
    view! {
        <tr data-effect=name>
            <td data-label="Line">{line.number}</td>
            <th scope="row">{line.sku}</th>
            <td data-label="Effect">{effect}</td>
            <td data-label="Details">{line.words}</td>
        </tr>
    }
}

fn counted(n: usize, what: &str) -> String {
    if n == 1 {
        format!("1 {what}")
    } else {
        format!("{n} {what}s")
    }
}
