//! What a dangerous act asks for when it is long ago that its operator proved who they are.

use leptos::prelude::*;

use super::FormState;
use super::fields::{FieldError, described, invalid};
use crate::admin::Fresh;

/// The name of the field, and of what is wrong with it.
pub const PROOF: &str = "proof";

/// Asks for the password, or a code, where that is needed. Otherwise it stays out of sight until the server says that
/// it is. Put it before the button of whatever calls `Desk::confirmed`.
#[component]
pub fn ProofField() -> impl IntoView {
    let form = FormState::here();
    form.register(PROOF);
    let fresh = use_context::<Fresh>().is_some_and(|Fresh(fresh)| fresh);
    let asked = !fresh || form.wrong(PROOF).is_some();
    let id = form.id(PROOF);
    view! {
        <div class="field proof" hidden=!asked>
            <label for=id.clone()>"Your password, to confirm that it is you"</label>
            <input
                id=id.clone()
                name=PROOF
                type="password"
                autocomplete="current-password"
                aria-invalid=invalid(form, PROOF)
                aria-describedby=described(form, PROOF, true)
            />
            <p class="hint" id=format!("{id}-hint")>"A code of your authenticator does as well."</p>
            <FieldError name=PROOF.to_owned()/>
        </div>
    }
    .into_any()
}
