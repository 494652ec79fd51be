// Keeps an open page fresh: what wakes it, and what moves once a second. The server's word is never second-guessed; the
// script only counts time on.

import { doubtTime, guessTime, hush } from './clock.mjs';
import { readState } from './ears.mjs';
import { madeAt, readFresh } from './fresh.mjs';
import { readPause } from './pause.mjs';
import { placeTyped } from './place.mjs';
import { show } from './show.mjs';
import { distrustSilence, forgive } from './stream.mjs';
import { join, leave } from './tabs.mjs';
import { showLocalTimes } from './times.mjs';

function wake() {
  hush();
  forgive();
  join();
}

let ticked = Date.now();

function tick() {
  const jump = Math.abs(Date.now() - ticked);
  ticked = Date.now();
  if (jump > 15e3) {
    // The device slept, or its clock was set: what we counted by it does not hold.
    doubtTime();
    wake();
  }
  distrustSilence();
  show();
}

readFresh();
guessTime(madeAt);
hush();
readState();
showLocalTimes();
readPause();
setInterval(tick, 1e3);
document.addEventListener('submit', (event) => event.target.id === 'place' && placeTyped(event));
document.addEventListener('visibilitychange', () => (document.hidden ? leave() : wake()));
addEventListener('pagehide', leave); // lets the page into the back/forward cache
addEventListener('pageshow', (event) => event.persisted && wake());
// A network that comes back brings everybody back at once.
addEventListener('online', () => setTimeout(wake, 2e3 * Math.random()));
