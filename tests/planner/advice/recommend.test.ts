/** Recommendations: the cheapest plan that may be run, and never one that only looks cheap for want of a price. */
import { describe, expect, it } from 'vitest';
import { compare, type Comparison, type Facts, type Reason, type ScenarioInput } from '@ordiplan/planner';
import { euro, facts, withoutPrice } from '../answers.ts';

const practices = [1, 9, 10, 20, 24, 25, 55, 56, 100, 116, 117, 134] as const;
const priceLists = ['current', 'quoted'] as const;

it.each([
  // scenario                                                   answer
  [{ tenants: 20, prices: 'quoted' }, 'plan single'],
  [{ tenants: 20 }, 'plan single'],
  [{ tenants: 20, outageEuroPerHour: 0 }, 'plan single'],
  [{ tenants: 100, outageEuroPerHour: 50 }, 'plan pair'], // an hour of outage costs 100 practices 5,000 euro
  [{ tenants: 117 }, 'plan managed-db'], // the only one that reaches so far
  [{ tenants: 25, prices: 'quoted' }, 'undecided'], // the analysis names no price of a CX42: B is not "cheapest"
  [{ tenants: 100, prices: 'quoted' }, 'undecided'],
  [{ tenants: 135 }, 'none'],
  [{ tenants: 1000 }, 'none'],
] as const)('%j: %s', (scenario, expected) => {
  const { recommendation } = compare(scenario, facts);
  expect(recommendation.kind === 'plan' ? `plan ${recommendation.id}` : recommendation.kind).toBe(expected);
});

describe('no recommendation', () => {
  it('names the plans without a price that may be cheaper than the best one with', () => {
    expect(compare({ tenants: 25, prices: 'quoted' }, facts).recommendation).toEqual({
      kind: 'undecided',
      unpriced: ['single', 'pair'],
      best: 'managed-db',
    });
  });

  it('says how far any plan goes where none goes far enough', () => {
    expect(compare({ tenants: 1000 }, facts).recommendation).toEqual({ kind: 'none', largestReach: 134 });
  });
});

describe.each(priceLists)('in the list "%s"', (prices) => {
  it.each(practices)('%i practices get a plan that may be run and that none could undercut', (tenants) => {
    noneIsPassedOver(compare({ tenants, prices }, facts));
  });

  it.each(practices)('with %i practices, the dearer an outage, the less downtime has the recommended plan', (tenants) => {
    const hours = [0, 1, 5, 10, 20, 35, 50, 75, 100, 200, 500, 1000, 10_000].flatMap((outageEuroPerHour) => {
      const answer = compare({ tenants, prices, outageEuroPerHour }, facts);
      const { recommendation: chosen } = answer;
      return chosen.kind === 'plan' ? [answer.quotes.find(({ id }) => id === chosen.id)!.availability.hoursDown] : [];
    });
    expect(hours).toEqual([...hours].sort((a, b) => b - a));
  });
});

describe('a deleted price', () => {
  const { catalogue } = facts.book.lists.current;
  const skus = [...catalogue.servers, ...catalogue.databases, ...catalogue.boxes, catalogue.address];

  it.each(skus)('of %s hides no plan', (sku) => {
    const without = withoutPrice(sku);
    for (const tenants of practices) noneIsPassedOver(compare({ tenants }, without));
  });

  it('of the CX33 leaves 20 practices without a recommendation: every plan needs it', () => {
    expect(compare({ tenants: 20 }, withoutPrice('hetzner.cloud.cx33')).recommendation).toEqual({
      kind: 'undecided',
      unpriced: ['single', 'managed-db', 'pair'],
      best: undefined,
    });
  });

  it('of Atlas matters only as long as the rest of B costs less than the best plan', () => {
    // Without Atlas, B costs 12.19 and 105 for the operator, less than the 152.19 of A. At 500 euro an hour its outages
    // alone cost 1,302 a month (5.21 h · 30 % · 20 practices / 12), more than all of C.
    const without = withoutPrice('mongodb.atlas.m20');
    expect(compare({ tenants: 20, outageEuroPerHour: 0 }, without).recommendation.kind).toBe('undecided');
    expect(compare({ tenants: 20, outageEuroPerHour: 500 }, without).recommendation).toMatchObject({ kind: 'plan', id: 'pair' });
  });
});

