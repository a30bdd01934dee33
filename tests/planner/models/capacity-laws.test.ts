/** Capacity: laws that hold for every stack and whatever the assumptions. The searches over practice counts rest on them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  assumptionKeys,
  limitsOf,
  reach,
  reachPerLimit,
  sizingLoad,
  uses,
  type Assumption,
  type DatabasePlace,
  type Host,
  type SizingRules,
  type Stack,
  type Values,
} from '@ordiplan/planner';
import { facts } from '../answers.ts';
import { machineNamed, machineNames, publishedRules, stackOf } from '../reference.ts';

/** Every parameter anywhere in its span. */
const values: fc.Arbitrary<Values> = fc
  .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: assumptionKeys.length, maxLength: assumptionKeys.length })
  .map((shares) => Object.fromEntries(assumptionKeys.map((key, i) => [key, within(facts.assumptions[key], shares[i]!)])) as Values);

const isAtlas = (name: string) => name.startsWith('M');
const host = (names: readonly string[]): fc.Arbitrary<Host> =>
  fc.record({ name: fc.constantFrom(...names), share: fc.double({ min: 0, max: 1, noNaN: true }) }).map(({ name, share }) => {
    const machine = machineNamed(name);
    return { machine, cores: within(machine.referenceCores, share) };
  });
const server = host(machineNames.filter((name) => !isAtlas(name)));
const database: fc.Arbitrary<DatabasePlace> = fc.oneof(
  fc.record({ on: fc.constant('server' as const), copies: fc.constantFrom(1, 3) }),
  fc.record({ on: fc.constant('own-server' as const), host: server }),
  fc.record({ on: fc.constant('managed' as const), host: host(machineNames.filter(isAtlas)) }),
);
const rules: fc.Arbitrary<SizingRules> = fc.record({
  queue: fc.constantFrom('per-worker', 'shared'),
  databases: fc.constantFrom('shared', 'per-practice'),
  margin: fc.double({ min: 0, max: 3, noNaN: true }),
});
const speed = fc.double({ min: 5, max: 300, noNaN: true });
const stack: fc.Arbitrary<Stack> = fc.record({
  server,
  servers: fc.integer({ min: 1, max: 8 }),
  database,
  filesOn: fc.constantFrom('server', 'elsewhere'),
  restorePath: fc.option(fc.record({ databaseMbPerS: speed, filesMbPerS: fc.oneof(speed, fc.constant(Infinity)) }), { nil: undefined }),
  rules,
});
const tenants = fc.integer({ min: 1, max: 300 });

it('more practices never use less of any limit', () => {
  fc.assert(
    fc.property(values, stack, tenants, tenants, (v, s, one, other) => {
      const [few, many] = [Math.min(one, other), Math.max(one, other)].map((n) => uses(s, sizingLoad(n, v, s.rules), v));
      for (const [i, use] of few!.entries()) {
        expect(many![i]).toMatchObject({ place: use.place, resource: use.resource });
        expect(many![i]!.share).toBeGreaterThanOrEqual(use.share * (1 - 1e-12));
      }
    }),
    { numRuns: 2000 },
  );
});

it('a stack carries as many practices as a walk from one to the next finds', () => {
  fc.assert(
    fc.property(values, stack, (v, s) => {
      expect(reach(s, v, 300)).toBe(walk(s, v, 300));
    }),
    { numRuns: 300 },
  );
});

it('a stack carries as many practices as its tightest limit does', () => {
  fc.assert(
    fc.property(values, stack, (v, s) => {
      expect(reach(s, v, 1000)).toBe(Math.min(...reachPerLimit(s, v, 1000).map((limit) => limit.tenants)));
    }),
    { numRuns: 300 },
  );
});

it('every limit is asked once, and every share is a number of at least zero', () => {
  fc.assert(
    fc.property(values, stack, tenants, (v, s, n) => {
      const all = uses(s, sizingLoad(n, v, s.rules), v);
      expect(new Set(all.map(({ place, resource }) => `${place} ${resource}`)).size).toBe(all.length);
      expect(all.length).toBe(limitsOf(s, v).length);
      for (const { share } of all) expect(share).toBeGreaterThanOrEqual(0);
      expect(all.every(({ share }) => Number.isFinite(share))).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

describe('whatever the assumptions', () => {
  it('more room for unequal practices never carries more of them', () => {
    const margin = fc.double({ min: 0, max: 3, noNaN: true });
    fc.assert(
      fc.property(values, stack, margin, margin, (v, s, one, other) => {
        const [narrow, wide] = [Math.min(one, other), Math.max(one, other)].map((z) =>
          reach({ ...s, rules: { ...s.rules, margin: z } }, v, 300),
        );
        expect(wide).toBeLessThanOrEqual(narrow!);
      }),
      { numRuns: 300 },
    );
  });

  it('a faster server never carries less', () => {
    fc.assert(
      fc.property(values, stack, fc.double({ min: 1, max: 4, noNaN: true }), (v, s, factor) => {
        const faster = { ...s, server: { ...s.server, cores: s.server.cores * factor } };
        expect(reach(faster, v, 300)).toBeGreaterThanOrEqual(reach(s, v, 300));
      }),
      { numRuns: 300 },
    );
  });

  it('more servers never use more of the servers, and never less of the database', () => {
    fc.assert(
      fc.property(values, stack, tenants, (v, s, n) => {
        const [now, further] = [s, { ...s, servers: s.servers + 1 }].map((one) => uses(one, sizingLoad(n, v, one.rules), v));
        for (const [i, { place, share }] of now!.entries()) {
          const after = further![i]!.share;
          if (place === 'server') expect(after).toBeLessThanOrEqual(share * (1 + 1e-12));
          else expect(after).toBeGreaterThanOrEqual(share);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('one queue for all workers ends no earlier at 5 % of waiting requests than one for each', () => {
    // Within the spans, on every machine of the tables; far beyond the limit the shared queue is an approximation.
    fc.assert(
      fc.property(values, fc.constantFrom('A:cx22', 'A:cx32', 'A:cx42', 'A:cx52', 'A:ccx13', 'A:ccx23', 'A:ccx53'), (v, name) => {
        const [shared, perWorker] = (['shared', 'per-worker'] as const).map((queue) => {
          const limits = reachPerLimit(stackOf(name, { values: v, rules: { ...publishedRules, queue } }), v, 3000);
          return limits.find(({ resource }) => resource === 'latency')!.tenants;
        });
        expect(shared).toBeGreaterThanOrEqual(perWorker!);
      }),
      { numRuns: 500 },
    );
  });
});

function within({ low, high }: Pick<Assumption, 'low' | 'high'>, share: number): number {
  return low + (high - low) * share;
}

function walk(s: Stack, v: Values, max: number): number {
  let carried = 0;
  while (carried < max && uses(s, sizingLoad(carried + 1, v, s.rules), v).every(({ share }) => share <= 1)) carried++;
  return carried;
}
