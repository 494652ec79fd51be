// Six languages: switching between them, hearing news in them, and reading from right to left.

import { expect, test } from './support/test.js';

const EVENT = '/api/v1/events/spring-drop';

test.beforeEach(async ({ server }) => {
  await server.createEvent();
  await server.createToken();
  expect((await server.api('POST', `${EVENT}/phase`, { phase: 'open' })).status).toBe(200);
});

async function post(server, text) {
  const { status } = await server.api('POST', `${EVENT}/messages`, { text, severity: 'notice' });
  expect(status).toBe(201);
}

test('the switcher leads to each language, which says so to the eye and to machines', async ({ page, server }) => {
  const titles = {
    de: 'Die Schlange bewegt sich',
    fr: 'La file avance',
    es: 'La fila avanza',
    ja: '列は進んでいます',
    ar: 'الطابور يتحرك',
    en: 'The line is moving',
  };
  await page.goto(server.url('/e/spring-drop'));
  for (const [tag, title] of Object.entries(titles)) {
    await page.locator(`.languages a[lang=${tag}]`).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
    await expect(page).toHaveTitle(`${title} · Spring drop`);
    await expect(page.locator('html')).toHaveAttribute('lang', tag);
    await expect(page.locator('.languages [aria-current]')).toHaveAttribute('lang', tag);
  }
});

test('an open page hears news in its own language, and marks what is in another', async ({ page, server }) => {
  const stream = page.waitForResponse((response) => response.url().includes('/stream'));
  await page.goto(server.url('/e/spring-drop?lang=fr'));
  await stream;
  await post(server, { en: 'Doors are open.', fr: 'Les portes sont ouvertes.' });
  const newest = page.locator('#region-news .text').first();
  await expect(newest).toHaveText('Les portes sont ouvertes.');
  await expect(page.getByRole('status')).toContainText('Les portes sont ouvertes.');
  await expect(newest).not.toHaveAttribute('lang');
  await post(server, { en: 'Only in English.' });
  await expect(newest).toHaveText('Only in English.');
  await expect(newest).toHaveAttribute('lang', 'en');
});

test('Arabic runs from right to left, and its news too', async ({ page, server }) => {
  const stream = page.waitForResponse((response) => response.url().includes('/stream'));
  await page.goto(server.url('/e/spring-drop?lang=ar'));
  await stream;
  await post(server, { ar: 'فُتحت الأبواب.', en: 'Doors are open.' });
  await expect(page.locator('#region-news .text').first()).toHaveText('فُتحت الأبواب.');
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  const starts = await page.locator('h1').evaluate((heading) => getComputedStyle(heading).direction);
  expect(starts).toBe('rtl');
  const [sign, shape] = await Promise.all([
    page.locator('h1').boundingBox(),
    page.locator('h1 svg').boundingBox(),
  ]);
  // The shape stands where reading begins.
  expect(shape.x).toBeGreaterThan(sign.x + sign.width / 2);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the language stays when the page is reloaded', async ({ page, server }) => {
    await page.goto(server.url('/e/spring-drop?lang=de'));
    await page.getByRole('link', { name: 'Neu laden' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Die Schlange bewegt sich');
  });
});
