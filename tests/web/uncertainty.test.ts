/** The page of the uncertainty in a real browser: the ranges of the library, drawn without the page standing still. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import {
  compare,
  defaultDraws,
  flips,
  ranges,
  recommendedQuote,
  sensitivity,
  shownQuotes,
  type Flip,
  type Language,
  type PlanRanges,
  type Quantiles,
  type Quote,
  type ScenarioInput,
} from '@ordiplan/planner';
import { factsOn } from '@ordiplan/planner/facts';
import { openSite, plain, settled, watchedPage, type Site } from './site.ts';

const today = new Date().toISOString().slice(0, 10);
const facts = factsOn(today);
const seed = 20261123;
const pathOf = { de: '/de/unsicherheit/', en: '/en/uncertainty/' } as const;

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

describe.each<[string, Language, ScenarioInput]>([
  ['25 practices', 'de', { tenants: 25 }],
  ['60 practices that become 120', 'en', { tenants: 60, tenantsIn12Months: 120, profile: 'production' }],
])('for %s (%s)', (_name, language, input) => {
  it('every number in the tables is that of the library, and so is how often the servers are enough', async () => {
    const watched = await watchedPage(site);
    const { page } = watched;
    const query = new URLSearchParams(Object.entries(input).map(([key, value]) => [key, String(value)]));
    await page.goto(`${site.url}${pathOf[language]}?${query}`);
    await drawnOf(page, shownText(2000, input, language));
    const { shown, by } = drawn(input, 2000);
    for (const [i, quote] of shown.entries()) expect(await columnOf(page, i)).toEqual(expectedColumn(quote, by[quote.id]!, language));
    const best = recommendedQuote(compare(input, facts))!;
    const sentence = plain(await page.locator('.sure').innerText());
    expect(sentence).toContain(percent(by[best.id]!.chances.carriesTenants!, language));
    expect(watched.faults).toEqual([]);
    await watched.close();
  });
});

it('the assumptions that can change the decision are searched for anew, and named', async () => {
  const watched = await watchedPage(site);
  const { page } = watched;
  await page.goto(`${site.url}${pathOf.de}?tenants=25`);
  await settled(page);
  await page.locator('.sure', { hasText: 'wird gerade gesucht' }).waitFor();
  await page.locator('[data-sure=done]').waitFor({ timeout: 60_000 });
  const sentence = plain(await page.locator('.sure').innerText());
  const names = changingNames({ tenants: 25 }, 'de');
  if (names.length === 0) expect(sentence).toContain('Keine einzelne Annahme ändert innerhalb ihrer Spanne die Entscheidung.');
  for (const name of names.slice(0, 3)) expect(sentence).toContain(plain(name));
  expect(watched.faults).toEqual([]);
  await watched.close();
});

describe.each(['de', 'en'] as const)('in %s without JavaScript', (language) => {
  it('the example is there: ranges, tornado, flips, designs that are beaten', async () => {
    const { page, close } = await watchedPage(site, { javaScriptEnabled: false });
    await page.goto(site.url + pathOf[language]);
    const input = { tenants: 12, tenantsIn12Months: 30 };
    const { shown, by } = drawn(input, 2000);
    for (const [i, quote] of shown.entries()) expect(await columnOf(page, i)).toEqual(expectedColumn(quote, by[quote.id]!, language));
    const text = plain(await page.locator('main').innerText());
    expect(text).toContain(shownText(2000, input, language));
    for (const name of changingNames(input, language)) expect(text).toContain(plain(name));
    const { reach } = sensitivity(recommendedQuote(compare(input, facts))!, { scenario: compare(input, facts).scenario, facts })!;
    expect(await page.locator('[aria-labelledby=tornado] tbody tr').count()).toBe(reach.bars.length);
    expect(await page.locator('#flips').isVisible()).toBe(true);
    expect(await page.locator('.outlook .report li').count()).toBeGreaterThan(3);
    expect(await page.locator('.beaten li').count()).toBe(compare(input, facts).dominated.length);
    // What cannot do anything is not shown.
    expect(await page.getByRole('radio').filter({ visible: true }).count()).toBe(0);
    expect(await page.getByRole('combobox').filter({ visible: true }).count()).toBe(0);
    expect(await page.locator('.explain a').getAttribute('href')).toMatch(/#uncertainty$/);
    await close();
  });
});

it('while many worlds are drawn the page answers, says how far it is, and can be told to stop', async () => {
  const watched = await watchedPage(site);
  const { page } = watched;
  await page.goto(site.url + pathOf.de);
  await settled(page);
  const before = await page.locator('#figures tbody').innerText();
  const progress = page.locator('.running progress');
  const share = async () => Number(await progress.getAttribute('value'));
  await page.getByRole('radio', { name: '50.000' }).check();
  await expect.poll(share, { timeout: 15_000 }).toBeGreaterThan(0);
  const early = await share();

  // By keyboard alone another figure of the tornado is chosen, and shown, before the run ends.
  await page.locator('[name=tornado-figure]').focus();
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => page.locator('[aria-labelledby=tornado] figcaption').innerText()).toMatch(/^Der Ausfall im Jahr/);
  await expect.poll(share, { timeout: 15_000 }).toBeGreaterThan(early);
  expect(await page.locator('.drawn').getAttribute('data-drawn')).toBe('running');
  expect(plain(await page.locator('.drawn').innerText())).toContain(`Noch gezeigt: 2.000 Ziehungen mit Startwert ${seed}`);
  expect(await page.locator('#figures').getAttribute('aria-busy')).toBe('true');

  await page.getByRole('button', { name: 'Abbrechen' }).click();
  expect(await progress.count()).toBe(0);
  expect(await page.locator('.drawn').getAttribute('data-drawn')).toBe('cancelled');
  expect(plain(await page.locator('.drawn').innerText())).toContain(`Abgebrochen. Noch gezeigt: 2.000 Ziehungen mit Startwert ${seed}`);
  expect(await page.locator('#figures tbody').innerText()).toBe(before);

  // The smaller number is what is shown already; another one is drawn to its end.
  await page.getByRole('radio', { name: '2.000' }).check();
  expect(await page.locator('.drawn').getAttribute('data-drawn')).toBe('done');
  await page.getByRole('radio', { name: '10.000' }).check();
  const input = { tenants: 12, tenantsIn12Months: 30 };
  await drawnOf(page, shownText(10_000, input, 'de'));
  const { shown, by } = drawn(input, 10_000);
  expect(await columnOf(page, 1)).toEqual(expectedColumn(shown[1]!, by[shown[1]!.id]!, 'de'));
  expect(watched.faults).toEqual([]);
  await watched.close();
});

it('another scenario ends the draws of the one before', async () => {
  const watched = await watchedPage(site);
  const { page } = watched;
  await page.addInitScript(logWorkers);
  await page.goto(`${site.url}/de/?tenants=25`);
  await settled(page);
  await page.fill('#tenants', '40');
  await page.waitForURL(/tenants=40/);
  await page.getByRole('link', { name: 'Unsicherheit' }).first().click();
  await drawnOf(page, '40 Ordinationen heute');
  await page.getByRole('radio', { name: '50.000' }).check();
  await page.waitForFunction(() => Number(document.querySelector('.running progress')?.getAttribute('value')) > 0);

  // Undo: 25 practices again, as on every page.
  await page.keyboard.press('ControlOrMeta+z');
  await page.waitForFunction(() => globalThis.workerLog.some(({ to }) => to?.kind === 'stop'));
  await page.getByRole('radio', { name: '2.000' }).check();
  await drawnOf(page, shownText(2000, { tenants: 25 }, 'de'));
  const { shown, by } = drawn({ tenants: 25 }, 2000);
  for (const [i, quote] of shown.entries()) expect(await columnOf(page, i)).toEqual(expectedColumn(quote, by[quote.id]!, 'de'));

  const log = await page.evaluate(() => globalThis.workerLog);
  const many = log.find(({ to }) => to?.draws?.draws === 50_000)!.to!.id;
  const later = new Set(log.flatMap(({ to }) => (to?.kind === 'draw' && to.id > many ? [to.id] : [])));
  expect(later.size).toBeGreaterThan(0);
  // What it said before it was told to stop may still arrive, but nothing once it has begun with the newer question, and no answer.
  const answers = log.flatMap(({ from }) => from ?? []);
  const begun = answers.findIndex(({ id }) => later.has(id));
  expect(answers.slice(0, begun).some(({ id }) => id === many)).toBe(true);
  expect(answers.slice(begun).filter(({ id }) => id === many)).toEqual([]);
  expect(log.some(({ from }) => from?.kind === 'ranges' && from.id === many)).toBe(false);
  expect(watched.faults).toEqual([]);
  await watched.close();
});

interface Message {
  readonly id: number;
  readonly kind: string;
  readonly draws?: { readonly draws: number };
}
declare global {
  var workerLog: { readonly to?: Message; readonly from?: Message }[];
}

/** Runs in the page: notes what is asked of workers and what they say. */
function logWorkers(): void {
  const Native = globalThis.Worker;
  globalThis.workerLog = [];
  globalThis.Worker = class extends Native {
    constructor(address: string | URL, options?: WorkerOptions) {
      super(address, options);
      if (!String(address).includes('uncertainty')) return;
      this.addEventListener('message', ({ data }: MessageEvent<Message>) => globalThis.workerLog.push({ from: data }));
      const post = this.postMessage.bind(this);
      this.postMessage = (message: Message) => {
        globalThis.workerLog.push({ to: message });
        post(message);
      };
    }
  };
}

