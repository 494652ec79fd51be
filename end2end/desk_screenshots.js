// Takes the pictures of the operators' desk in docs/images: every screen at full length on a desktop, and sheets of them all
// on a phone, light and dark. Run by scripts/screenshots; another folder may be named, for looking at them one by one.

import { pathToFileURL } from 'node:url';

import { dress } from './support/desk.js';
import { Camera, open } from './support/pictures.js';
import { Server } from './support/server.js';

const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 900 };
const THEMES = ['light', 'dark'];

const [folder, only] = process.argv.slice(2);
const each = folder !== undefined;
const out = each ? pathToFileURL(`${folder}/`) : new URL('../docs/images/', import.meta.url);
const server = await Server.create();
const camera = await Camera.at(out);
try {
  await server.start();
  const { screens, logIn } = await dress(server);
  const wanted = Object.entries(screens).filter(([name]) => only === undefined || name.match(only));
  for (const colorScheme of THEMES) {
    const shots = [];
    for (const [kind, viewport] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
      await camera.onPage({ colorScheme, viewport }, async (page) => {
        await logIn(page);
        for (const [name, path] of wanted) {
          await open(page, server.url(path));
          await page.locator('[data-awake]').waitFor();
          if (await page.locator('[data-wire]').count()) {
            await page.locator('[data-wire=live]').waitFor();
          }
          if (each || (kind === 'desktop' && colorScheme === 'light')) {
            const suffix = each ? `-${kind}-${colorScheme}` : '';
            await camera.save(`desk-${name}${suffix}.png`, await whole(page, viewport));
          }
          if (kind === 'phone') {
            shots.push(await page.screenshot());
          }
        }
      });
    }
    await camera.save(`desk-phone-${colorScheme}.png`, await camera.sheet(shots, { colorScheme, ...PHONE }));
  }
} finally {
  await camera.close();
  await server.dispose();
}

/** The whole page in a window that is as high: what sticks to an edge stands where it would after scrolling. */
async function whole(page, viewport) {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ ...viewport, height });
  const shot = await page.screenshot({ fullPage: true });
  await page.setViewportSize(viewport);
  return shot;
}
