// Trouble in a feed reaches an open board by itself, and one tap tells shoppers.

import { axe } from './support/axe.js';
import { EVENT, changePhase, openLive } from './support/event.js';
import { expect, test } from './support/test.js';

async function logIn(page, server) {
  await server.createEvent();
  await server.createToken({ scope: 'ingest,publish,inventory,manage' });
  await changePhase(server, 'open');
  const { email, password } = await server.createOperator();
  await page.goto(server.url('/admin'));
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
}

/**
 * A minute of a shop in which one request in twenty fails, by a clock that is a minute ahead: what was read before the event was
 * open would count for nothing.
 */
async function breach(server) {
  const limits = await server.api('PUT', `${EVENT}/signals`, { thresholds: { confirm_s: 30 } });
  expect(limits.status).toBe(200);
  const now = Date.now();
  const samples = Array.from({ length: 12 }, (_, n) => ({
    at: new Date(now + n * 5_000).toISOString(),
    error_rate: 0.05,
    queue_depth: 1_200,
  }));
  const sent = await server.api('POST', `${EVENT}/samples`, { source: 'queue', samples });
  expect(sent.status).toBe(202);
}

async function openBoard(page, server) {
  await page.goto(server.url('/admin/events/spring-drop'));
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
}

test('a breach appears on an open board, and one tap puts its message on the page', async ({
  page,
  context,
  server,
}) => {
  await logIn(page, server);
  await openBoard(page, server);
  const alerts = page.locator('#alerts');
  await expect(alerts).toContainText('Nothing unusual.');
  await page.evaluate(() => {
    window.sameDocument = true;
  });
  await breach(server);
  const offer = alerts.getByRole('article');
  await expect(offer).toContainText("5.0 % of the shop's requests failed; the limit is 1.0 %.", { timeout: 15_000 });
  await expect(offer).toContainText('Checkout is slower than usual.');
  await expect(page.getByRole('link', { name: '1 message is suggested' })).toBeVisible();

  const shopper = await context.newPage();
  await openLive(shopper, server);
  await offer.getByRole('button', { name: 'Publish it' }).click();
  await expect(shopper.locator('#region-news')).toContainText('Checkout is slower than usual.');
  await expect(offer).toHaveCount(0);
  await expect(alerts).toContainText('published');
  expect(await page.evaluate(() => window.sameDocument)).toBe(true);
});

test('what is dismissed stays away, and what is to be changed opens in the composer', async ({ page, server }) => {
  await logIn(page, server);
  await breach(server);
  await openBoard(page, server);
  const offer = page.locator('#alerts').getByRole('article');
  await offer.getByRole('link', { name: 'Change it first' }).click({ timeout: 15_000 });
  await expect(page.locator('#post')).toContainText("don't pay twice");
  await openBoard(page, server);
  await offer.getByRole('button', { name: 'Dismiss it' }).click();
  await expect(offer).toHaveCount(0);
  await expect(page.locator('#alerts')).toContainText('dismissed');
  await page.reload();
  await expect(page.locator('#alerts')).toContainText('dismissed');
  await expect(offer).toHaveCount(0);
});

test('a suggestion that is changed first is told once it is published, and its card goes', async ({ page, server }) => {
  await logIn(page, server);
  await breach(server);
  await openBoard(page, server);
  const offer = page.locator('#alerts').getByRole('article');
  await offer.getByRole('link', { name: 'Change it first' }).click({ timeout: 15_000 });
  const composer = page.locator('#post');
  await expect(composer).toContainText('In answer to “Shop requests fail”');
  await page.getByLabel('English', { exact: true }).last().fill('Paying takes a while.');
  await composer.getByRole('button', { name: /^Publish to/ }).click();
  await expect(page.getByText(/^Published · /)).toBeVisible();
  await openBoard(page, server);
  await expect(offer).toHaveCount(0);
  await expect(page.locator('#alerts')).toContainText('published');
});

for (const width of [360, 1280]) {
  test(`axe finds nothing wrong with alerts and limits at ${width} px`, async ({ page, server }) => {
    await page.setViewportSize({ width, height: 900 });
    await logIn(page, server);
    await breach(server);
    await openBoard(page, server);
    await expect(page.locator('#alerts').getByRole('article')).toBeVisible({ timeout: 15_000 });
    for (const path of ['', '/dashboard', '/settings']) {
      await page.goto(server.url(`/admin/events/spring-drop${path}`));
      await page.evaluate(() => document.querySelectorAll('details').forEach((part) => part.setAttribute('open', '')));
      const violations = await page.evaluate(`${axe}; axe.run().then((result) => result.violations)`);
      expect(violations, path).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow, path).toBeLessThanOrEqual(0);
    }
  });
}
