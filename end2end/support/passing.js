// Time as a page feels it, after `page.clock.install()`.

import { expect } from './test.js';

const STEP_MS = 10_000;

/** Lets the page's time pass, step by step with room for answers in between, until a check passes. */
export async function untilPassing(page, check) {
  await expect(async () => {
    await page.clock.runFor(STEP_MS);
    await check();
  }).toPass({ intervals: [200], timeout: 30_000 });
}

/** Sets the page's clock right, which `untilPassing` has put ahead of the server's, as a device does that asks for the time. */
export const setClock = (page) => page.clock.setSystemTime(Date.now());
