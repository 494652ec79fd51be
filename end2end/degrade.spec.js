// What becomes of an open page when less and less of the way to the server works, and how it comes back.

import { chromium } from '@playwright/test';

import { changePhase, openLive, post, sample } from './support/event.js';
import { setClock, untilPassing } from './support/passing.js';
import { expect, test } from './support/test.js';
import { backOff } from '../script/pace.mjs';

const CUT = /ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE/;
const HOUR_MS = 3_600_000;
const soon = { timeout: 1_000 };

test.beforeEach(async ({ server }) => {
  await server.createEvent();
  await server.createToken();
});

const news = (page) => page.locator('#region-news');
const fresh = (page) => page.locator('#region-fresh');
/** Nothing, a little later. */
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const isStream = (request) => request.url().includes('/stream');

for (const status of [404, 500]) {
  test(`a stream refused with ${status} gives way to polling, and comes back`, async ({ page, server, allowErrors }) => {
    allowErrors(/Failed to load resource/);
    await page.clock.install();
    await page.route(/\/stream/, (route) => route.fulfill({ status }));
    await openLive(page, server);
    await post(server, 'Found by polling.');
    await untilPassing(page, () => expect(news(page)).toContainText('Found by polling.', soon));
    await setClock(page);
    await expect(fresh(page)).toContainText('Live');
    await page.unroute(/\/stream/);
    const back = page.waitForResponse((response) => isStream(response) && response.status() === 200);
    await untilPassing(page, () => expect(Promise.race([back, pause(500)])).resolves.toBeTruthy());
    await post(server, 'Pushed again.');
    await expect(news(page)).toContainText('Pushed again.');
  });
}

test.describe('on a node that is full', () => {
  test.use({ serverEnv: { LINESIDE_MAX_STREAMS: '1' } });

  test('the page goes on by polling, and streams as soon as there is room', async ({ page, server }) => {
    const stream = await fetch(server.url('/e/spring-drop/stream'));
    await page.clock.install();
    await openLive(page, server);
    await post(server, 'Found by polling.');
    await untilPassing(page, () => expect(news(page)).toContainText('Found by polling.', soon));
    await stream.body.cancel();
    const back = page.waitForRequest(isStream);
    await untilPassing(page, () => expect(Promise.race([back, pause(500)])).resolves.toBeTruthy());
    await post(server, 'Pushed again.');
    await expect(news(page)).toContainText('Pushed again.');
  });
});

test('a proxy that holds the stream back is noticed, and the page polls', async ({ page, context, server, behind }) => {
  const nginx = await behind('proxy_buffering on; proxy_ignore_headers X-Accel-Buffering;');
  const direct = await context.newPage();
  await direct.goto(server.url('/e/spring-drop'));
  await page.clock.install();
  await page.goto(nginx.url('/e/spring-drop'));
  await post(server, 'Held back.');
  await expect(news(direct)).toContainText('Held back.');
  await expect(news(page)).not.toContainText('Held back.');
  await untilPassing(page, () => expect(news(page)).toContainText('Held back.', soon));
  await setClock(page);
  await expect(fresh(page)).toContainText('Live');
});

test('a proxy that heeds X-Accel-Buffering lets the stream through', async ({ page, server, behind }) => {
  const nginx = await behind('proxy_buffering on;');
  const stream = page.waitForResponse(isStream);
  await page.goto(nginx.url('/e/spring-drop'));
  await stream;
  await post(server, 'Let through.');
  await expect(news(page)).toContainText('Let through.');
});

test('with the server gone the page says how old it is, and comes back by itself', async ({
  page,
  server,
  allowErrors,
}) => {
  allowErrors(CUT);
  await changePhase(server, 'open');
  await sample(server, { queue_depth: 42 });
  await page.clock.install();
  await openLive(page, server);
  await expect(fresh(page)).toContainText('Live');
  await expect(page.locator('#region-facts')).toContainText('42');
  await server.kill();
  await untilPassing(page, () => expect(fresh(page)).toContainText('Connection lost', soon));
  await expect(page.locator('#region-facts')).toContainText('42');
  await expect(page.getByRole('link', { name: 'Reload' })).toBeVisible();
  await server.start();
  await post(server, 'We are back.');
  await untilPassing(page, () => expect(news(page)).toContainText('We are back.', soon));
  await setClock(page);
  // The old reading has grown old meanwhile, and the page would say so.
  await sample(server, { queue_depth: 41 });
  await expect(page.locator('#region-facts')).toContainText('41');
  await expect(fresh(page)).toContainText('Live');
});

test('an offline device says so by the age of the page, and comes back with its network', async ({
  page,
  context,
  server,
  allowErrors,
}) => {
  allowErrors(/ERR_INTERNET_DISCONNECTED/);
  await page.clock.install();
  await openLive(page, server);
  await context.setOffline(true);
  await page.clock.fastForward('05:00');
  await untilPassing(page, () => expect(fresh(page)).toContainText('Connection lost', soon));
  await post(server, 'Said while offline.');
  await context.setOffline(false);
  await expect(news(page)).toContainText('Said while offline.');
  await setClock(page);
  await expect(fresh(page)).toContainText('Live');
});

