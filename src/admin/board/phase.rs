//! Changing the phase: only where the event may go from here, each with what it does.

use leptos::prelude::*;

use super::BoardState;
use super::post::Promise;
use crate::admin::api::phase::ChangePhase;
use crate::admin::form::{Choice, Choose, DeskForm, FormState, Submit, TextArea};
use crate::admin::words;
use crate::domain::event::Phase;
use crate::domain::message::MAX_TEXT;

/// The panel for the phase.
#[component]
pub fn PhasePanel() -> impl IntoView {
    let state = BoardState::here();
    let (action, key) = state.action::<ChangePhase>("phase");
    let here = Memo::new(move |_| {
        let page = state.page.read();
        (page.kind, page.phase)
    });
    view! {
        <section class="panel" id="phase" aria-labelledby="phase-heading">
            <h2 id="phase-heading">"Change the phase"</h2>
            {move || {
                let (kind, phase) = here.get();
                let next = phase.next(kind);
                if next.is_empty() {
                    return view! { <p class="nothing">"The event has ended, and that is final."</p> }
                        .into_any();
                }
                view! {
                    <p class="hint">"It is now: "<strong>{words::phase(phase)}</strong>"."</p>
                    <DeskForm
                        name="change_phase"
                        page=state.address()
                        action
                        key
                        hidden=vec![("slug", state.slug())]
                    >
                        <Fields phase next/>
                    </DeskForm>
                }
                    .into_any()
            }}
        </section>
    }
    .into_any()
}

#[component]
fn Fields(phase: Phase, next: &'static [Phase]) -> impl IntoView {
    let form = FormState::here();
    let choice = |to: &Phase| Choice {
        value: to.as_str().to_owned(),
        label: words::phase_move(phase, *to).to_owned(),
        note: Some(words::phase_effect(*to).to_owned()),
    };
    let choices: Vec<_> = next.iter().map(choice).collect();
    let label = Signal::derive(move || {
        let chosen = form
            .typed("phase")
            .and_then(|name| Phase::parse(&name).ok());
        let words = chosen.map_or("Change the phase", |to| words::phase_move(phase, to));
        words.to_owned()
    });
    view! {
        <Choose legend="Go on to" name="phase" kind="radio" choices/>
        <TextArea
            label="Reason (optional)"
            name="reason"
            limit=MAX_TEXT
            rows="2"
            hint="Stands on the sign, under the state."
        />
        <Promise/>
        <Submit label primary=false busy="Changing …"/>
    }
    .into_any()
}
