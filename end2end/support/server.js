// The real server, one per test, on a free port with a database of its own.

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const PROGRAM = fileURLToPath(new URL('../../target/debug/lineside', import.meta.url));
const READY = /^Lineside is listening on http:\/\/(\S+:(\d+))$/m;
const READY_WITHIN_MS = 20_000;
const STOP_WITHIN_MS = 30_000;

const run = promisify(execFile);

export class Server {
  #dir;
  #process;
  #environment;
  #log = '';
  #token;

  /** The port of the last start; later starts take it again, so that open pages find the server. */
  port = 0;

  /** A server that is not running yet. `env` adds to its environment. */
  static async create({ env = {} } = {}) {
    const server = new Server();
    server.#environment = { PATH: process.env.PATH, HOME: process.env.HOME, ...env };
    server.#dir = await mkdtemp(join(tmpdir(), 'lineside-'));
    return server;
  }

  get databaseUrl() {
    return `sqlite://${join(this.#dir, 'lineside.db')}`;
  }

  /** What all runs so far wrote, for reports. */
  get log() {
    return this.#log;
  }

  get isRunning() {
    return this.#process?.exitCode === null && this.#process.signalCode === null;
  }

  url(path = '/') {
    return `http://127.0.0.1:${this.port}${path}`;
  }

  async start() {
    const args = ['serve', '--listen', `127.0.0.1:${this.port}`, '--database-url', this.databaseUrl];
    const child = spawn(PROGRAM, args, { cwd: this.#dir, env: this.#environment });
    this.#process = child;
    const reap = () => child.kill('SIGKILL');
    process.once('exit', reap);
    child.once('exit', () => process.off('exit', reap));
    const ready = new Promise((resolve, reject) => {
      const fail = (why) => reject(new Error(`The server ${why}.\n${this.#log}`));
      const timer = globalThis.setTimeout(() => fail(`was not ready within ${READY_WITHIN_MS} ms`), READY_WITHIN_MS);
      let output = '';
      child.stdout.setEncoding('utf8').on('data', (text) => {
        output += text;
        this.#log += text;
        const match = READY.exec(output);
        if (match) {
          clearTimeout(timer);
          resolve(Number(match[2]));
        }
      });
      child.stderr.setEncoding('utf8').on('data', (text) => (this.#log += text));
      child.once('error', (error) => fail(`could not be run: ${error.message}`));
      child.once('close', (code, signal) => {
        clearTimeout(timer);
        fail(`ended with ${signal ?? code} before it was ready`);
      });
    });
    try {
      this.port = await ready;
    } catch (error) {
      await this.#end('SIGKILL');
      throw error;
    }
  }

  /** A polite end; fails if the server does not exit with 0, or had ended by itself. */
  async stop() {
    const code = await this.#end('SIGTERM');
    if (code !== 0) {
      throw new Error(`The server ended with ${code}.\n${this.#log}`);
    }
  }

  /** The power is gone. */
  async kill() {
    await this.#end('SIGKILL');
  }

  /** Stops what runs and removes the database. */
  async dispose() {
    try {
      await this.stop();
    } finally {
      await rm(this.#dir, { recursive: true, force: true });
    }
  }

  /** Runs another command of the program on the same database; gives what it printed. */
  async command(...args) {
    return this.run(...args, '--database-url', this.databaseUrl);
  }

  /** Runs a command of the program that needs no database; gives what it printed. */
  async run(...args) {
    try {
      const { stdout } = await run(PROGRAM, args, { cwd: this.#dir, env: this.#environment });
      return stdout;
    } catch (error) {
      throw new Error(`lineside ${args.join(' ')}: ${error.message}\n${error.stdout}`);
    }
  }

  /** Makes a public event; `flags` are further flags of `lineside event create`. */
  async createEvent({ slug = 'spring-drop', title = 'Spring drop', kind = 'queue', flags = [] } = {}) {
    await this.command('event', 'create', '--slug', slug, '--title', title, '--kind', kind, ...flags);
    await this.#published(`/e/${slug}`);
    return { slug, title, kind };
  }

  async createOperator({ email = 'owner@shop.test', role = 'owner' } = {}) {
    const password = lastLine(await this.command('user', 'create', '--email', email, '--role', role));
    return { email, password };
  }

  /** Makes a token and uses it for the calls of `api` from now on; `event: null` is one for every event. */
  async createToken({ event = 'spring-drop', scope = 'ingest,publish,inventory' } = {}) {
    const bound = event === null ? [] : ['--event', event];
    this.#token = lastLine(await this.command('token', 'create', ...bound, '--scope', scope));
    return this.#token;
  }

  /** Calls the machine API; gives status, headers and the body, parsed where it is JSON. */
  async api(method, path, body, headers = {}) {
    const response = await fetch(this.url(path), {
      method,
      headers: {
        ...(this.#token && { authorization: `Bearer ${this.#token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      redirect: 'manual',
    });
    const text = await response.text();
    const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  }

  /** Calls the machine API; gives the body, and fails unless that was done. */
  async ask(method, path, body) {
    const reply = await this.api(method, path, body);
    if (reply.status >= 300) {
      throw new Error(`${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
    }
    return reply.body;
  }

  /** What another process wrote is found by the server's next look at the rows. */
  async #published(path) {
    const until = Date.now() + READY_WITHIN_MS;
    while ((await fetch(this.url(path))).status !== 200) {
      if (Date.now() > until) {
        throw new Error(`${path} was not published within ${READY_WITHIN_MS} ms.\n${this.#log}`);
      }
      await setTimeout(50);
    }
  }

  /** Sends the signal, waits for the end and gives the exit code; 0 if nothing ran. */
  async #end(signal) {
    const child = this.#process;
    this.#process = undefined;
    if (child?.pid === undefined) {
      return 0;
    }
    if (child.exitCode !== null || child.signalCode !== null) {
      return `${child.signalCode ?? child.exitCode}, unasked`;
    }
    const ended = once(child, 'exit');
    child.kill(signal);
    const timer = globalThis.setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
    const [code, endedBy] = await ended;
    clearTimeout(timer);
    return code ?? endedBy;
  }
}

function lastLine(output) {
  return output.trimEnd().split('\n').at(-1);
}
