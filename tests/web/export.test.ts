/** What is taken away says what the library and the command line say: files, text, link, and what programs read of the site. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  compare,
  defaultDraws,
  linkOf,
  printedQuotes,
  ranges,
  reportCsv,
  reportMarkdown,
  scenarioKeys,
  shownQuotes,
  summaryText,
  resultOf,
  toJson,
} from '@ordiplan/planner';
import { factsOn } from '@ordiplan/planner/facts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSite, plain, settled, watchedPage, type Site } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const today = new Date().toISOString().slice(0, 10);
const facts = factsOn(today);
const scenario = { tenants: 25, tenantsIn12Months: 40, vat: 'DE', assumptions: { fastMs: 3.1 } } as const;
const query = 'tenants=25&tenantsIn12Months=40&vat=DE&assumptions=fastMs~3.1';
const comparison = compare(scenario, facts);
const told = { scenario: comparison.scenario, facts };

// The command line prints the same: tests/planner/report/json.test.ts and report.test.ts.
it('JSON, CSV and Markdown are the library’s to the byte', async () => {
  const { page, faults, close } = await watchedPage(site);
  await page.goto(`${site.url}/de/?${query}`);
  await settled(page);
  await open(page);
  const drawn = ranges(printedQuotes(comparison, { all: false }), told, defaultDraws);
  const json = await saved(page, 'JSON laden');
  expect(json).toEqual({ name: `ordiplan-25-${today}.json`, text: toJson(resultOf(comparison, { draws: defaultDraws, ranges: drawn })) });
  const table = await saved(page, 'CSV laden');
  expect(table).toEqual({ name: `ordiplan-25-${today}.csv`, text: reportCsv(comparison, { ranges: drawn, language: 'de' }) });
  const report = await saved(page, 'Markdown laden');
  expect(report).toEqual({ name: `ordiplan-25-${today}.md`, text: reportMarkdown(comparison, { facts, language: 'de', ranges: drawn }) });
  expect(faults).toEqual([]);
  await close();
});

it('the text for colleagues and the link are copied, and the link leads to the same answer', async () => {
  const { page, faults, close } = await watchedPage(site, { permissions: ['clipboard-read', 'clipboard-write'] });
  await page.goto(`${site.url}/en/?${query}`);
  await settled(page);
  await open(page);
  await page.getByRole('button', { name: 'Copy as text' }).click();
  await page.getByText('Text copied').waitFor();
  const link = `${site.url}/en/?${linkOf(comparison)}`;
  const drawn = ranges(shownQuotes(comparison), told, defaultDraws);
  expect(await clipboard(page)).toBe(summaryText(comparison, { facts, language: 'en', ranges: drawn, link }));
  await page.getByRole('button', { name: 'Copy link' }).click();
  await page.getByText('Link copied').waitFor();
  expect(await clipboard(page)).toBe(link);
  const decision = plain(await page.locator('h1').innerText());
  await page.goto(await clipboard(page));
  await settled(page);
  expect(plain(await page.locator('h1').innerText())).toBe(decision);
  expect(faults).toEqual([]);
  await close();
});

it('a blocked clipboard is told: the link stands in the address bar, the text stands ready to be copied by hand', async () => {
  const { page, faults, close } = await watchedPage(site);
  await page.addInitScript(() =>
    Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject(new Error('blocked')) } }),
  );
  await page.goto(`${site.url}/de/?${query}`);
  await settled(page);
  await open(page);
  const status = page.locator('.export [role="status"]');
  await page.getByRole('button', { name: 'Link kopieren' }).click();
  await expect.poll(() => status.innerText()).toContain('Der Link steht in der Adresszeile.');
  await page.getByRole('button', { name: 'Als Text kopieren' }).click();
  await expect.poll(() => status.innerText()).toContain('von Hand');
  const field = page.getByRole('textbox', { name: 'Text zum Kopieren' });
  const text = await field.inputValue();
  expect(text).toContain('Schätzung, kein Angebot.');
  const chosen = await field.evaluate(({ selectionStart, selectionEnd }: HTMLTextAreaElement) => [selectionStart, selectionEnd]);
  expect(chosen).toEqual([0, text.length]);
  expect(faults).toEqual([]);
  await close();
});

it('the menu opens by keyboard, closes on Escape with the focus back, and on a click elsewhere', async () => {
  const { page, faults, close } = await watchedPage(site);
  await page.goto(`${site.url}/de/?${query}`);
  await settled(page);
  const summary = page.locator('.export > summary');
  const isOpen = () => page.locator('.export').evaluate((menu: HTMLDetailsElement) => menu.open);
  await summary.focus();
  await page.keyboard.press('Enter');
  expect(await isOpen()).toBe(true);
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Link kopieren');
  await page.keyboard.press('Escape');
  expect(await isOpen()).toBe(false);
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('SUMMARY');
  await summary.click();
  expect(await isOpen()).toBe(true);
  await page.locator('h1').click();
  await expect.poll(isOpen).toBe(false);
  expect(faults).toEqual([]);
  await close();
});

describe('what programs read', () => {
  const built = (name: string) => readFileSync(join(import.meta.dirname, '../../packages/web/build', name), 'utf8');
  const origin = /rel="canonical" href="(https?:\/\/[^/]+)/.exec(built('index.html'))![1]!;
  const german = ['', 'vergleich/', 'wachstum/', 'unsicherheit/', 'aufbau/', 'preise/', 'methode/', 'nachweise/', 'annahmen/'];
  const english = ['', 'comparison/', 'growth/', 'uncertainty/', 'set-up/', 'prices/', 'method/', 'compliance/', 'assumptions/'];
  const addresses = [...german.map((page) => `${origin}/de/${page}`), ...english.map((page) => `${origin}/en/${page}`)];

  it('llms.txt names every page, every input, and links that state what they say', () => {
    const text = built('llms.txt');
    for (const address of addresses) expect(text).toContain(`](${address})`);
    for (const key of scenarioKeys) expect(text).toContain(`- \`${key}\`: `);
    expect(text).toContain(`${origin}/en/?${linkOf(compare({ tenants: 12, tenantsIn12Months: 30 }, facts))}`);
    expect(text).toContain('@ordiplan/planner');
    expect(text).not.toMatch(/undefined|NaN|\[object/);
  });

  it('the site map names every page once, with both languages, and robots.txt names the site map', () => {
    const text = built('sitemap.xml');
    expect([...text.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address]) => address).sort()).toEqual([...addresses].sort());
    expect([...text.matchAll(/hreflang="(de|en|x-default)" href="([^"]+)"/g)]).toHaveLength(3 * addresses.length);
    for (const [, address] of text.matchAll(/href="([^"]+)"/g)) expect(addresses).toContain(address);
    expect(built('robots.txt')).toContain(`Sitemap: ${origin}/sitemap.xml\n`);
  });
});

async function open(page: Page): Promise<void> {
  await page.locator('.export > summary').click();
}

async function saved(page: Page, name: string): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
}

function clipboard(page: Page): Promise<string> {
  return page.evaluate(() => navigator.clipboard.readText());
}
