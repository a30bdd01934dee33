/** The method page: every formula twice, every anchor that evidence points at, every figure as the library computes it. */
import {
  assumptionKeys,
  compare,
  dayText,
  designName,
  euroText,
  explain,
  figureIds,
  hoursRangeText,
  numberText,
  percentText,
  ranges,
  recommendedQuote,
  shownQuotes,
  words,
  type Comparison,
  type Language,
  type ScenarioInput,
} from '@ordiplan/planner';
import { factsOn } from '@ordiplan/planner/facts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formulas } from '../../packages/web/src/routes/[[language=language]]/method/formulas.ts';
import { mathText, parseMath } from '../../packages/web/src/routes/[[language=language]]/method/math.ts';
import { openSite, plain, settled, watchedPage, type Site } from './site.ts';

const paths = { de: '/de/methode/', en: '/en/method/' } as const;
const today = new Date().toISOString().slice(0, 10);
const facts = factsOn(today);

/** The sections that were asked for; those of the evidence cards come from the library. */
const wanted = [
  ...['money', 'growth', 'load', 'capacity', 'queueing', 'availability', 'recovery', 'durability', 'decision'],
  ...['uncertainty', 'prices', 'legal', 'limits', 'sources'],
];

describe('the notation of formulas', () => {
  it.each([
    ['a = {b + c}/{d}', 'a = (b + c) / d'],
    ['x_{i}^{2} · √{2 u}', 'x_i^2 · √(2 u)'],
    ['P(wait > t) = e^{− a t}', 'P(wait > t) = e^(− a t)'],
    ['{1}/{1 + {λ}/{μ_{0}}}', '1 / (1 + λ / μ_0)'],
    ['f(x)', 'f(x)'],
    ['2 (1 − u)', '2 (1 − u)'],
  ])('%s is told as %s', (source, told) => {
    expect(mathText(parseMath(source))).toBe(told);
  });

  it.each(['{a', 'a}', 'x_', '√'])('%s is refused', (broken) => {
    expect(() => parseMath(broken)).toThrow();
  });
});

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

