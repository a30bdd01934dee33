/**
 * What a simulation can promise: the mean of its batches and an interval around it that holds the true value with
 * 99.9 %. Wide enough that a right formula passes; a limit on the width makes sure that a wrong one does not.
 */
import { expect } from 'vitest';

export const batches = 40;
/** Student's t for 39 degrees of freedom, both sides together 0.1 %. */
const student = 3.558;

export interface Interval {
  readonly mean: number;
  readonly half: number;
}

/** The interval from one value per batch. Batches must be long enough to be independent of each other. */
export function intervalOf(values: readonly number[]): Interval {
  if (values.length !== batches) throw new Error(`${values.length} batches, but Student's t is for ${batches}.`);
  const mean = values.reduce((sum, value) => sum + value, 0) / batches;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (batches - 1);
  return { mean, half: student * Math.sqrt(variance / batches) };
}

/** Passes if the formula lies in the interval, and the interval is at most `atMost` wide on either side. */
export function expectWithin(formula: number, { mean, half }: Interval, atMost: number): void {
  const said = `formula ${formula}, simulation ${mean} ± ${half} (99.9 %)`;
  expect(half, `too wide to tell: ${said}`).toBeLessThanOrEqual(atMost);
  expect(Math.abs(formula - mean), said).toBeLessThanOrEqual(half);
}
