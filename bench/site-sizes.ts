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
  readonly text: string;
}

const kinds: ReadonlySet<string> = new Set<Kind>(['script', 'stylesheet', 'font', 'document']);

/** Watches what a page fetches itself. What the service worker stores afterwards for days without a network is not among it. */
export function watchFetches(page: Page): { readonly all: () => Promise<readonly Fetched[]> } {
  const waiting: Promise<Fetched>[] = [];
  page.on('response', (response) => {
    const type = response.request().resourceType();
    const kind = kinds.has(type) ? (type as Kind) : 'other';
    if (!response.url().startsWith('http')) return;
    waiting.push(
      response
        .body()
        .then((body) => ({ address: response.url(), kind, bytes: packed(body, kind), text: kind === 'font' ? '' : body.toString() })),
    );
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
  /** What the first other number of practices fetches besides: the workers that draw ranges and look ahead. */
  readonly asking: readonly Fetched[];
}

/** Opens a page, waits until it rests, wakes its calculator as somebody does who comes near, and asks for another number. */
export async function sizesOf(page: Page, address: string): Promise<Sizes> {
  const fetches = watchFetches(page);
  const live = page.locator('main[data-live="true"][aria-busy="false"]');
  await page.goto(address, { waitUntil: 'networkidle' });
  const first = await fetches.all();
  await page.locator('#tenants').focus();
  await live.waitFor();
  // The chart comes last, when the rest is there; the network may have rested before it was asked for.
  await page.locator('.growth canvas[data-drawn]').waitFor({ state: 'attached' });
  const woken = await fetches.all();
  await page.locator('#tenants').fill('13');
  await live.waitFor();
  await page.locator('[data-outlook=done]').waitFor();
  const all = await fetches.all();
  return { first, waking: woken.slice(first.length), asking: all.slice(woken.length) };
}
