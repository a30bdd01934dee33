/** The guaranteed interval: no draw and no corner leaves it, because every assumption moves every limit in one direction. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  assumptionKeys,
  compare,
  downtimeHours,
  load,
  parseScenario,
  planIds,
  reach,
  restoreHours,
  sensitivity,
  series,
  type AssumptionKey,
  type Plan,
  type PlanId,
  type Scenario,
  type ScenarioInput,
  type Sensitivity,
  type Span,
  type Supply,
  type Use,
} from '@ordiplan/planner';
import { worldsOf } from '../../../packages/planner/src/advice/draws.ts';
import { likelySupply } from '../../../packages/planner/src/options/facts.ts';
import { optionOf } from '../../../packages/planner/src/options/index.ts';
import { usesOf } from '../../../packages/planner/src/options/sizing.ts';
import { facts, today } from '../answers.ts';

const draws = { draws: 5000, seed: 20261123 };
/** Two ways to the same hours differ in their last digits. */
const lastDigits = 1e-12;

describe.each<[string, ScenarioInput]>([
  ['as shipped', { tenants: 20 }],
  ['with the machines of the analysis', { tenants: 20, prices: 'quoted' }],
  ['with one queue for all workers', { tenants: 20, queue: 'shared' }],
  ['with a database for each practice and a size margin', { tenants: 20, databases: 'per-practice', sizeMargin: 1.28 }],
  ['with a figure that is likely zero', { tenants: 20, assumptions: { imagesPerContact: { low: 0, likely: 0, high: 0.05 } } }],
  [
    'with a failover that may be slower than a person',
    { tenants: 20, assumptions: { failoverSeconds: { low: 10, likely: 40, high: 36_000 } } },
  ],
])('5,000 draws %s', (_name, input) => {
  const scenario = parseScenario(input, today);
  const asked = compare(scenario, facts).quotes.flatMap((quote) => {
    const answer = sensitivity(quote, { scenario, facts });
    return answer && quote.plan ? [{ id: quote.id, plan: quote.plan, answer }] : [];
  });
  const outside: string[] = [];
  for (const { supply } of worldsOf({ scenario, facts }, draws)) {
    for (const { id, plan, answer } of asked) outside.push(...outsideOf(answer, figuresOf(plan, supply)).map((what) => `${id}: ${what}`));
  }

  it('stay within the guaranteed interval of every layout', () => {
    expect(asked.map(({ id }) => id)).toEqual(planIds);
    expect(outside).toEqual([]);
  });

  it('and so do the likely figures and both ends of every bar', () => {
    for (const { id, answer } of asked) {
      const { reach: carried, openingHoursDown: down } = answer;
      for (const practices of [carried.base, ...carried.bars.flatMap(({ atLow, atHigh }) => [atLow, atHigh])])
        expect(outsideOf(answer, { practices, hours: down.base }), id).toEqual([]);
      for (const hours of [down.base, ...down.bars.flatMap(({ atLow, atHigh }) => [atLow, atHigh])])
        expect(outsideOf(answer, { practices: carried.base, hours }), id).toEqual([]);
    }
  });
});

