// The operator under stress: from log-in to every screen.

import { axe } from './support/axe.js';
import { expect, test as base } from './support/test.js';

/** The browser itself notes every answer that is an error. */
const REFUSED = /status of 422/;
const HIGH_DEMAND = "We're experiencing high demand. Thank you for your patience.";

const test = base.extend({
  /** Logs a page in, by the form. */
  logIn: async ({ server }, use) => {
    await server.createEvent();
    const { email, password } = await server.createOperator();
    await use(async (page) => {
      await page.goto(server.url('/admin'));
      await page.getByLabel('E-mail').fill(email);
      await page.getByLabel('Password').fill(password);
      await page.getByRole('button', { name: 'Log in' }).click();
      await expect(page.getByRole('heading', { name: 'Events' })).toBeVisible();
    });
  },
});

async function openBoard(page, server, query = '') {
  await page.goto(server.url(`/admin/events/spring-drop${query}`));
  await expect(page.getByRole('heading', { name: 'Post a message' })).toBeVisible();
}

/** An open public page whose stream is open too. */
async function openShopper(context, server) {
  const shopper = await context.newPage();
  const stream = shopper.waitForResponse((response) => response.url().includes('/stream'));
  await shopper.goto(server.url('/e/spring-drop'));
  await stream;
  return shopper;
}

test('"high demand" goes from the desk to an open page, which announces it', async ({
  page,
  context,
  server,
  logIn,
}, testInfo) => {
  await logIn(page);
  const shopper = await openShopper(context, server);
  await openBoard(page, server);
  await page.getByRole('link', { name: 'High traffic' }).click();
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
  const publish = page.getByRole('button', { name: /^Publish to/ });
  await expect(publish).toContainText('1 person');
  await expect(page.locator('#post')).toContainText(HIGH_DEMAND);
  const began = Date.now();
  await publish.click();
  await expect(shopper.locator('#region-news')).toContainText(HIGH_DEMAND);
  testInfo.annotations.push({ type: 'click to screen', description: `${Date.now() - began} ms` });
  // One short sentence is enough for somebody who listens.
  await expect(shopper.getByRole('status')).toHaveText("We're experiencing high demand.");
  await expect(page.getByRole('status').filter({ hasText: 'Published' })).toContainText('1 screen');
  expect(new URL(page.url()).pathname).toBe('/admin/events/spring-drop');
});

test('a double click publishes once', async ({ page, server, logIn }) => {
  await logIn(page);
  await openBoard(page, server, '?template=temporary_delay');
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: /^Publish to/ }).dblclick();
  await expect(page.getByRole('status').filter({ hasText: 'Published' })).toBeVisible();
  const { body } = await server.api('GET', '/api/v1/events/spring-drop');
  expect(body.messages).toHaveLength(1);
});

test('a missing value is said beside its field, and the other text is kept', async ({
  page,
  server,
  logIn,
  allowErrors,
}) => {
  allowErrors(REFUSED);
  await logIn(page);
  await openBoard(page, server, '?template=low_stock');
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
  await page.locator('#post').getByLabel('Product').fill('Aurora Runner');
  await page.getByRole('button', { name: /^Publish to/ }).click();
  await expect(page.locator('.error', { hasText: 'fill in Fewer than how many are left' })).toBeVisible();
  await expect(page.locator('#post').getByLabel('Product')).toHaveValue('Aurora Runner');
  const { body } = await server.api('GET', '/api/v1/events/spring-drop');
  expect(body.messages).toEqual([]);
});

test('the phase, a known issue and stock are changed from the board', async ({ page, context, server, logIn }) => {
  await logIn(page);
  const shopper = await openShopper(context, server);
  await openBoard(page, server);
  await expect(page.getByText('Live', { exact: true })).toBeVisible();

  await page.getByRole('radio', { name: /open the doors/i }).check();
  await page.locator('#phase').getByRole('button').last().click();
  await expect(shopper.getByRole('heading', { level: 1 })).toHaveText('The line is moving');

  await page.getByText('Open a new issue').click();
  const issues = page.locator('#issues');
  await issues.getByLabel('What is wrong').first().fill('Cards are slow');
  await issues.getByLabel('What is known').first().fill('We are looking.');
  await issues.getByRole('button').last().click();
  await expect(shopper.locator('#region-issues')).toContainText('Cards are slow');

  await page.getByText('Add or change a variant').click();
  const stock = page.locator('#stock');
  await stock.getByLabel('SKU').fill('A-1');
  await stock.getByLabel('Product').fill('Sneaker');
  await stock.getByLabel('Level').selectOption('in_stock');
  await stock.getByRole('button').last().click();
  await expect(shopper.locator('#region-stock')).toContainText('Sneaker');
  await stock.getByRole('button', { name: 'Sold out' }).first().click();
  await expect(shopper.locator('#region-stock')).toContainText('Sold out');
});

test.describe('with the WASM blocked', () => {
  test.use({ javaScriptEnabled: false });

  test('an operator logs in, publishes and changes the phase by plain forms', async ({ page, server, logIn }) => {
    await logIn(page);
    await openBoard(page, server);
    await page.getByRole('link', { name: 'High traffic' }).click();
    await page.getByRole('button', { name: /^Publish to/ }).click();
    await expect(page.getByRole('status').filter({ hasText: 'Published' })).toBeVisible();
    await page.getByRole('radio', { name: /open the doors/i }).check();
    await page.locator('#phase').getByRole('button').last().click();
    await page.goto(server.url('/e/spring-drop'));
    await expect(page.locator('#region-news')).toContainText(HIGH_DEMAND);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('The line is moving');
  });

  test('text that was refused comes back with its error', async ({ page, server, logIn, allowErrors }) => {
    allowErrors(REFUSED);
    await logIn(page);
    await openBoard(page, server, '?template=low_stock');
    await page.locator('#post').getByLabel('Product').fill('Aurora Runner');
    await page.getByRole('button', { name: /^Publish to/ }).click();
    await expect(page.locator('.error', { hasText: 'fill in Fewer than how many are left' })).toBeVisible();
    await expect(page.locator('#post').getByLabel('Product')).toHaveValue('Aurora Runner');
  });
});

test('nobody sees the desk without logging in, and after logging out', async ({ page, server, logIn }) => {
  await page.goto(server.url('/admin/events/spring-drop'));
  await expect(page).toHaveURL(/\/admin\/login/);
  await logIn(page);
  await page.getByRole('button', { name: 'Log out' }).click();
  await page.goto(server.url('/admin'));
  await expect(page).toHaveURL(/\/admin\/login/);
});

for (const width of [390, 1280]) {
  test(`axe finds nothing wrong with the desk at ${width} px`, async ({ page, server, logIn }) => {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(server.url('/admin/login'));
    const violations = () => page.evaluate(`${axe}; axe.run().then((result) => result.violations)`);
    expect(await violations()).toEqual([]);
    await logIn(page);
    expect(await violations()).toEqual([]);
    await openBoard(page, server, '?template=low_stock');
    await expect(page.getByText('Live', { exact: true })).toBeVisible();
    expect(await violations()).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });
}