const SHARED_CACHE = 'proxy_cache pages; proxy_cache_use_stale error timeout updating http_502;';

test.describe('from the stale copy of a shared cache, with the server gone', () => {
  /** A cache in front of a server that is no more. A browser has filled it: answers differ by what a client can unpack. */
  async function cache(context, server, behind) {
    const nginx = await behind(SHARED_CACHE);
    const visit = await context.newPage();
    const regions = await (await visit.goto(nginx.url('/e/spring-drop/regions?lang=en'))).text();
    expect((await visit.goto(nginx.url('/e/spring-drop'))).status()).toBe(200);
    await visit.close();
    await server.kill();
    return { nginx, regions };
  }

  test('the page tells its age by the clock of the cache', async ({ page, context, server, behind, allowErrors }) => {
    allowErrors(/502/);
    const { nginx, regions } = await cache(context, server, behind);
    // Two hours later, for the device and for the cache.
    await page.clock.install({ time: Date.now() + 2 * HOUR_MS });
    const date = new Date(Date.now() + 2 * HOUR_MS).toUTCString();
    await page.route(/\/regions/, (route) => route.fulfill({ body: regions, headers: { date } }));
    const polled = page.waitForResponse(/\/regions/);
    await page.goto(nginx.url('/e/spring-drop'));
    await untilPassing(page, () => expect(Promise.race([polled, pause(500)])).resolves.toBeTruthy());
    await expect(fresh(page)).toContainText(/Connection lost · showing what we knew at \d+:\d+/);
  });

  test('a wrong clock on the device does not make the copy old', async ({ page, context, server, behind, allowErrors }) => {
    allowErrors(/502/);
    const { nginx } = await cache(context, server, behind);
    await page.clock.install({ time: Date.now() + 2 * HOUR_MS });
    const polled = page.waitForResponse(/\/regions/);
    await page.goto(nginx.url('/e/spring-drop'));
    await untilPassing(page, () => expect(Promise.race([polled, pause(500)])).resolves.toBeTruthy());
    await expect(fresh(page)).toContainText(/Live · measured \d+ seconds ago/);
  });

  test.describe('without JavaScript', () => {
    test.use({ javaScriptEnabled: false });

    test('the time of day stands there', async ({ page, context, server, behind }) => {
      const { nginx } = await cache(context, server, behind);
      await page.goto(nginx.url('/e/spring-drop'));
      await expect(fresh(page)).toContainText(/measured \d+:\d+/);
      await expect(page.getByRole('link', { name: 'Reload' })).toBeVisible();
    });
  });
});

test('a server that was set back is followed, a stale copy is not', async ({ page, server, allowErrors }) => {
  allowErrors(/Failed to load resource/);
  let revision = 1_000_000; // from long ago
  let climb = 0;
  let polls = 0;
  await page.route(/\/stream/, (route) => route.fulfill({ status: 404 }));
  await page.route(/\/regions/, (route) => {
    polls++;
    const regions = { news: '<section class="news"><p>An older story.</p></section>' };
    return route.fulfill({ json: { revision: (revision += climb), regions } });
  });
  await page.clock.install();
  await openLive(page, server);
  await untilPassing(page, () => expect(polls).toBeGreaterThan(4));
  await expect(news(page)).not.toContainText('An older story.');
  climb = 10_000;
  await untilPassing(page, () => expect(news(page)).toContainText('An older story.', soon));
});

test('a page taken from the back/forward cache is live again', async ({ server }) => {
  const { executablePath, args } = test.info().project.use.launchOptions;
  // Playwright switches this cache off.
  const browser = await chromium.launch({ executablePath, args, ignoreDefaultArgs: ['--disable-back-forward-cache'] });
  try {
    const page = await browser.newPage();
    await openLive(page, server);
    await page.evaluate(() => addEventListener('pageshow', (event) => (window.restored = event.persisted)));
    await page.goto(server.url('/livez'));
    await post(server, 'Said meanwhile.');
    await page.evaluate(() => history.back()); // `goBack` waits for a load that does not happen.
    // The document changes under the question once.
    await expect(async () => expect(await page.evaluate(() => window.restored)).toBe(true)).toPass();
    await expect(news(page)).toContainText('Said meanwhile.');
    await post(server, 'Said now.');
    await expect(news(page)).toContainText('Said now.');
  } finally {
    await browser.close();
  }
});

test('the waits of a crowd are spread, and grow to a minute', () => {
  const crowd = 10_000;
  for (const [failures, around] of [[1, 2_000], [3, 8_000], [20, 60_000]]) {
    const waits = Array.from({ length: crowd }, () => backOff(failures));
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(around / 2);
    expect(Math.max(...waits)).toBeLessThanOrEqual(around * 1.5);
    // In no tenth of the span do more come than a tenth of them, give or take.
    const tenths = Array.from({ length: 10 }, (_, i) => waits.filter((wait) => Math.floor((wait / around - 0.5) * 10) === i));
    for (const tenth of tenths) expect(tenth.length).toBeLessThan(crowd / 8);
  }
});
