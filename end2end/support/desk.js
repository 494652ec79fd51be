// A desk with something on every screen of it, made through the command line and the API.

import { fileURLToPath } from 'node:url';

import { createStates, STATES } from './states.js';

const DAY = fileURLToPath(new URL('../../src/recording/launch_day/feed.csv', import.meta.url));
const BUSY = '/admin/events/busy';
const OVER = { slug: 'aurora-drop', title: 'Aurora Runner drop' };
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
  const { body } = await server.api('GET', '/api/v1/events/busy');
  const screens = {
    events: '/admin',
    import: '/admin/import',
    board: BUSY,
    compose: `${BUSY}/post?template=checkout_slow`,
    correct: `${BUSY}/messages/${body.messages[0].id}`,
    templates: '/admin/templates',
    template: '/admin/templates/checkout_slow',
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

/** An event that is over: the recorded launch day, in a few seconds. */
async function createPast(server) {
  await server.createEvent({ ...OVER, flags: ['--zone', 'Europe/Paris', '--capacity', '45000'] });
  const token = await server.createToken({ event: OVER.slug, scope: 'ingest,publish,inventory,manage' });
  await server.run('replay', DAY, '--event', OVER.slug, '--url', server.url(''), '--token', token, '--speed', '900');
}
