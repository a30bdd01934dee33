/** Reliability: blocks by hand, against published tables, and against counting every state. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { availability, availabilityOfRate, downtimeHours, kOfN, parallel, series } from '@ordiplan/planner';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const blocksOf = fc.array(share, { minLength: 1, maxLength: 7 });

describe.each([
  // blocks                     all are up    any is up   two are up
  [[0.9, 0.9], 0.81, 0.99, 0.81], // by hand
  [[0.99, 0.99, 0.99], 0.970299, 0.999999, 0.999702], // 3a² − 2a³
  [[0.999, 0.99, 0.9], 0.890109, 0.999999, 0.998892], // by counting the eight states
])('%j', (blocks, allUp, anyUp, twoUp) => {
  it('in series needs all', () => expect(series(...blocks)).toBeCloseTo(allUp, 9));
  it('in parallel needs any', () => expect(parallel(...blocks)).toBeCloseTo(anyUp, 9));
  it('as votes needs two', () => expect(kOfN(2, blocks)).toBeCloseTo(twoUp, 9));
});

it('k of n is the sum over all states in which k are up', () => {
  fc.assert(
    fc.property(blocksOf, (blocks) => {
      for (let k = 0; k <= blocks.length + 1; k++) expect(kOfN(k, blocks)).toBeCloseTo(enumerate(k, blocks), 12);
    }),
  );
});

it('all of n is a series, one of n is parallel, none is always up', () => {
  fc.assert(
    fc.property(blocksOf, (blocks) => {
      expect(kOfN(blocks.length, blocks)).toBeCloseTo(series(...blocks), 12);
      expect(kOfN(1, blocks)).toBeCloseTo(parallel(...blocks), 12);
      expect(kOfN(0, blocks)).toBeCloseTo(1, 12);
    }),
  );
});

it('a further block in series never helps, a further one in parallel never hurts', () => {
  fc.assert(
    fc.property(blocksOf, share, (blocks, further) => {
      expect(series(...blocks, further)).toBeLessThanOrEqual(series(...blocks));
      expect(parallel(...blocks, further)).toBeGreaterThanOrEqual(parallel(...blocks) - 1e-12);
    }),
  );
});

it.each([
  // votes that are up, minutes a year without a majority, at 99.9 % each
  ['one node', kOfN(1, [0.999]), 525.6],
  ['two nodes that need each other', kOfN(2, [0.999, 0.999]), 1050.7],
  ['three nodes', kOfN(2, [0.999, 0.999, 0.999]), 1.6],
  ['two nodes and a third vote at 99 %', kOfN(2, [0.999, 0.999, 0.99]), 11],
])('%s have no majority for as long as published', (_nodes, up, minutes) => {
  expect(downtimeHours(up) * 60).toBeCloseTo(minutes, 1);
});

it('a minority cannot elect a primary: the loss of two of three votes stops writing', () => {
  expect(kOfN(2, [1, 0, 0])).toBe(0);
  expect(kOfN(2, [1, 1, 0])).toBe(1);
});

it.each([
  // between failures   to repair   share of time up
  [999, 1, 0.999],
  [4380, 2, 0.999543587],
  [10, 0, 1],
])('a part that fails every %d h and takes %d h is up %d of the time', (mtbf, mttr, up) => {
  expect(availability(mtbf, mttr)).toBeCloseTo(up, 9);
});

it('counts the same from a rate of incidents', () => {
  // 0.4 a year are one in 21,900 h
  expect(availabilityOfRate(0.4, 2)).toBeCloseTo(availability(21_900, 2), 15);
});

it.each([
  // share of time up   hours down in a year: 87 h 36 min, 8 h 46 min, 4 h 23 min, 53 min
  [0.99, 87.6],
  [0.999, 8.76],
  [0.9995, 4.38],
  [0.9999, 0.876],
  [1, 0],
])('%d of the time up leaves %d hours a year', (up, hours) => {
  expect(downtimeHours(up)).toBeCloseTo(hours, 9);
});

function enumerate(k: number, blocks: readonly number[]): number {
  let sum = 0;
  for (let state = 0; state < 2 ** blocks.length; state++) {
    const up = blocks.map((_, i) => Boolean(state & (1 << i)));
    if (up.filter(Boolean).length >= k) sum += blocks.reduce((p, a, i) => p * (up[i] ? a : 1 - a), 1);
  }
  return sum;
}
