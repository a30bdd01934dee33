/** Scalability: measurements of others, their published coefficients, and the shape of the curve. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { optimalWorkers, peakWorkers, scaledThroughput, scalingEfficiency, throughputLimit } from '@ordiplan/planner';
import { fittedUsl } from '../../oracles/usl-fit.ts';

/** SPEC SDM91: generators and scripts per hour. */
const specSdm91 = [[1, 64.9], [18, 995.9], [36, 1652.4], [72, 1853.2], [108, 1828.9], [144, 1775], [216, 1702.2]] as const; // prettier-ignore

const share = fc.double({ min: 0.0001, max: 0.9999, noNaN: true });
const coherency = fc.double({ min: 1e-7, max: 0.1, noNaN: true });
const workers = fc.double({ min: 1, max: 1e5, noNaN: true });

it('two workers, by hand', () => {
  // 100 · 2 / (1 + 0.1 + 0.05 · 2) = 200 / 1.2
  expect(scaledThroughput({ contention: 0.1, coherency: 0.05, alone: 100 }, 2)).toBeCloseTo(500 / 3, 12);
});

it('the published coefficients are the least squares of the published measurements', () => {
  const [alpha, beta, gamma] = fittedUsl(specSdm91);
  expect(alpha).toBeCloseTo(0.0277285, 6);
  expect(beta).toBeCloseTo(0.0001044, 6);
  expect(gamma).toBeCloseTo(89.995, 2);
});

it('six points of a curve give the curve back', () => {
  const law = { contention: 0.02, coherency: 0.02, alone: 1 };
  const fit = fittedUsl([1, 2, 4, 8, 16, 32].map((n) => [n, scaledThroughput(law, n)] as const));
  for (const [i, value] of [0.02, 0.02, 1].entries()) expect(fit[i]).toBeCloseTo(value, 9);
});

describe('the curve', () => {
  it('begins with one worker alone', () => {
    fc.assert(
      fc.property(share, coherency, (contention, beta) => {
        expect(scaledThroughput({ contention, coherency: beta, alone: 7 }, 1)).toBeCloseTo(7, 12);
      }),
    );
  });

  it('is highest at its peak', () => {
    fc.assert(
      fc.property(share, coherency, fc.double({ min: 0.2, max: 5, noNaN: true }), (contention, beta, elsewhere) => {
        const law = { contention, coherency: beta, alone: 1 };
        const peak = peakWorkers(contention, beta);
        expect(scaledThroughput(law, peak * elsewhere)).toBeLessThanOrEqual(scaledThroughput(law, peak) * (1 + 1e-12));
      }),
    );
  });

  it('stays below the limit, and is half of it at the optimum if nobody talks', () => {
    fc.assert(
      fc.property(share, workers, (contention, n) => {
        const law = { contention, coherency: 0, alone: 3 };
        expect(scaledThroughput(law, n)).toBeLessThanOrEqual(throughputLimit(contention, 3) * (1 + 1e-12));
        // At n = 1/α: γ n / (1 + 1 − α), which is the limit over 2 − α.
        expect(scaledThroughput(law, optimalWorkers(contention))).toBeCloseTo(throughputLimit(contention, 3) / (2 - contention), 9);
      }),
    );
  });

  it('falls with more contention and more talking', () => {
    fc.assert(
      fc.property(share, coherency, workers, (contention, beta, n) => {
        const here = scaledThroughput({ contention, coherency: beta, alone: 1 }, n);
        expect(scaledThroughput({ contention, coherency: beta * 2, alone: 1 }, n)).toBeLessThanOrEqual(here);
        expect(scaledThroughput({ contention: (1 + contention) / 2, coherency: beta, alone: 1 }, n)).toBeLessThanOrEqual(here);
        expect(scalingEfficiency(here, 1, n)).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });

  it.each([
    ['no contention and no talking: no peak, no limit', peakWorkers(0, 0), Infinity],
    ['no contention: no optimum', optimalWorkers(0), Infinity],
    ['no contention: no limit', throughputLimit(0, 5), Infinity],
    ['all work one by one: more workers never help', peakWorkers(1, 0), 0],
    ['all work one by one: as much as one', scaledThroughput({ contention: 1, coherency: 0, alone: 5 }, 9), 5],
  ])('%s', (_case, computed, expected) => expect(computed).toBeCloseTo(expected, 12));
});
