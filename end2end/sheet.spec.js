// Stock from a CSV file at the desk, with and without the WASM.

import { axe } from './support/axe.js';
import { openLive } from './support/event.js';
import { expect, test } from './support/test.js';

const sheet = (text) => ({ name: 'stock.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });

async function openSheet(page, server) {
  const { email, password } = await server.createOperator();
  await page.goto(server.url('/admin/login?next=/admin/events/spring-drop'));
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('link', { name: 'from a CSV file' }).click();
  await expect(page.getByRole('heading', { name: 'Stock from a file' })).toBeVisible();
}

test('a file with a wrong line is told so, and the mended one reaches an open page', async ({ page, context, server }) => {
  await server.createEvent();
  const shopper = await context.newPage();
  await openLive(shopper, server);
  await openSheet(page, server);
  const check = page.getByRole('button', { name: 'Show what would change' });
  await page.getByLabel('Or a CSV file').setInputFiles(sheet('sku,title,remaining\nA,Boots,0\nB,Boots,few\n'));
  await check.click();
  await expect(page.getByText('1 line wrong')).toBeVisible();
  await expect(page.getByRole('row', { name: /B wrong remaining: give a whole number/ })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Change/ })).toHaveCount(0);

  // What the file said is in the field now, to be mended there.
  const lines = page.getByRole('textbox', { name: 'Lines' });
  await lines.fill((await lines.inputValue()).replace('few', '3'));
  await check.click();
  await expect(page.getByRole('button', { name: 'Change 2 variants' })).toBeVisible();
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    const violations = await page.evaluate(`${axe}; axe.run().then((result) => result.violations)`);
    expect(violations).toEqual([]);
  }
  await page.getByRole('button', { name: 'Change 2 variants' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Stock set' })).toContainText('live on 1 screen');
  await expect(shopper.getByRole('main')).toContainText('Only 3 left');
});

test.describe('without the WASM', () => {
  test.use({ javaScriptEnabled: false });
  test('the same works', async ({ page, server }) => {
    await server.createEvent();
    await openSheet(page, server);
    await page.getByRole('textbox', { name: 'Lines' }).fill('sku,level\nA,low');
    await page.getByRole('button', { name: 'Show what would change' }).click();
    await page.getByRole('button', { name: 'Change 1 variant' }).click();
    await expect(page.getByRole('status').filter({ hasText: 'Stock set' })).toBeVisible();
    expect((await server.api('GET', '/api/v1/events/spring-drop')).body.inventory[0].level).toBe('low');
  });
});
