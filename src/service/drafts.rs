//! Drafts: what is being written, kept by itself.
//!
//! Saving one leaves no audit entry: nobody outside can see it, the row says who saved it last and when, and a
//! form that saves itself every few seconds would bury what matters.

use serde_json::json;

use super::authors::{self, Credited};
use super::messages::Form;
use super::once::IdempotencyKey;
use super::secret::new_id;
use super::{Services, authorise, visible_event};
use crate::domain::draft::{Draft, DraftFields};
use crate::domain::event::{Event, Slug};
use crate::domain::id::{DraftId, EventId};
use crate::domain::operator::{Actor, Scope};
use crate::domain::time::Timestamp;
use crate::error::{Error, Result};
use crate::store::{AuditEntry, Tx};

/// The most drafts of one event: far more than anybody goes on with.
const MAX_DRAFTS: usize = 100;

/// The draft that a form went on with, and which version of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// Which draft.
    pub id: DraftId,
    /// As it was when the form was filled with it.
    pub version: u32,
}

/// What became of a form that was saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// Where it is kept now.
    pub draft: Draft,
    /// The draft that it went on with, where somebody else has saved that meanwhile. It stays as they left it, and the
    /// form goes on as a draft of its own.
    pub beside: Option<Credited<Draft>>,
}

/// Saves a form as it is. Nothing of anybody else's is overwritten.
pub async fn save(
    services: &Services,
    actor: &Actor,
    slug: &Slug,
    form: &IdempotencyKey,
    opened: Option<&Opened>,
    fields: DraftFields,
) -> Result<Saved> {
    authorise(actor, Scope::Publish)?;

    let now = services.now();
    let mut tx = services.store.write().await?;
    let event = visible_event(&mut tx, actor, slug).await?;
    if tx.is_key_used(&actor.name(), form.as_str()).await? {
        let told = "this form has been sent; what it says is not a draft any more";
        return Err(Error::Conflict(told.to_owned()));
    }
    let known = match opened {
        Some(opened) => tx.find_draft(&event.id, &opened.id).await?,
        None => None,
    };
    let goes_on = |draft: &Draft| {
        opened.is_some_and(|opened| draft.goes_on_with(opened.version, form.as_str()))
    };
    let (own, others) = match known {
        Some(draft) if goes_on(&draft) => (Some(draft), None),
        others => {
            let own = tx.find_draft_of_form(&event.id, form.as_str()).await?;
            (own, others)
        }
    };
    let before = match own {
        Some(own) => own,
        None => begin(&mut tx, &event.id, form, &fields, now).await?,
    };
    let unchanged = before.version > 0 && before.fields == fields && before.form == form.as_str();
    let draft = if unchanged {
        before
    } else {
        let draft = Draft {
            fields,
            form: form.as_str().to_owned(),
            version: before.version + 1,
            saved_by: actor.name(),
            saved_at: now,
            ..before
        };
        tx.upsert_draft(&draft).await?;
        draft
    };
    let beside = match others {
        Some(others) => {
            let by = others.saved_by.clone();
            Some(authors::credited(&mut tx, &by, others).await?)
        }
        None => None,
    };
    tx.commit().await?;
    Ok(Saved { draft, beside })
}

/// A draft that is not saved yet.
async fn begin(
    tx: &mut Tx,
    event: &EventId,
    form: &IdempotencyKey,
    fields: &DraftFields,
    now: Timestamp,
) -> Result<Draft> {
    if fields.is_blank() {
        return Err(Error::invalid("text", "write something first"));
    }
    if tx.list_drafts(event).await?.len() >= MAX_DRAFTS {
        let told = format!("this event has {MAX_DRAFTS} drafts; discard one first");
        return Err(Error::Conflict(told));
    }
    Ok(Draft {
        id: DraftId::new(new_id(now)),
        event_id: event.clone(),
        fields: DraftFields::default(),
        form: form.as_str().to_owned(),
        version: 0,
        saved_by: String::new(),
        saved_at: now,
    })
}

/// The drafts of an event, saved last first, and who saved them.
pub async fn list(services: &Services, actor: &Actor, slug: &Slug) -> Result<Vec<Credited<Draft>>> {
    authorise(actor, Scope::Publish)?;
    let mut tx = services.store.read().await?;
    let event = visible_event(&mut tx, actor, slug).await?;
    let mut listed = Vec::new();
    for draft in tx.list_drafts(&event.id).await? {
        let by = draft.saved_by.clone();
        listed.push(authors::credited(&mut tx, &by, draft).await?);
    }
    Ok(listed)
}

/// One draft.
pub async fn find(services: &Services, actor: &Actor, slug: &Slug, id: &DraftId) -> Result<Draft> {
    authorise(actor, Scope::Publish)?;
    let mut tx = services.store.read().await?;
    let event = visible_event(&mut tx, actor, slug).await?;
    let found = tx.find_draft(&event.id, id).await?;
    found.ok_or(Error::NotFound("draft"))
}

/// Discards a draft, as it was when it was looked at; the audit log keeps what it said.
pub async fn discard(
    services: &Services,
    actor: &Actor,
    slug: &Slug,
    opened: &Opened,
) -> Result<()> {
    authorise(actor, Scope::Publish)?;

    let mut tx = services.store.write().await?;
    let event = visible_event(&mut tx, actor, slug).await?;
    let Some(draft) = tx.find_draft(&event.id, &opened.id).await? else {
        // Discarded or published before, perhaps by a double click.
        return Ok(());
    };
    if draft.version != opened.version {
        return Err(Error::Outdated("draft"));
    }

    tx.delete_draft(&event.id, &draft.id).await?;
    tx.insert_audit_entry(AuditEntry {
        at: services.now(),
        actor: actor.name(),
        action: "draft.discard",
        event: Some(&event.id),
        subject: draft.id.as_str(),
        detail: json!({ "fields": draft.fields, "saved_by": draft.saved_by }),
    })
    .await?;
    tx.commit().await
}

/// Takes out what a form was kept as, in the transaction that publishes or schedules what it says. What somebody else has
/// made of it meanwhile stays.
pub(super) async fn finish(tx: &mut Tx, event: &Event, form: &Form) -> Result<()> {
    if let Some(key) = &form.key
        && let Some(own) = tx.find_draft_of_form(&event.id, key.as_str()).await?
    {
        tx.delete_draft(&event.id, &own.id).await?;
    }
    if let Some(opened) = &form.draft
        && let Some(draft) = tx.find_draft(&event.id, &opened.id).await?
        && draft.version == opened.version
    {
        tx.delete_draft(&event.id, &draft.id).await?;
    }
    Ok(())
}
