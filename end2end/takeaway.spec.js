// What shoppers take along, read back by programs that are not ours.

import { EVENT } from './support/event.js';
import { readCalendar, readFeed, readJsonFeed } from './support/parsers.js';
import { expect, test } from './support/test.js';

const OPENS = '2030-05-17T09:00:00Z';
const MOVED = '2030-05-17T11:30:00Z';
const TITLE = 'Spring drop: "last" pairs, & more; <b>new</b> \\ 限定';

test.beforeEach(async ({ server }) => {
  await server.createEvent({ title: TITLE, kind: 'draw', flags: ['--opens-at', OPENS, '--draws-at', '2030-05-20T18:00:00Z'] });
  await server.createToken({ scope: 'publish,manage' });
});

async function call(server, method, path, body) {
  const reply = await server.api(method, path, body);
  expect(reply.status, JSON.stringify(reply.body)).toBeLessThan(300);
  return reply.body;
}

const say = (server, text) => call(server, 'POST', `${EVENT}/messages`, { text, severity: 'notice' });
const edit = (server, body) => call(server, 'PATCH', EVENT, body);

/** Doors open; one message is corrected, one is taken back, and an issue has a story. */
async function tell(server) {
  await call(server, 'POST', `${EVENT}/phase`, { phase: 'entries_open' });
  const corrected = await say(server, { en: 'Etnries are open.', ja: '応募を受付中です。' });
  await call(server, 'PATCH', `${EVENT}/messages/${corrected.id}`, { text: { en: 'Entries are <open> & free.', ja: '応募を受付中です。' } });
  const retracted = await say(server, { en: 'Everyone wins.' });
  await call(server, 'DELETE', `${EVENT}/messages/${retracted.id}`);
  const issue = { title: { en: 'Forms are slow' }, text: { en: 'We look into it.' }, impact: 'minor', components: ['site'] };
  const incident = await call(server, 'POST', `${EVENT}/incidents`, issue);
  await call(server, 'POST', `${EVENT}/incidents/${incident.id}/updates`, { status: 'resolved', text: { en: 'Fast again.' } });
  return { corrected: corrected.id, retracted: retracted.id, incident: incident.id };
}

test('a feed reader reads everything that was said, as it holds now', async ({ server }) => {
  const { corrected, retracted, incident } = await tell(server);
  const page = server.url('/e/spring-drop');
  const feed = await readFeed(`${page}/feed.atom`);
  expect(feed.version).toBe('atom10');
  expect(feed.title).toContain(TITLE);
  expect(feed.lang).toBe('en');
  expect(feed.links).toEqual({ self: `${page}/feed.atom`, alternate: page });
  const entry = (id) => feed.entries.find((one) => one.id === `urn:uuid:${id}`);
  expect(feed.entries.map(({ text }) => text)).toEqual([
    'Fast again.',
    'We look into it.',
    expect.stringContaining('was withdrawn'),
    'Entries are <open> & free.',
    'Entries are open',
  ]);
  expect(entry(retracted).title).toBe('Withdrawn');
  expect(entry(corrected)).toMatchObject({ lang: 'en', link: `${page}#m-${corrected}` });
  expect(Date.parse(entry(corrected).updated)).toBeGreaterThan(Date.parse(entry(corrected).published));
  expect(entry(`${incident}#2`).link).toBe(entry(`${incident}#1`).link);
  const newest = Math.max(...feed.entries.map(({ updated }) => Date.parse(updated)));
  expect(Date.parse(feed.updated)).toBe(newest);
});

test('a feed in another language has the same entries, and marks what is not translated', async ({ server }) => {
  const { corrected } = await tell(server);
  const english = await readFeed(server.url('/e/spring-drop/feed.atom'));
  const japanese = await readFeed(server.url('/e/spring-drop/feed.atom?lang=ja'));
  expect(japanese.lang).toBe('ja');
  expect(japanese.id).toBe(english.id);
  expect(japanese.entries.map(({ id }) => id)).toEqual(english.entries.map(({ id }) => id));
  const said = japanese.entries.find(({ id }) => id === `urn:uuid:${corrected}`);
  expect(said).toMatchObject({ text: '応募を受付中です。', lang: 'ja', link: server.url(`/e/spring-drop?lang=ja#m-${corrected}`) });
  expect(japanese.entries[0]).toMatchObject({ text: 'Fast again.', lang: 'en' });
});

test('the JSON feed says what the Atom feed says', async ({ server }) => {
  await tell(server);
  const atom = await readFeed(server.url('/e/spring-drop/feed.atom?lang=ja'));
  const json = await readJsonFeed(server.url('/e/spring-drop/feed.json?lang=ja'));
  expect(json).toMatchObject({
    version: 'https://jsonfeed.org/version/1.1',
    title: atom.title,
    language: 'ja',
    home_page_url: atom.links.alternate,
    feed_url: server.url('/e/spring-drop/feed.json?lang=ja'),
  });
  const items = json.items.map(({ id, url, title, content_text, language, date_published, date_modified }) => ({
    id,
    link: url,
    title,
    text: content_text,
    lang: language,
    published: Date.parse(date_published),
    updated: Date.parse(date_modified),
  }));
  const instants = ({ published, updated }) => ({ published: Date.parse(published), updated: Date.parse(updated) });
  expect(items).toEqual(atom.entries.map((entry) => ({ ...entry, ...instants(entry) })));
});

test('a calendar moves its entry when a time moves, and drops it when the time is taken away', async ({ server }) => {
  const address = server.url('/e/spring-drop/calendar.ics');
  const calendar = await readCalendar(address);
  expect(calendar).toMatchObject({ method: 'PUBLISH', refresh_s: 900 });
  const [opening, draw] = calendar.events;
  expect(opening).toMatchObject({ start: '2030-05-17T09:00:00+00:00', status: 'CONFIRMED', url: server.url('/e/spring-drop') });
  expect(opening.summary).toContain(TITLE);

  await edit(server, { opens_at: MOVED });
  const [moved, kept] = (await readCalendar(address)).events;
  expect(moved).toEqual({ ...opening, start: '2030-05-17T11:30:00+00:00', sequence: opening.sequence + 1, changed: expect.any(String) });
  expect(Date.parse(moved.changed)).toBeGreaterThanOrEqual(Date.parse(opening.changed));
  expect(kept).toEqual(draw);

  await edit(server, { draws_at: null });
  const [, cancelled] = (await readCalendar(address)).events;
  expect(cancelled).toMatchObject({ uid: draw.uid, start: draw.start, status: 'CANCELLED', sequence: draw.sequence + 1 });

  const japanese = await readCalendar(`${address}?lang=ja`);
  expect(japanese.events.map(({ uid }) => uid)).toEqual([opening.uid, draw.uid]);
  expect(japanese.events[0].summary).toContain('応募');
});

test('the page leads to all of it', async ({ page, server }) => {
  await page.goto(server.url('/e/spring-drop?lang=ja'));
  const links = page.locator('.take-away a');
  const paths = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  expect(paths).toEqual(['feed.atom', 'feed.json', 'calendar.ics'].map((name) => `/e/spring-drop/${name}?lang=ja`));
  const feeds = page.locator('head link[rel=alternate][type]');
  const types = await feeds.evaluateAll((all) => all.map((link) => link.type));
  expect(types).toEqual(['application/atom+xml', 'application/feed+json']);
  const icon = await page.locator('link[rel=icon]').getAttribute('href');
  expect(icon).toMatch(/^data:image\/svg\+xml,/);
});
