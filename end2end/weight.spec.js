// What a shopper on a slow network downloads before the page can be read.

import { expect, test } from './support/test.js';
import { STATES, createStates } from './support/states.js';

const FIRST_VIEW_BYTES = 14 * 1024;
const FIRST_VIEW_REQUESTS = 3;

test('the first view of a busy event is at most 14 KiB in three requests', async ({ page, server }) => {
  await createStates(server, STATES.filter(({ slug }) => slug === 'busy'));
  const requests = [];
  page.on('request', (request) => requests.push(request));
  await page.goto(server.url('/e/busy'), { waitUntil: 'load' });
  // The stream is what keeps the view fresh once it is there. An icon inside the page is no request.
  const first = requests.filter((request) => request.resourceType() !== 'eventsource' && !request.url().startsWith('data:'));
  const parts = [];
  for (const request of first) {
    const response = await request.response();
    expect(response.headers()['content-encoding']).toBe('br');
    const { responseBodySize } = await request.sizes();
    parts.push({ url: new URL(request.url()).pathname, bytes: responseBodySize });
  }
  const said = JSON.stringify(parts);
  expect(parts.length, said).toBeLessThanOrEqual(FIRST_VIEW_REQUESTS);
  expect(parts.reduce((sum, part) => sum + part.bytes, 0), said).toBeLessThanOrEqual(FIRST_VIEW_BYTES);
  await expect(page.locator('.entries article').first()).toBeVisible();
});