async function drawnOf(page: Page, text: string): Promise<void> {
  await settled(page);
  await page.locator('.drawn[data-drawn=done]', { hasText: text }).waitFor({ timeout: 60_000 });
}

function shownText(draws: number, input: ScenarioInput, language: Language): string {
  const { tenants, tenantsIn12Months } = compare(input, facts).scenario;
  return language === 'de'
    ? `${number(draws, 'de', 0)} Ziehungen mit Startwert ${seed}, ${tenants} Ordinationen heute, ${tenantsIn12Months} in 12 Monaten`
    : `${number(draws, 'en', 0)} draws with seed ${seed}, ${tenants} practices today, ${tenantsIn12Months} in 12 months`;
}

function drawn(input: ScenarioInput, draws: number) {
  const comparison = compare(input, facts);
  const shown = shownQuotes(comparison);
  expect(defaultDraws.seed).toBe(seed);
  return { shown, by: ranges(shown, { scenario: comparison.scenario, facts }, { draws, seed }) };
}

/** Found once for both languages: the search takes seconds. */
const found = new Map<string, readonly Flip[]>();

function changingNames(input: ScenarioInput, language: Language): string[] {
  const key = JSON.stringify(input);
  const all = found.get(key) ?? flips(compare(input, facts).scenario, facts);
  found.set(key, all);
  return all.flatMap(({ subject, isWithinSpan }) =>
    isWithinSpan && subject.kind === 'assumption' ? [facts.assumptions[subject.key].meaning[language]] : [],
  );
}

