// All tabs that show one event in one language share what one of them hears. Which one talks to the server is settled
// by a lock: it is free again as soon as its tab closes, hides or pauses.

import { guessed, lead } from './clock.mjs';
import { page } from './page.mjs';
import { paused } from './pause.mjs';
import { revision, take } from './regions.mjs';
import { shown } from './markup.mjs';
import { listen, rest } from './stream.mjs';

const HELLO = 'hello';

let channel; // to the other tabs
let turn; // ends our turn at the lock
let leading = false;

export function join() {
  leave();
  if (paused || document.hidden) return;
  if (!navigator.locks || !window.BroadcastChannel) return listen();
  const group = `lineside ${page.slug} ${page.lang}`;
  const { signal } = (turn = new AbortController());
  channel = new BroadcastChannel(group);
  channel.onmessage = ({ data }) => (data === HELLO ? leading && shareAll() : hear(data));
  // Whoever leads already says what we have missed.
  channel.postMessage(HELLO);
  const leadNow = () => {
    leading = true;
    shareAll();
    listen();
    return new Promise((done) => signal.addEventListener('abort', done));
  };
  // Where locks are forbidden, each tab talks for itself.
  navigator.locks.request(group, { signal }, leadNow).catch(() => signal.aborted || listen());
}

export function leave() {
  rest();
  turn?.abort();
  channel?.close();
  channel = undefined;
  leading = false;
}

/** Tells the other tabs what the server said, and how late it is there. */
export function share(word) {
  channel?.postMessage({ ...word, lead: guessed ? undefined : lead });
}

const shareAll = () => share({ revision, regions: shown });

// A tab that has just been opened may know more than the one that leads; then it does not go back.
function hear(word) {
  if (word.setBack || !(word.revision < revision)) take(word);
}
