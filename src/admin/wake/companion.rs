//! The companion of a message that is being written: shows what would be published while somebody types, and keeps what
//! they typed.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{
    Element, Event, HtmlAnchorElement, HtmlFormElement, HtmlInputElement, HtmlTextAreaElement,
    MouseEvent,
};

use super::{dom, forms, regions, written};
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
                typed: Rc::default(),
                kept: Rc::default(),
                saving: Rc::default(),
                warned: Rc::default(),
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
    /// How many changes there were, and up to which of them all is kept.
    typed: Rc<Cell<u32>>,
    kept: Rc<Cell<u32>>,
    /// Whether a save is on its way: a second one might arrive before it and be undone by it.
    saving: Rc<Cell<bool>>,
    /// Whether it was said to somebody who leaves that something is not kept.
    warned: Rc<Cell<bool>>,
}

impl Following {
    fn follow(self) {
        for name in ["input", "change"] {
            let following = self.clone();
            dom::listen(name, move |event| {
                let field = dom::target::<Element>(event);
                let field = field.filter(|field| !written::is_aside(field));
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
            let leaves =
                |link: &Element| !self.is_kept() && !self.busy() && leads_away(event, link);
            match link.filter(leaves) {
                Some(_) if self.warned.get() => self.may_be_left(),
                Some(link) => self.leave_by(event, &link),
                None => {}
            }
        });
    }

    fn typed(&self) {
        self.typed.set(self.typed.get().wrapping_add(1));
        self.warned.set(false);
        let _ = self.form.remove_attribute("data-free");
        self.show_soon();
        self.keep_after(KEEP_AFTER);
    }

    fn is_kept(&self) -> bool {
        self.kept == self.typed
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
            move || {
                spawn_local(async move {
                    following.keep().await;
                });
            },
            pause,
        );
        if let Some(earlier) = self.keeping.replace(later.ok()) {
            earlier.clear();
        }
    }

    /// Keeps what is typed, and says so or why not. Tells whether all of it is kept.
    async fn keep(&self) -> bool {
        if self.is_kept() {
            return true;
        }
        // What is being published needs no keeping, unless it is refused.
        if self.busy() || self.saving.replace(true) {
            self.keep_after(KEEP_AFTER);
            return false;
        }
        let typed = self.typed.get();
        self.say("Saving …", false);
        let answer = forms::ask(&self.form, None, &self.keep).await;
        self.saving.set(false);
        match answer {
            Ok(Ok(done)) => {
                self.kept_up_to(typed);
                self.say(&done.said, false);
                regions::place(done.parts);
            }
            Ok(Err(error)) if error.trouble == Trouble::Invalid && self.is_blank() => {
                self.kept_up_to(typed);
                self.say("", false);
            }
            Ok(Err(error)) => self.not_kept(&error),
            Err(_) => self.not_kept(&DeskError::new(
                Trouble::Unreachable,
                "The server does not answer.",
            )),
        }
        self.is_kept()
    }

    /// Notes how much is kept. The page is left without a question once that is all.
    fn kept_up_to(&self, typed: u32) {
        self.kept.set(typed);
        if self.is_kept() {
            self.may_be_left();
        }
    }

    /// The browser does not ask before it leaves the page.
    fn may_be_left(&self) {
        let _ = self.form.set_attribute("data-free", "");
    }

    /// Whether no word is written.
    fn is_blank(&self) -> bool {
        let texts = dom::all::<HtmlTextAreaElement>(&self.form, "textarea");
        texts.iter().all(|text| text.value().trim().is_empty())
    }

    fn not_kept(&self, error: &DeskError) {
        let why = error.besides(|_| false);
        self.say(
            &format!("Not saved: {why} What you wrote is still here."),
            true,
        );
        // What is wrong waits for its writer, and a form that was sent already is not kept any more.
        if !matches!(error.trouble, Trouble::Conflict | Trouble::Invalid) {
            self.keep_after(TRY_AGAIN);
        }
    }

    fn say(&self, told: &str, failed: bool) {
        self.told.set(told.to_owned());
        self.failed.set(failed);
    }

    /// Keeps what is typed before another page takes the place of this one. What cannot be kept is left only by whoever
    /// asks again.
    fn leave_by(&self, event: &Event, link: &Element) {
        event.prevent_default();
        let following = self.clone();
        let link = link.clone().dyn_into::<HtmlAnchorElement>();
        spawn_local(async move {
            if following.keep().await {
                if let Ok(link) = link {
                    let _ = window().location().assign(&link.href());
                }
                return;
            }
            following.warned.set(true);
            let told = following.told.get_untracked();
            following.say(
                &format!("{told} Follow the link again to leave without it."),
                true,
            );
        });
    }
}

/// Whether a click on a link leaves this page: not for another part of it, another tab, or something of a script.
fn leads_away(event: &Event, link: &Element) -> bool {
    let href = link.get_attribute("href").unwrap_or_default();
    let aside = event
        .dyn_ref::<MouseEvent>()
        .is_some_and(|click| click.ctrl_key() || click.meta_key() || click.shift_key());
    !aside && !link.has_attribute("target") && !href.starts_with('#') && !event.default_prevented()
}
