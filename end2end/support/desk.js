// A desk with something on every screen of it, made through the command line, the API and the desk itself.

import { createStates, STATES } from './states.js';

const BUSY = 'busy';
const REHEARSED = 'moving';

/** Fills a running server. Gives the path of each screen by its name, and what logs a page in. */
export async function dress(server) {
  await createStates(server, STATES);
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
  const board = `/admin/events/${BUSY}`;
  const screens = {
    events: '/admin',
    import: '/admin/import',
    board,
    dashboard: `${board}/dashboard`,
    settings: `${board}/settings`,
    stock: `${board}/stock`,
    rehearsals: `/admin/events/${REHEARSED}/rehearsals`,
    account: '/admin/account',
    people: '/admin/people',
    tokens: '/admin/tokens',
    audit: '/admin/audit',
  };
  return { screens, logIn };
}
