/** The search behind the flips: on made-up answers whose change is known, from either side, at bounds of zero, or nowhere. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestChange } from '../../../packages/planner/src/advice/flips.ts';

/** A thousandth, as the search promises. */
const precision = 1e-3;

/** "low", "now" or "high": below the first edge, between both, from the second one on. */
const between = (low: number, high: number) => (value: number) => (value < low ? 'low' : value >= high ? 'high' : 'now');

describe('the nearest change', () => {
  it.each([
    // from, range, edges, where, what
    [10, [1, 100], [-1, 40], 40, 'high'], // only above
    [10, [1, 100], [3, 1000], 3, 'low'], // only below
    [10, [1, 100], [4, 30], 4, 'low'], // a factor of 2.5 is nearer than one of 3
    [10, [1, 100], [3, 25], 25, 'high'],
    [10, [0, 100], [4, 1000], 4, 'low'], // down to zero: in equal steps, since no factor leads there
    [10, [0, 100], [1e-9, 1000], 1e-9, 'low'], // only at zero itself
    [0, [0, 100], [-1, 60], 60, 'high'], // from zero upwards
    [1, [0, 1], [-1, 1], 1, 'now'], // the edge is where the scenario stands: there is nothing above it
  ] as const)('from %d within %j with edges at %j', (from, range, [low, high], where, what) => {
    const ask = between(low, high);
    const found = nearestChange(from, range, 'now', ask);
    if (what === 'now') {
      expect(found).toBeUndefined();
      return;
    }
    expect(found!.to).toBe(what);
    expect(ask(found!.at)).toBe(what);
    expect(Math.abs(found!.at - where)).toBeLessThanOrEqual(precision * Math.max(found!.at, where));
  });

  it('is none where every value gives the same answer', () => {
    expect(nearestChange(10, [0, 100], 'now', () => 'now')).toBeUndefined();
  });

  it('asks nothing where the range has no room on either side', () => {
    const asked: number[] = [];
    expect(nearestChange(5, [5, 5], 'now', (value) => asked.push(value) && 'now')).toBeUndefined();
    expect(asked).toEqual([]);
  });

  it('never asks outside of the range', () => {
    const ranges: readonly (readonly [number, readonly [number, number]])[] = [
      [10, [1, 100]],
      [10, [0, 100]],
      [0, [0, 7]],
      [0.3, [0.075, 1]],
    ];
    for (const [from, range] of ranges) {
      const asked: number[] = [];
      nearestChange(from, range, 'now', (value) => {
        asked.push(value);
        return between(range[0] + 0.05, range[1] * 0.9)(value);
      });
      expect(asked.length).toBeGreaterThan(0);
      // Powers and roots may miss an end by the last digits.
      expect(Math.min(...asked)).toBeGreaterThanOrEqual(range[0] * (1 - 1e-12));
      expect(Math.max(...asked)).toBeLessThanOrEqual(range[1] * (1 + 1e-12));
    }
  });

  it('names the answer at the change, not the one at the end of the way', () => {
    // Three answers on one side: "b" from 20, "c" from 60.
    const ask = (value: number) => (value < 20 ? 'a' : value < 60 ? 'b' : 'c');
    expect(nearestChange(10, [10, 100], 'a', ask)!.to).toBe('b');
  });

  it('is within a thousandth of the edge, and a value a thousandth before it changes nothing, wherever the edges lie', () => {
    const positive = fc.double({ min: 0.01, max: 1000, noNaN: true });
    fc.assert(
      fc.property(positive, positive, positive, (a, b, c) => {
        const [low, from, high] = [a, b, c].sort((x, y) => x - y) as [number, number, number];
        const ask = between(low, high);
        fc.pre(ask(from) === 'now' && low < from);
        const found = nearestChange(from, [0.001, 10_000], 'now', ask)!;
        // Of the two edges the nearer one by factor; where both are equally near to a thousandth either will do.
        const nearer = Math.min(from / low, high / from);
        const factor = Math.max(found.at / from, from / found.at);
        expect(ask(found.at)).not.toBe('now');
        expect(factor).toBeGreaterThanOrEqual(nearer);
        expect(factor).toBeLessThanOrEqual(nearer * (1 + 2 * precision));
        const before = found.at > from ? found.at * (1 - 1.1 * precision) : found.at * (1 + 1.1 * precision);
        if ((before - from) * (found.at - from) > 0) expect(ask(before)).toBe('now');
      }),
    );
  });
});
