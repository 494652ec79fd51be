// What an event is, changed at the desk while its page is open.

import { axe } from './support/axe.js';
import { openLive } from './support/event.js';
import { expect, test } from './support/test.js';

test.beforeEach(async ({ page, server }) => {
  await server.createEvent();
  const { email, password } = await server.createOperator();
  await page.goto(server.url('/admin/login?next=/admin/events/spring-drop'));
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('link', { name: 'Settings' }).click();
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
});

const saved = (page) => page.getByRole('status').filter({ hasText: 'Settings saved' });
/** The colour is drawn while it is typed: the WASM is awake. */
const awake = (page) => expect(page.getByRole('img', { name: 'Light theme' })).toBeVisible();

test('a new name and colour reach an open page, and the form shows what is stored', async ({ page, context, server }) => {
  const shopper = await context.newPage();
  await openLive(shopper, server);
  await page.getByLabel('Title', { exact: true }).fill('  Autumn drop  ');
  await page.getByLabel('Accent colour').fill('#B8321C');
  await awake(page);
  await page.getByLabel('Accent colour').press('Control+Enter');
  await expect(saved(page)).toContainText('live on 1 screen');
  await expect(shopper.locator('.event')).toHaveText('Autumn drop');
  await expect(page.getByLabel('Title', { exact: true })).toHaveValue('Autumn drop');
  await expect(page.getByLabel('Accent colour')).toHaveValue('#b8321c');
});

test('a conflict shows both texts, and what is sent again is done', async ({ page, server, allowErrors }) => {
  allowErrors(/status of 409/);
  await server.command('event', 'edit', '--slug', 'spring-drop', '--title', 'Theirs');
  await page.getByLabel('Accent colour').fill('#B8321C');
  await awake(page);
  await page.getByLabel('Title', { exact: true }).fill('Mine');
  const save = page.getByRole('button', { name: 'Save the settings' });
  await save.click();
  await expect(page.getByLabel('Title', { exact: true })).toHaveAccessibleDescription(/somebody made this “Theirs” meanwhile/);
  await expect(page.getByLabel('Title', { exact: true })).toHaveValue('Mine');
  await save.click();
  await expect(saved(page)).toBeVisible();
  expect((await server.api('GET', '/api/v1/events/spring-drop')).body.title).toBe('Mine');
});

test('a logo is chosen from a file, and one that is none is refused beside its field', async ({ page, allowErrors }) => {
  allowErrors(/status of 422/);
  const file = page.getByLabel('Image file');
  await file.setInputFiles({ name: 'x.gif', mimeType: 'image/gif', buffer: Buffer.from('GIF89a') });
  await page.getByRole('button', { name: 'Send the logo' }).click();
  await expect(file).toHaveAccessibleDescription(/the logo is an SVG, PNG or WebP image/);
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>';
  await file.setInputFiles({ name: 'x.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(svg) });
  await page.getByRole('button', { name: 'Send the logo' }).click();
  await expect(page.getByText('The page shows a logo.')).toBeVisible();
  await page.getByRole('button', { name: 'Remove the logo' }).click();
  await expect(page.getByText('The page shows no logo.')).toBeVisible();
});

test('an event that is over is put away', async ({ page, server }) => {
  await expect(page.getByRole('button', { name: 'Archive for good' })).toBeHidden();
  await server.createToken();
  expect((await server.api('POST', '/api/v1/events/spring-drop/phase', { phase: 'ended' })).status).toBe(200);
  await page.reload();
  await page.getByLabel('Type spring-drop to confirm').fill('spring-drop');
  await page.getByRole('button', { name: 'Archive for good' }).click();
  await expect(page.getByRole('heading', { name: 'Events' })).toBeVisible();
  expect((await fetch(server.url('/e/spring-drop'))).status).toBe(410);
});

for (const width of [390, 1280]) {
  test(`axe finds nothing wrong with the settings at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.getByLabel('Accent colour').fill('#b8321c');
    await awake(page);
    const violations = await page.evaluate(`${axe}; axe.run().then((result) => result.violations)`);
    expect(violations).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
}
