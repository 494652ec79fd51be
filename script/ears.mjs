// What is told to the tab and to the ears: state and messages, in one short sentence per half minute, the latest first.
// Only the end of sales interrupts.

import { find } from './page.mjs';

const SILENCE_MS = 30e3;

let title = find('h1').textContent;
let newest = newestTime();
let waiting = ''; // what is said next
let quiet; // runs while nothing more may be said

function newestTime() {
  return Date.parse(find('.news time')?.dateTime) || 0;
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
  const at = newestTime();
  if (at > newest) announce(firstSentence(find('.news .text')?.textContent || ''));
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
