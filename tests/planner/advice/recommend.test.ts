/** Recommendations: the cheapest plan that may be run, and never one that only looks cheap for want of a price. */
import { describe, expect, it } from 'vitest';
import { compare, planIds, type Comparison, type Facts, type PlanId, type Reason, type ScenarioInput } from '@ordiplan/planner';
import { recommend } from '../../../packages/planner/src/advice/recommend.ts';
import { euro, facts, withoutPrice } from '../answers.ts';

const practices = [1, 10, 20, 25, 56, 100, 117, 150, 262, 400, 1000] as const;
const priceLists = ['current', 'quoted'] as const;

it.each([
  // scenario                                                   answer
  [{ tenants: 20, prices: 'quoted' }, 'plan single'],
  [{ tenants: 20 }, 'plan single'],
  [{ tenants: 20, outageEuroPerHour: 0 }, 'plan single'],
  // An hour of outage costs 100 practices 5,000 euro; a second site costs nothing and saves some of them.
  [{ tenants: 100, outageEuroPerHour: 50 }, 'plan pair-two-sites'],
  [{ tenants: 117 }, 'plan single'], // on a CPX62
  [{ tenants: 150 }, 'plan single-cells'], // three CX43 at 59.07; one machine that carries all costs 537.19
  [{ tenants: 150, outageEuroPerHour: 100 }, 'plan pair-cells'],
  [{ tenants: 400 }, 'plan pair-cells'],
  [{ tenants: 1000 }, 'plan pair-cells'],
  [{ tenants: 1000, outageEuroPerHour: 0 }, 'plan single-cells'],
  [{ tenants: 25, prices: 'quoted' }, 'undecided'], // the analysis names no price of a CX42: two CX32 are not "cheapest"
  [{ tenants: 100, prices: 'quoted' }, 'undecided'],
  [{ tenants: 1, assumptions: { osGb: 200 } }, 'none'], // no machine has as much memory
] as const)('%j: %s', (scenario, expected) => {
  const { recommendation } = compare(scenario, facts);
  expect(recommendation.kind === 'plan' ? `plan ${recommendation.id}` : recommendation.kind).toBe(expected);
});

