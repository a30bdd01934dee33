/** How much a visitor fetches: little before the first touch, and for the planner a budget of its own. Bytes by gzip at level 9. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bytesOf, sizesOf, type Fetched, type Sizes } from '../../bench/site-sizes.ts';
import { openSite, watchedPage, type Site } from './site.ts';

let site: Site;
let faults: readonly string[];
let sizes: Sizes;
beforeAll(async () => {
  site = await openSite();
  const watched = await watchedPage(site);
  sizes = await sizesOf(watched.page, `${site.url}/de/`);
  faults = watched.faults;
  await watched.close();
});
afterAll(() => site.close());

const kB = 1000;

it('reading the answer needs at most 90 kB of JavaScript', () => {
  expect(sizes.first.filter(({ kind }) => kind === 'script').length).toBeGreaterThan(0);
  expect(bytesOf(sizes.first, 'script')).toBeLessThanOrEqual(90 * kB);
});

it('neither the planner nor the chart is fetched before somebody touches the page', () => {
  // A name of a refusal stands in the planner only, one of a hook in chart.js only: whoever finds it has fetched it.
  const has = (part: readonly Fetched[], mark: string) => part.some(({ kind, text }) => kind === 'script' && text.includes(mark));
  for (const mark of ['link.wrong-stamp', 'afterDatasetsDraw']) {
    expect(has(sizes.first, mark)).toBe(false);
    expect(has(sizes.waking, mark)).toBe(true);
  }
});

it('waking fetches the planner with its prices, the cards and the chart: at most 240 kB of JavaScript', () => {
  // 221 kB on 2026-11-24: planner 79, chart.js 54, the cards and their words 88. Some entries of the price book may still
  // come; a library that comes in whole, as the other half of chart.js did, does not fit.
  expect(bytesOf(sizes.waking, 'script')).toBeLessThanOrEqual(240 * kB);
  expect(faults).toEqual([]);
});
