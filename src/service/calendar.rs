//! Keeps what calendars are told in step with the schedule: part of every write that touches it.

use crate::domain::calendar::revise;
use crate::domain::event::Event;
use crate::domain::time::Timestamp;
use crate::error::Result;
use crate::store::Tx;

/// Notes what is to be told anew of `event` as it will be after this transaction.
pub(super) async fn keep(tx: &mut Tx, event: &Event, now: Timestamp) -> Result<()> {
    let before = tx.list_calendar_entries(&event.id).await?;
    for entry in revise(&before, event, now) {
        tx.update_calendar_entry(&event.id, &entry).await?;
    }
    Ok(())
}
