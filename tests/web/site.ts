/** The built site on loopback and a real browser: what the tests of the site and the pictures share. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { chromium as playwright, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { preview } from 'vite';

const web = join(import.meta.dirname, '../../packages/web');

export interface Site {
  readonly url: string;
  readonly browser: Browser;
  readonly close: () => Promise<void>;
}

/** Serves packages/web/build on a free loopback port and starts Chromium. Fails if the site has not been built. */
export async function openSite(): Promise<Site> {
  if (!existsSync(join(web, 'build/index.html'))) throw new Error('The site has not been built: run "npm run build" first.');
  const server = await preview({
    root: web,
    configFile: join(web, 'vite.config.ts'),
    preview: { host: '127.0.0.1', port: 0 },
    logLevel: 'error',
  });
  // The package's own arguments are for one page in one process; a page of ours must be closed without ending the browser.
  const browser = await playwright.launch({
    executablePath: await chromium.executablePath(),
    args: ['--headless=shell', '--no-sandbox', '--disable-gpu', '--disable-quic'],
  });
  const url = server.resolvedUrls!.local[0]!.replace(/\/$/, '');
  return {
    url,
    browser,
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}

/** A page that remembers everything that must not happen: errors, and requests to anybody else. */
export interface WatchedPage {
  readonly page: Page;
  readonly faults: string[];
  readonly close: () => Promise<void>;
}

export async function watchedPage({ browser, url }: Site, options: BrowserContextOptions = {}): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && faults.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('requestfailed', (request) => faults.push(`failed: ${request.url()}`));
  page.on('request', (request) => {
    const address = request.url();
    if (!address.startsWith(`${url}/`) && !address.startsWith('data:')) faults.push(`foreign: ${address}`);
  });
  return { page, faults, close: () => context.close() };
}

/** Every page by its addresses: what the tests and the pictures go through. */
export const pages = [
  { id: 'calculator', de: '/de/', en: '/en/' },
  { id: 'comparison', de: '/de/vergleich/', en: '/en/comparison/' },
  { id: 'growth', de: '/de/wachstum/', en: '/en/growth/' },
  { id: 'uncertainty', de: '/de/unsicherheit/', en: '/en/uncertainty/' },
  { id: 'setup', de: '/de/aufbau/', en: '/en/set-up/' },
  { id: 'prices', de: '/de/preise/', en: '/en/prices/' },
  { id: 'method', de: '/de/methode/', en: '/en/method/' },
  { id: 'compliance', de: '/de/nachweise/', en: '/en/compliance/' },
  { id: 'assumptions', de: '/de/annahmen/', en: '/en/assumptions/' },
] as const;

/** Waits until the page has taken over its inputs and drawn the ranges. The calculator is woken, as by somebody who reaches for it. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const main = document.querySelector('main');
    if (!main) return false;
    if (main.dataset.live !== 'true') main.dispatchEvent(new Event('pointerover', { bubbles: true }));
    return main.dataset.live === 'true' && main.getAttribute('aria-busy') === 'false';
  });
}

/** One kind of space, no soft hyphens: what a person reads. */
export function plain(text: string): string {
  return text
    .replace(/\u00ad/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