/** All cells of one design: each the middle, and the ends where there are some. */
async function columnOf(page: Page, column: number): Promise<Record<string, string>> {
  const cells = await page.locator('#figures tbody tr, #points tbody tr').evaluateAll(
    (rows, at) =>
      rows.map((row) => {
        const cell = row.querySelectorAll('td')[at]!;
        return [
          row.getAttribute('data-row')!,
          cell.querySelector('.v')!.textContent,
          cell.querySelector('.ends')?.textContent ?? '',
        ] as const;
      }),
    column,
  );
  // A dash: this design has fewer steps than the one with the most.
  const known = cells.filter(([, middle]) => middle !== '–');
  return Object.fromEntries(known.map(([row, middle, ends]) => [row, plain(`${middle} ${ends}`)]));
}

/** The same cells from the figures of the library, written with the number formats of the browser. */
function expectedColumn(quote: Quote, plan: PlanRanges, language: Language): Record<string, string> {
  const { likely } = quote.bill!.net!;
  const isListPrice = likely !== undefined && quote.bill!.net!.low.euro.equals(quote.bill!.net!.high.euro);
  const cents = isListPrice ? 2 : 0;
  const euro = (text: string) => (language === 'de' ? `${text} €` : `€${text}`);
  const both = (range: Quantiles, digits: number, scale = 1) =>
    `${number(range.p10 * scale, language, digits)}–${number(range.p90 * scale, language, digits)}`;
  const count = (range: Quantiles) => `${number(Math.round(range.p50), language, 0)} ${whole(range, language)}`;
  const price = plan.netEuro!;
  const ends = Number.isFinite(price.p90)
    ? euro(both(price, cents))
    : `${euro(number(price.p10, language, cents))} ${language === 'de' ? 'und mehr' : 'and more'}`;
  const up = plan.availability;
  const sign = language === 'de' ? ' %' : '%';
  const points = Array.from({ length: 30 }, (_, i) => plan.upgradePoints[i]);
  const lost = language === 'de' ? 'ohne Ende' : 'for good';
  const rows: Record<string, string> = {
    price: `${Number.isFinite(price.p50) ? euro(number(price.p50, language, cents)) : ''} ${ends}`,
    outage: `${number(plan.openingHoursDown.p50, language, 1)} h ${both(plan.openingHoursDown, 1)} h`,
    loss: plan.hoursAfterServerLoss ? hours(plan.hoursAfterServerLoss, language) : lost,
    reach: count(plan.reach!),
    availability: `${number(up.p50 * 100, language, 3)}${sign} ${both(up, 3, 100)}${sign}`,
    carries: percent(plan.chances.carriesTenants!, language),
    'target-1': percent(plan.chances.availability[0]!.chance, language),
    'target-2': percent(plan.chances.availability[1]!.chance, language),
  };
  const known = Object.fromEntries(points.flatMap((point, i) => (point ? [[`point-${i + 1}`, count(point)]] : [])));
  return { ...rows, ...known };
}

