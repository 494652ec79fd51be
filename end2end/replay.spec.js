// A recorded launch day, sent by the command line, drives the page through its phases.

import { fileURLToPath } from 'node:url';

import { expect, test } from './support/test.js';

const DAY = fileURLToPath(new URL('../src/recording/launch_day/feed.csv', import.meta.url));

test('a replayed launch day leads the page through waiting, open, paused, sold out and ended', async ({
  page,
  server,
}) => {
  await server.createEvent();
  const token = await server.createToken();
  await page.goto(server.url('/e/spring-drop'));
  // Every title that the sign shows, in order.
  await page.evaluate(() => {
    window.titles = [];
    const note = () => {
      const title = document.querySelector('h1').textContent;
      if (window.titles.at(-1) !== title) window.titles.push(title);
    };
    new MutationObserver(note).observe(document.body, { childList: true, subtree: true, characterData: true });
    note();
  });
  const replay = ['replay', DAY, '--event', 'spring-drop', '--url', server.url(''), '--token', token];
  await server.run(...replay, '--speed', '900');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This event has ended');
  const titles = await page.evaluate(() => window.titles.join(' | '));
  expect(titles).toMatch(/Opening soon \| The waiting room is open.*We've paused.*Sold out at.*This event has ended$/);
  expect(titles).toMatch(/The line is moving|It's very busy/);
});
