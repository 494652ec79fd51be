//! The board's own stream: what shoppers see and how many they are, without a reload.

use std::collections::BTreeMap;
use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use leptos::web_sys::{CustomEvent, Event, EventSource, MessageEvent};
use serde::{Deserialize, Serialize};

use super::regions;

/// The server speaks at least every five seconds; after this long it is not heard.
const SILENCE: Duration = Duration::from_secs(14);
/// How long to wait before a stream that was refused is asked for again.
const AGAIN: Duration = Duration::from_secs(3);

/// What a board's stream says: the parts that changed, by their names in `data-live`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    /// The inner HTML of each part.
    pub regions: BTreeMap<String, String>,
}

/// Whether news comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Nothing follows: the page is as it was when it was loaded.
    Still,
    /// News comes.
    Live,
    /// News should come and does not.
    Lost,
    /// The session has ended.
    SignedOut,
    /// Newer windows of the same session have taken its place.
    Moved,
}

impl State {
    /// Whether nothing is asked for any more.
    fn is_over(self) -> bool {
        matches!(self, Self::SignedOut | Self::Moved)
    }
}

impl State {
    fn name(self) -> &'static str {
        match self {
            Self::Still => "still",
            Self::Live => "live",
            Self::Lost => "lost",
            Self::SignedOut => "signed-out",
            Self::Moved => "moved",
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Still => "As it was when this page was loaded",
            Self::Live => "Live",
            Self::Lost => "No news from the server; trying again",
            Self::SignedOut => "Signed out: nothing here moves any more",
            Self::Moved => {
                "Too many windows are open: this one no longer moves. Reload it to go on here"
            }
        }
    }
}

/// Follows the board, and says whether news comes.
#[island]
pub fn Wire(
    /// The address of the stream.
    stream: String,
) -> impl IntoView {
    let state = RwSignal::new(State::Still);
    let stream = StoredValue::new(stream);
    // Everything is made inside the effect, because effects run in the browser only: what belongs to one thread must
    // not exist on a server that drops it on another.
    Effect::new(move || open(Line::new(state, stream)));
    let login = move || {
        (state.get() == State::SignedOut)
            .then(|| view! { " "<a href="/admin/login" target="_blank">"Log in again"</a> })
    };
    view! {
        <p class="wire" data-wire=move || state.get().name()>
            <span role="status">{move || state.get().words()}</span>
            {login}
        </p>
    }
}

/// What belongs to an open stream. Dropping the handlers would leave the browser calling into nothing.
struct Following {
    _source: EventSource,
    _handlers: [Closure<dyn FnMut(Event)>; 5],
}

/// One board's stream, across the times that it is opened.
#[derive(Clone, Copy)]
struct Line {
    state: RwSignal<State>,
    address: StoredValue<String>,
    following: StoredValue<Option<Following>, LocalStorage>,
    watchdog: StoredValue<Option<TimeoutHandle>, LocalStorage>,
}

impl Line {
    fn new(state: RwSignal<State>, address: StoredValue<String>) -> Self {
        Self {
            state,
            address,
            following: StoredValue::new_local(None),
            watchdog: StoredValue::new_local(None),
        }
    }

    fn heard(self) {
        self.state.set(State::Live);
        let lost = move || {
            if !self.state.get_untracked().is_over() {
                self.state.set(State::Lost);
            }
        };
        let silent = set_timeout(lost, SILENCE).ok();
        self.watchdog.update_value(|watchdog| {
            if let Some(old) = std::mem::replace(watchdog, silent) {
                old.clear();
            }
        });
    }
}

fn open(line: Line) {
    let Ok(source) = EventSource::new(&line.address.get_value()) else {
        return;
    };
    let on_message = Closure::new(move |event: Event| {
        let data = event.unchecked_into::<MessageEvent>().data().as_string();
        let Some(frame) = data.and_then(|data| serde_json::from_str::<Frame>(&data).ok()) else {
            return;
        };
        line.heard();
        regions::place(frame.regions);
        // Other islands of the page may want to know.
        if let Ok(news) = CustomEvent::new("desk:news") {
            let _ = document().dispatch_event(&news);
        }
    });
    let over = |state: State| {
        let source = source.clone();
        Closure::new(move |_: Event| {
            source.close();
            line.state.set(state);
        })
    };
    let (on_bye, on_moved) = (over(State::SignedOut), over(State::Moved));
    let on_error = {
        let source = source.clone();
        Closure::new(move |_: Event| {
            if line.state.get_untracked().is_over() {
                return;
            }
            line.state.set(State::Lost);
            // A refused stream is never asked for again by the browser itself.
            if source.ready_state() == EventSource::CLOSED {
                let _ = set_timeout(move || open(line), AGAIN);
            }
        })
    };
    let on_open = Closure::new(move |_: Event| line.heard());
    let listen = |name: &str, handler: &Closure<dyn FnMut(Event)>| {
        let _ = source.add_event_listener_with_callback(name, handler.as_ref().unchecked_ref());
    };
    listen("message", &on_message);
    listen("bye", &on_bye);
    listen("moved", &on_moved);
    listen("error", &on_error);
    listen("open", &on_open);
    let handlers = [on_message, on_bye, on_moved, on_error, on_open];
    line.following.set_value(Some(Following {
        _source: source,
        _handlers: handlers,
    }));
}
