// What was typed and not sent is not lost by a slip.

import { expect, test } from './support/desk_session.js';

const BOARD = '/admin/events/spring-drop';
const wim = { email: 'wim@shop.test', role: 'writer' };

test.beforeEach(({ server }) => server.createEvent());

test('a page with unsent words asks before it is left, and a sent one does not', async ({ arrive }) => {
  const page = await arrive(wim, BOARD);
  await page.getByText('Open a new issue').click();
  const issues = page.locator('#issues');
  const title = issues.getByLabel('What is wrong').first();
  await title.pressSequentially('Cards fail');
  const asked = page.waitForEvent('dialog');
  // Nobody waits for the answer: it comes only once the question is answered.
  const leaving = page.evaluate(() => location.assign('/admin'));
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
  await leaving;
  await expect(title).toHaveValue('Cards fail');

  await issues.getByLabel('What is known so far').first().fill('We are looking.');
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

test('looking at another language is not writing: nothing asks, and the part goes on with the event', async ({
  arrive,
  server,
}) => {
  await server.createToken();
  const page = await arrive(wim, BOARD);
  await page.setViewportSize({ width: 390, height: 844 });
  const phase = page.locator('#phase');
  await phase.locator('.tabs').getByText('Deutsch').click();
  await expect(phase.getByLabel('Deutsch', { exact: true }).last()).toBeVisible();
  expect((await server.api('POST', '/api/v1/events/spring-drop/phase', { phase: 'waiting' })).status).toBe(200);
  await expect(phase).toContainText('Waiting room');
  const dialogs = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.type());
    return dialog.accept();
  });
  await page.reload();
  await page.locator('[data-awake]').waitFor();
  expect(dialogs).toEqual([]);
});

test('what was typed before the desk woke is neither taken away by news nor left without a question', async ({
  arrive,
  server,
}) => {
  const page = await arrive(wim, BOARD);
  let wake;
  const asleep = new Promise((resolve) => {
    wake = resolve;
  });
  await page.route('**/*.wasm', async (route) => {
    await asleep;
    await route.continue();
  });
  await page.reload();
  const reason = page.locator('#phase').getByRole('textbox').first();
  await reason.pressSequentially('A short break.');
  wake();
  await page.locator('[data-wire=live]').waitFor();
  await server.createToken();
  expect((await server.api('POST', '/api/v1/events/spring-drop/phase', { phase: 'waiting' })).status).toBe(200);
  await expect(page.locator('.nowbar')).toContainText('The waiting room is open');
  await expect(reason).toHaveValue('A short break.');
  const asked = page.waitForEvent('dialog');
  const leaving = page.evaluate(() => location.assign('/admin'));
  await (await asked).dismiss();
  await leaving;
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
