/**
 * Capacity: the published table of the reference machines, and that more practices never need less. Rows with a Volume,
 * a database on a server of its own, or a load balancer are left out: those layouts are built in a later step.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assumptionKeys, binding, load, reach, reachPerLimit, uses, type Assumption, type Stack, type Values } from '@ordiplan/planner';
import { facts } from '../answers.ts';
import { likely, stackNames, stackOf } from '../reference.ts';

describe.each([
  // machines       carries   binding               practices at which each limit alone ends, below 700
  ['A:cx22', 9, 'server disk', { disk: 9, ram: 11, latency: 20, cpu: 60, restore: 261 }],
  ['A:cx32', 24, 'server disk', { disk: 24, ram: 29, latency: 41, cpu: 121, restore: 261 }],
  ['A:cx42', 55, 'server disk', { disk: 55, ram: 65, latency: 83, cpu: 243, restore: 261 }],
  ['A:cx52', 116, 'server disk', { disk: 116, ram: 137, latency: 159, restore: 261, cpu: 474 }],
  ['A:ccx23', 55, 'server disk', { disk: 55, ram: 71, latency: 185, restore: 261, cpu: 277 }],
  [
    'B:cx32+M10',
    18,
    'database ram',
    { 'database ram': 18, disk: 28, latency: 43, cpu: 140, 'database cpu': 292, 'database disk': 361, restore: 410 },
  ],
  ['B:cx32+M20', 28, 'server disk', { disk: 28, 'database ram': 37, latency: 43, cpu: 140, restore: 410, 'database cpu': 487 }],
  ['B:cx42+M30', 63, 'server disk', { disk: 63, 'database ram': 74, latency: 87, cpu: 280, restore: 410 }],
] as const)('%s', (name, carries, first, ends) => {
  const stack = stackOf(name);

  it(`carries ${carries} practices`, () => {
    expect(reach(stack, likely, 1000)).toBe(carries);
  });

  it(`is bound by its ${first}`, () => {
    const { place, resource, share } = binding(uses(stack, load(carries + 1, likely), likely));
    expect(`${place} ${resource}`).toBe(first);
    expect(share).toBeGreaterThan(1);
  });

  it('keeps to every limit as long as published', () => {
    const within = reachPerLimit(stack, likely, 700).filter(({ tenants }) => tenants < 700);
    const named = within.map(({ place, resource, tenants }) => [place === 'database' ? `database ${resource}` : resource, tenants]);
    expect(Object.fromEntries(named)).toEqual(ends);
  });
});

describe('the wait of a CX32-class server', () => {
  // With 1.68 active users a practice, 20 active users are 11.9 practices.
  it.each([
    // speed  P(wait > 1 s) at 20, 30, 40, 50, 60, 80, 100, 150 active users     practices within 5 %
    [1, [0.006, 0.01, 0.014, 0.018, 0.023, 0.034, 0.046, 0.09], 62],
    [0.8, [0.011, 0.017, 0.024, 0.032, 0.04, 0.06, 0.083, 0.168], 41],
    [0.5, [0.029, 0.046, 0.066, 0.088, 0.112, 0.172, 0.249, 0.578], 18],
    [0.25, [0.092, 0.152, 0.224, 0.312, 0.421, 0.734, 1, 1], 6],
  ] as const)('at %d of the speed of its cores is as published', (speedFactorShared, tails, practices) => {
    const values = { ...likely, speedFactorShared };
    const stack = stackOf('A:cx32', values);
    const activeUsers = [20, 30, 40, 50, 60, 80, 100, 150];
    for (const [i, users] of activeUsers.entries()) {
      const latency = uses(stack, load(users / 1.68, values), values).find((use) => use.resource === 'latency')!;
      expect(latency.share * values.maxWaitShare).toBeCloseTo(tails[i]!, 3);
    }
    expect(reachPerLimit(stack, values, 1000).find((limit) => limit.resource === 'latency')?.tenants).toBe(practices);
  });
});

it.each([
  // parameter         N at its low end   at its high end: the tornado of a CX32-class server
  ['contactsPerDay', 41, 14],
  ['dataAgeYears', 36, 18],
  ['speedFactorShared', 6, 24],
  ['fileKb', 29, 12],
  ['heavyMs', 24, 7],
  ['filesPerContact', 29, 13],
  ['dbKbPerContact', 26, 12],
  ['imagesPerContact', 28, 16],
  ['hotShare', 24, 13],
  ['imageMb', 28, 18],
  ['importYearsFiles', 28, 18],
  ['importYearsDb', 26, 18],
  ['indexRatio', 25, 18],
  ['requestsPerActive', 24, 18],
] as const)('%s moves the 24 practices of a CX32-class server between %i and %i', (key, atLow, atHigh) => {
  const reachAt = (value: number) => {
    const values = { ...likely, [key]: value };
    return reach(stackOf('A:cx32', values), values, 1000);
  };
  const { low, high } = facts.assumptions[key];
  expect([reachAt(low), reachAt(high)]).toEqual([atLow, atHigh]);
});

describe('more practices', () => {
  it('never use less of any limit, whatever the assumptions', () => {
    fc.assert(
      fc.property(
        values,
        fc.constantFrom(...stackNames),
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 50 }),
        (v, name, n, more) => {
          const stack = stackOf(name, v);
          const [few, many] = [uses(stack, load(n, v), v), uses(stack, load(n + more, v), v)];
          for (const [i, use] of few.entries()) {
            expect(many[i]).toMatchObject({ place: use.place, resource: use.resource });
            expect(many[i]!.share).toBeGreaterThanOrEqual(use.share - 1e-12);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('are carried up to the number that a walk finds', () => {
    fc.assert(
      fc.property(values, fc.constantFrom(...stackNames), (v, name) => {
        const stack = stackOf(name, v);
        expect(reach(stack, v, 200)).toBe(walk(stack, v, 200));
      }),
      { numRuns: 60 },
    );
  });
});

it('carries as many practices as its tightest limit does', () => {
  fc.assert(
    fc.property(values, fc.constantFrom(...stackNames), (v, name) => {
      const stack = stackOf(name, v);
      expect(reach(stack, v, 1000)).toBe(Math.min(...reachPerLimit(stack, v, 1000).map(({ tenants }) => tenants)));
    }),
  );
});

it('times no restore where nothing is kept off-site', () => {
  const withoutBackup: Stack = { ...stackOf('A:cx32'), restorePath: undefined };
  expect(uses(withoutBackup, load(1, likely), likely).map((use) => use.resource)).not.toContain('restore');
});

it('carries nobody on a machine whose system fills the disk', () => {
  const small = stackOf('A:cx22');
  const tiny: Stack = { ...small, server: { ...small.server, machine: { ...small.server.machine, diskGb: 10 } } };
  expect(reach(tiny, likely, 1000)).toBe(0);
});

/** Every parameter anywhere in its span. */
const values: fc.Arbitrary<Values> = fc
  .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: assumptionKeys.length, maxLength: assumptionKeys.length })
  .map((shares) => Object.fromEntries(assumptionKeys.map((key, i) => [key, within(facts.assumptions[key], shares[i]!)])) as Values);

function within({ low, high }: Assumption, share: number): number {
  return low + (high - low) * share;
}

function walk(stack: Stack, v: Values, max: number): number {
  let carried = 0;
  while (carried < max && uses(stack, load(carried + 1, v), v).every((use) => use.share <= 1)) carried++;
  return carried;
}
