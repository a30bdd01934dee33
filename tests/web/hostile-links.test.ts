/** A thousand links that somebody broke or wrote to do harm, opened in a real browser: none runs, none breaks a page, none goes unanswered. */
import { answer, compare, netText, pairsOf, readLink, recommendedQuote, words, type Language, type ScenarioInput } from '@ordiplan/planner';
import { factsOn } from '@ordiplan/planner/facts';
import fc from 'fast-check';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hostileQuery } from '../planner/hostile-query.ts';
import { realFaults } from './pages.ts';
import { openSite, plain, settled, watchedPage, type Site } from './site.ts';

const today = new Date().toISOString().slice(0, 10);
const facts = factsOn(today);
const loaded = 60;
const clicked = 940;
/** More than a web server takes for the first line of a request; the site itself has no such limit. */
const longestRequest = 6000;

/** Always among them. */
const classics = [
  'tenants=25&domain=%3Cscript%3Ewindow.pwned=1%3C/script%3E',
  '"><img src=x onerror=window.pwned=1>=1',
  'tenants=javascript:window.pwned=1',
  '__proto__=1&__proto__[polluted]=1&constructor.prototype.polluted=1',
  'assumptions=__proto__~1',
  'tenants=1e999&tenantsIn12Months=-1e999&outageEuroPerHour=NaN',
  'tenants=25&at=9999-12-31~9999.9999.9999~pair-cells~999999999.99',
  'tenants=25&at=0001-01-01~0.0.0~none',
  'tenants=25&orderOn=9999-12-31',
  'tenants=25&orderOn=0001-01-01&runningSince=0001-01-01',
  'tenants=25&tenants=26&tenants=27',
  'tenants=%E0%A4%A&vat=%&prices=%zz',
  'tenants=25%00&domain=%00.at',
  'domain=%E2%80%AEta.sixarp&alertEmail=%E2%80%AE@x.at',
  'with=with%3Dwith%253Dwith%25253D',
  'with=tenants%3D0%26__proto__%3D1',
  'v=2&v=__proto__&tenants=25',
  'tenants=25#%E0%A4%A',
  'tenants=25#<img src=x onerror=window.pwned=1>',
  'utm_source=%7B%7Bconstructor.constructor(%22window.pwned=1%22)()%7D%7D',
];

const queries = [
  ...classics,
  ...fc.sample(hostileQuery, { numRuns: 1200, seed: 20261124 }).filter((query) => pairsIn(query).length > 0 && !classics.includes(query)),
].slice(0, loaded + clicked);

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

it('are a thousand, and of every kind', () => {
  expect(queries).toHaveLength(1000);
  expect(new Set(queries).size).toBeGreaterThan(950);
  for (const kind of ['<script', 'javascript:', '__proto__', '1e999', '\u0000', '\u202E', '%', 'with=', '&at=']) {
    expect(queries.filter((query) => query.includes(kind)).length, kind).toBeGreaterThan(3);
  }
  expect(queries.filter((query) => query.length > 10_000).length).toBeGreaterThan(10);
});

