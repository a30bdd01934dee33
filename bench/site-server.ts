/** A static server as a real host would be one: compressed beforehand, cached for ever where the name carries the content. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, relative, sep } from 'node:path';
import { gzipSync } from 'node:zlib';

export const build = join(import.meta.dirname, '../packages/web/build');

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml',
};

/** Already compressed. */
const asItIs = new Set(['.woff2', '.png']);

/** The level at which sizes are stated everywhere: the smallest that gzip makes of a file. */
export const gzipLevel = 9;

interface Stored {
  readonly head: Readonly<Record<string, string>>;
  readonly plain: Buffer;
  readonly packed: Buffer | undefined;
}

export interface StaticSite {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Serves the built site on a free loopback port. Fails if it has not been built. */
export async function serveBuild(folder = build): Promise<StaticSite> {
  if (!existsSync(join(folder, 'index.html'))) throw new Error('The site has not been built: run "npm run build" first.');
  const files = new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
      entry.isFile() ? [stored(folder, join(entry.parentPath, entry.name))] : [],
    ),
  );
  const server = createServer((request, response) => answer(files, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A file under its address. */
function stored(folder: string, path: string): [string, Stored] {
  const plain = readFileSync(path);
  const extension = extname(path);
  const address = `/${relative(folder, path).split(sep).join('/')}`;
  const packed = asItIs.has(extension) ? undefined : gzipSync(plain, { level: gzipLevel });
  const head = {
    'content-type': types[extension] ?? 'application/octet-stream',
    'cache-control': address.startsWith('/_app/immutable/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    'x-content-type-options': 'nosniff',
    vary: 'accept-encoding',
  };
  return [address.replace(/index\.html$/, ''), { head, plain, packed }];
}

function answer(files: ReadonlyMap<string, Stored>, request: IncomingMessage, response: ServerResponse): void {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const file = files.get(pathname);
  if (!file) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('Not here.');
    return;
  }
  const isPacked = file.packed && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  const body = isPacked ? file.packed! : file.plain;
  response.writeHead(200, { ...file.head, ...(isPacked && { 'content-encoding': 'gzip' }), 'content-length': body.length });
  response.end(request.method === 'HEAD' ? undefined : body);
}
