// What is told to the tab and to the ears: state and messages, in one short sentence per half minute, the latest first.
// Only the end of sales interrupts.

import { all, find } from './page.mjs';

const SILENCE_MS = 30e3;

let title = find('h1').textContent;
let newest = saidAt(newestMessage());
let waiting = ''; // what is said next
let quiet; // runs while nothing more may be said

function saidAt(message) {
  return message ? Date.parse(find('time', message).dateTime) : 0;
}

// A pinned message stands first, however old it is.
function newestMessage() {
  return all('.news article').reduce((newest, other) => (saidAt(other) > saidAt(newest) ? other : newest), null);
}

/** Says a sentence now, or when it is time again. */
function announce(sentence) {
  waiting = sentence;
  if (quiet || !sentence) return;
  speak(sentence);
  waiting = '';
  quiet = setTimeout(() => {
    quiet = 0;
    announce(waiting);
  }, SILENCE_MS);
}

/** Says a sentence at once: the answer to somebody who asked. */
export function speak(sentence) {
  find('#announcer').textContent = sentence;
}

export function readState() {
  const now = find('h1').textContent;
  document.title = `${now} · ${find('.event').textContent}`;
  drawIcon();
  if (now === title) return;
  title = now;
  const stopped = find('.state').hasAttribute('data-stopped');
  find('#alarm').textContent = stopped ? now : '';
  announce(stopped ? '' : now);
}

export function readNews() {
  const message = newestMessage();
  const at = saidAt(message);
  if (at > newest) announce(firstSentence(find('.text', message).textContent));
  newest = at;
}

/** The first sentence, if it is short; else its beginning. */
export function firstSentence(text) {
  return text.match(/^.{1,140}?([.!?](?=\s)|[。！？؟]|$)|^.{140}/s)?.[0] || '';
}

// The sign's shape, in the colour it has now.
function drawIcon() {
  const shape = find('h1 svg').cloneNode(true);
  shape.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  shape.setAttribute('fill', getComputedStyle(find('h1 svg')).color);
  find('[rel=icon]').href = 'data:image/svg+xml,' + encodeURIComponent(shape.outerHTML);
}
