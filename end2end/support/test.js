// What every browser test starts from: `import { test, expect } from './support/test.js'`.

import { test as base } from '@playwright/test';
import { Nginx } from './nginx.js';
import { Server } from './server.js';

export { expect } from '@playwright/test';

export const test = base.extend({
  /** Added to the environment of the server: `test.use({ serverEnv: { … } })`. */
  serverEnv: [{}, { option: true }],

  /** A running server. Its log is attached to the report when the test fails. */
  server: async ({ serverEnv }, use, testInfo) => {
    const server = await Server.create({ env: serverEnv });
    try {
      await server.start();
      await use(server);
    } finally {
      if (testInfo.status !== testInfo.expectedStatus) {
        await testInfo.attach('server log', { body: server.log, contentType: 'text/plain' });
        console.error(`--- server log of “${testInfo.title}”\n${server.log}---`);
      }
      await server.dispose();
    }
  },

  /** Starts an nginx in front of the server: `await behind('proxy_buffering on;')`. */
  behind: async ({ server }, use) => {
    const started = [];
    await use(async (rules) => {
      const nginx = await Nginx.start(server, rules);
      started.push(nginx);
      return nginx;
    });
    await Promise.all(started.map((nginx) => nginx.stop()));
  },

  /** Names the console errors that a test provokes: `allowErrors(/ERR_CONNECTION_REFUSED/)`. */
  allowErrors: async ({}, use) => {
    const patterns = [];
    await use(Object.assign((...more) => patterns.push(...more), { patterns }));
  },

  // Needs server and nginx only so that pages close before they do: they would report the lost connection.
  /** Every page of the test is watched: an error in its console that nobody allowed fails the test. */
  context: async ({ context, allowErrors, server: _server, behind: _behind }, use) => {
    const errors = [];
    context.on('weberror', (problem) => errors.push(problem.error().stack ?? String(problem.error())));
    context.on('console', (message) => {
      if (message.type() === 'error') {
        errors.push(`${message.location().url}: ${message.text()}`);
      }
    });
    await use(context);
    const isAllowed = (error) => allowErrors.patterns.some((pattern) => pattern.test(error));
    const unexpected = errors.filter((error) => !isAllowed(error));
    if (unexpected.length > 0) {
      throw new Error(`Errors in the browser's console:\n${unexpected.join('\n')}`);
    }
  },
});
