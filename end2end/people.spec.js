// People: they are invited, prove who they are, are trusted with more or less; and what is told once is told once.

import { axe } from './support/axe.js';
import { code } from './support/authenticator.js';
import { expect, test as base } from './support/test.js';

const PASSWORD = 'three green lamps';

const test = base.extend({
  /** A page on which the owner is logged in. */
  owner: async ({ page, server }, use) => {
    await server.createEvent();
    const { email, password } = await server.createOperator();
    await logIn(page, server, email, password);
    await expect(page.getByRole('heading', { name: 'Events' })).toBeVisible();
    await use(page);
  },

  /** A page of somebody else's browser. */
  elsewhere: async ({ browser, owner: _owner }, use) => {
    const context = await browser.newContext();
    await use(await context.newPage());
    await context.close();
  },
});

async function logIn(page, server, email, password) {
  await page.goto(server.url('/admin/login'));
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
}

/** Invites somebody; gives their link. */
async function invite(owner, email, role) {
  await owner.getByRole('link', { name: 'People' }).click();
  const form = owner.getByRole('region', { name: 'Invite somebody' });
  await form.getByLabel('E-mail address').fill(email);
  await form.getByLabel('Role').selectOption(role);
  await form.getByRole('button', { name: 'Make the link' }).click();
  await expect(owner.getByRole('heading', { name: `${email} is invited as ${role}` })).toBeVisible();
  return owner.locator('.secrets code').innerText();
}

async function join(page, link) {
  await page.goto(link);
  await page.getByLabel('Choose a password').fill(PASSWORD);
  await page.getByLabel('The same password again').fill(PASSWORD);
  await page.getByRole('button', { name: 'Join and log in' }).click();
  await expect(page.getByRole('heading', { name: 'Events' })).toBeVisible();
}

/** Begins to set a second factor up. */
async function begin(page, server) {
  await page.goto(server.url('/admin/account'));
  await page.getByRole('button', { name: 'Set it up' }).click();
  await expect(page.getByRole('img', { name: /QR code/ })).toBeVisible();
}

/** Switches it on with the code of a step before; gives the secret. */
async function confirm(page) {
  const secret = await page.locator('code.secret').innerText();
  await page.getByLabel('The code that the app shows now').fill(code(secret, -1));
  await page.getByRole('button', { name: 'Switch it on' }).click();
  await expect(page.locator('.secrets code')).toHaveCount(10);
  return secret;
}

const violations = (page) =>
  page.evaluate(`${axe}; axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]))`);

test('invited, joined, enrolled: then a password and a code let one in, and no code twice', async ({
  owner,
  elsewhere,
  server,
}) => {
  await join(elsewhere, await invite(owner, 'bo@shop.test', 'writer'));
  await begin(elsewhere, server);
  const secret = await confirm(elsewhere);
  await elsewhere.getByRole('button', { name: 'Log out', exact: true }).click();

  const now = code(secret);
  await logIn(elsewhere, server, 'bo@shop.test', PASSWORD);
  await elsewhere.getByLabel('Code of your authenticator').fill(now);
  await elsewhere.getByRole('button', { name: 'Log in' }).click();
  await expect(elsewhere.getByRole('heading', { name: 'Events' })).toBeVisible();

  await elsewhere.getByRole('button', { name: 'Log out', exact: true }).click();
  await logIn(elsewhere, server, 'bo@shop.test', PASSWORD);
  await elsewhere.getByLabel('Code of your authenticator').fill(now);
  await elsewhere.getByRole('button', { name: 'Log in' }).click();
  await expect(elsewhere.getByRole('alert')).toContainText('used before');
  await elsewhere.goto(server.url('/admin'));
  await expect(elsewhere).toHaveURL(/\/admin\/login/);
});

test("another role ends the other's open board at once", async ({ owner, elsewhere, server }) => {
  await join(elsewhere, await invite(owner, 'bo@shop.test', 'writer'));
  await elsewhere.goto(server.url('/admin/events/spring-drop'));
  await expect(elsewhere.getByText('Live', { exact: true })).toBeVisible();
  await owner.goto(server.url('/admin/people'));
  await owner.getByText('Change bo@shop.test').click();
  const row = owner.getByRole('row').filter({ hasText: 'bo@shop.test' }).first();
  await row.getByLabel('Role').selectOption('viewer');
  await row.getByRole('button', { name: 'Change the role' }).click();
  await expect(owner.getByRole('status').filter({ hasText: 'Role changed' })).toBeVisible();
  await expect(elsewhere.locator('.wire')).toHaveAttribute('data-wire', 'signed-out');
});

test('a token is shown once', async ({ owner, server }) => {
  await owner.getByRole('link', { name: 'Tokens' }).click();
  await expect(owner.locator('html')).toHaveAttribute('data-awake', '');
  await owner.getByLabel('Name').fill('Queue feed');
  await owner.getByLabel('Ends after').selectOption('30 days');
  await owner.getByLabel('Publish messages').check();
  // Twice, as a hurried hand does: one token is made.
  await owner.getByRole('button', { name: 'Make the token' }).dblclick();
  const secret = await owner.locator('.secrets code').innerText();
  expect(secret).toMatch(/^ls_[0-9a-f]{64}$/);
  expect(owner.url()).not.toContain(secret);
  await owner.goto(server.url('/admin/tokens'));
  await expect(owner.getByRole('row').filter({ hasText: 'Queue feed' })).toHaveCount(1);
  await expect(owner.getByRole('row').filter({ hasText: 'Queue feed' })).toContainText('never');
  expect(await owner.content()).not.toContain(secret);
});

test('the log is searched and taken along', async ({ owner }) => {
  await owner.getByRole('link', { name: 'Audit' }).click();
  await owner.getByLabel('Did what').selectOption('event.create');
  await owner.getByRole('button', { name: 'Search' }).click();
  await expect(owner.locator('table.log tbody tr')).toHaveCount(1);
  const [download] = await Promise.all([
    owner.waitForEvent('download'),
    owner.getByRole('button', { name: 'Download CSV' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('lineside-audit.csv');
});

test('what is wrong is said beside its field, and what was typed stays', async ({ owner, server, allowErrors }) => {
  allowErrors(/status of 422/);
  await owner.goto(server.url('/admin/account'));
  await owner.getByLabel('Your password now').fill('not the one');
  await owner.getByLabel('New password').fill('four calm horses');
  await owner.getByLabel('The same again').fill('four calm horses');
  await owner.getByRole('button', { name: 'Change it' }).click();
  await expect(owner.getByText('this is not your password now')).toBeVisible();
  await expect(owner.getByLabel('New password')).toHaveValue('four calm horses');
});

for (const width of [390, 1280]) {
  test(`axe finds nothing and nothing overflows at ${width} px`, async ({ owner, elsewhere, server }) => {
    await owner.setViewportSize({ width, height: 900 });
    await elsewhere.setViewportSize({ width, height: 900 });
    const check = async (page) => {
      expect(await violations(page), page.url()).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow, page.url()).toBeLessThanOrEqual(0);
    };
    const link = await invite(owner, 'bo@shop.test', 'writer');
    await check(owner);
    await elsewhere.goto(link);
    await check(elsewhere);
    for (const path of ['people', 'tokens', 'audit']) {
      await owner.goto(server.url(`/admin/${path}`));
      for (const folded of await owner.locator('main details > summary').all()) {
        await folded.click();
      }
      await check(owner);
    }
    await owner.goto(server.url('/admin/account'));
    await check(owner);
    await begin(owner, server);
    await check(owner);
    await confirm(owner);
    await check(owner);
  });
}
