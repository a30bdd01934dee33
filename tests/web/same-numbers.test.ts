/** One scenario, one answer: page, print, JSON of the page, command line and set-up archive say the same figures to the last digit. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  answer,
  compare,
  euroText,
  linkOf,
  netText,
  numberText,
  plannerVersion,
  plansToSetUp,
  recommendedQuote,
  shownQuotes,
  spreadText,
  stepText,
  toQuery,
  words,
  type Comparison,
  type Language,
  type Quote,
  type ScenarioInput,
} from '@ordiplan/planner';
import { factsOn } from '@ordiplan/planner/facts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ordiplan } from '../cli/run.ts';
import { realFaults } from './pages.ts';
import { openSite, plain, settled, watchedPage, type Site, type WatchedPage } from './site.ts';

const today = new Date().toISOString().slice(0, 10);
const facts = factsOn(today);

/** The flags of the command line are written by hand: what the page reads from its address, the command reads from them. */
const scenarios: readonly (readonly [language: Language, query: string, flags: string, input: ScenarioInput])[] = [
  ['de', 'tenants=12&tenantsIn12Months=30', '--tenants 12 --tenants-in-12-months 30', { tenants: 12, tenantsIn12Months: 30 }],
  ['en', 'tenants=1', '--tenants 1', { tenants: 1 }],
  ['de', 'tenants=25', '--tenants 25', { tenants: 25 }],
  ['en', 'tenants=55', '--tenants 55', { tenants: 55 }],
  ['de', 'tenants=56', '--tenants 56', { tenants: 56 }],
  ['de', 'tenants=20&prices=quoted', '--tenants 20 --prices quoted', { tenants: 20, prices: 'quoted' }],
  ['en', 'tenants=8&prices=quoted&vat=none', '--tenants 8 --prices quoted --vat none', { tenants: 8, prices: 'quoted', vat: 'none' }],
  // Prices are missing: nothing can be decided.
  ['de', 'tenants=25&prices=quoted', '--tenants 25 --prices quoted', { tenants: 25, prices: 'quoted' }],
  ['de', 'tenants=30&vat=DE', '--tenants 30 --vat DE', { tenants: 30, vat: 'DE' }],
  ['en', 'tenants=18&jurisdiction=DE', '--tenants 18 --jurisdiction DE', { tenants: 18, jurisdiction: 'DE' }],
  ['de', 'tenants=40&profile=production', '--tenants 40 --profile production', { tenants: 40, profile: 'production' }],
  [
    'en',
    'tenants=60&tenantsIn12Months=120&profile=growth',
    '--tenants 60 --tenants-in-12-months 120 --profile growth',
    { tenants: 60, tenantsIn12Months: 120, profile: 'growth' },
  ],
  ['de', 'tenants=300', '--tenants 300', { tenants: 300 }],
  ['en', 'tenants=1000', '--tenants 1000', { tenants: 1000 }],
  ['de', 'tenants=40&outageEuroPerHour=100', '--tenants 40 --outage-euro-per-hour 100', { tenants: 40, outageEuroPerHour: 100 }],
  ['en', 'tenants=33&outageEuroPerHour=0', '--tenants 33 --outage-euro-per-hour 0', { tenants: 33, outageEuroPerHour: 0 }],
  [
    'de',
    'tenants=25&assumptions=usersPerPractice~3~5~8_operatorEuroPerHour~45',
    '--tenants 25 --assumptions usersPerPractice~3~5~8_operatorEuroPerHour~45',
    { tenants: 25, assumptions: { usersPerPractice: { low: 3, likely: 5, high: 8 }, operatorEuroPerHour: 45 } },
  ],
  [
    'en',
    'tenants=25&queue=shared&databases=per-practice&sizeMargin=1.28',
    '--tenants 25 --queue shared --databases per-practice --size-margin 1.28',
    { tenants: 25, queue: 'shared', databases: 'per-practice', sizeMargin: 1.28 },
  ],
  [
    'de',
    'tenants=25&runningSince=2026-03-01&backupTo=s3',
    '--tenants 25 --running-since 2026-03-01 --backup-to s3',
    { tenants: 25, runningSince: '2026-03-01', backupTo: 's3' },
  ],
  // Nothing can keep these targets.
  [
    'en',
    'tenants=25&targetAvailability=100&targetEuroPerMonth=5',
    '--tenants 25 --target-availability 100 --target-euro-per-month 5',
    { tenants: 25, targetAvailability: 100, targetEuroPerMonth: 5 },
  ],
];

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

