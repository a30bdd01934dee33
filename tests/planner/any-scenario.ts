/** Scenarios of every kind, for properties: all inputs, with figures of users from the least to the most. */
import fc from 'fast-check';
import { assumptionKeys, boundsOf, profileIds, type AssumptionKey, type Scenario, type Span } from '@ordiplan/planner';

const firstDay = Date.UTC(2020, 0, 1);
const msPerDay = 86_400_000;
const dayAfter = (days: number) => new Date(firstDay + days * msPerDay).toISOString().slice(0, 10);
const day = fc.integer({ min: 0, max: 4000 });

const tenants = fc.integer({ min: 1, max: 1000 });
const label = fc.stringMatching(/^[a-z]([a-z0-9-]{0,8}[a-z0-9])?$/);

/** Any number from `least` to `most`: the ends, round ones, and those that are written with an exponent. */
function figure({ least, most }: { least: number; most: number }): fc.Arbitrary<number> {
  return fc.oneof(
    fc.constantFrom(least, most),
    fc.integer({ min: -9, max: 9 }).map((exponent) => Math.min(most, Math.max(least, 10 ** exponent))),
    fc.integer({ min: 1, max: 999 }).map((thousandths) => thousandths / 1000),
    fc.double({ min: least, max: most, noNaN: true }),
  );
}

/** A measurement (three times the same number), or a span in order. */
export function anySpan(key: AssumptionKey): fc.Arbitrary<Span> {
  const one = figure(boundsOf(key));
  return fc.oneof(
    one.map((likely) => ({ low: likely, likely, high: likely })),
    fc.tuple(one, one, one).map((three) => {
      const [low, likely, high] = three.toSorted((a, b) => a - b) as [number, number, number];
      return { low, likely, high };
    }),
  );
}

const figures: fc.Arbitrary<Scenario['assumptions']> = fc
  .uniqueArray(fc.constantFrom(...assumptionKeys), { maxLength: 5 })
  .chain((keys) => fc.record(Object.fromEntries(keys.map((key) => [key, anySpan(key)]))));

const percent = fc.oneof(fc.constantFrom(0, 99.9, 99.95, 100), fc.double({ min: 0, max: 100, noNaN: true }));

/** A limit, or none. */
function wanted(most: number): fc.Arbitrary<number | 'any'> {
  return fc.oneof(fc.constantFrom('any' as const, 0, most), fc.double({ min: 0, max: most, noNaN: true }));
}

export const anyScenario: fc.Arbitrary<Scenario> = fc
  .record({
    tenants,
    tenantsIn12Months: tenants,
    outageEuroPerHour: fc.oneof(
      fc.integer({ min: 0, max: 10_000 }),
      fc.integer({ min: 0, max: 1_000_000 }).map((cents) => cents / 100),
    ),
    prices: fc.constantFrom('current', 'quoted'),
    vat: fc.constantFrom('AT', 'DE', 'none'),
    orderOn: day,
    /** Days before the order. */
    runningSince: fc.oneof(fc.constant(0), day),
    domain: fc.tuple(label, label).map(([name, top]) => `${name}.${top}at`),
    project: fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/),
    alertEmail: fc
      .tuple(fc.stringMatching(/^[a-z0-9]{1,9}([._+-][a-z0-9]{1,9}){0,2}$/), label)
      .map(([name, host]) => `${name}@${host}.example`),
    adminNetworks: fc.constantFrom('192.0.2.0/24,2001:db8::/32', '198.51.100.7/32', '2001:db8:1::/48'),
    os: fc.constantFrom('ubuntu-24.04', 'ubuntu-26.04'),
    backupTo: fc.constantFrom('storage-box', 'storage-box-borg', 's3', 'azure'),
    queue: fc.constantFrom('per-worker', 'shared'),
    databases: fc.constantFrom('shared', 'per-practice'),
    sizeMargin: fc.oneof(fc.constantFrom(0, 1.28, 3), fc.double({ min: 0, max: 3, noNaN: true })),
    measuredAvailability: fc.option(percent, { nil: undefined }),
    jurisdiction: fc.constantFrom('AT', 'DE'),
    profile: fc.constantFrom(...profileIds),
    targetAvailability: wanted(100),
    targetAvailabilityOver: fc.constantFrom('year', 'opening-hours'),
    targetHostLossHours: wanted(8760),
    targetErrorHours: wanted(8760),
    targetRestoreHours: wanted(8760),
    targetPointInTime: fc.constantFrom('yes', 'no'),
    targetEuroPerMonth: wanted(1_000_000),
    targetOperatorHours: wanted(1000),
    productionInMonths: fc.option(fc.integer({ min: 1, max: 36 }), { nil: undefined }),
    assumptions: figures,
  } as const)
  .map(({ orderOn, runningSince, ...rest }) => ({
    ...rest,
    orderOn: dayAfter(orderOn),
    runningSince: dayAfter(orderOn - runningSince),
  }));
