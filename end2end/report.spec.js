// What is planned before an event, and what is told of it afterwards.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { axe } from './support/axe.js';
import { EVENT } from './support/event.js';
import { expect, test as base } from './support/test.js';

const DAY = fileURLToPath(new URL('../src/recording/launch_day/feed.csv', import.meta.url));
const BOARD = '/admin/events/spring-drop';
const REPORT = '/e/spring-drop/report';

const test = base.extend({
  /** A page of the desk on which the owner is logged in, and an event whose feed may speak. */
  desk: async ({ page, server }, use) => {
    await server.createEvent();
    await server.createToken({ scope: 'ingest,publish,inventory,manage' });
    const { email, password } = await server.createOperator();
    await page.goto(server.url(`/admin/login?next=${BOARD}`));
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Log in' }).click();
    await expect(page.getByRole('heading', { name: 'Spring drop', level: 1 }).first()).toBeVisible();
    await use(page);
  },
});

const figure = (page, label) => page.locator('.figures > div').filter({ hasText: label }).locator('.value');
const said = (page, words) => expect(page.getByRole('status').filter({ hasText: words })).toBeVisible();
const awake = (page) => expect(page.locator('html')).toHaveAttribute('data-awake');

/** What axe finds, and by how much the page is wider than its window. */
async function faults(page) {
  const violations = await page.evaluate(`${axe}; axe.run().then(({ violations }) =>
    violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]))`);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  return { violations, overflow: Math.max(overflow, 0) };
}

async function replay(server) {
  const token = await server.createToken({ scope: 'ingest,publish,inventory,manage' });
  await server.run('replay', DAY, '--event', 'spring-drop', '--url', server.url(''), '--token', token, '--speed', '900');
}

test('a plan follows what is typed, is saved, and its limit is used', async ({ desk, server }) => {
  await desk.getByRole('link', { name: 'Plan' }).click();
  await awake(desk);
  await desk.getByLabel('Asked to be told').fill('100,000');
  await expect(figure(desk, 'People who come')).toHaveText('24,000');
  await expect(desk.getByRole('img', { name: /^People in line, from 30 min before/ })).toBeVisible();
  await desk.getByText('How this is computed').click();
  await expect(desk.getByText('(0 + 0 + 30,000 + 0 + 0) × 80 % = 24,000')).toBeVisible();
  // What makes no sense leaves the results as they were, says so, and does not close what is open.
  await desk.getByLabel('Before the opening, %').fill('200');
  await expect(desk.getByText('Nothing new is computed until this is right. Before the opening, %: use 0 to 100')).toBeVisible();
  await desk.getByLabel('Before the opening, %').fill('30');
  await expect(desk.getByText('Nothing new is computed')).toBeHidden();
  await expect(desk.getByText('(0 + 0 + 30,000 + 0 + 0) × 80 % = 24,000')).toBeVisible();
  expect((await server.api('GET', `${EVENT}/plan`)).status).toBe(404);

  const suggested = await figure(desk, 'Suggested capacity').innerText();
  await desk.getByRole('button', { name: 'Save the plan' }).click();
  await said(desk, 'Plan saved');
  await desk.getByRole('button', { name: `Set the capacity to ${suggested}, as saved` }).click();
  await said(desk, 'Capacity set, as planned');
  await expect(desk.getByText('The saved plan comes to the same.')).toBeVisible();
  const facts = (await server.api('GET', EVENT)).body;
  expect(facts.queue.capacity).toBe(Number(suggested.replaceAll(',', '')));
});

test('two who plan at once see what the other has saved, and who insists gets their way', async ({ desk, server, allowErrors }) => {
  allowErrors(/status of 409/);
  await desk.getByRole('link', { name: 'Plan' }).click();
  await awake(desk);
  const theirs = await server.api('PUT', `${EVENT}/plan`, { inputs: { demand: 1_000 } });
  expect(theirs.status).toBe(200);
  const field = desk.getByLabel('Asked to be told');
  await field.fill('2,000');
  await desk.getByRole('button', { name: 'Save the plan' }).click();
  await expect(field).toHaveAccessibleDescription(/somebody else has saved 1,000 here/);
  await expect(field).toHaveValue('2,000');
  await desk.getByRole('button', { name: 'Save the plan' }).click();
  await said(desk, 'Plan saved');
  expect((await server.api('GET', `${EVENT}/plan`)).body.inputs.demand).toBe(2_000);
});

