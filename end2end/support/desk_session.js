// Browsers that are logged in to the desk, each as somebody of their own.

import { test as base, expect } from './test.js';

export { expect };

export const test = base.extend({
  /** Opens the desk in a browser of its own: `arrive({ email, role }, path)` gives the page. */
  arrive: async ({ browser, server }, use) => {
    const contexts = [];
    await use(async ({ email = 'owner@shop.test', role = 'owner', ...options } = {}, path = '/admin') => {
      const person = await server.createOperator({ email, role });
      const context = await browser.newContext(options);
      contexts.push(context);
      const page = await context.newPage();
      await logIn(page, server, person, path);
      return page;
    });
    await Promise.all(contexts.map((context) => context.close()));
  },
});

/** Logs a page in, and ends where it wanted to go. */
export async function logIn(page, server, { email, password }, path) {
  await page.goto(server.url(`/admin/login?next=${path}`));
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.waitForURL((url) => url.pathname !== '/admin/login');
}
