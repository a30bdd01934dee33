/**
 * Whatever the answer, everything that is told of it is sound: no figure that is none, no word of a machine in a text,
 * never an exception that is not the planner's. Once with a fixed seed, once with another one each time.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerEntries } from './fuzzing/entries-answers.ts';
import { tally } from './fuzzing/outcome.ts';

const seeds = [
  { seed: 20261124, share: 1 },
  { seed: Date.now() % 2 ** 31, share: 1 / 10 },
];

describe.each(seeds)('with the seed $seed', { timeout: 120_000 }, ({ seed, share }) => {
  it.each(answerEntries.map((entry) => [entry.name, entry] as const))('%s', (_name, { property, runs }) => {
    // Answers take long: a failure is told as it is found.
    fc.assert(property, { seed, numRuns: Math.ceil(runs * share), endOnFailure: true });
  });
});

it('these were more than 20,000 inputs', () => {
  const { inputs, refused, slowest, slowestMs } = tally;
  console.info(`${inputs} inputs, ${refused} of them refused. The slowest took ${Math.round(slowestMs)} ms: ${slowest}.`);
  expect(inputs).toBeGreaterThanOrEqual(20_000);
});