describe('no recommendation', () => {
  it('names the plans without a price that may be cheaper than the best one with', () => {
    // Two CX32, one of them for the database: 20.35 and 175 for the operator. Of the others at least the operator is known:
    // 210 for B on two servers, so that it is no rival, whatever it costs.
    expect(compare({ tenants: 25, prices: 'quoted' }, facts).recommendation).toEqual({
      kind: 'undecided',
      unpriced: ['single', 'managed-db', 'pair', 'pair-two-sites'],
      best: 'split',
    });
  });

  it('says how far any plan goes where none goes far enough', () => {
    const { quotes } = compare({ tenants: 1000 }, facts);
    const withoutCells = quotes.filter(({ id }) => !id.endsWith('-cells'));
    expect(recommend(withoutCells, 613)).toEqual({ kind: 'none', largestReach: 613, stoppedBy: [] }); // the cluster
    // 360 practices on servers without a backup do not count as a reach.
    expect(compare({ tenants: 1, assumptions: { osGb: 200 } }, facts).recommendation).toEqual({
      kind: 'none',
      largestReach: 0,
      stoppedBy: [],
    });
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
  const { address, movableAddress, loadBalancer, bucket, databaseBackup } = catalogue;
  const skus = [
    ...[...catalogue.servers, ...catalogue.databases, ...catalogue.boxes],
    ...[address, movableAddress, loadBalancer, bucket, databaseBackup],
  ];

  it.each(skus)('of %s hides no plan', (sku) => {
    const without = withoutPrice(sku);
    for (const tenants of practices) noneIsPassedOver(compare({ tenants }, without));
  });

  it('of the BX11 leaves 20 practices without a recommendation: every plan that may be run needs it', () => {
    expect(compare({ tenants: 20 }, withoutPrice('hetzner.storage-box.bx11')).recommendation).toEqual({
      kind: 'undecided',
      unpriced: planIds.filter((id) => !['solo', 'three-mongods', 'managed-db-as-quoted', 'pair-as-quoted'].includes(id)),
      best: undefined,
    });
  });

  it('of Atlas matters only as long as the rest of B costs less than the best plan', () => {
    // Without Atlas, B costs 13.67 and 105 for the operator: less than the 152.19 of A. With two servers it is 30.64 and
    // 210, more than A. At 500 euro an hour the outages of B alone cost 1,302 a month (5.21 h · 30 % · 20 practices / 12),
    // more than the 735 of a pair on two sites.
    const without = catalogue.databases.reduce((known, sku) => withoutPrice(sku, known), facts);
    expect(compare({ tenants: 20, outageEuroPerHour: 0 }, without).recommendation).toMatchObject({
      kind: 'undecided',
      unpriced: ['managed-db'],
      best: 'single',
    });
    expect(compare({ tenants: 20, outageEuroPerHour: 500 }, without).recommendation).toMatchObject({ kind: 'plan', id: 'pair-two-sites' });
  });
});

describe('the reasons', () => {
  it('for A at 20 practices: cheapest, what may not be run, and what more safety would cost', () => {
    const reasons = reasonsOf({ tenants: 20 });
    expect(reasons.map((reason) => reason.code)).toEqual(['cheapest', 'gate', 'safer-costs-more']);
    const [cheapest, stopped, safer] = reasons;
    // Bill, operator and outages at 20 euro: A 12.19 + 140 + 43.88. Of each other option the cheapest design: of C the pair
    // on two sites, 30.17 + 210 + 19.81; of B one server, 163.77 + 105 + 52.09.
    expect(
      cheapest?.code === 'cheapest' && [euro(cheapest.total), ...cheapest.others.map(({ id, total }) => `${id} ${euro(total)}`)],
    ).toEqual(['196.07', 'pair-two-sites 259.98', 'managed-db 320.86']);
    expect(stopped).toMatchObject({ id: 'solo', because: { id: 'off-site-backup', status: 'inadmissible' } });
    // C on two sites is down 1.98 h instead of 4.39 h a year, 30 % of them in opening hours, and costs 63.91 more a month
    expect(safer?.code === 'safer-costs-more' && [safer.id, safer.hoursSaved.toFixed(2), euro(safer.costsMore)]).toEqual([
      'pair-two-sites',
      '0.72',
      '63.91',
    ]);
  });

  it('for C at 100 practices and 50 euro: it is also the safest', () => {
    const reasons = reasonsOf({ tenants: 100, outageEuroPerHour: 50 });
    expect(reasons.map((reason) => reason.code)).toContain('also-safest');
  });

  it('name of every other option one design, and none of the recommended one', () => {
    for (const tenants of practices) {
      const { recommendation, quotes } = compare({ tenants }, facts);
      const cheapest = recommendation.kind === 'plan' ? recommendation.reasons.find(({ code }) => code === 'cheapest') : undefined;
      if (recommendation.kind !== 'plan' || cheapest?.code !== 'cheapest') continue;
      const optionOf = (id: PlanId) => quotes.find((quote) => quote.id === id)!.option;
      const named = cheapest.others.map(({ id }) => optionOf(id));
      expect(new Set([...named, optionOf(recommendation.id)]).size).toBe(named.length + 1);
      for (const { id, total } of cheapest.others) {
        const designs = quotes.filter((quote) => quote.option === optionOf(id) && quote.isAdmissible && quote.totalCost);
        expect(Math.min(...designs.map((quote) => quote.totalCost!.sum.euro.toNumber()))).toBe(total.euro.toNumber());
      }
    }
  });

  it('for A at the prices of the analysis: no other option has a known total', () => {
    // A 11.67 + 140 + 43.88; the analysis prices neither the snapshots of B nor the movable address of C
    const [only] = reasonsOf({ tenants: 20, prices: 'quoted' });
    expect(only?.code === 'only-one' && [only.id, euro(only.total)]).toEqual(['single', '195.55']);
  });
});

it('names the second cheapest plan as runner-up: of another option, or of the same if it is down less', () => {
  const answer = compare({ tenants: 20 }, facts);
  const ranked = answer.quotes
    .filter((quote) => quote.isAdmissible && quote.misses.length === 0)
    .map((quote) => ({ ...quote, euro: quote.totalCost!.sum.euro.toNumber() }))
    .sort((a, b) => a.euro - b.euro);
  const [first, ...others] = ranked;
  const second = others.find(
    ({ option, availability }) => option !== first!.option || availability.openingHoursDown < first!.availability.openingHoursDown,
  );
  expect(others[0]!.id).toBe('split'); // a server more in the same row: dearer and down more
  expect(answer.recommendation).toMatchObject({ id: first!.id, runnerUp: second!.id });
});

it('says which gate stops the plans where one stops them all', () => {
  const vendors = facts.compliance.vendors.map((vendor) => ({
    ...vendor,
    processorContract: { ...vendor.processorContract, status: 'no' as const },
  }));
  const { recommendation } = compare({ tenants: 20 }, { ...facts, compliance: { ...facts.compliance, vendors } });
  expect(recommendation).toMatchObject({ kind: 'none' });
  const gates = recommendation.kind === 'none' ? recommendation.stoppedBy.map(({ id }) => id) : [];
  expect(gates).toContain('processor-contract');
});

it('never recommends a design that only repeats the analysis or stands here to be compared', () => {
  for (const tenants of practices) {
    for (const prices of priceLists) {
      const { recommendation } = compare({ tenants, prices, outageEuroPerHour: 0 }, facts);
      const never = ['solo', 'three-mongods', 'managed-db-as-quoted', 'pair-as-quoted'];
      if (recommendation.kind === 'plan') expect(never).not.toContain(recommendation.id);
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
  } else if (recommendation.kind === 'impossible') {
    for (const { misses } of runnable) expect(misses).not.toEqual([]);
  } else {
    const best = runnable.find((quote) => quote.id === recommendation.id)!.totalCost!.sum.euro;
    for (const quote of runnable) expect((quote.totalCost?.sum ?? quote.atLeast)!.euro.greaterThanOrEqualTo(best)).toBe(true);
  }
}

function reasonsOf(input: ScenarioInput, known: Facts = facts): readonly Reason[] {
  const { recommendation } = compare(input, known);
  return recommendation.kind === 'plan' ? recommendation.reasons : [];
}
