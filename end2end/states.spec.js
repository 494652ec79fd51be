// Every state, as a shopper meets it: one sentence, one shape, one next step, and a wait only where there is one.

import { expect, test } from './support/every-state.js';

const SOON = /^in \d+ (?:min|h(?: \d+ min)?)$/;
// Near midnight the day is said too.
const AT = '(?:on \\d+ \\w+ )?at \\d\\d:\\d\\d CES?T';
const says = (pattern) => new RegExp(`^${pattern}$`);

// What each state says, the shape beside it, what to do now, and the large figure: a wait, a countdown or none.
const SIGNS = {
  scheduled: [says(`Opens ${AT}`), 'calm', 'this page updates by itself', SOON],
  waiting: [says(`The waiting room is open. Doors ${AT}`), 'calm', 'Keep your waiting-room tab open', SOON],
  moving: ['The line is moving', 'calm', 'Keep your place', /^\d–\d$/],
  busy: ["It's very busy", 'busy', 'Keep your place', /^\d\d–\d\d$/],
  paused: ["We've paused new entries", 'paused', 'Your place in line is kept', null],
  full: ['The line is full', 'full', 'Come back in a few minutes', null],
  'sold-out': [says(`Sold out ${AT}`), 'ended', 'Join the waitlist', null],
  ended: ['This event has ended', 'ended', 'Thank you', null],
  stale: ["We can't see live data right now", 'stale', 'The numbers below are old', null],
  'draw-scheduled': [/^Entries open on \d+ \w+ at/, 'calm', 'this page updates by itself', 'in 1 day'],
  'entries-open': [says(`Entries close ${AT}`), 'calm', 'Every entry has the same chance', SOON],
  'entries-closed': [/^Entries are closed. Draw/, 'paused', 'Winners hear from us directly', SOON],
  drawn: ['The draw has taken place', 'ended', 'Winners hear from us directly', null],
  'release-scheduled': [says(`Available ${AT}`), 'calm', 'this page updates by itself', SOON],
  'release-open': ['Available now', 'calm', 'While it lasts', null],
  'release-sold-out': [says(`Sold out ${AT}`), 'ended', 'Join the waitlist', null],
};

for (const [slug, [title, aspect, next, figure]] of Object.entries(SIGNS)) {
  test(`${slug}: its sentence, its shape, its next step`, async ({ page, server }) => {
    await page.goto(server.url(`/e/${slug}`));
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
    await expect(page).toHaveTitle(/ · /);
    await expect(page.locator('.state')).toHaveAttribute('data-aspect', aspect);
    await expect(page.locator('.state')).toContainText(next);
    const large = page.locator('.figure');
    await (figure ? expect(large).toHaveText(figure) : expect(large).toHaveCount(0));
  });
}

test('the last known state and number are there when live data is not, and marked as old', async ({ page, server }) => {
  await page.goto(server.url('/e/stale'));
  await expect(page.locator('.explanation')).toHaveText(says(`Last known ${AT}: it was very busy\\.`));
  await expect(page.locator('.facts')).toContainText(/about 9,740\s*as of .*\d\d:\d\d/);
  await expect(page.locator('.facts')).not.toContainText('a minute');
});

test('a pause says why and by when there is more to say', async ({ page, server }) => {
  await page.goto(server.url('/e/paused'));
  await expect(page.locator('.explanation')).toContainText('Our payment partner is down');
  await expect(page.locator('.state .next')).toContainText(/Next update by .*\d\d:\d\d/);
});

test('a draw tells how many take part', async ({ page, server }) => {
  await page.goto(server.url('/e/entries-open'));
  await expect(page.locator('.facts')).toContainText('about 41,900');
});

test('variants stand under their product; many stand close together and what is gone is folded away', async ({ page, server }) => {
  await page.goto(server.url('/e/busy'));
  const stock = page.locator('.stock');
  await expect(stock.getByRole('heading', { level: 3 })).toHaveText(/^Meridian 4\s+180 €$/);
  await expect(stock.locator('.variants .name')).toHaveText(['EU 40', 'EU 41', 'EU 42', 'EU 43', 'EU 44']);
  await expect(stock).toContainText('Only 6 left');
  await expect(stock.getByRole('link', { name: 'Join the waitlist: Meridian 4, EU 43' })).toBeVisible();

  await page.goto(server.url('/e/release-open'));
  const tea = stock.locator('.products > li').first();
  await expect(tea.locator('.compact').first()).toBeVisible();
  const gone = tea.locator('details li').first();
  await expect(gone).toBeHidden();
  await tea.locator('summary').click();
  await expect(gone).toBeVisible();
});

test('an issue is told whole: parts and how they are, every step; one that is over on request', async ({ page, server }) => {
  await page.goto(server.url('/e/busy'));
  const [open, settled] = [page.locator('.issues article').first(), page.locator('.issues article').last()];
  await expect(open).toContainText('affects Payments (slower than usual)');
  await expect(open.locator('.story li')).toHaveCount(2);
  await expect(settled.getByText('Some confirmations are still on their way.')).toBeHidden();
  await settled.locator('summary').click();
  await expect(settled.getByText('Some confirmations are still on their way.')).toBeVisible();
});

test('the list of events groups them by now, soon and over', async ({ page, server }) => {
  await page.goto(server.url('/'));
  const sections = page.locator('main section');
  await expect(sections.getByRole('heading', { level: 2 })).toHaveText(['Now', 'Coming up', 'Over']);
  await expect(sections.nth(0)).toContainText(/Meridian 4 launch.*It's very busy.*about 25–\d+ minutes/s);
  await expect(sections.nth(1)).toContainText(/Aurora Runner launch.*Opens (at|on)/s);
  await expect(sections.nth(2)).toContainText(/Winter archive sale.*This event has ended/s);
});

for (const lang of ['en', 'de', 'fr', 'es', 'ja', 'ar']) {
  test(`an unknown address is told in ${lang}, with a way back`, async ({ page, server, allowErrors }) => {
    allowErrors(/404/);
    await page.goto(server.url(`/e/no-such-event?lang=${lang}`));
    await expect(page.locator('html')).toHaveAttribute('lang', lang);
    await page.locator('.action').click();
    await expect(page.locator('html')).toHaveAttribute('lang', lang);
    await expect(page.locator('.events li').first()).toBeVisible();
  });
}
