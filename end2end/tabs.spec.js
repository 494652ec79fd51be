// Several tabs of one event: one of them talks to the server.

import { openLive, post } from './support/event.js';
import { expect, test } from './support/test.js';

test.beforeEach(async ({ server }) => {
  await server.createEvent();
  await server.createToken();
});

const news = (page) => page.locator('#region-news');

/** The tabs that opened a stream, in order. */
function streams(context) {
  const openers = [];
  context.on('request', (request) => request.url().includes('/stream') && openers.push(request.frame().page()));
  return openers;
}

/** Opens the first tab, which leads, and others after it. */
async function openTabs(context, server, count) {
  const leader = await context.newPage();
  await openLive(leader, server);
  const others = [];
  while (others.length < count - 1) {
    others.push(await context.newPage());
    await others.at(-1).goto(server.url('/e/spring-drop'));
  }
  return [leader, ...others];
}

async function setHidden(page, hidden) {
  await page.evaluate((hidden) => {
    Object.defineProperty(document, 'hidden', { configurable: true, value: hidden });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
}

async function expectNews(pages, text) {
  for (const page of pages) await expect(news(page)).toContainText(text);
}

test('three tabs share one stream, and each says a message once', async ({ context, server }) => {
  const opened = streams(context);
  const tabs = await openTabs(context, server, 3);
  for (const tab of tabs) {
    await tab.evaluate(() => {
      window.said = [];
      const announcer = document.querySelector('#announcer');
      new MutationObserver(() => window.said.push(announcer.textContent)).observe(announcer, { childList: true });
    });
  }
  await post(server, 'For every tab.');
  await expectNews(tabs, 'For every tab.');
  for (const tab of tabs) expect(await tab.evaluate(() => window.said)).toEqual(['For every tab.']);
  expect(opened).toEqual([tabs[0]]);
});

test('when the tab that leads is closed, another takes over', async ({ context, server }) => {
  const opened = streams(context);
  const [leader, ...others] = await openTabs(context, server, 3);
  await leader.close();
  await expect.poll(() => opened.length).toBe(2);
  await post(server, 'After the change.');
  await expectNews(others, 'After the change.');
  expect(opened).toHaveLength(2);
});

test('a hidden tab gives the lead up, is silent, and is up to date when it is seen again', async ({ context, server }) => {
  const opened = streams(context);
  const [leader, other] = await openTabs(context, server, 2);
  await setHidden(leader, true);
  await expect.poll(() => opened.at(-1)).toBe(other);
  await post(server, 'Said while hidden.');
  await expectNews([other], 'Said while hidden.');
  await expect(news(leader)).not.toContainText('Said while hidden.');
  await setHidden(leader, false);
  await expectNews([leader], 'Said while hidden.');
  expect(opened).toEqual([leader, other]);
});

test('a tab that paused gives the lead up too', async ({ context, server }) => {
  const opened = streams(context);
  const [leader, other] = await openTabs(context, server, 2);
  await leader.getByRole('button', { name: 'Pause updates' }).click();
  await expect.poll(() => opened.at(-1)).toBe(other);
  await post(server, 'Said while paused.');
  await expectNews([other], 'Said while paused.');
  await expect(news(leader)).not.toContainText('Said while paused.');
});

test('a tab that comes late with an old copy learns from the one that leads', async ({ context, server }) => {
  const opened = streams(context);
  const old = await (await fetch(server.url('/e/spring-drop'))).text();
  const [leader] = await openTabs(context, server, 1);
  await post(server, 'Before the second tab.');
  await expectNews([leader], 'Before the second tab.');
  const late = await context.newPage();
  await late.route(/\/e\/spring-drop$/, (route) => route.fulfill({ body: old, contentType: 'text/html' }));
  await late.goto(server.url('/e/spring-drop'));
  await expectNews([late], 'Before the second tab.');
  expect(opened).toEqual([leader]);
});

test('each language has a stream and words of its own', async ({ context, server }) => {
  const opened = streams(context);
  const [english, german] = [await context.newPage(), await context.newPage()];
  await openLive(english, server, '?lang=en');
  await openLive(german, server, '?lang=de');
  await post(server, 'Thank you.', { text: { en: 'Thank you.', de: 'Vielen Dank.' } });
  await expectNews([english], 'Thank you.');
  await expectNews([german], 'Vielen Dank.');
  await expect(german.locator('#region-fresh')).toContainText('vor');
  expect(opened).toEqual([english, german]);
});

test('where tabs cannot talk to each other, each has its own stream', async ({ context, server }) => {
  await context.addInitScript(() => delete Navigator.prototype.locks);
  const opened = streams(context);
  const tabs = await openTabs(context, server, 2);
  await expect.poll(() => opened.length).toBe(2);
  await post(server, 'To both.');
  await expectNews(tabs, 'To both.');
});
