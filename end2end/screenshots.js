// Takes the pictures of the public page in docs/images: sheets of every state on a phone, and a page with everything on it
// at full length. Run by scripts/screenshots.

import { Camera, open } from './support/pictures.js';
import { STATES, serverInEveryState } from './support/states.js';

const PHONE = { width: 360, height: 740 };
const DESKTOP = { width: 1100, height: 800 };
const THEMES = ['light', 'dark'];
const LANGUAGES = { ltr: 'en', rtl: 'ar' };

const server = await serverInEveryState();
const camera = await Camera.at(new URL('../docs/images/', import.meta.url));
try {
  for (const colorScheme of THEMES) {
    for (const [direction, lang] of Object.entries(LANGUAGES)) {
      const shots = await camera.onPage({ colorScheme, viewport: PHONE }, (page) => everyState(page, lang));
      await camera.save(`states-${colorScheme}-${direction}.png`, await camera.sheet(shots, { colorScheme, ...PHONE }));
    }
    await whole(`page-phone-${colorScheme}.png`, { colorScheme, viewport: { ...PHONE, width: 390 } });
    await whole(`page-desktop-${colorScheme}.png`, { colorScheme, viewport: DESKTOP });
  }
} finally {
  await camera.close();
  await server.dispose();
}

/** A picture of the first screen of each state, the list of events and an error page. */
async function everyState(page, lang) {
  const paths = [...STATES.map(({ slug }) => `/e/${slug}`), '/', '/e/no-such-event'];
  const shots = [];
  for (const path of paths) {
    await open(page, server.url(`${path}?lang=${lang}`));
    shots.push(await page.screenshot());
  }
  return shots;
}

/** The page with everything on it, from top to bottom. */
async function whole(name, options) {
  const shot = await camera.onPage({ ...options, deviceScaleFactor: 2 }, async (page) => {
    await open(page, server.url('/e/busy?lang=en'));
    return page.screenshot({ fullPage: true });
  });
  await camera.save(name, shot);
}