describe('the reasons', () => {
  it('for A at 20 practices: cheapest, what was excluded, and what more safety would cost', () => {
    const reasons = reasonsOf({ tenants: 20, prices: 'quoted' });
    expect(reasons.map((reason) => reason.code)).toEqual(['cheapest', 'excluded', 'safer-costs-more']);
    const [cheapest, excluded, safer] = reasons;
    // A 195.55, B 243.76, C 259.00: see the totals
    expect(
      cheapest?.code === 'cheapest' && [euro(cheapest.total), ...cheapest.others.map(({ id, total }) => `${id} ${euro(total)}`)],
    ).toEqual(['195.55', 'managed-db 243.76', 'pair 259.00']);
    expect(excluded).toMatchObject({ id: 'solo' });
    // C is down 2.33 h instead of 4.39 h a year, 30 % of them in opening hours, and costs 63.46 more a month
    expect(safer?.code === 'safer-costs-more' && [safer.id, safer.hoursSaved.toFixed(2), euro(safer.costsMore)]).toEqual([
      'pair',
      '0.62',
      '63.46',
    ]);
  });

  it('for C at 100 practices and 50 euro: it is also the safest', () => {
    const reasons = reasonsOf({ tenants: 100, outageEuroPerHour: 50 });
    expect(reasons.map((reason) => reason.code)).toContain('also-safest');
  });

  it('for the last one left: there is no other', () => {
    expect(reasonsOf({ tenants: 117 })[0]?.code).toBe('only-one');
  });
});

it('names the second cheapest plan as runner-up', () => {
  const answer = compare({ tenants: 20 }, facts);
  const totals = answer.quotes
    .filter((quote) => quote.isAdmissible)
    .map(({ id, totalCost }) => ({ id, euro: totalCost!.sum.euro.toNumber() }));
  const [first, second] = totals.sort((a, b) => a.euro - b.euro);
  expect(answer.recommendation).toMatchObject({ id: first!.id, runnerUp: second!.id });
});

it('never recommends a design that only repeats the analysis', () => {
  for (const tenants of practices) {
    for (const prices of priceLists) {
      const { recommendation, quotes } = compare({ tenants, prices, outageEuroPerHour: 0 }, facts);
      if (recommendation.kind === 'plan') expect(quotes.find(({ id }) => id === recommendation.id)!.isAsQuoted).toBe(false);
    }
  }
});

/** Whatever is recommended: no other plan that may be run costs less, and none without a price could. */
function noneIsPassedOver({ quotes, recommendation }: Comparison): void {
  const runnable = quotes.filter((quote) => quote.isAdmissible);
  if (recommendation.kind === 'none') {
    expect(runnable).toEqual([]);
  } else if (recommendation.kind === 'undecided') {
    const unpriced = runnable.filter((quote) => !quote.totalCost).map((quote) => quote.id);
    expect(recommendation.unpriced.length).toBeGreaterThan(0);
    expect(unpriced).toEqual(expect.arrayContaining([...recommendation.unpriced]));
  } else {
    const best = runnable.find((quote) => quote.id === recommendation.id)!.totalCost!.sum.euro;
    for (const quote of runnable) expect((quote.totalCost?.sum ?? quote.atLeast)!.euro.greaterThanOrEqualTo(best)).toBe(true);
  }
}

function reasonsOf(input: ScenarioInput, known: Facts = facts): readonly Reason[] {
  const { recommendation } = compare(input, known);
  return recommendation.kind === 'plan' ? recommendation.reasons : [];
}
