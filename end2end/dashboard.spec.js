// What is watched during a launch, as it moves.

import { axe } from './support/axe.js';
import { sample } from './support/event.js';
import { expect, test } from './support/test.js';

async function logIn(page, server) {
  await server.createEvent();
  await server.createToken();
  const { email, password } = await server.createOperator();
  await page.goto(server.url('/admin'));
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
}

test('a dial moves by itself, and says in words that it is beyond its limit', async ({ page, server }) => {
  await logIn(page, server);
  await page.goto(server.url('/admin/events/spring-drop'));
  // A key is enough.
  await page.locator('[data-awake]').waitFor();
  await page.keyboard.press('d');
  await expect(page.getByRole('heading', { name: 'Dashboard' })).toBeVisible();
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
  const errors = page.getByRole('listitem').filter({ hasText: 'Failed shop requests' });
  await expect(errors).toContainText('nothing lately');
  await sample(server, { error_rate: 0.05 });
  await expect(errors).toContainText('5.0 %', { timeout: 15_000 });
  await expect(errors).toContainText('Beyond its limit');
  await errors.getByRole('link', { name: 'Write to shoppers about it' }).click();
  await expect(page.getByRole('heading', { name: 'Post a message' })).toBeVisible();
  await expect(page.locator('#post')).toContainText("don't pay twice");
});

for (const width of [390, 1280]) {
  test(`axe finds nothing wrong with the dashboard at ${width} px`, async ({ page, server }) => {
    await page.setViewportSize({ width, height: 900 });
    await logIn(page, server);
    await sample(server, { queue_depth: 1_000, error_rate: 0.05 });
    await page.goto(server.url('/admin/events/spring-drop/dashboard'));
    await expect(page.getByText('Live', { exact: true })).toBeVisible();
    const violations = await page.evaluate(`${axe}; axe.run().then((result) => result.violations)`);
    expect(violations).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });
}

test('the keys that work are listed under ?', async ({ page, server }) => {
  await logIn(page, server);
  await page.locator('[data-awake]').waitFor();
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Keys' });
  await expect(keys).toContainText('Publish what is written');
  await page.keyboard.press('Escape');
  await expect(keys).toBeHidden();
});
