//! The companion of a message that is being written: shows what would be published while somebody types, and keeps what
//! they typed.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, Event, HtmlAnchorElement, HtmlFormElement, HtmlInputElement};

use super::{dom, forms, regions};
use crate::admin::api::{DeskError, Trouble};

/// How long somebody pauses before it is shown what they typed.
const SHOW_AFTER: Duration = Duration::from_millis(250);
/// How long somebody pauses before it is kept.
const KEEP_AFTER: Duration = Duration::from_millis(1_200);
/// How long to wait before keeping is tried again.
const TRY_AGAIN: Duration = Duration::from_secs(4);

/// Follows the form around it, and says whether what is typed is kept.
#[island]
pub fn Companion(
    /// Where to ask what it would look like.
    preview: String,
    /// Where to have it kept.
    keep: String,
    /// What is known about the draft that it goes on with.
    saved: String,
) -> impl IntoView {
    let told = RwSignal::new(saved);
    let failed = RwSignal::new(false);
    // Everything is made inside the effect, because effects run in the browser only.
    Effect::new(move || {
        let form = dom::page().and_then(|page| dom::first::<Element>(&page, ".companion"));
        if let Some(form) = form.and_then(|place| dom::desk_form(&place)) {
            Following {
                form,
                preview: preview.clone(),
                keep: keep.clone(),
                told,
                failed,
                showing: Rc::default(),
                keeping: Rc::default(),
                asked: Rc::default(),
                dirty: Rc::default(),
            }
            .follow();
        }
    });
    view! {
        <span class="companion" role="status" data-failed=move || failed.get().then_some("")>{told}</span>
    }
}

/// One form, followed for as long as the page lives.
#[derive(Clone)]
struct Following {
    form: HtmlFormElement,
    preview: String,
    keep: String,
    told: RwSignal<String>,
    failed: RwSignal<bool>,
    showing: Rc<Cell<Option<TimeoutHandle>>>,
    keeping: Rc<Cell<Option<TimeoutHandle>>>,
    /// How many previews were asked for: only the answer to the last one counts.
    asked: Rc<Cell<u32>>,
    /// Whether something is typed that is not kept.
    dirty: Rc<Cell<bool>>,
}

impl Following {
    fn follow(self) {
        for name in ["input", "change"] {
            let following = self.clone();
            dom::listen(name, move |event| {
                let field = dom::target::<Element>(event);
                if field.is_some_and(|field| following.form.contains(Some(&field))) {
                    following.typed();
                }
            });
        }
        let following = self.clone();
        // What live gaps say, and how many would read it, moves on with the event.
        dom::listen("desk:news", move |_| following.show_soon());
        dom::listen("click", move |event| {
            let link = dom::target::<Element>(event).and_then(|at| at.closest("a[href]").ok()?);
            if let Some(link) = link.filter(|_| self.dirty.get() && !self.busy()) {
                self.leave_by(event, &link);
            }
        });
    }

    fn typed(&self) {
        self.dirty.set(true);
        self.show_soon();
        self.keep_after(KEEP_AFTER);
    }

    fn busy(&self) -> bool {
        self.form.has_attribute("aria-busy")
    }

    fn show_soon(&self) {
        let following = self.clone();
        let soon = set_timeout(
            move || spawn_local(async move { following.show().await }),
            SHOW_AFTER,
        );
        if let Some(earlier) = self.showing.replace(soon.ok()) {
            earlier.clear();
        }
    }

    async fn show(&self) {
        let number = self.asked.get() + 1;
        self.asked.set(number);
        let Ok(Ok(done)) = forms::ask(&self.form, None, &self.preview).await else {
            return;
        };
        if self.asked.get() != number {
            return;
        }
        regions::place(done.parts);
        for (name, value) in done.standing {
            let selector = format!("input[name=\"{name}\"]");
            if let Some(field) = dom::first::<HtmlInputElement>(&self.form, &selector) {
                field.set_placeholder(&value);
            }
        }
    }

    fn keep_after(&self, pause: Duration) {
        let following = self.clone();
        let later = set_timeout(
            move || spawn_local(async move { following.keep().await }),
            pause,
        );
        if let Some(earlier) = self.keeping.replace(later.ok()) {
            earlier.clear();
        }
    }

    /// Keeps what is typed, and says so or why not. What is being published needs no keeping.
    async fn keep(&self) {
        if self.busy() || !self.dirty.replace(false) {
            return;
        }
        self.say("Saving …", false);
        match forms::ask(&self.form, None, &self.keep).await {
            Ok(Ok(done)) => {
                self.say(&done.said, false);
                regions::place(done.parts);
            }
            Ok(Err(error)) if error.trouble == Trouble::Invalid => self.say("", false),
            Ok(Err(error)) => self.not_kept(&error),
            Err(_) => self.not_kept(&DeskError::new(
                Trouble::Unreachable,
                "The server does not answer.",
            )),
        }
    }

    fn not_kept(&self, error: &DeskError) {
        let told = format!("Not saved: {} What you wrote is still here.", error.message);
        self.say(&told, true);
        // A form that was sent already is not kept any more, and never will be.
        if error.trouble != Trouble::Conflict {
            self.dirty.set(true);
            self.keep_after(TRY_AGAIN);
        }
    }

    fn say(&self, told: &str, failed: bool) {
        self.told.set(told.to_owned());
        self.failed.set(failed);
    }

    /// Keeps what is typed before another page takes the place of this one.
    fn leave_by(&self, event: &Event, link: &Element) {
        let href = link.get_attribute("href").unwrap_or_default();
        let elsewhere = link.has_attribute("target") || href.starts_with('#');
        if elsewhere || event.default_prevented() {
            return;
        }
        event.prevent_default();
        let following = self.clone();
        let link = link.clone().dyn_into::<HtmlAnchorElement>();
        spawn_local(async move {
            following.keep().await;
            if let Ok(link) = link {
                let _ = window().location().assign(&link.href());
            }
        });
    }
}
