/** Ranges: the published simulation, and that draws follow from their seed and stay within their spans. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare, mulberry32, parseScenario, quantiles, ranges, triangularLog, type ScenarioInput } from '@ordiplan/planner';
import { facts, today } from '../answers.ts';

describe('10,000 draws of the published simulation', () => {
  const drawn = rangesOf({ tenants: 20, prices: 'quoted' }, { draws: 10_000, seed: 20261123 }, ['single']);

  it.each([
    // class     point  practices: 10 %, 50 %, 90 % of the draws carry at most   tolerance
    ['CX22', 0, [3, 6, 12], 1],
    ['CX32', 1, [7, 17, 32], 1],
    ['CX42', 2, [16, 37, 71], 1],
    ['CX52', 3, [32, 75, 145], 3],
  ] as const)('a %s carries as published', (_class, i, published, tolerance) => {
    const { p10, p50, p90 } = drawn.single.upgradePoints[i]!;
    for (const [k, point] of [p10, p50, p90].entries()) expect(Math.abs(point - 1 - published[k]!)).toBeLessThanOrEqual(tolerance);
  });

  it('the machines of today carry 7, 17 and 32 practices', () => {
    expect(drawn.single.reach).toEqual({ p10: 7, p50: 17, p90: 32 });
  });
});

describe('draws', () => {
  it('with the same seed give the same ranges', () => {
    const [first, second] = [1, 1].map((seed) => rangesOf({ tenants: 20 }, { draws: 100, seed }));
    expect(first).toEqual(second);
  });

  it('with another seed give others', () => {
    const [first, second] = [1, 2].map((seed) => rangesOf({ tenants: 20 }, { draws: 100, seed }));
    expect(first).not.toEqual(second);
  });

  it('are the same for every plan, whichever plans are asked for', () => {
    const all = rangesOf({ tenants: 20 }, { draws: 100, seed: 3 });
    const one = rangesOf({ tenants: 20 }, { draws: 100, seed: 3 }, ['pair']);
    expect(one.pair).toEqual(all.pair);
  });

  it('order p10, p50 and p90 of every figure', () => {
    for (const { netEuro, reach, upgradePoints, openingHoursDown, hoursAfterServerLoss } of Object.values(rangesOf({ tenants: 20 }))) {
      for (const q of [netEuro, reach, ...upgradePoints, openingHoursDown, hoursAfterServerLoss]) {
        if (q) expect([q.p10, q.p50, q.p90]).toEqual([q.p10, q.p50, q.p90].sort((a, b) => a - b));
      }
    }
  });

  it('leave a cost unknown if a price is', () => {
    // 90 practices need a CX52 or a CX42 in nearly every draw, and the analysis prices neither
    expect(rangesOf({ tenants: 90, prices: 'quoted' }).single.netEuro).toBeUndefined();
  });

  it('give no time of return to a plan whose data never comes back', () => {
    const drawn = rangesOf({ tenants: 20 });
    expect(drawn.solo.hoursAfterServerLoss).toBeUndefined();
    expect(drawn['managed-db-as-quoted'].hoursAfterServerLoss).toBeUndefined();
  });
});

const span = fc
  .tuple(positive(), positive(), positive())
  .map((ends) => ends.sort((a, b) => a - b))
  .map(([low, likely, high]) => ({ low: low!, likely: likely!, high: high! }));
const share = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });

describe('a parameter drawn from its span', () => {
  it('stays between low and high', () => {
    fc.assert(
      fc.property(span, share, (s, u) => {
        expect(triangularLog(u, s)).toBeGreaterThanOrEqual(s.low * (1 - 1e-12));
        expect(triangularLog(u, s)).toBeLessThanOrEqual(s.high * (1 + 1e-12));
      }),
    );
  });

  it('lies below the likely value in every second draw', () => {
    fc.assert(
      fc.property(span, (s) => {
        expect(triangularLog(0.5, s) / s.likely).toBeCloseTo(1, 12);
      }),
    );
  });

  it('begins at low and ends at high', () => {
    fc.assert(
      fc.property(span, (s) => {
        expect(triangularLog(0, s) / s.low).toBeCloseTo(1, 12);
        expect(triangularLog(1, s) / s.high).toBeCloseTo(1, 12);
      }),
    );
  });

  it('grows with the share of draws below it', () => {
    fc.assert(
      fc.property(span, share, share, (s, u, v) => triangularLog(Math.min(u, v), s) <= triangularLog(Math.max(u, v), s) * (1 + 1e-12)),
    );
  });

  it.each([
    // u      value in the span 1, 10, 100: the logarithm is a triangle from 0 to 2 with its top at 1
    [0.125, Math.sqrt(10)], // half of the way up holds an eighth of the area: 10^0.5
    [0.5, 10],
    [0.875, 10 ** 1.5],
  ])('at %d of 1 to 100 is %d', (u, value) => {
    expect(triangularLog(u, { low: 1, likely: 10, high: 100 })).toBeCloseTo(value, 9);
  });

  it('that may be zero is drawn on a plain scale', () => {
    // an eighth of the area of the triangle from 0 to 2 lies below 0.5
    expect(triangularLog(0.125, { low: 0, likely: 1, high: 2 })).toBeCloseTo(0.5, 12);
  });

  it('without a span is what it is', () => {
    fc.assert(fc.property(positive(), share, (x, u) => triangularLog(u, { low: x, likely: x, high: x }) === x));
  });
});

describe('quantiles', () => {
  it.each([
    // draws                       p10   p50   p90: between the ordered draws, at (n − 1) · share
    [[0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100], 10, 50, 90],
    [[4, 1, 3, 2], 1.3, 2.5, 3.7], // at 0.3, 1.5 and 2.7
    [[7], 7, 7, 7],
    [[1, 1, 1, 9], 1, 1, 6.6], // at 2.7: 1 + 0.7 · 8
    [[1, 2, Infinity], 1.2, 2, Infinity],
    [[Infinity, Infinity], Infinity, Infinity, Infinity],
  ])('of %j are %d, %d and %d', (draws, p10, p50, p90) => {
    const q = quantiles(draws);
    expect(q.p50).toBeCloseTo(p50, 12);
    expect(q.p10).toBeCloseTo(p10, 12);
    expect(q.p90).toBeCloseTo(p90, 12);
  });

  it('leave the draws in their order', () => {
    const draws = [3, 1, 2];
    quantiles(draws);
    expect(draws).toEqual([3, 1, 2]);
  });
});

it('draws numbers from 0 to 1 evenly', () => {
  const uniform = mulberry32(20261123);
  const tenths = new Array<number>(10).fill(0);
  for (let i = 0; i < 100_000; i++) {
    const place = Math.floor(uniform() * 10);
    tenths[place] = tenths[place]! + 1;
  }
  // 10,000 each, standard deviation 95
  for (const count of tenths) expect(Math.abs(count - 10_000)).toBeLessThan(400);
});

function positive(): fc.Arbitrary<number> {
  return fc.double({ min: 1e-6, max: 1e6, noNaN: true });
}

function rangesOf(input: ScenarioInput, draws = { draws: 100, seed: 20261123 }, ids?: readonly string[]) {
  const scenario = parseScenario(input, today);
  const { quotes } = compare(scenario, facts);
  return ranges(ids ? quotes.filter(({ id }) => ids.includes(id)) : quotes, { scenario, facts }, draws);
}
