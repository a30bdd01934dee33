/** Works offline after the first visit: all files of this version are fetched once, when the page has done its own work. */
import { assets, immutable, prerendered } from '$app/manifest';
import { self } from '$app/service-worker';
import { version } from '$app/env';

const name = `ordiplan-${version}`;
const here = (path: string) => new URL(path.replace(/^\//, ''), self.registration.scope).href;
const files = [...immutable, ...assets, ...prerendered].map(({ path }) => here(path));
const known = new Set(files);

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(name).then((cache) => cache.addAll(files)));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(dropOthers().then(() => self.clients.claim()));
});

async function dropOthers(): Promise<void> {
  const old = (await caches.keys()).filter((key) => key.startsWith('ordiplan-') && key !== name);
  await Promise.all(old.map((key) => caches.delete(key)));
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== 'GET' || address.origin !== self.location.origin) return;
  event.respondWith(answer(request, address));
});

/** What has the name of its content comes from the store. A page comes from the network, so that prices are never old by habit; from the store without one. */
async function answer(request: Request, address: URL): Promise<Response> {
  // The inputs stand in the query, and the same page answers all of them.
  address.search = '';
  const page = address.href;
  const cache = await caches.open(name);
  if (request.mode !== 'navigate' && known.has(page)) {
    const stored = await cache.match(page);
    if (stored) return stored;
  }
  try {
    return await fetch(request);
  } catch (error) {
    const stored = (await cache.match(page)) ?? (await cache.match(page.endsWith('/') ? page : `${page}/`));
    if (stored) return stored;
    throw error;
  }
}
