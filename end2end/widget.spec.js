// What a merchant's page gets: the sign, and never any harm.

import { elsewhere } from './support/elsewhere.js';
import { expect, test as base } from './support/test.js';

/** A product page on another origin, with as strict a policy as a shop can have. */
const test = base.extend({
  shop: async ({ server }, use) => {
    const policy = [
      "default-src 'none'",
      `script-src ${server.url('')}`,
      `connect-src ${server.url('')}`,
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ].join('; ');
    const html = `<!doctype html><title>Product</title><h1>Sneaker</h1>
      <script async src="${server.url('/widget.js')}"></script>
      <event-status event="spring-drop"><a href="${server.url('/e/spring-drop')}">Live status</a></event-status>
      <event-status event="spring-drop" item="A-1" size="card"></event-status>`;
    const shop = await elsewhere(html, { 'content-security-policy': policy });
    await use(shop.url);
    shop.close();
  },
});

test.beforeEach(async ({ server }) => {
  await server.createEvent();
  await server.createToken();
  const items = [{ sku: 'A-1', title: 'Sneaker', level: 'low', remaining: 3 }];
  await server.api('PUT', '/api/v1/events/spring-drop/inventory', { items });
  await server.api('POST', '/api/v1/events/spring-drop/phase', { phase: 'open' });
});

test('the sign stands on a shop with a strict policy', async ({ page, server, shop }) => {
  await page.goto(shop);
  const widget = page.locator('event-status').first();
  await expect(widget).toContainText('The line is moving');
  await expect(widget.getByRole('link')).toHaveAttribute('href', server.url('/e/spring-drop'));
  await expect(page.locator('event-status').nth(1)).toContainText('Only 3 left');
});

test('with our server gone the shop keeps its plain link and its peace', async ({
  page,
  server,
  shop,
  allowErrors,
}) => {
  // The browser itself notes the refused connection; the widget must not add to it.
  allowErrors(/ERR_CONNECTION_REFUSED/);
  await server.kill();
  await page.goto(shop);
  await expect(page.getByRole('link', { name: 'Live status' })).toBeVisible();
  await server.start();
});
