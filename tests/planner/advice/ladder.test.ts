/** The steps of an option: what each carries is what a walk over all counts sees, and no step is without use. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  limitsOf,
  maxTenants,
  middle,
  parseScenario,
  planIds,
  sizingLoad,
  type AssumptionKey,
  type ScenarioInput,
  type Size,
  type Supply,
} from '@ordiplan/planner';
import { billOf, likelySupply } from '../../../packages/planner/src/options/facts.ts';
import { optionOf } from '../../../packages/planner/src/options/index.ts';
import type { Option } from '../../../packages/planner/src/options/plan.ts';
import { ladder, planOf, reachOf } from '../../../packages/planner/src/options/sizing.ts';
import { facts } from '../answers.ts';

const inputs: readonly ScenarioInput[] = [
  { tenants: 20 },
  { tenants: 20, orderOn: '2026-10-06' },
  { tenants: 20, prices: 'quoted' },
  { tenants: 20, sizeMargin: 1.28, databases: 'per-practice' },
];

describe.each(inputs)('with %j', (input) => {
  const supply = supplyFor(input);

  it.each(planIds)('each step of %s carries more practices than the one before', (id) => {
    const reaches = ladder(optionOf(id), supply).map(({ reach }) => reach);
    expect(reaches.length).toBeGreaterThan(0);
    expect(reaches).toEqual([...new Set(reaches)].sort((a, b) => a - b));
  });

  it.each(planIds)('each step of %s costs more than the one before, and those of unknown price come last', (id) => {
    const option = optionOf(id);
    // With the data of one practice, so that no box is larger for one size than for another.
    const euros = ladder(option, supply).map(({ size }) => euroOf(option, size, input, supply));
    const known = euros.filter((euro) => euro !== undefined);
    expect(euros.slice(0, known.length)).toEqual(known);
    expect(known).toEqual([...new Set(known)].sort((a, b) => a - b));
  });

  it.each(planIds)('each step of %s carries exactly what every limit of every stack allows', (id) => {
    const option = optionOf(id);
    for (const { size, reach } of ladder(option, supply)) expect({ size, reach }).toEqual({ size, reach: scan(option, size, supply) });
  });
});

it('a size carries what a walk over all counts finds, whatever the practices bring', () => {
  fc.assert(
    fc.property(fc.constantFrom(...planIds), anyFigures(), fc.nat(), fc.nat({ max: 5 }), (id, assumptions, which, cells) => {
      const supply = supplyFor({ tenants: 20, assumptions });
      const option = optionOf(id);
      const sizes = option.sizes(supply);
      const one = sizes[which % sizes.length]!;
      const size = option.inCells ? { ...one, cells: cells + 2 } : one;
      expect(reachOf(option, size, supply)).toBe(scan(option, size, supply));
    }),
    { numRuns: 200 },
  );
});

it('asked whether it carries more than a number, a size says so, or names one that is no larger', () => {
  const supply = supplyFor({ tenants: 20 });
  fc.assert(
    fc.property(fc.constantFrom(...planIds), fc.nat(), fc.nat({ max: maxTenants }), (id, which, above) => {
      const option = optionOf(id);
      const sizes = option.sizes(supply);
      const size = sizes[which % sizes.length]!;
      const whole = reachOf(option, size, supply);
      const answer = reachOf(option, size, supply, { above });
      if (whole > above) expect(answer).toBe(whole);
      else expect(answer).toBeLessThanOrEqual(above);
    }),
  );
});

it.each([
  // the published reach of each type: 9, 24, 55 and 116 practices
  ['single', [9, 24, 55, 116]],
  ['pair', [9, 24, 55, 116]],
  ['solo', [9, 24, 55, 116]],
] as const)('%s has the published steps at %j', (id, reaches) => {
  expect(ladder(optionOf(id), supplyFor({ tenants: 20, prices: 'quoted' })).map(({ reach }) => reach)).toEqual(reaches);
});

it('two and more cells carry as many times what one carries', () => {
  // 2 · 9 = 18 with two CX23, then CX33 at 24 and CX43 at 55 practices each
  const rungs = ladder(optionOf('single-cells'), supplyFor({ tenants: 20 }));
  expect(rungs.slice(0, 4).map(({ size, reach }) => [size.cells, size.server.split('.').at(-1), reach])).toEqual([
    [2, 'cx23', 18],
    [2, 'cx33', 48],
    [3, 'cx33', 72],
    [2, 'cx43', 110],
  ]);
});

function supplyFor(input: ScenarioInput): Supply {
  return likelySupply(parseScenario(input, facts.today), facts);
}

/** The last count before the first that exceeds any limit of any stack; of cells, as many times that. */
function scan(option: Option, { cells = 1, ...size }: Size, supply: Supply): number {
  const limits = option.stacks(size, supply).flatMap((stack) => limitsOf(stack, supply.values));
  let carried = 0;
  while (carried < maxTenants) {
    const demand = sizingLoad(carried + 1, supply.values, supply.rules);
    if (limits.some(({ share }) => share(demand) > 1)) break;
    carried++;
  }
  return Math.min(maxTenants, cells * carried);
}

function euroOf(option: Option, size: Size, input: ScenarioInput, supply: Supply): number | undefined {
  const scenario = parseScenario(input, facts.today);
  const plan = planOf(option, size, { tenants: 1, domain: scenario.domain, supply })!;
  const { net } = billOf(plan, scenario, facts.book);
  return net && middle(net).euro.toNumber();
}

/** Figures within their spans for what decides about waiting, memory, disk and restores. */
function anyFigures() {
  const keys = [
    'contactsPerDay',
    'requestsPerActive',
    'dbKbPerContact',
    'fileKb',
    'heavyMs',
    'heavyShare',
    'dbMs',
    'speedFactorShared',
    'hotShare',
    'respondHours',
  ] as const satisfies readonly AssumptionKey[];
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  return fc.tuple(...keys.map(() => share)).map((shares) =>
    Object.fromEntries(
      keys.map((key, i) => {
        const { low, high } = facts.assumptions[key];
        return [key, low + shares[i]! * (high - low)];
      }),
    ),
  );
}
