// What was typed and not sent is not lost by a slip.

import { expect, test } from './support/desk_session.js';

const BOARD = '/admin/events/spring-drop';
const wim = { email: 'wim@shop.test', role: 'writer' };

test.beforeEach(({ server }) => server.createEvent());

test('a page with unsent words asks before it is left, and a sent one does not', async ({ arrive }) => {
  const page = await arrive(wim, BOARD);
  await page.getByText('Open a new issue').click();
  const issues = page.locator('#issues');
  const title = issues.getByLabel('What is wrong');
  await title.pressSequentially('Cards fail');
  const asked = page.waitForEvent('dialog');
  // Nobody waits for the answer: it comes only once the question is answered.
  const leaving = page.evaluate(() => location.assign('/admin'));
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
  await leaving;
  await expect(title).toHaveValue('Cards fail');

  await issues.getByLabel('What is known so far').fill('We are looking.');
  await issues.getByRole('button', { name: 'Open the issue' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Issue opened' })).toBeVisible();
  const dialogs = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.type());
    return dialog.accept();
  });
  await page.reload();
  await page.locator('[data-awake]').waitFor();
  expect(dialogs).toEqual([]);
});

test('a message that is kept as a draft is left without a question', async ({ arrive }) => {
  const page = await arrive(wim, `${BOARD}/post`);
  await page.locator('[data-awake]').waitFor();
  await page.getByLabel('English', { exact: true }).last().pressSequentially('Doors at ten.');
  await expect(page.locator('.companion')).toHaveText(/^Saved \d\d:\d\d$/);
  const dialogs = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.type());
    return dialog.accept();
  });
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Post a message' })).toBeVisible();
  expect(dialogs).toEqual([]);
});