describe.each(['de', 'en'] as const)('in %s', (language) => {
  it('without JavaScript: all sections, all anchors of the evidence, every formula in words, set and as a line of text', async () => {
    const { page, close } = await watchedPage(site, { javaScriptEnabled: false });
    await page.goto(site.url + paths[language]);
    const ids = await page.locator('.method section').evaluateAll((all) => all.map(({ id }) => id));
    const comparison = compare({ tenants: 12, tenantsIn12Months: 30 }, facts);
    const anchors = figureIds.map((figure) => explain(comparison, { plan: 'single', figure }, { facts, language }).method);
    expect(new Set(ids)).toEqual(new Set([...wanted, ...anchors]));
    expect(ids).toHaveLength(new Set(ids).size);
    const contents = await page.locator('.contents a').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    expect(contents).toEqual(ids.map((id) => `#${id}`));

    const shown = await page.locator('[data-formula]').evaluateAll((all) =>
      all.map((one) => ({
        id: one.getAttribute('data-formula'),
        words: one.querySelector('p')?.textContent ?? '',
        set: [...one.querySelectorAll('math')].map((math) => ({
          alt: math.getAttribute('alttext') ?? '',
          isMath: math.namespaceURI === 'http://www.w3.org/1998/Math/MathML' && math.querySelectorAll('mi').length > 0,
          letters: (math.textContent ?? '').replace(/\s/g, ''),
        })),
        lines: [...one.querySelectorAll('.math-line')].map((line) => line.textContent ?? ''),
      })),
    );
    expect(shown.map(({ id }) => id).sort()).toEqual(Object.keys(formulas).sort());
    for (const { id, words: said, set, lines } of shown) {
      expect(said.length, id!).toBeGreaterThan(15);
      expect(set.length, id!).toBeGreaterThan(0);
      expect(lines, id!).toEqual(set.map(({ alt }) => alt));
      for (const { alt, isMath, letters } of set) {
        expect(isMath, id!).toBe(true);
        // The same names and numbers in the same order, whatever stands between them.
        const names = (text: string) => text.replace(/[\s()/_^√]/g, '');
        expect(names(alt), id!).toBe(names(letters));
      }
    }
    const parameters = await page.locator('[data-parameter]').evaluateAll((all) => all.map((one) => one.getAttribute('data-parameter')));
    expect(new Set(parameters)).toEqual(new Set(assumptionKeys));
    const text = plain(await page.locator('main').innerText());
    expect(text).not.toMatch(/NaN|undefined|Infinity|\[object/);
    await close();
  });

  it('figures of another scenario are those of the library, and so are the assumptions of the link', async () => {
    const { page, faults, close } = await watchedPage(site);
    const scenario = { tenants: 60, tenantsIn12Months: 90, assumptions: { fastMs: 3.1 } } satisfies ScenarioInput;
    await page.goto(`${site.url}${paths[language]}?tenants=60&tenantsIn12Months=90&assumptions=fastMs~3.1#queueing`);
    await settled(page);
    const comparison = compare(scenario, facts);
    const best = recommendedQuote(comparison)!;
    await page.locator('#load .worked-title', { hasText: '60' }).waitFor();
    const shown = await page
      .locator('[data-figure]')
      .evaluateAll((all) =>
        all.map((one) => [
          one.getAttribute('data-figure'),
          one.textContent,
          one.closest('table')?.querySelector('tbody tr:last-child td')?.textContent,
        ]),
      );
    expect(shown.length).toBeGreaterThan(15);
    for (const [figure, value, last] of shown) {
      const { value: right, steps } = explain(
        comparison,
        { plan: best.id, figure: figure as (typeof figureIds)[number] },
        { facts, language },
      );
      expect(plain(value!), figure!).toBe(plain(right));
      expect(plain(last!), figure!).toBe(plain(steps[steps.length - 1]!.value));
    }
    const live = Object.fromEntries(
      await page
        .locator('.method td[data-live]')
        .evaluateAll((all) => all.map((one) => [one.getAttribute('data-live')!, one.textContent ?? ''])),
    );
    expect(Object.fromEntries(Object.entries(live).map(([id, text]) => [id, plain(text)]))).toEqual(expected(comparison, language));
    const fast = plain(await page.locator('[data-parameter="fastMs"]').evaluate((row) => row.textContent ?? ''));
    expect(fast).toContain(language === 'de' ? '3,1 ms' : '3.1 ms');
    expect(fast).toContain(language === 'de' ? 'Ihr Wert' : 'your figure');
    expect(await page.locator('#queueing').evaluate((one) => Math.abs(one.getBoundingClientRect().top) < innerHeight)).toBe(true);
    expect(faults).toEqual([]);
    await close();
  });
});

/** What the page shows besides explained figures, asked from the library. */
function expected(comparison: Comparison, language: Language): Record<string, string> {
  const { load, priceList, scenario, quotes } = comparison;
  const best = recommendedQuote(comparison)!;
  const { openingHoursDown, chances, netEuro } = ranges(quotes, { scenario, facts })[best.id]!;
  const { place, resource, share } = best.capacity!.binding;
  const rate = priceList.exchangeRate!;
  const euro = (value: number) => numberText(value, language, 2);
  const figures = {
    peakRps: numberText(load.peakRps, language, 1),
    databaseGb: `${numberText(load.databaseGb, language, 1)} GB`,
    filesGb: `${numberText(load.filesGb, language, 1)} GB`,
    binding: `${words[language].limit(place, resource)}, ${percentText(share, language)}`,
    ...Object.fromEntries(
      shownQuotes(comparison).map(({ id, totalCost }) => [
        `total-${id}`,
        totalCost ? euroText(totalCost.sum, language, 0) : words[language].unknown,
      ]),
    ),
    netRange: language === 'de' ? `${euro(netEuro!.p10)}–${euro(netEuro!.p90)} €` : `€${euro(netEuro!.p10)}–${euro(netEuro!.p90)}`,
    downRange: hoursRangeText(openingHoursDown.p10, openingHoursDown.p90, language),
    carries: percentText(chances.carriesTenants!, language),
    asOf: dayText(priceList.asOf, language),
    ageDays: String(priceList.ageDays),
    rate: `${numberText(Number(rate.usdPerEur), language, 4)} USD, ${dayText(rate.on, language)}`,
    gate: words[language].judgement.status[best.gates.legal],
  };
  return Object.fromEntries(Object.entries(figures).map(([id, text]) => [id, plain(text)]));
}

it('the way from a figure to its section and from an assumption to where it is changed', async () => {
  const { page, faults, close } = await watchedPage(site);
  await page.goto(`${site.url}${paths.en}?tenants=25`);
  await settled(page);
  const best = recommendedQuote(compare({ tenants: 25 }, facts))!;
  await page.locator('#load .worked-title', { hasText: `${designName(best.id, words.en)}, 25` }).waitFor();
  await page.locator('[data-figure="availability"] button').click();
  await page.getByRole('dialog').getByRole('link', { name: 'to the method' }).click();
  expect(new URL(page.url()).hash).toBe('#availability');
  await page.locator('#load .parameters summary').focus();
  await page.keyboard.press('Enter');
  await page.locator('[data-parameter="contactsPerDay"] a').click();
  await page.waitForURL(/\/en\/assumptions\/\?.*tenants=25.*#contactsPerDay/);
  expect(faults).toEqual([]);
  await close();
});

it.each([1280, 900, 768, 390, 320])('at %i px no formula is cut off and nothing scrolls sideways', async (width) => {
  const { page, faults, close } = await watchedPage(site, { viewport: { width, height: 900 } });
  await page.goto(site.url + paths.de);
  await settled(page);
  const cut = await page.locator('[data-formula]').evaluateAll((all) =>
    all
      .filter((one) => {
        const right = one.getBoundingClientRect().right + 1;
        return [...one.querySelectorAll('math, .math-line')].some((part) => part.getBoundingClientRect().right > right);
      })
      .map((one) => one.getAttribute('data-formula')),
  );
  expect(cut).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
  const twins = await page
    .locator('[data-formula]')
    .evaluateAll((all) =>
      all.filter((one) => ![...one.querySelectorAll<HTMLElement>('.math, .math-line')].some((part) => part.offsetHeight > 0)),
    );
  expect(twins).toEqual([]);
  expect(faults).toEqual([]);
  await close();
});
