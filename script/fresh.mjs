// How fresh the page is: the server's own verdict, and what time makes of it when the server falls silent.

import { doubtTime, serverNow } from './clock.mjs';
import { find, page, root, tongue, write } from './page.mjs';

/** When the server made what is shown, by its clock in ms. */
export let madeAt;
let asOf; // what it is true for
let told; // the server's verdict
let known; // `asOf` in the server's words
let line; // the element

/** Reads the line the server wrote; true when it was made at another time than the last one. */
export function readFresh() {
  line = find('.fresh');
  known = find('time', line).textContent;
  told = line.dataset.level;
  asOf = Date.parse(line.dataset.asOf);
  const stamp = Date.parse(line.dataset.generatedAt);
  if (stamp < madeAt) doubtTime();
  const isNew = stamp !== madeAt;
  madeAt = stamp;
  offerReload(told);
  return isNew;
}

export function showAge() {
  const seconds = Math.max(0, Math.floor((serverNow() - asOf) / 1e3));
  const { delayedAfter, staleAfter } = line.dataset;
  if (told === 'lost' || seconds > staleAfter) say('lost', known);
  else say(told === 'delayed' || seconds > delayedAfter ? 'delayed' : 'live', ago(seconds));
}

/** The time of day does not move, and yet tells how old all this is. */
export const showPaused = () => say('paused', known);

// A page that keeps itself fresh needs no button for it.
function offerReload(level) {
  find('#reload').hidden = level !== 'lost';
}

function say(level, words) {
  line.dataset.level = root.dataset.connection = level;
  offerReload(level);
  const [before, after] = page[level].split('{}');
  const time = find('time', line);
  if (time.previousSibling?.data !== before) time.parentNode.replaceChildren(before, time, after);
  write(time, words);
}

const relative = new Intl.RelativeTimeFormat(tongue, { numeric: 'auto' });

/** `12 seconds ago`, in the page's language. */
export function ago(seconds) {
  const [size, unit] = seconds < 60 ? [1, 'second'] : seconds < 3600 ? [60, 'minute'] : [3600, 'hour'];
  return relative.format(-Math.floor(seconds / size), unit);
}
