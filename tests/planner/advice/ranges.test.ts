/** Ranges: the published simulation, the same figures by counting worlds one by one, and what is not known. */
import { describe, expect, it } from 'vitest';
import {
  availabilityTargets,
  compare,
  downtimeHours,
  load,
  parseScenario,
  planIds,
  quantiles,
  ranges,
  reach,
  restoreHours,
  series,
  type PlanId,
  type PlanRanges,
  type ScenarioInput,
} from '@ordiplan/planner';
import { worldsOf } from '../../../packages/planner/src/advice/draws.ts';
import { optionOf } from '../../../packages/planner/src/options/index.ts';
import { facts, today } from '../answers.ts';

describe('10,000 draws of the published simulation', () => {
  const drawn = rangesFor({ tenants: 20, prices: 'quoted' }, { draws: 10_000, seed: 20261123 }, ['single']).single!;

  it.each([
    // class     point  practices: 10 %, 50 %, 90 % of the draws carry at most   tolerance: the sampling error of both
    ['CX22', 0, [3, 6, 12], 1],
    ['CX32', 1, [7, 17, 32], 1],
    ['CX42', 2, [16, 37, 71], 1],
    ['CX52', 3, [32, 75, 145], 3],
  ] as const)('a %s carries as published', (_class, i, published, tolerance) => {
    const { p10, p50, p90 } = drawn.upgradePoints[i]!;
    for (const [k, point] of [p10, p50, p90].entries()) expect(Math.abs(point - 1 - published[k]!)).toBeLessThanOrEqual(tolerance);
  });

  it('the machines of today carry what lies before the point that ends them', () => {
    // 20 practices stand on a CX32, the second class.
    const { p10, p50, p90 } = drawn.upgradePoints[1]!;
    expect(drawn.reach).toEqual({ p10: p10 - 1, p50: p50 - 1, p90: p90 - 1 });
  });

  it('they carry 20 practices in 39 % of the draws', () => {
    // Published 0.386. Standard deviation of the difference of two runs: √(2 · 0.386 · 0.614 / 10,000) = 0.007; three of them.
    expect(Math.abs(drawn.chances.carriesTenants! - 0.386)).toBeLessThan(0.021);
  });
});

describe.each(planIds)('the ranges of %s', (id) => {
  const input: ScenarioInput = { tenants: 20 };
  const draws = { draws: 300, seed: 11 };
  const scenario = parseScenario(input, today);
  const quote = compare(scenario, facts).quotes.find((one) => one.id === id)!;
  const drawn = ranges([quote], { scenario, facts }, draws)[id]!;
  const { cells = 1, ...size } = quote.plan!.size;
  const option = optionOf(id);
  // The same worlds, counted one by one with the formulas alone.
  const worlds = [...worldsOf({ scenario, facts }, draws)].map(({ supply }) => {
    const share = load(Math.ceil(scenario.tenants / cells), supply.values);
    const restore = restoreHours(share, option.restorePath(supply.values), supply.values);
    const causes = Object.values(option.outages(size, supply.values, restore));
    const carried = option.stacks(size, supply).map((stack) => reach(stack, supply.values, supply.maxTenants));
    return {
      reach: Math.min(cells * Math.min(...carried), supply.maxTenants),
      up: series(...causes.map(({ availability }) => availability)),
      openingShare: supply.values.openingShare,
      afterLoss: option.hoursAfterServerLoss(supply.values, restore),
    };
  });

  it('are the quantiles of what each world gives', () => {
    expect(drawn.reach).toEqual(quantiles(worlds.map((world) => world.reach)));
    expect(drawn.availability).toEqual(quantiles(worlds.map(({ up }) => up)));
    expect(drawn.openingHoursDown).toEqual(quantiles(worlds.map(({ up, openingShare }) => downtimeHours(up) * openingShare)));
  });

  it('say for each target in what share of the worlds it holds', () => {
    const shareOf = (holds: (world: (typeof worlds)[number]) => boolean) => worlds.filter(holds).length / worlds.length;
    expect(drawn.chances.carriesTenants).toBe(shareOf((world) => world.reach >= 20));
    expect(drawn.chances.availability).toEqual([
      { target: 0.999, chance: shareOf(({ up }) => up >= 0.999) },
      { target: 0.9995, chance: shareOf(({ up }) => up >= 0.9995) },
    ]);
  });

  it('give a time of return only if there is one in every world', () => {
    const hours = worlds.map(({ afterLoss }) => afterLoss);
    if (hours.includes(undefined)) expect(drawn.hoursAfterServerLoss).toBeUndefined();
    else expect(drawn.hoursAfterServerLoss).toEqual(quantiles(hours as number[]));
  });

  it('order p10, p50 and p90 of every figure', () => {
    const { netEuro, upgradePoints, availability, openingHoursDown, hoursAfterServerLoss } = drawn;
    for (const q of [netEuro, drawn.reach, ...upgradePoints, availability, openingHoursDown, hoursAfterServerLoss]) {
      if (q) expect([q.p10, q.p50, q.p90]).toEqual([q.p10, q.p50, q.p90].sort((a, b) => a - b));
    }
  });

  it('reach an easier target at least as often as a harder one', () => {
    expect(drawn.chances.availability.map(({ target }) => target)).toEqual(availabilityTargets);
    expect(drawn.chances.availability[0]!.chance).toBeGreaterThanOrEqual(drawn.chances.availability[1]!.chance);
  });
});

