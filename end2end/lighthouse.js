// Measures the demo's page with Lighthouse, as on a slow phone, and prints its figures as Markdown. Run by scripts/bench.

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { get } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import config from './playwright.config.js';

const run = promisify(execFile);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

const PROGRAM = here('../target/release/lineside');
const LIGHTHOUSE = here('node_modules/lighthouse/cli/index.js');
const RUNS = 3;
// So fast that the long line is there in two minutes, so slow that nothing is posted while a run measures.
const SPEED = '30';
const BUSY_WITHIN_MS = 180_000;
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'];
const TIMES = ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time', 'speed-index'];

const demo = spawn(PROGRAM, ['demo', '--listen', '127.0.0.1:0', '--speed', SPEED], { stdio: ['ignore', 'pipe', 'inherit'] });
try {
  const page = await addressOf(demo);
  await busy(page);
  const reports = [];
  for (let i = 0; i < RUNS; i++) {
    reports.push(await measure(page));
  }
  print(reports);
  await printFirstView(page);
} finally {
  demo.kill('SIGTERM');
  await once(demo, 'exit');
}

/** The demo says where its page is. */
async function addressOf(child) {
  let said = '';
  for await (const text of child.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    said += text;
    const match = /^\s*Page\s+(\S+)$/m.exec(said);
    if (match) {
      child.stdout.resume();
      return match[1];
    }
  }
  throw new Error(`the demo ended before it said where it is:\n${said}`);
}

/** Waits for the demo's long line, with messages, stock and a known issue. */
async function busy(page) {
  const event = page.replace('/e/', '/api/v1/events/');
  const until = Date.now() + BUSY_WITHIN_MS;
  for (;;) {
    const { messages, incidents } = await (await fetch(event)).json();
    if (messages.length >= 3 && incidents.length > 0) {
      return;
    }
    if (Date.now() > until) {
      throw new Error('the demo did not become busy');
    }
    await setTimeout(500);
  }
}

async function measure(page) {
  const { executablePath, args } = config.use.launchOptions;
  const flags = ['--headless=new', ...args].join(' ');
  const options = ['--output=json', '--quiet', `--only-categories=${CATEGORIES}`, `--chrome-flags=${flags}`];
  const { stdout } = await run(process.execPath, [LIGHTHOUSE, page, ...options], {
    env: { ...process.env, CHROME_PATH: executablePath },
    maxBuffer: 64 * 1024 * 1024,
  });
  const report = JSON.parse(stdout);
  for (const audit of Object.values(report.audits)) {
    if (audit.score !== null && audit.score < 0.9) {
      console.error(`${audit.score}  ${audit.id}: ${audit.title}  ${audit.displayValue ?? ''}`);
    }
  }
  return report;
}

/** The bytes of the page, its style sheet and its script as they travel. */
async function printFirstView(page) {
  const html = await (await fetch(page)).text();
  const [sheet, script] = [/href="([^"]+\.css)"/, /src="([^"]+\.js)"/].map((pattern) => new URL(pattern.exec(html)[1], page));
  const bytes = await Promise.all([page, sheet, script].map(brotliBytes));
  const total = bytes.reduce((sum, part) => sum + part);
  console.log('\nThe first view in bytes, Brotli, without heads:\n');
  console.log('| page | style sheet | script | together | limit |\n| ---: | ---: | ---: | ---: | ---: |');
  console.log(`| ${bytes.join(' | ')} | ${total} | ${14 * 1024} |`);
}

async function brotliBytes(url) {
  const [response] = await once(get(url, { headers: { 'accept-encoding': 'br' } }), 'response');
  let bytes = 0;
  for await (const chunk of response) bytes += chunk.length;
  return bytes;
}

function print(reports) {
  const row = (name, figures) => console.log(`| ${name} | ${figures.join(' | ')} |`);
  row('', reports.map((_, i) => `run ${i + 1}`));
  row('---', reports.map(() => '---:'));
  for (const id of CATEGORIES) {
    row(reports[0].categories[id].title, reports.map(({ categories }) => Math.round(categories[id].score * 100)));
  }
  for (const id of TIMES) {
    row(reports[0].audits[id].title, reports.map(({ audits }) => `${(audits[id].numericValue / 1000).toFixed(2)} s`));
  }
  row('Cumulative Layout Shift', reports.map(({ audits }) => audits['cumulative-layout-shift'].numericValue.toFixed(3)));
  const bytes = ({ audits }) => audits['network-requests'].details.items.reduce((sum, item) => sum + item.transferSize, 0);
  row('Everything on the wire, with heads', reports.map((report) => `${(bytes(report) / 1024).toFixed(1)} KiB`));
  const { lighthouseVersion, environment } = reports[0];
  const browser = /Chrome\/[\d.]+/.exec(environment.hostUserAgent)?.[0];
  console.log(`\nLighthouse ${lighthouseVersion}, ${browser}, its mobile settings: a slow phone on a slow 4G network, simulated.`);
}
