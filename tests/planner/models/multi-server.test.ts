/** Queues in front of several workers: known cases, an integral, Markov chains, simulations, and laws. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  boundedQueue,
  erlangC,
  generatorOf,
  meanQueue,
  meanResponse,
  meanWait,
  serviceLevel,
  sharedWaitTail,
  stationary,
  type WorkerPool,
} from '@ordiplan/planner';
import { expectWithin } from '../../oracles/confidence.ts';
import { simulatedQueue } from '../../oracles/queue-simulation.ts';
import { likely, stackOf } from '../reference.ts';

const positive = (from: number, to: number) => fc.double({ min: Math.log(from), max: Math.log(to), noNaN: true }).map(Math.exp);
const workers = fc.integer({ min: 1, max: 400 });
/** Below saturation. */
const calm: fc.Arbitrary<WorkerPool> = fc
  .record({ workers, serviceRate: positive(0.01, 1000), busy: fc.double({ min: 0.001, max: 0.99, noNaN: true }) })
  .map(({ workers, serviceRate, busy }) => ({ workers, serviceRate, arrivals: busy * workers * serviceRate }));
/** Anything that is not refused. */
const any: fc.Arbitrary<WorkerPool> = fc.record({
  workers,
  serviceRate: positive(1e-12, 1e12),
  arrivals: fc.oneof(fc.constant(0), positive(1e-12, 1e12)),
});
const seconds = fc.double({ min: 0, max: 1e6, noNaN: true });
const factor = fc.double({ min: 1, max: 3, noNaN: true });

describe('M/M/c', () => {
  it('with two workers, by hand', () => {
    // λ = 3, μ = 2, a = 1.5: B_1 = 0.6, B_2 = 0.9 / 2.9 = 9/29, C = 18/29 / (2 − 1.5 · 20/29) = 9/14
    const pool = { arrivals: 3, serviceRate: 2, workers: 2 };
    expect(erlangC(1.5, 2)).toBeCloseTo(9 / 14, 14);
    expect(meanWait(pool)).toBeCloseTo(9 / 14, 14); // c μ − λ = 1
    expect(meanQueue(pool)).toBeCloseTo(27 / 14, 14);
    expect(meanResponse(pool)).toBeCloseTo(9 / 14 + 1 / 2, 14);
    expect(serviceLevel(pool, 2)).toBeCloseTo(1 - (9 / 14) * Math.exp(-2), 14);
  });

  it('with one worker is the simple queue: C = ρ, W = ρ/(μ − λ), R = 1/(μ − λ)', () => {
    fc.assert(
      fc.property(calm, ({ serviceRate, arrivals, workers }) => {
        const one = { serviceRate, arrivals: arrivals / workers, workers: 1 };
        const rho = one.arrivals / serviceRate;
        expect(erlangC(rho, 1)).toBeCloseTo(rho, 12);
        expect((meanWait(one) * (serviceRate - one.arrivals)) / rho).toBeCloseTo(1, 9);
        expect(meanResponse(one) * (serviceRate - one.arrivals)).toBeCloseTo(1, 9);
      }),
    );
  });

  it.each([
    [1, 0.5],
    [5, 4],
    [50, 45],
    [300, 290],
    [500, 499],
    [500, 300],
  ])('%i workers for %d: as likely a wait as the integral says', (c, offered) => {
    const ratio = erlangC(offered, c) / waitByIntegral(offered, c);
    expect(ratio).toBeCloseTo(1, 7);
  });

  it('waits more with more requests, less with more or faster workers', () => {
    fc.assert(
      fc.property(calm, factor, seconds, (pool, more, t) => {
        const [busier, wider, faster] = [
          { ...pool, arrivals: pool.arrivals * more },
          { ...pool, workers: pool.workers + 1 },
          { ...pool, serviceRate: pool.serviceRate * more },
        ];
        for (const better of [wider, faster]) {
          expect(meanWait(better)).toBeLessThanOrEqual(meanWait(pool) * (1 + 1e-9));
          expect(meanQueue(better)).toBeLessThanOrEqual(meanQueue(pool) * (1 + 1e-9));
          expect(serviceLevel(better, t)).toBeGreaterThanOrEqual(serviceLevel(pool, t) - 1e-12);
        }
        expect(meanWait(busier)).toBeGreaterThanOrEqual(meanWait(pool) * (1 - 1e-9));
        expect(serviceLevel(busier, t)).toBeLessThanOrEqual(serviceLevel(pool, t) + 1e-12);
      }),
    );
  });

  it('one queue for all waits less than a queue for each worker', () => {
    fc.assert(
      fc.property(calm, (pool) => {
        expect(meanWait(pool)).toBeLessThanOrEqual(meanWait({ ...pool, arrivals: pool.arrivals / pool.workers, workers: 1 }) * (1 + 1e-9));
      }),
    );
  });

  it('has no finite wait at a utilisation of 1 or more, and says so', () => {
    for (const arrivals of [6, 6.5, 1e9]) {
      const pool = { arrivals, serviceRate: 2, workers: 3 };
      expect([meanWait(pool), meanQueue(pool), meanResponse(pool)]).toEqual([Infinity, Infinity, Infinity]);
      expect(serviceLevel(pool, 1000)).toBe(0);
      expect(erlangC(arrivals / 2, 3)).toBe(1);
    }
  });

  it('without requests nobody waits', () => {
    const idle = { arrivals: 0, serviceRate: 2, workers: 3 };
    expect([meanWait(idle), meanQueue(idle), serviceLevel(idle, 0), meanResponse(idle)]).toEqual([0, 0, 1, 0.5]);
  });
});