describe('ranges', () => {
  it('hold the quotes that were asked for and no others', () => {
    expect(Object.keys(rangesFor({ tenants: 20 }, { draws: 5, seed: 1 }, ['pair', 'solo'])).sort()).toEqual(['pair', 'solo']);
    expect(rangesFor({ tenants: 20 }, { draws: 5, seed: 1 }, [])).toEqual({});
  });

  it('with the same seed are the same, and with another others', () => {
    const [first, again, other] = [1, 1, 2].map((seed) => rangesFor({ tenants: 20 }, { draws: 100, seed }));
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });

  it('cost what the cheapest server that is enough costs, world by world', () => {
    // The baseline stores nothing elsewhere: it buys a server and its address.
    const draws = { draws: 300, seed: 11 };
    const scenario = parseScenario({ tenants: 20 }, today);
    const solo = optionOf('solo');
    const costs = [...worldsOf({ scenario, facts }, draws)].map(({ supply }) => {
      const enough = solo.sizes(supply).filter((size) => {
        return solo.stacks(size, supply).every((stack) => reach(stack, supply.values, supply.maxTenants) >= 20);
      });
      return Math.min(...enough.map(({ server }) => supply.euroOf(server)! + supply.euroOf(supply.catalogue.address)!));
    });
    const [drawn, counted] = [rangesFor({ tenants: 20 }, draws, ['solo']).solo!.netEuro!, quantiles(costs)];
    for (const q of ['p10', 'p50', 'p90'] as const) expect(drawn[q]).toBeCloseTo(counted[q], 9);
    expect(counted.p90).toBeGreaterThan(counted.p10);
  });

  it('leave a cost unknown if a price is', () => {
    // 90 practices need a CX52 or a CX42 in nearly every draw, and the analysis prices neither
    expect(rangesFor({ tenants: 90, prices: 'quoted' }).single!.netEuro).toBeUndefined();
  });

  it('give no time of return to a plan whose data never comes back', () => {
    const drawn = rangesFor({ tenants: 20 });
    expect(drawn.solo!.hoursAfterServerLoss).toBeUndefined();
    expect(drawn['managed-db-as-quoted']!.hoursAfterServerLoss).toBeUndefined();
  });

  it('say nothing of what a plan carries where there is none, and still how often it would be down', () => {
    const { reach: carried, chances, netEuro, availability } = rangesFor({ tenants: 1000, prices: 'quoted' }).single!;
    expect([carried, chances.carriesTenants]).toEqual([undefined, undefined]);
    expect(availability.p50).toBeGreaterThan(0.99);
    // No server of the analysis carries them in any of these worlds.
    expect(netEuro).toEqual({ p10: Infinity, p50: Infinity, p90: Infinity });
  });

  it('shrink to the point where everything was measured', () => {
    const measured = Object.fromEntries(Object.entries(facts.assumptions).map(([key, { likely }]) => [key, likely]));
    const scenario = parseScenario({ tenants: 20, assumptions: measured }, today);
    const quote = compare(scenario, facts).quotes.find(({ id }) => id === 'single')!;
    const { availability, chances } = ranges([quote], { scenario, facts }, { draws: 50, seed: 1 }).single!;
    const { total } = quote.availability;
    expect(availability).toEqual({ p10: total, p50: total, p90: total });
    expect(chances.availability.map(({ chance }) => chance)).toEqual([total >= 0.999 ? 1 : 0, total >= 0.9995 ? 1 : 0]);
  });
});

function rangesFor(
  input: ScenarioInput,
  draws = { draws: 100, seed: 20261123 },
  ids: readonly PlanId[] = planIds,
): Partial<Record<PlanId, PlanRanges>> {
  const scenario = parseScenario(input, today);
  const { quotes } = compare(scenario, facts);
  return ranges(
    quotes.filter(({ id }) => ids.includes(id)),
    { scenario, facts },
    draws,
  );
}
