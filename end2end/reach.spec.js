// Who comes across an event, of what it is made, and what is made of it: at the desk.

import { violations } from './support/axe.js';
import { expect, test } from './support/desk_session.js';

const SETTINGS = '/admin/events/spring-drop/settings';

test.beforeEach(({ server }) => server.createEvent());

const said = (page, words) => expect(page.getByRole('status').filter({ hasText: words })).toBeVisible();

test('an unlisted event leaves the list, and languages it is not published in leave its page', async ({ arrive, server }) => {
  const page = await arrive({}, SETTINGS);
  const reach = page.getByRole('region', { name: 'Who comes across it' });
  await reach.getByLabel('Unlisted').check();
  await reach.getByLabel('Español').uncheck();
  await reach.getByLabel('Sites that may embed it').fill('https://shop.example');
  await reach.getByRole('button', { name: 'Save who comes across it' }).click();
  await said(page, /saved/i);
  expect(await (await fetch(server.url('/'))).text()).not.toContain('Spring drop');
  const shown = await (await fetch(server.url('/e/spring-drop'))).text();
  expect(shown).toContain('Deutsch');
  expect(shown).not.toContain('Español');
  expect(await violations(page)).toEqual([]);
});

test('a site that is none is refused beside its field, and what was typed stays', async ({ arrive }) => {
  const page = await arrive({}, SETTINGS);
  const sites = page.getByLabel('Sites that may embed it');
  await sites.fill('shop');
  await page.getByRole('button', { name: 'Save who comes across it' }).click();
  await expect(sites).toHaveAttribute('aria-invalid', 'true');
  await expect(sites).toHaveValue('shop');
});

test('a component is added and removed, and the page shows what is left', async ({ arrive, server }) => {
  const page = await arrive({}, SETTINGS);
  const parts = page.getByRole('region', { name: 'Components' });
  await parts.getByLabel('Add one').fill('Pick-up desk');
  await parts.getByLabel('Remove').first().check();
  await parts.getByRole('button', { name: 'Save the components' }).click();
  await said(page, /saved/i);
  await page.reload();
  await expect(parts.getByLabel('Name')).toHaveCount(4);
  await expect(parts.getByLabel('Name').last()).toHaveValue('Pick-up desk');
  const { body } = await server.api('GET', '/api/v1/events/spring-drop');
  expect(body.components.map(({ name }) => name)).toContain('Pick-up desk');
});

test('a draft is seen by whoever has its link, until the link is withdrawn', async ({ arrive, server, browser }) => {
  const page = await arrive({}, '/admin');
  await page.getByLabel('Title').fill('Secret drop');
  await page.getByLabel('Address').fill('secret-drop');
  await page.getByRole('button', { name: 'Create the event' }).click();
  await page.waitForURL(/secret-drop/);
  await page.goto(server.url('/admin/events/secret-drop/settings'));
  await page.getByRole('button', { name: 'Make a preview link' }).click();
  const link = await page.locator('.secrets code').innerText();
  const elsewhere = await browser.newPage();
  await elsewhere.goto(link);
  await expect(elsewhere.getByText('Secret drop').first()).toBeVisible();
  await page.goto(server.url('/admin/events/secret-drop/settings'));
  await page.getByRole('button', { name: 'Withdraw the link' }).click();
  await said(page, /withdrawn/i);
  expect((await elsewhere.reload()).status()).toBe(404);
  await elsewhere.close();
});

test('an event is copied, downloaded as a file, and made again from it', async ({ arrive, server }) => {
  const page = await arrive({}, SETTINGS);
  const copies = page.getByRole('region', { name: 'Copies' });
  await copies.getByLabel('Title of the copy').fill('Autumn drop');
  await copies.getByLabel('Address of the copy').fill('autumn-drop');
  await copies.getByRole('button', { name: 'Copy as a draft' }).click();
  await page.waitForURL(/autumn-drop/);
  await expect(page.getByLabel('Title', { exact: true })).toHaveValue('Autumn drop');

  await page.goto(server.url(SETTINGS));
  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download as a file' }).click();
  const file = await (await downloading).path();
  await page.goto(server.url('/admin/import'));
  expect(await violations(page)).toEqual([]);
  await page.getByLabel('File', { exact: true }).setInputFiles(file);
  await page.getByRole('button', { name: 'Import the event' }).click();
  // The address is taken: said beside its field, and the file is chosen again.
  await expect(page.getByLabel('Address')).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('File', { exact: true }).setInputFiles(file);
  await page.getByLabel('Address').fill('spring-again');
  await page.getByRole('button', { name: 'Import the event' }).click();
  await page.waitForURL(/spring-again/);
  const { body } = await server.api('GET', '/api/v1/events/spring-drop');
  expect(body.title).toBe('Spring drop');
});
