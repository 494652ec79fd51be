// Keeps an open page fresh. The server pushes finished HTML of the regions that changed; if it cannot, the page asks
// for all of them; if nobody answers, it says how old it is.
const root = document.documentElement;
const page = document.body.dataset;
const find = (selector, within = document) => within.querySelector(selector);
const url = (what) => `/e/${page.slug}/${what}?lang=${page.lang}`;

// The one place where text becomes markup: our own server's HTML, already escaped.
const policy = window.trustedTypes?.createPolicy('lineside', { createHTML: (html) => html });

const jitter = (ms) => ms * (0.5 + Math.random()); // a crowd must not come back as one
const backOff = () => jitter(Math.min(60e3, 1e3 * 2 ** failures));

let revision = +page.revision;
let stream;
let timer; // the next attempt, whatever it is
let failures = 0; // in a row
let blocked = 0; // how often the stream failed in a row
let polls = 0; // since it was last tried
let opened; // when it was opened
let paused;

function swap(id, html) {
  const box = find('#region-' + id);
  if (!box) return;
  const figures = () => [...box.querySelectorAll('[data-figure]')];
  const links = () => [...box.querySelectorAll('a')];
  const before = figures().map((figure) => figure.textContent);
  const focused = links().indexOf(document.activeElement);
  box.innerHTML = policy ? policy.createHTML(html) : html;
  links()[focused]?.focus({ preventScroll: true });
  if (matchMedia('(prefers-reduced-motion)').matches) return;
  figures().forEach((figure, i) => figure.textContent === before[i] || figure.animate({ opacity: [0.2, 1] }, 250));
}

// `ageMs` is how long the regions lay in a cache between us and the server.
function apply(regions, ageMs = 0) {
  for (const id in regions) swap(id, regions[id]);
  if (regions.fresh) readFresh(Date.now() - ageMs);
  if (regions.state || regions.news) readState();
  tick();
}

function stop() {
  stream?.close();
  stream = undefined;
  opened = 0;
  clearTimeout(timer);
}

function later(attempt, ms) {
  clearTimeout(timer);
  timer = setTimeout(attempt, ms);
}

function open() {
  stop();
  if (paused || document.hidden) return;
  polls = 0;
  const source = (stream = new EventSource(url('stream') + '&rev=' + revision));
  const leaveFor = (attempt) => () => {
    stop();
    blocked = attempt === poll ? 9 : 0;
    later(attempt, jitter(4e3));
  };
  source.onopen = () => {
    opened = Date.now();
    // A silent server agrees with what we show.
    if (guessed) later(() => guessed && hear(Date.now()), 1500);
  };
  source.addEventListener('region', (event) => {
    failures = blocked = 0;
    revision = +event.lastEventId || revision;
    const { id, html } = JSON.parse(event.data);
    apply({ [id]: html });
  });
  source.addEventListener('poll', leaveFor(poll)); // this server is full
  source.addEventListener('bye', leaveFor(open)); // this server leaves, another stands by
  source.onerror = () => {
    if (source !== stream) return;
    const worked = opened && Date.now() - opened > 1e4;
    opened = 0;
    failures = worked ? 1 : failures + 1;
    blocked = worked ? 1 : blocked + 1;
    // A stream that worked comes back by itself, after the pause the server gave this client.
    if (worked && source.readyState < 2) return;
    stop();
    later(blocked > 2 ? poll : open, backOff());
  };
}

async function poll() {
  stop();
  if (paused || document.hidden) return;
  polls++;
  try {
    const reply = await fetch(url('regions'), { cache: 'no-cache', signal: AbortSignal.timeout?.(1e4) });
    if (!reply.ok) throw 0;
    const news = await reply.json();
    if (paused || document.hidden || stream) return;
    const ageMs = 1e3 * (reply.headers.get('age') || 0);
    failures = 0;
    if (guessed) hear(Date.now() - ageMs);
    // An older copy from a cache must not undo a newer page.
    if (news.revision > revision) {
      revision = news.revision;
      apply(news.regions, ageMs);
    }
    later(polls > Math.min(blocked - 3, 6) ? open : poll, jitter(15e3));
  } catch {
    failures++;
    later(polls % 2 ? open : poll, backOff());
  }
}

// Age = real seconds since the server's newest word + the age of that word by the server's own clock. So neither a
// wrong clock on this device nor a demo server's fast one can lie.
let fresh; // the element
let known; // the time it names
let told; // the level the server gave it
let made; // when it was made, by the server's clock
let lag; // how old the data was then
let heard; // when we heard it, by this device's clock
let guessed; // whether that is only what the page's time stamp says
let hushed = 0; // no verdict before this: the page was just looked at again

