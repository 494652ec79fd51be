// What time does to an open page: countdowns, promises, the reader's own clock, and clocks that are wrong.

import { changePhase, openLive, post } from './support/event.js';
import { untilPassing } from './support/passing.js';
import { expect, test } from './support/test.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const CUT = /ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE/;

const countdown = (page) => page.locator('[data-countdown]');
const fresh = (page) => page.locator('#region-fresh');
const heading = (page) => page.getByRole('heading', { level: 1 });

/** An event that opens so much later than now, by its own clock in Paris. */
async function createOpening(server, ms) {
  const opensAt = new Date(Date.now() + ms);
  await server.createEvent({ flags: ['--opens-at', opensAt.toISOString(), '--zone', 'Europe/Paris'] });
  await server.createToken();
  return opensAt;
}

test('a countdown counts without a word from the server, and opens nothing', async ({ page, server, allowErrors }) => {
  allowErrors(CUT);
  await createOpening(server, 3.5 * MINUTE_MS);
  await page.clock.install();
  await openLive(page, server);
  await expect(countdown(page)).toHaveText('in 4 min');
  const before = await heading(page).textContent();
  await server.kill();
  await page.clock.runFor(MINUTE_MS);
  await expect(countdown(page)).toHaveText('in 3 min');
  await page.clock.runFor(2 * MINUTE_MS);
  await expect(countdown(page)).toHaveText('in less than a minute');
  await page.clock.runFor(MINUTE_MS);
  await expect(countdown(page)).toHaveText('any moment now');
  await expect(heading(page)).toHaveText(before);
  await server.start();
  await changePhase(server, 'open');
  await untilPassing(page, () => expect(heading(page)).toHaveText('The line is moving', { timeout: 1_000 }));
  await expect(countdown(page)).toHaveCount(0);
});

for (const [which, hours] of [['fast', 5], ['slow', -5]]) {
  test(`on a device whose clock is ${which} by hours, age and countdown are right`, async ({ page, server }) => {
    await createOpening(server, 90.5 * MINUTE_MS);
    await page.clock.install({ time: Date.now() + hours * HOUR_MS });
    await openLive(page, server);
    await page.clock.runFor(5_000);
    await expect(fresh(page)).toContainText(/Live · measured (\d+ seconds ago|now)/);
    await expect(countdown(page)).toHaveText(/^in 1 h 3[01] min$/);
  });
}

test('a device that wakes up counts on by the clock of the server', async ({ page, server, allowErrors }) => {
  allowErrors(CUT);
  await createOpening(server, 3 * HOUR_MS);
  await page.clock.install();
  await openLive(page, server);
  await expect(countdown(page)).toHaveText(/^in (3 h|2 h 59 min|3 h 1 min)$/);
  // Its clock has jumped; the server's has not.
  await page.clock.fastForward('01:00:00');
  await page.clock.runFor(5_000);
  await expect(fresh(page)).toContainText('Live');
  await expect(countdown(page)).toHaveText(/^in (3 h|2 h 59 min|3 h 1 min)$/);
  // With nobody to ask, its own clock is the best there is.
  await server.kill();
  await page.clock.fastForward('01:00:00');
  await page.clock.runFor(10_000);
  await expect(fresh(page)).toContainText('Connection lost');
  await expect(countdown(page)).toHaveText(/^in (2 h|1 h 59 min|2 h 1 min)$/);
});

test('a promise that is not kept becomes overdue by itself', async ({ page, server, allowErrors }) => {
  allowErrors(CUT);
  const promise = (minutes) => ({ next_update_by: new Date(Date.now() + minutes * MINUTE_MS).toISOString() });
  await server.createEvent();
  await server.createToken();
  await changePhase(server, 'open');
  await changePhase(server, 'paused', promise(1));
  await post(server, 'We look into it.', promise(3));
  await page.clock.install();
  await openLive(page, server);
  await expect(page.locator('.overdue')).toHaveCount(0);
  await server.kill();
  await page.clock.runFor(4 * MINUTE_MS);
  await expect(page.locator('.news .next')).toContainText('overdue');
  await expect(page.locator('.news .overdue')).toHaveCount(1);
});

test.describe('far away', () => {
  test.use({ timezoneId: 'Asia/Tokyo', locale: 'ja-JP' });

  test('the reader is told the own time of what is to come', async ({ page, server }) => {
    const opensAt = await createOpening(server, 2 * HOUR_MS);
    const tokyo = opensAt.toLocaleTimeString('en', { timeZone: 'Asia/Tokyo', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    await openLive(page, server);
    await expect(page.locator('.local')).toHaveText(new RegExp(`${tokyo} your time$`));
    await post(server, 'Thank you.');
    await expect(page.locator('.news time').first()).toHaveAttribute('title', /your time$/);
  });
});

test.describe('in the zone of the event', () => {
  test.use({ timezoneId: 'Europe/Paris' });

  test('no time is told twice', async ({ page, server }) => {
    await createOpening(server, 2 * HOUR_MS);
    await openLive(page, server);
    await expect(countdown(page)).toBeVisible();
    await expect(page.locator('.local')).toHaveText('');
    await expect(page.locator('main time[title]')).toHaveCount(0);
  });
});