it('are twenty, of every kind of answer', () => {
  expect(scenarios).toHaveLength(20);
  const kinds = new Set(scenarios.map(([, , , input]) => compare(input, facts).recommendation.kind));
  expect([...kinds]).toEqual(expect.arrayContaining(['plan', 'undecided', 'impossible']));
  const plans = new Set(scenarios.map(([, , , input]) => recommendedQuote(compare(input, facts))?.id));
  expect(plans.size).toBeGreaterThan(4);
});

describe.each(scenarios)('in %s: %s', (language, query, flags, input) => {
  const comparison = compare(input, facts);
  const chosen = recommendedQuote(comparison);
  const figures = chosen && figuresOf(chosen, language);
  const { decision } = answer(comparison, words[language]);
  const sentence = plain(decision.before + decision.marked + decision.after);

  it('the command line says them, as text and as JSON', async () => {
    const command = ['plan', ...flags.split(' '), '--today', today];
    const text = await ordiplan([...command, '--lang', language]);
    expect(text.stderr).toBe('');
    expect(plain(text.stdout.split('\n')[0]!)).toBe(sentence);
    const row = plain(text.stdout.split('\n').find((line) => line.startsWith('▸')) ?? '');
    const inRow = figures ? [figures.net, figures.gross, figures.perTenant, figures.reach] : [];
    for (const figure of inRow) if (figure !== undefined) expect(` ${row} `).toContain(` ${figure} `);
    if (figures?.step) expect(row.endsWith(figures.step)).toBe(true);
    const json = await ordiplan([...command, '--json']);
    expect(comparable(json.stdout)).toEqual(asJson(documentOf(comparison)));
  });

  it('the page, its print and its JSON say them', async () => {
    const watched = await watchedPage(site);
    const { page } = watched;
    await page.goto(`${site.url}/${language}/?${query}`);
    await settled(page);
    expect(plain(await page.locator('h1').innerText())).toBe(sentence);
    await expectPage(page, comparison, language);
    const saved = await exported(watched, language);
    expect(comparable(saved)).toEqual(asJson(documentOf(comparison)));
    await page.emulateMedia({ media: 'print' });
    const print = plain(await page.locator('main').innerText());
    expect(print).toContain(sentence);
    for (const figure of Object.values(figures ?? {})) expect(print).toContain(figure);
    expect(realFaults(watched.faults)).toEqual([]);
    await watched.close();
  });

  it('the archive is of the plan that was recommended, with its machines and the link of its scenario', async () => {
    // Where nothing is recommended, the page offers the first plan that can be set up.
    const id = chosen && plansToSetUp(comparison, facts).includes(chosen.id) ? chosen.id : plansToSetUp(comparison, facts)[0]!;
    const quote = comparison.quotes.find((one) => one.id === id)!;
    const watched = await watchedPage(site);
    await watched.page.goto(`${site.url}/${language}/${language === 'de' ? 'aufbau' : 'set-up'}/?${query}`);
    // The printed page of the example looks the same, but cannot be pressed yet. The files follow the inputs after a pause.
    await watched.page.locator('main[data-live="true"]').waitFor();
    await watched.page.locator('.code code', { hasText: `plan "${id}" for ${input.tenants} practice` }).waitFor();
    await watched.page.locator('.code code', { hasText: `Scenario: ?${toQuery(comparison.scenario, today)}` }).waitFor();
    const files = await unpacked(watched);
    const head = [
      new RegExp(`plan "${id}" for ${input.tenants} practices? at ordination\\.example`),
      `Prices: ${comparison.priceList.id} of ${comparison.priceList.asOf}.`,
      `Scenario: ?${toQuery(comparison.scenario, today)}`,
    ];
    for (const path of ['README.md', 'infra/servers.tf']) {
      const top = files[path]!.split('\n', 3);
      for (const [i, part] of head.entries()) expect(top[i]).toMatch(part instanceof RegExp ? part : new RegExp(escaped(part)));
    }
    const ordered = Object.entries(files)
      .filter(([path]) => path.startsWith('infra/'))
      .flatMap(([, text]) => [...text.matchAll(/^\s*server_type\s*=\s*"([a-z0-9]+)"$/gm)].map(([, type]) => type!));
    expect(ordered.toSorted()).toEqual(billed(quote).toSorted());
    expect(realFaults(watched.faults)).toEqual([]);
    await watched.close();
  });
});

