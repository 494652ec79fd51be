// A site of somebody else: another origin, with a page and a policy of its own.

import { createServer } from 'node:http';
import { once } from 'node:events';

/** Serves `html` at a port of its own; gives its address and how to end it. */
export async function elsewhere(html, headers = {}) {
  const site = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers });
    response.end(html);
  });
  site.listen(0, '127.0.0.1');
  await once(site, 'listening');
  return { url: `http://127.0.0.1:${site.address().port}/`, close: () => site.close() };
}