it('none has a problem that is told as something else than it is', () => {
  const odd = /NaN|undefined|Infinity|\[object|function|=>/;
  for (const query of queries) {
    const told = [...caseOf(query, 'de').problems, ...caseOf(query, 'en').problems].filter((text) => odd.test(text));
    // What a link says is quoted, and a number too large for any computer is told as what it is.
    if (told.length > 0) expect(decodeURIComponent(encodeURI(query)), told[0]).toMatch(/NaN|undefined|Infinity|1e999|object|function|=>/);
  }
});

/** What the page must say of a link. */
interface Case {
  readonly query: string;
  readonly sentence: string;
  /** Undefined if nothing is recommended. */
  readonly price: string | undefined;
  readonly problems: readonly string[];
}

/** The pairs of an address, after the browser has escaped it. */
function pairsIn(query: string): [string, string][] {
  return pairsOf(new URL(`?${query}`, 'http://127.0.0.1/').search.slice(1));
}

function caseOf(query: string, language: Language): Case {
  const { stated, problems } = readLink(pairsIn(query), today);
  const example: ScenarioInput = { tenants: 12, tenantsIn12Months: 30 };
  const scenario = ('tenants' in stated ? stated : { ...example, ...stated }) as ScenarioInput;
  const comparison = compare(scenario, facts);
  const { before, marked, after } = answer(comparison, words[language]).decision;
  const bill = recommendedQuote(comparison)?.bill;
  return {
    query,
    sentence: plain(before + marked + after),
    price: bill && plain(netText(bill, words[language])),
    problems: problems.map((problem) => plain(words[language].error(problem))),
  };
}

it('each does no harm when it is opened', { timeout: 600_000 }, async () => {
  const opened = [...classics, ...queries.slice(-(loaded - classics.length))];
  const watched = await watchedPage(site);
  const { page, faults } = watched;
  page.on('dialog', (dialog) => faults.push(`dialog: ${dialog.message()}`));
  for (const [i, query] of opened.entries()) {
    if (query.length > longestRequest) continue;
    const language = i % 2 === 0 ? 'de' : 'en';
    await page.goto(new URL(`/${language}/?${query}`, site.url).href);
    await settled(page);
    expect({ query, ...(await page.evaluate(look)) }).toEqual({ ...caseOf(query, language), faults: [] });
    expect(realFaults(faults), query).toEqual([]);
  }
  await watched.close();
});

it.concurrent.each(['de', 'en'] as const)(
  'each does no harm when somebody comes to it from another one, in %s',
  { timeout: 600_000 },
  async (language) => {
    const half = queries
      .slice(classics.length, classics.length + clicked)
      .filter((_query, i) => (i % 2 === 0) === (language === 'de'))
      // What stands behind a number sign is no part of a scenario, and no page of ours links to a broken one: SvelteKit itself would stumble.
      .map((query) => query.replaceAll('#', '%23'));
    const watched = await watchedPage(site);
    const { page, faults } = watched;
    page.on('dialog', (dialog) => faults.push(`dialog: ${dialog.message()}`));
    // Ranges take longer than everything else together; what they say of such links is tested above.
    await page.addInitScript(silentWorkers);
    await page.goto(`${site.url}/${language}/?tenants=7`);
    await page.locator('main[data-live="true"]').waitFor();
    for (let at = 0; at < half.length; at += 25) {
      const cases = half.slice(at, at + 25).map((query) => caseOf(query, language));
      const seen = await openInPage(page, cases);
      expect(seen).toEqual(cases.map((one) => ({ ...one, faults: [] })));
      expect(realFaults(faults)).toEqual([]);
    }
    await watched.close();
  },
);

/** Follows links inside of the page, as its own router does, and looks at what it shows of each. */
async function openInPage(page: Page, cases: readonly Case[]): Promise<(Case & { readonly faults: readonly string[] })[]> {
  await page.evaluate(`globalThis.look = ${look.toString()}`);
  return page.evaluate(async (all) => {
    const lookNow = (globalThis as unknown as { look: () => Omit<Case, 'query'> & { faults: string[] } }).look;
    const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
    const seen = [];
    for (const { query, sentence, price, problems } of all) {
      const before = history.state as unknown;
      const link = document.createElement('a');
      link.href = `?${query}`;
      document.body.append(link);
      link.click();
      link.remove();
      // A browser takes 200 changes of the address in ten seconds; each link makes two.
      await pause(110);
      for (let waits = 0; waits < 500; waits++) {
        const now = lookNow();
        if (history.state !== before && now.sentence === sentence && now.price === price && now.problems.length === problems.length) break;
        await pause(10);
      }
      seen.push({ query, ...lookNow() });
    }
    return seen;
  }, cases);
}

/** Runs in the page: what it says, and everything that must not be in it. Uses nothing from outside of itself. */
function look() {
  const text = (element: Element | null) =>
    (element?.textContent ?? '')
      .replace(/\u00ad/g, '')
      .replace(/\s+/g, ' ')
      .trim();
  const list = document.querySelector('main > .notice[role="alert"]');
  const problems = [...(list?.querySelectorAll('li') ?? [])];
  const faults: string[] = [];
  const main = document.querySelector('main')!.cloneNode(true) as HTMLElement;
  // What a link says wrongly is quoted there, and it may say anything.
  for (const apart of main.querySelectorAll('.notice[role="alert"], noscript, style')) apart.remove();
  const odd = /.{0,40}(NaN|undefined|Infinity|\[object).{0,40}/.exec(main.textContent ?? '');
  if (odd) faults.push(`odd text: ${odd[0]}`);
  for (const element of document.querySelectorAll('*')) {
    if (/^(img|iframe|object|embed|base|frame|video|audio|math)$/i.test(element.localName)) faults.push(`foreign: ${element.localName}`);
    for (const { name } of element.attributes) if (/^on/.test(name)) faults.push(`handler: ${element.localName} ${name}`);
    if (element instanceof HTMLAnchorElement && element.href !== '' && !/^https?:$/.test(element.protocol))
      faults.push(`link: ${element.href.slice(0, 80)}`);
    if (element instanceof HTMLScriptElement && element.src !== '' && new URL(element.src).origin !== location.origin)
      faults.push(`script: ${element.src}`);
  }
  const scripts = [...document.scripts].filter(({ src }) => src === '').length;
  if (scripts > 2) faults.push(`${scripts} scripts stand in the page`);
  if ('pwned' in window) faults.push('pwned');
  if ('polluted' in {}) faults.push('polluted');
  const price = document.querySelector('.findings .price .num');
  return {
    sentence: text(document.querySelector('main h1')),
    price: price ? text(price) : undefined,
    problems: problems.map(text),
    faults,
  };
}

/** Runs in the page: a worker that never answers. */
function silentWorkers(): void {
  globalThis.Worker = class extends EventTarget {
    onmessage = null;
    onerror = null;
    onmessageerror = null;
    postMessage(): void {}
    terminate(): void {}
  } as unknown as typeof Worker;
}