describe('M/M/c/K', () => {
  it('solves its Markov chain', () => {
    const small = fc.record({ workers: fc.integer({ min: 1, max: 8 }), more: fc.integer({ min: 0, max: 30 }), load: positive(0.01, 20) });
    fc.assert(
      fc.property(small, positive(0.01, 100), ({ workers, more, load }, serviceRate) => {
        const [places, arrivals] = [workers + more, load * workers * serviceRate];
        const steps = Array.from({ length: places }, (_, k) => k);
        const shares = stationary(
          generatorOf(
            places + 1,
            steps.flatMap((k) => [[k, k + 1, arrivals] as const, [k + 1, k, Math.min(k + 1, workers) * serviceRate] as const]),
          ),
        );
        const inSystem = shares.reduce((sum, p, k) => sum + p * k, 0);
        const completed = shares.reduce((sum, p, k) => sum + p * Math.min(k, workers) * serviceRate, 0);
        const queue = boundedQueue({ arrivals, serviceRate, workers, places });
        expect(queue.blocked).toBeCloseTo(shares[places]!, 9);
        expect(queue.inSystem).toBeCloseTo(inSystem, 8);
        expect(queue.throughput / completed).toBeCloseTo(1, 8);
        expect(queue.responseSeconds / (inSystem / completed)).toBeCloseTo(1, 8);
      }),
    );
  });

  it('with one place loses ρ/(1 + ρ)', () => {
    fc.assert(
      fc.property(positive(0.001, 1000), (load) => {
        expect(boundedQueue({ arrivals: load * 3, serviceRate: 3, workers: 1, places: 1 }).blocked).toBeCloseTo(load / (1 + load), 12);
      }),
    );
  });

  it('with endless places is M/M/c', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.double({ min: 0.05, max: 0.9, noNaN: true }), (workers, busy) => {
        const pool = { arrivals: busy * workers * 5, serviceRate: 5, workers };
        const endless = boundedQueue({ ...pool, places: 2000 });
        expect(endless.blocked).toBeLessThan(1e-12);
        expect(endless.responseSeconds / meanResponse(pool)).toBeCloseTo(1, 9);
        expect(endless.throughput / pool.arrivals).toBeCloseTo(1, 9);
      }),
    );
  });

  it('completes more with more places, turns away more with more requests, and never more than the workers can do', () => {
    fc.assert(
      fc.property(any, fc.integer({ min: 0, max: 200 }), factor, (pool, more, busier) => {
        const here = boundedQueue({ ...pool, places: pool.workers + more });
        const larger = boundedQueue({ ...pool, places: pool.workers + more + 1 });
        const fuller = boundedQueue({ ...pool, arrivals: pool.arrivals * busier, places: pool.workers + more });
        expect(larger.throughput).toBeGreaterThanOrEqual(here.throughput * (1 - 1e-12));
        expect(larger.blocked).toBeLessThanOrEqual(here.blocked + 1e-12);
        expect(fuller.blocked).toBeGreaterThanOrEqual(here.blocked - 1e-12);
        expect(here.throughput).toBeLessThanOrEqual(Math.min(pool.arrivals, pool.workers * pool.serviceRate) * (1 + 1e-9));
      }),
    );
  });
});

