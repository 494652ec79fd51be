//! A template made or edited, its languages side by side.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use super::versions::Versions;
use crate::admin::api::templates::{TemplateEntry, load_template};
use crate::admin::form::{Choice, DeskForm, Field, Select, Submit, TextArea};
use crate::admin::parts::{Heading, Problem, Said};
use crate::admin::{use_me, words};
use crate::domain::locale::Locale;
use crate::domain::message::{MAX_TEXT, Severity};
use crate::domain::operator::Scope;
use crate::domain::template::{Placeholder, Scenario, Template};

/// The form for a new template.
#[component]
pub fn NewTemplatePage() -> impl IntoView {
    view! {
        <Title text="New template · Lineside desk"/>
        <div class="head">
            <div>
                <Heading text="New template"/>
                <p class="hint"><a href="/admin/templates">"All templates"</a></p>
            </div>
        </div>
        <section class="panel" aria-label="The template" data-main>
            <DeskForm name="create_template" page="/admin/templates/new">
                <Field
                    label="Key"
                    name="template[key]"
                    hint="What programs call it, for example flash_sale. It stays."
                />
                <Fields template=None/>
                <Submit label="Make the template" busy="Saving …"/>
            </DeskForm>
        </section>
    }
    .into_any()
}

/// A template at its address, with all its versions.
#[component]
pub fn TemplatePage() -> impl IntoView {
    let params = use_params_map();
    let key = Memo::new(move |_| params.read().get("key").unwrap_or_default());
    let versions = Resource::new_blocking(move || key.get(), load_template);
    view! {
        <Suspense fallback=|| ()>
            {move || Suspend::new(async move {
                match versions.await {
                    Ok(versions) => view! { <TemplateView versions/> }.into_any(),
                    Err(error) => view! { <Problem error/> }.into_any(),
                }
            })}
        </Suspense>
    }
    .into_any()
}

#[component]
fn TemplateView(versions: Vec<TemplateEntry>) -> impl IntoView {
    let newest = versions.first().cloned();
    newest.map(|TemplateEntry { template, saved }| {
        let manage = use_me().may(Scope::Manage);
        let (name, key) = (template.name.clone(), template.key.as_str().to_owned());
        let version = template.version;
        let gone = template
            .archived
            .then_some(" · put away: it is offered no more");
        let edit =
            (manage && !template.archived).then(|| view! { <Edit template=template.clone()/> });
        let archive = manage.then(|| view! { <Archive template=template.clone()/> });
        view! {
            <Title text=format!("{name} · Templates · Lineside desk")/>
            <div class="head">
                <div>
                    <Heading text=name/>
                    <p class="hint">
                        <a href="/admin/templates">"All templates"</a>" · "<code>{key}</code>
                        {format!(" · version {version}, {saved}")}{gone}
                    </p>
                </div>
            </div>
            <Said/>
            {edit}
            <Versions versions manage/>
            {archive}
        }
    })
}

#[component]
fn Edit(template: Template) -> impl IntoView {
    let key = template.key.as_str().to_owned();
    let page = format!("/admin/templates/{key}");
    let version = template.version.to_string();
    view! {
        <section class="panel" aria-labelledby="edit-heading" data-main>
            <h2 id="edit-heading">"Edit it"</h2>
            <p class="hint">"Saving makes a new version. Messages that were said with an earlier one stay as they are."</p>
            <DeskForm name="edit_template" page key=version hidden=vec![("name", key)]>
                <Fields template=Some(template)/>
                <Submit label="Save a new version" busy="Saving …"/>
            </DeskForm>
        </section>
    }
    .into_any()
}

#[component]
fn Fields(template: Option<Template>) -> impl IntoView {
    let name = template
        .as_ref()
        .map(|t| t.name.clone())
        .unwrap_or_default();
    let scenario = template.as_ref().map_or(Scenario::Line, |t| t.scenario);
    let severity = template.as_ref().map_or(Severity::Notice, |t| t.severity);
    let scenarios: Vec<_> = Scenario::ALL
        .map(|scenario| Choice::new(scenario.as_str(), scenario.label()))
        .into();
    let severities: Vec<_> = Severity::ALL
        .map(|severity| Choice::new(severity.as_str(), words::severity(severity)))
        .into();
    let areas: Vec<_> = Locale::ALL
        .map(|locale| area(locale, template.as_ref()))
        .into();
    let gaps: Vec<_> = Placeholder::ALL
        .map(
            |gap| view! { <li><code>{format!("{{{}}}", gap.as_str())}</code>" "{gap.label()}</li> },
        )
        .into();
    view! {
        <div class="columns">
            <Field label="Name" name="template[name]" value=name/>
            <Select label="For" name="template[scenario]" choices=scenarios value=scenario.as_str()/>
            <Select label="How loud" name="template[severity]" choices=severities value=severity.as_str()/>
        </div>
        <fieldset class="tongues pairs" aria-describedby="gaps-hint">
            <legend>"What it says"</legend>
            {areas}
        </fieldset>
        <details class="gaps">
            <summary>"Placeholders and marks"</summary>
            <p class="hint" id="gaps-hint">
                "The same placeholders in every language. **strong**, *emphasis*, [words](https://…); no HTML. A language left empty is missing: its readers get the event's own."
            </p>
            <ul class="hint">{gaps}</ul>
        </details>
    }
    .into_any()
}

fn area(locale: Locale, template: Option<&Template>) -> AnyView {
    let tag = locale.tag();
    let text = template.and_then(|template| {
        let mut texts = template.text.iter();
        texts.find_map(|(own, text)| (own == locale).then(|| text.to_owned()))
    });
    let hint = if template.is_some() && text.is_none() {
        "missing"
    } else {
        ""
    };
    view! {
        <TextArea
            label=locale.own_name()
            name=format!("template[text][{tag}]")
            limit=MAX_TEXT
            value=text.unwrap_or_default()
            lang=Some((tag, locale.direction()))
            hint
        />
    }
    .into_any()
}

#[component]
fn Archive(template: Template) -> impl IntoView {
    let key = template.key.as_str().to_owned();
    let page = format!("/admin/templates/{key}");
    let archived = template.archived;
    let hidden = vec![
        ("name", key),
        ("version", template.version.to_string()),
        ("archived", if archived { "" } else { "on" }.to_owned()),
    ];
    if archived {
        return view! {
            <section class="panel" aria-label="Bring it back">
                <DeskForm name="archive_template" page hidden>
                    <Submit label="Bring it back" busy="Bringing it back …"/>
                </DeskForm>
            </section>
        }
        .into_any();
    }
    view! {
        <section class="panel away" aria-label="Put it away">
            <details>
                <summary>"Put it away …"</summary>
                <DeskForm name="archive_template" page hidden>
                    <p class="hint">"It is offered no more; messages that are scheduled with it are not published. You can bring it back."</p>
                    <Submit label="Put it away" busy="Putting it away …" primary=false/>
                </DeskForm>
            </details>
        </section>
    }
    .into_any()
}