describe('the guaranteed interval', () => {
  it('is that of all corners, counted one by one', () => {
    // Most figures measured, four open: 2⁴ corners, and twice as many with the speed of each machine.
    const open = fc.uniqueArray(fc.constantFrom(...assumptionKeys.filter(hasSpan)), { minLength: 4, maxLength: 4 });
    const queue = fc.constantFrom('per-worker', 'shared');
    fc.assert(
      fc.property(fc.constantFrom(...planIds), open, queue, fc.integer({ min: 1, max: 40 }), (id, keys, rule, tenants) => {
        expectCorners(id, keys, { tenants, queue: rule });
      }),
      { numRuns: 150 },
    );
  });

  it.each<[PlanId, readonly AssumptionKey[], ScenarioInput]>([
    // With few practices a slower fast request makes long waits in a shared queue rarer, since requests differ less;
    // near the limit it makes them more frequent, and only there it counts.
    ['managed-db', ['fastMs'], { tenants: 20, queue: 'shared', assumptions: { contactsPerDay: 5 } }],
    ['managed-db-balanced', ['fastMs', 'heavyMs'], { tenants: 20, queue: 'shared', assumptions: { contactsPerDay: 5 } }],
    // A failover of up to ten hours: to succeed is then worse than to wait for a person.
    [
      'pair',
      ['failoverSuccess', 'failoverSeconds'],
      { tenants: 20, assumptions: { failoverSeconds: { low: 10, likely: 40, high: 36_000 } } },
    ],
    // No heavy requests are likely: how heavy they are counts only if there are some.
    ['single', ['heavyShare', 'heavyMs'], { tenants: 5, assumptions: { heavyShare: { low: 0, likely: 0, high: 0.05 } } }],
    // In the worst case everybody waits too long at 28 practices, however far the database is; it counts where only one or two are served.
    [
      'managed-db',
      ['dbRoundTrips', 'atlasRttMs', 'requestsPerActive', 'heavyMs'],
      { tenants: 28, assumptions: { dbRoundTrips: { low: 0, likely: 0, high: 8 }, atlasRttMs: { low: 3, likely: 6, high: 60 } } },
    ],
    // A heavy request that is perhaps lighter than a fast one.
    ['single', ['heavyShare', 'heavyMs', 'fastMs'], { tenants: 5, assumptions: { heavyMs: { low: 1, likely: 3, high: 900 } } }],
  ])('of %s holds where %j turn round', (id, keys, input) => {
    expectCorners(id, keys, input);
  });
});

describe('one assumption moves every limit, and the hours down, in one direction', () => {
  // From 60 points in the spans, five steps along each assumption.
  const scenario = parseScenario({ tenants: 20 }, today);
  const worlds = [...worldsOf({ scenario, facts }, { draws: 60, seed: 9 })];
  const quotes = compare(scenario, facts).quotes;

  it.each(planIds)('of %s', (id) => {
    const plan = quotes.find((quote) => quote.id === id)!.plan!;
    const wrong = assumptionKeys.filter(hasSpan).filter((key) => {
      const steps = worlds.flatMap((world) =>
        stepsAlong(facts.assumptions[key], (x) => burdensOf(plan, turned(world.supply, { [key]: x }))),
      );
      return steps.some((step) => step < 0) && steps.some((step) => step > 0);
    });
    expect(wrong).toEqual([]);
  });

  it('except that a short repair can be worse than a shorter one, where a failover takes longer than both', () => {
    // While the other node takes over, the lost one is back already: with λ t = 1.5/8760 · 1.24 h, more time in repair
    // first means fewer failures a year. Only while λ/μ + (λ/μ)² < λ t, which the ends of the span leave behind.
    const plan = quotes.find(({ id }) => id === 'pair-two-sites')!.plan!;
    const bad = { siteFailuresPerYear: 0.5, failoverSuccess: 0.8, failoverSeconds: 180, manualFailoverHours: 6 };
    const supply = likelySupply(scenario, facts);
    const [short, longer, longest] = [0.5, 1, 24].map(
      (siteRepairHours) => figuresOf(plan, turned(supply, { ...bad, siteRepairHours })).hours,
    );
    expect(longer!).toBeLessThan(short!);
    expect(longest!).toBeGreaterThan(short!);
    expect((short! - longer!) / short!).toBeLessThan(1e-5);
  });
});

interface Figures {
  readonly practices: number;
  readonly hours: number;
}

/** Practices carried and opening hours down, from the formulas alone. */
function figuresOf({ id, size: { cells = 1, ...size }, tenants }: Plan, supply: Supply): Figures {
  const option = optionOf(id);
  const { values, maxTenants } = supply;
  const restore = restoreHours(load(Math.ceil(tenants / cells), values), option.restorePath(values), values);
  const causes = Object.values(option.outages(size, values, restore));
  return {
    practices: Math.min(maxTenants, cells * Math.min(...option.stacks(size, supply).map((stack) => reach(stack, values, maxTenants)))),
    hours: downtimeHours(series(...causes.map(({ availability }) => availability))) * values.openingShare,
  };
}

