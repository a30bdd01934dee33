/** Searches find what a walk over all numbers finds, with far fewer questions. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { largestThat, steps } from '@ordiplan/planner';

describe('the largest number that holds', () => {
  it('is the one a walk finds', () => {
    fc.assert(
      fc.property(fc.nat({ max: 600 }), fc.nat({ max: 500 }), (limit, max) => {
        const holds = (n: number) => n <= limit;
        expect(largestThat(holds, max)).toBe(walkUp(holds, max));
      }),
    );
  });

  it.each([
    // holds up to   max   largest
    [0, 1000, 0], // none
    [1, 1000, 1],
    [24, 1000, 24],
    [1000, 1000, 1000],
    [5000, 1000, 1000], // never asks beyond the end
    [3, 0, 0],
  ])('up to %i of at most %i is %i', (limit, max, largest) => {
    expect(largestThat((n) => n <= limit, max)).toBe(largest);
  });

  it('asks about twice the logarithm of the answer and never beyond the end', () => {
    const asked: number[] = [];
    largestThat((n) => {
      asked.push(n);
      return n <= 700;
    }, 1000);
    expect(asked.length).toBeLessThanOrEqual(2 * Math.ceil(Math.log2(1000)) + 1);
    expect(Math.max(...asked)).toBeLessThanOrEqual(1000);
    expect(Math.min(...asked)).toBeGreaterThanOrEqual(1);
  });
});

describe('the steps of a curve', () => {
  it('are those a walk finds', () => {
    const sizes = fc.array(fc.integer({ min: 2, max: 420 }), { maxLength: 8 });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 400 }), (starts, max) => {
        const labelAt = (n: number) => `size-${starts.filter((at) => n >= at).length}`;
        expect(steps(labelAt, max)).toEqual(walkSteps(labelAt, max));
      }),
    );
  });

  it.each([
    [[], 100, []],
    [[44], 100, [44]],
    [[2], 100, [2]],
    [[100], 100, [100]],
    [[10, 11, 12], 100, [10, 11, 12]], // next to each other
    [[10], 1, []], // nothing to compare with
  ])('of a curve that starts anew at %j, up to %i, are %j', (starts: number[], max, expected) => {
    expect(steps((n) => String(starts.filter((at) => n >= at).length), max)).toEqual(expected);
  });
});

describe('the steps of a part of a curve', () => {
  it('are those a walk finds from there on', () => {
    const starts = fc.array(fc.integer({ min: 2, max: 420 }), { maxLength: 8 });
    fc.assert(
      fc.property(starts, fc.integer({ min: 1, max: 400 }), fc.nat({ max: 100 }), (at, from, length) => {
        const labelAt = (n: number) => `size-${at.filter((start) => n >= start).length}`;
        expect(steps(labelAt, from + length, from)).toEqual(walkSteps(labelAt, from + length, from));
      }),
    );
  });

  it.each([
    [10, 30, [20, 30]], // the step at 10 is where the part begins
    [9, 30, [10, 20, 30]],
    [10, 29, [20]],
    [11, 19, []],
    [20, 20, []], // nothing to compare with
  ])('from %i to %i, of a curve that starts anew every ten, are %j', (from, to, expected) => {
    expect(steps((n) => String(Math.floor(n / 10)), to, from)).toEqual(expected);
  });

  it('are found without a question before its beginning or beyond its end', () => {
    const asked: number[] = [];
    steps(
      (n) => {
        asked.push(n);
        return String(Math.floor(n / 10));
      },
      140,
      57,
    );
    expect([Math.min(...asked), Math.max(...asked)]).toEqual([57, 140]);
  });

  it('are found with few questions: about the logarithm of its length for each step', () => {
    let asked = 0;
    const found = steps((n) => (asked++, n < 333 ? 'small' : 'large'), 1000);
    expect(found).toEqual([333]);
    expect(asked).toBeLessThanOrEqual(2 + Math.ceil(Math.log2(1000)));
  });
});

function walkUp(holds: (n: number) => boolean, max: number): number {
  let largest = 0;
  while (largest < max && holds(largest + 1)) largest++;
  return largest;
}

function walkSteps(labelAt: (n: number) => string, max: number, from = 1): number[] {
  const found: number[] = [];
  for (let n = from + 1; n <= max; n++) if (labelAt(n) !== labelAt(n - 1)) found.push(n);
  return found;
}
