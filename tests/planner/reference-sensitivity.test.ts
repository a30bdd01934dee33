/** Table 7.6 of the model: how far each parameter alone moves what a CX32-class server carries, within its span. */
import { expect, it } from 'vitest';
import { reach } from '@ordiplan/planner';
import { facts } from './answers.ts';
import { likely, publishedTornado, stackOf } from './reference.ts';

it.each(publishedTornado)('%s moves the 24 practices of a CX32-class server between %i and %i', (key, atLow, atHigh) => {
  const reachAt = (value: number) => {
    const values = { ...likely, [key]: value };
    return reach(stackOf('A:cx32', { values }), values, 1000);
  };
  const { low, high } = facts.assumptions[key];
  expect([reachAt(low), reachAt(high)]).toEqual([atLow, atHigh]);
});

it.each([
  // contacts a day: those of a Wahlarzt, of the default mix, and of a Kassenarzt as counted
  [15, 41],
  [30, 24],
  [44, 16],
])('with %i contacts a day a CX32-class server carries %i practices', (contactsPerDay, practices) => {
  const values = { ...likely, contactsPerDay };
  expect(reach(stackOf('A:cx32', { values }), values, 1000)).toBe(practices);
});
