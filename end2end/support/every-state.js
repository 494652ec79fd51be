// Tests that look at many states: one server with all of them for each worker, because making them takes seconds.

import { test as base } from './test.js';
import { serverInEveryState } from './states.js';

export { expect } from './test.js';

export const test = base.extend({
  /** The worker's server with every state on it. Tests only read from it. */
  everyState: [
    async ({}, use) => {
      const server = await serverInEveryState();
      await use(server);
      await server.dispose();
    },
    { scope: 'worker' },
  ],

  server: async ({ everyState }, use) => use(everyState),
});
