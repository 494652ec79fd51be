// Everybody can read it: every state in both themes and both directions, on the narrowest phone, at twice the size, by
// keyboard, and in the colours that somebody else chose.

import { axe } from './support/axe.js';
import { expect, test } from './support/every-state.js';
import { GONE, STATES } from './support/states.js';

const NARROWEST = { width: 320, height: 640 };
const PAGES = [...STATES.map(({ slug }) => `/e/${slug}`), '/', `/e/${GONE}`, '/e/no-such-event'];

/** What axe finds. The page's own policy refuses strangers' scripts; the inspector's world is not the page's. */
function violations(page) {
  return page.evaluate(`${axe}; axe.run().then(({ violations }) =>
    violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html, failureSummary }) => [html, failureSummary]) })))`);
}

/** By how many pixels the page is wider than its window. */
function overflow(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
}

for (const colorScheme of ['light', 'dark']) {
  for (const lang of ['en', 'ar']) {
    test(`axe finds nothing and nothing overflows 320 pixels: ${colorScheme}, ${lang}`, async ({ page, server, allowErrors }) => {
      allowErrors(/status of 4(04|10)/);
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(NARROWEST);
      for (const path of PAGES) {
        await page.goto(server.url(`${path}?lang=${lang}`));
        expect(await violations(page), path).toEqual([]);
        expect(await overflow(page), path).toBeLessThanOrEqual(0);
      }
    });
  }
}

test('long words of every language break at twice the size of a small window', async ({ page, server }) => {
  // 640 pixels at 200 % are 320.
  await page.setViewportSize(NARROWEST);
  for (const lang of ['de', 'fr', 'es', 'ja']) {
    for (const path of ['/e/busy', '/e/release-open', '/e/waiting', '/']) {
      await page.goto(server.url(`${path}?lang=${lang}`));
      expect(await overflow(page), `${path} ${lang}`).toBeLessThanOrEqual(0);
    }
  }
});

test('the keyboard reaches every control in the order of the page, and one sees where it is', async ({ page, server }) => {
  await page.goto(server.url('/e/busy'));
  const reachable = await page.evaluate(() =>
    [...document.querySelectorAll('a[href], button, input, summary')].filter((e) => e.checkVisibility()).map((e) => e.outerHTML),
  );
  const reached = [];
  for (const _ of reachable) {
    await page.keyboard.press('Tab');
    const [html, outline] = await page.evaluate(() => {
      const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
      return [document.activeElement.outerHTML, `${outlineStyle} ${outlineWidth}`];
    });
    reached.push(html);
    expect(outline, html).toBe('solid 3px');
  }
  expect(reached).toEqual(reachable);
});

test('targets are at least 24 pixels high, or have that much room around them', async ({ page, server }) => {
  await page.setViewportSize(NARROWEST);
  for (const path of ['/e/busy', '/e/release-open', '/']) {
    await page.goto(server.url(path));
    const small = await page.evaluate(() =>
      [...document.querySelectorAll('a[href]:not(.skip), button, input, summary')]
        .filter((e) => e.checkVisibility() && e.getBoundingClientRect().height < 24)
        .map((e) => e.outerHTML),
    );
    expect(small, path).toEqual([]);
  }
});

test('in forced colours the shapes and the edges stay', async ({ page, server }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await page.goto(server.url('/e/busy'));
  const seen = await page.evaluate(() => {
    const style = (css) => getComputedStyle(document.querySelector(css));
    const canvas = getComputedStyle(document.documentElement).backgroundColor;
    return {
      shape: style('h1 .aspect').color !== canvas && style('h1 .aspect').fill !== canvas,
      edge: parseFloat(style('.sign').borderBlockStartWidth) > 5,
      level: style('[data-level="low"] b').color !== canvas,
    };
  });
  expect(seen).toEqual({ shape: true, edge: true, level: true });
});

test('headings follow one another and every part has a name', async ({ page, server }) => {
  await page.goto(server.url('/e/busy'));
  const levels = await page.evaluate(() => [...document.querySelectorAll('h1, h2, h3, h4')].map((h) => Number(h.tagName[1])));
  expect(levels[0]).toBe(1);
  levels.reduce((above, level) => {
    expect(level).toBeLessThanOrEqual(above + 1);
    return level;
  });
  for (const role of ['banner', 'main', 'contentinfo']) {
    await expect(page.getByRole(role)).toHaveCount(1);
  }
});
