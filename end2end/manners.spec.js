// What an open page does to its reader: it interrupts only when sales stop, and it leaves alone what is in use.

import { changePhase, openLive, post } from './support/event.js';
import { setClock, untilPassing } from './support/passing.js';
import { expect, test } from './support/test.js';

test.beforeEach(async ({ server }) => {
  await server.createEvent();
  await server.createToken();
});

const news = (page) => page.locator('#region-news');

/** Notes from now on what the two live regions say; gives what they have said. */
async function listen(page) {
  await page.evaluate(() => {
    window.said = [];
    for (const region of document.querySelectorAll('[role=status], [role=alert]')) {
      const note = () => region.textContent && window.said.push([region.role, region.textContent]);
      new MutationObserver(note).observe(region, { childList: true, characterData: true, subtree: true });
    }
  });
  return () => page.evaluate(() => window.said);
}

test('at most one sentence is said in half a minute, and the latest wins', async ({ page, server }) => {
  await page.clock.install();
  await openLive(page, server);
  const said = await listen(page);
  for (const text of ['First. And more.', 'Second.', 'Third.']) {
    await post(server, text);
    await expect(news(page)).toContainText(text);
  }
  expect(await said()).toEqual([['status', 'First.']]);
  await page.clock.runFor(31_000);
  expect(await said()).toEqual([['status', 'First.'], ['status', 'Third.']]);
  await page.clock.runFor(120_000);
  expect(await said()).toHaveLength(2);
});

test('only the end of sales interrupts', async ({ page, server }) => {
  await changePhase(server, 'waiting');
  await page.clock.install();
  await openLive(page, server);
  const said = await listen(page);
  await changePhase(server, 'open');
  await expect.poll(said).toEqual([['status', 'The line is moving']]);
  await changePhase(server, 'paused');
  await expect.poll(async () => (await said()).at(-1)).toEqual(['alert', "We've paused new entries"]);
  await changePhase(server, 'open');
  // So much of its time makes the page doubt its stream: it may have to ask until it hears.
  await untilPassing(page, async () => expect((await said()).at(-1)).toEqual(['status', 'The line is moving']));
  await changePhase(server, 'sold_out');
  await untilPassing(page, async () => expect((await said()).at(-1)).toEqual(['alert', expect.stringMatching(/^Sold out/)]));
  await page.clock.runFor(31_000);
  expect(await said()).toHaveLength(4);
});

test('while paused nothing moves, and the page says so and how old it is', async ({ page, server }) => {
  await page.clock.install();
  await openLive(page, server);
  const button = page.getByRole('button', { name: 'Pause updates' });
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  await expect(page.locator('#region-fresh')).toContainText(/paused · measured \d+:\d+/);
  const before = await page.locator('main').innerHTML();
  await post(server, 'Said while paused.');
  await page.clock.runFor(10 * 60_000);
  expect(await page.locator('main').innerHTML()).toBe(before);
  await page.keyboard.press('Space');
  await expect(news(page)).toContainText('Said while paused.');
  await setClock(page);
  await expect(page.locator('#region-fresh')).toContainText('Live');
});

test('a region that changes keeps focus, open details and half-typed text', async ({ page, server, allowErrors }) => {
  allowErrors(/Failed to load resource/);
  const entry = (id) => `<li id="${id}"><details><summary>About ${id}</summary><p>Story</p></details><a href="#${id}">Link ${id}</a></li>`;
  let html = `<section class="news"><ol>${entry('one')}</ol><input name="note" value="5"></section>`;
  let revision = Date.now() + 1e9;
  await page.route(/\/stream/, (route) => route.fulfill({ status: 404 }));
  await page.route(/\/regions/, (route) =>
    route.fulfill({ json: { revision: ++revision, regions: { news: html, mystery: '<p>Of a later version.</p>' } } }),
  );
  await page.clock.install();
  await openLive(page, server);
  await untilPassing(page, () => expect(news(page).getByText('About one')).toBeVisible({ timeout: 1_000 }));
  await news(page).getByText('About one').click();
  await news(page).getByRole('textbox').fill('521');
  await news(page).getByRole('link', { name: 'Link one' }).focus();
  html = `<section class="news"><p>New</p><ol>${entry('two')}${entry('one').replace('Story', 'Longer story')}</ol><input name="note" value="7"></section>`;
  await untilPassing(page, () => expect(news(page)).toContainText('Longer story', { timeout: 1_000 }));
  await expect(news(page).getByRole('link', { name: 'Link one' })).toBeFocused();
  await expect(news(page).getByText('Longer story')).toBeVisible();
  await expect(news(page).getByRole('textbox')).toHaveValue('521');
  await expect(news(page).locator('li')).toHaveCount(2);
  expect(await page.content()).not.toContain('Of a later version.');
});
