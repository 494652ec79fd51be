import { expect, test } from './support/test.js';

test('the server starts, answers and stops', async ({ server, page }) => {
  const answer = await page.goto(server.url('/livez'));
  expect(answer.status()).toBe(200);
});
