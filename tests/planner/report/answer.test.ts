/** What is shown of a comparison: one quote for each option, its sibling, and how a design is called. */
import { describe, expect, it } from 'vitest';
import {
  compare,
  designName,
  isGrown,
  languages,
  net,
  optionIds,
  optionOfPlan,
  planIds,
  quoteOf,
  recommendedQuote,
  shownQuotes,
  siblingOf,
  words,
  type Comparison,
  type PlanId,
  type Quote,
  type ScenarioInput,
} from '@ordiplan/planner';
import { facts } from '../answers.ts';

const inputs: readonly ScenarioInput[] = [1, 20, 60, 150, 400, 1000].flatMap((tenants) => [
  { tenants },
  { tenants, prices: 'quoted' },
  { tenants, outageEuroPerHour: 300 },
  { tenants, orderOn: '2026-10-06' },
]);

describe.each(inputs)('of %j', (input) => {
  const comparison = compare(input, facts);
  const shown = shownQuotes(comparison);

  it('one quote of each option is shown, in the order of the analysis', () => {
    expect(shown.map(({ option }) => option)).toEqual([...optionIds]);
  });

  it('the recommended one is among them', () => {
    const recommended = recommendedQuote(comparison);
    if (comparison.recommendation.kind === 'plan') expect(recommended).toBeDefined();
    expect(recommended ? shown.includes(recommended) : true).toBe(true);
  });

  it('a sibling is the same option, once as the analysis names it and once as we build it', () => {
    for (const quote of shown) {
      const sibling = siblingOf(comparison, quote);
      if (!sibling) continue;
      expect(sibling.option).toBe(quote.option);
      expect(sibling.isAsQuoted).toBe(!quote.isAsQuoted);
    }
  });
});

describe('of one option is shown', () => {
  it('our own design with the prices of today, that of the analysis with its prices', () => {
    expect(idsOf(compare({ tenants: 20 }, facts))).toEqual(['solo', 'single', 'managed-db', 'pair']);
    expect(idsOf(compare({ tenants: 20, prices: 'quoted' }, facts))).toEqual(['solo', 'single', 'managed-db-as-quoted', 'pair-as-quoted']);
  });

  it('the recommended design, even if another one is cheaper', () => {
    const comparison = withCosts({ single: [10, 100], split: [20, 200], 'single-cells': [5, 50] }, { recommended: 'split' });
    expect(idsOf(comparison)[1]).toBe('split');
  });

  it('the first design, as long as none is cheaper', () => {
    expect(idsOf(withCosts({ single: [10, 100], split: [10, 100], 'single-cells': [11, 101] }))[1]).toBe('single');
  });

  it('a design whose bill and total are both lower', () => {
    expect(idsOf(withCosts({ single: [10, 100], split: [9, 99] }))[1]).toBe('split');
  });

  it('none that only its bill or only its total would make cheaper', () => {
    expect(idsOf(withCosts({ single: [10, 100], split: [9, 100] }))[1]).toBe('single');
    expect(idsOf(withCosts({ single: [10, 100], split: [10, 99] }))[1]).toBe('single');
  });

  it('of several cheaper ones that with the smallest total', () => {
    expect(idsOf(withCosts({ single: [10, 100], split: [8, 99], 'single-cells': [9, 98] }))[1]).toBe('single-cells');
  });

  it('none that must not be run', () => {
    expect(idsOf(withCosts({ single: [10, 100], split: [9, 99] }, { inadmissible: 'split' }))[1]).toBe('single');
  });

  it('what the option grows into where the first design has ended', () => {
    // One server ends at 261 practices with the time that a restore takes; cells go on.
    expect(compare({ tenants: 400 }, facts).quotes.find(({ id }) => id === 'single')!.plan).toBeUndefined();
    expect(idsOf(compare({ tenants: 400 }, facts))[1]).toBe('single-cells');
  });

  it('the first design where none of its designs carries so many', () => {
    // B ends with the largest server and database; a baseline has nothing to grow into.
    const ids = idsOf(compare({ tenants: 1000 }, facts));
    expect([ids[0], ids[2]]).toEqual(['solo', 'managed-db']);
  });

  it('the first design if only another one lacks a price', () => {
    expect(idsOf(withCosts({ single: [10, 100], split: undefined }))[1]).toBe('single');
  });

  it('the first design if it lacks a price itself: nobody can say that another one is cheaper', () => {
    expect(idsOf(withCosts({ single: undefined, split: [1, 1] }))[1]).toBe('single');
  });
});

