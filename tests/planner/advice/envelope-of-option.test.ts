/** The cost curve of an option is the exact lower envelope of its sizes: a walk over all of them finds none that is cheaper. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxTenants, middle, parseScenario, planIds, type AssumptionKey, type PlanId, type ScenarioInput } from '@ordiplan/planner';
import { costSteps, type CostStep } from '../../../packages/planner/src/advice/upgrade-points.ts';
import { likelySupply } from '../../../packages/planner/src/options/facts.ts';
import { optionOf } from '../../../packages/planner/src/options/index.ts';
import { facts } from '../answers.ts';
import { walkOver } from './envelope-walk.ts';

describe.each([
  ['today', {}],
  ['before the rise of June 2026, when databases and larger boxes had no known price', { orderOn: '2026-05-01' }],
  ['while most of the first choice is sold out', { orderOn: '2026-10-06' }],
  ['at the prices of the analysis, which names few', { prices: 'quoted' }],
  ['with room for large practices, one database each and one queue', { sizeMargin: 1.28, databases: 'per-practice', queue: 'shared' }],
  ['where backups are kept so long that a full cell needs a larger box', { assumptions: { backupRetention: 10 } }],
] as const)('%s', (_, stated) => {
  it.each(planIds)('no size of %s costs less than the one of the curve', (id) => {
    const input = { tenants: 20, ...stated };
    const curve = curveOf(id, input);
    expect(differences(id, input, countsOf(curve, 5))).toEqual([]);
  });
});

it('no size costs less whatever the practices bring and the machines do', () => {
  fc.assert(
    fc.property(fc.constantFrom(...planIds), anyFigures(), fc.integer({ min: 1, max: maxTenants }), (id, assumptions, tenants) => {
      const input = { tenants: 20, assumptions };
      const counts = [tenants, ...countsOf(curveOf(id, input), maxTenants)];
      expect(differences(id, input, counts)).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

it.each(planIds)('%s has a curve without gaps from 1 to the last count', (id) => {
  const curve = curveOf(id, { tenants: 20 });
  expect(curve[0]!.from).toBe(1);
  expect(curve.at(-1)!.to).toBe(maxTenants);
  expect(curve.slice(1).map(({ from }) => from)).toEqual(curve.slice(0, -1).map(({ to }) => to + 1));
});

function curveOf(id: PlanId, input: ScenarioInput): CostStep[] {
  const scenario = parseScenario(input, facts.today);
  return costSteps({ option: optionOf(id), domain: scenario.domain, supply: likelySupply(scenario, facts) });
}

/** Every `stride`th count, and those on both sides of every step. */
function countsOf(curve: readonly CostStep[], stride: number): number[] {
  const beside = curve.flatMap(({ from, to }) => [from, to]);
  const between = Array.from({ length: Math.ceil(maxTenants / stride) }, (_, i) => 1 + i * stride);
  return [...new Set([...beside, ...between])].sort((a, b) => a - b);
}

/** Where the curve and a walk over all sizes do not agree. */
function differences(id: PlanId, input: ScenarioInput, counts: readonly number[]) {
  const curve = curveOf(id, input);
  const walked = walkOver(optionOf(id), input, facts);
  const { skus } = facts.book.lists[parseScenario(input, facts.today).prices];
  return counts.flatMap((tenants) => {
    const { plan, machines, net } = curve.find(({ from, to }) => from <= tenants && tenants <= to)!;
    const found = { isCarried: plan !== undefined, euro: net && middle(net).euro.toString() };
    const expected = walked(tenants);
    // A size without a known price may be the cheapest one: then the curve must not claim the price of another.
    const isOpen = found.euro === undefined && plan?.components.some(({ sku }) => !(sku in skus));
    const isRight = found.isCarried === expected.isCarried && (found.euro === expected.euro || isOpen);
    return isRight ? [] : [{ tenants, machines, found, expected }];
  });
}

/** Figures within their spans for what decides about capacity, storage and speed. */
function anyFigures() {
  const keys = [
    'usersPerPractice',
    'contactsPerDay',
    'requestsPerActive',
    'dbKbPerContact',
    'filesPerContact',
    'fileKb',
    'imageMb',
    'dataAgeYears',
    'heavyMs',
    'heavyShare',
    'dbMs',
    'speedFactorShared',
    'connectionsPerWorker',
    'hotShare',
    'atlasRttMs',
    'respondHours',
    'backupMbPerS',
  ] as const satisfies readonly AssumptionKey[];
  return fc
    .tuple(...keys.map(() => fc.double({ min: 0, max: 1, noNaN: true })))
    .map((shares) => Object.fromEntries(keys.map((key, i) => [key, within(key, shares[i]!)])));
}

function within(key: AssumptionKey, share: number): number {
  const { low, high } = facts.assumptions[key];
  return low + share * (high - low);
}
