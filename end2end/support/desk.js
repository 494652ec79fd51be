// A desk with something on every screen of it, made through the command line and the API.

import { readFileSync } from 'node:fs';

import { createStates, STATES } from './states.js';

const DAY = new URL('../../src/recording/launch_day/feed.csv', import.meta.url);
const MINUTE_MS = 60_000;
/** How many samples fit into one request. */
const BATCH = 200;
const BUSY = '/admin/events/busy';
const OVER = { slug: 'aurora-drop', title: 'Aurora Runner drop' };
/** What was said on that day: seconds from its beginning, how loud, what, and for how many seconds it was promised. */
const SAID = [
  [1_825, 'info', 'Doors are open. Everyone in the waiting room has a random place in line.'],
  [3_700, 'warning', "Checkout is slower than usual. Please don't pay twice: one payment is enough.", 900],
  [4_530, 'warning', 'New entries are paused while payments recover. Your place in line is secure.', 900],
  [4_830, 'notice', 'The line moves again. Thank you for your patience.'],
  [7_560, 'info', 'Everything has sold out. Join the waitlist for restocks.'],
];
/** A plan as an address: nothing is saved. */
const PLAN = new URLSearchParams({
  form: 'save_plan',
  'plan[email_list]': '180000',
  'plan[followers]': '420000',
  'plan[demand]': '60000',
  'plan[ad_spend]': '8000',
  'plan[units]': '12000',
});

/** Fills a running server. Gives the path of each screen by its name, and what logs a page in. */
export async function dress(server) {
  await createStates(server, STATES);
  await createPast(server);
  const owner = await server.createOperator();
  await server.createOperator({ email: 'ana@shop.test', role: 'operator' });
  await server.createOperator({ email: 'wim@shop.test', role: 'writer' });
  const logIn = async (page) => {
    await page.goto(server.url('/admin/login'));
    await page.getByLabel('E-mail').fill(owner.email);
    await page.getByLabel('Password').fill(owner.password);
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('heading', { name: 'Events' }).waitFor();
  };
  const busy = await server.ask('GET', '/api/v1/events/busy');
  const screens = {
    events: '/admin',
    import: '/admin/import',
    board: BUSY,
    compose: `${BUSY}/post?template=checkout_slow`,
    correct: `${BUSY}/messages/${busy.messages[0].id}`,
    templates: '/admin/templates',
    template: '/admin/templates/checkout_slow',
    'new-template': '/admin/templates/new',
    dashboard: `/admin/events/${OVER.slug}/dashboard?window=event`,
    settings: `${BUSY}/settings`,
    stock: `${BUSY}/stock`,
    plan: `${BUSY}/plan?${PLAN}`,
    report: `/admin/events/${OVER.slug}/report`,
    rehearsals: `${BUSY}/rehearsals`,
    account: '/admin/account',
    people: '/admin/people',
    tokens: '/admin/tokens',
    audit: '/admin/audit',
  };
  return { screens, logIn };
}

/** An event that is over: the recorded launch day, some hours ago, with what was said on it. */
async function createPast(server) {
  const [head, ...lines] = readFileSync(DAY, 'utf8').trim().split('\n');
  const names = head.split(',');
  const rows = lines.map((line) => Object.fromEntries(line.split(',').map((value, column) => [names[column], value])));
  const began = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS - rows.at(-1).t_s * 1_000 - 60 * MINUTE_MS;
  const at = (seconds) => new Date(began + seconds * 1_000).toISOString().replace('.000', '');
  const turns = rows.filter(({ state }, row) => state !== rows[row - 1]?.state);
  const phases = [{ t_s: -3_600, state: 'scheduled' }, ...turns];

  const other = await server.ask('GET', '/api/v1/events/busy/bundle');
  const bundle = {
    ...other,
    incidents: [],
    stock_changes: [],
    event: { ...other.event, slug: OVER.slug, title: OVER.title, capacity: 45_000, phase: 'ended', phase_since: at(phases.at(-1).t_s) },
    phases: phases.map(({ t_s, state }) => ({ phase: state, at: at(t_s), reason: null, next_update_by: null })),
    messages: SAID.map(([t_s, severity, text, promised]) => ({
      severity,
      text: { en: text },
      published_at: at(t_s),
      next_update_by: promised ? at(t_s + promised) : null,
      automatic: false,
      version: 1,
      pinned: false,
      expires_at: null,
      edited_at: null,
      retracted_at: null,
    })),
  };
  await server.ask('POST', '/api/v1/events/import?keep_phase=true', bundle);
  const samples = rows.map(({ t_s, state: _state, announced_rate_per_min: _rate, ...readings }) => ({
    at: at(Number(t_s)),
    ...Object.fromEntries(Object.entries(readings).map(([name, value]) => [name, Number(value)])),
  }));
  while (samples.length) {
    await server.ask('POST', `/api/v1/events/${OVER.slug}/samples`, { source: 'queue', samples: samples.splice(0, BATCH) });
  }
}