describe('the sibling', () => {
  const comparison = compare({ tenants: 20 }, facts);

  it.each([
    // A stands in the analysis as we build it, and the baseline has only one form.
    ['solo', undefined],
    ['single', undefined],
    ['managed-db', 'managed-db-as-quoted'],
    ['managed-db-as-quoted', 'managed-db'],
    ['managed-db-balanced', 'managed-db-as-quoted'],
    ['pair', 'pair-as-quoted'],
    ['pair-as-quoted', 'pair'],
    ['cluster', 'pair-as-quoted'],
    ['pair-cells', 'pair-as-quoted'],
  ] as const)('of %s is %s', (id, sibling) => {
    expect(siblingOf(comparison, quoteOf(comparison, id))?.id).toBe(sibling);
  });
});

describe.each(languages)('in "%s"', (language) => {
  it.each([
    ['solo', 'Solo'],
    ['single', 'A'],
    ['managed-db', 'B'],
    ['managed-db-as-quoted', 'B'],
    ['pair', 'C'],
    ['pair-as-quoted', 'C'],
  ] as const)('%s is called by its letter: %s', (id, name) => {
    expect(designName(id, words[language])).toBe(name);
  });

  it('what an option grows into is called by its letter and what it is', () => {
    const spoken = words[language];
    expect(designName('cluster', spoken)).toBe(`C (${spoken.planName.cluster})`);
    expect(designName('split', spoken)).toBe(`A (${spoken.planName.split})`);
    expect(designName('managed-db-balanced', spoken)).toBe(`B (${spoken.planName['managed-db-balanced']})`);
  });

  it('no two designs that can be recommended have the same name', () => {
    const names = planIds.filter((id) => !id.endsWith('-as-quoted')).map((id) => designName(id, words[language]));
    expect(new Set(names).size).toBe(names.length);
  });
});

it('a cluster is called a cluster, in both languages', () => {
  expect(languages.map((language) => designName('cluster', words[language]))).toEqual(['C (Cluster)', 'C (cluster)']);
});

it('those of the analysis are not grown, all others are', () => {
  expect(planIds.filter((id) => !isGrown(id))).toEqual(['solo', 'single', 'managed-db', 'managed-db-as-quoted', 'pair', 'pair-as-quoted']);
});

function idsOf(comparison: Comparison): PlanId[] {
  return shownQuotes(comparison).map(({ id }) => id);
}

/**
 * A comparison in which the designs of A have these bills and totals in euro a month, `undefined` without a known price;
 * those that are not named must not be run. `recommended` is recommended.
 */
function withCosts(
  costs: Partial<Record<PlanId, readonly [bill: number, sum: number] | undefined>>,
  { recommended, inadmissible }: { recommended?: PlanId; inadmissible?: PlanId } = {},
): Comparison {
  const comparison = compare({ tenants: 20 }, facts);
  const quotes = comparison.quotes.map((quote): Quote => {
    if (optionOfPlan[quote.id] !== 'single') return quote;
    const cost = costs[quote.id];
    const zero = net('0', 'month');
    const totalCost = cost && { bill: net(String(cost[0]), 'month'), operator: zero, outage: zero, sum: net(String(cost[1]), 'month') };
    return { ...quote, totalCost, isAdmissible: quote.id in costs && quote.id !== inadmissible };
  });
  const recommendation = recommended
    ? ({ kind: 'plan', id: recommended, reasons: [], runnerUp: undefined } as const)
    : ({ kind: 'none', largestReach: 0, stoppedBy: [] } as const);
  return { ...comparison, quotes, recommendation };
}
