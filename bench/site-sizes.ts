/** What a page fetches, in bytes as gzip packs them: before anybody touches it, and after the calculator was woken. */
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { gzipLevel } from './site-server.ts';

/** What is told apart: programs, looks, letters, the page itself, and everything else. */
export type Kind = 'script' | 'stylesheet' | 'font' | 'document' | 'other';

export interface Fetched {
  readonly address: string;
  readonly kind: Kind;
  /** Bytes as gzip packs them; fonts, which are packed already, as they are. */
  readonly bytes: number;
}

const kinds: ReadonlySet<string> = new Set<Kind>(['script', 'stylesheet', 'font', 'document']);

/** Watches what a page fetches itself. What the service worker stores afterwards for days without a network is not among it. */
export function watchFetches(page: Page): { readonly all: () => Promise<readonly Fetched[]> } {
  const waiting: Promise<Fetched>[] = [];
  page.on('response', (response) => {
    const type = response.request().resourceType();
    const kind = kinds.has(type) ? (type as Kind) : 'other';
    if (response.url().startsWith('http'))
      waiting.push(response.body().then((body) => ({ address: response.url(), kind, bytes: packed(body, kind) })));
  });
  return { all: () => Promise.all(waiting) };
}

function packed(body: Buffer, kind: Kind): number {
  return kind === 'font' ? body.length : gzipSync(body, { level: gzipLevel }).length;
}

export function bytesOf(fetched: readonly Fetched[], kind: Kind): number {
  return fetched.filter((one) => one.kind === kind).reduce((sum, { bytes }) => sum + bytes, 0);
}

export interface Sizes {
  readonly first: readonly Fetched[];
  /** What waking fetches besides. */
  readonly waking: readonly Fetched[];
}

/** Opens a page, waits until it rests, then wakes its calculator as a hand does that comes near. */
export async function sizesOf(page: Page, address: string): Promise<Sizes> {
  const fetches = watchFetches(page);
  await page.goto(address, { waitUntil: 'networkidle' });
  const first = await fetches.all();
  await page.locator('#tenants').focus();
  await page.locator('main[data-live="true"][aria-busy="false"]').waitFor();
  await page.waitForLoadState('networkidle');
  const all = await fetches.all();
  return { first, waking: all.slice(first.length) };
}
