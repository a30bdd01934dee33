/** Table 7.3 of the model: how many active users of a CX32-class server wait for more than a second, and at how many it is too much. */
import { describe, expect, it } from 'vitest';
import { limitsOf, load, mulberry32, reachPerLimit, triangularLog, uses, type Load, type Values } from '@ordiplan/planner';
import { facts } from './answers.ts';
import { likely, machineNamed, publishedRules, stackOf } from './reference.ts';

/** 3.5 users · 0.8 present · 0.6 active. */
const activePerPractice = 1.68;
const activeUsers = [20, 30, 40, 50, 60, 80, 100, 150];

describe.each([
  // speed of a virtual core, P(wait > 1 s) at 20, 30, 40, 50, 60, 80, 100, 150 active users, most of them within 5 %, practices
  [1, [0.006, 0.01, 0.014, 0.018, 0.023, 0.034, 0.046, 0.09], 105, 62],
  [0.8, [0.011, 0.017, 0.024, 0.032, 0.04, 0.06, 0.083, 0.168], 70, 41],
  [0.5, [0.029, 0.046, 0.066, 0.088, 0.112, 0.172, 0.249, 0.578], 31, 18],
  [0.25, [0.092, 0.152, 0.224, 0.312, 0.421, 0.734, 1, 1], 11, 6],
] as const)('at %d of the speed of its cores', (speedFactorShared, tails, mostUsers, practices) => {
  const values = { ...likely, speedFactorShared };
  const stack = stackOf('A:cx32', { values });

  it('the share of requests that wait is as published', () => {
    for (const [i, users] of activeUsers.entries()) {
      const latency = uses(stack, load(users / activePerPractice, values), values).find(({ resource }) => resource === 'latency')!;
      expect(latency.share * values.maxWaitShare).toBeCloseTo(tails[i]!, 3);
    }
  });

  it(`at most ${mostUsers} active users or ${practices} practices keep it within 5 %`, () => {
    expect(Math.floor(usersAtLimit(values, latencyOf(values)))).toBe(mostUsers);
    expect(reachPerLimit(stack, values, 1000).find(({ resource }) => resource === 'latency')?.tenants).toBe(practices);
  });
});

it('at 41 practices 4.9 % of the requests wait in a queue for each worker, and none in a queue for all', () => {
  const waiting = (['per-worker', 'shared'] as const).map((queue) => {
    const stack = stackOf('A:cx32', { rules: { ...publishedRules, queue } });
    return 0.05 * uses(stack, load(41, likely), likely).find(({ resource }) => resource === 'latency')!.share;
  });
  expect(waiting.map((share) => (100 * share).toFixed(2))).toEqual(['4.86', '0.00']);
});

describe('over 10,000 worlds', () => {
  const draws = 10_000;
  const uniform = mulberry32(20261123);
  const drawn = ['usersPerPractice', 'presencePeak', 'activeShare', 'requestsPerActive', 'burst', 'pollPerSession'] as const;
  const work = ['fastMs', 'heavyMs', 'heavyShare', 'dbMs', 'writeShare', 'speedFactorShared'] as const;
  const worlds = Array.from({ length: draws }, () => {
    const draw = (key: (typeof drawn)[number] | (typeof work)[number]) => [key, triangularLog(uniform(), facts.assumptions[key])] as const;
    const values: Values = { ...likely, ...Object.fromEntries([...drawn, ...work].map(draw)) };
    const cores = triangularLog(uniform(), machineNamed('cx32').referenceCores);
    return { atLimit: usersAtLimit(values, latencyOf(values, cores)), practices: 50 / load(1, values).activeUsers };
  });

  it('15 / 60 / 225 active users are the most at p10 / p50 / p90', () => {
    expectQuantiles(
      worlds.map(({ atLimit }) => atLimit),
      [15, 60, 225],
    );
  });

  it('fewer than 50 active users are too many in 43 % of them, fewer than 100 in 68 %', () => {
    for (const [users, published] of [
      [50, 0.427],
      [100, 0.677],
    ] as const) {
      const found = worlds.filter(({ atLimit }) => atLimit < users).length / draws;
      expect(Math.abs(found - published)).toBeLessThanOrEqual(sampling(published) + 0.0005);
    }
  });

  it('50 active users are 21 / 30 / 46 practices', () => {
    expectQuantiles(
      worlds.map(({ practices }) => practices),
      [21, 30, 46],
    );
  });

  /** The published quantile is rounded to a whole number: its share lies between those at its two ends. */
  function expectQuantiles(all: readonly number[], published: readonly [number, number, number]): void {
    const below = (end: number) => all.filter((n) => n < end).length / draws;
    for (const [i, share] of [0.1, 0.5, 0.9].entries()) {
      expect(below(published[i]! - 0.5)).toBeLessThanOrEqual(share + sampling(share));
      expect(below(published[i]! + 0.5)).toBeGreaterThanOrEqual(share - sampling(share));
    }
  }

  /** Two samples of `draws`, theirs and ours: four standard deviations of the difference of a share. */
  function sampling(share: number): number {
    return 4 * Math.sqrt((2 * share * (1 - share)) / draws);
  }
});

function latencyOf(values: Values, cores = machineNamed('cx32').referenceCores.likely): (demand: Load) => number {
  return limitsOf(stackOf('A:cx32', { values, coresOf: () => cores }), values).find(({ resource }) => resource === 'latency')!.share;
}

/** The active users at which exactly 5 % wait, by bisection over fractions of a practice. */
function usersAtLimit(values: Values, latency: (demand: Load) => number): number {
  let [few, many] = [0, 1e4];
  for (let i = 0; i < 40; i++) {
    const middle = (few + many) / 2;
    if (latency(load(middle, values)) <= 1) few = middle;
    else many = middle;
  }
  return load(few, values).activeUsers;
}
