// What an operator edits of an event shows on a page that is open.

import { EVENT, openLive } from './support/event.js';
import { expect, test } from './support/test.js';

const MINUTE_MS = 60_000;
const LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>';

async function edit(server, fields) {
  expect((await server.api('PATCH', EVENT, fields)).status).toBe(200);
}

test('an opening that is moved moves the countdown of an open page', async ({ page, server }) => {
  await server.createEvent({ flags: ['--opens-at', new Date(Date.now() + 90.5 * MINUTE_MS).toISOString()] });
  await server.createToken({ scope: 'manage' });
  await openLive(page, server);
  await expect(page.locator('[data-countdown]')).toHaveText('in 1 h 31 min');
  await edit(server, { opens_at: new Date(Date.now() + 20.5 * MINUTE_MS).toISOString() });
  await expect(page.locator('[data-countdown]')).toHaveText('in 21 min');
});

test('a brand shows its logo, and its colour only as far as it can be read', async ({ page, server }) => {
  await server.createEvent();
  await server.createToken({ scope: 'manage' });
  await edit(server, { accent: '#ffd400', logo: Buffer.from(LOGO).toString('base64') });
  const colour = () => page.locator('.event').evaluate((event) => getComputedStyle(event).color);

  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto(server.url('/e/spring-drop'));
  const logo = page.locator('.logo');
  expect(await logo.evaluate((box) => getComputedStyle(box).backgroundImage)).toContain('data:image/svg+xml');
  expect((await logo.boundingBox()).height).toBeGreaterThan(20);
  expect(await colour()).toBe('rgb(255, 212, 0)');

  await page.emulateMedia({ colorScheme: 'light' });
  expect(await colour()).not.toBe('rgb(255, 212, 0)');
});

async function end(server) {
  for (const phase of ['waiting', 'open', 'ended']) {
    expect((await server.api('POST', `${EVENT}/phase`, { phase })).status).toBe(200);
  }
}

async function archive(server) {
  expect((await server.api('DELETE', EVENT)).status).toBe(204);
}

test('the page of an event that was archived says that it is gone', async ({ page, server, allowErrors }) => {
  allowErrors(/410/);
  await server.createEvent({ flags: ['--opens-at', new Date().toISOString()] });
  await server.createToken({ scope: 'publish,manage' });
  await end(server);
  await archive(server);
  expect((await page.goto(server.url('/e/spring-drop?lang=fr'))).status()).toBe(410);
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Deutsch' })).toBeVisible();
});

test('a page that is open when its event is archived does not wait for what will not come', async ({ page, server, allowErrors }) => {
  allowErrors(/410/);
  await server.createEvent({ flags: ['--opens-at', new Date().toISOString()] });
  await server.createToken({ scope: 'publish,manage' });
  await end(server);
  await openLive(page, server);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This event has ended');
  await archive(server);
  await expect(page.getByText('Its page has been taken down')).toBeVisible({ timeout: 30_000 });
});
