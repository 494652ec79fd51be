// A shopper's own place and the course so far, with script and without.

import { EVENT, changePhase, openLive, sample } from './support/event.js';
import { expect, test } from './support/test.js';

const field = (page) => page.getByRole('textbox', { name: 'Your place in line' });

/** Five minutes of a line of 6,000 that lets 600 people a minute in, up to now. */
async function feedLine(server) {
  const now = Date.now();
  const samples = Array.from({ length: 31 }, (_, i) => ({
    at: new Date(now - 300e3 + i * 10e3).toISOString(),
    queue_depth: 6_000,
    admitted_total: 1_000 + i * 100,
  }));
  expect((await server.api('POST', `${EVENT}/samples`, { source: 'queue', samples })).status).toBe(202);
}

const IN_LINE = /^For place 3,000: about \d+–\d+ minutes$/;

test.beforeEach(async ({ server }) => {
  await server.createEvent();
  await server.createToken();
  await changePhase(server, 'open');
  await feedLine(server);
  await expect(async () => {
    const page = await fetch(server.url('/e/spring-drop'));
    expect(await page.text()).toContain('id="place"');
  }).toPass();
});

/** The questions about a place that a page asks. */
function questions(page) {
  const asked = [];
  page.on('request', (request) => request.url().includes('/wait?') && asked.push(request.url()));
  return asked;
}

test('a place is told without a new page, spoken, and kept in the address', async ({ page, server, allowErrors }) => {
  allowErrors(/422/);
  await openLive(page, server);
  await field(page).fill('3000');
  await field(page).press('Enter');
  await expect(field(page)).toHaveAccessibleDescription(IN_LINE);
  await expect(page.getByRole('status')).toHaveText(IN_LINE);
  await expect(page).toHaveURL(server.url('/e/spring-drop?position=3000'));
  await field(page).fill('soon');
  await field(page).press('Enter');
  await expect(field(page)).toHaveAccessibleDescription('Type your place as a number, for example 5,210.');
  await expect(field(page)).toHaveAttribute('aria-invalid', 'true');
});

test('who is refused because too many ask is told so, and is asked for later', async ({ page, server, allowErrors }) => {
  allowErrors(/429/);
  await page.clock.install();
  await openLive(page, server);
  const problem = { status: 429, contentType: 'application/problem+json', json: { title: 'Too Many Requests', status: 429, detail: 'later' } };
  await page.route('**/wait?*', (route) => route.fulfill(problem), { times: 1 });
  await field(page).fill('3000');
  await field(page).press('Enter');
  await expect(field(page)).toHaveAccessibleDescription(/^Please wait a minute/);
  await expect(field(page)).not.toHaveAttribute('aria-invalid', 'true');
  await page.clock.runFor(46_000);
  await expect(field(page)).toHaveAccessibleDescription(IN_LINE);
});

for (const [whose, chance, seconds] of [['first', 0, 15], ['last', 0.999, 45]]) {
  test(`what moves for everyone is not asked by everyone at once: the ${whose} page asks after ${seconds} seconds`, async ({ page, server, allowErrors }) => {
    allowErrors(/422/);
    await page.clock.install();
    // Its time stands still until the test moves it, however slow the machine.
    await page.clock.pauseAt(Date.now());
    await page.addInitScript((chance) => (Math.random = () => chance), chance);
    const asked = questions(page);
    await openLive(page, server, '?position=3000');
    const wait = page.locator('#region-wait');
    const before = await wait.textContent();
    await sample(server, { queue_depth: 1_000, admitted_total: 4_010 });
    await expect(wait).not.toHaveText(before);
    await page.clock.runFor((seconds - 1) * 1_000);
    expect(asked).toEqual([]);
    await page.clock.runFor(1_500);
    await expect.poll(() => asked.length).toBe(1);
    await expect(page.locator('#place-answer')).toHaveText(/people in line/);
  });
}

test('a paused page asks nothing, and asks when it goes on', async ({ page, server, allowErrors }) => {
  allowErrors(/422/);
  await page.clock.install();
  const asked = questions(page);
  await openLive(page, server, '?position=3000');
  const wait = page.locator('#region-wait');
  const before = await wait.textContent();
  await sample(server, { queue_depth: 1_000, admitted_total: 4_010 });
  await expect(wait).not.toHaveText(before);
  const pause = page.getByRole('button', { name: 'Pause updates' });
  await pause.click();
  await page.clock.runFor(60_000);
  expect(asked).toEqual([]);
  await pause.click();
  await page.clock.runFor(46_000);
  await expect.poll(() => asked.length).toBe(1);
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test.beforeEach(({ page, server }) => page.goto(server.url('/e/spring-drop')));

  test('a shopper types their place and reads their own wait', async ({ page, server }) => {
    await field(page).fill('3 000');
    await field(page).press('Enter');
    await expect(page).toHaveURL(server.url('/e/spring-drop?position=3+000&lang=en'));
    await expect(field(page)).toHaveValue('3 000');
    await expect(field(page)).toHaveAccessibleDescription(IN_LINE);
  });

  test('what is no place is told beside the field', async ({ page }) => {
    await field(page).fill('soon');
    await page.getByRole('button', { name: 'Show my wait' }).click();
    await expect(field(page)).toHaveValue('soon');
    await expect(field(page)).toHaveAccessibleDescription('Type your place as a number, for example 5,210.');
    await expect(field(page)).toHaveAttribute('aria-invalid', 'true');
  });

  test('the course so far is a picture with a name and a table behind it', async ({ page }) => {
    const chart = page.getByRole('img', { name: /^People in line, from/ });
    await expect(chart).toBeVisible();
    await page.getByText('Show the figures').click();
    const table = page.getByRole('table');
    await expect(table.getByRole('columnheader')).toContainText(['Time', 'People in line']);
    await expect(table.getByRole('row').nth(1)).toContainText('about 6,000');
  });

  test('nothing of it hangs over the edge of a narrow phone, in any direction', async ({ page, server }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    for (const lang of ['en', 'de', 'ar']) {
      await page.goto(server.url(`/e/spring-drop?position=3000&lang=${lang}`));
      const { scroll, client, small } = await page.evaluate(() => ({
        scroll: document.documentElement.scrollWidth,
        client: document.documentElement.clientWidth,
        small: [...document.querySelectorAll('.history text')].filter(
          (text) => parseFloat(getComputedStyle(text).fontSize) < 12,
        ).length,
      }));
      expect(scroll, lang).toBe(client);
      expect(small, lang).toBe(0);
    }
  });
});