function number(value: number, language: Language, digits: number): string {
  return new Intl.NumberFormat(language === 'de' ? 'de-DE' : 'en-GB', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value);
}

/** What is neither certain nor impossible is not written as if it were. */
function percent(share: number, language: Language): string {
  const sign = language === 'de' ? ' %' : '%';
  if (share < 1 && share >= 0.995) return `> 99${sign}`;
  if (share > 0 && share < 0.005) return `< 1${sign}`;
  return `${number(share * 100, language, 0)}${sign}`;
}

function whole({ p10, p90 }: Quantiles, language: Language): string {
  return `${number(Math.round(p10), language, 0)}–${number(Math.round(p90), language, 0)}`;
}

/** `2,8 h 2,0–4,1 h`, `40 s 19 s–2 min`. */
function hours({ p10, p50, p90 }: Quantiles, language: Language): string {
  const [from, middle, to] = [p10, p50, p90].map((value) => {
    if (value * 3600 < 90) return [number(value * 3600, language, 0), 's'];
    return value < 1 ? [number(value * 60, language, 0), 'min'] : [number(value, language, 1), 'h'];
  }) as [string[], string[], string[]];
  return `${middle.join(' ')} ${from[1] === to[1] ? from[0] : from.join(' ')}–${to.join(' ')}`;
}
