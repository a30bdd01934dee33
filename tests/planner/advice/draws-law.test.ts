/** The law that every parameter follows: triangular on a logarithmic scale, the likely value in the middle; and its quantiles. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assumptionKeys, mulberry32, parseScenario, quantiles, triangularLog, type Span } from '@ordiplan/planner';
import { worldsOf } from '../../../packages/planner/src/advice/draws.ts';
import { facts, today } from '../answers.ts';

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

  it('begins at low, has likely in the middle and ends at high', () => {
    fc.assert(
      fc.property(span, (s) => {
        expect(triangularLog(0, s) / s.low).toBeCloseTo(1, 12);
        expect(triangularLog(0.5, s) / s.likely).toBeCloseTo(1, 12);
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
    // In powers of two the span 2, 4, 64 reaches from 1 over 2 to 6: each side is a triangle of area 1/2 that falls away
    // from the middle. From the outer end a share s of a side holds s² of its area: s = 1/4, 1/2 leave 1/32 and 1/8.
    [0, 2 ** 1],
    [1 / 32, 2 ** 1.25],
    [1 / 8, 2 ** 1.5],
    [1 / 2, 2 ** 2],
    [7 / 8, 2 ** 4],
    [31 / 32, 2 ** 5],
    [1, 2 ** 6],
  ])('lies in %d of the draws below the value worked by hand', (u, value) => {
    expect(triangularLog(u, { low: 2, likely: 4, high: 64 })).toBeCloseTo(value, 9);
  });

  it('that may be zero is drawn on a plain scale', () => {
    // an eighth of the area of the triangle from 0 to 2 lies below 0.5
    expect(triangularLog(0.125, { low: 0, likely: 1, high: 2 })).toBeCloseTo(0.5, 12);
    expect(triangularLog(0.3, { low: 0, likely: 0, high: 2 })).toBe(0);
  });

  it('without a span is what it is', () => {
    fc.assert(fc.property(positive(), share, (x, u) => triangularLog(u, { low: x, likely: x, high: x }) === x));
  });
});

describe('5,000 worlds', () => {
  const worlds = [...worldsOf({ scenario: parseScenario({ tenants: 20 }, today), facts }, { draws: 5000, seed: 20261123 })];
  const { servers, alternatives, databases } = facts.book.lists.current.catalogue;
  const drawn = [
    ...assumptionKeys.map((key) => ({ name: key, span: facts.assumptions[key], at: worlds.map(({ supply }) => supply.values[key]) })),
    ...[...servers, ...alternatives, ...databases].map((sku) => ({
      name: sku,
      span: facts.machines.machines[sku]!.referenceCores,
      at: worlds.map(({ supply }) => supply.coresOf(sku)),
    })),
  ].filter(({ span: { low, high } }) => low !== high);

  it('keep every parameter and every speed within hard bounds', () => {
    for (const { name, span, at } of drawn) {
      expect(Math.min(...at), name).toBeGreaterThanOrEqual(span.low * (1 - 1e-12));
      expect(Math.max(...at), name).toBeLessThanOrEqual(span.high * (1 + 1e-12));
    }
  });

  it('have half of the draws of each below its likely value, and half above', () => {
    // Binomial with 5,000 trials: a standard deviation of 0.0071. Five of them, for some 110 names: exceeded by chance once in 8,000 seeds.
    const atMost = (5 * 0.5) / Math.sqrt(5000);
    for (const { name, span, at } of drawn) {
      const below = at.filter((x) => x < span.likely * (1 - 1e-12)).length / at.length;
      const above = at.filter((x) => x > span.likely * (1 + 1e-12)).length / at.length;
      // A span that begins or ends at its likely value has half of its draws exactly there.
      expect(Math.abs(below - (span.low === span.likely ? 0 : 0.5)), name).toBeLessThan(atMost);
      expect(Math.abs(above - (span.high === span.likely ? 0 : 0.5)), name).toBeLessThan(atMost);
    }
    expect(drawn.length).toBeGreaterThan(100);
  });

  it('follow the law everywhere (Kolmogorov and Smirnov)', () => {
    // P(distance > ε) ≤ 2 e^(−2 n ε²) (Massart): 0.04 is exceeded once in four million names.
    for (const { name, span, at } of drawn) {
      if (span.low < span.likely && span.likely < span.high) expect(distance(at, span), name).toBeLessThan(0.04);
    }
  });

  it('would not follow it if "likely" were the most frequent value instead of the middle', () => {
    // Contacts a day 15, 30, 50 as a plain triangle: P(below 30) = 15/35 = 0.43, 0.07 away from one half.
    const uniform = mulberry32(1);
    const plain = Array.from({ length: 5000 }, () => {
      const u = uniform();
      return u < 15 / 35 ? 15 + Math.sqrt(u * 35 * 15) : 50 - Math.sqrt((1 - u) * 35 * 20);
    });
    expect(distance(plain, { low: 15, likely: 30, high: 50 })).toBeGreaterThan(0.06);
  });

  it('draw everything independently of everything else', () => {
    // Correlation of two independent columns: standard deviation 1/√5000 = 0.014. Six of them, for some 6,000 pairs.
    const columns = drawn
      .filter(({ span: { low, likely, high } }) => low < likely && likely < high)
      .map(({ name, span, at }) => ({ name, at: at.map((x) => (lawBelow(x, span) - 0.5) * Math.sqrt(12)) }));
    for (const [i, one] of columns.entries()) {
      for (const other of columns.slice(i + 1)) {
        const correlation = one.at.reduce((sum, x, k) => sum + x * other.at[k]!, 0) / 5000;
        if (Math.abs(correlation) > 6 / Math.sqrt(5000)) expect.fail(`${one.name} and ${other.name}: ${correlation}`);
      }
    }
    expect(columns.length).toBeGreaterThan(90);
  });
});

describe('quantiles', () => {
  it.each([
    // draws                       p10   p50   p90: between the ordered draws, at (n − 1) · share
    [[0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100], 10, 50, 90],
    [[4, 1, 3, 2], 1.3, 2.5, 3.7], // at 0.3, 1.5 and 2.7; 1.3 and 2.5 also in the pandas documentation, DataFrame.quantile
    [[1, 10, 100, 100], 3.7, 55, 100], // 3.7 and 55: the same page
    [[7], 7, 7, 7],
    [[1, 1, 1, 9], 1, 1, 6.6], // at 2.7: 1 + 0.7 · 8
    [[1, 2, Infinity], 1.2, 2, Infinity],
    [[Infinity, Infinity], Infinity, Infinity, Infinity],
    // Published output of R, whose quantile() is of type 7 unless told otherwise
    [[56, 58, 64, 67, 68, 73, 78, 83, 84, 88, 89, 90, 91, 92, 93, 93, 94, 95, 97, 99], 63.4, 88.5, 95.2], // Z. Bobbitt, deciles in R, 2021
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

/** The closed form: the share of draws below x, from the areas of the two triangles. */
function lawBelow(x: number, { low, likely, high }: Span): number {
  if (x <= likely) return (Math.log(x / low) / Math.log(likely / low)) ** 2 / 2;
  return 1 - (Math.log(high / x) / Math.log(high / likely)) ** 2 / 2;
}

/** The largest distance between the share of draws below a value and the closed form, on either side of each draw. */
function distance(draws: readonly number[], span: Span): number {
  const ordered = [...draws].sort((a, b) => a - b);
  return Math.max(
    ...ordered.map((x, i) => {
      const law = lawBelow(x, span);
      return Math.max(law - i / ordered.length, (i + 1) / ordered.length - law);
    }),
  );
}

function positive(): fc.Arbitrary<number> {
  return fc.double({ min: 1e-6, max: 1e6, noNaN: true });
}
