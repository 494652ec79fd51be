//! Parts of the shop.

use super::Tx;
use crate::domain::component::Component;
use crate::domain::id::{ComponentId, EventId};
use crate::error::Result;

impl Tx {
    /// Puts the parts of an event's shop in the place of those it had.
    pub async fn update_components(
        &mut self,
        event: &EventId,
        components: &[Component],
    ) -> Result<()> {
        sqlx::query("delete from component where event_id = $1")
            .bind(event.as_str())
            .execute(self.conn())
            .await?;
        for (position, component) in (1..).zip(components) {
            self.insert_component(event, component, position).await?;
        }
        Ok(())
    }

    async fn insert_component(
        &mut self,
        event: &EventId,
        component: &Component,
        position: i64,
    ) -> Result<()> {
        sqlx::query("insert into component (event_id, component_id, name, position) values ($1, $2, $3, $4)")
            .bind(event.as_str())
            .bind(component.id.as_str())
            .bind(&component.name)
            .bind(position)
            .execute(self.conn())
            .await?;
        Ok(())
    }

    /// The parts of the shop of an event, in their order.
    pub async fn list_components(&mut self, event: &EventId) -> Result<Vec<Component>> {
        let rows: Vec<(String, String)> = sqlx::query_as(
            "select component_id, name from component where event_id = $1 order by position",
        )
        .bind(event.as_str())
        .fetch_all(self.conn())
        .await?;
        let component = |(id, name): (String, String)| Component {
            id: ComponentId::new(id),
            name,
        };
        Ok(rows.into_iter().map(component).collect())
    }
}
