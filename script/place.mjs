// Your place in line: the answer comes without a new page, and again while the wait moves.

import { speak } from './ears.mjs';
import { jitter } from './pace.mjs';
import { find, page } from './page.mjs';
import { paused } from './pause.mjs';

const REST_MS = 30e3;

let place = new URLSearchParams(location.search).get('position');
let next; // when we ask again

const form = () => find('#place');
const field = () => find('#position');

// What a reader typed is the reader's: set like this, it outlives the server's next form, which is empty.
if (place && field()) field().value = place;

function answer(text) {
  const line = find('#place-answer');
  if (line) line.textContent = text;
}

/** The form was sent. */
export async function placeTyped(event) {
  event.preventDefault();
  place = field().value;
  const query = new URLSearchParams(location.search);
  query.set('position', place);
  history.replaceState(history.state, '', '?' + query);
  speak(await askPlace());
}

/** The wait has moved, or is not known any more, and then there is no form. */
export function refreshPlace() {
  if (!form()) answer('');
  else if (place) {
    // Whoever is typing is left alone.
    if (field() !== document.activeElement) field().value ||= place;
    askLater();
  }
}

// What moves the wait moves it on every page at once, and a crowd must not ask as one.
function askLater() {
  next ||= setTimeout(() => {
    next = 0;
    if (paused) askLater();
    else askPlace();
  }, jitter(REST_MS));
}

async function askPlace() {
  clearTimeout(next);
  next = 0;
  let said = '';
  const ours = place;
  try {
    const query = new URLSearchParams({ position: place, lang: page.lang });
    const reply = await fetch(`/api/v1/events/${page.slug}/wait?${query}`);
    const { known, text, errors } = await reply.json();
    if (ours !== place) return ''; // another was typed since
    field()?.setAttribute('aria-invalid', !!errors);
    said = errors ? errors[0].message : known ? text : '';
    if (!reply.ok && !errors) {
      said = form()?.dataset.busy ?? '';
      askLater();
    }
  } catch {
    // Nobody answers, which the line about freshness says; an old answer would only mislead.
  }
  answer(said);
  return said;
}
