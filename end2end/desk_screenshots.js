// Takes the pictures of the operators' desk in docs/images: every screen at full length on a desktop, and sheets of them all
// on a phone, light and dark. Run by scripts/screenshots; another folder may be named, for looking at them one by one.

import { pathToFileURL } from 'node:url';

import { dress } from './support/desk.js';
import { Camera, open } from './support/pictures.js';
import { Server } from './support/server.js';

const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 900 };
/** A log goes on for pages. */
const MAX_HEIGHT = 3_400;
const THEMES = ['light', 'dark'];

const [folder, only] = process.argv.slice(2);
const each = folder !== undefined;
const out = each ? pathToFileURL(`${folder}/`) : new URL('../docs/images/', import.meta.url);
const server = await Server.create();
const camera = await Camera.at(out);
try {
  await server.start();
  const { screens, logIn } = await dress(server);
  screens.rehearsal = await camera.onPage({}, async (page) => {
    await logIn(page);
    await page.goto(server.url(screens.rehearsals));
    await page.getByLabel('10 times as fast').check();
    await page.getByRole('button', { name: 'Rehearse' }).click();
    await page.getByText('REHEARSAL · NOT PUBLIC').waitFor();
    return new URL(page.url()).pathname;
  });
  const wanted = Object.entries(screens).filter(([name]) => only === undefined || name.match(only));
  for (const colorScheme of THEMES) {
    const shots = [];
    for (const [kind, viewport] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
      await camera.onPage({ colorScheme, viewport }, async (page) => {
        const take = async (name) => {
          if (each || (kind === 'desktop' && colorScheme === 'light')) {
            const suffix = each ? `-${kind}-${colorScheme}` : '';
            await camera.save(`desk-${name}${suffix}.png`, await whole(page, viewport));
          }
          if (kind === 'phone') {
            shots.push(await page.screenshot());
          }
        };
        await open(page, server.url('/admin/login'));
        await take('log-in');
        await logIn(page);
        for (const [name, path] of wanted) {
          await open(page, server.url(path));
          await page.locator('[data-awake]').waitFor();
          if (await page.locator('[data-wire]').count()) {
            await page.locator('[data-wire=live]').waitFor();
          }
          await take(name);
        }
      });
    }
    await camera.save(`desk-phone-${colorScheme}.png`, await camera.sheet(shots, { colorScheme, ...PHONE }));
  }
} finally {
  await camera.close();
  await server.dispose();
}

/** The page in a window that is as high, or nearly: what sticks to an edge stands where it would after scrolling. */
async function whole(page, viewport) {
  const height = Math.min(await page.evaluate(() => document.documentElement.scrollHeight), MAX_HEIGHT);
  await page.setViewportSize({ ...viewport, height });
  const shot = await page.screenshot();
  await page.setViewportSize(viewport);
  return shot;
}