function readFresh(now) {
  fresh = find('.fresh');
  known = find('time', fresh).textContent;
  told = fresh.dataset.level;
  const stamp = Date.parse(fresh.dataset.generatedAt);
  lag = stamp - Date.parse(fresh.dataset.asOf);
  if (stamp !== made) hear(now);
  made = stamp;
}

function hear(now) {
  heard = now;
  guessed = false;
}

const words = new Intl.RelativeTimeFormat(page.lang, { numeric: 'auto' });
function ago(seconds) {
  const [size, unit] = seconds < 60 ? [1, 'second'] : seconds < 3600 ? [60, 'minute'] : [3600, 'hour'];
  return words.format(-Math.floor(seconds / size), unit);
}

function tick() {
  if (Date.now() < hushed) return;
  const silent = Math.max(0, Date.now() - heard);
  const seconds = Math.floor((lag + silent) / 1e3);
  const { delayedAfter, staleAfter } = fresh.dataset;
  const level =
    told === 'lost' || seconds > staleAfter ? 'lost' : told === 'delayed' || seconds > delayedAfter ? 'delayed' : 'live';
  const lost = level === 'lost';
  fresh.dataset.level = root.dataset.connection = level;
  const [before, after] = page[paused && !lost ? 'paused' : level].split('{}');
  const time = find('time', fresh);
  if (time.previousSibling?.data !== before) time.parentNode.replaceChildren(before, time, after);
  time.textContent = lost ? known : ago(seconds);
  find('#reload').hidden = !lost;

  // The server words the countdown each minute; when it is silent we do, in its words.
  const left = find('[data-countdown]');
  const minutes = left && Math.ceil((Date.parse(left.dateTime) - made - silent) / 6e4);
  if (left && silent > 75e3 && minutes < 1440) {
    const [h, m] = [Math.floor(minutes / 60), minutes % 60];
    const pattern = minutes < 1 ? '' : minutes < 2 ? page.soon : !h ? page.inMinutes : m ? page.inBoth : page.inHours;
    left.textContent = pattern.replace('{h}', h).replace('{m}', m);
  }

  // A stream that is open but says nothing is dead, whatever the browser thinks.
  if (opened && Math.min(silent, Date.now() - opened) > staleAfter * 1e3) {
    failures++;
    stop();
    later(poll, jitter(1e3));
  }
}

let title = find('h1').textContent;
let newest = find('.news time')?.dateTime || '';

// Tells the tab and the ears.
function readState() {
  const now = find('h1').textContent;
  document.title = `${now} · ${find('.event').textContent}`;
  const shape = find('h1 svg').cloneNode(true);
  shape.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  shape.setAttribute('fill', getComputedStyle(find('h1 svg')).color);
  find('[rel=icon]').href = 'data:image/svg+xml,' + encodeURIComponent(shape.outerHTML);
  const said = find('.news time')?.dateTime || '';
  // One short sentence; the rest is on the page.
  if (now !== title) announce(now);
  if (Date.parse(said) > (Date.parse(newest) || 0)) announce(find('.news .text').textContent.match(/^.{1,140}?([.!?](?=\s)|[。！？؟]|$)|^.{140}/s)[0]);
  if (said) newest = said;
  title = now;
}

let waiting; // what is said next; the latest wins
let quiet; // runs while nothing more may be said

function announce(sentence) {
  waiting = sentence;
  if (quiet || !sentence) return;
  find('#announcer').textContent = sentence;
  waiting = '';
  quiet = setTimeout(() => {
    quiet = 0;
    announce(waiting);
  }, 30e3);
}

const button = find('#pause');
const memory = 'lineside:paused:' + page.slug;

function setPaused(on) {
  paused = on;
  button.setAttribute('aria-pressed', on);
  open();
  tick();
}

function wake() {
  hushed = Date.now() + 3e3;
  failures = 0;
  open();
}

readFresh(Date.now());
heard = Math.min(Date.now(), made); // this copy may have lain in a cache
guessed = true;
readState();
try {
  paused = localStorage[memory];
} catch {} // private windows forget
setPaused(!!paused);
button.hidden = false;
button.onclick = () => {
  setPaused(!paused);
  try {
    if (paused) localStorage[memory] = 1;
    else delete localStorage[memory];
  } catch {}
};
setInterval(tick, 1e3);
document.addEventListener('visibilitychange', () => (document.hidden ? stop() : wake()));
addEventListener('pagehide', stop); // lets the page into the back/forward cache
addEventListener('pageshow', (event) => event.persisted && wake());
addEventListener('online', wake);