describe('one queue for two kinds of requests', () => {
  it('is exact for one kind: M/M/c', () => {
    fc.assert(
      fc.property(calm, fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 10, noNaN: true }), (pool, heavyShare, t) => {
        const same = { ...pool, fastRate: pool.serviceRate, heavyRate: pool.serviceRate, heavyShare };
        expect(sharedWaitTail(same, t)).toBeCloseTo(1 - serviceLevel(pool, t), 9);
      }),
    );
  });

  it('is certain to wait when saturated', () => {
    expect(sharedWaitTail({ arrivals: 4, fastRate: 2, heavyRate: 2, heavyShare: 0.5, workers: 2 }, 100)).toBe(1);
  });

  it.each([0.6, 0.8])('four busy workers (%d) of a CX32-class server are late about as often as in a simulation', (busy) => {
    const [workers, fastRate, heavyRate, heavyShare] = [4, 90, 1.2, 0.02];
    const arrivals = (busy * workers) / ((1 - heavyShare) / fastRate + heavyShare / heavyRate);
    const { late } = simulatedQueue(
      { arrivals, workers, fastSeconds: 1 / fastRate, heavy: { share: heavyShare, seconds: 1 / heavyRate } },
      { seconds: 1, requests: 25_000, seed: 41 },
    );
    // An approximation is not held to the interval of the simulation: a quarter of the value is what it is good for.
    const said = sharedWaitTail({ arrivals, fastRate, heavyRate, heavyShare, workers }, 1);
    expect(Math.abs(said - late.mean), `formula ${said}, simulation ${late.mean} ± ${late.half}`).toBeLessThan(late.mean / 4 + late.half);
  });

  it.each([
    // speed, practices until 5 % wait more than a second, as published for a CX32-class server
    [0.8, 128],
    [0.5, 70],
    [0.25, 28],
  ])('at a speed of %d a CX32-class server reaches %i practices', (speed, practices) => {
    expect(sharedTailOfCx32(practices, speed)).toBeLessThanOrEqual(0.05);
    expect(sharedTailOfCx32(practices + 1, speed)).toBeGreaterThan(0.05);
  });

  it('no request waits a second at 41 practices, where one queue per worker makes 4.9 % wait', () => {
    expect(sharedTailOfCx32(41, 0.8)).toBeLessThan(0.00005);
  });
});

describe.each([
  { arrivals: 9, serviceRate: 5, workers: 2 },
  { arrivals: 9, serviceRate: 5, workers: 4 },
  { arrivals: 40, serviceRate: 5, workers: 10 },
])('simulated: %j', (pool) => {
  const run = { seconds: 0.2, requests: 10_000, seed: 20261124 };
  it('waits as the formulas say', () => {
    const seen = simulatedQueue({ ...pool, fastSeconds: 1 / pool.serviceRate }, run);
    expectWithin(1 - serviceLevel(pool, run.seconds), seen.late, 0.03);
    expectWithin(meanWait(pool), seen.meanWait, meanWait(pool) / 5);
    expectWithin(meanResponse(pool), seen.meanResponse, meanResponse(pool) / 5);
  });

  it('turns away as many as the formulas say', () => {
    const places = pool.workers + 3;
    const seen = simulatedQueue({ ...pool, fastSeconds: 1 / pool.serviceRate, places }, run);
    const queue = boundedQueue({ ...pool, places });
    expectWithin(queue.blocked, seen.turnedAway, 0.01);
    expectWithin(queue.responseSeconds, seen.meanResponse, queue.responseSeconds / 50);
  });
});

it('nothing is ever NaN', () => {
  fc.assert(
    fc.property(any, fc.integer({ min: 0, max: 300 }), seconds, fc.double({ min: 0, max: 1, noNaN: true }), (pool, more, t, heavyShare) => {
      const figures = [
        erlangC(pool.arrivals / pool.serviceRate, pool.workers),
        meanQueue(pool),
        meanWait(pool),
        meanResponse(pool),
        serviceLevel(pool, t),
        sharedWaitTail({ ...pool, fastRate: pool.serviceRate, heavyRate: 1, heavyShare }, t),
        ...Object.values(boundedQueue({ ...pool, places: pool.workers + more })),
      ];
      for (const figure of figures) expect(figure).toBeGreaterThanOrEqual(0);
    }),
  );
});

/** C from 1/B = ∫ e^(−t) (1 + t/a)^c dt over t ≥ 0, by Simpson's rule. */
function waitByIntegral(offered: number, c: number): number {
  const end = c - offered + 40 * Math.sqrt(c) + 60;
  const parts = 40_000;
  let area = 0;
  for (let i = 0; i <= parts; i++) {
    const t = (i / parts) * end;
    area += Math.exp(-t + c * Math.log1p(t / offered)) * (i === 0 || i === parts ? 1 : i % 2 ? 4 : 2);
  }
  const blocked = 1 / ((area * end) / parts / 3);
  return (c * blocked) / (c - offered * (1 - blocked));
}

/** P(wait > 1 s) with one queue for the four workers of a CX32-class server, whose database takes its part of the cores. */
function sharedTailOfCx32(practices: number, speed: number): number {
  const { machine, cores } = stackOf('A:cx32').server;
  const active = practices * likely.usersPerPractice * likely.presencePeak;
  const arrivals = active * (likely.activeShare * likely.requestsPerActive * likely.burst + likely.pollPerSession);
  const databaseShare = (arrivals * likely.dbMs) / 1000 / (cores * speed);
  const workerSpeed = (cores / machine.vCpu) * speed * (1 - databaseShare);
  return sharedWaitTail(
    {
      arrivals,
      fastRate: (workerSpeed * 1000) / likely.fastMs,
      heavyRate: (workerSpeed * 1000) / likely.heavyMs,
      heavyShare: likely.heavyShare,
      workers: machine.vCpu,
    },
    1,
  );
}
