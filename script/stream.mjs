// The way to the server: a stream; where none comes through, polling; and back again.

import { guessed, learnTime } from './clock.mjs';
import { madeAt } from './fresh.mjs';
import { backOff, jitter } from './pace.mjs';
import { page } from './page.mjs';
import { revision, take } from './regions.mjs';
import { share } from './tabs.mjs';

const QUIET_MS = 30e3; // a stream brings a word every ten seconds
const POLL_MS = 15e3;
const MOST_POLLS = 9; // then the stream gets another chance

const url = (what) => `/e/${page.slug}/${what}?lang=${page.lang}`;

let source; // the stream
let opened; // when it was opened
let lastSign; // when it last showed that it lives, or could not yet have
let timer; // the next attempt, whatever it is
let attempt = 0; // tells an answer that nobody waits for any more
let failures = 0; // in a row, of either kind
let broken = 0; // of streams
let polls = 0; // since the last stream

/** Ends whatever goes on. */
export function rest() {
  attempt++;
  source?.close();
  source = undefined;
  clearTimeout(timer);
}

/** Somebody looks: old failures do not count. */
export function forgive() {
  failures = broken = 0;
}

function later(what, ms) {
  clearTimeout(timer);
  timer = setTimeout(what, ms);
}

export function listen() {
  rest();
  polls = 0;
  opened = 0;
  lastSign = Date.now();
  const stream = (source = new EventSource(`${url('stream')}&rev=${revision}`));
  stream.onopen = () => {
    opened = Date.now();
    if (guessed) later(trustSilence, 1500);
  };
  stream.addEventListener('region', ({ data, lastEventId }) => {
    lastSign = Date.now();
    forgive();
    const { id, html } = JSON.parse(data);
    const upTo = +lastEventId || undefined;
    tell({ revision: upTo, regions: { [id]: html }, setBack: upTo < revision });
  });
  // This server is full.
  stream.addEventListener('poll', () => moveOn(poll, MOST_POLLS));
  // This server leaves, another stands by.
  stream.addEventListener('bye', () => moveOn(listen, 0));
  stream.onerror = () => stream === source && streamFailed();
}

// A server that has nothing to say agrees with what we show.
function trustSilence() {
  if (!guessed) return;
  learnTime(madeAt);
  tell({ regions: {} });
}

function tell(word) {
  take(word);
  share(word);
}

function moveOn(to, brokenStreams) {
  rest();
  broken = brokenStreams;
  later(to, jitter(4e3));
}

function streamFailed() {
  const worked = opened && Date.now() - opened > 1e4;
  opened = 0;
  lastSign = Date.now();
  if (worked) forgive();
  failures++;
  broken++;
  // A stream that worked comes back by itself, after the pause the server gave this client.
  if (worked && source.readyState !== EventSource.CLOSED) return;
  rest();
  later(broken > 1 ? poll : listen, backOff(failures));
}

/** Gives up a stream that says nothing: it is dead, or somebody on the way holds its words back. */
export function distrustSilence() {
  if (!source || Date.now() - lastSign < QUIET_MS) return;
  failures++;
  broken += 3;
  rest();
  later(poll, jitter(1e3));
}

async function poll() {
  rest();
  polls++;
  const ours = attempt;
  try {
    const reply = await fetch(url('regions'), { cache: 'no-cache', signal: AbortSignal.timeout?.(1e4) });
    // The event was archived: its page says so by itself.
    if (reply.status === 410) return location.reload();
    if (!reply.ok) throw reply;
    const word = await reply.json();
    if (ours !== attempt) return;
    failures = 0;
    read(word, reply.headers);
    later(polls < Math.min(broken, MOST_POLLS) ? poll : listen, jitter(POLL_MS));
  } catch {
    if (ours !== attempt) return;
    failures++;
    later(poll, backOff(failures));
  }
}

let lower = 0; // the last answer's revision, when it was lower than ours
let climbs = 0; // how often in a row it had grown

// An older copy from a cache must not undo a newer page. But numbers that are lower and climb come from a server that
// was set back.
function isNews(at) {
  climbs = at < revision && lower && at > lower ? climbs + 1 : 0;
  lower = at < revision ? at : 0;
  return !lower || climbs > 1;
}

// Caches say how long they have kept an answer, or at least how late it is now.
function read({ revision: at, regions }, headers) {
  const word = isNews(at) ? { revision: at, regions, setBack: at < revision } : { regions: {} };
  take(word);
  if (word.revision) learnTime(madeAt + 1e3 * (headers.get('age') || 0));
  learnTime(Date.parse(headers.get('date')) || 0);
  tell(word);
}
