//! An event read in from a file. A plain form in either case, because it carries the file.

use leptos::prelude::*;
use leptos_meta::Title;

use super::parts::{Heading, Problem, Said};
use super::{LeftBehind, use_me};
use crate::admin::api::{DeskError, Trouble};
use crate::admin::form::Kept;
use crate::domain::operator::Scope;

/// The page on which a file is sent.
#[component]
pub fn ImportPage() -> impl IntoView {
    if !use_me().may(Scope::Manage) {
        let told = "Your role does not include this. An owner can change that.";
        let error = DeskError::new(Trouble::Forbidden, told);
        return view! { <Problem error/> }.into_any();
    }
    let Kept { values, error, .. } = LeftBehind::by("import_event").unwrap_or_default();
    let slug = Kept::find(&values, "slug").unwrap_or_default();
    let keeps = Kept::find(&values, "keep_phase").is_some();
    let of = |name: &'static str| wrong(error.as_ref(), name);
    let (file, address) = (of("file"), of("slug"));
    let whole = error
        .as_ref()
        .filter(|error| error.fields.is_empty())
        .map(|error| error.message.clone());
    let (file_wrong, slug_wrong) = (!file.is_empty(), !address.is_empty());
    view! {
        <Title text="Import an event · Lineside desk"/>
        <Said/>
        <div class="head">
            <div>
                <Heading text="Import an event"/>
                <p class="hint"><a href="/admin">"All events"</a></p>
            </div>
        </div>
        <div class="settings">
            <section class="panel" aria-labelledby="import-heading">
                <h2 id="import-heading">"The file"</h2>
                <p class="hint">
                    "A file that was downloaded from an event's settings. Everything in it is read, or nothing."
                </p>
                <form class="form" method="post" action="/admin/import" enctype="multipart/form-data">
                    <div class="field">
                        <label for="import-file">"File"</label>
                        <input
                            id="import-file"
                            type="file"
                            name="file"
                            accept=".json,application/json"
                            autofocus=file_wrong
                            aria-invalid=file_wrong.then_some("true")
                            aria-describedby="import-file-error"
                        />
                        <ul class="error" id="import-file-error" role="alert" hidden=!file_wrong>
                            {file.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}
                        </ul>
                    </div>
                    <div class="field">
                        <label for="import-slug">"Address"</label>
                        <input
                            id="import-slug"
                            name="slug"
                            value=slug
                            autocomplete="off"
                            placeholder="as in the file"
                            aria-invalid=slug_wrong.then_some("true")
                            aria-describedby="import-slug-error import-slug-hint"
                        />
                        <p class="hint" id="import-slug-hint">"Give one if the address in the file is taken here."</p>
                        <p class="error" id="import-slug-error" hidden=!slug_wrong>{address.join("; ")}</p>
                    </div>
                    <div class="choice">
                        <input id="import-phase" type="checkbox" name="keep_phase" value="yes" checked=keeps aria-describedby="import-phase-hint"/>
                        <label for="import-phase">"Keep its phase"</label>
                        <span class="hint" id="import-phase-hint">"And what was said and sold. Otherwise it becomes a draft before its day: no messages, no issues, all in stock. An event that was public is public again at once."</span>
                    </div>
                    <p class="error" role="alert" hidden=whole.is_none()>{whole.clone()}</p>
                    <div class="submit"><button type="submit" class="primary">"Import the event"</button></div>
                </form>
            </section>
        </div>
    }
    .into_any()
}

/// What is wrong with one field.
pub(super) fn wrong(error: Option<&DeskError>, name: &str) -> Vec<String> {
    let fields = error.into_iter().flat_map(|error| &error.fields);
    fields
        .filter(|wrong| wrong.field == name)
        .map(|wrong| wrong.message.clone())
        .collect()
}