function outsideOf({ reach: carried, openingHoursDown: down }: Sensitivity, { practices, hours }: Figures): string[] {
  const { worst, best } = carried.guaranteed;
  return [
    ...(worst <= practices && practices <= best ? [] : [`${practices} practices, not in ${worst} to ${best}`]),
    ...(down.guaranteed.best * (1 - lastDigits) <= hours && hours <= down.guaranteed.worst * (1 + lastDigits)
      ? []
      : [`${hours} h, not in ${down.guaranteed.best} to ${down.guaranteed.worst}`]),
  ];
}

/** Compares the interval with the extremes over all corners of `keys` and the speeds; everything else is measured. */
function expectCorners(id: PlanId, keys: readonly AssumptionKey[], input: ScenarioInput): void {
  const stated = input.assumptions ?? {};
  const spans = Object.fromEntries(assumptionKeys.map((key) => [key, keys.includes(key) ? (stated[key] ?? spanOf(key)) : measured(key)]));
  const scenario = parseScenario({ ...input, assumptions: spans }, today);
  const quote = compare(scenario, facts).quotes.find((one) => one.id === id)!;
  if (!quote.plan) return expect(sensitivity(quote, { scenario, facts })).toBeUndefined();
  const corners = cornersOf(scenario, keys, quote.plan);
  const practices = corners.map((one) => one.practices);
  const hours = corners.map((one) => one.hours);
  const answer = sensitivity(quote, { scenario, facts })!;
  expect(answer.reach.guaranteed).toEqual({ worst: Math.min(...practices), best: Math.max(...practices) });
  expect(answer.openingHoursDown.guaranteed.worst).toBeCloseTo(Math.max(...hours), 9);
  expect(answer.openingHoursDown.guaranteed.best).toBeCloseTo(Math.min(...hours), 9);

  function measured(key: AssumptionKey): number | Span {
    const own = stated[key];
    return typeof own === 'number' ? own : facts.assumptions[key].likely;
  }
}

function cornersOf(scenario: Scenario, keys: readonly AssumptionKey[], plan: Plan): Figures[] {
  const { server, standby, database } = plan.size;
  const skus = [...new Set([server, standby, database].filter((sku) => sku !== undefined))];
  const supply = likelySupply(scenario, facts);
  const ends = [
    ...keys.map((key) => [scenario.assumptions[key]!.low, scenario.assumptions[key]!.high]),
    ...skus.map((sku) => [facts.machines.machines[sku]!.referenceCores.low, facts.machines.machines[sku]!.referenceCores.high]),
  ];
  return Array.from({ length: 2 ** ends.length }, (_, corner) => {
    const at = ends.map((pair, i) => pair[(corner >> i) & 1]!);
    const speeds = new Map(skus.map((sku, i) => [sku, at[keys.length + i]!]));
    const values = Object.fromEntries(keys.map((key, i) => [key, at[i]!]));
    return figuresOf(plan, { ...turned(supply, values), coresOf: (sku) => speeds.get(sku) ?? supply.coresOf(sku) });
  });
}

/** Every share of a limit, and the hours down. */
function burdensOf(plan: Plan, supply: Supply): number[] {
  return [...usesOf(optionOf(plan.id), plan, supply).map(({ share }: Use) => share), figuresOf(plan, supply).hours];
}

/** How each burden changes from step to step, as a share of itself; what is smaller than the last digits is no change. */
function stepsAlong({ low, likely, high }: Span, burdensAt: (x: number) => number[]): number[] {
  const points = [low, (low + likely) / 2, likely, (likely + high) / 2, high].map(burdensAt);
  return points.slice(1).flatMap((after, i) =>
    after.map((burden, k) => {
      const before = points[i]![k]!;
      const change = before === burden ? 0 : (burden - before) / Math.max(before, burden);
      return Math.abs(change) < lastDigits ? 0 : change;
    }),
  );
}

function turned(supply: Supply, values: Partial<Record<AssumptionKey, number>>): Supply {
  return { ...supply, values: { ...supply.values, ...values }, found: new Map() };
}

function hasSpan(key: AssumptionKey): boolean {
  return facts.assumptions[key].low !== facts.assumptions[key].high;
}

function spanOf(key: AssumptionKey): Span {
  const { low, likely, high } = facts.assumptions[key];
  return { low, likely, high };
}
