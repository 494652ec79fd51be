// Your place in line: the answer comes without a new page, and again while the wait moves.

import { speak } from './ears.mjs';
import { find, page } from './page.mjs';

const REST_MS = 30e3;

let place = new URLSearchParams(location.search).get('position');
let asked = Date.now(); // the page came with an answer
let next; // when we ask again

const field = () => find('#place [name=position]');

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
  if (!field()) answer('');
  else if (place) {
    // Whoever is typing is left alone.
    if (field() !== document.activeElement) field().value ||= place;
    next ||= setTimeout(askPlace, asked + REST_MS - Date.now());
  }
}

async function askPlace() {
  clearTimeout(next);
  next = 0;
  asked = Date.now();
  let said = '';
  try {
    const query = new URLSearchParams({ position: place, lang: page.lang });
    const reply = await fetch(`/api/v1/events/${page.slug}/wait?${query}`);
    const { known, text, errors, detail } = await reply.json();
    field()?.setAttribute('aria-invalid', !reply.ok);
    said = reply.ok ? (known ? text : '') : (errors?.[0]?.message ?? detail);
  } catch {
    // Nobody answers, which the line about freshness says; an old answer would only mislead.
  }
  answer(said);
  return said;
}
