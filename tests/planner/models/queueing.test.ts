/** Queueing: the waiting formula against known laws, a numerical integral and a simulation. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mulberry32, utilisation, waitTail, type TwoSpeedWorker } from '@ordiplan/planner';

/** Workers between idle and nearly saturated; a heavy request takes 1.5 to 300 times as long as a fast one. */
const worker: fc.Arbitrary<TwoSpeedWorker> = fc
  .record({
    fastRate: fc.double({ min: 5, max: 500, noNaN: true }),
    slower: fc.double({ min: 1.5, max: 300, noNaN: true }),
    heavyShare: fc.double({ min: 0.001, max: 0.6, noNaN: true }),
    busy: fc.double({ min: 0.01, max: 0.97, noNaN: true }),
  })
  .map(({ fastRate, slower, heavyShare, busy }) => {
    const meanService = (1 - heavyShare) / fastRate + (heavyShare * slower) / fastRate;
    return { arrivals: busy / meanService, fastRate, heavyRate: fastRate / slower, heavyShare };
  });
const seconds = fc.double({ min: 0, max: 20, noNaN: true });

it('a worker is busy for its arrivals times the mean work of each', () => {
  // 2 a second · (90 % · 4 ms + 10 % · 300 ms) = 2 · 33.6 ms
  expect(utilisation({ arrivals: 2, fastRate: 250, heavyRate: 1 / 0.3, heavyShare: 0.1 })).toBeCloseTo(0.0672, 12);
});

describe('waiting', () => {
  it('is needed as often as the worker is busy', () => {
    fc.assert(
      fc.property(worker, (w) => {
        expect(waitTail(w, 0)).toBeCloseTo(utilisation(w), 9);
      }),
    );
  });

  it('is a probability', () => {
    fc.assert(
      fc.property(worker, seconds, (w, t) => {
        expect(waitTail(w, t)).toBeGreaterThanOrEqual(0);
        expect(waitTail(w, t)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('longer is rarer than waiting shorter', () => {
    fc.assert(fc.property(worker, seconds, seconds, (w, t, more) => waitTail(w, t + more) <= waitTail(w, t) + 1e-12));
  });

  it('becomes likelier with every further request', () => {
    fc.assert(
      fc.property(worker, seconds, fc.double({ min: 1, max: 3, noNaN: true }), (w, t, factor) => {
        const busier = { ...w, arrivals: w.arrivals * factor };
        return waitTail(busier, t) >= waitTail(w, t) - 1e-12;
      }),
    );
  });

  it('takes on average what Pollaczek and Khinchine say', () => {
    fc.assert(
      fc.property(worker, (w) => {
        const expected = pollaczekKhinchine(w);
        expect(meanWait(w) / expected).toBeCloseTo(1, 4);
      }),
      { numRuns: 50 },
    );
  });
});

it.each([
  // arrivals  rate  seconds     M/M/1: ρ e^(−(μ−λ)t)
  [0.5, 1, 0, 0.5],
  [0.5, 1, 1, 0.303_265_329_856],
  [8, 10, 0.5, 0.294_303_552_937],
  [90, 100, 0.1, 0.331_091_497_054],
])('with one kind of request, %d a second at %d, a wait beyond %d s is as likely as in the simple queue', (arrivals, rate, t, expected) => {
  for (const heavyShare of [0, 0.3, 1])
    expect(waitTail({ arrivals, fastRate: rate, heavyRate: rate, heavyShare }, t)).toBeCloseTo(expected, 9);
});

it.each([1, 1.0001, 2, 1000])('everybody waits at a utilisation of %d', (rho) => {
  expect(waitTail({ arrivals: rho * 10, fastRate: 10, heavyRate: 10, heavyShare: 0.5 }, 5)).toBe(1);
});

it('nobody waits where nobody comes', () => {
  expect(waitTail({ arrivals: 0, fastRate: 10, heavyRate: 1, heavyShare: 0.1 }, 0)).toBe(0);
});

it.each([
  // The middle row is a CX32-class worker at about 41 practices: 4 ms and 300 ms at 0.38 of a reference core.
  { arrivals: 0.5, fastRate: 2, heavyRate: 0.5, heavyShare: 0.1, seconds: 1 },
  { arrivals: 7.84, fastRate: 90, heavyRate: 1.2, heavyShare: 0.02, seconds: 1 },
  { arrivals: 3, fastRate: 20, heavyRate: 2, heavyShare: 0.4, seconds: 0.5 },
])('a simulated worker makes as many requests wait: %j', ({ seconds: t, ...w }) => {
  expect(Math.abs(simulatedTail(w, t, { requests: 400_000, seed: 20261123 }) - waitTail(w, t))).toBeLessThan(0.01);
});

/** λ E[S²] / (2 (1 − ρ)); the second moment of an exponential time at rate μ is 2 / μ². */
function pollaczekKhinchine({ arrivals, fastRate, heavyRate, heavyShare }: TwoSpeedWorker): number {
  const secondMoment = 2 * ((1 - heavyShare) / fastRate ** 2 + heavyShare / heavyRate ** 2);
  const mean = (1 - heavyShare) / fastRate + heavyShare / heavyRate;
  return (arrivals * secondMoment) / (2 * (1 - arrivals * mean));
}

/** The area under the tail: the trapezoidal rule over the logarithm of time, which sees fast and slow decay alike. */
function meanWait(w: TwoSpeedWorker): number {
  const [from, to, parts] = [-25, 12, 4000];
  const width = (to - from) / parts;
  let area = 0;
  for (let i = 0; i <= parts; i++) {
    const t = Math.exp(from + i * width);
    area += waitTail(w, t) * t * width * (i === 0 || i === parts ? 0.5 : 1);
  }
  return area;
}

/** Lindley: who comes next waits for the wait and work before it, less the time until it comes. */
function simulatedTail(w: TwoSpeedWorker, t: number, { requests, seed }: { requests: number; seed: number }): number {
  const uniform = mulberry32(seed);
  const exponential = (rate: number) => -Math.log(1 - uniform()) / rate;
  let wait = 0;
  let late = 0;
  for (let i = 0; i < requests; i++) {
    if (wait > t) late++;
    const work = exponential(uniform() < w.heavyShare ? w.heavyRate : w.fastRate);
    wait = Math.max(0, wait + work - exponential(w.arrivals));
  }
  return late / requests;
}
