// Pictures of pages: one after another in a browser of their own, alone or side by side in a sheet.

import { mkdir, writeFile } from 'node:fs/promises';

import { chromium } from '@playwright/test';

import config from '../playwright.config.js';

const GAP = 16;
const PER_ROW = 6;

export class Camera {
  #browser;
  #out;

  /** A camera that saves into the folder at this URL. */
  static async at(out) {
    const camera = new Camera();
    await mkdir(out, { recursive: true });
    camera.#out = out;
    camera.#browser = await chromium.launch(config.use.launchOptions);
    return camera;
  }

  /** What `work` makes of a page in a context of its own. */
  async onPage(options, work) {
    const context = await this.#browser.newContext(options);
    try {
      return await work(await context.newPage());
    } finally {
      await context.close();
    }
  }

  /** All shots, each `width` wide, side by side in one picture. */
  sheet(shots, { colorScheme, width }) {
    const images = shots.map((shot) => `<img src="data:image/png;base64,${shot.toString('base64')}">`);
    const ground = colorScheme === 'light' ? '#d9d8d4' : '#000';
    const columns = `display:grid;grid-template-columns:repeat(${PER_ROW},auto);gap:${GAP}px`;
    const style = `margin:0;padding:${GAP}px;background:${ground};${columns}`;
    return this.onPage({ viewport: { width: PER_ROW * (width + GAP) + GAP, height: 100 } }, async (page) => {
      await page.setContent(`<body style="${style}">${images.join('')}`);
      return page.screenshot({ fullPage: true });
    });
  }

  async save(name, bytes) {
    await writeFile(new URL(name, this.#out), bytes);
    console.log(name);
  }

  async close() {
    await this.#browser.close();
  }
}

/** Goes to an address and waits until everything on it can be seen. */
export async function open(page, url) {
  await page.goto(url, { waitUntil: 'load' });
  await page.evaluate(() => document.fonts.ready);
}
