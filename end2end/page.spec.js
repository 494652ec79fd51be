// What a shopper sees: live, without script, without a server.

import { axe } from './support/axe.js';
import { EVENT, changePhase, openLive, post, sample } from './support/event.js';
import { expect, test } from './support/test.js';

test.beforeEach(async ({ server }) => {
  await server.createEvent();
  await server.createToken();
});

test('a posted message appears on an open page by itself and is announced', async ({ page, server }) => {
  await openLive(page, server);
  await post(server, 'We are experiencing high demand.');
  await expect(page.locator('#region-news')).toContainText('We are experiencing high demand.');
  await expect(page.getByRole('status')).toContainText('We are experiencing high demand.');
});

test('a change of phase replaces the sign, the title of the tab and the announcement', async ({ page, server }) => {
  await openLive(page, server);
  await changePhase(server, 'open');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The line is moving');
  await changePhase(server, 'paused');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText("We've paused new entries");
  await expect(page).toHaveTitle(/We've paused new entries/);
});

test('samples move the figures', async ({ page, server }) => {
  await changePhase(server, 'open');
  await openLive(page, server);
  await sample(server, { queue_depth: 18_743 });
  await expect(page.locator('#region-facts')).toContainText('about 18,700');
});

test('updates can be paused and resumed, and that is remembered', async ({ page, server }) => {
  await openLive(page, server);
  const pause = page.getByRole('button', { name: 'Pause updates' });
  await pause.click();
  await page.reload();
  await expect(pause).toHaveAttribute('aria-pressed', 'true');
  await post(server, 'Said while paused.');
  await pause.click();
  await expect(pause).toHaveAttribute('aria-pressed', 'false');
  await expect(page.locator('#region-news')).toContainText('Said while paused.');
});

for (const [lang, text, side] of [
  ['ar', { en: 'Thank you.' }, 'right'],
  ['en', { ar: 'شكرًا لكم.' }, 'left'],
]) {
  test(`a message that is not translated keeps to the side of the page: ${lang}`, async ({ page, server }) => {
    expect((await server.api('POST', `${EVENT}/messages`, { text })).status).toBe(201);
    await page.goto(server.url(`/e/spring-drop?lang=${lang}`));
    const gaps = await page.locator('#region-news .text').evaluate((box) => {
      const words = document.createRange();
      words.selectNodeContents(box);
      const [inner, outer] = [words.getBoundingClientRect(), box.getBoundingClientRect()];
      return { left: inner.left - outer.left, right: outer.right - inner.right };
    });
    expect(gaps[side]).toBeLessThan(1);
    expect(gaps[side === 'left' ? 'right' : 'left']).toBeGreaterThan(50);
  });
}

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the page is complete, and newer after a reload', async ({ page, server }) => {
    await changePhase(server, 'open');
    await sample(server, { queue_depth: 1_234 });
    await post(server, 'Before the reload.');
    await page.goto(server.url('/e/spring-drop'));
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('The line is moving');
    await expect(page.locator('#region-news')).toContainText('Before the reload.');
    await expect(page.getByRole('button', { name: 'Pause updates' })).toBeHidden();
    await post(server, 'After the reload.');
    await page.getByRole('link', { name: 'Reload' }).click();
    await expect(page.locator('#region-news')).toContainText('After the reload.');
  });
});

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds nothing wrong, and nothing overflows a narrow phone, in ${colorScheme}`, async ({ page, server }) => {
    await changePhase(server, 'open');
    await sample(server, { queue_depth: 18_743, admitted_total: 10 });
    await post(server, 'We are experiencing high demand. Thank you for your patience.');
    const items = [
      { sku: 'A-1', title: 'Aurora Runner with a rather long name', variant: 'EU 42', level: 'low' },
      { sku: 'A-2', title: 'Aurora Runner', variant: 'EU 43', level: 'sold_out' },
    ];
    expect((await server.api('PUT', `${EVENT}/inventory`, { items })).status).toBe(200);
    const incident = {
      title: { en: 'Some card payments take longer' },
      text: { en: 'Please do not pay twice.' },
      impact: 'minor',
      components: ['checkout'],
    };
    expect((await server.api('POST', `${EVENT}/incidents`, incident)).status).toBe(201);
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 320, height: 640 });
    await page.goto(server.url('/e/spring-drop'));
    await expect(page.locator('#region-facts')).toContainText('about 18,700');
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    // The page's own policy refuses strangers' scripts; the inspector's world is not the page's.
    const found = await page.evaluate(`${axe}; axe.run().then((result) => result.violations)`);
    expect(found).toEqual([]);
  });
}
