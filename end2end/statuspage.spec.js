// What programs get that read status pages: bodies in Statuspage's shapes, for a client that was written for Statuspage.

import { readFileSync } from 'node:fs';

import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { Statuspage } from 'statuspage.io';

import { elsewhere } from './support/elsewhere.js';
import { EVENT, changePhase } from './support/event.js';
import { expect, test } from './support/test.js';

const SCHEMA = JSON.parse(readFileSync(new URL('support/statuspage.schema.json', import.meta.url)));
const ajv = addFormats(new Ajv({ allErrors: true, strict: true, strictTypes: false, strictRequired: false }));
ajv.addSchema(SCHEMA, 'statuspage');

/** What is wrong with a body, by the shapes of the real examples. */
function faults(name, body) {
  const check = ajv.getSchema(`statuspage#/$defs/bodies/${name}`);
  return check(body) ? [] : check.errors.map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const BODIES = [
  ['status', 'status'],
  ['summary', 'summary'],
  ['components', 'components'],
  ['incidents', 'incidents'],
  ['incidents/unresolved', 'incidents'],
  ['scheduled-maintenances', 'scheduled-maintenances'],
  ['scheduled-maintenances/upcoming', 'scheduled-maintenances'],
  ['scheduled-maintenances/active', 'scheduled-maintenances'],
];

/** An event with a known issue in each state, and stock. */
async function dress(server) {
  await changePhase(server, 'open');
  const issue = (title, components) => ({ title: { en: title }, text: { en: 'We look into it.' }, impact: 'major', components });
  for (const [title, components, ...statuses] of [
    ['Checkout is slow', ['checkout'], 'identified'],
    ['Mails come late', [], 'identified', 'monitoring', 'resolved'],
  ]) {
    const { body } = await server.api('POST', `${EVENT}/incidents`, issue(title, components));
    for (const status of statuses) {
      const update = { status, text: { en: `Now **${status}**.` } };
      expect((await server.api('POST', `${EVENT}/incidents/${body.id}/updates`, update)).status).toBe(201);
    }
  }
  const items = [
    { sku: 'A-1', title: 'Sneaker', variant: '41', level: 'sold_out' },
    { sku: 'A-2', title: 'Sneaker', variant: '42', level: 'low', remaining: 3 },
  ];
  expect((await server.api('PUT', `${EVENT}/inventory`, { items })).status).toBe(200);
}

test.beforeEach(async ({ server }) => {
  await server.createEvent();
  await server.createToken();
});

test('every body has the members and types of real ones, before anything happened and when much has', async ({ server }) => {
  for (const prepare of [() => {}, dress]) {
    await prepare(server);
    for (const [path, name] of BODIES) {
      const reply = await fetch(server.url(`/e/spring-drop/api/v2/${path}.json`));
      expect(reply.status, path).toBe(200);
      expect(faults(name, await reply.json()), path).toEqual([]);
    }
  }
});

test('the schema finds what a body lacks', async ({ server }) => {
  const body = await (await fetch(server.url('/e/spring-drop/api/v2/summary.json'))).json();
  delete body.components[0].only_show_if_degraded;
  body.page.updated_at = '2026-11-23T10:00:00Z';
  expect(faults('summary', body)).toEqual([
    expect.stringContaining('/page/updated_at must match pattern'),
    expect.stringContaining("/components/0 must have required property 'only_show_if_degraded'"),
  ]);
});

test('a client of Statuspage reads the event as if it were a page there', async ({ server }) => {
  await dress(server);
  const client = new Statuspage('spring-drop');
  client.setApiUrl(server.url('/e/spring-drop'));
  const { page, status } = await client.api.getStatus();
  expect(page.name).toBe('Spring drop');
  expect(status).toEqual({ indicator: 'major', description: 'Partial System Outage' });
  const { components } = await client.api.getComponents();
  const states = Object.fromEntries(components.map(({ name, status }) => [name, status]));
  expect(states).toMatchObject({ Checkout: 'partial_outage', Payments: 'operational', Sneaker: 'operational', 41: 'operational' });
  const { incidents } = await client.api.incidents.getAll();
  expect(incidents.map(({ name, status }) => [name, status])).toEqual([
    ['Mails come late', 'resolved'],
    ['Checkout is slow', 'identified'],
  ]);
  expect(incidents[1].incident_updates[0].body).toBe('Now identified.');
  expect((await client.api.incidents.getUnresolved()).incidents).toHaveLength(1);
  expect((await client.api.scheduledMaintenances.getUpcoming()).scheduled_maintenances).toEqual([]);
  expect((await client.api.getSummary()).incidents).toHaveLength(1);
});

test('a page on any other site may read it, and asks first where it must', async ({ page, server }) => {
  const site = await elsewhere('<!doctype html><title>A monitor</title>');
  await page.goto(site.url);
  const read = await page.evaluate(async (url) => {
    const reply = await fetch(url, { headers: { 'if-none-match': '"none"', 'x-anything': '1' } });
    return [reply.status, (await reply.json()).status.indicator];
  }, server.url('/e/spring-drop/api/v2/summary.json'));
  expect(read).toEqual([200, 'none']);
  site.close();
});
