/** Markov chains: balance in every state, known chains, and what is no chain with one answer. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generatorOf, maxStates, stationary } from '@ordiplan/planner';

/** Up to a dozen states, every one with a way to every other; rates over nine orders of magnitude. */
const chain = fc.integer({ min: 1, max: 12 }).chain((n) =>
  fc.array(fc.double({ min: -6, max: 3, noNaN: true }), { minLength: n * n, maxLength: n * n }).map((logs) =>
    generatorOf(
      n,
      logs.map((log, k) => [Math.floor(k / n), k % n, 10 ** log] as const).filter(([from, to]) => from !== to),
    ),
  ),
);

it('what flows into a state flows out of it', () => {
  fc.assert(
    fc.property(chain, (generator) => {
      const shares = stationary(generator);
      expect(shares.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
      for (const [j, share] of shares.entries()) {
        expect(share).toBeGreaterThanOrEqual(0);
        const flows = shares.map((p, i) => p * generator[i]![j]!);
        const largest = Math.max(...flows.map(Math.abs));
        expect(Math.abs(flows.reduce((sum, flow) => sum + flow, 0))).toBeLessThanOrEqual(1e-9 * largest + 1e-15);
      }
    }),
  );
});

it('the order of the states does not matter', () => {
  fc.assert(
    fc.property(chain, (generator) => {
      const turned = generator.map((row) => [...row].reverse()).reverse();
      for (const [i, share] of stationary(turned).reverse().entries()) expect(share).toBeCloseTo(stationary(generator)[i]!, 9);
    }),
  );
});

it.each([
  // rates up, rates down: each share is that of the state before, times up over down
  [
    [1, 1, 1],
    [2, 2, 2],
    [8 / 15, 4 / 15, 2 / 15, 1 / 15],
  ],
  [[3], [1], [1 / 4, 3 / 4]],
  [
    [2, 1],
    [1, 2],
    [1 / 4, 2 / 4, 1 / 4],
  ],
])('a chain of steps up at %j and down at %j', (up, down, expected) => {
  const shares = stationary(
    generatorOf(
      expected.length,
      up.flatMap((rate, i) => [[i, i + 1, rate] as const, [i + 1, i, down[i]!] as const]),
    ),
  );
  for (const [i, share] of shares.entries()) expect(share).toBeCloseTo(expected[i]!, 14);
});

describe('the long run', () => {
  it('of one state is that state', () => {
    expect(stationary([[0]])).toEqual([1]);
  });

  it('has nothing in a state that is left for good', () => {
    expect(stationary(generatorOf(3, [[0, 1, 1], [1, 2, 5], [2, 1, 5]]))).toEqual([0, 0.5, 0.5]); // prettier-ignore
  });

  it('is all in a state that is never left', () => {
    for (const end of [0, 1, 2]) {
      const others = [0, 1, 2].filter((state) => state !== end);
      const shares = stationary(
        generatorOf(
          3,
          others.map((state) => [state, end, 1] as const),
        ),
      );
      expect(shares[end]).toBe(1);
    }
  });

  it('of the largest chain that is allowed: a ring, where all states are equal', () => {
    const ring = generatorOf(
      maxStates,
      Array.from({ length: maxStates }, (_, i) => [i, (i + 1) % maxStates, 3] as const),
    );
    for (const share of stationary(ring)) expect(share).toBeCloseTo(1 / maxStates, 12);
  });
});

it('moves between the same states add up', () => {
  expect(generatorOf(2, [[0, 1, 1], [0, 1, 2], [1, 0, 4]])).toEqual([[-3, 3], [4, -4]]); // prettier-ignore
});
