//! The parts of the shop that shoppers care about.

use leptos::prelude::*;

use crate::admin::form::{DeskForm, Field, FormState, Submit};
use crate::domain::component::{Component, MAX_COMPONENTS};

/// The form for the parts: one row each, and one for a new part.
#[component]
pub fn Components(
    /// The event.
    slug: String,
    /// The page it stands on.
    page: String,
    /// The parts there are.
    components: Vec<Component>,
    /// The same, to be sent back.
    seen: String,
) -> impl IntoView {
    let count = components.len();
    let room = count < MAX_COMPONENTS;
    view! {
        <section class="panel" aria-labelledby="components-heading">
            <h2 id="components-heading">"Components"</h2>
            <p class="hint">
                "Parts of the shop, such as the checkout. Known issues name them, and the page shows how they are doing."
            </p>
            <DeskForm name="set_components" page key=seen hidden=vec![("slug", slug)]>
                <ol class="parts">
                    {components
                        .into_iter()
                        .enumerate()
                        .map(|(index, component)| view! { <Row index component=Some(component)/> })
                        .collect_view()}
                    {room.then(|| view! { <Row index=count component=None/> })}
                </ol>
                <Submit label="Save the components" busy="Saving …" primary=false/>
            </DeskForm>
        </section>
    }
    .into_any()
}

#[component]
fn Row(
    index: usize,
    /// The part; none for a new one.
    component: Option<Component>,
) -> impl IntoView {
    let form = FormState::here();
    let field = |name: &str| format!("components[{index}][{name}]");
    let new = component.is_none();
    let (id, name) = component.map_or_else(Default::default, |component| {
        (component.id.to_string(), component.name)
    });
    let legend = if new {
        "A new component".to_owned()
    } else {
        name.clone()
    };
    let gone = field("gone");
    let gone_id = form.id(&gone);
    let going = form.kept_tick(&gone, "yes").unwrap_or_default();
    let removal = (!new).then(|| {
        view! {
            <div class="choice">
                <input id=gone_id.clone() type="checkbox" name=gone value="yes" checked=going/>
                <label for=gone_id>"Remove"</label>
            </div>
        }
    });
    view! {
        <li>
            <fieldset>
                <legend class="visually-hidden">{legend}</legend>
                <input type="hidden" name=field("id") value=id/>
                <Field
                    label=if new { "Add one" } else { "Name" }
                    name=field("name")
                    value=name
                    clearable=true
                />
                <Field
                    label="Place"
                    name=field("place")
                    value=(index + 1).to_string()
                    inputmode="numeric"
                    clearable=true
                />
                {removal}
            </fieldset>
        </li>
    }
    .into_any()
}
