/** The longest outage of a year: by hand, as the inverse of the chance of a long one, and against simulated years. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { longestOutage, longOutage, PlannerError, type OutageKind } from '@ordiplan/planner';
import { batches, expectWithin, intervalOf } from '../../oracles/confidence.ts';
import { drawsFrom } from '../../oracles/random.ts';
import { likely } from '../reference.ts';

const kind: fc.Arbitrary<OutageKind> = fc.record({
  perYear: fc.double({ min: 0.01, max: 50, noNaN: true }),
  hours: fc.double({ min: 0.01, max: 100, noNaN: true }),
});
const kinds = fc.array(kind, { minLength: 1, maxLength: 8 });
const confidence = fc.double({ min: 0.01, max: 0.99, noNaN: true });

/** What takes one server down, without restores: 4 · 0.5 h, 12 · 0.08 h, 0.4 · 2 h, 0.12 · 3 h a year. */
const oneServer: readonly OutageKind[] = [
  { perYear: likely.softwareFailuresPerYear, hours: likely.softwareRepairHours },
  { perYear: likely.plannedStopsPerYear, hours: likely.plannedStopHours },
  { perYear: likely.hostFailuresPerYear, hours: likely.hostRepairHours },
  { perYear: likely.siteFailuresPerYear, hours: likely.siteRepairHours },
];

it.each([
  // One kind: r e^(−x / h) = −ln(confidence), so x = h ln(r / −ln(confidence)).
  // 4 a year of 0.5 h on average, nine years in ten: 0.5 · ln(4 / 0.1053605) = 1.8183 h
  [4, 0.5, 0.9, 1.8183],
  // 0.4 a year of 2 h: 2 · ln(0.4 / 0.1053605) = 2.6682 h
  [0.4, 2, 0.9, 2.6682],
  // an even chance: 2 · ln(1 / 0.6931472) = 0.7330 h
  [1, 2, 0.5, 0.733],
])('%d outages a year of %d h: with a chance of %d none is longer than %d h', (perYear, hours, confident, longest) => {
  expect(longestOutage([{ perYear, hours }], confident)).toBeCloseTo(longest, 4);
});

it.each([
  // e^(−0.1) = 0.905: more than nine years in ten have none at all
  [[{ perYear: 0.1, hours: 5 }]],
  [[{ perYear: 0, hours: 5 }]],
  [[{ perYear: 9, hours: 0 }]],
  [[]],
])('is nothing where nine years in ten have no outage: %j', (few) => {
  expect(longestOutage(few, 0.9)).toBe(0);
});

it('two kinds of the same length count as one that happens as often as both', () => {
  const [a, b] = [
    { perYear: 3, hours: 2 },
    { perYear: 1, hours: 2 },
  ];
  expect(longestOutage([a, b], 0.9)).toBe(longestOutage([{ perYear: 4, hours: 2 }], 0.9));
});

it('is the length that is exceeded in exactly the other years', () => {
  fc.assert(
    fc.property(kinds, confidence, (all, confident) => {
      const hours = longestOutage(all, confident);
      // Years without any outage are already as many.
      if (hours === 0) expect(longOutage(all, 0)).toBeLessThanOrEqual(1 - confident);
      // Found to 1e-5 of its length, from above.
      else {
        expect(longOutage(all, hours)).toBeLessThanOrEqual(1 - confident);
        expect(longOutage(all, hours * (1 - 2e-5))).toBeGreaterThan(1 - confident);
      }
    }),
  );
});

describe('is never shorter', () => {
  const step = 1 + 2e-5;

  it('for more years', () => {
    fc.assert(
      fc.property(kinds, confidence, confidence, (all, one, other) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)].map((confident) => longestOutage(all, confident));
        expect(more! * step).toBeGreaterThanOrEqual(less!);
      }),
    );
  });

  it('for a further kind of outage', () => {
    fc.assert(
      fc.property(kinds, kind, confidence, (all, further, confident) => {
        expect(longestOutage([...all, further], confident) * step).toBeGreaterThanOrEqual(longestOutage(all, confident));
      }),
    );
  });
});

it('nine of ten simulated years have no longer outage, on one server at likely values', () => {
  const hours = longestOutage(oneServer, 0.9);
  const draw = drawsFrom(20261124);
  const yearsPerBatch = 5000;
  const shares = Array.from({ length: batches }, () => {
    const years = Array.from({ length: yearsPerBatch }, () => longestOfYear(oneServer));
    return years.filter((longest) => longest <= hours).length / yearsPerBatch;
  });
  // 200,000 years at 0.9: half of the interval is 3.558 · √(0.09 / 200,000) = 0.0024
  expectWithin(0.9, intervalOf(shares), 0.004);

  /** Outages come after exponential times and last exponential times; their number is not limited by their length. */
  function longestOfYear(all: readonly OutageKind[]): number {
    let longest = 0;
    for (const { perYear, hours: mean } of all) {
      for (let at = draw.exponential(1 / perYear); at < 1; at += draw.exponential(1 / perYear)) {
        longest = Math.max(longest, draw.exponential(mean));
      }
    }
    return longest;
  }
});

it.each([0, 1, -0.1, 1.1, Number.NaN])('refuses a confidence of %d', (confident) => {
  expect(() => longestOutage(oneServer, confident)).toThrow(PlannerError);
});
