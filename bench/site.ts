/**
 * `npm run bench:site`: the built site in a real browser, beside what the best that we know of the field reaches. Times
 * decide nothing: nothing here fails but a site that does not work.
 */
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { countText, digits, msText, print, ratioText, section, table } from './report.ts';
import { openBrowser } from './site-browser.ts';
import { figuresOf, keyTimes, type KeyTimes } from './site-keys.ts';
import { categories, lighthouseFigures, profiles, type LighthouseFigures } from './site-lighthouse.ts';
import { serveBuild } from './site-server.ts';
import { bytesOf, sizesOf, type Fetched, type Kind } from './site-sizes.ts';

/** What the best site of its kind that we measured shows: Lighthouse, LCP on a phone, key press to paint, axe. */
const bar = { scores: [100, 98, 100, 100], lcpMobileMs: 1300, keyP95Ms: 19, keyP95SlowMs: 38, axeRules: 2, axeNodes: 11 };

const rounds = 5;
const pressed = { count: 60, warmUps: 10 };
const slowness = 4;

export async function measureSite(): Promise<void> {
  const site = await serveBuild();
  const { browser, port } = await openBrowser();
  try {
    const address = `${site.url}/de/`;
    section(
      'The site',
      `The built site, served compressed on loopback, in Chromium ${browser.version()}: \`/de/\`, the calculator with its example.`,
    );
    await keys(browser, address);
    await lighthouses(address, port);
    await faults(browser, address);
    await sizes(browser, address);
  } finally {
    await browser.close();
    await site.close();
  }
}

/** Key press to paint, at full speed and with a processor that is slowed down. */
async function keys(browser: Browser, address: string): Promise<void> {
  const rows = [];
  for (const [rate, barMs] of [
    [1, bar.keyP95Ms],
    [slowness, bar.keyP95SlowMs],
  ] as const) {
    rows.push(keyRow(rate, barMs, await inPage(browser, (page) => pressesAt(page, address, rate))));
  }
  section(
    'Key press to paint',
    `${pressed.count} digits typed into the number of practices, from the time stamp of the key to the frame that shows the new sentence and cards. "Least" is the same key in a field that only copies what is typed, in the same run: what a frame and the browser take by themselves. "Changed" is the time until the document was changed, without style, layout, paint and waiting for the frame. "Work" is the processor time of the main thread for one press with all that follows, the chart and the ranges too: other programs on the machine hardly change it.`,
  );
  table(
    [
      'processor',
      'changed, best',
      'p50',
      'p95',
      'painted, best',
      'p50',
      'p95',
      'bar, p95',
      '',
      'least, p50',
      'p95',
      'p95 to least',
      'work',
    ],
    rows,
  );
  print(`\nLoad of the machine afterwards: ${digits(loadavg()[0]!)} processes on ${cpus().length} cores.`);
}

async function pressesAt(page: Page, address: string, rate: number): Promise<KeyTimes> {
  await page.goto(address, { waitUntil: 'networkidle' });
  await page.locator('#tenants').focus();
  await page.locator('main[data-live="true"][aria-busy="false"]').waitFor();
  const client = await page.context().newCDPSession(page);
  await client.send('Emulation.setCPUThrottlingRate', { rate });
  return keyTimes(page, pressed);
}

function keyRow(rate: number, barMs: number, times: KeyTimes): string[] {
  const [changed, cards, least] = [figuresOf(times.changed), figuresOf(times.cards), figuresOf(times.least)];
  return [
    rate === 1 ? 'as it is' : `${rate} times slower`,
    ...[changed, cards].flatMap(({ best, p50, p95 }) => [msText(best), msText(p50), msText(p95)]),
    `${barMs} ms`,
    cards.p95 <= barMs ? 'met' : 'not met',
    msText(least.p50),
    msText(least.p95),
    ratioText(cards.p95, least.p95),
    msText(times.processorMs),
  ];
}

async function lighthouses(address: string, port: number): Promise<void> {
  const found: [string, LighthouseFigures][] = [];
  for (const [profile, config] of Object.entries(profiles))
    found.push([profile, await lighthouseFigures(address, { port, config, rounds })]);
  section('Lighthouse', `Medians of ${rounds} visits with nothing stored, by Lighthouse's own profiles.`);
  table(
    ['profile', ...categories, 'LCP', 'blocked', 'layout shift', 'missed audits'],
    [
      ...found.map(([profile, { scores, lcpMs, blockedMs, shift, missed }]) => [
        profile,
        ...categories.map((id) => digits(scores[id])),
        msText(lcpMs),
        msText(blockedMs),
        digits(shift),
        missed.join(', ') || 'none',
      ]),
      ['bar', ...bar.scores.map(digits), `${msText(bar.lcpMobileMs)} (mobile)`, '', '', ''],
    ],
  );
}

/** All rules of axe, on the page at rest and with the calculator awake. */
async function faults(browser: Browser, address: string): Promise<void> {
  const look = async (page: Page) => {
    await page.goto(address, { waitUntil: 'networkidle' });
    const before = await axeFaults(page);
    await page.locator('#tenants').focus();
    await page.locator('main[data-live="true"][aria-busy="false"]').waitFor();
    return [before, await axeFaults(page)] as const;
  };
  const [asleep, awake] = await inPage(browser, look, { bypassCSP: true });
  section('Accessibility', 'All rules of axe-core.');
  table(
    ['', 'rules broken', 'elements'],
    [
      ['as it is read', ...asleep.map(String)],
      ['awake', ...awake.map(String)],
      ['bar', String(bar.axeRules), String(bar.axeNodes)],
    ],
  );
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface WithAxe {
  readonly axe: { run: () => Promise<{ violations: { nodes: unknown[] }[] }> };
}

async function axeFaults(page: Page): Promise<readonly [rules: number, nodes: number]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => (globalThis as unknown as WithAxe).axe.run());
  return [violations.length, violations.reduce((sum, { nodes }) => sum + nodes.length, 0)];
}

async function sizes(browser: Browser, address: string): Promise<void> {
  const { first, waking, asking } = await inPage(browser, (page) => sizesOf(page, address));
  section(
    'What is fetched',
    'Bytes by gzip at its highest level, fonts as they are. Waking is the first touch of an input. What the service worker stores for days without a network, when the page rests, is not counted.',
  );
  const row = (name: string, fetched: readonly Fetched[], kind: Kind) => [
    name,
    countText(fetched.filter((one) => one.kind === kind).length),
    kbText(bytesOf(fetched, kind)),
  ];
  table(
    ['', 'files', 'kB'],
    [
      row('HTML', first, 'document'),
      row('CSS', first, 'stylesheet'),
      row('fonts', first, 'font'),
      row('JavaScript of the first screen', first, 'script'),
      row('JavaScript on waking', waking, 'script'),
      row('CSS on waking', waking, 'stylesheet'),
      row('JavaScript on the first other number: workers', asking, 'script'),
    ],
  );
}

function kbText(bytes: number): string {
  return (bytes / 1000).toFixed(1);
}

async function inPage<T>(browser: Browser, work: (page: Page) => Promise<T>, options: BrowserContextOptions = {}): Promise<T> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  try {
    return await work(await context.newPage());
  } finally {
    await context.close();
  }
}

if (import.meta.main) {
  print('# Benchmark of the site');
  await measureSite();
}
