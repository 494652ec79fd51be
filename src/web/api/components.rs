//! `PUT …/components`: a machine says which parts the shop has.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

use super::json;
use crate::domain::component::Component;
use crate::domain::id::ComponentId;
use crate::domain::revision::Revision;
use crate::error::{Error, Result};
use crate::service::{Services, components};
use crate::web::extract::{Caller, EventSlug, JsonBody};
use crate::web::problem::Failure;

/// One part.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ComponentBody {
    id: String,
    name: String,
}

/// Every part, in the order of the page.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ComponentsBody {
    components: Vec<ComponentBody>,
}

#[derive(Serialize)]
struct ComponentsReply {
    components: usize,
    revision: Option<Revision>,
}

impl ComponentBody {
    fn parse(self, index: usize) -> Result<Component> {
        let field = |name: &str| format!("components[{index}].{name}");
        Ok(Component {
            id: ComponentId::parse(&self.id).map_err(|error| Error::invalid(field("id"), error))?,
            name: Component::parse_name(&self.name)
                .map_err(|error| Error::invalid(field("name"), error))?,
        })
    }
}

/// Sets the parts: what is not named is removed.
pub async fn set(
    State(services): State<Services>,
    Caller(actor): Caller,
    EventSlug(slug): EventSlug,
    JsonBody(body): JsonBody<ComponentsBody>,
) -> Result<Response, Failure> {
    let parts = body.components.into_iter().enumerate();
    let parts: Result<Vec<_>> = parts.map(|(index, part)| part.parse(index)).collect();
    let done = components::set(&services, &actor, &slug, parts?, None).await?;
    Ok(json(&ComponentsReply {
        components: done.id,
        revision: done.revision,
    })
    .into_response())
}
