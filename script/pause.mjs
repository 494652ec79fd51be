// The reader's own switch. While it is off nothing moves and nothing is asked for; this browser remembers it.

import { find, page } from './page.mjs';
import { join } from './tabs.mjs';
import { show } from './show.mjs';

const button = find('#pause');
const memory = 'lineside:paused:' + page.slug;

export let paused = false;

/** Brings the switch to life, as it was left. */
export function readPause() {
  setPaused(remembered());
  button.hidden = false;
  button.onclick = () => {
    setPaused(!paused);
    remember();
  };
}

function setPaused(on) {
  paused = on;
  button.setAttribute('aria-pressed', on);
  join();
  show();
}

function remembered() {
  try {
    return memory in localStorage;
  } catch {
    return false; // private windows forget
  }
}

function remember() {
  try {
    if (paused) localStorage[memory] = 1;
    else delete localStorage[memory];
  } catch {
    // private windows forget
  }
}