/** The figures of one quote as everybody must write them. */
function figuresOf(quote: Quote, language: Language) {
  const say = words[language];
  const { bill, totalCost, availability, nextChange } = quote;
  const next = nextChange?.to === undefined ? undefined : nextChange;
  return Object.fromEntries(
    Object.entries({
      net: netText(bill!, say),
      gross: bill!.gross && spreadText(bill!.gross, say),
      perTenant: bill!.perTenant && spreadText(bill!.perTenant, say),
      total: totalCost && euroText(totalCost.sum, language, 0),
      down: `${numberText(availability.openingHoursDown, language, 1)} h`,
      reach: nextChange && String(nextChange.at - 1),
      step: next?.priceStep && stepText(next.priceStep, language),
    }).flatMap(([name, text]) => (text === undefined ? [] : [[name, plain(text)]])),
  ) as Partial<Record<'net' | 'gross' | 'perTenant' | 'total' | 'down' | 'reach' | 'step', string>>;
}

/** Every shown design has its figures in its column, the recommended one also in the findings. */
async function expectPage(page: Page, comparison: Comparison, language: Language): Promise<void> {
  const chosen = recommendedQuote(comparison);
  const rows = await page
    .locator('.options tbody tr')
    .evaluateAll((all) => all.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.querySelector('.v')?.textContent ?? '')));
  for (const [column, quote] of shownQuotes(comparison).entries()) {
    if (!quote.bill) continue;
    const { net, total, down, reach } = figuresOf(quote, language);
    const [priceCell, totalCell, downCell, , , reachCell] = rows.map((row) => plain(row[column]!));
    expect(priceCell).toBe(net);
    if (total) expect(totalCell).toBe(total);
    expect(downCell).toBe(down);
    if (reach) expect(reachCell).toBe(reach);
  }
  const found = (await page.locator('.findings tbody tr td.num').allInnerTexts()).map(plain);
  if (!chosen) return expect(found).toEqual([]);
  const { net, gross, perTenant, down, step } = figuresOf(chosen, language);
  expect(found.slice(0, 4)).toEqual([net, gross ?? words[language].unknown, perTenant ?? words[language].unknown, down]);
  if (step) expect(found[5]).toBe(step);
  const link = `?${linkOf(comparison)}`;
  // The example has no need of a link.
  if (comparison.scenario.tenants !== 12) await expect.poll(() => new URL(page.url()).search).toBe(link);
}

/** What is the same in every JSON: everything but the draws, of which the command line takes more. */
function comparable(json: string): Record<string, unknown> {
  const all = Object.entries(JSON.parse(json) as Record<string, unknown>);
  return Object.fromEntries(all.filter(([name]) => name !== 'draws' && name !== 'ranges'));
}

/** The form of the document, version 1: the comparison, and who says it. */
function documentOf(comparison: Comparison): Record<string, unknown> {
  return { ...comparison, $schema: 'urn:ordiplan:result:1', schemaVersion: '1.0.0', planner: plannerVersion };
}

/** By the rules that the manual states: unknown is null, money has two decimals at least. Written anew, so that an error of the export shows. */
function asJson(part: unknown, key = ''): unknown {
  if (part === undefined || part === null || part === Infinity) return null;
  if (key === 'euro') return Number.isInteger(Number(part)) || /\.\d$/.test(String(part)) ? Number(part).toFixed(2) : String(part);
  if (Array.isArray(part)) return part.map((one: unknown) => asJson(one));
  if (typeof part === 'object') {
    const told = Object.entries(part).filter(([, value]) => typeof value !== 'function');
    return Object.fromEntries(told.map(([name, value]) => [name, asJson(value, name)]));
  }
  return part;
}

async function exported({ page }: WatchedPage, language: Language): Promise<string> {
  await page.locator('details.export > summary').click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: language === 'de' ? 'JSON laden' : 'JSON' }).click(),
  ]);
  const text = readFileSync(await download.path(), 'utf8');
  await page.keyboard.press('Escape');
  return text;
}

async function unpacked({ page }: WatchedPage): Promise<Record<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'ordiplan-same-'));
  try {
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('.archive').click()]);
    const file = join(folder, 'set-up.tar.gz');
    await download.saveAs(file);
    execFileSync('tar', ['-xzf', file, '-C', folder, '--strip-components=1']);
    const paths = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
      (entry) => entry.isFile() && entry.name !== 'set-up.tar.gz',
    );
    return Object.fromEntries(
      paths.map(({ parentPath, name }) => [join(parentPath, name).slice(folder.length + 1), readFileSync(join(parentPath, name), 'utf8')]),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The servers that the bill charges, each as often as it is charged. */
function billed({ bill }: Quote): string[] {
  return bill!.items.flatMap(({ sku, quantity }) => {
    const [, type] = /^hetzner\.cloud\.(c(?:x|ax|px|cx)\d+)$/.exec(sku) ?? [];
    return type ? Array.from({ length: quantity }, () => type) : [];
  });
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
