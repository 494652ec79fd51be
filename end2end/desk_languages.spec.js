// Known issues and the reason of a phase, written in every language of the event.

import { axe } from './support/axe.js';
import { expect, test } from './support/desk_session.js';
import { changePhase } from './support/event.js';

const BOARD = '/admin/events/spring-drop';
const ana = { email: 'ana@shop.test', role: 'operator' };

test.beforeEach(({ server }) => server.createEvent());

/** Chooses a language in a form that shows one at a time. */
async function choose(form, name) {
  const tab = form.locator('.tabs label', { hasText: name });
  if (await tab.isVisible()) await tab.click();
}

/** The form for a new issue, filled in two languages. */
async function fillIn(page) {
  await page.getByText('Open a new issue').click();
  const form = page.locator('#issues form').last();
  await form.getByLabel('What is wrong').first().fill('Payments fail');
  await form.getByLabel('What is known so far').first().fill('We look into it.');
  await choose(form, 'Deutsch');
  const german = form.getByRole('group', { name: 'Deutsch' });
  await german.getByLabel('What is wrong').fill('Zahlungen scheitern');
  await german.getByLabel('What is known so far').fill('Wir sehen nach.');
  return form;
}

test('an issue in two languages: what is missing is flagged, what is typed outlives the session, each reads theirs', async ({
  arrive,
  server,
  page: shopper,
}) => {
  const page = await arrive(ana, BOARD);
  await page.locator('[data-awake]').waitFor();
  const form = await fillIn(page);
  const missing = (tag) => form.locator(`.tabs [data-lacks="${tag}"]`);
  const english = form.getByRole('group', { name: 'English' });
  await expect(missing('fr')).toBeVisible();
  await expect(missing('de')).toBeHidden();
  await choose(form, 'English');
  for (const label of ['What is wrong', 'What is known so far']) await english.getByLabel(label).fill('');
  await expect(missing('fr')).toBeHidden();

  const open = form.getByRole('button', { name: 'Open the issue' });
  await english.getByLabel('What is wrong').fill('Payments fail');
  await choose(form, 'Deutsch');
  await open.click();
  await expect(form.getByText('say what is known so far')).toBeVisible();
  await english.getByLabel('What is known so far').fill('We look into it.');
  const cookies = await page.context().cookies();
  await page.context().clearCookies();
  await open.click();
  await expect(form.getByText('You are signed out, so nothing was done.')).toBeVisible();
  await page.context().addCookies(cookies);
  await open.click();
  await expect(page.locator('#said')).toContainText('Issue opened');

  for (const [lang, title, text] of [
    ['de', 'Zahlungen scheitern', 'Wir sehen nach.'],
    ['fr', 'Payments fail', 'We look into it.'],
  ]) {
    await shopper.goto(server.url(`/e/spring-drop?lang=${lang}`));
    const region = shopper.locator('#region-issues');
    await expect(region.getByRole('heading', { level: 3 })).toHaveText(title);
    await expect(region).toContainText(text);
  }
});

for (const width of [390, 1280, 1900]) {
  test(`axe finds nothing wrong with the forms in six languages at ${width} px, nor in one`, async ({ arrive, server }) => {
    await server.createToken({ event: null, scope: 'publish,manage' });
    await server.api('POST', '/api/v1/events/spring-drop/incidents', {
      title: { en: 'Cards fail' },
      text: { en: 'We are looking.' },
      impact: 'major',
    });
    const page = await arrive({ ...ana, viewport: { width, height: 900 } }, BOARD);
    const look = async () => {
      await page.locator('[data-awake]').waitFor();
      const found = await page.evaluate(`${axe}; axe.run().then((result) => result.violations)`);
      expect(found).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    };
    await page.locator('[data-awake]').waitFor();
    await fillIn(page);
    await look();
    await server.api('PATCH', '/api/v1/events/spring-drop', { languages: ['en'] });
    await page.reload();
    await page.getByText('Open a new issue').click();
    await expect(page.locator('#issues .tongues, #phase .tongues')).toHaveCount(0);
    await look();
  });
}

test.describe('with the WASM blocked', () => {
  test.use({ javaScriptEnabled: false });

  test('an issue and the reason of a phase are written in two languages by plain forms', async ({ arrive, server, page: shopper }) => {
    await server.createToken();
    await changePhase(server, 'open');
    const page = await arrive({ ...ana, javaScriptEnabled: false }, BOARD);
    const form = await fillIn(page);
    await form.getByRole('button', { name: 'Open the issue' }).click();
    await expect(page.locator('#said')).toContainText('Issue opened');
    const phase = page.locator('#phase');
    await phase.getByRole('radio', { name: /pause/i }).check();
    await choose(phase, 'Deutsch');
    await phase.getByRole('textbox', { name: 'Deutsch' }).fill('Wir starten neu.');
    await phase.getByRole('button').last().click();
    await expect(phase.getByText('own language')).toBeVisible();
    await phase.getByRole('textbox', { name: 'English' }).fill('A restart.');
    await phase.getByRole('button').last().click();
    await expect(page.locator('#said')).toContainText('Phase changed');
    await shopper.goto(server.url('/e/spring-drop?lang=de'));
    await expect(shopper.locator('#region-state')).toContainText('Wir starten neu.');
    await expect(shopper.locator('#region-issues')).toContainText('Zahlungen scheitern');
  });
});
