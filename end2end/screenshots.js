// Takes the pictures in docs/images: sheets of every state on a phone, and a page with everything on it at full length.
// Run by scripts/screenshots.

import { mkdir, writeFile } from 'node:fs/promises';

import { chromium } from '@playwright/test';

import config from './playwright.config.js';
import { STATES, serverInEveryState } from './support/states.js';

const OUT = new URL('../docs/images/', import.meta.url);
const PHONE = { width: 360, height: 740 };
const DESKTOP = { width: 1100, height: 800 };
const THEMES = ['light', 'dark'];
const LANGUAGES = { ltr: 'en', rtl: 'ar' };

const server = await serverInEveryState();
const browser = await chromium.launch(config.use.launchOptions);
try {
  await mkdir(OUT, { recursive: true });
  for (const colorScheme of THEMES) {
    for (const [direction, lang] of Object.entries(LANGUAGES)) {
      const shots = await onPage({ colorScheme, viewport: PHONE }, (page) => everyState(page, lang));
      await save(`states-${colorScheme}-${direction}.png`, await sheet(shots, colorScheme));
    }
    await whole(`page-phone-${colorScheme}.png`, { colorScheme, viewport: { ...PHONE, width: 390 } });
    await whole(`page-desktop-${colorScheme}.png`, { colorScheme, viewport: DESKTOP });
  }
} finally {
  await browser.close();
  await server.dispose();
}

/** A picture of the first screen of each state, the list of events and an error page. */
async function everyState(page, lang) {
  const paths = [...STATES.map(({ slug }) => `/e/${slug}`), '/', '/e/no-such-event'];
  const shots = [];
  for (const path of paths) {
    await open(page, `${path}?lang=${lang}`);
    shots.push(await page.screenshot());
  }
  return shots;
}

/** The page with everything on it, from top to bottom. */
async function whole(name, options) {
  const shot = await onPage({ ...options, deviceScaleFactor: 2 }, async (page) => {
    await open(page, '/e/busy?lang=en');
    return page.screenshot({ fullPage: true });
  });
  await save(name, shot);
}

/** All shots side by side in one picture. */
function sheet(shots, colorScheme) {
  const images = shots.map((shot) => `<img src="data:image/png;base64,${shot.toString('base64')}">`);
  const ground = colorScheme === 'light' ? '#d9d8d4' : '#000';
  const style = `margin:0;padding:16px;background:${ground};display:grid;grid-template-columns:repeat(6,auto);gap:16px`;
  return onPage({ viewport: { width: 6 * (PHONE.width + 16) + 16, height: 100 } }, async (page) => {
    await page.setContent(`<body style="${style}">${images.join('')}`);
    return page.screenshot({ fullPage: true });
  });
}

async function open(page, path) {
  await page.goto(server.url(path), { waitUntil: 'load' });
  await page.evaluate(() => document.fonts.ready);
}

async function onPage(options, work) {
  const context = await browser.newContext(options);
  try {
    return await work(await context.newPage());
  } finally {
    await context.close();
  }
}

async function save(name, bytes) {
  await writeFile(new URL(name, OUT), bytes);
  console.log(`docs/images/${name}`);
}
