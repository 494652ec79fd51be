//! The board's own stream: what shoppers see and how many they are, without a reload.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use leptos::web_sys::{Event, EventSource, MessageEvent};

use super::BoardState;
use crate::admin::api::BoardNow;

/// The server speaks at least every five seconds; after this long it is not heard.
const SILENCE: Duration = Duration::from_secs(14);
/// How long to wait before a stream that was refused is asked for again.
const AGAIN: Duration = Duration::from_secs(3);

/// Whether news still comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wire {
    /// Nothing follows: the page is as it was when it was loaded.
    Still,
    /// News comes.
    Live,
    /// News should come and does not.
    Lost,
    /// The session has ended.
    SignedOut,
}

/// What belongs to an open stream. Dropping the handlers would leave the browser calling into nothing.
struct Following {
    source: EventSource,
    _handlers: [Closure<dyn FnMut(Event)>; 4],
}

/// Follows the board while it is shown. Everything is made inside the effect, because effects run in the browser
/// only: what belongs to one thread must not exist on a server that drops it on another.
pub fn follow(state: BoardState) {
    Effect::new(move || {
        let following = StoredValue::new_local(None::<Following>);
        let watchdog = StoredValue::new_local(None::<TimeoutHandle>);
        open(state, following, watchdog);
        on_cleanup(move || {
            if let Some(following) = following.try_update_value(Option::take).flatten() {
                following.source.close();
            }
            if let Some(watchdog) = watchdog.try_update_value(Option::take).flatten() {
                watchdog.clear();
            }
        });
    });
}

type Local<T> = StoredValue<Option<T>, LocalStorage>;

fn open(state: BoardState, following: Local<Following>, watchdog: Local<TimeoutHandle>) {
    let address = format!("{}/stream", state.address());
    let Ok(source) = EventSource::new(&address) else {
        return;
    };
    let heard = move || {
        state.wire.set(Wire::Live);
        let silent = set_timeout(move || state.wire.set(Wire::Lost), SILENCE).ok();
        watchdog.update_value(|watchdog| {
            if let Some(old) = std::mem::replace(watchdog, silent) {
                old.clear();
            }
        });
    };
    let on_message = Closure::new(move |event: Event| {
        let data = event.unchecked_into::<MessageEvent>().data().as_string();
        if let Some(now) = data.and_then(|data| serde_json::from_str::<BoardNow>(&data).ok()) {
            heard();
            if *state.now.read_untracked() != now {
                state.now.set(now);
            }
        }
    });
    let on_bye = {
        let source = source.clone();
        Closure::new(move |_: Event| {
            source.close();
            state.wire.set(Wire::SignedOut);
        })
    };
    let on_error = {
        let source = source.clone();
        Closure::new(move |_: Event| {
            if state.wire.get_untracked() == Wire::SignedOut {
                return;
            }
            state.wire.set(Wire::Lost);
            // A refused stream is never asked for again by the browser itself.
            if source.ready_state() == EventSource::CLOSED {
                let _ = set_timeout(move || reopen(state, following, watchdog), AGAIN);
            }
        })
    };
    let on_open = Closure::new(move |_: Event| heard());
    let listen = |name: &str, handler: &Closure<dyn FnMut(Event)>| {
        let _ = source.add_event_listener_with_callback(name, handler.as_ref().unchecked_ref());
    };
    listen("message", &on_message);
    listen("bye", &on_bye);
    listen("error", &on_error);
    listen("open", &on_open);
    let handlers = [on_message, on_bye, on_error, on_open];
    let _ = following.try_set_value(Some(Following {
        source,
        _handlers: handlers,
    }));
}

/// Tries again, unless the board is gone by then.
fn reopen(state: BoardState, following: Local<Following>, watchdog: Local<TimeoutHandle>) {
    if following.try_with_value(Option::is_some) == Some(true) {
        open(state, following, watchdog);
    }
}
