// Two operators at one board.

import { expect, test } from './support/desk_session.js';

const BOARD = '/admin/events/spring-drop';
const ana = { email: 'ana@shop.test', role: 'operator' };
const wim = { email: 'wim@shop.test', role: 'writer' };

test.beforeEach(({ server }) => server.createEvent());

test('each sees who else is here and what they are writing, until it is sent', async ({ arrive }) => {
  const one = await arrive(ana, BOARD);
  const two = await arrive(wim, BOARD);
  await expect(one.getByText('Also here: wim@shop.test')).toBeVisible();
  await expect(two.getByText('Also here: ana@shop.test')).toBeVisible();

  await two.getByText('Open a new issue').click();
  const issues = two.locator('#issues');
  await issues.getByLabel('What is wrong').first().pressSequentially('Cards fail');
  await expect(one.getByText('wim@shop.test is writing about an issue')).toBeVisible();
  await issues.getByLabel('What is known so far').first().fill('We are looking.');
  await issues.getByRole('button', { name: 'Open the issue' }).click();
  await expect(one.getByText('wim@shop.test is writing about an issue')).toBeHidden();

  await two.context().close();
  await expect(one.getByText('Also here')).toBeHidden();
});

test('whoever fills in a sheet of stock is seen at the board, and sees who else is here', async ({ arrive }) => {
  const one = await arrive(ana, BOARD);
  const two = await arrive(wim, `${BOARD}/stock`);
  await expect(two.getByText('Also here: ana@shop.test')).toBeVisible();
  await two.getByLabel('Lines', { exact: true }).pressSequentially('A,');
  await expect(one.getByText('wim@shop.test is changing the stock')).toBeVisible();
});

test('an update beside that of another is told with theirs, kept, and published when sent again', async ({
  arrive,
  server,
}) => {
  await server.createToken();
  const opened = await server.api('POST', '/api/v1/events/spring-drop/incidents', {
    title: { en: 'Cards fail' },
    text: { en: 'We are looking.' },
    impact: 'major',
  });
  expect(opened.status).toBe(201);
  const one = await arrive(ana, BOARD);
  const two = await arrive(wim, BOARD);
  const mine = one.locator('#issues').getByRole('textbox', { name: 'English' });
  await mine.pressSequentially('All is well again.');
  const theirs = two.locator('#issues').getByRole('textbox', { name: 'English' });
  await theirs.fill('The bank is slow.');
  await two.getByRole('button', { name: 'Publish the update' }).click();
  await expect(two.getByRole('status').filter({ hasText: 'Issue updated' })).toBeVisible();

  await one.getByRole('button', { name: 'Publish the update' }).click();
  await expect(one.getByText('said meanwhile: “The bank is slow.”')).toBeVisible();
  await expect(mine).toHaveValue('All is well again.');
  await one.getByRole('button', { name: 'Publish the update' }).click();
  await expect(one.getByRole('status').filter({ hasText: 'Issue updated' })).toBeVisible();
  const { body } = await server.api('GET', '/api/v1/events/spring-drop');
  expect(body.incidents[0].updates.map(({ text }) => text)).toHaveLength(3);
});

test('a level that was moved meanwhile is told in the window of whoever moves it too', async ({ arrive, server }) => {
  await server.createToken();
  const item = { title: 'Sneaker', level: 'in_stock' };
  expect((await server.api('PUT', '/api/v1/events/spring-drop/inventory/A', item)).status).toBe(200);
  const one = await arrive(ana, BOARD);
  const two = await arrive(wim, BOARD);
  const level = (page, name) => page.locator('#stock li').getByRole('button', { name, exact: true });
  // The second window hears nothing of what the first one does.
  await two.locator('[data-wire=live]').waitFor();
  await two.evaluate(() => {
    document.querySelector('#stock [data-live]').dataset.live = 'deaf';
  });
  await level(one, 'Sold out').click();
  await expect(one.locator('#said')).toContainText('Stock set');
  await level(two, 'Low').click();
  await expect(two.locator('#said')).toContainText('it is now: Sold out');
  await level(two, 'Low').click();
  await expect(two.locator('#said')).toContainText('Stock set');
  // One's own taps are no conflict, though the row still looks as it did.
  await level(two, 'In stock').click();
  await expect(level(one, 'In stock')).toHaveAttribute('aria-pressed', 'true');
});