test('the planner works when its WASM does not load', async ({ desk, server, allowErrors }) => {
  allowErrors(/ERR_FAILED/, /lineside_bg/, /Failed to fetch/);
  await desk.route('**/*.wasm', (route) => route.abort());
  await desk.goto(server.url(`${BOARD}/plan`));
  await desk.getByLabel('Asked to be told').fill('100000');
  await desk.getByRole('button', { name: 'Calculate' }).click();
  await expect(figure(desk, 'People who come')).toHaveText('24,000');
  await expect(desk.getByLabel('Asked to be told')).toHaveValue('100000');
  await desk.getByRole('button', { name: 'Save the plan' }).click();
  await said(desk, 'Plan saved');
  await desk.getByRole('button', { name: /^Set the capacity to/ }).click();
  await said(desk, 'Capacity set, as planned');
});

test('the report of a replayed day is published, read by everyone, and withdrawn', async ({ desk, server, browser }) => {
  await server.api('PUT', `${EVENT}/plan`, { inputs: { demand: 60_000 } });
  await replay(server);
  await desk.getByRole('link', { name: 'Report' }).click();
  await expect(desk.getByRole('region', { name: 'Planned and seen' })).toContainText('Longest line');
  const longest = await figure(desk, 'Longest line').first().innerText();
  const [download] = await Promise.all([desk.waitForEvent('download'), desk.getByRole('link', { name: 'CSV' }).click()]);
  expect(readFileSync(await download.path(), 'utf8')).toContain(`peak_depth,${longest.replaceAll(',', '')}`);
  await desk.getByRole('button', { name: 'Publish the report to everyone' }).click();
  await said(desk, 'Published: everyone may read the report');

  const reader = await browser.newContext({ javaScriptEnabled: false });
  const page = await reader.newPage();
  await page.goto(server.url('/e/spring-drop'));
  await page.getByRole('link', { name: /report/i }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Spring drop');
  await expect(figure(page, 'Longest line')).toHaveText(longest);
  await expect(page.getByText('Planned and seen')).toHaveCount(0);
  await expect(page.getByText('Most failed shop requests')).toHaveCount(0);

  await desk.getByRole('button', { name: 'Withdraw the report' }).click();
  await said(desk, 'Withdrawn: the report is at the desk alone');
  expect((await page.reload()).status()).toBe(404);
  await reader.close();
});

test('axe finds nothing wrong with plan and report, at the desk and in public', async ({ desk, server, context }) => {
  test.setTimeout(120_000);
  await server.api('PUT', `${EVENT}/plan`, { inputs: { demand: 60_000, capacity: 9_000, units: 2_000 } });
  await replay(server);
  await desk.goto(server.url(`${BOARD}/report`));
  await desk.getByRole('button', { name: 'Publish the report to everyone' }).click();
  await said(desk, 'Published');
  const reader = await context.newPage();
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [320, 1_280]) {
      for (const page of [desk, reader]) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 800 });
      }
      for (const screen of ['plan', 'report']) {
        await desk.goto(server.url(`${BOARD}/${screen}`));
        await awake(desk);
        await desk.locator('summary').evaluateAll((all) => all.forEach((summary) => (summary.parentElement.open = true)));
        expect(await faults(desk), `${screen} ${colorScheme} ${width}`).toEqual({ violations: [], overflow: 0 });
      }
      for (const lang of ['en', 'ar']) {
        await reader.goto(server.url(`${REPORT}?lang=${lang}`));
        expect(await faults(reader), `${lang} ${colorScheme} ${width}`).toEqual({ violations: [], overflow: 0 });
      }
    }
  }
});

test('a printed report is the report and nothing else', async ({ desk, server }) => {
  await server.api('POST', `${EVENT}/phase`, { phase: 'waiting' });
  await desk.goto(server.url(`${BOARD}/report`));
  await desk.emulateMedia({ media: 'print' });
  await expect(desk.getByRole('heading', { name: 'Report', level: 1 })).toBeVisible();
  await expect(desk.getByRole('link', { name: 'CSV' })).toBeHidden();
  await expect(desk.getByRole('heading', { name: 'Who may read it' })).toBeHidden();
  await expect(desk.getByRole('link', { name: 'Events' })).toBeHidden();
});

test('whoever may only look plans as well, and saves nothing', async ({ desk, server, browser }) => {
  const { email, password } = await server.createOperator({ email: 'vera@shop.test', role: 'viewer' });
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(server.url(`/admin/login?next=${BOARD}/plan`));
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
  await awake(page);
  await page.getByLabel('Asked to be told').fill('100,000');
  await expect(figure(page, 'People who come')).toHaveText('24,000');
  await expect(page.getByRole('button', { name: 'Save the plan' })).toHaveCount(0);
  await context.close();
  await expect(desk.getByRole('link', { name: 'Plan' })).toBeVisible();
});
