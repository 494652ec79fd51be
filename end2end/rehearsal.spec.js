// A recorded day on a private copy: watched and worked on at the desk, and nowhere else.

import { violations } from './support/axe.js';
import { expect, test } from './support/desk_session.js';

test('the launch day is rehearsed, marked as not public everywhere, and no public address shows it', async ({
  arrive,
  server,
}) => {
  await server.createEvent();
  const page = await arrive({}, '/admin/events/spring-drop/settings');
  await page.getByRole('link', { name: 'Rehearse' }).click();
  await expect(page.getByRole('heading', { name: 'Rehearsals' })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.getByLabel('with what was said on that day').check();
  await page.getByLabel('300 times as fast').check();
  await page.getByRole('button', { name: 'Rehearse' }).click();

  await expect(page.getByText('REHEARSAL · NOT PUBLIC')).toBeVisible();
  const copy = new URL(page.url()).pathname.split('/')[3];
  expect(copy).toMatch(/^rehearsal-/);
  // The day goes on by itself: the doors open within seconds, and what was said is said again.
  await expect(page.locator('.nowbar .state')).toContainText(/moving|busy/i, { timeout: 30_000 });
  await expect(page.locator('.seen .news')).toContainText(/./);
  expect(await violations(page)).toEqual([]);
  await page.getByRole('link', { name: 'Dashboard' }).click();
  await expect(page.getByText('REHEARSAL · NOT PUBLIC')).toBeVisible();

  const addresses = ['', '/regions', '/stream', '/feed.atom', '/feed.json', '/calendar.ics', '/card.png', '/widget.json', '/report'];
  for (const end of addresses) {
    expect((await fetch(server.url(`/e/${copy}${end}`))).status, end).toBe(404);
  }
  expect((await fetch(server.url(`/api/v1/events/${copy}`))).status).toBe(404);
  expect(await (await fetch(server.url('/'))).text()).not.toContain(copy);

  await page.goto(server.url('/admin'));
  await expect(page.getByRole('heading', { name: 'Rehearsals, not public' })).toBeVisible();
  await page.goto(server.url('/admin/events/spring-drop/rehearsals'));
  await page.getByRole('button', { name: 'End and put the copy away' }).click();
  await expect(page.getByText('There is no rehearsal of this event yet.')).toBeVisible();
});
