// What an operator and a feed do to the event of a test, and a page that is open on it.

import { expect } from './test.js';

export const EVENT = '/api/v1/events/spring-drop';

export async function post(server, text, more = {}) {
  const body = { text: { en: text }, severity: 'notice', ...more };
  expect((await server.api('POST', `${EVENT}/messages`, body)).status).toBe(201);
}

export async function sample(server, values) {
  const at = new Date().toISOString();
  const body = { source: 'queue', samples: [{ at, ...values }] };
  expect((await server.api('POST', `${EVENT}/samples`, body)).status).toBe(202);
}

export async function changePhase(server, phase, more = {}) {
  expect((await server.api('POST', `${EVENT}/phase`, { phase, ...more })).status).toBe(200);
}

/** The page's stream is open: only then is a change pushed rather than found on the next visit. */
export async function openLive(page, server, query = '') {
  const stream = page.waitForResponse((response) => response.url().includes('/stream'));
  await page.goto(server.url(`/e/spring-drop${query}`));
  await stream;
}
