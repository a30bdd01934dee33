/** Explanations: every figure of every plan can be explained in both languages, and says what the screens say. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compare,
  explain,
  figureIds,
  hoursText,
  languages,
  netText,
  numberText,
  percentText,
  PlannerError,
  planIds,
  reliabilityRows,
  spreadText,
  words,
  type Comparison,
  type Explanation,
  type FigureId,
  type Language,
  type PlanId,
  type Quote,
} from '@ordiplan/planner';
import { anyScenario } from '../any-scenario.ts';
import { facts, today, withoutPrice } from '../answers.ts';
import { explained, figureOf } from './explain-cases.ts';

const plansOf = (seed: number): readonly PlanId[] => [planIds[seed % planIds.length]!];

it('explains every figure of any scenario in both languages, without a hole in a text', () => {
  fc.assert(
    fc.property(anyScenario, fc.nat(), (scenario, seed) => {
      const comparison = compare(scenario, facts);
      for (const plan of plansOf(seed)) {
        for (const figure of figureIds) {
          const both = languages.map((language) => explain(comparison, { plan, figure }, { facts, language }));
          for (const one of both) expectWhole(one);
          expectSame(both[0]!, both[1]!);
        }
      }
    }),
    { numRuns: 50 },
  );
});

it('says the value of the quote in the form of the screens, in any scenario', () => {
  fc.assert(
    fc.property(anyScenario, fc.nat(), fc.constantFrom(...languages), (scenario, seed, language) => {
      const comparison = compare(scenario, facts);
      for (const plan of plansOf(seed)) {
        const quote = comparison.quotes.find(({ id }) => id === plan)!;
        for (const [figure, text] of Object.entries(screenTexts(quote, comparison, language)) as [FigureId, string][]) {
          expect([figure, explain(comparison, { plan, figure }, { facts, language }).value]).toEqual([figure, text]);
        }
      }
    }),
    { numRuns: 50 },
  );
});

it('shows the records of the price book, word for word, and how old they are', () => {
  fc.assert(
    fc.property(anyScenario, fc.nat(), (scenario, seed) => {
      const comparison = compare(scenario, facts);
      const { skus } = facts.book.lists[scenario.prices];
      const known = Object.values(skus).flatMap(({ label, detail, checkAt, prices }) =>
        prices.map(({ evidence }) => [detail ? `${label}, ${detail}` : label, checkAt, evidence.observedOn, evidence.title]),
      );
      for (const figure of ['net', 'totalCost', 'nextStep', 'backupSize'] as const) {
        const { prices } = explain(comparison, { plan: plansOf(seed)[0]!, figure }, { facts, language: 'en' });
        for (const { label, url, observedOn, evidence, ageDays } of prices) {
          const title = evidence.slice(evidence.indexOf(': ') + 2);
          expect(known).toContainEqual([label, url, observedOn, title]);
          expect(ageDays).toBe(Math.round((Date.parse(today) - Date.parse(observedOn)) / 86_400_000));
        }
      }
    }),
    { numRuns: 30 },
  );
});

describe('what cannot be explained', () => {
  const comparison = compare({ tenants: 12 }, facts);
  const ask = (plan: string, figure: string) => () =>
    explain(comparison, { plan: plan as PlanId, figure: figure as FigureId }, { facts, language: 'de' });

  it('is a figure that nobody knows', () => {
    expect(ask('single', 'weather')).toThrow(expect.objectContaining({ code: 'explain.unknown-figure', details: { figure: 'weather' } }));
    expect(ask('single', 'weather')).toThrow(PlannerError);
  });

  it('is a plan that is not there', () => {
    expect(ask('castle', 'net')).toThrow(expect.objectContaining({ code: 'explain.no-plan' }));
    const { quotes, ...rest } = comparison;
    const few = { ...rest, quotes: quotes.filter(({ id }) => id !== 'pair') };
    expect(() => explain(few, { plan: 'pair', figure: 'net' }, { facts, language: 'en' })).toThrow(/"pair" is not in this comparison/);
  });
});

describe('an unknown figure is told as unknown with its reason', () => {
  it.each(['net', 'gross', 'perTenant', 'totalCost'] as const)('%s without a price', (figure) => {
    const known = withoutPrice('hetzner.storage-box.bx11');
    const { value, sentence, steps } = explained({ tenants: 12 }, 'single', figure, 'de', known);
    expect(value).toMatch(/^(unbekannt|mindestens 8,99\u00a0€)$/);
    expect(sentence).toMatch(/keinen Preis: .*bx11/);
    expect(steps.map((one) => one.value).join(' ')).toMatch(/unbekannt|mindestens/);
    expect([value, ...steps.map((one) => one.value)]).not.toContain('0,00\u00a0€');
  });

  it.each(['net', 'reach', 'nextStep', 'use.cpu', 'outageCost', 'promised'] as const)('%s without a size that is enough', (figure) => {
    const { value, sentence, inputs } = explained({ tenants: 1000 }, 'solo', figure, 'en');
    expect(value).toBe('unknown');
    expect(sentence).toContain('No size of this design carries 1,000 practices.');
    if (figure === 'net') expect(inputs.map(({ key }) => key)).toContain('contactsPerDay');
  });

  it('availability without a size that is enough says with which it is computed', () => {
    expect(explained({ tenants: 1000 }, 'solo', 'availability', 'en').sentence).toContain('computed with the smallest');
  });

  it('nothing comes back without a copy', () => {
    expect(explained({ tenants: 12 }, 'solo', 'afterServerLoss', 'de')).toMatchObject({ value: 'ohne Ende' });
    expect(explained({ tenants: 12 }, 'solo', 'hostLoss', 'de').value).toBe('alles');
  });
});

describe('an estimate', () => {
  it('is no list price', () => {
    for (const figure of ['net', 'gross', 'perTenant'] as const)
      expect(explained({ tenants: 12 }, 'single', figure).isEstimate).toBe(false);
    expect(explained({ tenants: 12 }, 'single', 'totalCost').isEstimate).toBe(true);
  });

  it('is a bill with a price that nobody found', () => {
    const { isEstimate, prices } = explained({ tenants: 12 }, 'managed-db', 'net');
    expect(isEstimate).toBe(true);
    const doubtful = prices.filter((price) => price.isDoubtful).map(({ label }) => label);
    expect(doubtful).toEqual([expect.stringContaining('Atlas M10'), expect.stringContaining('Atlas backup storage')]);
  });
});

describe('inputs', () => {
  it('an own figure is told as such, first of all assumptions', () => {
    const { inputs } = explained({ tenants: 12, assumptions: { openingShare: 0.5 } }, 'single', 'openingHoursDown', 'de');
    const assumed = inputs.filter(({ kind, key }) => key && kind !== 'stated');
    expect(assumed[0]).toMatchObject({ key: 'openingShare', value: '0,5', kind: 'changed', unit: 'Anteil' });
    expect(assumed[0]).not.toHaveProperty('range');
    expect(assumed.filter(({ kind }) => kind === 'changed')).toHaveLength(1);
  });

  it('what is preset differs from what is stated', () => {
    const sourceOf = (outageEuroPerHour: number) =>
      explained({ tenants: 12, outageEuroPerHour }, 'single', 'outageCost').inputs.find(({ key }) => key === 'outageEuroPerHour')!.source;
    expect(sourceOf(20)).toContain('preset');
    expect(sourceOf(50)).toBe('stated by you');
  });

  it('a price in dollars brings the exchange rate of the day, with its source', () => {
    const { inputs } = explained({ tenants: 12 }, 'managed-db', 'net', 'de');
    const rate = facts.book.exchangeRates.at(-1)!;
    expect(inputs.find(({ unit }) => unit === 'USD je EUR')).toMatchObject({ value: rate.usdPerEur.replace('.', ','), kind: 'sourced' });
    expect(explained({ tenants: 12 }, 'single', 'net', 'de').inputs.some(({ unit }) => unit === 'USD je EUR')).toBe(false);
  });
});

/** Every text is there and holds no trace of a missing number. */
function expectWhole({ title, value, sentence, formula, steps, inputs, prices, method, figure, plan }: Explanation): void {
  const texts = [
    ...[title, value, sentence, formula, method],
    ...steps.flatMap((step) => [step.text, step.value]),
    ...inputs.flatMap((input) => [input.name, input.value, input.unit, input.source, input.range ?? '–']),
    ...prices.flatMap((price) => [price.label, price.amount, price.evidence, price.observedOn]),
  ];
  const wrong = texts.filter((text) => text === '' || /NaN|undefined|Infinity|\[object|null/.test(text));
  expect([plan, figure, wrong]).toEqual([plan, figure, []]);
  expect(steps.length).toBeGreaterThan(0);
  expect(sentence).toMatch(/\.$/);
  for (const { ageDays } of prices) expect(Number.isInteger(ageDays)).toBe(true);
}

/** Both languages say the same: as many steps, inputs and records, of the same kinds. */
function expectSame(a: Explanation, b: Explanation): void {
  const shape = ({ steps, inputs, prices, isEstimate }: Explanation) => [
    ...[steps.length, isEstimate],
    inputs.map(({ key, kind, range }) => [key, kind, range === undefined]),
    prices.map(({ label, isDoubtful }) => [label, isDoubtful]),
  ];
  expect(shape(a)).toEqual(shape(b));
}

/** What the screens print, put together from the result as they do it. */
function screenTexts(quote: Quote, comparison: Comparison, language: Language): Partial<Record<FigureId, string>> {
  const say = words[language];
  const { bill, totalCost } = quote;
  const percent = (figure: FigureId) => {
    const share = figureOf(quote, figure, comparison);
    return typeof share === 'number' ? { [figure]: percentText(share, language) } : {};
  };
  const [row] = reliabilityRows([quote], say);
  const whole = (euro: { readonly toFixed: (decimals: number) => string }) => numberText(Number(euro.toFixed(0)), language);
  const money = (text: string) => (language === 'de' ? `${text}\u00a0€` : `€${text}`);
  return {
    net: bill ? netText(bill, say) : say.unknown,
    gross: bill?.gross ? spreadText(bill.gross, say) : say.unknown,
    perTenant: bill?.perTenant ? spreadText(bill.perTenant, say) : say.unknown,
    totalCost: totalCost ? money(whole(totalCost.sum.euro)) : say.unknown,
    ...(totalCost && { operatorCost: money(whole(totalCost.operator.euro)), outageCost: money(whole(totalCost.outage.euro)) }),
    openingHoursDown: `${numberText(quote.availability.openingHoursDown, language, 1)}\u00a0h`,
    afterServerLoss: quote.hoursAfterServerLoss === undefined ? say.never : hoursText(quote.hoursAfterServerLoss, language),
    activeUsers: numberText(comparison.load.activeUsers, language),
    ...(row && {
      availability: row.cells.expected,
      promised: row.cells.promised,
      longestOutage: row.cells.longest,
      overFourHours: row.cells.overFour,
      hostLoss: row.cells.hostLoss,
      errorLoss: row.cells.error,
      allDataLost: row.cells.totalLoss,
    }),
    ...(quote.plan && quote.nextChange && { reach: numberText(quote.nextChange.at - 1, language) }),
    ...Object.assign({}, ...figureIds.filter((figure) => figure.startsWith('use.')).map(percent)),
  };
}
