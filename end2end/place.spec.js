// A shopper's own place and the course so far, without script.

import { expect, test } from './support/test.js';

const EVENT = '/api/v1/events/spring-drop';

/** Five minutes of a line of 6,000 that lets 600 people a minute in, up to now. */
async function feedLine(server) {
  const now = Date.now();
  const samples = Array.from({ length: 31 }, (_, i) => ({
    at: new Date(now - 300e3 + i * 10e3).toISOString(),
    queue_depth: 6_000,
    admitted_total: 1_000 + i * 100,
  }));
  const { status } = await server.api('POST', `${EVENT}/samples`, { source: 'queue', samples });
  expect(status).toBe(202);
}

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test.beforeEach(async ({ page, server }) => {
    await server.createEvent();
    await server.createToken();
    expect((await server.api('POST', `${EVENT}/phase`, { phase: 'open' })).status).toBe(200);
    await feedLine(server);
    await expect(async () => {
      await page.goto(server.url('/e/spring-drop'));
      await expect(page.locator('#place')).toBeVisible({ timeout: 100 });
    }).toPass();
  });

  test('a shopper types their place and reads their own wait', async ({ page, server }) => {
    const field = page.getByRole('textbox', { name: 'Your place in line' });
    await field.fill('3 000');
    await field.press('Enter');
    await expect(page).toHaveURL(server.url('/e/spring-drop?position=3+000&lang=en'));
    await expect(field).toHaveValue('3 000');
    await expect(field).toHaveAccessibleDescription(/^For place 3,000: about \d+–\d+ minutes$/);
  });

  test('what is no place is told beside the field', async ({ page }) => {
    const field = page.getByRole('textbox', { name: 'Your place in line' });
    await field.fill('soon');
    await page.getByRole('button', { name: 'Show my wait' }).click();
    await expect(field).toHaveValue('soon');
    await expect(field).toHaveAccessibleDescription('Type your place as a number, for example 5,210.');
    await expect(field).toHaveAttribute('aria-invalid', 'true');
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
