// What programs of other people read in our feeds and calendars: feedparser and icalendar, by scripts/setup parsers.

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const PYTHON = fileURLToPath(new URL('../../target/parsers/bin/python', import.meta.url));
const SCRIPT = fileURLToPath(new URL('parsers.py', import.meta.url));

/** The Atom feed at an address. */
export async function readFeed(url) {
  return parse('feed', await load(url, 'application/atom+xml; charset=utf-8'));
}

/** The JSON feed at an address; it needs no other parser than that of JSON. */
export async function readJsonFeed(url) {
  return JSON.parse(await load(url, 'application/feed+json'));
}

/** The calendar at an address. */
export async function readCalendar(url) {
  return parse('calendar', await load(url, 'text/calendar; charset=utf-8'));
}

async function load(url, type) {
  const response = await fetch(url);
  const found = response.headers.get('content-type');
  if (response.status !== 200 || found !== type) {
    throw new Error(`${url} answered ${response.status} ${found}`);
  }
  return response.text();
}

function parse(kind, text) {
  const { status, stdout, stderr, error } = spawnSync(PYTHON, [SCRIPT, kind], { input: text, encoding: 'utf8' });
  if (error) {
    throw new Error(`Python could not be run (scripts/setup parsers): ${error.message}`);
  }
  if (status !== 0) {
    throw new Error(`${stderr}\n${text}`);
  }
  return JSON.parse(stdout);
}
