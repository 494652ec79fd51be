// A real nginx in front of the server, as sites have it, set up well or badly.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const UNPACKED = fileURLToPath(new URL('../../target/tools/nginx/usr/sbin/nginx', import.meta.url));
const INSTALLED = '/usr/sbin/nginx';
const READY_WITHIN_MS = 10_000;

export class Nginx {
  #dir;
  #process;
  port;

  /** Starts one in front of `server`; `rules` are directives of its only location. */
  static async start(server, rules) {
    const nginx = new Nginx();
    nginx.#dir = await mkdtemp(join(tmpdir(), 'lineside-nginx-'));
    await mkdir(join(nginx.#dir, 'cache'));
    nginx.port = await freePort();
    await writeFile(join(nginx.#dir, 'nginx.conf'), config(nginx.port, server.url(''), rules));
    const program = await access(INSTALLED).then(() => INSTALLED, () => UNPACKED);
    const child = spawn(program, ['-p', nginx.#dir, '-c', 'nginx.conf', '-e', 'stderr'], { stdio: ['ignore', 'ignore', 'pipe'] });
    nginx.#process = child;
    let log = '';
    child.stderr.setEncoding('utf8').on('data', (text) => (log += text));
    const failed = new Promise((_, reject) => {
      child.once('error', (error) => reject(new Error(`nginx could not be run (scripts/setup nginx): ${error.message}`)));
      child.once('exit', (code) => reject(new Error(`nginx ended with ${code}.\n${log}`)));
    });
    failed.catch(() => {}); // Heard below while it starts; later it is stopped on purpose.
    await Promise.race([failed, nginx.#answers()]);
    return nginx;
  }

  url(path = '/') {
    return `http://127.0.0.1:${this.port}${path}`;
  }

  async stop() {
    const child = this.#process;
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    }
    await rm(this.#dir, { recursive: true, force: true });
  }

  async #answers() {
    const until = Date.now() + READY_WITHIN_MS;
    while (!(await fetch(this.url('/livez')).catch(() => undefined))) {
      if (Date.now() > until) throw new Error(`nginx did not answer within ${READY_WITHIN_MS} ms`);
      await setTimeout(20);
    }
  }
}

// One process, nothing outside its folder.
function config(port, origin, rules) {
  const folders = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `
    daemon off;
    master_process off;
    pid nginx.pid;
    events {}
    http {
      access_log off;
      ${folders.map((name) => `${name}_temp_path ${name};`).join(' ')}
      proxy_cache_path cache keys_zone=pages:1m;
      server {
        listen 127.0.0.1:${port};
        location / {
          proxy_pass ${origin};
          ${rules}
        }
      }
    }`;
}

async function freePort() {
  const socket = createServer().listen(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  await once(socket, 'close');
  return port;
}
